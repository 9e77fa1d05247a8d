"""PLOVER's contexts of an event (why): what it is, who takes part, and the words that tell of it.

What an event is and who takes part comes with `data/lexicon/contexts.yaml`; cue words count where they stand below the
event's trigger and tell of nothing else. Only an event that all this leaves open is placed by its sentence, then by the
nearest sentence of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from pydantic import Field

from pipelines import lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.drafts import Mention
from pipelines.extract.events.frames import Words
from pipelines.extract.facts import Actor, Facts, Participant
from pipelines.extract.parsed_tokens import singular
from pipelines.lexicon import Entry
from pipelines.tables.vocabulary import CONTEXTS

Contexts = frozenset[str]
Span = tuple[int, int, Contexts]
"""First and last token of a cue, and the contexts it speaks for."""

_NONE: Contexts = frozenset()
_JOINING = frozenset({"-", "–", "'s", "’s", "'", "’"})
"""What stands between the words of a cue and counts for nothing: "anti-corruption", "women's rights"."""
_STANDING_FOR_STATES = frozenset({"country", "government", "legislature", "military", "judiciary", "police"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "SPY"})
"""Parts of the code of a person in office."""
_BODY_OF = {"MIL": "military", "SPY": "intelligence", "LEG": "legislature", "JUD": "judiciary", "COP": "police"}
_CRIMINAL = "CRM"
_KNOWN_BY_NAME = frozenset({"armed_group", "igo", "religious_group"})
"""Whose name speaks for a context on either side; another's only where it acts: not a bombed bank's."""
_ABOUT_SOMETHING = frozenset({"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
"""Events that are about what they govern, another event or not: "condemned the coup"."""
_CONTENT = frozenset({"obj", "nsubj:pass", "xcomp", "ccomp"})
_CLAUSES = frozenset({"acl:relcl", "acl", "advcl", "advcl:relcl"})
_BLANK_LINE, _LINE = re.compile(r"\n[ \t]*\n"), re.compile(r"\n")


class Context(Entry):
    """What speaks for one context.

    `events`: types, `TYPE/mode`, `TYPE/none` (no mode) or `TYPE.sense` that have it by what they are; `otherwise`:
    those that have it where nothing else about them speaks for any. `parties`: the types of entities whose part in
    such events makes it, on either side; `actors`: of those who do them. `between_states`: events that have it between
    two states, or with an international organisation. `cues`: lemmas or forms, one word or several. Every sentence of
    `examples` tells of an event in the context, none of `counterexamples` does.
    """

    events: Words = ()
    otherwise: Words = ()
    parties: dict[str, Words] = Field(default_factory=dict)
    actors: dict[str, Words] = Field(default_factory=dict)
    between_states: Words = ()
    cues: Words
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


class ContextLexicon(Entry):
    """Every context by its name, and phrases whose words are cues elsewhere but not here ("tank" of "water tank")."""

    no_cues: Words
    contexts: dict[str, Context]


@cache
def context_lexicon() -> ContextLexicon:
    """`contexts.yaml`. Raises `LexiconError` for a name that is no context of PLOVER, or one that is missing."""
    read = lexicon.load("contexts.yaml", ContextLexicon)
    if wrong := set(CONTEXTS) ^ read.contexts.keys():
        raise lexicon.LexiconError(f"{lexicon.root() / 'contexts.yaml'}: not PLOVER's contexts: {sorted(wrong)}")
    return read


@cache
def _by_entry(field: str) -> dict[str, Contexts]:
    """A field of the lexicon from the other side: which contexts an entry speaks for."""
    out: dict[str, set[str]] = {}
    for name, context in context_lexicon().contexts.items():
        for key in getattr(context, field):
            out.setdefault(key, set()).add(name)
    return {key: frozenset(names) for key, names in out.items()}


@cache
def _by_party(field: str) -> dict[tuple[str, str], Contexts]:
    """Contexts by entity type and event; `any` stands for every event."""
    out: dict[tuple[str, str], set[str]] = {}
    for name, context in context_lexicon().contexts.items():
        for entity, events in getattr(context, field).items():
            for event in events:
                out.setdefault((entity, event), set()).add(name)
    return {key: frozenset(names) for key, names in out.items()}


@cache
def _cues() -> dict[str, tuple[tuple[tuple[str, ...], Contexts], ...]]:
    """Cues by their first word; those without a context only hide what is in them."""
    cues = dict.fromkeys(context_lexicon().no_cues, _NONE) | _by_entry("cues")
    table: dict[str, list[tuple[tuple[str, ...], Contexts]]] = {}
    for cue, contexts in cues.items():
        first, *others = re.sub(r"[-–]|['’]s?(?!\w)", " ", cue).split()
        table.setdefault(first, []).append((tuple(others), contexts))
    return {first: tuple(found) for first, found in table.items()}


def _spans(forms: Sequence[tuple[str, str]], at: Sequence[int]) -> Iterator[Span]:
    """The cues among words, leftmost and longest first, none within another.

    `forms`: lemma and form of each word; `at`: its token.
    """
    table = _cues()
    free = 0
    for i, (lemma, form) in enumerate(forms):
        if i < free or (lemma not in table and form not in table):
            continue
        known = table.get(lemma, ()) + (table.get(form, ()) if form != lemma else ())
        told = [(1 + len(words), contexts) for words, contexts in known if not words or _follow(words, forms, i + 1)]
        length = max((length for length, _ in told), default=1)
        free = i + length
        yield from ((at[i], at[free - 1], contexts) for size, contexts in told if size == length and contexts)


def _follow(words: tuple[str, ...], forms: Sequence[tuple[str, str]], i: int) -> bool:
    return i + len(words) <= len(forms) and all(word in forms[i + k] for k, word in enumerate(words))


@lru_cache(maxsize=4096)
def _in_name(name: str) -> Contexts:
    """What the name of a party speaks for."""
    words = [w for w in re.split(r"[\s\-–,()]+|['’]s?(?!\w)", name.lower()) if w]
    return _union(span[2] for span in _spans([(singular(w), w) for w in words], range(len(words))))


def _union(found: Iterable[Contexts]) -> Contexts:
    return frozenset(chain.from_iterable(found))


@dataclass(frozen=True, slots=True)
class Told:
    """A mention whose contexts are asked for: its number among the events of the text, and who takes part."""

    mention: Mention
    event: int
    participants: tuple[Participant, ...]


def contexts_of(tree: Tree, facts: Facts, told: Sequence[Told]) -> list[tuple[str, ...]]:
    """The contexts of each mention, sorted; a mention that tells none has those of its event."""
    words = _Words(tree, facts, [t.mention for t in told])
    own = [_by_itself(facts, t) | words.contexts(words.own[n]) for n, t in enumerate(told)]
    known: dict[int, Contexts] = {}
    for source in (own.__getitem__, lambda n: _otherwise(told[n].mention), lambda n: words.around(told[n].mention)):
        settled = set(known)
        for n, t in enumerate(told):
            if t.event not in settled and (contexts := source(n)):
                known[t.event] = known.get(t.event, _NONE) | contexts
    return [tuple(sorted(mine or known.get(t.event, _NONE))) for t, mine in zip(told, own, strict=True)]


def _keys(f: Mention) -> tuple[str, str, str]:
    """How the lexicon may name an event: type, with mode, with sense."""
    frame = f.predicate.frame
    return f.event_type, f"{f.event_type}/{f.mode or 'none'}", f"{frame.event_type}.{frame.sense_id}"


def _otherwise(f: Mention) -> Contexts:
    table = _by_entry("otherwise")
    return _union(table.get(key, _NONE) for key in _keys(f))


def _by_itself(facts: Facts, told: Told) -> Contexts:
    """What an event is, and who takes part."""
    keys = _keys(told.mention)
    found = [_by_entry("events").get(key, _NONE) for key in keys]
    for p in told.participants:
        actor = facts.actors[p.actor]
        for entity in _entities(actor):
            for field in ("parties", "actors") if p.role == "actor" else ("parties",):
                table = _by_party(field)
                found += [table.get((entity, key), _NONE) for key in ("any", *keys)]
        if actor.actor_type != "person" and (p.role == "actor" or actor.actor_type in _KNOWN_BY_NAME):
            found += [_in_name(name) for name in (actor.name, actor.parent_name) if name]
    abroad = [_by_entry("between_states").get(key, _NONE) for key in keys]
    if any(abroad) and _is_between_states(facts, told.participants):
        found += abroad
    return _union(found)


def _entities(actor: Actor) -> tuple[str, ...]:
    """The types of entity that a party counts as: a general is of the army, a criminal is no armed group.

    Nor are those who are known by what their name speaks for ("Islamic State"), or by a word alone ("gunmen").
    """
    part = (actor.code or "")[3:6]
    if actor.actor_type == "armed_group" and (part == _CRIMINAL or actor.is_generic or _in_name(actor.name)):
        return ()
    return (actor.actor_type,) if actor.actor_type != "person" or part not in _BODY_OF else ("person", _BODY_OF[part])


def _is_between_states(facts: Facts, participants: Sequence[Participant]) -> bool:
    """Whether a state meets people of another, or an international organisation takes part.

    A state that is called by its name and meets nobody of its own speaks to the world: "France condemned the raid".
    """
    parties = [(p.role, facts.actors[p.actor]) for p in participants]
    if any(actor.actor_type == "igo" for _, actor in parties):
        return True
    peoples = {actor.country for _, actor in parties if actor.country and actor.actor_type != "armed_group"}
    states = {actor.country for _, actor in parties if actor.country and _stands_for_state(actor)}
    if states and len(peoples) > 1:
        return True
    met = {actor.country for role, actor in parties if role == "recipient"}
    return any(r == "actor" and a.actor_type == "country" and a.country not in met for r, a in parties)


def _stands_for_state(actor: Actor) -> bool:
    in_office = actor.actor_type == "person" and (actor.code or "")[3:6] in _OFFICIAL
    return actor.actor_type in _STANDING_FOR_STATES or in_office


class _Words:
    """Which words tell of which mention: those below its trigger, as far as no other event's begin."""

    def __init__(self, tree: Tree, facts: Facts, found: Sequence[Mention]) -> None:
        self._tree = tree
        self._names: dict[int, list[tuple[int, int]]] = {}
        for m in facts.actor_mentions:
            if m.mention_type == "name" and facts.actors[m.actor].actor_type == "person":
                self._names.setdefault(m.sentence, []).append((m.start, m.end))
        self._roots = {f.predicate.root for f in found}
        self._above = {a for root in self._roots for a in (root, *tree.ancestors(root))}
        self.own = [self._below(f) for f in found]
        self._told: dict[int, set[int]] = {}
        for tokens in self.own:
            for token in tokens:
                self._told.setdefault(tree.sentence[token], set()).add(token)
        self._spans: dict[int, tuple[Span, ...]] = {}
        breaks = _BLANK_LINE if _BLANK_LINE.search(tree.text) else _LINE
        self._breaks = [line.start() for line in breaks.finditer(tree.text)]

    def _below(self, f: Mention) -> set[int]:
        tree, trigger = self._tree, f.predicate.tokens
        seen = {*trigger}
        here = tree.sentence[f.predicate.root]
        subjects = (s for s in tree.subject(f.predicate.root) if tree.sentence[s] == here)
        ahead = [*trigger, *(s for s in subjects if not self._tells_another(s))]
        while ahead:
            node = ahead.pop()
            seen.add(node)
            below = (c for c in tree.children[node] if c not in seen)
            ahead += [c for c in below if not self._tells_another(c) or self._is_content(f, c)]
        return seen

    def _is_content(self, f: Mention, node: int) -> bool:
        """What somebody is accused of, condemns, demands or promises: "condemned the coup", "accused him of fraud"."""
        tree, above = self._tree, self._tree.head[node]
        if f.event_type not in _ABOUT_SOMETHING:
            return False
        if any(tree.lower[c] == "of" for c in tree.kids(node, "case", "mark")):
            return above in f.predicate.tokens or tree.dep[above] == "obj"
        return above in f.predicate.tokens and tree.dep[node] in _CONTENT

    def _tells_another(self, node: int) -> bool:
        """The trigger of another event, a clause that has one, or a clause beside this one."""
        tree = self._tree
        if node in self._roots or (tree.dep[node] in _CLAUSES and node in self._above):
            return True
        return tree.dep[node] == "parataxis" or (tree.dep[node] == "conj" and tree.is_verbal(node))

    def contexts(self, tokens: set[int]) -> Contexts:
        """What the cues that lie wholly among some tokens of a sentence speak for."""
        if not tokens:
            return _NONE
        spans = self._in_sentence(self._tree.sentence[next(iter(tokens))])
        return _union(contexts for first, last, contexts in spans if first in tokens and last in tokens)

    def around(self, f: Mention) -> Contexts:
        """What its sentence, other events' words left out, or the one before it in its paragraph speaks for."""
        here = self._tree.sentence[f.predicate.root]
        rest = set(range(*self._tree.sentence_span[here])) - self._told.get(here, set())
        if (found := self.contexts(rest)) or here == 0 or self._paragraph(here - 1) != self._paragraph(here):
            return found
        return _union(contexts for _, _, contexts in self._in_sentence(here - 1))

    def _paragraph(self, sentence: int) -> int:
        return bisect_right(self._breaks, self._tree.clause_span(self._tree.sentence_span[sentence][0])[0])

    def _in_sentence(self, sentence: int) -> tuple[Span, ...]:
        """The cues of a sentence outside people's names, looked for once."""
        if sentence not in self._spans:
            tree, names = self._tree, self._names.get(sentence, ())
            at = [i for i in range(*tree.sentence_span[sentence]) if tree.lower[i] not in _JOINING]
            if names:
                at = [i for i in at if not any(start <= tree.start[i] < end for start, end in names)]
            self._spans[sentence] = tuple(_spans([(tree.lemma[i], tree.lower[i]) for i in at], at))
        return self._spans[sentence]
