"""Spans that may name places: names the gazetteer knows, location entities, and names beside a word like "village"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.extract.actors.lexicon import load_actor_lexicon
from pipelines.extract.places.gazetteer import Gazetteer, Sense
from pipelines.extract.places.lexicon import PlaceTypes
from pipelines.extract.places.names import ALTERNATE, MAIN, PREFERRED, fold
from pipelines.extract.places.words import Words
from pipelines.lexicon import words

LONGEST = 8  # tokens of a name
PARTICLES = words("places", "particles-of-names")
INNER = PARTICLES | {"of", "and", "the", "in", "&", "'s", "’s"}
_ROAD = re.compile(r"[A-Z]{1,3}[- ]?\d{1,4}")
_ARTICLE_NAME = re.compile(r"(?:(?:al|ar|as|ash|el|ad|an|at|az|ez|ed|er|es)[-‑'’]|[dl]['’])[A-Z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens `first` through `last` and what they may denote; no senses: a name that the gazetteer does not know."""

    first: int
    last: int
    name: str
    senses: tuple[Sense, ...]
    is_entity: bool
    is_typed: bool = False  # stands beside a common noun for places


def candidates(words: Words, gazetteer: Gazetteer, types: PlaceTypes) -> list[Candidate]:
    """All candidates in order of the text; none overlaps another."""
    fighters = _armed_groups(words)
    known = _known(words, gazetteer, types)
    taken = [False] * len(words)
    for candidate in known:
        taken[candidate.first : candidate.last + 1] = [True] * (candidate.last - candidate.first + 1)
    unknown = _unknown_entities(words, types, known, gazetteer)
    covered = {i for c in unknown for i in range(c.first, c.last + 1)}
    known = [c for c in known if not covered.intersection(range(c.first, c.last + 1))]
    for candidate in unknown:
        taken[candidate.first : candidate.last + 1] = [True] * (candidate.last - candidate.first + 1)
    typed = _typed_names(words, types, gazetteer, taken)
    found = [c for c in (*known, *unknown, *typed) if not fighters.issuperset(range(c.first, c.last + 1))]
    return _whole(words, sorted(found, key=lambda c: c.first))


def _whole(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Candidates with those put together that are two halves of an unknown name: "Corral", "Viejo"."""
    out: list[Candidate] = []
    for candidate in found:
        before = out[-1] if out else None
        if before is None or not _are_halves(words, before, candidate):
            out.append(candidate)
            continue
        first, last = before.first, candidate.last
        typed = before.is_typed or candidate.is_typed
        out[-1] = Candidate(first, last, words.name(first, last), (), is_entity=True, is_typed=typed)
    return out


def _are_halves(words: Words, before: Candidate, behind: Candidate) -> bool:
    """Whether an unknown name, or a small town's, goes straight on with another, both being places to the reader."""
    adjacent = before.last + 1 == behind.first and words.together(before.last, behind.first)
    adjacent = adjacent and before.is_entity and behind.is_entity
    senses = (*before.senses, *behind.senses)
    small = (s.place.kind == "city" and (s.place.population or 0) < _SMALL[s.grade] for s in senses)
    return adjacent and not words.title_case[before.first] and all(small)


_SMALL = {PREFERRED: 0, MAIN: 30_000, ALTERNATE: 100_000}  # people of a town whose name may be half of another


def _armed_groups(words: Words) -> set[int]:
    """Tokens of the names of armed groups, which name no place though a part of them could: "Boko Haram"."""
    lexicon = load_actor_lexicon()
    pieces = list(map(fold, words.lower))
    found: set[int] = set()
    for i, text in enumerate(words.text):
        if not text[0].isupper():
            continue
        for end, forms in lexicon.matches(pieces, i):
            if end > i + 1 and any(
                f.kind == "named" and lexicon.named[f.key].actor_type == "armed_group" for f in forms
            ):
                found.update(range(i, end))
    return found


def is_name(words: Words, i: int) -> bool:
    """Whether a token looks like part of a name."""
    text = words.text[i]
    if not text[0].isalpha():
        return False
    if words.capitals[i]:
        follows = i > 0 and words.pos[i - 1] == "PROPN" and words.pos[i] in ("NOUN", "X")
        return words.pos[i] == "PROPN" or words.label(i) == "LOC" or follows
    return text[0].isupper() or bool(_ARTICLE_NAME.match(text))


def _run_end(words: Words, i: int) -> int:
    """The last token of the longest stretch from `i` that can be one name."""
    last, j = i, i + 1
    while j < len(words) and j < i + LONGEST and words.sentence[j] == words.sentence[i]:
        if is_name(words, j):
            last = j
        elif words.lower[j] not in INNER and not (
            words.text[j] == "," and words.lower[j + 1 : j + 2] in (["d.c."], ["dc"])
        ):
            break
        j += 1
    return last


def _known(words: Words, gazetteer: Gazetteer, types: PlaceTypes) -> list[Candidate]:
    found: list[Candidate] = []
    i = 0
    while i < len(words):
        match = None if words.unread[i] else _longest(words, gazetteer, types, i)
        if match is None or _opens_demonym(words, gazetteer, i - 1) or _is_of_people(words, gazetteer, types, match):
            i += 1
            continue
        found.append(match)
        i = match.last + 1
    return found


def _is_of_people(words: Words, gazetteer: Gazetteer, types: PlaceTypes, match: Candidate) -> bool:
    """Whether a region's name tells whose something is: "Somali pirates", "an Oromo village"; not "Somali region"."""
    bare = match.first == match.last or (match.first + 1 == match.last and words.pos[match.first] == "DET")
    if not bare or words.lower[match.last] not in gazetteer.demonyms or not words.together(match.last, match.last + 1):
        return False
    after = match.last + 1
    modifiers = types.head_modifiers | {"regional"}
    while words.together(match.last, after + 1) and words.lower[after] in modifiers and _goes_on(words, after + 1):
        after += 1
    head = types.heads.get(words.lower[after])
    if head is not None and (head.kind in ("admin1", "admin2", "region") or words.text[after][0].isupper()):
        return False
    return _goes_on(words, after)


def _goes_on(words: Words, i: int) -> bool:
    return words.pos[i] in ("NOUN", "ADJ", "PROPN")


def _longest(words: Words, gazetteer: Gazetteer, types: PlaceTypes, i: int) -> Candidate | None:
    if words.lower[i] == "the" and i + 1 < len(words) and is_name(words, i + 1):
        bare = _longest(words, gazetteer, types, i + 1)
        whole = _match(words, gazetteer, types, i)
        better = whole is not None and (bare is None or whole.last >= bare.last) and _is_firm(whole)
        return whole if better else None
    if not (is_name(words, i) or (words.lower[i] in PARTICLES and _opens_article_name(words, i))):
        return None
    return _match(words, gazetteer, types, i)


def _opens_article_name(words: Words, i: int) -> bool:
    return bool(_ARTICLE_NAME.match(words.raw[words.start[i] : words.start[i] + 5])) and words.pos[i] != "DET"


def _match(words: Words, gazetteer: Gazetteer, types: PlaceTypes, i: int) -> Candidate | None:
    for j in range(_run_end(words, i), i - 1, -1):
        if not is_name(words, j):
            continue
        name = _spelled_out(words, types, i, j)
        followed = j + 1 < len(words) and words.text[j + 1] == ","
        opens = followed and not words.together(i, i - 1)  # a dateline: "JOS, Nigeria"
        read_as_place = i == j and (opens or ((words.capitals[i] or followed) and words.label(i) == "LOC"))
        senses = () if words.is_broken(i, j) else gazetteer.senses(name)
        if name != words.name(i, j):  # "Athens, Ga.": abbreviated are the states of America alone
            senses = tuple(sense for sense in senses if sense.place.kind == "admin1" and sense.place.country == "USA")
        senses = senses if read_as_place and len(name) == 3 else _admissible(name, senses)
        if all(sense.grade == ALTERNATE for sense in senses) and _is_noun_at_start(words, i, j):
            senses = ()
        if senses:
            inside = words.label(i) == "LOC" or words.label(j) == "LOC"
            last = _linked_end(words, types, j)
            if last > j:
                return Candidate(i, last, words.name(i, last), (), inside, is_typed=True)
            return Candidate(i, j, name, senses, inside)
    return None


def _spelled_out(words: Words, types: PlaceTypes, i: int, j: int) -> str:
    """The name from one token to another; behind a comma "Conn." is Connecticut."""
    behind_comma = i == j and i > 0 and words.text[i - 1] == ","
    return types.abbreviations.get(words.text[i], words.text[i]) if behind_comma else words.name(i, j)


def _linked_end(words: Words, types: PlaceTypes, last: int) -> int:
    """Where a name ends that goes on with a particle: "San Pedro" in "San Pedro de la Peña" is not San Pedro."""
    j = last + 1
    while words.together(last, j) and words.lower[j] in types.name_links:
        j += 1
    return j if j > last + 1 and words.together(last, j) and is_name(words, j) else last


def _is_noun_at_start(words: Words, first: int, last: int) -> bool:
    """Whether a word has its capital from the sentence that it opens: "Voters" are none who live in Walters."""
    return (
        first == last and words.pos[first] == "NOUN" and not words.together(first, first - 1) and not words.label(first)
    )


def _is_firm(candidate: Candidate) -> bool:
    """Whether the gazetteer has the name with its article ("the Gulf")."""
    return any(sense.grade <= MAIN and sense.place.geonames_id is None for sense in candidate.senses)


def _admissible(name: str, senses: tuple[Sense, ...]) -> tuple[Sense, ...]:
    """Short names denote countries or nothing, and only if written in capitals ("US", not "us")."""
    letters = fold(name).replace(" ", "")
    if len(letters) > 3:
        return senses
    if len(letters) < 3 or name.isupper():
        return tuple(sense for sense in senses if name.isupper() and sense.place.geonames_id is None)
    return senses


def _unknown_entities(words: Words, types: PlaceTypes, known: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """Location entities that no known name fills: the name alone, without determiner, direction and kind of place."""
    inside: dict[int, int] = {}
    for candidate in known:
        for i in range(candidate.first, candidate.last + 1):
            inside[i] = candidate.last
    out: list[Candidate] = []
    for entity in words.entities:
        if entity.label != "LOC" or words.unread[entity.first]:
            continue
        core = [i for i in range(entity.first, entity.last + 1) if _is_core(words, types, gazetteer, i)]
        if not core or any(words.text[i] == "," for i in range(core[0], core[-1])):
            continue
        if _is_bracketed(words, core[0], core[-1]) or all(words.lower[i] in types.common for i in core):
            continue
        if _ROAD.fullmatch(words.slice(core[0], core[-1])):
            continue
        if words.lower[core[0]].rstrip(".") in types.title_nouns or _joins_countries(words, gazetteer, core):
            continue
        if all(i in inside for i in core) or words.is_broken(core[0], core[-1]):
            continue
        first, last = _whole_name(words, types, inside, core[0], core[-1])
        if first == last and words.is_of_person(first, last):
            continue  # "Ana Pazmino was held. Pazmino …"
        if not out or out[-1].last < first:
            out.append(Candidate(first, last, words.name(first, last), (), is_entity=True))
    return out


def _is_bracketed(words: Words, first: int, last: int) -> bool:
    """A name alone in square brackets: in transcripts it says who speaks."""
    before, after = first - 1, last + 1
    return before >= 0 and after < len(words) and words.text[before] == "[" and words.text[after] == "]"


def _joins_countries(words: Words, gazetteer: Gazetteer, core: list[int]) -> bool:
    """Two countries with a dash between, as in "the Chad-Sudan talks", name no place."""
    parts = re.split("[-–]", words.slice(core[0], core[-1]))
    return len(parts) == 2 and all(
        gazetteer.demonym(part) or any(s.place.kind == "country" for s in gazetteer.senses(part))
        for part in parts
        if part
    )


def _whole_name(words: Words, types: PlaceTypes, inside: dict[int, int], first: int, last: int) -> tuple[int, int]:
    """A name with the proper nouns beside it that the entity left out."""
    while words.together(last, last + 1) and _extends(words, types, inside, last + 1):
        last += 1
    last = max(last, _linked_end(words, types, last))
    while words.together(first, first - 1) and _extends(words, types, inside, first - 1):
        first -= 1
    return first, last


def _extends(words: Words, types: PlaceTypes, inside: dict[int, int], i: int) -> bool:
    plain = words.pos[i] == "PROPN" and words.label(i) in ("", "LOC") and i not in inside and is_name(words, i)
    return (
        plain
        and words.lower[i] not in types.heads
        and words.lower[i] not in types.title_nouns
        and words.lower[i] not in types.directions
        and not words.title_case[i]
    )


def _is_core(words: Words, types: PlaceTypes, gazetteer: Gazetteer, i: int) -> bool:
    lower = words.lower[i]
    return (
        is_name(words, i)
        and lower not in types.directions
        and lower not in types.heads
        and lower not in {"the", "a", "an"}
        and not _is_demonym(words, gazetteer, i)
    )


def _is_demonym(words: Words, gazetteer: Gazetteer, i: int) -> bool:
    """Whether a word is a demonym or part of one of two words ("Costa Rican")."""
    return words.lower[i] in gazetteer.demonyms or any(_opens_demonym(words, gazetteer, j) for j in (i - 1, i))


def _opens_demonym(words: Words, gazetteer: Gazetteer, i: int) -> bool:
    return words.together(i, i + 1) and " ".join(words.lower[i : i + 2]) in gazetteer.demonyms


def _typed_names(words: Words, types: PlaceTypes, gazetteer: Gazetteer, taken: list[bool]) -> list[Candidate]:
    """Unknown names beside a kind of place: "the village of Arden", "Arden district", "Lake Arden".

    "The Russian port of …" names a country's port, no port by the name of Russian.
    """
    out = []
    i = 0
    while i < len(words):
        if taken[i] or words.unread[i] or not _opens_name(words, i) or _is_demonym(words, gazetteer, i):
            i += 1
            continue
        last = _plain_end(words, types, taken, i)
        told = types.head_modifiers.issuperset(words.lower[i : last + 1]) and last > i  # "Arden Local Government Area"
        if last >= i and not told and not words.is_broken(i, last) and _is_typed(words, types, i, last):
            out.append(Candidate(i, last, words.name(i, last), (), words.label(i) == "LOC", is_typed=True))
        i = max(last, i) + 1
    return out


def _opens_name(words: Words, i: int) -> bool:
    return is_name(words, i) and words.pos[i] in ("PROPN", "NOUN", "ADJ", "X") and words.label(i) not in ("PER", "ORG")


def _plain_end(words: Words, types: PlaceTypes, taken: list[bool], i: int) -> int:
    last, j = i - 1, i
    while j < len(words) and j < i + LONGEST and words.sentence[j] == words.sentence[i] and not taken[j]:
        if is_name(words, j) and words.lower[j] not in types.heads and words.lower[j] not in types.directions:
            last = j
        elif words.lower[j] not in PARTICLES:
            break
        j += 1
    return last


def _is_clause_of_title(words: Words, first: int, last: int) -> bool:
    """As in "Survey Ship Nears Disputed | Waters", where capitals make no name."""
    return words.title_case[first] and any(words.pos[j] in _BETWEEN_NAMES for j in range(first, last + 1))


_BETWEEN_NAMES = frozenset({"VERB", "AUX", "ADP", "SCONJ"})


def _is_typed(words: Words, types: PlaceTypes, first: int, last: int) -> bool:
    lower = words.lower
    never = words.lower[first] in types.never and first == last
    if never or _is_clause_of_title(words, first, last):
        return False
    if words.together(first, first - 1) and lower[first - 1] in ("near", "outside") and words.pos[last] == "PROPN":
        return not words.title_case[first]
    if words.together(first, first - 2) and lower[first - 1] == "of" and lower[first - 2] in types.heads:
        return types.heads[lower[first - 2]].kind not in ("region", "facility") or lower[first - 2] in (
            "island",
            "port",
        )
    if not words.together(first, last + 1) or lower[last + 1] not in types.heads:
        return False
    channel = lower[last + 1] == "channel" and (words.capitals[last + 1] or words.text[last + 1] == "channel")
    return lower[last + 1 : last + 3] != ["town", "hall"] and not channel and _is_kind(words, types, first, last)


def _is_kind(words: Words, types: PlaceTypes, first: int, last: int) -> bool:
    """Whether what follows a name makes it a place's: "Arden district", "the Landhi area of Karachi"."""
    lower = words.lower
    kind = types.heads[lower[last + 1]].kind
    if kind == "region" and lower[last + 2 : last + 3] in (["of"], ["in"]):
        return words.together(first, last + 3) and is_name(words, last + 3)
    return kind in ("city", "admin1", "admin2", "water") and lower[last + 1] != "state"
