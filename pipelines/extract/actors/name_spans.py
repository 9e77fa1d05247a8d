"""Names as spans of tokens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A span of tokens that is a name.

    `kind`: state | adjective | people | capital (`key`: ISO code), named | folk (`key`: of the lexicon), person | org |
    place (`key` empty: unknown to the lexicon). `namesakes`: keys of others whom the lexicon knows by this spelling.
    """

    start: int
    end: int
    root: int
    kind: str
    key: str = ""
    namesakes: tuple[str, ...] = ()
