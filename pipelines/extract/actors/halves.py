"""Halves of a land that bears one name: where a text tells of North or South Korea, "the North" and "the South"."""

from __future__ import annotations

from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.parsed_tokens import Tokens

_OPPOSITES = {"North": "South", "South": "North"}


def halves_of_lands(tokens: Tokens, lexicon: ActorLexicon, names: list[Name]) -> list[Name]:
    """The words that stand for one of two states of one name, of which the text names one at least."""
    told = {name.key for name in names if name.kind in {"state", "adjective", "capital"}}
    states = _states_by_half(lexicon, told)
    if not states:
        return []
    covered = {i for name in names for i in range(name.start, name.end)}
    return [
        Name(i, i + 1, i, "state", states[text])
        for i, text in enumerate(tokens.text)
        if text in states and i not in covered and _stands_alone(tokens, i)
    ]


def _states_by_half(lexicon: ActorLexicon, told: set[str]) -> dict[str, str]:
    keys = {state.name: key for key, state in lexicon.states.items()}
    found: dict[str, str] = {}
    for key in sorted(key for key in told if key in lexicon.states):
        half, _, land = lexicon.states[key].name.partition(" ")
        other = keys.get(f"{_OPPOSITES[half]} {land}") if half in _OPPOSITES else None
        if other is not None:
            found |= {half: key, _OPPOSITES[half]: other}
    return found


def _stands_alone(tokens: Tokens, i: int) -> bool:
    """As in "the North warned", not "the North Sea", "the North of the country"."""
    if i == 0 or tokens.low[i - 1] != "the" or tokens.caps[tokens.sent[i]] != "mixed":
        return False
    after = tokens.text[i + 1] if i + 1 < tokens.n else "."
    return not after[:1].isupper() and after not in {"of", "-"} and not tokens.silent[tokens.sent[i]]
