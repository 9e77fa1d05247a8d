"""What an error says, in one line, for messages of the program's own."""

from __future__ import annotations


def one_line(problem: BaseException, most: int | None = None) -> str:
    """The words of an error without line ends, cut to `most` characters; its type where it says nothing."""
    return " ".join(str(problem).split())[:most] or type(problem).__name__
