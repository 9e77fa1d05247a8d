"""The cue lexicon: which words introduce what somebody says, thinks or wants, and where their content stands.

The file is `data/lexicon/cues.yaml`; its head explains the fields. A lemma may stand in several groups: it then has the
frames of all of them, and the stance of the group whose frame was met.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import model_validator

from pipelines.lexicon import Entry, load

Stance = Literal["assert", "deny", "accuse", "urge", "promise", "threaten", "question", "other"]
Frame = Literal["quote", "clause", "infinitive", "request", "object", "judgement", "measure"]

PARTICLES = frozenset(
    {
        "about",
        "against",
        "ahead",
        "along",
        "aside",
        "at",
        "away",
        "back",
        "by",
        "clear",
        "down",
        "forth",
        "forward",
        "in",
    }
    | {"it", "off", "on", "out", "over", "through", "to", "up"}
)


class CueGroup(Entry):
    """Lemmas that take their content in the same ways."""

    stance: Stance
    frames: tuple[Frame, ...]
    prepositions: tuple[str, ...] = ()
    source: Literal["any", "voice"] = "voice"
    lemmas: tuple[str, ...]

    @model_validator(mode="after")
    def _lemmas_are_words_or_particle_verbs(self) -> CueGroup:
        for lemma in self.lemmas:
            _, *rest = lemma.split(" ")
            if len(rest) > 1 or (rest and rest[0] not in PARTICLES):
                raise ValueError(f"{lemma!r} is neither a word nor a verb with one particle")
        if len(set(self.lemmas)) < len(self.lemmas):
            raise ValueError(f"a lemma is listed twice: {sorted(w for w in self.lemmas if self.lemmas.count(w) > 1)}")
        return self


class CueWords(Entry):
    """The words of `cues.yaml` that are no cues themselves but belong to one."""

    view_nouns: frozenset[str]
    light_verbs: frozenset[str]
    agentless_judgements: frozenset[str]
    hedges: frozenset[str]
    hearsay_nouns: frozenset[str]
    spreading_verbs: frozenset[str]
    answers: frozenset[str]
    answer_nouns: frozenset[str]
    namings: frozenset[str]
    measured_nouns: frozenset[str]


class CueFile(CueWords):
    """`cues.yaml` as a whole."""

    verbs: tuple[CueGroup, ...]
    nouns: tuple[CueGroup, ...]
    adjectives: tuple[CueGroup, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """One lemma as a cue: the stance each frame and each preposition gives its content."""

    lemma: str
    frames: dict[str, Stance]
    prepositions: dict[str, Stance]
    any_source: bool

    @property
    def stance(self) -> Stance:
        """The stance of the first frame listed."""
        return next(iter((self.frames or self.prepositions).values()))


@dataclass(frozen=True, slots=True)
class Cues:
    """The lexicon, indexed by lemma (verbs with a particle as `point out`)."""

    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    phrases: dict[str, tuple[tuple[str, ...], ...]]  # by first word; longest first
    words: CueWords


def _index(groups: tuple[CueGroup, ...]) -> dict[str, Cue]:
    found: dict[str, Cue] = {}
    for group in groups:
        for lemma in group.lemmas:
            cue = found.get(lemma) or Cue(lemma, {}, {}, False)
            for frame in group.frames:
                cue.frames.setdefault(frame, group.stance)
            for preposition in group.prepositions:
                cue.prepositions.setdefault(preposition, group.stance)
            any_source = cue.any_source or group.source == "any"
            found[lemma] = Cue(lemma, cue.frames, cue.prepositions, any_source)
    return found


@cache
def cues() -> Cues:
    """The cue lexicon, loaded once per process."""
    file = load("cues.yaml", CueFile)
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(file.phrases, key=lambda p: (-len(p.split()), p)):
        words = tuple(phrase.split())
        phrases.setdefault(words[0], []).append(words)
    return Cues(
        verbs=_index(file.verbs),
        nouns=_index(file.nouns),
        adjectives=_index(file.adjectives),
        phrases={first: tuple(rest) for first, rest in phrases.items()},
        words=file,
    )
