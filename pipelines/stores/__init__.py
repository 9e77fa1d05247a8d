"""Outputs and inputs in an object store: a folder of this machine stands for each, and is kept in step with it.

Programs below work on that folder as on any other. What lies at the store when a stage begins is fetched, and what the
stage changed is sent: versions of a thing under new names first, then, in one write, the object that names the current
one. Whoever reads the store thus finds the old or the new, and never a mixture.
"""
