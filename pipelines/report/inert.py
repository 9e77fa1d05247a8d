"""Characters of articles that act on whoever shows them, and that XML, hence a drawing, cannot hold."""

from __future__ import annotations

import re

_ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def inert(text: str) -> str:
    """The text with control characters, and signs that override the direction of writing, shown as �."""
    return _ACTING.sub("\ufffd", text)
