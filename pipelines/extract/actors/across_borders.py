"""States that a text names only as what lies behind a border: "a village near the border with Mali" is not in Mali."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.extract.parsed_tokens import Tokens
from pipelines.lexicon import words

_BORDERS = words("places", "borders")
_BETWEEN = words("actors", "words-before-a-neighbour") | {"the", "-"}


def on_this_side(tokens: Tokens, located: Mapping[int, str]) -> dict[int, str]:
    """The states of places by token, without those named behind a border."""
    out: dict[int, str] = {}
    across = False
    for i in sorted(located):
        goes_on = located.get(i - 1) == located[i]
        across = across if goes_on else is_across_border(tokens, i)
        if not across:
            out[i] = located[i]
    return out


def is_across_border(tokens: Tokens, start: int) -> bool:
    """Whether a name is behind a border: "near the border with | Mali", "a province bordering | Mali".

    Of what is done to the border itself, the state behind it is a party: "closed its border with Mali".
    """
    before = start - 1
    while before > 1 and tokens.low[before] in _BETWEEN:
        before -= 1
    if before < 1 or tokens.sent[before] != tokens.sent[start]:
        return False
    if tokens.low[before] == "bordering":
        return True
    border = before - 1
    behind = tokens.low[before] in {"with", "to"} and tokens.low[border] in _BORDERS
    return behind and tokens.dep[border] not in {"obj", "nsubj", "nsubj:pass"}
