"""Whether a name stands for a location where it stands, or for those who act in its name.

"in Iran" is a place; "Iran said", "Iran's army", "talks with Iran" are not, nor is "Bank of England" or "Jack London".
A capital used for its government behaves like its country. Signals are the words to the left and right first and the
parse second, because prepositions are read more reliably than arcs.
"""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from pipelines.extract.facts import Place
from pipelines.extract.places.candidates import Candidate, is_name
from pipelines.extract.places.lexicon import PlaceTypes
from pipelines.extract.places.words import Words
from pipelines.lexicon import words

Usage = Literal["place", "actor", "none"]

OF_PLACE = "of (part)"  # "the outskirts of Arden": a part of the place is meant
_SKIPPED = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "that", "both", "all", "most", "much", "'s", "’s"}
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»"})
_ACTING = frozenset({"nsubj", "nsubj:pass", "csubj", "obj", "iobj", "obl:agent", "nsubj:outer", "vocative"})
_LOCAL = frozenset({"from", "via", "through", "over", "off", "across from", "en route to", "onto"})
_ALSO_OF_PEOPLE = words("places", "verbs-of-reaching-anybody")
_LEFTMOST = 9  # tokens looked back for a preposition
_WELL_KNOWN = 100_000  # inhabitants


def preposition(words: Words, types: PlaceTypes, demonyms: dict[str, str | None], first: int) -> str | None:
    """The preposition that governs a name, looking through determiners, directions, kinds of place and their "of"."""
    partial = False
    i = first - 1
    while words.together(first, i) and i >= first - _LEFTMOST:
        lower = words.lower[i]
        if lower == "of" and i > 0:
            before = words.lower[i - 1]
            if before.isdecimal() and words.lower[i - 2] in types.heads:  # "in Zone 5 of Arden"
                partial = True
                i -= 3
                continue
            if before in types.directions:
                return f"{before} of"
            if before in {"outside", "inside", "west", "out", "south"}:
                return "outside"
            if before not in types.place_nouns_of and before not in types.heads:
                break
            partial = True
            i -= 2
            continue
        if lower in types.prepositions and not (lower == "to" and words.pos[i] == "PART"):
            return lower
        skipped = lower in _SKIPPED or lower in types.directions or lower in types.heads or lower in demonyms
        if not skipped and not _is_modifier(words, i, first):
            break
        i -= 1
    return OF_PLACE if partial else None


def _is_modifier(words: Words, i: int, first: int) -> bool:
    """An adjective or number right of the preposition, or a possessor ("in Pakistan's Arden province")."""
    if words.pos[i] in ("ADJ", "NUM") and not words.text[i].isupper():
        return True
    if words.lower[i] in ("neighboring", "neighbouring"):
        return True
    return is_name(words, i) and i + 1 < first and words.lower[i + 1] in POSSESSIVE


def usage(
    words: Words, types: PlaceTypes, candidate: Candidate, prep: str | None, *, place: Place | None, acts: bool
) -> Usage:
    """How a candidate is used.

    `place` is what it means if it is a place; `acts`: a country or a capital, which can stand for a government.
    """
    is_country = place is not None and place.kind == "country"
    blocked = _blocked(words, types, candidate, prep, place)
    if blocked is not None:
        return blocked
    if _names_something_else(words, types, candidate) or _follows_title(words, types, candidate):
        return "none"
    if _holds_office(words, types, candidate) or _is_compounded(words, candidate) or _is_quoted(words, candidate):
        return "none"
    if prep == OF_PLACE or _has_direction(words, types, candidate) or prep in types.place_only_prepositions:
        owns = _possesses(words, candidate)
        town = place is not None and place.kind == "city"
        return "place" if not owns or (town and _owns_part(words, types, candidate)) else "none"
    if acts:
        return _country_usage(words, types, candidate, prep, is_country=is_country)
    return "place" if not _says(words, types, candidate) else "actor"


def _blocked(
    words: Words, types: PlaceTypes, candidate: Candidate, prep: str | None, place: Place | None
) -> Usage | None:
    entity = words.entity[candidate.first]
    if entity is None or entity.label not in ("PER", "ORG"):
        return None
    larger = entity.first < candidate.first or entity.last > candidate.last
    if larger and not _only_place_words_beside(words, types, candidate, entity.first, entity.last):
        return "none"
    if prep in types.place_only_prepositions or prep == OF_PLACE:
        return None
    if not larger and (_is_gone_to(words, types, candidate, prep) or _is_taken_town(words, types, candidate, place)):
        return None
    return "none" if entity.label == "PER" else "actor"


def _is_gone_to(words: Words, types: PlaceTypes, candidate: Candidate, prep: str | None) -> bool:
    """Whether a city that everybody knows is what one goes to or besieges, though the reader takes it for somebody.

    A name that the text also gives to a person ("Maria Medina") is left to that person.
    """
    known = candidate.senses[0].place if candidate.senses else None
    if known is None or known.kind != "city" or (known.population or 0) < _WELL_KNOWN:
        return False
    one_word = candidate.first == candidate.last
    if words.is_of_person(candidate.first, candidate.last) or (
        one_word and words.lower[candidate.first] in types.never
    ):
        return False
    root = words.root(candidate.first, candidate.last)
    verb = root.head.lemma_.lower()
    if prep in {"to", "from", "toward", "towards"}:
        return verb in types.motion_verbs or root.head.lower_ in types.motion_nouns
    gone_to = root.dep_ in {"obj", "nsubj:pass"} and (verb in types.reaching_verbs or verb in types.besieging_verbs)
    return gone_to or _is_struck(types, root)


def _is_struck(types: PlaceTypes, root: Token) -> bool:
    """Whether a missile, an aircraft or a storm hits it: "rockets hit Arden", "Arden was struck by drones"."""
    if root.dep_ not in {"obj", "nsubj:pass"} or root.head.lemma_.lower() not in types.striking_verbs:
        return False
    role = "nsubj" if root.dep_ == "obj" else "obl:agent"
    return any(child.dep_ == role and child.lemma_.lower() in types.strikers for child in root.head.children)


def _is_taken_town(words: Words, types: PlaceTypes, candidate: Candidate, place: Place | None) -> bool:
    """Whether a town is taken or entered that the reader takes for a person, where the text names no such person."""
    if place is None or place.kind != "city" or words.is_of_person(candidate.first, candidate.last):
        return False
    return is_taken(words, types, candidate)


def is_taken(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether a name is the object of a verb that tells of towns: "entered Arden", "Arden was shelled"."""
    root = words.root(candidate.first, candidate.last)
    root = root.head if root.dep_ == "conj" else root
    verb = root.head.lemma_.lower()
    taken = verb in types.besieging_verbs or (verb in types.reaching_verbs and verb not in _ALSO_OF_PEOPLE)
    return taken and root.dep_ in {"obj", "nsubj:pass"}


def names_person(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether a name is half of somebody's: "Jordan Austin, 42,", "Sydney London, who", "to succeed Jordan Austin"."""
    if candidate.first != candidate.last:
        return False
    at = candidate.first
    for first in (at - 1, at):
        last = first + 1
        run = [i for i in range(first - 1, last + 2) if words.together(at, i) and _is_part_of_name(words, types, i)]
        if run == [first, last] and (is_told_as_person(words, last) or _comes_after(words, first)):
            return True
    return False


def _is_part_of_name(words: Words, types: PlaceTypes, i: int) -> bool:
    lower = words.lower[i]
    written = words.pos[i] == "PROPN" and words.text[i][0].isupper() and not words.capitals[i]
    return written and lower not in types.heads and lower not in types.directions


def is_told_as_person(words: Words, last: int) -> bool:
    """Whether an age, "who" or a succession follows a name."""
    after = [words.lower[i] if words.together(last, i) else "" for i in range(last + 1, last + 4)]
    aged = after[0] == "," and after[1].isdecimal() and 10 <= int(after[1]) <= 110 and after[2] in {",", "."}
    return aged or "who" in after[: 2 if after[0] == "," else 1] or (after[0] == "to" and after[1] in _SUCCEEDING)


def _comes_after(words: Words, first: int) -> bool:
    """Whether somebody succeeds the one that a name is of."""
    return words.together(first, first - 1) and words.lower[first - 1] in _SUCCEEDING


_SUCCEEDING = words("places", "verbs-of-succession")


def _only_place_words_beside(words: Words, types: PlaceTypes, candidate: Candidate, first: int, last: int) -> bool:
    beside = [*range(first, candidate.first), *range(candidate.last + 1, last + 1)]
    return all(
        words.lower[i] in types.directions or words.lower[i] in _SKIPPED or words.lower[i] == "of" for i in beside
    )


def _names_something_else(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether the name is part of another: "Arden Post", "Bank of Arden", "Arden Salvation Army", "Arden time"."""
    if opens_organisation(words, types, candidate) or _is_named_after(words, types, candidate):
        return True
    after, before = candidate.last + 1, candidate.first - 1
    plain = not words.capitals[candidate.first] and not words.title_case[candidate.first]
    if words.together(candidate.first, after) and plain and words.text[after][0].isupper():
        if words.lower[after] in types.organisation_heads:
            return True
        if words.label(after) in ("ORG", "PER") and words.entity[after] == words.entity[candidate.first]:
            return True
        other = words.pos[after] == "PROPN" and words.lower[after] not in types.heads and words.text[after].isalpha()
        if other and not candidate.is_entity and words.entity[after] is None:
            return True
    if words.together(candidate.first, before - 1) and words.lower[before] == "of" and plain:
        head = words.text[before - 1]
        return (
            head[0].isupper()
            and head.lower() not in types.heads
            and head.lower() not in types.place_nouns_of
            and words.sentence[before - 1] == words.sentence[max(before - 2, 0)]
        )
    return False


def _tells_the_hour(words: Words, candidate: Candidate) -> bool:
    """Whether a clock goes by the place: "at 4 p.m. Arden time", "at 0400 (Arden time)"."""
    before, after = candidate.first - 1, candidate.last + 1
    if not words.together(before, after) or words.lower[after] != "time":
        return False
    before -= words.text[before] == "("
    return before >= 0 and (words.lower[before] in _HOURS or words.text[before][-1].isdecimal())


_HOURS = words("places", "words-of-the-hour")


def _is_named_after(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether an agreement, a conference or a time is named after the place: "the Arden accords"."""
    after = candidate.last + 1
    named = words.together(candidate.first, after) and words.lower[after] in types.document_heads
    return named or _tells_the_hour(words, candidate)


def opens_organisation(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether a name completes one like "Islamic State of Arden"; "the army in Arden" is none."""
    first = candidate.first
    for length in (2, 3):
        start = first - length - (words.lower[first - 1] == "the") if first else -1
        if start >= 0 and words.together(first, start):
            before = [i for i in range(start, first) if words.lower[i] != "the"]
            opened = " ".join(words.lower[i] for i in before)
            if opened in types.organisation_openers and (len(before) > 2 or words.text[before[0]][0].isupper()):
                return not (length == 2 and opened == "state of" and words.lower[max(start - 1, 0)] == "the")
    return False


def _follows_title(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    before = candidate.first - 1
    if not words.together(candidate.first, before):
        return False
    lower = words.lower[before].rstrip(".")
    if lower in types.title_nouns:
        return True
    name_before = (
        is_name(words, before)
        and not words.capitals[before]
        and not words.title_case[before]
        and words.pos[before] == "PROPN"
        and lower not in types.directions
        and lower not in types.heads
    )
    return name_before and not candidate.is_entity and words.label(before) in ("PER", "ORG", "")


def _has_direction(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    before = candidate.first - 1
    return words.together(candidate.first, before) and words.lower[before] in types.directions


def _possesses(words: Words, candidate: Candidate) -> bool:
    after = candidate.last + 1
    return words.together(candidate.first, after) and words.lower[after] in POSSESSIVE


def _owns_part(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether a part of the town follows: "in Arden's old market district"."""
    start = candidate.last + 2
    for i in range(start, start + _OWNED):
        if not words.together(candidate.last, i) or words.pos[i] not in ("ADJ", "NOUN", "PROPN", "PUNCT"):
            return False
        if words.lower[i] in types.heads:
            return words.pos[i] == "NOUN" or words.text[i][0].isupper()
    return False


_OWNED = 6  # tokens


def _holds_office(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether the name says where somebody holds office: "the Vermont senator", "Indiana Gov. Doe"."""
    after = candidate.last + 1
    return words.together(candidate.first, after) and words.lower[after].rstrip(".") in types.office_heads


def _is_compounded(words: Words, candidate: Candidate) -> bool:
    """Part of a word with a hyphen: "the Iran-Iraq War", "Syria-based"."""
    first, last = candidate.first, candidate.last
    ahead = last + 1 < len(words) and words.text[last + 1] in ("-", "–") and words.end[last] == words.start[last + 1]
    behind = first > 0 and words.text[first - 1] in ("-", "–") and words.end[first - 1] == words.start[first]
    return ahead or behind


def _is_quoted(words: Words, candidate: Candidate) -> bool:
    """In quotation marks by itself: what something else is called (operation "Arden")."""
    first, last = candidate.first, candidate.last
    ends = [words.text[i] for i in range(last + 1, min(last + 3, len(words)))]
    closed = bool(ends) and (ends[0] in _QUOTES or (ends[0] in (",", ".") and ends[-1] in _QUOTES))
    return closed and first > 0 and words.text[first - 1] in _QUOTES


def _says(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    root = words.root(candidate.first, candidate.last)
    return root.dep_ in ("nsubj", "obl:agent") and root.head.lemma_.lower() in types.say_verbs


def _country_usage(
    words: Words, types: PlaceTypes, candidate: Candidate, prep: str | None, *, is_country: bool
) -> Usage:
    root = words.root(candidate.first, candidate.last)
    if _heads_actor(words, types, candidate):
        return "place" if not is_country and words.lower[candidate.last + 1] in types.gatherings else "actor"
    if prep in ("to", "toward", "towards"):
        moved = (root.head.head if root.dep_ == "conj" else root.head, root.head)
        moving = any(t.lemma_.lower() in types.motion_verbs or t.lower_ in types.motion_nouns for t in moved)
        moving = moving or (candidate.first > 1 and words.lower[candidate.first - 2] in types.motion_nouns)
        bound = prep != "to" and root.head.pos_ == "VERB" and root.head.lemma_.lower() not in types.attitude_verbs
        return "place" if moving or bound else "actor"
    if prep in _LOCAL or (prep is not None and prep.endswith(" of")) or stands_alone(words, candidate):
        return "place"
    if root.dep_ in _ACTING:
        verb = root.head.lemma_.lower()
        taken = not is_country and root.dep_ in {"obj", "nsubj:pass"} and verb in types.besieging_verbs
        taken = taken or (not is_country and _is_struck(types, root))
        return "place" if taken or (root.dep_ == "obj" and verb in types.reaching_verbs) else "actor"
    return "actor" if is_country or prep is not None or root.dep_ in ("nmod", "obl", "conj", "nmod:poss") else "place"


def _heads_actor(words: Words, types: PlaceTypes, candidate: Candidate) -> bool:
    """Whether those who act follow: "Arden's …", "the Arden government"."""
    after = candidate.last + 1
    if not words.together(candidate.first, after):
        return False
    return words.lower[after] in POSSESSIVE or words.lower[after] in types.actor_heads or words.text[after] == "/"


def stands_alone(words: Words, candidate: Candidate) -> bool:
    """A heading of nothing but the name."""
    first, last = candidate.first, candidate.last
    return not words.together(first, first - 1) and all(
        not words.together(last, i) or not words.text[i].strip(" .:\n-–—")
        for i in range(last + 1, min(last + 4, len(words)))
    )
