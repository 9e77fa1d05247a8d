"""Names in a text: lexicon entries, the reader's entities and runs of proper nouns each vote for a span and a kind.

A lexicon entry wins over an entity of the same or a smaller span; an entity that is longer wins over the state names
inside it ("Bank of England"), and a person over one inside the name ("Michael Jordan"). A run of proper nouns that
nothing else covers is a name only where its own words or its neighbours say what it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.extract.actors.common_names import with_words_beside, without_namesakes
from pipelines.extract.actors.halves import halves_of_lands
from pipelines.extract.actors.lexicon import ActorLexicon
from pipelines.extract.actors.lexicon_names import lexicon_names
from pipelines.extract.actors.name_runs import find_runs
from pipelines.extract.actors.name_spans import Name
from pipelines.extract.actors.reader_names import with_entities
from pipelines.extract.actors.spelled_out import with_spelled_out
from pipelines.extract.parsed_tokens import Tokens
from pipelines.extract.tied_names import goes_on
from pipelines.extract.times.vocabulary import MONTHS
from pipelines.lexicon import words


def find_names(
    tokens: Tokens, lexicon: ActorLexicon, places: frozenset[tuple[int, int]], countries: Iterable[str] = ()
) -> list[Name]:
    """All names of a document in order, none overlapping.

    `places`: token spans that the gazetteer of places claims; `countries`: the states that those places lie in.
    """
    listed = lexicon_names(tokens, lexicon)
    starts = {name.start for name in listed}
    known = [n for n in listed if not (_is_part(tokens, n, places) or _are_initials(tokens, n, starts))]
    known = sorted([*known, *halves_of_lands(tokens, lexicon, known)], key=lambda name: name.start)
    spans = with_entities(tokens, lexicon, known, places)
    covered = bytearray(tokens.n)
    for name in spans:
        covered[name.start : name.end] = b"\1" * (name.end - name.start)
    spans.extend(find_runs(tokens, lexicon, covered))
    spans.extend(_surnames(tokens, spans))
    spans.extend(_again(tokens, spans))
    spans = without_namesakes(tokens, lexicon, sorted(spans, key=lambda name: name.start), countries)
    names = _full_names(tokens, lexicon, with_words_beside(tokens, lexicon, spans))
    return with_spelled_out(tokens, names)


def _is_part(tokens: Tokens, name: Name, places: frozenset[tuple[int, int]]) -> bool:
    """Whether a name of the lexicon is only a part of one: "Majlis" in "Majlis-e-Amal", "Niger" in "Niger State"."""
    behind = tokens.text[name.end : name.end + 1] == ["State"]
    province = behind and any((start, name.end + 1) in places for start in range(name.start - 3, name.start + 1))
    tied = goes_on(tokens.text, tokens.idx, tokens.end, name.end) > name.end
    return province or tied


def _are_initials(tokens: Tokens, name: Name, starts: set[int]) -> bool:
    """Whether two or three capitals of the lexicon's are those of somebody's first names: "VK" in "VK Joshi"."""
    word, behind = tokens.text[name.start], name.end
    if name.end - name.start > 1 or len(word) > 3 or not word.isupper() or behind >= tokens.n or behind in starts:
        return False
    surname = (tokens.dep[behind], tokens.pos[behind]) == ("flat", "PROPN") and tokens.text[behind].istitle()
    return surname and tokens.head[behind] == name.start and tokens.dep[name.start] != "compound"


def _surnames(tokens: Tokens, names: list[Name]) -> list[Name]:
    """Words that no vote covers and that end the full name of a person in the document ("Ana Paz … to free Paz")."""
    covered = {i for name in names for i in range(name.start, name.end)}
    known = {tokens.text[n.end - 1] for n in names if n.kind == "person" and n.end - n.start > 1}
    return [
        Name(i, i + 1, i, "person")
        for i, text in enumerate(tokens.text)
        if text in known
        and i not in covered
        and tokens.pos[i] == "PROPN"
        and text[:1].isupper()
        and tokens.caps[tokens.sent[i]] == "mixed"
        and not tokens.silent[tokens.sent[i]]
    ]


def _again(tokens: Tokens, names: list[Name]) -> list[Name]:
    """Names of bodies of several words where the reader saw them only elsewhere in the document."""
    wholes: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(tokens.text[name.start : name.end])
        if name.kind == "org" and len(words) > 1 and all(word[:1].isupper() for word in words):
            wholes.setdefault(words[0], set()).add(words)
    covered = {i for name in names for i in range(name.start, name.end)} if wholes else set()
    out: list[Name] = []
    for i, text in enumerate(tokens.text):
        for words in sorted(wholes.get(text, ()), key=len, reverse=True):
            end = i + len(words)
            free = covered.isdisjoint(range(i, end)) and not tokens.silent[tokens.sent[i]]
            if free and tuple(tokens.text[i:end]) == words and tokens.sent[i] == tokens.sent[end - 1]:
                out.append(Name(i, end, tokens.root(i, end), "org"))
                covered.update(range(i, end))
                break
    return out


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
            mixed and tokens.pos[start - 1] == "PROPN" and word[:1].isupper() and word.lower() not in MONTHS
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
    if tokens.caps[tokens.sent[end - 1]] == "mixed":
        end = _with_capitals(tokens, at, end)
        end = _with_field(tokens, lexicon, at, end)
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


def _with_capitals(tokens: Tokens, at: dict[int, int], end: int) -> int:
    """The end of a name whose last word the reader took for none ("Rights First", "Freedom Now")."""
    limit = tokens.bounds[tokens.sent[end - 1]][1]
    while end < limit and end not in at and tokens.text[end].istitle() and tokens.low[end] in _LAST_WORDS:
        end += 1
    return end


_LAST_WORDS = words("actors", "last-words-of-names")


def _with_field(tokens: Tokens, lexicon: ActorLexicon, at: dict[int, int], end: int) -> int:
    """The end of a name that a cue and "of" or "for" continue with capitals ("Congress of Trade Unions")."""
    limit = tokens.bounds[tokens.sent[end - 1]][1]
    cue = tokens.low[end - 1] in lexicon.name_cues
    if not cue or end + 1 >= limit or tokens.low[end] not in {"of", "for"}:
        return end
    last = end + 2 if tokens.low[end + 1] == "the" else end + 1
    first = last
    while last < limit and last not in at and tokens.text[last][:1].isupper() and tokens.pos[last] in _NOMINAL:
        last += 1
    return last if last > first else end


_NOMINAL = frozenset({"PROPN", "NOUN", "ADJ"})
