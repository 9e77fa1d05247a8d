"""Marks and tags that several parts of the search for voices look at."""

from __future__ import annotations

CLOSING_QUOTES = frozenset({"”", '"', "''", "’"})
OPENING_QUOTES = frozenset({"“", '"', "``", "''", "‘"})
DASHES = frozenset({"–", "—", "--"})
INTERRUPTS = DASHES | {","}
"""What sets a clause off on both sides."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
"""Penn tags of verbs that tell what is said, not what is to be said."""
