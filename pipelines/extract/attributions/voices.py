"""Voices: which noun phrases can speak, and what kind of source each of them is.

`data/lexicon/voices.yaml` lists the head nouns by kind; actors found before supply names, types and what pronouns
stand for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Doc, Token

from pipelines.extract.columns import columns_of
from pipelines.extract.facts import Actor, Facts
from pipelines.lexicon import Entry, load, words

Kind = Literal["person", "organization", "government", "anonymous", "document", "outlet"]

_STATE_TYPES = frozenset({"country", "government", "military", "police", "intelligence", "judiciary", "legislature"})
_GROUP_TYPES = frozenset({"party", "armed_group", "igo", "ngo", "company", "ethnic_group", "religious_group"})
_STATELESS = frozenset({"igo", "armed_group", "party", "ngo", "company"})
_SPOKESMEN = words("attributions", "spokesmen")
_PAPERS_OR_DEEDS = words("attributions", "papers-or-deeds")
_ANIMATE_PRONOUNS = frozenset(
    {"i", "he", "she", "they", "we", "you", "who", "whom", "whoever", "everyone", "everybody", "someone", "somebody"}
    | {"nobody", "one", "those", "these"}
)
_OFFICEHOLDERS = words("attributions", "holders-of-office")
_FIGHTERS = words("attributions", "fighters-of-a-group")
_COUNTING = words("attributions", "words-for-some-of-many")
_LINK = re.compile(r" (?:of|for|in|at|from) ")
_COUNTED = words("attributions", "words-for-counted-people")
_UNNAMING = frozenset({"DET", "NUM", "PUNCT"})
_VAGUE = frozenset({"several", "many", "some", "other", "its", "his", "her", "their", "our", "my"})
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_NAME_LINKS = frozenset({"flat", "flat:name", "appos", "compound", "nmod:desc"})
_OWNER_LINKS = frozenset({"nmod:poss", "compound", "nmod", "amod", "appos"})
_MODIFIER_CLAUSES = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl"})


_SERVICES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_FIRST_PLURAL = frozenset({"we", "our", "us", "ourselves"})
_LETTER = re.compile(
    r"\s*(?:(?:dear|to (?:the|all)|open letter|press release|(?:press |joint |official |military )*"
    r"(?:communiqu[eé]|statement|declaration|proclamation))\b)[^\n]*\n",
    re.IGNORECASE,
)
_SIGNED = re.compile(r"\n[^\S\n]*\n\s*(?P<name>[A-ZÀ-Þ“][^\n.!?:]{2,70}?)\s*\Z")


class VoiceFile(Entry):
    """`voices.yaml` as a whole."""

    government: tuple[str, ...]
    anonymous: tuple[str, ...]
    outlet: tuple[str, ...]
    document: tuple[str, ...]
    organization: tuple[str, ...]
    person: tuple[str, ...]
    titles: frozenset[str]
    person_endings: tuple[str, ...]
    outlets: frozenset[str]


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """The lexicon, indexed: `nouns` gives the kind of a head lemma, the first list that has it deciding."""

    nouns: dict[str, Kind]
    titles: frozenset[str]
    person_endings: tuple[str, ...]
    outlets: frozenset[str]


@cache
def voice_words() -> VoiceWords:
    """The voice lexicon, loaded once per process."""
    file = load("voices.yaml", VoiceFile)
    nouns: dict[str, Kind] = {}
    lists: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("government", file.government),
        ("anonymous", file.anonymous),
        ("outlet", file.outlet),
        ("document", file.document),
        ("organization", file.organization),
        ("person", file.person),
    )
    for kind, lemmas in lists:
        for lemma in lemmas:
            nouns.setdefault(lemma, kind)
    return VoiceWords(nouns, file.titles, file.person_endings, file.outlets)


@dataclass(frozen=True, slots=True)
class Voice:
    """A source as the text has it: offsets of its words and what is known of it."""

    start: int | None
    end: int | None
    name: str | None
    kind: Kind
    is_named: bool
    actor: int | None


NOBODY = Voice(None, None, None, "anonymous", False, None)


class Voices:
    """Resolves the head word of a source to a voice, with the actors of the document."""

    def __init__(self, doc: Doc, facts: Facts) -> None:
        """Index the actor mentions by their head word."""
        self._doc = doc
        columns = columns_of(doc)
        self._text = columns.raw
        self._actors = facts.actors
        self._words = voice_words()
        self._mentions: dict[int, int] = {}
        for mention in facts.actor_mentions:
            self._mentions.setdefault(mention.root, mention.actor)
        self._spokesmen = [i for i, word in enumerate(columns.lower) if word in _SPOKESMEN]
        self._signature = signature(self._text)
        signed = [
            m.actor
            for m in facts.actor_mentions
            if self._signature and self._signature[0] <= m.start < self._signature[1]
        ]
        self._signatory = signed[0] if signed else None
        self._surnames = _surnames(facts.actors)

    def can_speak(self, head: Token) -> bool:
        """Whether a phrase with this head is a person, group, state or document, by any sign."""
        if head.i in self._mentions or head.ent_type_ or head.pos_ == "PROPN":
            return True
        if head.pos_ in ("PRON", "DET"):
            return head.lower_ in _ANIMATE_PRONOUNS or head.lemma_.lower() in self._words.nouns
        return head.lower_ in _COUNTED or self._noun_kind(head) is not None

    def is_document(self, head: Token) -> bool:
        """Whether a common noun names something written, filmed or compiled."""
        return head.pos_ != "PRON" and self._noun_kind(head) == "document"

    def is_country(self, head: Token) -> bool:
        """Whether a word is the name of a country."""
        at = self._mentions.get(head.i)
        return at is not None and self._actors[at].actor_type == "country"

    def only_person(self, before: int) -> Token | None:
        """The word that names a person before an offset, where all that do so name the same one."""
        people = {
            at: actor
            for at, actor in self._mentions.items()
            if self._doc[at].idx < before
            and self._actors[actor].actor_type == "person"
            and not self._actors[actor].is_generic
        }
        return self._doc[min(people)] if len(set(people.values())) == 1 else None

    def _noun_kind(self, head: Token) -> Kind | None:
        lemma = head.lemma_.lower()
        kind = self._words.nouns.get(lemma) or self._words.nouns.get(head.lower_)
        if lemma in _PAPERS_OR_DEEDS and any(c.lower_ == "of" for noun in head.rights for c in noun.lefts):
            return None
        if kind is None and len(lemma) > 5 and lemma.endswith(self._words.person_endings):
            return "anonymous" if head.pos_ in ("NOUN", "PROPN", "ADJ") else None
        return kind

    def resolve(self, head: Token, start: int, end: int) -> Voice:
        """The voice of a phrase: `head` its head word, `start` and `end` its character offsets."""
        referent = antecedent(head)
        some = self._is_some(referent)
        actor = None if some else self._mention(referent)
        signs = self._signature is not None and referent.lower_ in _FIRST_PLURAL
        if actor is None and signs:
            actor = self._signatory
        kind = "anonymous" if some else self._kind(referent, self._actors[actor] if actor is not None else None)
        if actor is None and kind in ("government", "organization", "outlet") and referent.lemma_.lower() in _SPOKESMEN:
            actor = self._owner(referent)
        known = self._actors[actor] if actor is not None else None
        named = not some and (bool(known and not known.is_generic) or self._is_name(referent) or signs)
        return Voice(start, end, self._name(referent, known, start, end), kind, named, actor)

    def _is_some(self, head: Token) -> bool:
        """Whether a phrase is some of a group with a name, not the group: "several Democrats", "two M23 rebels"."""
        definite = any(c.lower_ in ("the", "these", "those", "both") or c.dep_ == "nmod:poss" for c in head.lefts)
        if definite or not _is_counted(head):
            return False
        at = self._mentions.get(head.i)
        known = self._actors[at] if at is not None else None
        if known is None or known.is_generic:
            return known is None and head.tag_ == "NNPS"
        if known.actor_type == "party":
            return head.tag_ in ("NNS", "NNPS")
        return known.actor_type == "armed_group" and head.tag_ == "NNS" and self._noun_kind(head) == "anonymous"

    def _mention(self, head: Token) -> int | None:
        names = [t for t in head.children if t.dep_ in _NAME_LINKS and t.pos_ == "PROPN"]
        own = [t for t in names if t.i > head.i]  # what stands before a spokesman is whom he speaks for
        if head.pos_ == "NOUN" and self._noun_kind(head) == "document":
            names = own  # and before a poll who took it
        addressed = [c for t in names for c in t.children if c.dep_ == "flat"]  # "the chairman, H.E. | Ana Diop"
        for token in (*own, head) if head.lemma_.lower() in _SPOKESMEN else (head, *names, *addressed):
            if token.i in self._mentions:
                return self._mentions[token.i]
        return self._surnames.get(head.lower_) if head.pos_ == "PROPN" and head.text[:1].isupper() else None

    def _kind(self, head: Token, known: Actor | None) -> Kind:
        noun = self._noun_kind(head) if head.pos_ != "PRON" else None
        if noun == "government" and head.lemma_.lower() in _OFFICEHOLDERS and _is_counted(head):
            noun = "anonymous"
        named = known is not None and not known.is_generic
        unknown_outlet = noun == "outlet" and known is not None and known.actor_type == "other"  # "the Orin channel"
        if noun is not None and (unknown_outlet or (noun == "document" and not named)):
            return noun
        if head.lemma_.lower() in _SPOKESMEN and not self._person_name(head) and not named:
            served = known is not None and (known.code or "")[3:] in _SERVICES
            return "government" if served else self._owner_kind(head)
        if head.lemma_.lower() in _SPOKESMEN and not self._person_name(head) and known is not None:
            return _kind_of_actor(known) if known.actor_type != "person" else "anonymous"
        if known is not None and named:
            hidden = noun == "anonymous" and known.actor_type != "person" and not _is_whole(head, known)
            return "anonymous" if hidden else _kind_of_actor(known)
        if self._person_name(head):
            return "person"
        return self._kind_of_generic(head, noun, known)

    def _kind_of_generic(self, head: Token, noun: Kind | None, known: Actor | None) -> Kind:
        if known is not None and known.name and head.pos_ == "PRON":
            return self._words.nouns.get(_LINK.split(known.name)[0].split()[-1].lower(), "anonymous")
        if noun == "anonymous" and _names_body(head):
            return "organization"
        if noun == "government" and head.tag_ == "NN" and head.lemma_.lower() != "ambassador":
            beside = (c.i for c in head.lefts if c.dep_ in ("nmod:poss", "compound") and c.i in self._mentions)
            owners = {self._actors[self._mentions[at]].actor_type for at in beside}
            return "organization" if owners & _STATELESS else noun  # "the Front's political office"
        if noun is not None:
            return noun
        if known is not None:
            return _kind_of_actor(known) if known.actor_type not in ("person", "civilians", "other") else "anonymous"
        return self._kind_of_name(head)

    def _kind_of_name(self, head: Token) -> Kind:
        if head.lower_ in ("he", "she", "i", "his", "her", "my"):
            return "person"
        if head.lower_ in ("it", "we", "its", "our"):
            return "organization"
        label = head.ent_type_
        phrase = self._doc[head.left_edge.i : head.i + 1].text.lower().removeprefix("the ")
        if phrase in self._words.outlets or head.lower_ in self._words.outlets:
            return "outlet"
        if label == "PER":
            return "person"
        if label == "LOC":
            return "government"
        return "organization" if label or head.pos_ == "PROPN" else "anonymous"

    def _person_name(self, head: Token) -> bool:
        return head.ent_type_ == "PER" or any(t.ent_type_ == "PER" and t.dep_ in _NAME_LINKS for t in head.children)

    def _is_name(self, head: Token) -> bool:
        return bool(head.ent_type_) or head.pos_ == "PROPN" or self._person_name(head)

    def _owner(self, head: Token) -> int | None:
        """The actor for whom a spokesman speaks."""
        owners = (child.i for child in self._owners(head) if child.i in self._mentions)
        return next((self._mentions[at] for at in owners), None)

    def _owner_kind(self, head: Token) -> Kind:
        """What kind of body a spokesman speaks for; "the spokesman" speaks for whom the one told of before does."""
        definite = not any(child.lower_ in ("a", "an") or child.dep_ == "nummod" for child in head.children)
        before = [self._doc[at] for at in reversed(self._spokesmen) if at < head.i] if definite else []
        for spokesman in (head, *before):
            owner = self._owner(spokesman)
            if owner is not None:
                return _kind_of_actor(self._actors[owner])
            kinds = [self._noun_kind(child) for child in self._owners(spokesman) if child.pos_ == "NOUN"]
            for kind in kinds:
                if kind in ("government", "organization"):
                    return kind
        return "anonymous"

    @staticmethod
    def _owners(head: Token) -> list[Token]:
        return [child for child in head.children if child.dep_ in _OWNER_LINKS]

    def _name(self, head: Token, known: Actor | None, start: int, end: int) -> str:
        speaks_for = head.lemma_.lower() in _SPOKESMEN and known is not None and known.actor_type != "person"
        if known is not None and not known.is_generic and not speaks_for:
            return known.name
        if self._signature is not None and head.lower_ in _FIRST_PLURAL:
            return " ".join(self._text[slice(*self._signature)].split())
        if known is not None and head.pos_ == "PRON":
            return known.name
        words = [t for t in self._doc[head.left_edge.i : _core_end(head)] if not t.is_space]
        if start <= head.idx < end:
            words = [t for t in words if start <= t.idx < end]
        while len(words) > 1 and (
            words[0].pos_ in _UNNAMING or words[0].dep_ in ("case", "fixed") or words[0].lower_ in _VAGUE
        ):
            words.pop(0)
        while len(words) > 1 and words[-1].tag_ == "POS":
            words.pop()
        if not words:
            return self._text[start:end]
        phrase = self._text[words[0].idx : words[-1].idx + len(words[-1])]
        plain = words[0].pos_ != "PROPN" and not words[0].ent_type_ and words[0].text[1:].islower()
        return " ".join((phrase[0].lower() + phrase[1:] if plain else phrase).split())


def _surnames(actors: Sequence[Actor]) -> dict[str, int]:
    """The persons of a document by their last name, where only one has it."""
    found: dict[str, list[int]] = {}
    for at, actor in enumerate(actors):
        words = actor.name.split() if actor.actor_type == "person" and not actor.is_generic else []
        if len(words) > 1:
            found.setdefault(words[-1].lower(), []).append(at)
    return {name: at[0] for name, at in found.items() if len(at) == 1}


def signature(text: str) -> tuple[int, int] | None:
    """Who signs a letter or communiqué: the short last line of a text whose first line says that it is one."""
    match = _SIGNED.search(text) if _LETTER.match(text) else None
    return match.span("name") if match else None


def antecedent(head: Token) -> Token:
    """What a relative pronoun stands for: the noun that its clause modifies; any other word stands for itself."""
    if head.lower_ not in _RELATIVES or head.pos_ not in ("PRON", "DET", "SCONJ"):
        return head
    token = head
    for _ in range(5):
        if token.dep_ in ("acl:relcl", "acl"):
            return token.head
        if token.head.i == token.i:
            break
        token = token.head
    return head


def _names_body(head: Token) -> bool:
    """As in "the conflict monitor ACLED", "the United Steelworkers"."""
    if head.tag_ == "NNPS" and any(t.tag_ == "NNP" and t.dep_ in ("amod", "compound") for t in head.lefts):
        return True
    return any(_is_body(t) for t in head.rights if t.dep_ in _NAME_LINKS)


def _is_body(name: Token) -> bool:
    """Whether a name is that of an organization, by its label or as an acronym."""
    acronym = name.pos_ == "PROPN" and name.text.isupper() and len(name.text) > 2 and not name.ent_type_
    return name.ent_type_ == "ORG" or acronym


def _is_counted(head: Token) -> bool:
    """Whether a phrase is a number of people out of many: "two", "some", "more than a dozen"."""
    return any(c.dep_ == "nummod" or c.lower_ in _COUNTING for c in head.lefts)


def _is_whole(head: Token, known: Actor) -> bool:
    """Whether a noun for people is a body's own name ("the United Auto Workers") or stands for it ("the rebels").

    What "the members of the Security Council" say, the council says.
    """
    if head.pos_ == "PROPN" and head.text in known.name.split():
        return True
    if head.lemma_.lower() == "member" and head.tag_ in ("NNS", "NNPS"):
        return known.actor_type == "igo" and not _is_counted(head)
    if head.lemma_.lower() == "staff":
        return any(c.lower_ in ("general", "joint") for c in head.lefts)
    fights = known.actor_type == "armed_group" and head.lemma_.lower() in _FIGHTERS and head.tag_ == "NNS"
    return fights and not _is_counted(head)


def _core_end(head: Token) -> int:
    """Token index after a noun phrase without its appositions and clauses set off by commas."""
    end = head.i + 1
    for child in head.rights:
        first = child.left_edge
        if child.dep_ == "punct" or (first.i > 0 and first.nbor(-1).text == ",") or first.text == ",":
            break
        if child.dep_ in _MODIFIER_CLAUSES and child.dep_ != "acl":
            break
        end = child.right_edge.i + 1
    return end


def _kind_of_actor(actor: Actor) -> Kind:
    if actor.actor_type == "person":
        return "person"
    if actor.actor_type == "media":
        return "outlet"
    if actor.actor_type in _STATE_TYPES:
        return "government"
    return "organization" if actor.actor_type in _GROUP_TYPES else "anonymous"
