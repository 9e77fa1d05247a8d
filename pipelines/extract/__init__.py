"""Extractors: pure functions from a parsed text to facts; one module per kind of fact."""
