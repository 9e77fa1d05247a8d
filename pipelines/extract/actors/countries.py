"""The states of those whom no word beside them places: known persons, and people in a document about one state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.entities import Entities, Entity
from pipelines.extract.actors.home_state import is_anywhere
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.people import load_people
from pipelines.extract.actors.phrases import chain_head
from pipelines.extract.parsed_tokens import Tokens, fold, singular
from pipelines.lexicon import words

_AT_HOME = frozenset(
    {
        "government", "military", "police", "judiciary", "legislature", "intelligence", "party", "civilians",
        "armed_group", "ethnic_group", "religious_group",
    }
)  # fmt: skip


def place_known_persons(entities: Entities) -> None:
    """Give persons of the lexicon the state they act for, unless the text says another, and so their governments."""
    people = load_people()
    for entity in entities.all:
        if entity.same_as is not None or entity.country is not None:
            continue
        if entity.key.startswith("person:"):
            entity.country = people.country(entity.name, titled=entity.title is not None)
            if entity.country and entity.title:
                _serve(entities, entity)
        elif entity.actor_type == "government" and (called_after := _GOVERNMENTS_OF.match(entity.name)):
            iso = people.country(called_after[1], titled=True)
            if iso is not None:
                entity.country, entity.parent_key = iso, f"country:{iso}"
                entity.parent_name = entities.lexicon.states[iso].name


_GOVERNMENTS_OF = re.compile(
    r"(?:the )?((?:[A-Z][\w.’'-]+ ?)+?)(?:[’']s)? (?:administration|government|regime|cabinet)$"
)


def place_presumed(entities: Entities, found: Iterable[Candidate], places: Iterable[str], home: str | None) -> None:
    """Give holders of an office that most are American, as congressmen, the state that the text is about if it has one.

    Not where the text tells of the United States too. `places`: states of the places named; `home`: the text's own.
    """
    told = {entities.all[entities.find(n)].key for mention in found for n in mention.entities}
    if home is None or home == "USA" or home not in _SECRETARIES or "USA" in {*places} or _AMERICAN & told:
        return
    for entity in entities.all:
        known = load_people().country(entity.name, titled=True) if entity.presumed else None
        if entity.presumed and entity.country == "USA" and known is None:
            entity.country = home
            entity.parent_key, entity.parent_name = f"country:{home}", entities.lexicon.states[home].name


_AMERICAN = frozenset({"country:USA", "gov:USA", "mil:USA"})
WITH_CONGRESS = frozenset(
    {
        "ARG",
        "BOL",
        "BRA",
        "CHL",
        "COL",
        "CRI",
        "DOM",
        "ECU",
        "GTM",
        "HND",
        "MEX",
        "PER",
        "PHL",
        "PRY",
        "URY",
        "USA",
        "VEN",
    }
)
"""States whose parliament is a congress."""
WITHOUT_ARMY = frozenset({"PSE"})
"""States whose places know soldiers of others only."""
_SECRETARIES = WITH_CONGRESS | {"IND"}
"""States with congressmen or with secretaries as ministers."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where sentences and clauses are set. `located`: the state of the place at a token; `scenes`: of a sentence.

    `seats`: the state of the capital with which a sentence begins; `parties`: the states that are arguments of a verb;
    `sections`: the state of the heading under which a sentence stands.
    """

    tokens: Tokens
    located: Mapping[int, str]
    scenes: Mapping[int, str]
    seats: Mapping[int, str]
    parties: Mapping[int, frozenset[str]]
    sections: Mapping[int, str]

    def of_sentence(self, root: int) -> str | None:
        """The state in which the sentence of a token is set."""
        return self.scenes.get(self.tokens.sent[root]) or self.of_section(root)

    def of_seat(self, root: int) -> str | None:
        """The state in whose capital the sentence of a token is set, or of which its section tells."""
        return self.seats.get(self.tokens.sent[root]) or self.of_section(root)

    def of_section(self, root: int) -> str | None:
        """The state that the heading of a token's section names ("Benin – Police said")."""
        return self.sections.get(self.tokens.sent[root])

    def faced(self, root: int) -> frozenset[str]:
        """The states with which a nominal shares its verb as the other party ("the government accused Peru")."""
        first = chain_head(self.tokens, root)
        while self.tokens.dep[first] == "nmod" and self.tokens.head[first] != first:
            first = chain_head(self.tokens, self.tokens.head[first])
        return self.parties.get(self.tokens.head[first], frozenset())

    def of_clause(self, root: int) -> str | None:
        """The one state in which the places lie that stand with the verb of an argument, or with its object."""
        tokens = self.tokens
        verb = tokens.head[_counted_whole(tokens, chain_head(tokens, root))]
        heads = [verb, *(c for c in tokens.children[verb] if tokens.dep[c] in {"obj", "nsubj:pass"})]
        places = (c for head in heads for c in tokens.children[head] if tokens.dep[c] in {"obl", "nmod"})
        states = {self.located[c] for c in places if c in self.located and tokens.case_of(c) in _WHERE}
        return next(iter(states)) if len(states) == 1 else None


def settings_of(tokens: Tokens, located: Mapping[int, str], entities: Entities, found: Iterable[Candidate]) -> Settings:
    """The states of the places with which sentences begin ("In Lima, …") hold for the next sentence too."""
    out: dict[int, str] = {}
    seats: dict[int, str] = {}
    for number, (start, end) in enumerate(tokens.bounds):
        if end - start > 3 and tokens.low[start] == "in" and tokens.text[start] == "In":
            opening = range(start + 1, min(start + 4, end))
            places = {located[i] for i in opening if i in located}
            if len(places) == 1 and not tokens.silent[number]:
                out[number] = places.pop()
                capitals = {fold(city) for city in entities.lexicon.states[out[number]].capitals}
                if any(tokens.join(i, k) in capitals for i in opening for k in range(i + 1, opening.stop + 1)):
                    seats[number] = out[number]
    for number in sorted(out, reverse=True):
        told = (
            {located[i] for i in range(*tokens.bounds[number + 1]) if i in located}
            if number + 1 < len(tokens.bounds)
            else set()
        )
        if not told - {out[number]}:
            out.setdefault(number + 1, out[number])
    return Settings(tokens, located, out, seats, _parties_by_verb(tokens, entities, found), _sections(tokens, located))


def _sections(tokens: Tokens, located: Mapping[int, str]) -> dict[int, str]:
    """The state of which each sentence's section tells: that which the last heading names, and nothing else."""
    out: dict[int, str] = {}
    state: str | None = None
    for number, (start, end) in enumerate(tokens.bounds):
        if tokens.kind[number] == "heading":
            named = {located.get(i) for i in range(start, end) if tokens.pos[i] not in {"DET", "PUNCT", "SPACE"}}
            state = named.pop() if len(named) == 1 else None
        elif state is not None:
            out[number] = state
    return out


def _parties_by_verb(tokens: Tokens, entities: Entities, found: Iterable[Candidate]) -> dict[int, frozenset[str]]:
    """The states, in person or by their governments, that are arguments of a verb."""
    out: dict[int, frozenset[str]] = {}
    for mention in found:
        first = chain_head(tokens, mention.root)
        if tokens.dep[first] in _ARGUMENTS and tokens.case_of(first) not in _WHERE and tokens.head[first] != first:
            states = {e.country for n in mention.entities if _is_state(e := entities.all[entities.find(n)])} - {None}
            verb = tokens.head[first]
            out[verb] = out.get(verb, frozenset()) | {iso for iso in states if iso}
    return out


def _is_state(entity: Entity) -> bool:
    return entity.key.startswith(("country:", "gov:"))


def place_by_clause(entities: Entities, found: Iterable[Candidate], settings: Settings) -> None:
    """Give nameless people the state of the place where they act or suffer ("protesters marched in Lima").

    Every mention of them must tell the same state. Who may act abroad is at home under a heading that names the state,
    foreign ministers apart.
    """
    seen: dict[int, set[str | None]] = {}
    for mention in found:
        for number in {entities.find(n) for n in mention.entities}:
            entity = entities.all[number]
            if entity.country is None and _at_home(entity, entities.lexicon) and not _deals_abroad(entity):
                state = settings.of_section(mention.start)
                if not _travels(entity):
                    state = settings.of_clause(mention.root) or settings.of_sentence(mention.start)
                seen.setdefault(number, set()).add(state)
    for number, states in seen.items():
        if len(states) == 1 and not _is_army_of_none(entities.all[number], *states):
            entities.all[number].country = states.pop()


def _is_army_of_none(entity: Entity, state: str | None) -> bool:
    return entity.actor_type == "military" and state in WITHOUT_ARMY


def _deals_abroad(entity: Entity) -> bool:
    return _travels(entity) and not _FOREIGN.isdisjoint(fold(entity.title or "").split())


_FOREIGN = words("actors", "words-of-foreigners")


def _travels(entity: Entity) -> bool:
    """Whether somebody may act abroad: an army, or who is in high office ("Foreign Minister Ana Paz spoke in Rome")."""
    if entity.actor_type == "military" and _last_word(entity) in _ARMIES:
        return True
    return not entity.generic and entity.actor_type == "person" and entity.sector == "GOV"


_ARMIES = words("actors", "armies")


def _counted_whole(tokens: Tokens, i: int) -> int:
    """The outermost of the words that count people: "hundreds" in "hundreds of thousands of people"."""
    while tokens.dep[i] == "nmod" and tokens.case_of(i) == "of" and tokens.lemma[tokens.head[i]] in _COUNTS:
        i = tokens.head[i]
    return i


_COUNTS = words("actors", "nouns-of-count")

_WHERE = frozenset({"in", "at", "near", "outside", "across", "throughout", "inside"})


def place_by_document(
    tokens: Tokens, entities: Entities, found: Sequence[Candidate], countries: Iterable[str], home: str | None
) -> None:
    """Give people, local bodies and holders of offices the state that the document is about, where none is theirs.

    `found`: mentions of what lies on this side of borders; `countries`: those of the places it names, in any order;
    `home`: the state it is about. A document that names one state alone is about that one. Officials who deal with the
    state itself ("ministers urged Iran") are not placed, nor are those in high office who travel ("President Ana Paz
    arrived in Rome").
    """
    inside = {entities.find(n) for mention in found for n in mention.entities}
    told = [e for n, e in enumerate(entities.all) if n in inside and e.country and e.actor_type != "media"]
    states = {entity.country for entity in told if not is_anywhere(entity)} | {*countries}
    alone = len(states) == 1 and all(entity.country in states for entity in told)
    home = next(iter(states)) if alone else home
    if home not in entities.lexicon.states:
        return
    foreign = _facing_the_state(tokens, entities, found) | _travellers(tokens, entities, found)
    stations = _local_media(tokens, entities, found)
    for number, entity in enumerate(entities.all):
        if entity.same_as is not None or entity.country is not None or number in foreign:
            continue
        local = number in stations or (_at_home(entity, entities.lexicon) and not _is_another(entities, entity, home))
        if local and (alone or not _may_be_foreign(entity)) and not _is_army_of_none(entity, home):
            entity.country = home
            if _serves_state(entity, entities.lexicon):
                _serve(entities, entity)


def _local_media(tokens: Tokens, entities: Entities, found: Iterable[Candidate]) -> set[int]:
    """Unknown media that something is done to, or that are called local ("state-run", "private"), not merely quoted."""
    out: set[int] = set()
    for mention in found:
        number = entities.find(mention.entities[0]) if mention.entities else None
        if (
            number is None
            or entities.all[number].actor_type != "media"
            or not entities.all[number].key.startswith("name:")
        ):
            continue
        before = tokens.low[max(0, mention.start - 3) : mention.start + 2]
        suffers = tokens.dep[chain_head(tokens, mention.root)] in {"nsubj:pass", "obj"}
        if suffers or _LOCAL & {*before} or "state - run" in " ".join(before):
            out.add(number)
    return out


_LOCAL = words("actors", "adjectives-of-local-media")


def _facing_the_state(tokens: Tokens, entities: Entities, found: Iterable[Candidate]) -> set[int]:
    """Officials who share a verb with a state or a government as the other party."""
    by_verb: dict[int, list[int]] = {}
    beside_foreigners: set[int] = set()
    for mention in found:
        first = chain_head(tokens, mention.root)
        if mention.person_name and tokens.dep[first] == "nmod" and tokens.case_of(first) == "of":
            first = chain_head(tokens, tokens.head[first])  # "the government of Prime Minister Ruiz asked Peru"
        if tokens.dep[first] in _ARGUMENTS and tokens.head[first] != first:
            numbers = [entities.find(n) for n in mention.entities]
            by_verb.setdefault(tokens.head[first], []).extend(numbers)
            capital = mention.mention_type == "name" and any(entities.all[n].key.startswith("gov:") for n in numbers)
            if capital and tokens.dep[first] in {"obj", "iobj"}:
                beside_foreigners.add(tokens.head[first])  # "the president told Moscow"
            if tokens.lemma[mention.root] == "counterpart" and any(entities.all[n].country for n in mention.entities):
                beside_foreigners.add(tokens.head[first])  # "she met her Turkish counterpart"
    out: set[int] = set()
    for verb, numbers in by_verb.items():
        if verb in beside_foreigners or any(entities.all[n].actor_type == "country" for n in numbers):
            out.update(n for n in numbers if entities.all[n].actor_type in {"government", "military", "person"})
    return out


def _travellers(tokens: Tokens, entities: Entities, found: Iterable[Candidate]) -> set[int]:
    """Named holders of high offices who arrive, leave or call off a visit, wherever that is.

    Only in a text so short that it tells no more of the place than that their journey leads there.
    """
    out: set[int] = set()
    if len(tokens.bounds) > _SHORT:
        return out
    for mention in found:
        first = chain_head(tokens, mention.root)
        verb = tokens.head[first]
        if tokens.dep[first] not in {"nsubj", "nsubj:pass"} or verb == first:
            continue
        below = [c for c in tokens.children[verb] if tokens.dep[c] in {"obj", "obl"}]
        if _JOURNEYS & {tokens.lemma[i] for i in (verb, *below)}:
            numbers = map(entities.find, mention.entities)
            out.update(n for n in numbers if entities.all[n].actor_type == "person" and _travels(entities.all[n]))
    return out


_SHORT = 2
_JOURNEYS = words("actors", "journeys-of-leaders")
_ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "obl:agent", "nsubj:pass"})


def _at_home(entity: Entity, lexicon: ActorLexicon) -> bool:
    """Whether an actor belongs to the state that its document is about, if the text gives it no other."""
    if entity.stateless or _spans_states(entity) or _serves_no_state(entity, lexicon):
        return False
    if entity.plural and entity.name.endswith("States"):  # "urged all States", of the world and not of a federation
        return False
    if fold(entity.title or "") in _POSTS_ABROAD:
        return False
    if entity.actor_type == "person":
        office = lexicon.titles.get(fold(entity.title or ""))
        sector = office.sector if office else (entity.sector or "") if entity.generic else ""
        return sector in _DOMESTIC and not (entity.generic and _last_word(entity) in _ABROAD)
    if entity.generic:
        return entity.actor_type in _AT_HOME and _last_word(entity) not in _ELLIPTIC | _ABROAD
    local = entity.actor_type in {"party", "armed_group"} and entity.key.startswith("name:")
    return local or entity.actor_type == "ethnic_group"


def _serves_no_state(entity: Entity, lexicon: ActorLexicon) -> bool:
    body = lexicon.named.get(entity.parent_key or "")
    return body is not None and body.country is None


def _may_be_foreign(entity: Entity) -> bool:
    return entity.generic and (_last_word(entity) in _TRAVELS or "crew" in fold(entity.name).split())


def _last_word(entity: Entity) -> str:
    return singular(entity.key.rpartition(":")[2].rpartition(" ")[2])


def _spans_states(entity: Entity) -> bool:
    """Whether an actor's name or title tells of more than one state ("international mediator")."""
    words = {*fold(entity.name).split(), *fold(entity.title or "").split()}
    return bool(_WIDE & (words - {"foreign"} if entity.title else words))


def _serves_state(entity: Entity, lexicon: ActorLexicon) -> bool:
    office = lexicon.titles.get(fold(entity.title or ""))
    return office is not None and (office.of_state or office.sector in _OF_STATE)


_WIDE = words("actors", "words-of-several-states")
_ABROAD = words("actors", "envoys")
_POSTS_ABROAD = words("actors", "posts-abroad")
_TRAVELS = _ABROAD | words("actors", "people-abroad")


def _is_another(entities: Entities, entity: Entity, home: str | None) -> bool:
    """Whether a nameless holder of an office is set apart from the one named ("the president met President Ruiz")."""
    if not entity.generic or entity.title is None:
        return False
    title = fold(entity.title)
    if entity.key.rpartition(":")[2] != title or title.rpartition(" ")[2] not in _OF_ONE:
        return False  # a state has many colonels and mayors
    named = (e for e in entities.all if e.same_as is None and not e.generic and e.country == home)
    return any(title == fold(e.title or "") for e in named)


_OF_ONE = words("actors", "offices-of-one")
_ELLIPTIC = frozenset({"other", "embassy", "consulate"})
"""Of the same kind as somebody before, or at home where their owner is: their state is that one's."""
_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
_DOMESTIC = _OF_STATE | {"PTY", "REB", "OPP", "CVL", "MED", "LAB", "EDU", "REL", "CRM"}


def _serve(entities: Entities, entity: Entity) -> None:
    if entity.parent_key is None and entity.country:
        entity.parent_key = f"country:{entity.country}"
        entity.parent_name = entities.lexicon.states[entity.country].name
