"""What kills and destroys without anybody's doing: disease, storms, accidents (`data/lexicon/calamities.yaml`)."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from pipelines import lexicon


class Calamities(BaseModel):
    """Nouns for calamities, verbs for what befalls craft and buildings, fires, and words that tell of shots."""

    model_config = {"extra": "forbid", "frozen": True}

    nouns: frozenset[str]
    verbs: frozenset[str]
    fires: frozenset[str]
    shot: frozenset[str]


@cache
def calamities() -> Calamities:
    """The vocabulary, loaded once. Raises `LexiconError`."""
    return lexicon.load("calamities.yaml", Calamities)
