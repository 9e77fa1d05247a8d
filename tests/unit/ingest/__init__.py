"""Readers, their wrappers, and feeds."""
