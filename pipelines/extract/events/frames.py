"""Event frames: which words tell of which PLOVER event, and who is who in their grammar.

`data/lexicon/events/<type>.yaml` holds the senses of one event type; `events/shared/` the word classes and support
verbs
that senses refer to. A predicate is written as its words: `attack`, `blow up`, `lay siege`, `call for`. The first
word of a
verb predicate is the verb, the others stand among its dependents; a noun predicate of several words stands together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from pipelines import lexicon
from pipelines.lexicon import Entry, LexiconError, words

PartOfSpeech = Literal["verb", "noun", "adjective"]
HARM_BY_VERBS = frozenset(
    {"kill-people", "destroy", "shatter", "die-violently", "die-at-hands", "fall-in-duty"}
)  # verbs for what came of an assault
NO_EVENT = "NONE"  # the type of senses that only keep words from being read as an event: "stormed out of the room"


def _words(value: object) -> object:
    """A comma-separated string is a list: YAML that people like to write."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]


class Roles(Entry):
    """The grammatical slots that hold PLOVER's actor and recipient, in order of preference.

    Slots: subj, obj, iobj, poss (possessor), mod (a compound or demonym before a noun), comp (the subject of the
    clause that
    is the complement), and any preposition. Passives are undone before slots are read.
    """

    actor: Words = ()
    recipient: Words = ()


class Sense(Entry):
    """One meaning of a group of synonymous predicates.

    `weak` nouns tell of an event only with a support verb or a participant. Conditions name lemmas or `@classes`:
    `objects` must be among the objects' words, `not_objects` must not; `subjects`, `mods` (modifiers of a noun) and
    `complement` (the words of the clause or phrase demanded, promised, refused …) likewise; `named` must be among the
    words for what the object is called ("called it a disgrace"), `text` among those of the whole text, and none of
    `not_text`. `agentless`: a passive without an agent meets
    `subjects`. `standing`: a state of affairs, background unless told as news. `future`: told in the past it is yet
    to come ("called a strike"). `predicative` nouns must be said of
    somebody ("is a partner"). Every sentence of `examples` tells of the event, none of `counterexamples` does; every
    predicate stands in one of them (`sentences`).
    """

    verbs: Words = ()
    nouns: Words = ()
    weak: Words = ()
    adjectives: Words = ()
    mode: str | None = None
    actor: Words | None = None
    recipient: Words | None = None
    noun_actor: Words | None = None
    noun_recipient: Words | None = None
    objects: Words = ()
    not_objects: Words = ()
    subjects: Words = ()
    not_subjects: Words = ()
    mods: Words = ()
    not_mods: Words = ()
    complement: Words = ()
    not_complement: Words = ()
    named: Words = ()
    text: Words = ()
    not_text: Words = ()
    agentless: bool = False
    standing: bool = False
    future: bool = False
    predicative: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class TypeLexicon(Entry):
    """The senses of one event type. `modes` chooses the mode by the words of the complement, in order."""

    type: str
    verb: Roles
    noun: Roles
    absorbs: bool = False
    modes: dict[str, Words] = Field(default_factory=dict)
    senses: dict[str, Sense]


class SupportVerbs(Entry):
    """Verbs that carry an event noun: who their subject is to the event, and whether it took place."""

    actor: Words
    recipient: Words
    occurrence: Words
    oblique: dict[str, Words]


@dataclass(frozen=True, slots=True)
class Frame:
    """A `predicate` in one sense, ready for matching. `words` are its words but the one to start from."""

    predicate: str
    event_type: str
    sense_id: str
    sense: Sense
    part: PartOfSpeech
    words: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    weak: bool
    absorbs: bool
    modes: tuple[tuple[str, frozenset[str]], ...]
    rank: tuple[int, int, int, int]
    head_first: bool = False


@dataclass(frozen=True, slots=True)
class FrameIndex:
    """All frames by the word to start from, best candidates first.

    That is the first word of a verb or adjective, the last of a noun compound ("peace talks") and of what is said of
    somebody with `be` ("be on strike", kept apart in `copular`), and the first of a noun with what follows it
    ("state of emergency", in `multiword_heads`).
    """

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    copular: Mapping[str, tuple[Frame, ...]]
    multiword_heads: Mapping[str, tuple[Frame, ...]]
    support_actor: frozenset[str]
    support_recipient: frozenset[str]
    occurrence: frozenset[str]
    oblique_support: Mapping[str, tuple[str, ...]]


def sentences(example: str) -> tuple[str, ...]:
    """The sentences that an example writes in one: `Gunmen {raided | stormed} the camp.` are two."""
    parts = re.split(r"\{([^}]*)\}", example)
    choices = [part.split("|") if n % 2 else [part] for n, part in enumerate(parts)]
    written = ("".join(word.strip() if n % 2 else word for n, word in enumerate(made)) for made in product(*choices))
    return tuple(sentence[0].upper() + sentence[1:] for sentence in written)


def predicates_of(sense: Sense) -> list[tuple[PartOfSpeech, str, bool]]:
    """Every predicate of a sense with its part of speech, and whether it is a weak noun."""
    found: list[tuple[PartOfSpeech, str, bool]] = [("verb", words, False) for words in sense.verbs]
    found += [("noun", words, False) for words in sense.nouns]
    found += [("noun", words, True) for words in sense.weak]
    return found + [("adjective", words, False) for words in sense.adjectives]


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """Named groups of lemmas; a class may name other classes."""
    raw = lexicon.load("events/shared/classes.yaml", dict[str, Words])

    def resolve(name: str, trail: tuple[str, ...]) -> frozenset[str]:
        if name not in raw or name in trail:
            raise LexiconError(f"{lexicon.root()}/events/shared/classes.yaml: unknown or circular class @{name}")
        out: set[str] = set()
        for word in raw[name]:
            out |= resolve(word[1:], (*trail, name)) if word.startswith("@") else {word}
        return frozenset(out)

    return {name: resolve(name, ()) for name in raw}


@cache
def expand(words: tuple[str, ...]) -> frozenset[str]:
    """Lemmas with classes replaced by their members; an entity class (`@actor` …) may have words of its own too."""
    out: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            out.add(word)
        elif word[1:] not in ENTITY_CLASSES and word[1:] not in word_classes():
            raise LexiconError(f"{lexicon.root()}/events: unknown class {word}")
        else:
            out.add(word)
            out |= word_classes().get(word[1:], frozenset())
    return frozenset(out)


ENTITY_CLASSES = frozenset({"actor", "state", "person", "named", "armed", "law", "party", "people", "place"})


@cache
def type_lexicons() -> Mapping[str, TypeLexicon]:
    """Every event type's lexicon by file name, checked."""
    return {name: lexicon.load(name, TypeLexicon) for name in lexicon.files("events")}


@cache
def frame_index() -> FrameIndex:
    """Load and index all senses. Raises `LexiconError` for an unknown class."""
    tables: dict[str, dict[str, list[Frame]]] = {"verb": {}, "noun": {}, "adjective": {}, "copular": {}, "head": {}}
    for number, (name, types) in enumerate(type_lexicons().items()):
        for position, (sense_id, sense) in enumerate(types.senses.items()):
            _check_classes(name, sense_id, sense)
            for part, predicate, weak in predicates_of(sense):
                for key, frame in _frames(types, sense_id, sense, part, predicate, weak, (number, position)):
                    table = "head" if frame.head_first else "copular" if predicate.startswith("be ") else part
                    tables[table].setdefault(key, []).append(frame)
    support = lexicon.load("events/shared/support_verbs.yaml", SupportVerbs)
    ordered = {
        part: {key: tuple(sorted(found, key=lambda f: f.rank)) for key, found in table.items()}
        for part, table in tables.items()
    }
    return FrameIndex(
        verbs=ordered["verb"],
        nouns=ordered["noun"],
        adjectives=ordered["adjective"],
        copular=ordered["copular"],
        multiword_heads=ordered["head"],
        support_actor=frozenset(support.actor),
        support_recipient=frozenset(support.recipient),
        occurrence=frozenset(support.occurrence),
        oblique_support={preposition: tuple(verbs) for preposition, verbs in support.oblique.items()},
    )


def _check_classes(name: str, sense_id: str, sense: Sense) -> None:
    try:
        for words in (sense.objects, sense.not_objects, sense.subjects, sense.not_subjects, sense.mods, sense.not_mods):
            expand(words)
        expand(sense.complement)
        expand(sense.not_complement)
        expand(sense.named)
        expand(sense.text)
        expand(sense.not_text)
    except LexiconError as problem:
        raise LexiconError(f"{lexicon.root() / name}: at senses.{sense_id}: {problem}") from problem


def _frames(  # noqa: PLR0917 - the parts of one mention
    types: TypeLexicon,
    sense_id: str,
    sense: Sense,
    part: PartOfSpeech,
    predicate: str,
    weak: bool,
    place: tuple[int, int],
) -> list[tuple[str, Frame]]:
    if part == "noun":
        actor = sense.noun_actor if sense.noun_actor is not None else types.noun.actor
        recipient = sense.noun_recipient if sense.noun_recipient is not None else types.noun.recipient
    else:
        actor = sense.actor if sense.actor is not None else types.verb.actor
        recipient = sense.recipient if sense.recipient is not None else types.verb.recipient
    conditions = sum(map(bool, (sense.objects, sense.subjects, sense.mods, sense.complement, sense.named, sense.text)))
    if types.type == NO_EVENT:
        conditions = len(Sense.model_fields)  # before senses of as many words
    modes = () if sense.mode else tuple((mode, expand(words)) for mode, words in types.modes.items())
    out = []
    for key, rest, head_first in _keys(part, predicate):
        rank = (-len(rest), -conditions, *place)
        frame = Frame(
            predicate,
            types.type,
            sense_id,
            sense,
            part,
            rest,
            actor,
            recipient,
            weak,
            types.absorbs,
            modes,
            rank,
            head_first,
        )
        out.append((key, frame))
    return out


def _keys(part: PartOfSpeech, predicate: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """Where a predicate is looked up, with its other words; a hyphenated first word is found whole or in parts."""
    words = tuple(predicate.replace("-", " ").split())
    if part == "noun":
        head = next((n for n, word in enumerate(words) if word in _LINKS), 0)
        if head and _LINKS & set(predicate.split()):
            return [(words[head - 1], words[head:], True)]
        compound = [(words[-1], words[:-1], False)]
        return [*compound, (predicate, (), False)] if "-" in predicate and " " not in predicate else compound
    if words[0] == "be" and len(words) > 1:
        head = max(n for n, word in enumerate(words) if word not in _LINKS)
        return [(words[head], (*words[1:head], *words[head + 1 :]), False)]
    first, *rest = predicate.split()
    if first.endswith("ly") and first not in _VERBS_IN_LY and rest:
        first, rest = rest[0], [first, *rest[1:]]
    others = tuple(" ".join(rest).replace("-", " ").split())
    if "-" not in first:
        return [(first, others, False)]
    *before, last = first.split("-")
    return [(first, others, False), (last, (*before, *others), False)]


_VERBS_IN_LY = words("events", "verbs-in-ly")
_LINKS = frozenset({"of", "to", "on", "in", "against", "for", "from", "at", "by"})
