"""Persons by name, with the titles before it."""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.actors.candidates import Candidate, Scene
from pipelines.extract.actors.head_phrases import head_phrases
from pipelines.extract.actors.lexicon import OfficeGroup
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.phrases import Phrase, left_edge
from pipelines.extract.actors.served_bodies import give_body_of_office
from pipelines.extract.actors.states_beside import (
    OFFICE_LINKS,
    country_of_names,
    numbers_in,
    only,
    start_with_state,
    state_at,
    states_in,
)
from pipelines.extract.parsed_tokens import Tokens, fold, singular
from pipelines.lexicon import words

_HONORIFICS = words("actors", "honorifics")
_POSTS_ABROAD = words("actors", "posts-abroad")


def find_person(scene: Scene, name: Name) -> None:
    """Keep a person with titles, and with the state that they or the words before them name."""
    tokens = scene.tokens
    titles, start = _titles_before(scene, name)
    if not titles and _is_place(scene, name):
        return
    shared = () if titles else _shared_titles(scene, name)
    left = start
    if titles:
        left = min([left_edge(tokens, i) for i in range(start, name.end)] + [start])
        left = start_with_state(scene, max(left, tokens.bounds[tokens.sent[start]][0]))
    country = only(states_in(scene, left, name.start))
    offices = [title for title in (*titles, *shared) if title.text not in _HONORIFICS]
    office = next((title for title in offices if title.text in _POSTS_ABROAD), next(iter(offices), None))
    sector = _sector(scene, office, left, name) if office else None
    if office and country is None:
        country = country_of_names(scene, left, name.start) or _state_behind(scene, name)
    presumed = office.value.country if office and country is None else None
    country = country or presumed
    title = _title(scene, office) if office else None
    of_state = bool(office and (office.value.of_state or country))
    number = scene.entities.person(scene.name(name.start, name.end), country if of_state else None, sector, title)
    scene.entities.all[scene.entities.find(number)].presumed |= presumed is not None
    scene.entities.all[scene.entities.find(number)].called |= {tokens.low[title.end - 1] for title in titles}
    if office:
        give_body_of_office(scene, number, left, office.start)
    root = tokens.root(left, name.end)
    scene.keep(Candidate(left, name.end, root, "name", [number], person_name=True))
    plural = bool(titles) and tokens.low[titles[0].end - 1] != titles[0].text.split()[-1]
    scene.shared_titles = (name.end, (*titles, *shared)) if plural or shared else (0, ())


def _is_place(scene: Scene, name: Name) -> bool:
    """Whether a name without a title stands as a place ("families from Alto Molo", "the governor of Marib")."""
    tokens = scene.tokens
    case, head = tokens.case_of(name.root), tokens.head[name.root]
    if case in {"in", "near", "at", "across", "into", "outside", "throughout"}:
        return tokens.pos[head] != "NOUN" or tokens.lemma[head] not in _FELT
    if tokens.dep[name.root] != "nmod":
        return False
    ruled = case == "of" and tokens.lemma[head] in _RULERS | _TOWNS
    return ruled or (case == "from" and tokens.lemma[head] in scene.lexicon.agents)


_RULERS = words("actors", "rulers-of-places")
_TOWNS = words("actors", "places-with-names")
_FELT = words("actors", "feelings-towards-persons")


def _sector(scene: Scene, office: Phrase[OfficeGroup], left: int, name: Name) -> str:
    """The sector of an office; who speaks for a named body has the body's, and a party's secretary general is its."""
    named = [scene.names[n] for n in numbers_in(scene, left, name.start) if scene.names[n].kind == "named"]
    body = scene.lexicon.named[named[-1].key] if named else None
    speaks = office.value.sector == "CVL" and office.text.split()[-1] in _VOICES
    noun = bool(named) and scene.tokens.pos[named[-1].end - 1] != "ADJ"  # "Republican President Ruiz" is the state's
    of_party = body is not None and body.actor_type == "party" and noun and office.text in _PARTY_OFFICES
    return body.sector if body is not None and (speaks or of_party) else office.value.sector


_VOICES = words("actors", "civil-leaders")
_PARTY_OFFICES = words("actors", "offices-of-parties")


def _shared_titles(scene: Scene, name: Name) -> tuple[Phrase[OfficeGroup], ...]:
    """The plural title that a name shares with the one before it: "Presidents Ruiz of Peru and Paz of Bolivia"."""
    end, titles = scene.shared_titles
    between = range(end, name.start)
    joined = all(i in scene.name_at or scene.tokens.low[i] in _JOINS for i in between) and len(between) < _FAR
    return titles if joined else ()


_JOINS = frozenset({"of", "and", ",", "the", "&"})
_FAR = 10


def _state_behind(scene: Scene, name: Name) -> str | None:
    """The state of an office that stands behind the name: "President Ruiz of Peru"."""
    i = name.end
    if i + 1 >= scene.tokens.n or scene.tokens.low[i] != "of":
        return None
    state = state_at(scene, i + 2 if scene.tokens.low[i + 1] == "the" else i + 1)
    return state.key if state and state.kind == "state" else None


def _title(scene: Scene, office: Phrase[OfficeGroup]) -> str:
    """A title as written, in the singular."""
    title = scene.text(office.start, office.end)
    last = title.split()[-1]
    one = office.text.split()[-1]
    return (
        f"{title.removesuffix(last)}{last[: len(one)]}" if fold(last).startswith(one) and fold(last) != one else title
    )


def _titles_before(scene: Scene, name: Name) -> tuple[list[Phrase[OfficeGroup]], int]:
    """The titles that run up to a name, the nearest first, and where the first of them starts."""
    tokens, table = scene.tokens, scene.lexicon.titles
    floor = tokens.bounds[tokens.sent[name.start]][0]
    titles: list[Phrase[OfficeGroup]] = []
    start = _before_brackets(tokens, name.start, floor)
    while True:
        found: Phrase[OfficeGroup] | None = None
        for left in range(start - 1, max(floor, start - 7) - 1, -1):
            plain = tokens.join(left, start).replace(" - ", "-").replace("d' ", "d'")
            for text in (plain, _one_of(plain)):
                if text in table:
                    found = Phrase(left, start, text, table[text])
                    break
        if found is None or (_is_initials(found.text) and not _is_short_title(tokens, found, name)):
            break
        titles.append(_with_field(scene, found, floor))
        start = titles[-1].start
        start -= start > floor and tokens.low[start - 1] == "/"  # "High Representative/Vice-President"
    return (titles, titles[-1].start) if titles else _title_with_complement(scene, name, floor)


def _before_brackets(tokens: Tokens, start: int, floor: int) -> int:
    """Where the brackets between a title and a name open: "Deputy Inspector General (Eastern Range) Anil Rao"."""
    if tokens.low[start - 1] != ")":
        return start
    opening = (i for i in range(start - 2, max(floor, start - 7), -1) if tokens.low[i] == "(")
    return next(opening, start)


def _is_initials(title: str) -> bool:
    return len(title) < 3 and not title.endswith(".") and title not in _HONORIFICS


def _is_short_title(tokens: Tokens, title: Phrase[OfficeGroup], name: Name) -> bool:
    """Whether two capitals before a whole name are an office ("SP Anil Rao") and no initials ("SP Rao")."""
    return title.value.sector == "COP" and tokens.text[title.start].isupper() and name.end - name.start > 1


def _with_field(scene: Scene, title: Phrase[OfficeGroup], floor: int) -> Phrase[OfficeGroup]:
    """A minister's title with its field: "Unification Minister", which no list of offices has."""
    tokens = scene.tokens
    start = title.start
    if title.text in {"minister", "secretary", "commissioner"} and tokens.caps[tokens.sent[start]] == "mixed":
        while start > floor and start - 1 not in scene.name_at and _is_field(tokens, start - 1):
            start -= 1
        while start < title.start and tokens.low[start] in {"and", "&", "of"}:
            start += 1
    return replace(title, start=start)


def _is_field(tokens: Tokens, i: int) -> bool:
    capital = tokens.text[i][:1].isupper() and tokens.pos[i] in {"PROPN", "NOUN", "ADJ"}
    return tokens.low[i] in {"and", "&"} or (capital and tokens.low[i] not in _WHOSE)


_WHOSE = words("actors", "words-before-offices")


def _one_of(phrase: str) -> str:
    """A phrase with its last word in the singular."""
    *first, last = phrase.split(" ")
    return " ".join([*first, singular(last)])


def _title_with_complement(scene: Scene, name: Name, floor: int) -> tuple[list[Phrase[OfficeGroup]], int]:
    """A title with its field between it and the name: "Minister for Europe Ana Lopez"."""
    tokens = scene.tokens
    if tokens.low[name.start - 1] == ",":
        return [], name.start
    for i in range(name.start - 3, max(floor, name.start - 10) - 1, -1):
        if tokens.pos[i] in {"VERB", "AUX", "PUNCT"} and tokens.low[i] not in {"-", "'"}:
            break
        if tokens.low[i + 1] in OFFICE_LINKS and tokens.pos[i] in {"NOUN", "PROPN"}:
            found = head_phrases().offices.find(tokens, i, left_edge(tokens, i))
            if found and _linked(tokens, i, name):
                return [Phrase(found.start, name.start, found.text, found.value)], found.start
    return [], name.start


def _linked(tokens: Tokens, i: int, name: Name) -> bool:
    edges = {tokens.head[name.root], *(tokens.head[j] for j in range(name.start, name.end))}
    return i in edges or tokens.head[i] in range(name.start, name.end) or tokens.dep[name.root] in {"flat", "appos"}
