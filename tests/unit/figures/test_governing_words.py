"""Which words a number goes with: verbs with "over" and "up", governing verbs, compounds, other counts, events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import Figure
from pipelines.language import load_reader

Figures = Callable[[str], list[Figure]]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Lima handed over 12 captives.", "exact"),
        ("The rebels took over three towns.", "exact"),
        ("The rebels took over 200 hostages.", "more_than"),
        ("It took over two hours to reach them.", "more_than"),
        ("Troops overran over 20 posts.", "more_than"),
        ("Nurses voiced alarm over 1,083 cases.", "exact"),
        ("Prices edged up to 5.1%.", "exact"),
        ("The toll has gone up to 41.", "exact"),
        ("The army sent up to 41 lorries.", "at_most"),
        ("Prices drew closer to 18 pesos.", "exact"),
        ("30-some people were killed.", "about"),
    ],
)
def test_over_and_up_may_belong_to_the_verb(figures: Figures, text: str, bound: str) -> None:
    assert [figure.bound for figure in figures(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("More than 900 farmers are thought to have died in the drought.", "fatalities"),
        ("About 40 nurses are known to have been arrested.", "detained"),
        ("At least 17 opposition figures have been jailed.", "detained"),
        ("The junta executed five officers convicted of treason.", "fatalities"),
        ("Two wounded soldiers died.", "fatalities"),
        ("The gunmen were holding 20 pupils hostage.", "abducted"),
        ("Hundreds remain behind bars.", "detained"),
        ("A family of four was burnt alive.", "fatalities"),
        ("The fire cost 40 people their homes.", "displaced"),
        ("They displaced 3,000 people.", "displaced"),
        ("The envoy put the number of monks arrested at 45.", "detained"),
    ],
)
def test_the_governing_verb_says_what_is_measured(figures: Figures, text: str, measure: str) -> None:
    assert [(figure.unit, figure.measure) for figure in figures(text)] == [("person", measure)]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Some 800 Peruvians drowned, down from 1,100 a year earlier.", ("person", "fatalities", "Peruvians")),
        ("Measles cases rose to 4,312, from 3,870.", ("case", "incidents", "cases")),
        ("Unions said 20,000 marched, double the 10,000 counted by police.", ("person", "participants", None)),
        ("About 900 people marched. Unions put the figure at 3,000.", ("person", "participants", "people")),
    ],
)
def test_a_figure_compared_counts_the_same(figures: Figures, text: str, last: tuple[str, str, str | None]) -> None:
    assert [(f.unit, f.measure, f.item) for f in figures(text)][-1] == last


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("The senate voted 92-14 to censure her.", [92, 14]),
        ("The bill passed 52-48.", [52, 48]),
        ("Deputies approved the law by 54 to 46.", [54, 46]),
        ("The team won 3-1.", []),
    ],
)
def test_the_two_numbers_of_a_vote(figures: Figures, text: str, votes: list[float]) -> None:
    assert [figure.value for figure in figures(text) if figure.measure == "votes"] == votes


@pytest.mark.parametrize(
    ("text", "unit", "item", "modifier"),
    [
        ("They fired two short-range missiles.", "missile", "missiles", "short-range"),
        ("Three high-ranking officers fled.", "person", "officers", "high-ranking"),
        ("It sent 96 Shahed-type drones.", "drone", "drones", "Shahed-type"),
        ("Nine Saudis were held.", "person", "Saudis", None),
        ("It took in 2 million South Sudanese.", "person", "South Sudanese", None),
        ("They scrambled two F-16s.", "aircraft", "F-16s", None),
        ("Raiders stole 900 head of cattle.", "cattle", "cattle", None),
    ],
)
def test_things_and_peoples_by_their_names(
    figures: Figures, text: str, unit: str, item: str, modifier: str | None
) -> None:
    assert [(f.unit, f.item, f.modifier) for f in figures(text)] == [(unit, item, modifier)]


def test_the_things_whose_size_is_told_are_counted(figures: Figures) -> None:
    bombs, size = figures("Jets dropped two 500-pound bombs.")
    assert (bombs.unit, bombs.item, size.unit) == ("bomb", "bombs", "pound")


@pytest.mark.parametrize(
    ("text", "value", "unit", "measure"),
    [
        ("A girl of 6 was found.", 6, "year", "age"),
        ("Omar Hassan (42), a trader, spoke.", 42, "year", "age"),
        ("It called up reservists under 45.", 45, "year", "age"),
        ("The ship has a crew of 12.", 12, "person", "other"),
        ("A mother of four was beaten.", 4, "person", "other"),
        ("The editor was fined 900 pounds.", 900, "pound", "money"),
        ("It drifted inside the 24-nautical-mile limit.", 24, "nautical mile", "distance"),
        ("There is a one-in-four chance.", 0.25, None, "percentage"),
        ("Three in 10 voters stayed at home.", 0.3, None, "percentage"),
        ("The law affects one Chadian in eight.", 0.125, None, "percentage"),
    ],
)
def test_ages_wholes_and_shares(figures: Figures, text: str, value: float, unit: str | None, measure: str) -> None:
    assert [(f.value, f.unit, f.measure) for f in figures(text)] == [(value, unit, measure)]


def test_numbers_in_brackets_behind_places_are_parts(figures: Figures) -> None:
    found = figures("Some 2.3 million Syrians live abroad, mainly in Turkey (1.1 million) and Jordan (600,000).")
    assert [(f.unit, f.item, f.tally) for f in found[1:]] == [("person", "Syrians", "part")] * 2


def test_a_speed_goes_on_behind_its_conversion(figures: Figures) -> None:
    found = figures("Winds of 185 kilometers (115 miles) per hour were measured.")
    assert [(f.unit, f.dimension) for f in found] == [("kilometre per hour", "speed"), ("mile per hour", "speed")]


@pytest.mark.parametrize(
    "text",
    [
        "The 5+5 commission met.",
        "Half a world away, he laughed.",
        "A bus was stopped on 7 August Avenue.",
        "The 12 March Movement called a strike.",
    ],
)
def test_names_and_phrases_are_no_figures(figures: Figures, text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "value", "trigger"),
    [
        ("The queen visited Cuzco, where a fire killed three people.", 3, None),
        ("In Peru, where 16 people died in June, police arrested two lawyers.", 16, None),
        ("Gunmen attacked a market, where 12 people died.", 12, "attacked"),
        ("The war has killed 900 people and driven 13,000 from their homes.", 13_000, None),
        ("The junta executed five officers convicted of treason.", 5, "executed"),
        ("Rebels attacked the town, killing 12 and displacing 4,000.", 4000, "attacked"),
        ("Troops overran the town. More than 9,000 people are believed to have died in the war.", 9000, None),
        ("Gunmen fired on a bus. Hamas handed over the bodies of three men.", 3, None),
    ],
)
def test_the_killed_belong_to_an_attack_and_not_to_the_news_beside_them(
    text: str, value: float, trigger: str | None
) -> None:
    facts = extract(load_reader().read(text), None)
    (figure,) = (f for f in facts.figures if f.value == value)
    told = None if figure.event_mention is None else facts.events[figure.event_mention].trigger_text
    assert told == trigger
