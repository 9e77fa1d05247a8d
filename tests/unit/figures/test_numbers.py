"""The grammar of numbers, without a parser."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.figures.bounds import bounded
from pipelines.extract.figures.numbers import Number, literal, read_numbers
from pipelines.extract.figures.pieces import cut

ONES = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def numbers(text: str) -> list[Number]:
    return read_numbers(cut(text))


def the_number(text: str) -> Number:
    found = numbers(text)
    assert len(found) == 1, found
    return found[0]


def spelled(value: int) -> str:
    """The English words of a whole number below a billion."""
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= size:
            rest = value % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{spelled(value // size)} {name}" + (joint + spelled(rest) if rest else "")
    return ONES[value] if value < 20 else TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.2 million", 1_200_000),
        ("30,000", 30_000),
        ("30 000", 30_000),
        ("30\u202f000", 30_000),
        ("30'000", 30_000),
        ("1.234.567", 1_234_567),
        ("1.234,5", 1234.5),
        ("1,23,456", 123_456),
        ("24K", 24_000),
        ("3bn", 3_000_000_000),
        ("5 . 6", 5.6),
        ("80 , 000", 80_000),
        ("two dozen", 24),
        ("a hundred", 100),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("two and a half", 2.5),
        ("two and a half million", 2_500_000),
        ("10 1/2", 10.5),
        ("3½", 3.5),
        ("two hundred and five", 205),
        ("seven thousand two hundred and forty-one", 7241),
        ("50 lakh", 5_000_000),
        ("2 crore", 20_000_000),
        ("٣٠", 30),
        ("１２３", 123),
        ("one in five", 0.2),
        ("nine out of ten", 0.9),
        ("a quarter of", 0.25),
        ("two-thirds", 2 / 3),
        ("three quarters", 0.75),
        ("tripled", 3),
    ],
)
def test_has_the_value(text: str, value: float) -> None:
    number = the_number(text)
    assert number.value == pytest.approx(value)
    assert number.low == number.high == number.value


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("70–80", 75, 70, 80),
        ("70-80", 75, 70, 80),
        ("70 to 80", 75, 70, 80),
        ("between 5 and 7", 6, 5, 7),
        ("from 12 to 19", 15.5, 12, 19),
        ("two to three dozen", 30, 24, 36),
        ("2-3 million", 2_500_000, 2_000_000, 3_000_000),
        ("five or six", 5.5, 5, 6),
        ("200,000 to 1.5 million", 850_000, 200_000, 1_500_000),
    ],
)
def test_is_a_range(text: str, value: float, low: float, high: float) -> None:
    number = the_number(text)
    assert (number.bound, number.value, number.low, number.high) == ("range", value, low, high)


def test_a_change_is_two_numbers() -> None:
    assert [n.value for n in numbers("the toll rose from 12 to 19")] == [12, 19]


@pytest.mark.parametrize(
    ("text", "low"), [("dozens", 24), ("hundreds", 200), ("tens of thousands", 20_000), ("millions", 2_000_000)]
)
def test_a_vague_plural_is_at_least_two(text: str, low: float) -> None:
    number = the_number(text)
    assert (number.value, number.low, number.high, number.bound) == (low, low, None, "at_least")


@pytest.mark.parametrize("text", ["a few hundred", "several thousand", "many thousands"])
def test_an_open_amount_has_no_value(text: str) -> None:
    number = the_number(text)
    assert (number.value, number.low, number.high) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "bound", "low", "high"),
    [
        ("at least nine", "at_least", 9, None),
        ("more than nine", "more_than", 9, None),
        ("over nine", "more_than", 9, None),
        ("nine or more", "at_least", 9, None),
        ("up to nine", "at_most", None, 9),
        ("as many as nine", "at_most", None, 9),
        ("no more than nine", "at_most", None, 9),
        ("fewer than nine", "less_than", None, 9),
        ("nearly nine", "less_than", None, 9),
        ("about nine", "about", None, None),
        ("some nine", "about", None, None),
        ("an estimated nine", "about", None, None),
        ("nine or so", "about", None, None),
        ("at least some nine", "at_least", 9, None),
        ("exactly nine", "exact", 9, 9),
        ("nine", "exact", 9, 9),
        ("> 9", "more_than", 9, None),
        ("≤9", "at_most", None, 9),
    ],
)
def test_bound_words_leave_an_interval(text: str, bound: str, low: float | None, high: float | None) -> None:
    pieces = cut(text)
    number = read_numbers(pieces)[0]
    found = bounded(pieces, number, number.first, number.last)
    assert (found.number.bound, found.number.low, found.number.high, found.number.value) == (bound, low, high, 9)
    assert (found.first, found.last) == (0, len(pieces))


@settings(deadline=None)
@given(st.integers(1, 999_999_999))
def test_a_number_has_one_value_however_it_is_written(value: int) -> None:
    ways = [
        str(value),
        f"{value:,}",
        f"{value:,}".replace(",", "\u202f"),
        f"{value:,}".replace(",", "’"),
        spelled(value),
        spelled(value).upper(),
    ]
    ways += [
        f"{value / 1000:.3f} thousand",
        f"{value / 1_000_000:.6f} million",
        str(value).translate({48 + d: 0x660 + d for d in range(10)}),
    ]
    if value >= 1000:
        ways.append(f"{value:,}".replace(",", " "))
    for text in ways:
        found = numbers(text)
        assert len(found) == 1, text
        assert found[0].value == pytest.approx(value), text


@given(st.floats(0, 1e15, allow_nan=False, allow_infinity=False))
def test_formatting_round_trips(value: float) -> None:
    assert literal(f"{value:,.2f}") == pytest.approx(round(value, 2), abs=0.005)


@given(st.text(max_size=200))
def test_any_text_gives_ordered_disjoint_finite_numbers(text: str) -> None:
    last = 0
    for number in numbers(text):
        assert last <= number.first < number.last
        last = number.last
        assert number.value is None or math.isfinite(number.value)
        assert number.low is None or number.high is None or number.low <= number.high


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "1," * 5_000 + "1",
        "1,234" + ",567" * 5_000,
        "one " * 5_000,
        "million " * 5_000,
        "1" + " 000" * 5_000,
    ],
)
def test_hostile_numbers_take_bounded_time(text: str) -> None:
    for number in numbers(text):
        assert number.value is None or math.isfinite(number.value)


def test_ten_thousand_digits_are_no_number() -> None:
    assert numbers("9" * 10_000) == []


@pytest.mark.parametrize("text", ["", "no number", "the second half", "a third man", "a quarter past", "one and three"])
def test_ordinals_and_halves_of_things_are_no_numbers(text: str) -> None:
    assert all(number.value in {1, 3} and number.kind == "cardinal" for number in numbers(text))
