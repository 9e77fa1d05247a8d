"""Names in a text: lexicon entries, the reader's entities and runs of proper nouns each vote for a span and a kind.

A lexicon entry wins over an entity of the same or a smaller span; an entity that is longer wins over the state names
inside it ("Bank of England"), and a person over one inside the name ("Michael Jordan"). A run of proper nouns that
nothing else covers is a name only where its own words or its neighbours say what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.extract.actors.common_names import without_namesakes
from pipelines.extract.actors.lexicon import ActorLexicon, Form, pieces_of
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.spelled_out import with_spelled_out
from pipelines.extract.parsed_tokens import Tokens

MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "flat"})
_INSIDE_RUN = frozenset(
    {"of", "de", "del", "la", "el", "al", "ul", "bin", "ibn", "-", "'", "e", "i", "y", "da", "dos", "van", "von", "and"}
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,7}(?:-[A-Z0-9]{1,4})?$")
_BREAK = "\n"


def find_names(
    tokens: Tokens, lexicon: ActorLexicon, places: frozenset[tuple[int, int]], countries: Iterable[str] = ()
) -> list[Name]:
    """All names of a document in order, none overlapping.

    `places`: token spans that the gazetteer of places claims; `countries`: the states that those places lie in.
    """
    known = _lexicon_names(tokens, lexicon)
    spans = _with_entities(tokens, lexicon, known, places)
    covered = bytearray(tokens.n)
    for name in spans:
        covered[name.start : name.end] = b"\1" * (name.end - name.start)
    spans.extend(_runs(tokens, lexicon, covered))
    spans = without_namesakes(tokens, lexicon, sorted(spans, key=lambda name: name.start), countries)
    names = _full_names(tokens, lexicon, spans)
    return with_spelled_out(tokens, names)


def _full_names(tokens: Tokens, lexicon: ActorLexicon, names: list[Name]) -> list[Name]:
    """Organizations with the rest of their names: numbers and owners before, "of" and a place behind."""
    at = {i: number for number, name in enumerate(names) for i in range(name.start, name.end)}
    swallowed: set[int] = set()
    out: list[Name] = []
    for number, name in enumerate(names):
        if number in swallowed:
            continue
        if name.kind != "org":
            out.append(name)
            continue
        start = _name_start(tokens, at, name)
        end, following = _name_end(tokens, lexicon, names, at, name)
        if following is not None:
            swallowed.add(following)
        out.append(Name(start, end, tokens.root(start, end), "org"))
    return out


def _name_start(tokens: Tokens, at: dict[int, int], name: Name) -> int:
    start = name.start
    floor = tokens.bounds[tokens.sent[start]][0]
    mixed = tokens.caps[tokens.sent[start]] == "mixed"
    while start > floor and start - 1 not in at:
        word = tokens.text[start - 1]
        if tokens.low[start - 1] in {"'s", "'"} and start - 2 >= floor and start - 2 not in at:
            owner = tokens.text[start - 2]
            if not (mixed and owner[:1].isupper() and start - 2 > floor):
                break
            start -= 2
        elif (word[:1].isdigit() and word[-2:].lower() in _ORDINAL_ENDS) or (
            mixed and tokens.pos[start - 1] == "PROPN" and word[:1].isupper()
        ):
            start -= 1
        else:
            break
    return start


_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th", "3d", "2d"})


def _name_end(
    tokens: Tokens, lexicon: ActorLexicon, names: list[Name], at: dict[int, int], name: Name
) -> tuple[int, int | None]:
    end = name.end
    if (
        end + 1 >= tokens.n
        or tokens.low[end] != "of"
        or end + 1 not in at
        or tokens.sent[end + 1] != tokens.sent[name.start]
    ):
        return end, None
    following = names[at[end + 1]]
    cue = tokens.low[end - 1] in lexicon.name_cues
    if not cue or following.kind not in {"place", "state", "org"} or tokens.caps[tokens.sent[end]] == "upper":
        return end, None
    return following.end, at[end + 1]


def _lexicon_names(tokens: Tokens, lexicon: ActorLexicon) -> list[Name]:
    pieces, owner = _pieces(tokens)
    labels = _entity_labels(tokens)
    names: list[Name] = []
    k = 0
    while k < len(pieces):
        best: tuple[int, Name] | None = None
        if k == 0 or owner[k] != owner[k - 1]:
            for end, forms in lexicon.matches(pieces, k):
                if owner[end] == owner[end - 1]:
                    continue
                found = _accepted(tokens, forms, owner[k], owner[end - 1] + 1, labels)
                best = (end, found) if found else best
        if best:
            names.append(best[1])
        k = best[0] if best else k + 1
    return names


def _pieces(tokens: Tokens) -> tuple[list[str], list[int]]:
    pieces: list[str] = []
    owner: list[int] = []
    for number, (start, end) in enumerate(tokens.bounds):
        if tokens.silent[number]:
            continue
        for i in range(start, end):
            low = tokens.low[i]
            for piece in [low] if low.isascii() and low.isalnum() else pieces_of(low):
                pieces.append(piece)
                owner.append(i)
        pieces.append(_BREAK)
        owner.append(-1 - number)
    return pieces, owner


def _entity_labels(tokens: Tokens) -> list[str]:
    labels = [""] * tokens.n
    for start, end, label in tokens.ents:
        labels[start:end] = [label] * (end - start)
    return labels


def _accepted(tokens: Tokens, forms: list[Form], start: int, end: int, labels: list[str]) -> Name | None:
    good = [form for form in forms if _written_as(tokens, form, start, end, labels)]
    if not good:
        return None
    root = tokens.root(start, end)
    form = _reading_of(tokens, good, root)
    kind = {"name": "state"}.get(form.kind, form.kind)
    return Name(start, end, root, kind, form.key)


def _written_as(tokens: Tokens, form: Form, start: int, end: int, labels: list[str]) -> bool:
    """Whether the text writes a form as a name: acronyms in capitals, names with one, doubtful words so tagged."""
    caps = tokens.caps[tokens.sent[start]]
    proper = any(tokens.pos[i] == "PROPN" for i in range(start, end))
    labelled = any(labels[i] for i in range(start, end))
    if caps == "upper":
        likely = proper and (labelled or form.acronym) and form.text.lower() not in _NEVER_IN_CAPITALS
        return not form.ambiguous or likely
    if caps == "lower":
        return proper if form.ambiguous or (form.acronym and len(form.text) < 4) else True
    text = "".join(tokens.text[start:end])
    if (form.acronym and not _acronym_like(text, form)) or (form.capital and not any(c.isupper() for c in text)):
        return False
    if form.kind == "named" and end - start > 1 and _falls_apart(tokens, form, start, end):
        return False
    described = form.kind == "adjective" and tokens.pos[end - 1] == "ADJ"
    if form.ambiguous and end - start == 1 and not form.acronym and not described:
        first = start == tokens.bounds[tokens.sent[start]][0]
        return proper and (labelled or not (first or caps == "title"))
    return True


def _falls_apart(tokens: Tokens, form: Form, start: int, end: int) -> bool:
    """Whether a name's last word, in small letters against the lexicon's, is an adverb of the clause ("Iran today")."""
    last = end - 1
    if not tokens.text[last].islower() or form.text.split()[-1].islower():
        return False
    return tokens.dep[last] in {"advmod", "obl", "obl:unmarked", "obl:tmod", "nmod:unmarked"}


_NEVER_IN_CAPITALS = frozenset({"us", "who", "is", "it", "act", "so", "do", "an", "up", "let", "far", "cd"})


def _acronym_like(text: str, form: Form) -> bool:
    letters = [c for c in text if c.isalpha()]
    if sum(c.isupper() for c in letters) > len(letters) / 2:
        return True
    return len(letters) > 3 and text[0].isupper() and not form.ambiguous


def _reading_of(tokens: Tokens, forms: list[Form], root: int) -> Form:
    """Among the forms of one spelling: the adjective before a noun, else the name, else the people."""
    modifier = tokens.dep[root] in {"amod", "compound", "nmod:desc"} or tokens.pos[root] == "ADJ"
    order = _AS_MODIFIER if modifier else _AS_HEAD
    return min(forms, key=lambda form: order.index(form.kind))


_AS_MODIFIER = ("adjective", "folk", "name", "named", "people", "capital", "person")
_AS_HEAD = ("name", "named", "people", "capital", "adjective", "folk", "person")


def _with_entities(
    tokens: Tokens, lexicon: ActorLexicon, known: list[Name], places: frozenset[tuple[int, int]]
) -> list[Name]:
    """Settle every entity of the reader with the lexicon's names that it overlaps."""
    at: dict[int, int] = {i: number for number, name in enumerate(known) for i in range(name.start, name.end)}
    dropped: set[int] = set()
    out: list[Name] = []
    for entity_start, entity_end, label in tokens.ents:
        if tokens.silent[tokens.sent[entity_start]] or label not in {"PER", "ORG", "LOC", "MISC"}:
            continue
        start, end = _trimmed(tokens, lexicon, entity_start, entity_end)
        if label == "PER" and start < end:
            start = _without_titles(tokens, lexicon, start, end)
            end = _with_suffix(tokens, _with_nickname(tokens, end))
        if start >= end:
            continue
        inside = sorted({at[i] for i in range(start, end) if i in at})
        kept = [known[number] for number in inside if number not in dropped]
        name = _settled(tokens, lexicon, (start, end, label), kept, places)
        if name:
            out.append(name)
            dropped.update(n for n in inside if name.start < known[n].end and known[n].start < name.end)
    return out + [name for number, name in enumerate(known) if number not in dropped]


def _without_titles(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> int:
    """Where a person's name starts behind the titles that the reader took for a part of it."""
    floor = max(tokens.bounds[tokens.sent[start]][0], start - 4)
    for stop in range(end, start, -1):
        for left in range(floor, min(stop, start + 3 if stop < end else start + 1)):
            if tokens.join(left, stop).replace(" - ", "-") in lexicon.titles:
                return stop
    limit = min(tokens.bounds[tokens.sent[start]][1], end + 3)
    longer = (tokens.join(left, right) for left in range(floor, start + 1) for right in range(end + 1, limit + 1))
    return end if any(phrase.replace(" - ", "-") in lexicon.titles for phrase in longer) else start


def _with_nickname(tokens: Tokens, end: int) -> int:
    """The end of a name that a nickname in quotation marks divides: `Maria "Lola" Perez`."""
    quotes = {'"', "“", "”", "'", "‘", "’", "``", "''"}
    limit = min(tokens.n, end + 4)
    for close in range(end + 2, limit):
        if tokens.text[end] in quotes and tokens.text[close] in quotes and close + 1 < tokens.n:
            following = close + 1
            return following + 1 if tokens.pos[following] == "PROPN" and tokens.text[following][:1].isupper() else end
    return end


def _with_suffix(tokens: Tokens, end: int) -> int:
    """The end of a name with its "Jr." or "III"."""
    comma = end + 1 < tokens.n and tokens.low[end] == ","
    at = end + 1 if comma else end
    return (
        at + 1
        if at < tokens.n and tokens.low[at].rstrip(".") in NAME_SUFFIXES and tokens.text[at][0].isupper()
        else end
    )


NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def _trimmed(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> tuple[int, int]:
    """An entity without determiners, titles, possessive marks, punctuation and common nouns at its ends."""
    while start < end and (
        tokens.pos[start] in {"DET", "PUNCT", "SPACE", "ADP"} or tokens.low[start] in {"mr.", "mrs.", "mr", "mrs"}
    ):
        start += 1
    while start < end and (tokens.pos[end - 1] in {"PUNCT", "SPACE", "PART"} and tokens.text[end - 1] != "."):
        end -= 1
    while end - start > 1 and (tokens.low[end - 1] in _DAYS or _common(tokens, lexicon, end - 1)):
        end -= 1
    return (start, end) if _looks_like_name(tokens, start, end) else (start, start)


def _common(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """Whether a word in small letters is a noun for people ("Hutu rebel") and so ends no name."""
    return tokens.text[i].islower() and tokens.pos[i] in {"NOUN", "ADJ"} and tokens.lemma[i] in lexicon.agents


def _looks_like_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the text writes an entity as a name: capitals where it uses them, not only that of a sentence's start."""
    if start >= end or tokens.caps[tokens.sent[start]] != "mixed":
        return start < end
    if end - start == 1 and start == tokens.bounds[tokens.sent[start]][0] and tokens.pos[start] != "PROPN":
        return False
    return any(c.isupper() for i in range(start, end) for c in tokens.text[i])


_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})


def _settled(
    tokens: Tokens,
    lexicon: ActorLexicon,
    entity: tuple[int, int, str],
    inside: list[Name],
    places: frozenset[tuple[int, int]],
) -> Name | None:
    """What an entity of the reader is a name of, given the lexicon's names inside it; None where those say more."""
    start, end, label = entity
    span = (start, end)
    whole = any(name.start <= start and end <= name.end for name in inside)
    if whole or (tokens.low[start] in lexicon.words["not_names"] and end - start == 1):
        return None
    root = tokens.root(start, end)
    if label == "PER":
        return _person_entity(tokens, lexicon, span, inside, places)
    if label == "ORG":
        if _is_state_organ(tokens, lexicon, start, end, inside):
            return None
        if any(name.kind == "named" and name.start == start for name in inside):
            return None
        kind = "place" if span in places and not inside else "org"
        return Name(start, end, root, "person" if _titled(tokens, lexicon, start, end, inside) else kind)
    return Name(start, end, root, "place") if label == "LOC" and not inside else None


def _titled(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int, inside: list[Name]) -> bool:
    """Whether an organization of the reader is a person by the title before it ("dissident Ana Paz")."""
    words = tokens.text[start:end]
    plain = not inside and end - start <= 4 and not any(word.isupper() and len(word) > 1 for word in words)
    cued = any(tokens.lemma[i] in lexicon.name_cues for i in range(start, end))
    return plain and not cued and tokens.text[start][:1].isupper() and _behind_title(tokens, lexicon, start)


def _person_entity(
    tokens: Tokens, lexicon: ActorLexicon, span: tuple[int, int], inside: list[Name], places: frozenset[tuple[int, int]]
) -> Name | None:
    start, end = span
    root = tokens.root(start, end)
    last = tokens.lemma[end - 1]
    if last in lexicon.name_cues or _modifies_group(tokens, root):
        return Name(start, end, root, "org")
    if last in lexicon.agents:
        return None
    if span in places and end - start == 1:
        return Name(start, end, root, "place")
    first = inside[0] if inside and inside[0].start == start else None
    if first and first.kind in {"adjective", "state", "folk", "named"} and not _is_given_name(tokens, first, end):
        start = first.end
    if not _looks_like_name(tokens, start, end) or any(name.kind == "named" and name.start >= start for name in inside):
        return None
    return Name(start, end, tokens.root(start, end), "person")


_GROUPS = frozenset(
    [
        "group",
        "organization",
        "organisation",
        "movement",
        "militia",
        "faction",
        "network",
        "cartel",
        "gang",
        "company",
        "firm",
        "newspaper",
        "agency",
        "tribe",
        "clan",
        "magazine",
        "airline",
        "charity",
    ]
)


def _modifies_group(tokens: Tokens, root: int) -> bool:
    """Whether a name stands before a noun for a body ("the Nur militant group") and so is not a person's."""
    return tokens.dep[root] in {"compound", "amod", "nmod:desc"} and tokens.lemma[tokens.head[root]] in _GROUPS


def _is_state_organ(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int, inside: list[Name]) -> bool:
    """Whether an entity is a state's name and an organ's common name ("Government of Peru", "Peruvian Air Force")."""
    states = {
        i for name in inside if name.kind in {"state", "adjective", "capital"} for i in range(name.start, name.end)
    }
    if not states:
        return False
    rest = [i for i in range(start, end) if i not in states and tokens.low[i] not in {"the", "'s", "'"}]
    while rest and tokens.low[rest[-1]] == "of":
        rest.pop()
    while rest and tokens.low[rest[0]] == "of":
        rest.pop(0)
    words = [*(tokens.low[i] for i in rest[:-1]), *(tokens.lemma[i] for i in rest[-1:])]
    return " ".join(words) in lexicon.organs or tokens.join(rest[0], rest[-1] + 1) in lexicon.organs if rest else False


def _is_given_name(tokens: Tokens, name: Name, end: int) -> bool:
    """Whether a state's name begins a person's ("Jordan Smith"): the following words continue it as one name."""
    return name.kind == "state" and end - name.end >= 1 and all(tokens.dep[i] == "flat" for i in range(name.end, end))


def _runs(tokens: Tokens, lexicon: ActorLexicon, covered: bytearray) -> list[Name]:
    """Runs of proper nouns that no other vote covers and whose words or place say that they name somebody."""
    out: list[Name] = []
    i = 0
    while i < tokens.n:
        if not _starts_run(tokens, covered, i):
            i += 1
            continue
        end = i + 1
        while (
            end < tokens.n
            and not covered[end]
            and tokens.sent[end] == tokens.sent[i]
            and _continues(tokens, covered, end)
        ):
            end += 1
        while end > i + 1 and tokens.pos[end - 1] != "PROPN":
            end -= 1
        kind = _run_kind(tokens, lexicon, i, end)
        if kind:
            out.append(Name(i, end, tokens.root(i, end), kind))
        i = end
    return out


def _starts_run(tokens: Tokens, covered: bytearray, i: int) -> bool:
    return (
        not covered[i]
        and tokens.pos[i] == "PROPN"
        and tokens.text[i][:1].isupper()
        and not tokens.silent[tokens.sent[i]]
        and tokens.caps[tokens.sent[i]] in {"mixed", "upper"}
    )


def _behind_title(tokens: Tokens, lexicon: ActorLexicon, start: int) -> bool:
    """Whether a title that only persons bear stands right before a token."""
    before = start - 1
    if before < tokens.bounds[tokens.sent[start]][0]:
        return False
    group = lexicon.titles.get(tokens.low[before])
    return group is not None and tokens.dep[start] != "nmod:poss" and tokens.pos[before] in {"PROPN", "NOUN"}


def _continues(tokens: Tokens, covered: bytearray, i: int) -> bool:
    if tokens.pos[i] == "PROPN":
        return True
    after = i + 1
    return (
        tokens.low[i] in _INSIDE_RUN - {"and"}
        and after < tokens.n
        and not covered[after]
        and tokens.pos[after] == "PROPN"
        and tokens.text[after][:1].isupper()
    )


def _run_kind(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> str:
    words = [tokens.low[i] for i in range(start, end)]
    phrase = tokens.join(start, end)
    common = phrase in lexicon.titles or phrase in lexicon.organs or phrase in lexicon.agents
    if common or all(word in lexicon.words["not_names"] for word in words):
        return ""
    title_alone = end - start == 1 and words[0] in lexicon.titles
    if end - start <= 4 and not title_alone and _behind_title(tokens, lexicon, start):
        return "person"
    if tokens.caps[tokens.sent[start]] == "upper":
        return ""
    if words[-1] in lexicon.name_cues or tokens.lemma[end - 1] in lexicon.name_cues or _cued_of(lexicon, words):
        return "org"
    return _acting_run(tokens, lexicon, start, end)


def _acting_run(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> str:
    """The kind of a run that only its part in the clause shows to be somebody's name."""
    root = tokens.root(start, end)
    dep = tokens.dep[root]
    says = dep == "nsubj" and tokens.lemma[tokens.head[root]] in lexicon.words["speech_verbs"]
    if end - start == 1 and _ACRONYM.match(tokens.text[start]):
        return "org" if says or dep in {"nsubj", "obl:agent", "nmod:poss", "nsubj:pass"} else ""
    return (
        "person" if says and 2 <= end - start <= 4 and all(tokens.low[i].isalpha() for i in range(start, end)) else ""
    )


def _cued_of(lexicon: ActorLexicon, words: list[str]) -> bool:
    """Whether the word before "of" says what a name is ("University of …", "Ministry of …")."""
    return "of" in words[1:] and words[words.index("of", 1) - 1] in lexicon.name_cues
