"""Whether this installation can do its work."""
