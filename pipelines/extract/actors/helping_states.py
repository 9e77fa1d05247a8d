"""States that a text names only as those who helped something along: "a Qatari-brokered truce" is not about Qatar."""

from __future__ import annotations

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_HELPING = words("actors", "participles-of-help")
_LONGEST = 4  # words of another helper: "an Egyptian and | U.S. | -mediated deal"


def only_helps(tokens: Tokens, mention: Candidate) -> bool:
    """As in "a Qatari-brokered truce", "an Egyptian and U.S.-mediated deal"."""
    end = mention.end
    if tokens.low[end : end + 1] == ["and"]:
        return any(_helps(tokens, i) for i in range(end + 1, min(end + 1 + _LONGEST, tokens.n)))
    return tokens.low[end : end + 1] == ["-"] and end + 1 < tokens.n and _helps(tokens, end + 1)


def _helps(tokens: Tokens, i: int) -> bool:
    """Whether a word is a participle of help with a hyphen, as one token or after it."""
    before, hyphen, participle = tokens.low[i].rpartition("-")
    return participle in _HELPING and (bool(before and hyphen) or tokens.low[i - 1] == "-")
