"""Figures in sentences: which numbers count, what they count and what they measure."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.extract.facts import Figure

Figures = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("text", "value", "unit", "item", "measure"),
    [
        ("The blast killed 12 people.", 12, "person", "people", "fatalities"),
        ("Two dozen villagers were killed in the raid.", 24, "person", "villagers", "fatalities"),
        ("Rebels wounded 36 soldiers.", 36, "person", "soldiers", "injuries"),
        ("The storm left nine people dead.", 9, "person", "people", "fatalities"),
        ("The shelling led to the deaths of two teachers.", 2, "person", "teachers", "fatalities"),
        ("Police arrested at least 45 protesters.", 45, "person", "protesters", "detained"),
        ("Gunmen kidnapped three engineers.", 3, "person", "engineers", "abducted"),
        ("The flood displaced 14,000 villagers.", 14_000, "person", "villagers", "displaced"),
        ("Another 3 people were missing.", 3, "person", "people", "missing"),
        ("The ministry deployed 5,000 soldiers.", 5000, "person", "soldiers", "troops"),
        ("The two presidents met in Oslo.", 2, "person", "presidents", "participants"),
        ("Bombers destroyed six grain silos.", 6, "grain silo", "grain silos", "other"),
        ("The army fired 36 shells.", 36, "shell", "shells", "weapons"),
        ("Jets conducted 11 strikes near the coast.", 11, "strike", "strikes", "incidents"),
        ("The bill passed with 61 votes.", 61, "vote", "votes", "votes"),
        ("The two countries signed it.", 2, "country", "countries", "other"),
        ("The death toll rose to 19.", 19, "person", None, "fatalities"),
        ("They share a 900-kilometer border.", 900, "kilometre", None, "length"),
        ("The town lies about 40 km from the frontier.", 40, "kilometre", None, "distance"),
        ("The war lasted two decades.", 2, "decade", None, "duration"),
        ("He is 45 years old.", 45, "year", None, "age"),
        ("The 42-year-old was shot.", 42, "year", None, "age"),
        ("Donors pledged $350m.", 350_000_000, "USD", None, "money"),
        ("Turnout was 61 per cent.", 61, "percent", None, "percentage"),
        ("No casualties were reported.", 0, "person", "casualties", "casualties"),
    ],
)
def test_reads_value_unit_item_and_measure(
    figures: Figures, text: str, value: float, unit: str, item: str | None, measure: str
) -> None:
    found = figures(text)
    assert [(f.value, f.unit, f.item, f.measure) for f in found] == [(value, unit, item, measure)]


def test_a_figure_knows_its_bound_and_modifier(figures: Figures) -> None:
    (figure,) = figures("It sent up to 12,000 additional soldiers.")
    assert (figure.bound, figure.low, figure.high) == ("at_most", None, 12_000)
    assert (figure.evidence, figure.modifier, figure.item) == (
        "up to 12,000 additional soldiers",
        "additional",
        "soldiers",
    )


def test_whoever_kills_is_not_counted_among_the_dead(figures: Figures) -> None:
    assert [(f.item, f.measure) for f in figures("Three gunmen killed five teachers.")] == [
        ("gunmen", "troops"),
        ("teachers", "fatalities"),
    ]


def test_parts_of_a_sum_share_its_measure(figures: Figures) -> None:
    assert [(f.value, f.measure) for f in figures("Nine people, including three women, died.")] == [
        (9, "fatalities"),
        (3, "fatalities"),
    ]


def test_nothing_is_counted_for_each_kind_of_harm(figures: Figures) -> None:
    assert [(f.value, f.measure) for f in figures("There were no injuries or deaths.")] == [
        (0, "injuries"),
        (0, "fatalities"),
    ]


def test_a_distance_knows_what_it_is_measured_from(figures: Figures) -> None:
    (figure,) = figures("The village lies 70 kilometers from the border.")
    assert figure.subject == "village from the border"


@pytest.mark.parametrize(
    "text",
    [
        "An F-16 landed.",
        "The council adopted Resolution 2254.",
        "A Boeing 737 crashed on Route 66.",
        "They invoked Article 370.",
        "It happened on 3 March 2011.",
        "It happened in 1994.",
        "The talks began at 2.15pm.",
        "They won 3-1.",
        "It was a 5-4 ruling.",
        "Call 555-0199.",
        "The first attempt failed.",
        "No one came.",
        "One must ask why.",
        "One of them spoke.",
        "Coordinates: 15°21′N 38°57′E",
        "The rocket weighs 10² units of x1e999.",
    ],
)
def test_names_dates_scores_and_pronouns_are_no_figures(figures: Figures, text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10_000,
        "1e999 people died",
        "٣٠ people were killed",
        "1,2.3,4.5,6 x ½⅓²³ 3/4/5 5--6 7–",
        "12 34 56 78\n90 12 34 56\n" * 200,
        "$" * 3000 + "5",
        "(" * 500 + "1)" * 500,
        "five " * 2000,
        "from 5 to from 6 to between 7 and and and",
    ],
)
def test_hostile_numbers_give_sane_rows_or_none(figures: Figures, text: str) -> None:
    for figure in figures(text):
        assert figure.text == text[figure.start : figure.end]
        assert figure.value is None or abs(figure.value) < 1e40


SENTENCES = [
    "The blast killed 12 people.",
    "Police detained at least 45 men, including three officers.",
    "Donors pledged $350m for 1.2 million refugees.",
    "The town lies 40–50 kilometers from the coast.",
    "Nobody was hurt.",
    "A quarter of the residents left.",
]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_a_sentence_more_changes_no_other_figures(figures: Figures, sentences: list[str]) -> None:
    opening = "News in brief\n\nThe government said that it would look into the reports on Monday.\n\n"
    alone = [(f.text, f.value, f.low, f.high, f.unit, f.measure) for s in sentences for f in figures(opening + s)]
    found = figures(opening + "\n\n".join(sentences))
    assert [(f.text, f.value, f.low, f.high, f.unit, f.measure) for f in found] == alone
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_parts_go_on_behind_the_first(figures: Figures) -> None:
    nine, three, two = figures("Nine people, including three women and two children, were killed.")
    assert (nine.tally, three.tally, two.tally) == (None, "part", "part")
    assert two.measure == "fatalities"
    *_, hurt = figures("At least nine people died, including three women, and 11 were hurt.")
    assert hurt.tally is None


def test_what_tripled_is_the_subject_not_the_time(figures: Figures) -> None:
    (figure,) = figures("Exports tripled last year.")
    assert (figure.value, figure.unit, figure.item, figure.modifier, figure.subject) == (
        3,
        "times",
        None,
        None,
        "Exports",
    )


def test_strong_says_how_many_not_what_kind(figures: Figures) -> None:
    (figure,) = figures("A 30,000-strong force crossed the river.")
    assert (figure.item, figure.measure, figure.modifier) == ("force", "troops", None)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The camp is 70 kilometres away from the town of Dera.", "camp from the town of Dera"),
        ("The blast hit a camp 12 miles north-east of Irbil.", "camp north-east of Irbil"),
        ("They stormed a market in Kassoum, about 60 km (37 miles) north of Djibo, and left.", "Kassoum"),
        ("The town of Kidal is 300 km northeast of Gao.", "town of Kidal northeast of Gao"),
        ("The two cities lie 300 km apart.", "two cities"),
    ],
)
def test_a_distance_is_of_what_stands_there(figures: Figures, text: str, subject: str) -> None:
    assert figures(text)[-1].subject == subject


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Inflation rose to 12.5 per cent in May.", "Inflation"),
        ("The two leaders agreed to increase trade to $15 billion.", "trade"),
        ("The council said it would send 12 tonnes of food.", None),
        ("The president declared three days of mourning.", None),
    ],
)
def test_a_measure_is_of_what_is_measured_not_of_who_acts(figures: Figures, text: str, subject: str | None) -> None:
    assert figures(text)[-1].subject == subject


def test_a_list_of_digits_has_no_decimals(figures: Figures) -> None:
    assert [figure.value for figure in figures("Groups of 1,2,3,4 and 5 men came.")] == [1, 2, 3, 4, 5]
    assert [figure.value for figure in figures("Prices rose 1,5 percent.")] == [1.5]


def test_codes_are_names(figures: Figures) -> None:
    assert figures("Dial in with passcode 3080897, or listen on transponder 77.") == []
