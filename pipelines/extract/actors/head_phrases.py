"""The phrases of the lexicon that head noun phrases: organs, offices, nouns for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.extract.actors.lexicon import AgentGroup, OfficeGroup, Organ, load_actor_lexicon
from pipelines.extract.actors.phrases import PhraseTable


@dataclass(frozen=True, slots=True)
class HeadPhrases:
    """The phrases of the lexicon by their head words."""

    organs: PhraseTable[Organ]
    offices: PhraseTable[OfficeGroup]
    agents: PhraseTable[AgentGroup]


@cache
def head_phrases() -> HeadPhrases:
    """Index the phrases, once per process."""
    lexicon = load_actor_lexicon()
    return HeadPhrases(PhraseTable(lexicon.organs), PhraseTable(lexicon.titles), PhraseTable(lexicon.agents))
