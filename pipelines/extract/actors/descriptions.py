"""Who is meant by organs without a state, offices, "both countries", and nouns that point back ("the group")."""

from __future__ import annotations

from collections import Counter

from pipelines.extract.actors.candidates import Candidate
from pipelines.extract.actors.countries import WITH_CONGRESS, WITHOUT_ARMY, Settings
from pipelines.extract.actors.entities import Entities, Entity, possessive
from pipelines.extract.actors.helping_states import only_helps
from pipelines.extract.actors.history import MEMORY, REACH, History
from pipelines.extract.actors.lexicon import ActorLexicon, Organ
from pipelines.extract.actors.phrases import are_clause_mates, chain_head
from pipelines.extract.actors.same_people import alike
from pipelines.extract.parsed_tokens import Tokens, fold
from pipelines.lexicon import forms, words

_ORGAN_REACH = 40
_OWNER_REACH = 2


def _owner_state(history: History, mention: Candidate, *, organs: bool) -> str | None:
    """The state behind "its military", "their ambassador"; of `organs`, only where the owner is a state or a part."""
    if mention.owner is None:
        return None
    pronoun = Candidate(mention.owner, mention.owner + 1, mention.owner, "pronoun")
    owner = _before_whose(history, mention.owner) or history.nearest(
        pronoun,
        lambda entity, _: (
            entity.actor_type in _OF_NO_STATE or (entity.country is not None and entity.actor_type != "person")
        ),
        _OWNER_REACH,
    )
    if owner is None:
        return None
    entity = history.entities.all[history.entities.find(owner.entities[0])]
    return None if organs and entity.actor_type in _NO_STATE else entity.country


def _before_whose(history: History, pronoun: int) -> Candidate | None:
    """Who stands before "whose": "Chad, whose army had left", "the party whose leader was shot"."""
    tokens = history.tokens
    if tokens.low[pronoun] != "whose":
        return None
    end = pronoun - 1 if tokens.low[pronoun - 1] == "," else pronoun
    return next((m for m in history.of_sentence(tokens.sent[pronoun]) if m.end == end and m.entities), None)


def _state_of_holder(history: History, pronoun: int) -> str | None:
    """The state that "his" or "her" serves: "President Abel Ruiz … His foreign minister"."""
    if history.tokens.low[pronoun] not in {"his", "her"}:
        return None
    own = Candidate(pronoun, pronoun + 1, pronoun, "pronoun")
    owner = history.nearest(own, lambda entity, other: entity.actor_type == "person" and not other.plural, 1)
    entity = history.entities.all[history.entities.find(owner.entities[0])] if owner else None
    return entity.country if entity and entity.sector == "GOV" and entity.title else None


_OF_NO_STATE = frozenset({"igo", "ngo", "media", "company", "party", "armed_group"})
_NO_STATE = frozenset({"party", "armed_group", "ngo", "igo", "media", "company", "religious_group"})


def resolve_organ(  # noqa: PLR0917 - what is known of the text
    history: History,
    lexicon: ActorLexicon,
    mention: Candidate,
    organ_id: str,
    focus: str | None,
    settings: Settings,
) -> None:
    """Give "the army" the state of its owner, of the last such organ, of a state close by, or else `focus`.

    Police, courts and parliaments are of the state that the sentence is set in, before any other; police of the state
    where they act ("police raid towns in Kosovo").
    """
    if mention.entities:
        return
    entities, tokens = history.entities, history.tokens
    organ = lexicon.organs_by_id[organ_id]
    iso = _owner_state(history, mention, organs=True) or _state_of_speaker(history, mention, organ)
    if iso is None and mention.owner is not None:
        iso = _state_of_holder(history, mention.owner)  # "his administration"
    if iso is None and mention.owner is None:
        iso = _state_of_scene(history, mention, organ, settings)
    named = _court_named(history, mention) if iso is None and organ_id == "courts" else None
    if named is not None:
        mention.entities = named.entities[:1]
        return
    if iso is None and mention.owner is None and (ruler := _rulers_told_of(history, mention)) is not None:
        mention.entities = ruler.entities[:1]
        return
    if iso is None and mention.owner is None and (named := _administration_told_of(history, mention)) is not None:
        mention.entities = named.entities[:1]
        return
    if iso is None and mention.owner is None:
        last = history.by_kind.get(organ_id)
        if last is not None and tokens.lemma[mention.root] == "regime" and tokens.pos[last.root] == "PROPN":
            last = None  # no regime is called by its capital
        near = last is not None and tokens.sent[mention.start] - tokens.sent[last.start] <= _ORGAN_REACH
        faced = _faced(history, settings, mention, organ)
        told = entities.all[entities.find(last.entities[0])].country if last else None
        if last is not None and near and told not in faced and not _is_foreign_capital(history, last, organ, focus):
            mention.entities = last.entities[:1]
            return
        iso = _state_around(history, mention, organ, focus, faced)
    if organ.type == "military" and iso in WITHOUT_ARMY:
        others = _other_states(history, tokens.sent[mention.start], iso)
        iso = others.pop() if len(others) == 1 else None
    party = _PARTIES.get(iso or "") if tokens.text[mention.root] == "Congress" else None
    if party is not None:
        mention.entities = [entities.named(party)]
        return
    mention.entities = [_nameless_organ(history, mention, organ) if iso is None else entities.organ(organ, iso)]


_PARTIES = forms("actors", "parties-called-congress")


def _rulers_told_of(history: History, mention: Candidate) -> Candidate | None:
    """The junta or regime that the text has told of, as "the regime"; not a government by its capital."""
    if history.tokens.lemma[mention.root] != "regime":
        return None
    return history.nearest(mention, lambda entity, _: not _RULING.isdisjoint(fold(entity.name).split()), _RULERS_REACH)


def _administration_told_of(history: History, mention: Candidate) -> Candidate | None:
    """The administration that the text has called after somebody, as "the administration"."""
    if history.tokens.lemma[mention.root] != "administration" or not mention.definite:
        return None
    return history.nearest(
        mention,
        lambda entity, _: entity.country is not None and fold(entity.name).endswith(" administration"),
        _RULERS_REACH,
    )


_RULING = words("actors", "rulers-by-force")
_RULERS_REACH = 15


def _state_of_scene(history: History, mention: Candidate, organ: Organ, settings: Settings) -> str | None:
    """The state that the place or the critics in its sentence give an organ: "In Lima, the foreign ministry said"."""
    iso = None
    if organ.type in _AT_THE_SCENE:
        beat = settings.of_clause(mention.root) if organ.type == "police" else None
        iso = beat or settings.of_sentence(mention.start)
    elif organ.type == "government" and organ.id != "embassy":
        iso = settings.of_seat(mention.start)
    elif organ.type == "military":
        iso = settings.of_section(mention.start)
    return iso or (_state_of_critic(history, mention) if organ.id == "gov" else None)


def _state_around(
    history: History, mention: Candidate, organ: Organ, focus: str | None, faced: frozenset[str]
) -> str | None:
    """The state of who acts or is named in the sentence, then the text's; a government's also of who acted before."""
    near = not mention.plural and organ.id in _DEALT_WITH
    iso = _state_of_subject(history, mention, faced, 0) if near else None
    iso = iso or _state_nearby(history, mention, faced) or (focus if focus not in faced else None)
    if iso is None and organ.id == "gov" and not mention.plural:
        iso = _state_of_subject(history, mention, faced, 1)
    if history.tokens.low[mention.root] == "congress" and iso not in WITH_CONGRESS | _PARTIES.keys():
        return _state_with_congress(history)
    return iso


_DEALT_WITH = frozenset({"gov", "mfa", "police", "parliament"})


def _nameless_organ(history: History, mention: Candidate, organ: Organ) -> int:
    tokens = history.tokens
    text = " ".join(
        tokens.text[i] for i in range(mention.start, mention.end) if tokens.pos[i] not in {"DET", "PRON", "NUM"}
    )
    name = fold(text)
    return history.entities.nominal(name, name, organ.type, organ.sector, None, plural=mention.plural, of_state=False)


def _is_foreign_capital(history: History, last: Candidate, organ: Organ, focus: str | None) -> bool:
    """Whether a government was last told of by the capital of another state than the text is about."""
    entity = history.entities.all[history.entities.find(last.entities[0])]
    by_capital = history.tokens.lemma[last.root] not in organ.words and history.tokens.pos[last.root] == "PROPN"
    return organ.id == "gov" and focus is not None and entity.country != focus and by_capital


def _state_with_congress(history: History) -> str | None:
    """The only state with a Congress that the text has told of."""
    told = {history.entities.all[n].country for n in history.last} & WITH_CONGRESS
    return told.pop() if len(told) == 1 else None


_AT_THE_SCENE = frozenset({"police", "judiciary", "legislature"})


def _state_of_critic(history: History, mention: Candidate) -> str | None:
    """The state of the party or politician who deals with "the government" in its sentence: it is their own."""
    for other in history.of_sentence(history.tokens.sent[mention.start]):
        entity = history.entities.all[history.entities.find(other.entities[0])]
        rebels = entity.actor_type == "armed_group" and entity.key.startswith(f"nominal:{entity.country}:")
        critics = entity.actor_type == "person" and entity.sector in _NOT_IN_OFFICE
        domestic = entity.actor_type == "party" or rebels or critics
        if domestic and entity.country and other.start < mention.start:
            return entity.country
    return None


_NOT_IN_OFFICE = frozenset({"PTY", "OPP", "BUS", "CVL", "REB"})


def _court_named(history: History, mention: Candidate) -> Candidate | None:
    """The court that the text has named of late, as "the Court"."""
    if not mention.definite or mention.plural:
        return None
    return history.nearest(mention, lambda e, _: not e.generic and "court" in fold(e.name).split(), _OWNER_REACH)


def _state_of_speaker(history: History, mention: Candidate, organ: Organ) -> str | None:
    """The state of an officer who speaks in the sentence of his own service ("General Vera said the army would …")."""
    if organ.type not in {"military", "police"} or mention.owner is not None:
        return None
    for other in history.of_sentence(history.tokens.sent[mention.start]):
        entity = history.entities.all[history.entities.find(other.entities[0])]
        if entity.actor_type == "person" and entity.country and entity.sector == organ.sector:
            return entity.country
    return None


def _faced(history: History, settings: Settings, mention: Candidate, organ: Organ) -> frozenset[str]:
    """The states whose organ it cannot be: those it deals with ("the government accused Peru", "talks with it")."""
    acts = history.tokens.dep[chain_head(history.tokens, mention.root)] in {"nsubj", "obl:agent"}
    return settings.faced(mention.root) if organ.type == "government" or acts else frozenset()


def _state_of_subject(history: History, mention: Candidate, faced: frozenset[str], back: int) -> str | None:
    """The state of those who act at home in a sentence, `back` sentences before: "Peru's unions met the government"."""
    tokens = history.tokens
    states = set()
    for other in history.of_sentence(tokens.sent[mention.start] - back):
        first = chain_head(tokens, other.root)
        main = tokens.dep[first] in {"nsubj", "nsubj:pass"} and tokens.dep[tokens.head[first]] in {"root", "conj"}
        for entity in (history.entities.all[history.entities.find(n)] for n in other.entities):
            if main and other.end <= mention.start and entity.actor_type in _OF_A_STATE:
                states.add(entity.country)
    states -= {None, *faced}
    return states.pop() if len(states) == 1 else None


_OF_A_STATE = frozenset({"country", "government", "legislature", "judiciary", "party", "ngo"})


def _state_nearby(history: History, mention: Candidate, faced: frozenset[str]) -> str | None:
    states = {e.country for n in history.last if (e := history.entities.all[n]).actor_type == "country"}
    reach = 1 if len(states) == 1 else 0

    def fits(entity: Entity, other: Candidate) -> bool:
        nearby = entity.actor_type == "country" and entity.country not in faced
        return nearby and not only_helps(history.tokens, other)

    other = history.nearest(mention, fits, reach)
    return history.entities.all[history.entities.find(other.entities[0])].country if other else None


def by_title(entities: Entities) -> dict[str, list[int]]:
    """Named persons by the last word of their title, and by the one before "of": "Secretary of State" by both."""
    out: dict[str, list[int]] = {}
    for number, entity in enumerate(entities.all):
        if entity.same_as is None and entity.key.startswith("person:") and entity.title:
            whole, before = fold(entity.title), fold(entity.title).partition(" of ")[0]
            for word in dict.fromkeys((whole.split()[-1], before.split()[-1])):
                out.setdefault(word, []).append(number)
    return out


def resolve_office(  # noqa: PLR0917 - what is known of the text
    history: History,
    lexicon: ActorLexicon,
    mention: Candidate,
    title: str,
    titles: dict[str, list[int]],
    focus: str | None,
) -> None:
    """Read "the prime minister" as the person whom the document names with that title, else as whoever holds it.

    Who is named only later is meant if he is of no other state than `focus`, and not spoken of in the same sentence
    ("The president met President Ruiz").
    """
    entities = history.entities
    own = entities.all[entities.find(mention.entities[0])]
    if own.same_as is not None or not own.generic:
        return
    bare = not any(history.tokens.pos[i] in {"DET", "PRON"} for i in range(mention.start, mention.root))
    if mention.owner is not None and own.country is None:
        _give_owner(history, lexicon, mention, own)
        return
    if not (mention.definite or bare) or _is_local(lexicon, own, title):
        return
    if history.tokens.low[mention.start] in {"a", "an", "another", "one"}:
        return
    options = _holders(entities, titles, own, title) or _officers_told_of(history, lexicon, titles, title)
    if own.country is None and entities.find(mention.entities[0]) in history.last:
        options = []  # already told of as somebody whom the text does not name
    before = [n for n in options if entities.find(n) in history.last]
    if own.country is None and not before:
        options = [n for n in options if entities.all[n].country in {None, focus}]
        options = [n for n in options if not _told_beside(history, mention, n)]
    if not options:
        return
    chosen = max(before, key=lambda n: history.last[entities.find(n)]) if before else options[0]
    if before or len(options) == 1:
        mention.entities = [chosen]
        person = entities.all[entities.find(chosen)]
        person.country = person.country or own.country


def _holders(entities: Entities, titles: dict[str, list[int]], own: Entity, title: str) -> list[int]:
    """The named persons with an office; else those whose office it is short for ("the Secretary" of State)."""
    named = titles.get(title.rsplit(maxsplit=1)[-1], [])
    options = [n for n in named if _same_office(entities.all[n], own, title)]
    return options or [n for n in named if fold(entities.all[n].title or "").startswith(f"{title} of ")]


def _officers_told_of(history: History, lexicon: ActorLexicon, titles: dict[str, list[int]], title: str) -> list[int]:
    """The policemen named so far, for "the officer": "Superintendent Anil Rao … the officer added"."""
    if title not in _ANY_OFFICER:
        return []
    entities = history.entities
    known = dict.fromkeys(n for named in titles.values() for n in named if entities.find(n) in history.last)
    offices = {n: lexicon.titles.get(fold(entities.all[n].title or "")) for n in known}
    return [n for n, office in offices.items() if office is not None and office.sector == "COP"]


_ANY_OFFICER = words("actors", "any-police-officer")


def _told_beside(history: History, mention: Candidate, person: int) -> bool:
    """Whether the sentence of a mention names a person behind it."""
    end = history.tokens.bounds[history.tokens.sent[mention.start]][1]
    name = history.entities.all[history.entities.find(person)].name.split()[-1:]
    return any(history.tokens.text[i] in name for i in range(mention.end, end))


def _is_local(lexicon: ActorLexicon, own: Entity, title: str) -> bool:
    """Whether an office is told to be that of a town or a body, not of a state: "the mayor of Taxco"."""
    detail = own.key.rpartition(":")[2].removeprefix(title).strip()
    state = lexicon.states.get(own.country or "")
    names = (state.name, *state.aliases, *state.adjectives, *state.capitals) if state else ()
    return bool(detail) and not any(fold(name) in fold(detail) for name in names)


def _same_office(person: Entity, own: Entity, title: str) -> bool:
    theirs = fold(person.title or "")
    same = theirs == title or theirs.endswith(f" {title}") or title.endswith(f" {theirs}")
    return same and (own.country is None or person.country is None or own.country == person.country)


def _give_owner(history: History, lexicon: ActorLexicon, mention: Candidate, own: Entity) -> None:
    """Read "its ambassador" in a sentence about Peru, and a Peruvian president's "his ambassador", as Peru's."""
    pronoun = mention.owner or 0
    owned = history.tokens.low[pronoun] in {"its", "their", "whose"}
    office = lexicon.titles.get(fold(own.title or ""))
    holder = _state_of_holder(history, pronoun) if office is not None and office.of_state else None
    iso = _owner_state(history, mention, organs=True) if owned else holder
    if iso is None:
        return
    phrase = own.key.split(":", 2)[2]
    name = f"{possessive(lexicon.states[iso].name)} {own.title or own.name}"
    number = history.entities.nominal(name, phrase, own.actor_type, own.sector, iso, plural=False, of_state=True)
    history.entities.all[number].title = own.title
    mention.entities = [number]


def resolve_bureau(history: History, mention: Candidate, person: int) -> None:
    """Read "Vera's office" as a body of the state that the person serves."""
    entities = history.entities
    holder = entities.all[entities.find(person)]
    kind = "government" if holder.sector in _OF_STATE else "other"
    number = entities.unknown(f"{possessive(holder.name)} office", kind, holder.country)
    entities.all[number].sector = holder.sector if kind == "government" else None
    mention.entities = [number]


def resolve_both(history: History, mention: Candidate, kind: str, *, only: bool) -> None:
    """The two parties of the right kind that the text has named most so far, if both were named of late.

    "The two presidents" are two who hold that office.

    `only`: a third party named of late makes the description doubtful ("the leaders"), and it stays as it is.
    """
    counts: Counter[int] = Counter()
    recent: dict[int, int] = {}
    sentence = history.tokens.sent[mention.start]
    office = history.tokens.lemma[mention.root] if kind == "person" else ""
    beside = _who_acts(history, mention) if kind == "person" else set()
    for position, other in enumerate(history.seen[-MEMORY:]):
        for n in other.entities:
            number = _party(history.entities, n, kind)
            if number is not None and (number in beside or not _holds(history.entities.all[number], office)):
                continue
            if number is not None and other.mention_type != "pronoun":
                counts[number] += 1
                if sentence - history.tokens.sent[other.start] <= REACH:
                    recent[number] = position
    titles = [history.entities.all[n].title is not None for n in recent]
    if only and office in _OFFICES.values() and len(titles) == 2 and any(titles) and not all(titles):
        return  # "the presidents": nobody without a title beside one who has it
    met = _joined_pair(history, mention, set(recent), kind) or _pair_before(history, mention, kind)
    if met is not None:
        mention.entities = met
    elif len(recent) < 2 and kind == "state" and not only:
        mention.entities = _states_of_bodies(history, mention) or mention.entities
    elif len(recent) == 2 or (len(recent) > 2 and not only):
        pair = sorted(recent, key=lambda n: (-counts[n], -recent[n]))[:2]
        mention.entities = sorted(pair)


def _states_of_bodies(history: History, mention: Candidate) -> list[int]:
    """The two states whose bodies and officials alone were told of lately, as "the two countries"; else none."""
    entities, tokens = history.entities, history.tokens
    sentence, verb = tokens.sent[mention.start], tokens.head[mention.root]
    told_by = set(tokens.low[mention.start : mention.root])
    if told_by not in ({"the", "two"}, {"both"}, {"both", "the"}):
        return []  # "divided into two countries"
    if tokens.dep[mention.root] == "obl" and any(tokens.dep[c] == "nsubj" for c in tokens.children[verb]):
        return []  # "mediates between the two countries"
    near = (m for back in range(REACH + 1) for m in history.of_sentence(sentence - back) if m.end <= mention.start)
    told = {entities.all[entities.find(n)].country for m in near for n in m.entities}
    states = sorted(iso for iso in told if iso)
    return sorted(entities.country(iso) for iso in states) if len(states) == 2 else []


def _pair_before(history: History, mention: Candidate, kind: str) -> list[int] | None:
    """The only two states that the sentence names before: "Chile ratified its pact with Peru, enabling | both"."""
    if kind != "state":
        return None
    same = history.of_sentence(history.tokens.sent[mention.start])
    named = (m for m in same if m.end <= mention.start and m.mention_type == "name")
    pair = {_party(history.entities, n, kind) for m in named for n in m.entities} - {None}
    return sorted(n for n in pair if n is not None) if len(pair) == 2 else None


def _who_acts(history: History, mention: Candidate) -> set[int]:
    """Who deals with those described: in "Ruiz telephoned the two leaders" she is none of the two."""
    tokens = history.tokens
    verb = tokens.head[mention.root]
    if tokens.dep[mention.root] in {"nsubj", "nsubj:pass"}:
        return set()
    same = history.of_sentence(tokens.sent[mention.start])
    acting = [m for m in same if tokens.head[m.root] == verb and tokens.dep[m.root] == "nsubj"]
    return {history.entities.find(n) for m in acting for n in m.entities}


def _holds(entity: Entity, office: str) -> bool:
    """Whether a person can be one of "the two presidents": the title says so, or says nothing.

    No leader is known by a common noun alone that is no title, as "a diplomat".
    """
    if office == "leader" and entity.generic and entity.title is None:
        return False
    if office not in _OFFICES.values() or entity.title is None:
        return True
    words_of_title = fold(entity.title).split()
    return "counterpart" in words_of_title or office in {_OFFICES.get(word) for word in words_of_title}


_OFFICES = forms("actors", "offices-of-two")


def _joined_pair(history: History, mention: Candidate, recent: set[int], kind: str) -> list[int] | None:
    """The last two persons of late that a sentence joins: "Erdogan and Sisi … the two leaders"; no states."""
    if kind != "person":
        return None
    tokens, entities = history.tokens, history.entities
    for other in reversed(history.seen[-MEMORY:]):
        first = tokens.head[other.root]
        if tokens.sent[mention.start] - tokens.sent[other.start] > REACH:
            return None
        if tokens.dep[other.root] != "conj" or len(other.entities) != 1:
            continue
        beside = [m for m in history.of_sentence(tokens.sent[other.start]) if m.root == first and len(m.entities) == 1]
        pair = {_party(entities, m.entities[0], kind) for m in (*beside[:1], other)} & recent
        if len(pair) == 2:
            return sorted(n for n in pair if n is not None)
    return None


def _party(entities: Entities, n: int, kind: str) -> int | None:
    """The entity as a party of a kind ("state", "person", "any"); a government counts as its state."""
    number = entities.find(n)
    entity = entities.all[number]
    if kind == "person":
        return number if entity.actor_type == "person" else None
    if entity.key.startswith("gov:") and entity.country:
        number = entities.country(entity.country)
        entity = entities.all[number]
    wanted = {"country"} if kind == "state" else {"country", "armed_group", "party", "military"}
    return number if entity.actor_type in wanted and not entity.generic else None


def resolve_noun(history: History, lexicon: ActorLexicon, mention: Candidate, lemma: str) -> None:
    """Read "the group", "these militants" as those named before, if the text offers any that fit."""
    tokens = history.tokens
    words = {tokens.low[i] for i in range(mention.start, mention.root)}
    if mention.owner is not None and mention.entities:
        if _is_told_by_owner(history, mention, lemma):
            return
        _give_owners_country(history, mention)
    if lemma == "officer" and mention.entities and not _is_modified(tokens, mention):
        _give_service(history, mention)
    if lemma == "other" and mention.plural and not _is_modified(tokens, mention):
        _same_kind(history, mention)
        return
    if not mention.definite or not words & _POINTING:
        if lemma in _PREMISES or (lemma in {"country", "nation", "state"} and words & _OWNERS):
            mention.entities = []
        return
    modified = _is_modified(tokens, mention)
    if lemma == "suspect" and not mention.plural and not modified:
        found = history.nearest(mention, _nameless_person, REACH)
        if found is not None:
            history.entities.merge(found.entities[0], mention.entities[0])
    elif not mention.plural and lemma in lexicon.anaphors and mention.end == mention.root + 1:
        found = _of_kind(history, lexicon, mention, lemma, modified=modified)
    else:
        again = _repeated(history, mention, lemma) or _doers(history, mention, lemma) or _fighters(history, mention)
        found = None if modified else again
    if found is not None:
        mention.entities = found.entities[:1]
    elif lemma in _NOBODY and not modified:
        mention.entities = []


def _is_told_by_owner(history: History, mention: Candidate, lemma: str) -> bool:
    """Whether a noun behind "its" or "their" is read by whose it is: "its fighters", "its neighbour"."""
    if lemma in _NEIGHBOURS and not mention.plural:
        return _resolve_neighbour(history, mention)
    if lemma in _UNDER_SOMEBODY and history.tokens.low[mention.owner or 0] in {"his", "her"}:
        return _give_force_of_chief(history, mention)
    return lemma in _OWN and mention.plural and _give_owner_itself(history, mention)


def _give_force_of_chief(history: History, mention: Candidate) -> bool:
    """Read "his men", "her team" as police, soldiers or rebels where an officer or rebel has them."""
    own = history.entities.all[history.entities.find(mention.entities[0])]
    pronoun = Candidate(mention.owner or 0, (mention.owner or 0) + 1, mention.owner or 0, "pronoun")
    chief = history.nearest(pronoun, lambda entity, other: entity.actor_type == "person" and not other.plural, 1)
    leader = history.entities.all[history.entities.find(chief.entities[0])] if chief else None
    kind = _FORCES.get(leader.sector or "") if leader else None
    if leader is None or kind is None or not own.generic or own.actor_type not in {"civilians", "other"}:
        return False
    number = history.entities.nominal(
        own.name, f"his {own.name}", kind, leader.sector, leader.country, plural=own.plural, of_state=kind in _SERVING
    )
    mention.entities = [number]
    return True


_UNDER_SOMEBODY = words("actors", "people-under-somebody")
_FORCES = {"COP": "police", "MIL": "military", "REB": "armed_group"}
_SERVING = frozenset({"police", "military"})


def _resolve_neighbour(history: History, mention: Candidate) -> bool:
    """Read a state's "its neighbour" as the one other state told of lately, as nobody where there is none or two."""
    home = _owner_state(history, mention, organs=True)
    if home is None:
        return False
    others = _other_states(history, history.tokens.sent[mention.start], home)
    mention.entities = [history.entities.country(iso) for iso in others] if len(others) == 1 else []
    return True


def _other_states(history: History, sentence: int, home: str) -> set[str]:
    """The states that have been told of lately as such or by their bodies, but for one."""
    entities = history.entities
    told: set[str] = set()
    for back in range(REACH):
        for other in history.of_sentence(sentence - back):
            named = (entities.all[entities.find(n)] for n in other.entities)
            told |= {entity.country for entity in named if entity.country and entity.actor_type in _STATE_BODIES}
    return told - {home}


_NEIGHBOURS = words("actors", "neighbours")
_STATE_BODIES = frozenset({"country", "government", "military", "legislature"})
_POINTING = frozenset({"the", "this", "these", "that", "those", "such"})
_OWNERS = frozenset({"our", "my", "your", "his", "her", "their", "its"})
_PREMISES = words("actors", "premises-and-means")
_NOBODY = words("actors", "lands-and-sides") | _PREMISES


def _repeated(history: History, mention: Candidate, lemma: str) -> Candidate | None:
    """The nameless people last told of by the same noun, not of other states: "two men … the men"."""
    tokens, entities = history.tokens, history.entities
    own = {entities.all[entities.find(n)].country for n in mention.entities} - {None}
    return history.nearest(
        mention,
        lambda entity, other: (
            entity.generic
            and other.plural == mention.plural
            and alike(tokens.lemma[other.root], lemma)
            and (not own or entity.country is None or entity.country in own)
        ),
        REACH,
    )


def _doers(history: History, mention: Candidate, lemma: str) -> Candidate | None:
    """The nameless people in arms told of last, as "the attackers"."""
    if lemma not in _DOERS:
        return None
    tokens = history.tokens
    return history.nearest(
        mention,
        lambda entity, other: (
            entity.generic
            and other.plural == mention.plural
            and (entity.actor_type == "armed_group" or tokens.lemma[other.root] in _DOERS)
        ),
        REACH,
    )


_DOERS = words("actors", "attackers")


def _give_service(history: History, mention: Candidate) -> None:
    """Read "two officers" behind a police spokesman or the police as policemen."""
    own = history.entities.all[history.entities.find(mention.entities[0])]
    served = history.nearest(mention, lambda entity, _: entity.sector in {"COP", "MIL"}, REACH)
    if served is None or not own.generic or own.actor_type != "military":
        return
    other = history.entities.all[history.entities.find(served.entities[0])]
    if other.sector == "COP":
        own.actor_type, own.sector = "police", "COP"


def _same_kind(history: History, mention: Candidate) -> None:
    """Read "six others" as more of the nameless people told of last in the sentence."""
    before = [
        other
        for other in history.of_sentence(history.tokens.sent[mention.start])
        if other.end <= mention.start and other.mention_type == "nominal" and len(other.entities) == 1
    ]
    for other in reversed(before):
        entity = history.entities.all[history.entities.find(other.entities[0])]
        if entity.generic and entity.title is None and history.tokens.tag[other.root].startswith("NN"):
            mention.entities = list(other.entities)
            return


def _nameless_person(entity: Entity, other: Candidate) -> bool:
    return entity.generic and entity.actor_type == "person" and entity.title is None and not other.plural


def _fighters(history: History, mention: Candidate) -> Candidate | None:
    """The one armed group that the text has named, as "the rebels", if it tells of no nameless ones."""
    entities, tokens = history.entities, history.tokens
    own = entities.all[entities.find(mention.entities[0])] if mention.entities else None
    if (
        own is None
        or own.actor_type != "armed_group"
        or tokens.lemma[mention.root] not in _REBELS
        or not mention.plural
    ):
        return None
    groups = {
        n: None
        for n in (entities.find(n) for other in history.seen[-MEMORY:] for n in other.entities)
        if entities.all[n].actor_type == "armed_group" and not entities.all[n].generic
    }
    if len(groups) != 1:
        return None
    group = entities.all[next(iter(groups))]
    if own.country not in {None, group.country}:
        return None
    found = history.nearest(mention, lambda entity, _: entity is group, _GROUP_REACH)
    if found is not None and own.generic:
        entities.merge(found.entities[0], mention.entities[0])
    return found


_REBELS = words("actors", "rebels")
_GROUP_REACH = 8


_REPEATED = words("actors", "nouns-of-bodies")


def _of_kind(
    history: History, lexicon: ActorLexicon, mention: Candidate, lemma: str, *, modified: bool
) -> Candidate | None:
    """The last actor of a type that a noun can sum up: "the group", "the Maoist party"."""
    tokens, entities = history.tokens, history.entities
    own = entities.all[entities.find(mention.entities[0])].actor_type if mention.entities else None
    kinds = lexicon.anaphors[lemma]
    beside = _clause_mates(history, mention)
    repeats_word = lemma in _REPEATED

    def fits(entity: Entity, other: Candidate) -> bool:
        alike = entity.actor_type == own if modified and own else True
        called_so = not repeats_word or lemma in fold(entity.name) or lemma in tokens.low[other.start : other.end]
        group = entity.actor_type == "armed_group" and not entity.generic
        nameless = (entity.generic and tokens.lemma[other.root] != lemma) or are_clause_mates(
            tokens, mention.root, other.root
        )
        if any(entity is mate for mate in beside) or (lemma == "bloc" and _UN in {entity.name, entity.parent_name}):
            return False
        return alike and entity.actor_type in kinds and (not other.plural or group) and called_so and not nameless

    return history.nearest(mention, fits, REACH)


_UN = "United Nations"


def _clause_mates(history: History, mention: Candidate) -> list[Entity]:
    """Who else takes part in the clause of a mention, by a pronoun too: in "they hit the group" it is not they."""
    entities, tokens = history.entities, history.tokens
    beside = history.of_sentence(tokens.sent[mention.start])
    mates = [m for m in beside if m.root != mention.root and are_clause_mates(tokens, mention.root, m.root)]
    return [entities.all[entities.find(n)] for m in mates for n in m.entities]


def _give_owner_itself(history: History, mention: Candidate) -> bool:
    """Read "its teams", "its fighters" as the body that the pronoun means."""
    beside = history.tokens.low[mention.root - 1] if mention.root else ""
    if history.tokens.low[mention.owner or 0] != "its" or beside in _OF_SOMETHING_ELSE:
        return False
    pronoun = Candidate(mention.owner or 0, (mention.owner or 0) + 1, mention.owner or 0, "pronoun")
    owner = history.nearest(
        pronoun, lambda entity, other: entity.actor_type not in {"person", "civilians"} and not other.plural, 1
    )
    if owner is None or len(owner.entities) != 1:
        return False
    entity = history.entities.all[history.entities.find(owner.entities[0])]
    if entity.generic or entity.actor_type not in {"igo", "ngo", "armed_group"}:
        return False
    mention.entities = list(owner.entities)
    return True


_OF_SOMETHING_ELSE = words("actors", "parts-of-something-else")
_OWN = words("actors", "members-of-an-owner")


def _give_owners_country(history: History, mention: Candidate) -> None:
    """Read "its nationals", "their troops" as those of the state that the pronoun means."""
    own = history.entities.all[history.entities.find(mention.entities[0])]
    if own.generic and own.country is None and history.tokens.low[mention.owner or 0] in {"its", "their"}:
        iso = _owner_state(history, mention, organs=False)
        if iso is None:
            return
        key = own.key.split(":", 2)[2]
        number = history.entities.nominal(
            own.name, key, own.actor_type, own.sector, iso, plural=own.plural, of_state=own.sector in _OF_STATE
        )
        mention.entities = [number]


_OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


def _is_modified(tokens: Tokens, mention: Candidate) -> bool:
    return any(
        tokens.pos[i] not in {"DET", "PRON", "NUM", "PUNCT", "SPACE"} and tokens.low[i] != "same"
        for i in range(mention.start, mention.root)
    )
