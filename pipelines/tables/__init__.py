"""The tables: their one definition, validation, deterministic files, atomic publication and reading back."""
