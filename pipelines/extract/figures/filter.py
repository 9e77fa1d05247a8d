"""Which numbers of a text are figures, and which are names, codes, scores, list marks or pronouns."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from pipelines.extract.figures.counted_items import NOUNS, token_at
from pipelines.extract.figures.measures import governed_measure, is_casualty
from pipelines.extract.figures.numbers import VOTING, Number, is_told_alone, lexicon, literal
from pipelines.extract.figures.pieces import DASHES, Piece, lower_at
from pipelines.extract.figures.quantities import Quantity
from pipelines.extract.times.vocabulary import MONTHS
from pipelines.lexicon import words

_MONTHS = frozenset(MONTHS)
_BRACKETS = frozenset("()[]")
_LISTING = frozenset({"and", "or", ",", "to", "through", "&", "-", "–"})


def is_figure(doc: Doc, pieces: Sequence[Piece], quantity: Quantity) -> bool:  # noqa: PLR0911 - a decision list
    """Whether a number with its unit counts or measures something."""
    number = quantity.number
    first, last = number.first, number.last
    before = pieces[first - 1] if first else None
    after = pieces[last] if last < len(pieces) else None
    token = token_at(doc, pieces[first].start)
    if quantity.unit is not None and quantity.unit.dimension == "money":
        return True
    if quantity.unit is None and is_tally(pieces, number):
        return True
    if is_age_in_brackets(doc, pieces, number):
        return True
    if (
        _glued(pieces, quantity)
        or _marks_list(pieces, quantity)
        or _is_score(pieces, number)
        or _is_kind(pieces, number)
    ):
        return False
    if after is not None and after.lower == "s" and not after.spaced and (number.value or 0) % 10 == 0:
        return False
    if quantity.unit is not None and quantity.unit_last > last:
        return _unit_is_real(doc, pieces, quantity)
    if number.value == 1 and pieces[first].lower == "one" and last == first + 1:
        return _one_counts(doc, token)
    if number.kind == "factor":
        return token.pos_ != "ADJ" or token.lower_.endswith("fold")
    if before is not None and _names(doc, pieces, number, before, token):
        return False
    if _is_day(doc, pieces, number):
        return False
    if _addresses(pieces, number) or _is_body_of_states(pieces, quantity) or _is_clock(doc, pieces, number):
        return False
    if after is not None and after.lower in {"th", "st", "nd", "rd"} and not after.spaced:
        return False
    return not _in_name(doc, pieces, number, token)


def _is_day(doc: Doc, pieces: Sequence[Piece], number: Number) -> bool:
    """As in "the 7 August bridge": a day and its month, whether they tell when or are part of a name."""
    if number.last >= len(pieces) or not pieces[number.first].text.isdecimal() or not 1 <= (number.value or 0) <= 31:
        return False
    month = pieces[number.last]
    named = month.text[0].isupper() and month.lower in _MONTHS
    return named and token_at(doc, month.start).pos_ not in {"AUX", "VERB"}


def is_age_in_brackets(doc: Doc, pieces: Sequence[Piece], number: Number) -> bool:
    """As in "Ana Ruiz (42), a trader": two digits in brackets behind a person's whole name."""
    at = number.first
    digits = pieces[at].text
    if not (digits.isdecimal() and 10 <= int(digits) <= 110 and number.last - at == 1 and at > 2):
        return False
    if lower_at(pieces, at - 1) != "(" or lower_at(pieces, at + 1) != ")":
        return False
    name = token_at(doc, pieces[at - 2].start)
    return name.ent_type_ == "PER" and name.i > 0 and name.nbor(-1).ent_type_ == "PER"


def is_tally(pieces: Sequence[Piece], number: Number) -> bool:
    """One of the two numbers of a vote: "voted 92-14 to censure", "passed the bill, 52-48", "by 54 to 46"."""
    alone = number.last - number.first == 1 and pieces[number.first].kind == "number" and number.bound == "exact"
    if not alone:
        return False
    at, other = number.first, number.last + 1
    if lower_at(pieces, at - 1) in DASHES | {"to"} and at > 1 and pieces[at - 2].kind == "number":
        at, other = at - 2, at
    links = lower_at(pieces, at + 1) in DASHES | {"to"} and other < len(pieces) and pieces[other].kind == "number"
    links = links and is_told_alone(pieces, other + 1)
    return links and (lower_at(pieces, at - 1) in VOTING or _falls_in_vote(pieces, at, other))


def _falls_in_vote(pieces: Sequence[Piece], at: int, other: int) -> bool:
    """Whether two numbers that do not rise stand in the clause of a verb of voting, or before "vote"."""
    high, low = literal(pieces[at].text), literal(pieces[other].text)
    if high is None or low is None or high < low:
        return False
    if lower_at(pieces, other + 1) in {"vote", "votes"}:
        return True
    before = {piece.lower for piece in pieces[max(0, at - 8) : at]}
    return bool(VOTING & before) and not before & _OF_MATCHES


_OF_MATCHES = words("figures", "verbs-of-matches")


def _glued(pieces: Sequence[Piece], quantity: Quantity) -> bool:  # noqa: PLR0911 - a decision list
    """Digits written onto letters or other digits are designations, codes, scores, clock times or telephone numbers."""
    number = quantity.number
    before = pieces[number.first - 1] if number.first else None
    after = pieces[number.last] if number.last < len(pieces) else None
    opening = pieces[number.first]
    if opening.kind != "number":
        return False
    if before is not None and not opening.spaced:
        if before.kind == "word" and quantity.currency_first == number.first:
            return True
        if before.text in DASHES | {"/", ":", ".", "_", "#", "№"} and number.first > 1 and not before.spaced:
            return pieces[number.first - 2].kind in {"word", "number"}
        if before.text == "+" and not before.spaced and number.first > 1:
            return pieces[number.first - 2].kind == "number"
        if before.text in {"#", "№", "_", "@"}:
            return True
    if _is_code(opening):
        return True
    if after is None or after.spaced:
        return False
    if after.kind == "word":
        return quantity.unit_last == number.last
    following = pieces[number.last + 1] if number.last + 1 < len(pieces) else None
    if (
        after.text in {":", "/", "_", ".", "+"} | DASHES
        and following is not None
        and following.kind == "number"
        and not following.spaced
    ):
        return True
    return after.text in {"_", "@"}


def _is_kind(pieces: Sequence[Piece], number: Number) -> bool:
    """As in "a two-wheeler": what has as many parts, and not a count of them."""
    dash, part = lower_at(pieces, number.last), lower_at(pieces, number.last + 1)
    return dash in DASHES and not pieces[number.last].spaced and part in _KINDS


_KINDS = words("figures", "things-called-after-a-number")


def _is_code(piece: Piece) -> bool:
    """A leading zero makes digits a code or a clock time: "007", "at 0530 hours"."""
    return len(piece.text) > 1 and piece.text[0] == "0" and piece.text.isdecimal()


def _marks_list(pieces: Sequence[Piece], quantity: Quantity) -> bool:
    """As in "1)", "(2)", "3." at the start of a sentence or inside one as an enumeration."""
    first, last = quantity.number.first, quantity.number.last
    if (
        lower_at(pieces, last) == ")"
        and lower_at(pieces, first - 1) != "("
        and not _opened(pieces, first)
        and last - first == 1
    ):
        return True
    if (
        last - first != 1
        or pieces[first].kind != "number"
        or quantity.unit is not None
        or (quantity.number.value or 0) > 99
    ):
        return False
    closing, opening = lower_at(pieces, last), lower_at(pieces, first - 1)
    if closing in {")", "]"} and (opening in {"", ";", ":", ","} or opening in {"(", "["}):
        return True
    begins = first == 0 or opening in {".", ";"}
    return begins and closing in {".", ")"} and last + 1 < len(pieces) and pieces[last + 1].spaced


def _opened(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a bracket is open at a piece."""
    return next((piece.text == "(" for piece in reversed(pieces[:at]) if piece.text in {"(", ")"}), False)


def _is_score(pieces: Sequence[Piece], number: Number) -> bool:
    """As in "3-1", "a 2-1 win", "5-4 ruling": a hyphen between numbers that do not rise or are called a score."""
    words = lexicon().score_words
    if number.bound == "range":
        written = any(piece.text in DASHES for piece in pieces[number.first : number.last])
        return written and lower_at(pieces, number.last) in words
    dash = lower_at(pieces, number.last) in DASHES and not pieces[number.last].spaced
    return dash and number.last + 1 < len(pieces) and pieces[number.last + 1].kind == "number"


def in_row(pieces: Sequence[Piece], number: Number) -> bool:
    """One of three or more numbers with nothing but space or brackets between: a column or a telephone number."""
    return 1 + _run(pieces, number.first - 1, -1) + _run(pieces, number.last, 1) >= 3


def _run(pieces: Sequence[Piece], at: int, step: int) -> int:
    count = 0
    while 0 <= at < len(pieces) and count < 3 and (pieces[at].kind == "number" or pieces[at].text in _BRACKETS):
        count += pieces[at].kind == "number"
        at += step
    return count


def named_with(pieces: Sequence[Piece], number: Number, names: set[int]) -> bool:
    """As in "Resolutions 2254 and 2118": listed with a number that is a name; `names` are the ends of such numbers."""
    at = number.first - 1
    while at > 0 and (pieces[at].lower in _LISTING or pieces[at].text == ")"):
        at = _opening(pieces, at) - 1
    return at + 1 in names and at < number.first - 1 and pieces[number.first].kind == "number"


def _opening(pieces: Sequence[Piece], at: int) -> int:
    """Where the brackets open that close at a piece, else the piece itself: "sections 143, 147 (rioting) and 148"."""
    if pieces[at].text != ")":
        return at
    return next((i for i in range(at - 1, max(at - 20, -1), -1) if pieces[i].text == "("), at)


def _unit_is_real(doc: Doc, pieces: Sequence[Piece], quantity: Quantity) -> bool:
    """A unit word that the reader takes for a verb is none ("the two won"); "second" behind a number needs a plural."""
    word = token_at(doc, pieces[quantity.unit_last - 1].start)
    if _is_titled(pieces, quantity):
        return False
    one = pieces[quantity.number.first].lower == "one" and quantity.number.last - quantity.number.first == 1
    if (
        word.pos_ in {"VERB", "AUX"}
        and word.text.isalpha()
        and len(word.text) > 2
        and word.tag_ in {"VBD", "VBZ", "VBN"}
    ):
        return False
    return not (
        one
        and quantity.unit is not None
        and quantity.unit.dimension == "duration"
        and word.lower_ in {"day", "night", "time"}
    )


def _addresses(pieces: Sequence[Piece], number: Number) -> bool:
    """As in "63 Avenue", "42 Commando": digits before the capitalized singular of a street or a military unit."""
    if pieces[number.first].kind != "number" or number.last >= len(pieces) or number.value == 1:
        return False
    following = pieces[number.last]
    return following.text[0].isupper() and following.lower in lexicon().address_words


def _is_body_of_states(pieces: Sequence[Piece], quantity: Quantity) -> bool:
    """As in "the Group of Eight", said without what it is a group of."""
    number = quantity.number
    opening = [
        lower_at(pieces, number.first - 3),
        lower_at(pieces, number.first - 2),
        lower_at(pieces, number.first - 1),
    ]
    following = pieces[number.last].kind if number.last < len(pieces) else "mark"
    return opening == ["the", "group", "of"] and number.spelled and following == "mark"


def _is_clock(doc: Doc, pieces: Sequence[Piece], number: Number) -> bool:
    """As in "attacks began at 2130 and …": four digits of a clock behind "at", with nothing counted behind them."""
    digits = pieces[number.first].text
    if lower_at(pieces, number.first - 1) not in {"at", "by", "until", "since", "from"} or len(digits) != 4:
        return False
    if not digits.isdecimal() or int(digits[:2]) > 24 or int(digits[2:]) > 59 or number.last - number.first != 1:
        return False
    following = pieces[number.last] if number.last < len(pieces) else None
    return following is None or token_at(doc, following.start).pos_ not in {*NOUNS, "ADJ", "NUM"}


def _is_titled(pieces: Sequence[Piece], quantity: Quantity) -> bool:
    """As in "the Six-Day War": number and unit in capitals, with a hyphen, are a name."""
    number, unit = pieces[quantity.number.first], pieces[quantity.unit_last - 1]
    hyphened = pieces[quantity.number.last].text in DASHES
    capitals = number.kind == "word" and number.text[0].isupper() and unit.text[0].isupper()
    return hyphened and capitals and not _capitals(pieces) and not _title_case(pieces)


def _one_counts(doc: Doc, token: Token) -> bool:
    """As in "One" counts where it modifies a noun, or is what was killed, hurt or taken; as a pronoun it does not."""
    if token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ in NOUNS:
        following = doc[token.i + 1] if token.i + 1 < len(doc) else token
        before = doc[token.i - 1].lower_ if token.i else ""
        if before in {"this", "that", "no", "every", "each", "any", "the", "another"} or following.lower_ in {
            "another",
            "of",
        }:
            return False
        return token.head.lower_ not in _UNCOUNTED
    if token.dep_ in {"obj", "nsubj:pass", "conj"} and token.pos_ in {"NUM", "PRON", "NOUN"}:
        measure = governed_measure(token, human=True)
        plain = not any(child.dep_ in {"det", "amod", "acl:relcl"} for child in token.children)
        return plain and measure is not None and is_casualty(measure)
    return False


_UNCOUNTED = words("figures", "nouns-that-one-does-not-count")


def _names(  # noqa: PLR0911 - a decision list
    doc: Doc, pieces: Sequence[Piece], number: Number, before: Piece, token: Token
) -> bool:
    """A number behind a word that it completes: "Resolution 2254", "Boeing 737", "Route 66", "No. 5"."""
    counted_noun = token.dep_ == "nummod" and token.head.i > token.i and token.head.pos_ in NOUNS
    word = before.lower
    if word == "." and number.first > 1 and pieces[number.first - 2].lower in _SHORT:
        return True
    if word in {"no", "number", "nos"} and pieces[number.first].kind == "number" and not counted_noun:
        return True
    if before.text == ")" and number.first > 1 and pieces[number.first - 2].text.isupper() and not counted_noun:
        return pieces[number.first].kind == "number"
    if before.kind != "word":
        return False
    capital = before.text[0].isupper()
    if word in lexicon().designators and (capital or not counted_noun):
        return not counted_noun or capital
    if not capital or counted_noun or pieces[number.first].kind != "number":
        return False
    previous = token_at(doc, before.start)
    return previous.pos_ == "PROPN" and not _capitals(pieces)


_SHORT = words("figures", "abbreviations-before-numbers")


def _in_name(doc: Doc, pieces: Sequence[Piece], number: Number, token: Token) -> bool:
    """Whether the number is part of a name: "Group of Seven", "the Six-Day War", "Five Star Movement"."""
    text = pieces[number.first].text
    all_caps = _capitals(pieces)
    if (
        text[0].isupper()
        and not token.is_sent_start
        and not all_caps
        and pieces[number.first].kind == "word"
        and not _title_case(pieces)
    ):
        return True
    return token.ent_type_ in {"ORG", "PER"} and token.pos_ == "PROPN" and not text[0].isdecimal()


def _title_case(pieces: Sequence[Piece]) -> bool:
    words = [piece.text for piece in pieces if piece.kind == "word" and len(piece.text) > 3]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _capitals(pieces: Sequence[Piece]) -> bool:
    return not any(piece.kind == "word" and not piece.text.isupper() for piece in pieces)


def before_date(pieces: Sequence[Piece], number: Number, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether a number is the first of two days of one month ("on 3 and 12 May"): a date follows behind "and"."""
    if number.last + 1 >= len(pieces) or number.value is None or not 1 <= number.value <= 31:
        return False
    link, following = pieces[number.last], pieces[number.last + 1]
    return (
        link.lower in {"and", "or", ",", "to", "-", "–"}
        and following.kind == "number"
        and any(start == following.start for start, _ in dates)
    )
