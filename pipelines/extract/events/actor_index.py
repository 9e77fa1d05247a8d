"""Which actors the words of a sentence stand for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pipelines.extract.actors.entities import Entities
from pipelines.extract.actors.lexicon import load_actor_lexicon
from pipelines.extract.dependencies import Tree
from pipelines.extract.events.authors import author
from pipelines.extract.events.frames import word_classes
from pipelines.extract.events.span_index import SpanIndex
from pipelines.extract.events.state_pairs import PAIR_REACH, StatePairs
from pipelines.extract.facts import Actor, ActorMention, Facts
from pipelines.lexicon import forms, words

_OWNERS = ("by", "from", "of", "for", "in", "to", "with", "among", "against", "on", "at")
DEEDS = words("events", "deeds-of-their-doer")
_BELONGINGS = words("events", "belongings")
_OF_FORCES = words("events", "belongings-of-forces")
_BELONGING = words("events", "words-of-belonging")
_PAIR_NOUNS = words("events", "nouns-of-two-states")
_PAIR_WORDS = frozenset({"both", "two", "2", "the", "these", "our"})
_PAIR_MODIFIERS = words("events", "adjectives-of-two-states")
_WATCHMEN = words("events", "watchmen")
_FIRST_PERSONS = frozenset({"we", "us", "our", "i", "me", "my"})
_ITSELF = frozenset({"itself", "themselves"})
_GROUPS = frozenset({"armed_group", "military", "police", "party"})
_FORCES = frozenset({"armed_group", "police", "military"})
_OF_STATES = frozenset({"country", "government", "legislature", "igo"})
_OF_GOVERNMENTS = words("events", "what-governments-resolve")
_AIRCRAFT = words("events", "aircraft-for-fighting")
_ON_DUTY = words("actors", "duties-before-craft")
_SENDING = words("events", "verbs-of-sending-people")
_THINKING = words("events", "verbs-of-taking-for")
_NAMING = words("actors", "verbs-of-naming")
_PERFORMATIVE = words("events", "verbs-of-statements")
_THE_ONES = frozenset({"one", "ones", "those"})
"""Whom a sentence says that somebody is: "soldiers were the ones who fired"."""
_OPEN_VOICES = 12
"""Quotations before a word among which the one around it is looked for."""
_FEW = 12
"""Mentions of police before a word among which those of the police as such are looked for."""
_SPEAKING_BODIES = frozenset(
    {"country", "government", "igo", "organization", "ngo", "party", "armed_group", "military"}
)


class ActorIndex:
    """Maps tokens to the actor mentions that they stand for."""

    def __init__(self, tree: Tree, facts: Facts, countries: SpanIndex) -> None:
        self._tree = tree
        self._countries = countries
        self._facts = facts
        self._by_root: dict[int, int] = {}
        self._covering: dict[int, int] = {}
        self._shared: dict[int, list[int]] = {}
        self._pairs = StatePairs(facts)
        self._issuer: int | None = None
        self._author = author(tree, facts)
        self._actor_numbers = {actor.key: number for number, actor in enumerate(facts.actors)}
        self._mention_starts = [m.start for m in facts.actor_mentions]
        self._police = [
            (m.start, m.sentence, n)
            for n, m in enumerate(facts.actor_mentions)
            if facts.actors[m.actor].actor_type == "police"
            and m.mention_type != "pronoun"
            and tree.lemma[m.root] not in _WATCHMEN
        ]
        self._nominals: dict[str, list[int]] = {}
        for number, mention in enumerate(facts.actor_mentions):
            if mention.mention_type == "nominal":
                self._nominals.setdefault(tree.lemma[mention.root], []).append(number)
        self._voices = sorted(
            (a.content_start, a.content_end, a.actor) for a in facts.attributions if a.actor is not None
        )
        self._voice_starts = [start for start, *_ in self._voices]
        self._first_mention: dict[str, int] = {}
        for number, mention in enumerate(facts.actor_mentions):
            if mention.mention_type != "pronoun":
                self._first_mention.setdefault(facts.actors[mention.actor].key, number)
        for number, mention in enumerate(facts.actor_mentions):
            first = self._by_root.setdefault(mention.root, number)
            if first != number:
                self._shared.setdefault(mention.root, [first]).append(number)
            for token in tree.covered(mention.start, mention.end):
                self._covering.setdefault(token, number)

    def actor_at(self, token: int) -> int | None:
        """The actor whom a token means."""
        mention = self.at(token)
        return None if mention is None else self._facts.actor_mentions[mention].actor

    def at(self, token: int) -> int | None:
        """The mention whose head word is this token; else one that covers it together with its own head."""
        found = self._by_root.get(token)
        if found is not None:
            return found
        covering = self._covering.get(token)
        if covering is None:
            return None
        root = self._facts.actor_mentions[covering].root
        if self._tree.head[token] == root:
            return covering if self._tree.dep[token] in ("flat", "compound", "appos") else None
        if self._tree.head[root] == token and self._tree.dep[token] == "appos":
            return covering
        beside = self._tree.head[token] == self._tree.head[root] and self._tree.pos[token] == "PROPN"
        return covering if beside else None

    def party(self, token: int) -> int | None:
        """The mention at a token; a country in the place of a party ("aid to Chad") becomes one."""
        found = self.at(token)
        if found is None and self._tree.lower[token] in _FIRST_PERSONS:
            return self._we(token) if self._tree.lower[token] in ("we", "us", "our") else self._i(token)
        found = self.first_of_two(token) if found is None else found
        if found is not None or self._tree.pos[token] != "PROPN":
            return found
        number = self._countries[token]
        return None if number is None else self._adopt(token, number)

    def first_of_two(self, token: int) -> int | None:
        """The first of two states in "Turkish-Greek", "Sino-Japanese", as a party."""
        tree = self._tree
        if token + 2 >= len(tree.lower) or tree.lower[token + 1] != "-":
            return None
        if tree.lower[token + 2] not in _adjectives() and self.at(token + 2) is None:
            return None
        state = _combining_forms().get(tree.lower[token]) or _adjectives().get(tree.lower[token])
        span = tree.start[token], tree.end[token]
        return None if state is None else self._adopt_as(self._number_of_state(state), token, span)

    def _we(self, token: int) -> int | None:
        """Those for whom "we" is said: an official's state, the body that speaks, or the one that issues the text."""
        tree, facts = self._tree, self._facts
        speaker = self._speaker(tree.start[token])
        speaker = self._author if speaker is None else speaker
        if speaker is not None:
            return self._spoken_for(speaker, token)
        if self._issuer is None:
            self._issuer = self._find_issuer()
        if self._issuer >= 0:
            return self._issuer
        for number in reversed(range(bisect_left(self._mention_starts, tree.start[token]))):
            mention = facts.actor_mentions[number]
            if tree.sentence[token] - mention.sentence > PAIR_REACH:
                break
            kind = facts.actors[mention.actor].actor_type
            if tree.dep[mention.root] == "nsubj" and kind in _SPEAKING_BODIES:
                return number
        return None

    def _find_issuer(self) -> int:
        """The body that a statement speaks for, by what it does with words in the present ("condemns"); -1: none."""
        tree, facts = self._tree, self._facts
        for number, mention in enumerate(facts.actor_mentions):
            verb = tree.head[mention.root]
            performs = tree.tag[verb] in ("VBZ", "VBP") and tree.lemma[verb] in _PERFORMATIVE
            subject = tree.dep[mention.root] == "nsubj" and mention.mention_type == "name"
            if performs and subject and facts.actors[mention.actor].actor_type in _SPEAKING_BODIES:
                return number
        return -1

    def _i(self, token: int) -> int | None:
        """Who says "I" in a quotation, a turn of an interview or a statement of theirs."""
        speaker = self._speaker(self._tree.start[token])
        speaker = self._author if speaker is None else speaker
        return None if speaker is None else self._first_mention.get(self._facts.actors[speaker].key)

    def teller(self, token: int) -> int | None:
        """The mention of who says what stands at a token: in a quotation, or as the one whose statement the text is."""
        speaker = self._speaker(self._tree.start[token])
        speaker = self._author if speaker is None else speaker
        if speaker is not None:
            return self._first_mention.get(self._facts.actors[speaker].key)
        if self._issuer is None:
            self._issuer = self._find_issuer()
        return self._issuer if self._issuer >= 0 else None

    def _speaker(self, position: int) -> int | None:
        """The actor of the narrowest quotation around a character."""
        at = bisect_right(self._voice_starts, position)
        around = [v for v in self._voices[max(0, at - _OPEN_VOICES) : at] if position < v[1]]
        return min(around, key=lambda v: (v[1] - v[0], v[0]))[2] if around else None

    def _spoken_for(self, speaker: int, token: int) -> int | None:
        actor = self._facts.actors[speaker]
        official = actor.actor_type == "person" and actor.country and actor.title
        body = self._body_of(actor)
        if body is not None:
            return body
        if not official or actor.country not in load_actor_lexicon().states:
            return self._first_mention.get(actor.key)
        known = self._first_mention.get(f"country:{actor.country}")
        if known is not None:
            return known
        span = self._tree.start[token], self._tree.end[token]
        return self._adopt_as(self._number_of_state(actor.country), token, span, "pronoun")

    def _body_of(self, actor: Actor) -> int | None:
        """The first mention of the body that a person serves and speaks for: NATO, of its secretary general."""
        number = self._first_mention.get(actor.parent_key or "") if actor.actor_type == "person" else None
        if number is None:
            return None
        body = self._facts.actors[self._facts.actor_mentions[number].actor]
        return number if body.actor_type in _SPEAKING_BODIES else None

    def is_place(self, token: int) -> bool:
        """Whether a place is named at a token."""
        return self._countries[token] is not None

    def _adopt(self, token: int, number: int) -> int | None:
        facts, named = self._facts, self._facts.place_mentions[number]
        place = facts.places[named.place]
        if place.kind != "country" or place.country is None:
            return None
        state = Actor(f"country:{place.country}", place.name, "country", place.country, place.country)
        return self._adopt_as(self._number_of(state), token, (named.start, named.end))

    def _number_of(self, actor: Actor) -> int:
        """The position of an actor among those of the document, to whom it is added if it is new."""
        actors = self._facts.actors
        number = self._actor_numbers.setdefault(actor.key, len(actors))
        if number == len(actors):
            actors.append(actor)
        return number

    def _mention(self, actor: int, token: int, span: tuple[int, int], kind: str = "name") -> int:
        """A new mention of an actor at a token, by the characters of a span."""
        tree, mentions = self._tree, self._facts.actor_mentions
        mentions.append(ActorMention(*span, tree.text[slice(*span)], tree.sentence[token], actor, kind, token))
        return len(mentions) - 1

    def _adopt_as(self, actor: int, token: int, span: tuple[int, int], kind: str = "name") -> int:
        """The same, which a token stands for from now on."""
        self._by_root[token] = self._mention(actor, token, span, kind)
        return self._by_root[token]

    def _number_of_state(self, country: str) -> int:
        name = load_actor_lexicon().states[country].name
        return self._number_of(Actor(f"country:{country}", name, "country", country, country))

    def name_tokens(self) -> frozenset[int]:
        """Tokens inside the names of actors, in which a word tells of nothing."""
        mentions = self._facts.actor_mentions
        return frozenset(token for token, n in self._covering.items() if mentions[n].mention_type == "name")

    def pair(self, token: int) -> list[int]:
        """The two states behind "both sides", "the two neighbours"; nothing for any other nominal."""
        tree = self._tree
        if tree.lemma[token] not in _PAIR_NOUNS or tree.tag[token] != "NNS":
            return []
        given = {tree.lower[c] for c in tree.kids(token, "det", "nummod", "cc:preconj", "nmod:poss")}
        if not given & _PAIR_WORDS or tree.has(token, "nmod", "acl", "acl:relcl", "compound", "appos"):
            return []
        if any(tree.lemma[c] not in _PAIR_MODIFIERS for c in tree.kids(token, "amod")):
            return []
        speakers = {self.country_at(s) for above in tree.ancestors(token, 6) for s in tree.kids(above, "nsubj")}
        outside = speakers - {None, self.country_at(token)}
        near = self._pairs.near(tree.start[token], tree.sentence[token], outside)
        return near or (self._pairs.principal(tree.start[token]) if given & {"both", "two", "2"} else [])

    def police_before(self, token: int) -> list[int]:
        """The latest mention of police up to the end of a token's sentence, a few sentences back at most.

        Before "two constables" the police as such.
        """
        sentence = self._tree.sentence[token]
        last = self._tree.end[self._tree.sentence_span[sentence][1] - 1]
        at = bisect_left(self._police, (last, 0, 0))
        near = [n for _, s, n in self._police[max(0, at - _FEW) : at] if sentence - s <= PAIR_REACH]
        whole = [n for n in near if not self._tree.has(self._facts.actor_mentions[n].root, "nummod")]
        return (whole or near)[-1:]

    def police_near(self, token: int) -> list[int]:
        """The mention of police that is nearest: in a token's sentence or one of those before, else in the next."""
        after = self._tree.end[self._tree.sentence_span[self._tree.sentence[token]][1] - 1]
        at = bisect_left(self._police, (after, 0, 0))
        following = [n for _, s, n in self._police[at : at + 1] if s - self._tree.sentence[token] <= 1]
        return self.police_before(token) or following

    def lawmen(self) -> frozenset[int]:
        """Head tokens of the mentions of police and of persons with an office of the police."""
        titles = load_actor_lexicon().titles
        facts = self._facts
        found = set()
        for root, n in self._by_root.items():
            actor = facts.actors[facts.actor_mentions[n].actor]
            office = titles.get((actor.title or "").lower())
            if actor.actor_type == "police" or (office is not None and office.sector == "COP"):
                found.add(root)
        return frozenset(found)

    def states(self) -> frozenset[int]:
        """Head tokens of the mentions of states, their governments and officials, and bodies of states."""
        facts = self._facts
        found = set()
        for root, n in self._by_root.items():
            actor = facts.actors[facts.actor_mentions[n].actor]
            official = actor.actor_type == "person" and bool(actor.title) and actor.parent_key is not None
            if actor.actor_type in _OF_STATES or official:
                found.add(root)
        return frozenset(found)

    def mention_of_state(self, country: str) -> int | None:
        """The first mention of a state by its code."""
        return self._first_mention.get(f"country:{country}")

    def state_of(self, mention: int) -> int:
        """The state whose embassy or consulate a mention names; any other mention is itself."""
        facts = self._facts
        named = facts.actor_mentions[mention]
        embassy = facts.actors[named.actor]
        key = embassy.parent_key
        if not embassy.key.startswith("embassy:") or key is None or embassy.parent_name is None:
            return mention
        if key not in self._first_mention:
            state = Actor(key, embassy.parent_name, "country", embassy.country, embassy.country)
            facts.actor_mentions.append(replace(named, actor=self._number_of(state)))
            self._first_mention[key] = len(facts.actor_mentions) - 1
        return self._first_mention[key]

    def named_pair(self, token: int) -> list[int]:
        """The only two states that the sentence of a token names so far."""
        return self._pairs.near(self._tree.start[token], self._tree.sentence[token], set(), reach=0)

    def country_of(self, mention: int) -> str | None:
        """The country of the actor of a mention."""
        return self._facts.actors[self._facts.actor_mentions[mention].actor].country

    def country_at(self, token: int) -> str | None:
        """The country of the actor that a token denotes."""
        mention = self.at(token)
        return None if mention is None else self.country_of(mention)

    def adopt_state(self, token: int) -> int | None:
        """The state in which a place named at a token lies, as a party: "fired rockets into northern Chad"."""
        number = self._countries[token]
        if number is None or self.at(token) is not None:
            return self.at(token)
        named, country = self._facts.place_mentions[number], self.country_of_place(token)
        if country is None or country not in load_actor_lexicon().states:
            return None
        return self._adopt_as(self._number_of_state(country), token, (named.start, named.end))

    def country_of_place(self, token: int) -> str | None:
        """The state in which a place named at a token lies."""
        number = self._countries[token]
        return None if number is None else self._facts.places[self._facts.place_mentions[number].place].country

    def adopt_residents(self, token: int) -> int | None:
        """The people of a place smaller than a state that is named at a token: "a curfew in Garissa"."""
        number = self._countries[token]
        if number is None or self.at(token) is not None:
            return None
        named = self._facts.place_mentions[number]
        place = self._facts.places[named.place]
        if place.kind == "country" or place.country not in load_actor_lexicon().states:
            return None
        name = f"people of {place.name}"
        key, code = f"nominal:{place.country}:{name.lower()}", f"{place.country}CVL"
        people = Actor(key, name, "civilians", place.country, code, is_generic=True)
        return self._mention(self._number_of(people), token, (named.start, named.end), "nominal")

    def adopt_adjective(self, token: int) -> int | None:
        """The state of a demonym, as a party: "massed troops on the Peruvian border"."""
        country = _adjectives().get(self._tree.lower[token])
        if country is None or self.at(token) is not None:
            return self.at(token)
        span = self._tree.start[token], self._tree.end[token]
        return self._adopt_as(self._number_of_state(country), token, span)

    def adopt_opposed(self, token: int) -> int | None:
        """The state behind "anti-American", as a party."""
        against, _, whom = self._tree.lower[token].partition("anti-")
        country = _adjectives().get(whom) if whom and not against else None
        if country is None:
            return None
        return self._mention(self._number_of_state(country), token, (self._tree.start[token], self._tree.end[token]))

    def principal_pair(self, token: int) -> list[int]:
        """The two states that the text up to a token is chiefly about."""
        return self._pairs.principal(self._tree.start[token])

    def adopt_country(self, token: int) -> int | None:
        """The mention of a country that is named as a place, as a party."""
        number = self._countries[token]
        return self.at(token) if number is None or self.at(token) is not None else self._adopt(token, number)

    def adopt_acting_state(self, token: int) -> int | None:
        """The state of that name, though nothing else in the text shows it to be a party: "Turkey Jails Editors"."""
        country = self.adopt_country(token)
        named = country is None and self._tree.pos[token] == "PROPN"
        return self._adopt_named(token, capitals=True) if named else country

    def adopt_host(self, token: int, home: set[str | None]) -> int | None:
        """The state, or its government, to which one of `home` has sent somebody: "its ambassador to Kenya"."""
        government = self.adopt_government(token, home)
        country = self.adopt_country(token) if government is None else government
        return self._adopt_named(token, capitals=token in self._covering) if country is None else country

    def _adopt_named(self, token: int, *, capitals: bool) -> int | None:
        """A state that is named within another mention, itself or by its capital."""
        tree, states = self._tree, load_actor_lexicon().states
        words = [token, *tree.kids(token, "compound", "flat", "amod")]
        span = min(map(tree.start.__getitem__, words)), max(map(tree.end.__getitem__, words))
        text = tree.text[slice(*span)]
        country = next(
            (
                iso
                for iso, state in states.items()
                if {text, text.title()} & {state.name, *state.aliases, *(state.capitals if capitals else ())}
            ),
            None,
        )
        return None if country is None else self._mention(self._number_of_state(country), token, span)

    def adopt_government(self, token: int, others: set[str | None]) -> int | None:
        """The government of a state other than `others` whose capital is named at a token, as a party."""
        number = self._countries[token]
        if number is None or self.at(token) is not None:
            return None
        named = self._facts.place_mentions[number]
        country = self._facts.places[named.place].country
        lexicon = load_actor_lexicon()
        if country not in lexicon.states or country in others or named.text not in lexicon.states[country].capitals:
            return None
        known = Entities(lexicon)
        government = self._number_of(known.all[known.government(country)].actor())
        return self._adopt_as(government, token, (named.start, named.end))

    def type_at(self, token: int) -> str | None:
        """The type of the actor that a token denotes."""
        mention = self.at(token)
        return None if mention is None else self._facts.actors[self._facts.actor_mentions[mention].actor].actor_type

    def types(self) -> dict[int, str]:
        """Head token → type of the actor it denotes."""
        return {
            root: self._facts.actors[self._facts.actor_mentions[n].actor].actor_type
            for root, n in self._by_root.items()
        }

    def resolve(self, token: int, *, owners: bool = True, depth: int = 0) -> list[int]:
        """The mentions that a nominal stands for, its conjuncts included; each actor once, in text order.

        A nominal that is no actor itself stands for its apposition, for what it counts ("dozens of refugees"), or, with
        `owners`, for whom it belongs to ("the junta's decision", "Haitian efforts").
        """
        found: list[int] = []
        several = depth == 0 and self._tree.lemma[token] not in DEEDS
        for node in self._members(token) if several else [token]:
            found += self._one(node, owners=owners, depth=depth)
        return list(dict.fromkeys(found))

    def _members(self, token: int) -> list[int]:
        """A nominal and its conjuncts, also where they hang from its name: "the leader Ana Ruiz and the premier"."""
        tree = self._tree
        nodes = tree.conjuncts(token)
        for node in list(nodes):
            own = self._by_root.get(node, self._covering.get(node))
            names = [c for c in tree.kids(node, "appos", "flat") if own is not None and self._covering.get(c) == own]
            nodes += [m for c in names for m in tree.conjuncts(c) if m != c and m not in nodes]
        return sorted(nodes)

    def _one(self, token: int, *, owners: bool, depth: int) -> list[int]:  # noqa: PLR0911 - one return per grammatical case
        tree = self._tree
        several = self.pair(token) or (self._enumerated(token) if depth == 0 else [])
        if several:
            return several
        belongs = self._tree.lemma[token] in _BELONGINGS and not self._is_of_crew(token)
        if owners and belongs and depth < 3 and (found := self._owners(token, depth)):
            return found
        if tree.lemma[token] in _THE_ONES and tree.has(token, "cop") and depth < 3:
            return [m for s in tree.kids(token, "nsubj") for m in self.resolve(s, owners=owners, depth=depth + 1)]
        mention = self.party(token)
        if mention is not None and depth < 3 and self._is_share(token, mention):
            counted = [c for preposition, c in self._tree.obliques(token) if preposition == "of"]
            found = [m for c in counted for m in self.resolve(c, owners=False, depth=depth + 1)]
            found = found or [
                m for c in counted for k in self._tree.kids(c, "compound") if (m := self.at(k)) is not None
            ]
            found = found or [m for c in self._own_name(token) if (m := self.at(c)) is not None]
            return found or [mention]
        if mention is not None:
            return self._shared.get(token, [mention])
        if depth > 3:
            return []
        for c in (*tree.kids(token, "appos", "flat"), *self._own_name(token)):
            mention = self.at(c)
            if mention is not None:
                return [mention]
        if tree.lemma[token] in word_classes()["share"] or tree.pos[token] == "NUM":
            number_of = self._counted(token)
            if number_of is not None:
                return self.resolve(number_of, owners=owners)
        return self._owners(token, depth) if owners else []

    def _counted(self, token: int) -> int | None:
        """What a number is of: "tens of thousands of | nurses | in Kenya", where all may hang from "tens"."""
        tree = self._tree
        found = [c for preposition, c in tree.obliques(token) if preposition in ("of", "from", "in")]
        found.sort(key=lambda c: tree.lemma[c] in word_classes()["quantity"])
        return found[0] if found else None

    def _own_name(self, token: int) -> list[int]:
        """As in "a sect calling itself White Dawn"."""
        tree = self._tree
        clauses = [c for c in tree.kids(token, "acl", "acl:relcl") if tree.lemma[c] in _NAMING]
        own = [c for c in clauses if any(tree.lower[o] in _ITSELF for o in tree.kids(c, "obj", "iobj", "nsubj"))]
        return [x for c in own for x in tree.kids(c, "xcomp", "obj", "obl")]

    def _is_of_crew(self, token: int) -> bool:
        """People of a ship or a household, who are nobody's arm: "its crew members"."""
        return any(self._tree.lemma[c] in ("crew", "family", "staff") for c in self._tree.kids(token, "compound"))

    def _is_share(self, token: int, mention: int) -> bool:
        """A common noun that only counts: "a group" of refugees."""
        generic = self._facts.actors[self._facts.actor_mentions[mention].actor].is_generic
        return generic and self._tree.lemma[token] in word_classes()["share"]

    def _enumerated(self, token: int) -> list[int]:
        """The members that a sentence lists: "nations that have sent troops include Chad and Niger"."""
        tree, verb = self._tree, self._tree.head[token]
        if tree.dep[token] != "nsubj" or tree.lemma[verb] != "include" or tree.tag[token] != "NNS":
            return []
        listed = [self.party(node) for o in tree.kids(verb, "obj") for node in tree.conjuncts(o)]
        return [m for m in listed if m is not None]

    def groups_of(self, mentions: list[int]) -> list[int]:
        """Groups that nameless doers belong to or act for: "guerrillas of the front", "killers paid by a cartel"."""
        tree, facts = self._tree, self._facts
        found: list[int] = []
        for m in mentions:
            mention = facts.actor_mentions[m]
            if not facts.actors[mention.actor].is_generic:
                continue
            for preposition, c in tree.obliques(mention.root):
                named = [
                    x
                    for noun in (c, mention.root)
                    for verb in tree.kids(noun, "acl")
                    for x in tree.kids(verb, "xcomp", "obj")
                ]
                there = [n for t in (c, *named) if (n := self.at(t)) is not None]
                group = there[0] if there and preposition in ("of", "from", "in") else None
                if group is not None and facts.actors[facts.actor_mentions[group].actor].actor_type in _GROUPS:
                    found.append(group)
            sent = [c for c in tree.kids(mention.root, "acl") if tree.lemma[c] in _SENDING and tree.is_passive(c)]
            found += [g for c in sent for agent in tree.agents(c) if (g := self.at(agent)) is not None]
            found += self._thought_to_be(mention.root)
        return found

    def _thought_to_be(self, doers: int) -> list[int]:
        """Groups to which doers are said to belong: "men believed to be rebels of the front", "men, members of it"."""
        tree = self._tree
        told = [
            x
            for clause in tree.kids(doers, "acl", "acl:relcl", "amod")
            if tree.lemma[clause] in _THINKING
            for x in tree.kids(clause, "xcomp", "obj", "obl", "advcl")
        ]
        for node in (*told, *tree.kids(doers, "appos")):
            near = [node, *tree.kids(node, "compound"), *(c for p, c in tree.obliques(node) if p in ("of", "to"))]
            named = [m for n in near if (m := self.at(n)) is not None and self._is_named_group(m)]
            if named:
                return named[:1]
        return []

    def _is_named_group(self, mention: int) -> bool:
        actor = self._facts.actors[self._facts.actor_mentions[mention].actor]
        return actor.actor_type in _GROUPS and not actor.is_generic

    def adopt_modifier(self, token: int) -> int | None:
        """Those whom a noun before a deed names: "police firing", "a rebel attack"; the same as in the text around."""
        tree, facts = self._tree, self._facts
        lexicon, lemma = load_actor_lexicon(), tree.lemma[token]
        group = lexicon.organs.get(lemma) or lexicon.agents.get(lemma)
        if self.at(token) is not None or token in self._covering or tree.pos[token] != "NOUN" or group is None:
            return self.at(token)
        if group.type not in _FORCES or (lemma == "fighter" and self._is_craft(token)):
            return None
        if lemma in _ON_DUTY:
            return None
        known = self._nominals.get(lemma, [])
        before = [n for n in known if facts.actor_mentions[n].start < tree.start[token]]
        if known:
            actor = facts.actor_mentions[before[-1] if before else known[0]].actor
        else:
            return self._adopt_described(token, group.type, group.sector)
        return self._adopt_as(actor, token, (tree.start[token], tree.end[token]), "nominal")

    def _is_craft(self, fighter: int) -> bool:
        """As in "a fighter jet", "jet fighters"."""
        beside = (self._tree.head[fighter], *self._tree.kids(fighter, "compound"))
        return any(self._tree.lemma[t] in _AIRCRAFT for t in beside)

    def _adopt_described(self, token: int, kind: str, sector: str | None) -> int:
        """Those whom a noun before a deed or post names, with the people before it: "| Kurdish rebel | hideouts"."""
        tree, lemma = self._tree, self._tree.lemma[token]
        country, name, first = None, lemma, token
        if (people := self._people_before(token)) is not None:
            written = tree.text[tree.start[people] : tree.end[people]]
            country = self.country_at(people) or _adjectives().get(written.lower())
            name, first = f"{written} {lemma}", people
        code = f"{country}{sector or ''}" if country else None
        actor = Actor(f"nominal:{country or ''}:{name.lower()}", name, kind, country, code, is_generic=True)
        return self._adopt_as(self._number_of(actor), token, (tree.start[first], tree.end[token]), "nominal")

    def _before_patrol(self, nouns: list[int]) -> list[int]:
        """Nouns before a thing; the first alone where a patrol is between: "| police | patrol car"."""
        patrols = {c for c in nouns if self._tree.lemma[c] in _OF_FORCES}
        before = {d for c in patrols for d in self._tree.kids(c, "compound")} | (set(nouns) - patrols)
        return sorted(before)[:1] or nouns if patrols else nouns

    def _adopt_owner(self, token: int, before: int) -> int | None:
        """The force whose position, or the government whose decision, a noun before it tells of."""
        if self._tree.lemma[token] not in _OF_GOVERNMENTS:
            return self.adopt_modifier(before)
        return self._home_government(before) if self._tree.lemma[before] == "government" else None

    def _home_government(self, token: int) -> int | None:
        """The government that stands before its decision, of the one state told of so far in the sentence."""
        tree, facts, lexicon = self._tree, self._facts, load_actor_lexicon()
        if self.at(token) is not None or token in self._covering:
            return self.at(token)
        starts = tree.start[tree.sentence_span[tree.sentence[token]][0]], tree.start[token]
        told = facts.actor_mentions[slice(*(bisect_left(self._mention_starts, start) for start in starts))]
        states = {c for m in told if (c := facts.actors[m.actor].country) in lexicon.states and c is not None}
        known = Entities(lexicon)
        government = Actor("nominal::government", "government", "government", is_generic=True)
        if len(states) == 1:
            government = known.all[known.government(states.pop())].actor()
        return self._adopt_as(self._number_of(government), token, (tree.start[token], tree.end[token]), "nominal")

    def _people_before(self, token: int) -> int | None:
        """The word for a people, or the state's adjective, right before a noun: "| Karen | guerrilla stronghold"."""
        tree, before = self._tree, token - 1
        if before < tree.sentence_span[tree.sentence[token]][0] or tree.dep[before] not in ("amod", "compound"):
            return None
        if tree.head[before] not in (token, tree.head[token]) or self.type_at(before) not in (None, "country"):
            return None
        written = tree.text[tree.start[before] : tree.end[before]]
        opens = before == tree.sentence_span[tree.sentence[token]][0]
        of_state = self.type_at(before) == "country" or written.lower() in _adjectives()
        return before if of_state or (written.istitle() and not opens) else None

    def adopt_people(self, token: int) -> int | None:
        """People whom no list of people knows, by what was done to them: "kidnapped three cattle breeders".

        Or who are only told of within a description of others: "the widow of the murdered magistrate".
        """
        tree = self._tree
        inside = token in self._covering and tree.dep[token] != "nmod"
        inside = inside or (token + 1 in self._covering and self.type_at(token + 1) == "person")
        if self.at(token) is not None or inside or self.is_place(token):
            return self.at(token)
        if tree.lemma[token] in load_actor_lexicon().words["same_as_name"]:
            bodies = [m for c in tree.kids(token, "compound") if (m := self.at(c)) is not None]
            if named := [m for m in bodies if self._is_named_group(m)]:
                return named[0]
        first, named_from = token, token
        for c in tree.kids(token, "compound", "amod", "nmod:unmarked"):
            kept = tree.head[c] == token and c >= token - 3 and tree.tag[c] not in ("VBN", "VBD")
            named_from = min(named_from, c) if kept else named_from
        for c in tree.kids(token, "det", "nummod", "nmod:poss"):
            first = min(first, c) if c >= token - 6 else first
        first = min(first, named_from)
        start, end = tree.start[first], tree.end[token]
        name = " ".join(tree.text[tree.start[named_from] : end].split())
        name = name.capitalize() if name.isupper() else name
        actor = self._number_of(Actor(f"nominal::{name.lower()}", name, "civilians", is_generic=True))
        return self._adopt_as(actor, token, (start, end), "nominal")

    def adopt_number(self, token: int, crowd: int | None = None) -> int | None:
        """People of whom only the number is told: "eleven were arrested"; of a crowd told of before, if any."""
        if self.at(token) is None and token not in self._covering:
            if crowd is not None:
                actor, span = self._facts.actor_mentions[crowd].actor, (self._tree.start[token], self._tree.end[token])
                return self._adopt_as(actor, token, span, "nominal")
            people = self._number_of(Actor("nominal::people", "people", "civilians", is_generic=True))
            self._adopt_as(people, token, (self._tree.start[token], self._tree.end[token]), "nominal")
        return self.at(token)

    def _owners(self, token: int, depth: int) -> list[int]:
        tree = self._tree
        for c in tree.kids(token, "nmod:poss"):
            found = self.resolve(c, owners=True, depth=depth + 1)
            if found:
                return [] if self._befalls(token, found) else found
        compounds = tree.kids(token, "compound", "amod", "nmod:unmarked", "nmod:desc")
        found = [m for c in compounds for node in tree.conjuncts(c) if (m := self.at(node)) is not None]
        only_whose = all(self._facts.actors[self._facts.actor_mentions[m].actor].actor_type == "country" for m in found)
        if only_whose and tree.lemma[token] in _BELONGINGS | _OF_FORCES | _OF_GOVERNMENTS:
            nouns = [c for c in compounds if tree.pos[c] == "NOUN"]
            found = [m for c in self._before_patrol(nouns) if (m := self._adopt_owner(token, c)) is not None] or found
        if not found and tree.lemma[token] in word_classes()["building"] and "police" in tree.words(compounds):
            found = self.police_before(token)
        if found:
            return found
        participles = [a for c in tree.kids(token, "acl", "amod") if tree.is_passive(c) for a in tree.agents(c)]
        participles += [
            c
            for a in tree.kids(token, "acl", "amod", "acl:relcl")
            if tree.lemma[a] in _BELONGING
            for preposition, c in tree.obliques(a)
            if preposition in ("to", "with")
        ]
        for c in participles:
            if (mention := self.at(c)) is not None:
                return [mention]
        by_preposition = dict(reversed(list(tree.obliques(token))))
        for preposition in ("by", "from") if tree.lemma[token] in DEEDS else _OWNERS:
            if preposition == "in" and tree.lemma[token] in _somewhere():
                continue
            if preposition == "on" and tree.lemma[token] in word_classes()["pact"] | word_classes()["utterance"]:
                continue
            if preposition in by_preposition:
                found = (
                    self.resolve(by_preposition[preposition], owners=depth < 1, depth=depth + 1) if depth < 2 else []
                )
                if found:
                    return found
        return []

    def _befalls(self, deed: int, people: list[int]) -> bool:
        """Whether a deed was done to people whose it is called: "marched against the editor's arrest"."""
        kinds = {self._facts.actors[self._facts.actor_mentions[m].actor].actor_type for m in people}
        done_to = self._tree.lemma[deed] in _BEFALLING and kinds <= {"person", "civilians"}
        return done_to and all(preposition != "of" for preposition, _ in self._tree.obliques(deed))


_BEFALLING = words("events", "deeds-that-befall-whose-they-are")


@cache
def _somewhere() -> frozenset[str]:
    """What a country is only the place of, when it stands behind "in": spots, buildings, talks."""
    return word_classes()["spot"] | word_classes()["building"] | word_classes()["talks"]


@cache
def _combining_forms() -> Mapping[str, str]:
    """The states of "Sino-" and the like."""
    return forms("events", "combining-forms-of-states")


@cache
def _adjectives() -> dict[str, str]:
    """The state that a demonym of one word denotes, if it denotes one alone."""
    found: dict[str, set[str]] = {}
    for iso, state in load_actor_lexicon().states.items():
        if state.until is None:
            for adjective in (state.adjective, *state.adjectives):
                found.setdefault(adjective.lower(), set()).add(iso)
    return {word: isos.pop() for word, isos in found.items() if len(isos) == 1 and " " not in word}
