"""Readers: one module per format family, all yield `Document`."""
