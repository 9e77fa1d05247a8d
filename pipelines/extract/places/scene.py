"""What the place grammar shares while it works on one document."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipelines.extract.places.candidates import Candidate
from pipelines.extract.places.choice import Profile
from pipelines.extract.places.gazetteer import Gazetteer
from pipelines.extract.places.lexicon import PlaceTypes
from pipelines.extract.places.words import Words


@dataclass(slots=True)
class Scene:
    """The tokens, the knowledge and the candidates; `at` says which candidate a token belongs to."""

    words: Words
    types: PlaceTypes
    gazetteer: Gazetteer
    candidates: list[Candidate]
    profile: Profile = field(init=False)
    at: dict[int, int] = field(init=False)

    def __post_init__(self) -> None:
        self.profile = Profile(self.gazetteer.capital_keys)
        self.at = {j: k for k, c in enumerate(self.candidates) for j in range(c.first, c.last + 1)}
