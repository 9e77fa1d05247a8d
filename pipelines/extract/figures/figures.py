"""The numbers that a text states, with the interval their words allow and what they count.

`extract_figures` reads each sentence by itself: a figure depends on its own sentence (and on the expressions of time
found in it) alone, but for another count of what the sentence before counts last. `link_figures` runs when events and
attributions are known and ties each figure to them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from pipelines.extract.columns import columns_of
from pipelines.extract.facts import Facts, Figure
from pipelines.extract.figures.bounds import LOWER, apply_bound
from pipelines.extract.figures.counted_items import NOUNS, Item, counted_item, token_at
from pipelines.extract.figures.filter import before_date, in_row, is_age_in_brackets, is_figure, is_tally, named_with
from pipelines.extract.figures.links import link_figures
from pipelines.extract.figures.measures import (
    done_by,
    governed_measure,
    group_of,
    harm_before,
    is_casualty,
    is_of_crowd,
    length_measure,
    measure_of_body,
    noun_of,
    own_state,
    singular,
    state_of,
    toll_measure,
    unit_measure,
)
from pipelines.extract.figures.measures import lexicon as measure_lexicon
from pipelines.extract.figures.numbers import Number, lexicon, read_numbers
from pipelines.extract.figures.pieces import DASHES, Piece, cut, lower_at
from pipelines.extract.figures.quantities import Quantity, combined, read_quantity
from pipelines.extract.figures.sums import related
from pipelines.language.reading import Reading, Sentence
from pipelines.lexicon import words

__all__ = ["extract_figures", "link_figures"]

_AGED = words("figures", "people-with-an-age")
_OF_AN_AGE = words("figures", "people-of-an-age")
_PARENTS = words("figures", "parents")
_WHOLES = words("figures", "bodies-of-people")
_CLOSINGS = DASHES | {",", ".", ")", ";", "―"}
_BETWEEN_HARMS = words("figures", "words-between-harms")
_READ_KINDS = frozenset({"title", "heading", "body"})


_COORDINATES = re.compile(
    r"-?\d{1,3}(?:(?:\.\d+)?\s?°(?:\s?\d{1,2}(?:\.\d+)?\s?[′'’″\"”]+)*\s?[NSEW]\b|\.\d{2,}\s?[;,]\s?-?\d{1,3}\.\d{2,})"
)


def extract_figures(reading: Reading, facts: Facts) -> list[Figure]:
    """Every figure of the text in order, without links to events and attributions; spans never overlap."""
    text = columns_of(reading.doc).raw
    blocked = sorted(
        [(t.start, t.end) for t in facts.times if t.timex_type != "DURATION"]
        + [found.span() for found in _COORDINATES.finditer(text)]
    )
    figures: list[Figure] = []
    for sentence in reading.sentences:
        if sentence.kind in _READ_KINDS:
            pieces = cut(text, sentence.start_char, sentence.end_char)
            last = figures[-1] if figures and figures[-1].sentence == sentence.index - 1 else None
            before = last if last is not None and last.unit == "person" else None
            figures.extend(_sentence_figures(_Passage(reading.doc, text, sentence, pieces), blocked, before))
    return figures


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence with its pieces; `text` is the document's."""

    doc: Doc
    text: str
    sentence: Sentence
    pieces: Sequence[Piece]


def _sentence_figures(passage: _Passage, blocked: list[tuple[int, int]], before: Figure | None) -> list[Figure]:
    doc, sentence, pieces = passage.doc, passage.sentence, passage.pieces
    inside = _within(blocked, sentence)
    found: list[Quantity] = []
    names: set[int] = set()
    for number in read_numbers(pieces):
        quantity = read_quantity(pieces, number)
        dated = overlaps(inside, pieces[number.first].start, pieces[number.last - 1].end) or before_date(
            pieces, number, inside
        )
        if dated or (quantity.unit is None and in_row(pieces, number)):
            continue
        if quantity.unit is None and named_with(pieces, number, names):
            names.add(number.last)
            continue
        if is_figure(doc, pieces, quantity):
            found.append(quantity)
        elif pieces[number.first].kind == "number":
            names.add(number.last)
    found = combined(pieces, found)
    limits = [*(pieces[c.first].start for c in found[1:]), sentence.end_char][: len(found)]
    figures = [_figure(passage, quantity, limit) for quantity, limit in zip(found, limits, strict=True)]
    figures = related(pieces, found, figures, before)
    figures += _nothing(passage, figures)
    return _disjoint(sorted(figures, key=lambda f: f.start))


def _within(spans: list[tuple[int, int]], sentence: Sentence) -> list[tuple[int, int]]:
    low = max(0, bisect_left(spans, (sentence.start_char, 0)) - 1)
    return spans[low : bisect_right(spans, (sentence.end_char, 0))]


def overlaps(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(start < b and a < end for a, b in spans)


def _disjoint(figures: list[Figure]) -> list[Figure]:
    out: list[Figure] = []
    for figure in figures:
        if not out or figure.start >= out[-1].end:
            out.append(figure)
    return out


def _figure(passage: _Passage, quantity: Quantity, limit: int) -> Figure:
    doc, pieces, number = passage.doc, passage.pieces, quantity.number
    start, end = _number_span(pieces, quantity)
    evidence_start, evidence_end = min(start, pieces[quantity.first].start), max(end, pieces[quantity.last - 1].end)
    anchor = token_at(
        doc,
        pieces[max(number.last, quantity.last) - 1].start if quantity.unit is None else pieces[number.last - 1].start,
    )
    grows = number.kind == "factor" and anchor.pos_ == "VERB"
    item = None if grows else counted_item(doc, pieces, quantity, anchor, limit)
    if item is not None and quantity.unit is None:
        evidence_end = max(evidence_end, item.end)
    number = _overrule(doc, pieces, quantity)
    unit, dimension, measure = _meaning(doc, pieces, quantity, item, anchor)
    return Figure(
        start=start,
        end=end,
        text=passage.text[start:end],
        evidence_start=evidence_start,
        evidence_end=evidence_end,
        evidence=passage.text[evidence_start:evidence_end],
        sentence=passage.sentence.index,
        value=number.value,
        low=number.low,
        high=number.high,
        bound=number.bound,
        unit=unit,
        dimension=dimension,
        measure=measure,
        item=item.text if item is not None else None,
        modifier=item.modifier if item is not None and item.modifier != _STRONG else None,
        subject=_subject(doc, anchor, dimension) if quantity.unit is not None or grows else None,
        certainty=_certainty(pieces, quantity),
    )


def _number_span(pieces: Sequence[Piece], quantity: Quantity) -> tuple[int, int]:
    """The characters of a number with its unit or currency, without the word that opens a range."""
    number = quantity.number
    first = number.first + (pieces[number.first].lower in {"between", "from"})
    start, end = pieces[first].start, pieces[number.last - 1].end
    if quantity.unit is not None:
        start = min(start, pieces[quantity.currency_first].start) if quantity.currency_first < number.first else start
        end = max(end, pieces[quantity.unit_last - 1].end)
    return start, end


def _overrule(doc: Doc, pieces: Sequence[Piece], quantity: Quantity) -> Number:
    """As in "Over two days" says how long something took, unless a preposition or a copula makes it a bound."""
    number = quantity.number
    if (
        quantity.unit is None
        or quantity.unit.dimension != "duration"
        or number.bound == "exact"
        or quantity.first == number.first
    ):
        return number
    if pieces[quantity.first].lower != "over" or number.bound not in LOWER:
        return number
    opener = lower_at(pieces, quantity.first - 1)
    if not opener or opener in _BEFORE_OVER:
        return number
    return replace(apply_bound(number, None), bound="exact", low=number.value, high=number.value)


_BEFORE_OVER = words("figures", "words-before-over")


def _meaning(  # noqa: PLR0911 - a decision list
    doc: Doc, pieces: Sequence[Piece], quantity: Quantity, item: Item | None, anchor: Token
) -> tuple[str | None, str, str]:
    """Unit, dimension and measure."""
    number, unit = quantity.number, quantity.unit
    if unit is not None:
        return unit.name, unit.dimension, _measured(doc, pieces, quantity, item)
    if is_tally(pieces, number):
        return "vote", "count", "votes"
    if number.kind == "factor":
        return "times", "ratio", "other"
    if number.kind == "fraction" and (number.value or 0) < 1:
        return None, "ratio", "percentage"
    if (item is None or item.text is None) and _age_in_apposition(doc, pieces, number):
        return "year", "duration", "age"
    if item is None and lower_at(pieces, number.first - 1) == "of" and lower_at(pieces, number.first - 2) in _PARENTS:
        return "person", "count", "other"
    if harm := harm_before(lower_at(pieces, number.first - 1), lower_at(pieces, number.last)):
        return "person", "count", harm
    if item is None and _is_money(pieces, number):
        return None, "money", "money"
    if item is None:
        state = state_of(doc[anchor.i + 1]) if anchor.i + 1 < len(doc) else None
        verb = _verb_before(doc, pieces, quantity)
        measure = (
            state or (done_by(verb) if verb else None) or governed_measure(anchor, human=True) or toll_measure(anchor)
        )
        if state or (measure is not None and measure in measure_lexicon().human):
            return "person", "count", measure or "other"
        if is_of_crowd(anchor):
            return "person", "count", "participants"
        is_of_body = lower_at(pieces, number.first - 1) == "of" and lower_at(pieces, number.first - 2) in _WHOLES
        return "person" if is_of_body else None, "count", "votes" if measure == "votes" else "other"
    measure = _counted_measure(item, anchor, _verb_before(doc, pieces, quantity))
    if item.unit in {"other", "more", "rest"} and measure in measure_lexicon().human:
        return "person", "count", measure
    return item.unit, "count", measure


def _is_money(pieces: Sequence[Piece], number: Number) -> bool:
    """As in "millions in losses", "losses in the millions": an amount of money whose currency the text leaves out."""
    if not (number.scale >= 1e6 or (number.value or 0) >= 1e6):
        return False
    if lower_at(pieces, number.last) == "in":
        return lower_at(pieces, number.last + 1) in lexicon().sums_of_money
    before = [piece.lower for piece in pieces[max(0, number.first - 8) : number.first]]
    return before[-2:] == ["in", "the"] and any(word in lexicon().sums_of_money for word in before)


def _age_in_apposition(doc: Doc, pieces: Sequence[Piece], number: Number) -> bool:
    """As in "Ana Ruiz, 42, of Quito": a bare number between commas behind a name; "at age 42"."""
    opener, before = lower_at(pieces, number.first - 1), lower_at(pieces, number.first - 2)
    if not 1 <= (number.value or 0) <= 115:
        return False
    if opener in {"under", "over"} and (before in _AGED or _is_people(before)):
        return True
    of_age = opener == "of" and (before in {"age", "ages"} or before in _OF_AN_AGE)
    if opener in {"age", "aged", "ages"} or of_age or is_age_in_brackets(doc, pieces, number):
        return True
    if number.last - number.first != 1 or number.bound != "exact" or number.spelled:
        return False
    if lower_at(pieces, number.first - 1) != "," or lower_at(pieces, number.last) not in _CLOSINGS or number.first < 2:
        return False
    named = token_at(doc, pieces[number.first - 2].start)
    return named.pos_ == "PROPN" or named.ent_type_ == "PER"


def _is_people(plural: str) -> bool:
    """Whether a plural denotes people, of whom "under 45" tells the age: "reservists under 45"."""
    group = group_of(singular(plural)) if plural.endswith("s") else None
    return group is not None and group.unit == "person"


def _measured(doc: Doc, pieces: Sequence[Piece], quantity: Quantity, item: Item | None) -> str:
    """The measure of a number with a unit of measurement, by the unit and the words on either side."""
    assert quantity.unit is not None
    measure = unit_measure(quantity.unit.dimension)
    after = [piece.lower for piece in pieces[quantity.unit_last : quantity.unit_last + 4]]
    if measure == "duration":
        inner = [piece.lower for piece in pieces[quantity.number.last : quantity.unit_last]]
        aged = any(word in measure_lexicon().ages for word in (*inner, *after[:2])) or lower_at(
            pieces, quantity.first - 1
        ) in {"aged", "age"}
        return "age" if aged else "duration"
    if measure == "length":
        before = [piece.lower for piece in pieces[max(0, quantity.first - 3) : quantity.first]]
        if before[-1:] == ["of"] and before[-2:-1] and before[-2] in measure_lexicon().lengths:
            return "length"
        hyphenated = pieces[quantity.number.last].text in DASHES if quantity.number.last < len(pieces) else False
        return _extent(doc, pieces, quantity, [*after, *before], hyphenated)
    return measure


def _extent(doc: Doc, pieces: Sequence[Piece], quantity: Quantity, words: list[str], hyphenated: bool) -> str:
    assert quantity.unit is not None
    head = token_at(doc, pieces[quantity.unit_last - 1].start).head
    noun = head.text if head.pos_ in NOUNS else None
    decided = length_measure(words, hyphenated, noun)
    if decided != "other":
        return decided
    return "distance" if quantity.unit.name in {"kilometre", "mile", "nautical mile"} else "length"


_STRONG = "strong"
_ACTIVE = frozenset({"VBD", "VBZ", "VBP", "VBG", "VB"})


def _verb_before(doc: Doc, pieces: Sequence[Piece], quantity: Quantity) -> Token | None:
    """The verb right before a number and its bound words ("killed as many as 30 …"), whatever the parse makes of it."""
    if not quantity.first:
        return None
    token = token_at(doc, pieces[quantity.first - 1].start)
    joined = token.tag_ == "VBN" and token.i > 0 and doc[token.i - 1].dep_ == "cc"
    return token if token.pos_ == "VERB" and (joined or token.tag_ in _ACTIVE) else None


def _is_of_all(head: Token, number: Token) -> bool:
    """Whether a number is of all, of whom another tells what became: the 12 of "two of the 12 hostages were killed"."""
    return head.dep_ == "nmod" and head.head.pos_ == "NUM" and head.head.i < number.i < head.i


def _counted_measure(item: Item, anchor: Token, verb: Token | None) -> str:
    noun = item.unit
    group = group_of(noun_of(item.head), item.compound)
    default = group.measure if group is not None else "other"
    human = noun in {"person", "other", "more", "rest", "family", "household"}
    of_all = _is_of_all(item.head, anchor)
    governed = own_state(item.head) if of_all else governed_measure(item.head, human=human)
    decided = {"fatalities", "injuries", "casualties", "abducted", "displaced", "missing"}
    if (
        noun == "person"
        and default in decided
        and not (default == "abducted" and governed == "other" and item.head.dep_ != "nmod")
        and not (default in {"abducted", "displaced"} and governed in {"fatalities", "injuries"})
    ):
        return default
    if governed is None and item.head.i != anchor.i and item.head.i < anchor.i:
        governed = governed_measure(anchor, human=human)
    missed = verb is not None and item.head.head.i < verb.i  # "killed 40 and displaced 3,000 families"
    if (governed is None or missed) and verb is not None and human and noun_of(item.head) != "patient":
        governed = done_by(verb) or governed
    if governed is None and noun == "person" and item.modifier == _STRONG:
        governed = {"troops": "troops", "participants": "participants"}.get(measure_of_body(noun_of(item.head)) or "")
    if governed == "population" and default != "other":
        governed = None
    if governed == "troops" and noun_of(item.head) in measure_lexicon().civilians:
        governed = None
    if governed == "participants" and default in {"troops", "detained"}:
        governed = None
    return governed or default


def _subject(doc: Doc, anchor: Token, dimension: str | None) -> str | None:
    """What a measurement is of, as written: for a length the noun right before it, else what its verb measures.

    A distance names both ends: "the camp is 70 km from the border" is of "camp from the border".
    """
    before = doc[anchor.i - 1] if anchor.i else None
    beside = before if before is not None and before.pos_ in NOUNS else _described(anchor)
    measured = beside if dimension == "length" and beside is not None else _measured_noun(anchor)
    if measured is None:
        return None
    left = next((t for t in measured.subtree if t.pos_ not in {"DET", "PUNCT", "SPACE", "ADP"}), measured)
    words = str(doc[min(left.i, measured.i) : _name_end(measured)].text)
    start = _start_of_distance(doc, anchor) if dimension == "length" else None
    return words if start is None else f"{words} {start}"


def _name_end(noun: Token) -> int:
    """Where a noun ends with the name that it is said to have: "town of Kidal"."""
    named = [c for c in noun.rights if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.left_edge.lower_ == "of"]
    return int((named[0] if named and named[0].i <= noun.i + 3 else noun).i) + 1


def _described(anchor: Token) -> Token | None:
    """The noun that a length stands beside behind a comma: "Kassoum, about 60 km north of Djibo"."""
    head: Token = anchor
    for _ in range(3):
        head, dep = head.head, head.dep_
        is_converted = any(c.dep_ == "nummod" for c in head.children)
        if dep in {"appos", "nmod", "nmod:unmarked", "acl"} and head.pos_ in NOUNS and not is_converted:
            return head if head.i < anchor.i else None
        if head.pos_ == "VERB":
            return None
    return None


def _measured_noun(anchor: Token) -> Token | None:
    """The subject of a verb of measure or change ("inflation rose to 9 per cent"), the object of one of changing."""
    token: Token = anchor
    for _ in range(4):
        if token.pos_ in {"VERB", "AUX"} or any(child.dep_ == "cop" for child in token.children):
            return _of_verb(token, anchor)
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _of_verb(verb: Token, anchor: Token) -> Token | None:
    changed = [c for c in verb.children if c.dep_ == "obj" and c.pos_ in NOUNS and c.i < anchor.i]
    changed = [] if [c.lower_ for c in changed] == ["place"] else changed  # "took place"
    if changed and verb.lemma_.lower() in measure_lexicon().changing:
        return changed[0]
    measures = verb.pos_ != "VERB" or verb.lemma_.lower() in measure_lexicon().measuring
    subjects = (c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass"} and c.i < anchor.i and c.pos_ in NOUNS)
    return next(subjects, None) if measures else None


def _start_of_distance(doc: Doc, anchor: Token) -> str | None:
    """The place a distance is counted from: "from the border", "north of Djibo" behind "70 km" and what converts it."""
    depth, direction = 0, None
    for token in doc[anchor.i + 1 : anchor.i + 12]:
        depth += (token.text == "(") - (token.text == ")")
        if depth or token.text == ")":
            continue
        if direction is None and token.lower_ in measure_lexicon().distances:
            direction = token.i
        if token.lower_ in {"from", "of"} and token.dep_ == "case" and token.head.i > token.i:
            named = [c for c in token.head.rights if c.dep_ == "nmod" and c.left_edge.lower_ == "of"]
            first = token.i if token.lower_ == "from" else direction
            if first is None:
                return None
            last = named[0] if named else token.head
            return str(doc[first : last.i + 1].text)
        if token.pos_ not in {"NOUN", "ADV", "ADJ", "PROPN", "PUNCT"} or token.text in {",", ";"}:
            return None
    return None


def _certainty(pieces: Sequence[Piece], quantity: Quantity) -> str:
    """The certainty that words right before the number give to it; the event's own is added when they are linked."""
    near = {piece.lower for piece in pieces[max(0, quantity.first - 3) : quantity.number.first]}
    for certainty, cues in measure_lexicon().certainty.items():
        if near.intersection(cues):
            return certainty
    return "certain"


def _nothing(passage: _Passage, figures: list[Figure]) -> list[Figure]:
    """As in "No casualties", "no injuries or deaths", "nil casualties": a count of zero for each noun of harm."""
    out: list[Figure] = []
    pieces = passage.pieces
    for i, piece in enumerate(pieces):
        if piece.lower not in {"no", "without"} or i + 1 >= len(pieces):
            continue
        opening = True
        for j in range(i + 1, min(i + 8, len(pieces))):
            noun = singular(pieces[j].text)
            group = group_of(noun)
            if (
                group is not None
                and group.unit == "person"
                and is_casualty(group.measure)
                and noun not in {"life", "loss", "dead"}
            ):
                start = piece.start if opening else pieces[j].start
                out.append(_zero(passage, start, pieces[j], piece, group.measure))
                opening = False
            elif pieces[j].lower not in _BETWEEN_HARMS:
                break
    taken = [(f.evidence_start, f.evidence_end) for f in figures]
    return [figure for figure in out if not overlaps(taken, figure.evidence_start, figure.evidence_end)]


def _zero(passage: _Passage, start: int, noun: Piece, opener: Piece, measure: str) -> Figure:
    number = opener if start == opener.start else noun
    return Figure(
        start=number.start,
        end=number.end,
        text=passage.text[number.start : number.end],
        evidence_start=start,
        evidence_end=noun.end,
        evidence=passage.text[start : noun.end],
        sentence=passage.sentence.index,
        value=0.0,
        low=0.0,
        high=0.0,
        bound="exact",
        unit="person",
        dimension="count",
        measure=measure,
        item=noun.text,
    )
