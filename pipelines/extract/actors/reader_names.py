"""Names that the reader found: their extent and kind, settled with what the lexicon says of the same words."""

from __future__ import annotations

from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.name_runs import behind_title, is_currency, is_tie
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.parsed_tokens import Tokens, singular
from pipelines.extract.times.vocabulary import MONTHS, WEEKDAYS
from pipelines.lexicon import words


def with_entities(
    tokens: Tokens, lexicon: ActorLexicon, known: list[Name], places: frozenset[tuple[int, int]]
) -> list[Name]:
    """Settle every entity of the reader with the lexicon's names that it overlaps."""
    at: dict[int, int] = {i: number for number, name in enumerate(known) for i in range(name.start, name.end)}
    dropped: set[int] = set()
    out: list[Name] = []
    ships = _ships(tokens, lexicon)
    places = places | _places_again(tokens, lexicon, places)
    surnames = {tokens.text[end - 1] for start, end, label in tokens.ents if label == "PER" and end - start > 1}
    for entity_start, entity_end, label in tokens.ents:
        if tokens.silent[tokens.sent[entity_start]] or label not in {"PER", "ORG", "LOC", "MISC"}:
            continue
        if out and entity_start < out[-1].end:
            continue
        start, end = _trimmed(tokens, lexicon, entity_start, entity_end)
        if _prefix_at(tokens, lexicon, start) or tokens.join(start, end) in ships:
            continue
        if label == "PER" and start < end:
            start = _without_titles(tokens, lexicon, start, end)
            first = min(start, end - 1)
            of_place = tokens.low[first] == "of" and end - start <= _TITLE_END
            if tokens.pos[first] == "ADP" and (tokens.text[first].islower() or of_place):
                continue
            if start == end:  # titles alone
                continue
            end = _with_suffix(tokens, _with_nickname(tokens, _with_surname(tokens, start, end, at)))
        if start >= end:
            continue
        inside = sorted({at[i] for i in range(start, end) if i in at})
        kept = [known[number] for number in inside if number not in dropped]
        again = label == "LOC" and (start, end) not in places and tokens.text[start] in surnames and end == start + 1
        name = _settled(tokens, lexicon, (start, end, "PER" if again else label), kept, places)
        if name:
            out.append(name)
            dropped.update(n for n in inside if name.start < known[n].end and known[n].start < name.end)
    return out + [name for number, name in enumerate(known) if number not in dropped]


_TITLE_END = 3
"""Words of the longest rest of a title that the reader takes for a name: "OF THE REPUBLIC"."""


def _places_again(
    tokens: Tokens, lexicon: ActorLexicon, places: frozenset[tuple[int, int]]
) -> frozenset[tuple[int, int]]:
    """Where one word that names a place elsewhere in the text stands again, unless it is somebody's surname."""
    known = {tokens.text[end - 1] for start, end in places if end - start == 1 or tokens.low[end - 2] == "of"}
    people = [(start, end) for start, end, label in tokens.ents if label == "PER"]
    for start, end in people:
        surnames = range(start if behind_title(tokens, lexicon, start) else start + 1, end)
        known -= {tokens.text[i] for i in surnames}  # also the father's, as in "Ana Lima Paz"
    return frozenset((i, i + 1) for i, text in enumerate(tokens.text) if text in known)


def _prefix_at(tokens: Tokens, lexicon: ActorLexicon, start: int) -> bool:
    """Whether the word at or right before a name says that it is a ship's or storm's ("HMS Arden", "Hurricane Ada")."""
    return any(
        (tokens.text[i].isupper() and tokens.low[i] in lexicon.words["ship_prefixes"])
        or (tokens.text[i][:1].isupper() and tokens.low[i] in _STORMS)
        for i in (start - 1, start)
        if 0 <= i < tokens.n and tokens.sent[i] == tokens.sent[min(start, tokens.n - 1)]
    )


_STORMS = words("shared", "storms")


def _ships(tokens: Tokens, lexicon: ActorLexicon) -> frozenset[str]:
    """The names that a text gives to ships and storms, so that "Arden sailed" behind "HMS Arden" is no person."""
    spans = [(start, end) for start, end, _ in tokens.ents if _prefix_at(tokens, lexicon, start)]
    prefixes = lexicon.words["ship_prefixes"] | _STORMS
    bare = ((start + 1 if tokens.low[start] in prefixes else start, end) for start, end in spans)
    return frozenset(tokens.join(start, end) for start, end in bare if start < end)


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


def _with_surname(tokens: Tokens, start: int, end: int, known: dict[int, int]) -> int:
    """The end of a name whose rest the reader left out, though the parse and its capital make it part of the name."""
    mixed = tokens.caps[tokens.sent[start]] == "mixed"
    limit = min(tokens.bounds[tokens.sent[start]][1], end + 3)
    while (
        mixed
        and end < limit
        and end not in known
        and (tokens.pos[end], tokens.dep[end]) == ("PROPN", "flat")
        and start <= tokens.head[end] < end
        and tokens.text[end][:1].isupper()
    ):
        end += 1
    if mixed and end + 1 < limit and end not in known and _hyphened(tokens, end):
        end += 2
    return end


def _hyphened(tokens: Tokens, i: int) -> bool:
    """Whether a hyphen at a token joins the word behind it to a name without a gap ("Ana Fils-Roux")."""
    joined = tokens.low[i] == "-" and tokens.idx[i] == tokens.end[i - 1] and tokens.idx[i + 1] == tokens.end[i]
    return joined and tokens.pos[i + 1] == "PROPN" and tokens.text[i + 1][:1].isupper()


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


NAME_SUFFIXES = words("actors", "name-suffixes")


def _trimmed(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> tuple[int, int]:
    """An entity without determiners, titles, possessive marks, punctuation and common nouns at its ends."""
    mixed = start < tokens.n and tokens.caps[tokens.sent[start]] == "mixed"
    if end - start > 1 and tokens.low[start] in MONTHS and start and tokens.low[start - 1] in _BEFORE_MONTHS:
        start += 1
    while start < end and (
        tokens.pos[start] in {"DET", "PUNCT", "SPACE", "ADP"}
        or tokens.low[start] in {"mr.", "mrs.", "mr", "mrs", "h.e.", "h.e", "ngo", "ngos"}
        or is_tie(tokens.low[start])
        or (mixed and tokens.text[start].islower() and tokens.pos[start] in {"NOUN", "ADJ"})
    ):
        start += 1
    if end - start > 3 and tokens.low[start + 1] in {"of", "from"} and _many(tokens, lexicon, start):
        start += 3 if tokens.low[start + 2] == "the" else 2
    while start < end and (tokens.pos[end - 1] in {"PUNCT", "SPACE", "PART"} and tokens.text[end - 1] != "."):
        end -= 1
    while end - start > 1 and (tokens.low[end - 1] in _DAYS or _common(tokens, lexicon, end - 1)):
        end -= 1
    start = _after_noun(tokens, lexicon, start, end) if mixed else start
    return (start, end) if _looks_like_name(tokens, start, end) else (start, start)


def _after_noun(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int) -> int:
    """Where the name behind a common noun begins: "West African bloc | ECOWAS"."""
    for i in range(start, end - 1):
        noun = tokens.tag[i] == "NN" or tokens.low[i] in lexicon.agents
        if noun and tokens.text[i].islower() and tokens.text[i + 1][:1].isupper():
            return i + 1
    return start


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


_BEFORE_MONTHS = words("actors", "words-before-months")
_DAYS = frozenset({*WEEKDAYS, "today", "yesterday"})


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
    whole = whole or (not inside and _modifies_kit(tokens, tokens.root(start, end)))
    whole = whole or tokens.low[end - 1] in _PAPERS or is_currency(tokens, start, end)
    if whole or (end - start == 1 and _is_no_name(tokens, lexicon, start)):
        return None
    root = tokens.root(start, end)
    if label == "PER":
        return _person_entity(tokens, lexicon, span, inside, places)
    if label == "LOC" and span not in places and _acts_as_person(tokens, start, end):
        return Name(start, end, root, "person")
    if label == "ORG":
        begun = any(name.kind == "named" and name.start == start for name in inside)
        if begun or _is_state_organ(tokens, lexicon, start, end, inside):
            return None
        kind = "place" if span in places and not inside else "org"
        return Name(start, end, root, "person" if _titled(tokens, lexicon, start, end, inside) else kind)
    return Name(start, end, root, "place") if label == "LOC" and not inside else None


def _is_no_name(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """Whether a word is never one, is short for a noun ("the MLA"), or is a headline's verb ("Egypt Hosts Talks")."""
    caps = tokens.caps[tokens.sent[i]]
    if tokens.low[i] in lexicon.words["not_names"]:
        return True
    short = caps == "mixed" and tokens.text[i].isupper()
    if short and (tokens.low[i] in lexicon.agents or _is_office(tokens, lexicon, i)):
        return True
    return caps == "title" and any(tokens.dep[c] in {"nsubj", "obj"} for c in tokens.children[i])


def _is_office(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """As in "the DCP"; two letters may be a party's ("the SP")."""
    return i > 0 and tokens.low[i - 1] == "the" and len(tokens.low[i]) > 2 and tokens.low[i] in lexicon.titles


def _acts_as_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether two capitalised words that look like places are a person: "Jordan Lima, who", "chose Chad Austin"."""
    capitals = all(tokens.pos[i] == "PROPN" and tokens.text[i].istitle() for i in range(start, end))
    if end - start != 2 or not capitals or end + 1 >= tokens.n:
        return False
    aged = tokens.low[end + 1].isdigit() and len(tokens.low[end + 1]) == 2 and tokens.low[end + 2 : end + 3] == [","]
    if tokens.low[end] == "," and (tokens.low[end + 1] == "who" or aged):
        return True
    root = tokens.root(start, end)
    return tokens.dep[root] == "obj" and tokens.lemma[tokens.head[root]] in _PICKING


_PICKING = words("actors", "verbs-of-picking")


def _titled(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int, inside: list[Name]) -> bool:
    """Whether an organization of the reader is a person by the title before it ("dissident Ana Paz")."""
    words = tokens.text[start:end]
    plain = not inside and end - start <= 4 and not any(word.isupper() and len(word) > 1 for word in words)
    cued = any(tokens.lemma[i] in lexicon.name_cues for i in range(start, end))
    return plain and not cued and tokens.text[start][:1].isupper() and behind_title(tokens, lexicon, start)


def _person_entity(
    tokens: Tokens, lexicon: ActorLexicon, span: tuple[int, int], inside: list[Name], places: frozenset[tuple[int, int]]
) -> Name | None:
    start, end = span
    root = tokens.root(start, end)
    last = tokens.lemma[end - 1]
    if last in lexicon.name_cues or _modifies_group(tokens, root) or _is_called_body(tokens, lexicon, start, root):
        return Name(start, end, root, "org")
    title = any(tokens.join(left, end) in lexicon.titles for left in range(start, max(start + 1, end - 1)))
    if title or (last in lexicon.agents and not _capitalized_name(tokens, end - 1)):
        return None
    if end - start == 1 and start == tokens.bounds[tokens.sent[start]][0] and _many(tokens, lexicon, start):
        return None
    larger = any((left, end) in places for left in range(start - 4, start))
    if larger or span in places:
        return Name(start, end, root, "place")
    first = inside[0] if inside and inside[0].start == start else None
    if first and first.kind in {"adjective", "state", "folk", "named"} and not _is_given_name(tokens, first, end):
        start = first.end
    other = any(name.kind == "named" and name.start >= start and name is not first for name in inside)
    if other or not _looks_like_name(tokens, start, end):
        return None
    return Name(start, end, tokens.root(start, end), "person")


def _many(tokens: Tokens, lexicon: ActorLexicon, i: int) -> bool:
    """Whether a word is the plural of a noun for people ("Vandals")."""
    one = singular(tokens.low[i])
    return one != tokens.low[i] and one in lexicon.agents


def _capitalized_name(tokens: Tokens, i: int) -> bool:
    """Whether a word that may be a common noun is a name by its capital in running text ("Mujahid")."""
    return tokens.caps[tokens.sent[i]] == "mixed" and tokens.pos[i] == "PROPN" and tokens.text[i][:1].isupper()


_GROUPS = words("actors", "nouns-behind-group-names")


def _modifies_group(tokens: Tokens, root: int) -> bool:
    """Whether a name stands before a noun for a body ("the Nur militant group") and so is not a person's."""
    return tokens.dep[root] in {"compound", "amod", "nmod:desc"} and tokens.lemma[tokens.head[root]] in _GROUPS


def _is_called_body(tokens: Tokens, lexicon: ActorLexicon, start: int, root: int) -> bool:
    """Whether the noun before a name or in apposition is one for a body ("the oil company Arvex", "Arvex, a union")."""
    before = start - 1
    told = before >= 0 and tokens.dep[root] == "appos" and tokens.head[root] == before
    if told and tokens.text[before].islower() and tokens.lemma[before] in _GROUPS:
        return True
    noun = next((c for c in tokens.children[root] if tokens.dep[c] == "appos" and c > root), None)
    if noun is None or not tokens.text[noun].islower():
        return False  # of "Ana Paz, a founder of Arvex, a company" the parse may hang both on her
    group = lexicon.agents.get(tokens.lemma[noun])
    if tokens.lemma[noun].endswith(("er", "or")) and any(tokens.dep[c] == "flat" for c in tokens.children[root]):
        return False  # "Musa Bello, a crane operator"
    return group is not None and group.collective and group.type in _BODIES


_BODIES = frozenset({"company", "ngo", "party", "media"})


def _modifies_kit(tokens: Tokens, root: int) -> bool:
    """Whether a name is that of a make of arms or craft ("an Akinci drone", "Iskander missiles")."""
    return tokens.dep[root] in {"compound", "amod", "nmod:desc"} and tokens.lemma[tokens.head[root]] in _KIT


_PAPERS = words("actors", "papers")
_KIT = words("actors", "arms-and-craft")


def _is_state_organ(tokens: Tokens, lexicon: ActorLexicon, start: int, end: int, inside: list[Name]) -> bool:
    """Whether an entity is a state's name and an organ's common name ("Government of Peru", "Peruvian Air Force")."""
    states = {
        i for name in inside if name.kind in {"state", "adjective", "capital"} for i in range(name.start, name.end)
    }
    if not states:
        return False
    states |= {
        i
        for name in inside
        if name.kind == "named" and (lexicon.named[name.key].parent_key or "").startswith("country:")
        for i in range(name.start, name.end)
    }
    rest = [i for i in range(start, end) if i not in states and tokens.low[i] not in {"the", "'s", "'"}]
    while rest and (tokens.low[rest[-1]] == "of" or tokens.low[rest[-1]] in _FORMS):
        rest.pop()
    while rest and tokens.low[rest[0]] == "of":
        rest.pop(0)
    words = [*(tokens.low[i] for i in rest[:-1]), *(tokens.lemma[i] for i in rest[-1:])]
    if not rest:
        return any(name.kind == "named" for name in inside)
    return " ".join(words) in lexicon.organs or tokens.join(rest[0], rest[-1] + 1) in lexicon.organs


_FORMS = words("actors", "forms-of-states")


def _is_given_name(tokens: Tokens, name: Name, end: int) -> bool:
    """Whether the name of a state or body begins a person's ("Jordan Smith", "Petra Lind"), whom what follows names."""
    word = tokens.text[name.start]
    given = name.kind == "state" or (name.kind == "named" and name.end - name.start == 1 and not word.isupper())
    return given and end - name.end >= 1 and all(tokens.dep[i] == "flat" for i in range(name.end, end))
