"""Units of measurement and currencies beside a number."""

from __future__ import annotations

import pytest

from pipelines.extract.figures.numbers import read_numbers
from pipelines.extract.figures.pieces import cut
from pipelines.extract.figures.quantities import Quantity, combined, read_quantity


def quantity(text: str) -> Quantity:
    pieces = cut(text)
    found = combined(pieces, [read_quantity(pieces, number) for number in read_numbers(pieces)])
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "dimension"),
    [
        ("900-kilometer", 900, "kilometre", "length"),
        ("8 km", 8, "kilometre", "length"),
        ("48m", 48, "metre", "length"),
        ("12 nautical miles", 12, "nautical mile", "length"),
        ("5 ft 6 in", 5.5, "foot", "length"),
        ("700 square miles", 700, "square mile", "area"),
        ("700 sq km", 700, "square kilometre", "area"),
        ("40 m2", 40, "square metre", "area"),
        ("12 hectares", 12, "hectare", "area"),
        ("816 000 t", 816_000, "ton", "mass"),
        ("16,000 metric tons", 16_000, "tonne", "mass"),
        ("50 kg", 50, "kilogram", "mass"),
        ("two decades", 2, "decade", "duration"),
        ("a 10-day", 10, "day", "duration"),
        ("5–6 per cent", 5.5, "percent", "ratio"),
        ("30%", 30, "percent", "ratio"),
        ("3 percentage points", 3, "percentage point", "ratio"),
        ("-5 °C", -5, "degree Celsius", "temperature"),
        ("120 km/h", 120, "kilometre per hour", "speed"),
        ("30 knots", 30, "knot", "speed"),
        ("100 Mbps", 100, "megabit per second", "other"),
        ("1013 hPa", 1013, "hectopascal", "other"),
        ("90 mmHg", 90, "millimetre of mercury", "other"),
        ("9.8 m/s2", 9.8, "metre per second squared", "other"),
        ("Rs.500", 500, "INR", "money"),
        ("Rs. 5 lakh", 500_000, "INR", "money"),
        ("500,000 barrels", 500_000, "barrel", "volume"),
        ("7,000 m3/s", 7000, "cubic metre per second", "other"),
        ("3 MWh", 3, "megawatt hour", "energy"),
        ("$350m", 350_000_000, "USD", "money"),
        ("US$ 1.2 billion", 1_200_000_000, "USD", "money"),
        ("€5bn", 5_000_000_000, "EUR", "money"),
        ("over 9 billion euros", 9_000_000_000, "EUR", "money"),
        ("millions of dollars", 2_000_000, "USD", "money"),
        ("Rs 50 lakh", 5_000_000, "INR", "money"),
        ("R50", 50, "ZAR", "money"),
        ("C$ 15", 15, "CAD", "money"),
        ("USD 22.5 million", 22_500_000, "USD", "money"),
        ("30 MUSD", 30_000_000, "USD", "money"),
        ("10 $", 10, "USD", "money"),
        ("3 dollars 50 cents", 3.5, "USD", "money"),
        ("2 Swiss francs", 2, "CHF", "money"),
    ],
)
def test_reads_the_unit(text: str, value: float, unit: str, dimension: str) -> None:
    found = quantity(text)
    assert found.unit is not None
    assert found.number.value == pytest.approx(value)
    assert (found.unit.name, found.unit.dimension) == (unit, dimension)


def test_an_m_is_millions_of_people_and_metres_otherwise() -> None:
    assert quantity("5m people").number.value == 5_000_000
    assert quantity("5m apart").unit is not None


def test_a_range_of_amounts_is_one_quantity() -> None:
    found = quantity("$5 to $10")
    assert (found.number.bound, found.number.low, found.number.high) == ("range", 5, 10)


def test_two_opposite_bounds_are_a_range() -> None:
    found = quantity("at least 20 and at most 100")
    assert (found.number.bound, found.number.low, found.number.high) == ("range", 20, 100)


@pytest.mark.parametrize("text", ["5 mortals", "5 kmart", "12 inside", "3 tall", "7 usable", "9 cupboards"])
def test_a_unit_is_a_whole_word(text: str) -> None:
    assert quantity(text).unit is None


@pytest.mark.parametrize("text", ["All 12 hostages", "ALL 12 HOSTAGES", "Try 5 of them"])
def test_a_word_that_is_a_currency_s_code_is_no_money(text: str) -> None:
    assert quantity(text).unit is None
