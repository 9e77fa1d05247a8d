"""What states ask of, warn, back and give one another, whatever it is about, and who meets whom."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader

JUNE = dt.datetime(2026, 6, 20, tzinfo=dt.UTC)
Told = list[tuple[str, set[str | None], set[str | None]]]


def _told(text: str) -> Told:
    facts = extract(load_reader().read(text, None), None)

    def countries(event: int, role: str) -> set[str | None]:
        people = [p for m in facts.events if m.event == event for p in m.participants if p.role == role]
        return {facts.actors[p.actor].country for p in people}

    return [
        (kind, countries(n, "actor"), countries(n, "recipient"))
        for n, kind in {m.event: m.event_type for m in facts.events}.items()
    ]


@pytest.mark.parametrize(
    ("text", "event_type", "actor", "recipient"),
    [
        ("Lima pressed Quito to widen its canal.", "REQUEST", "PER", "ECU"),
        ("Peru asked Ecuador for tugs.", "REQUEST", "PER", "ECU"),
        ("Peru warned Ecuador that it would raise its port fees.", "THREATEN", "PER", "ECU"),
        ("Peru backed Ecuador's position on the reefs.", "SUPPORT", "PER", "ECU"),
        ("Ecuador received two boats from Peru.", "AID", "PER", "ECU"),
        ("Peru sent three trucks to Ecuador.", "AID", "PER", "ECU"),
        ("Lima says Quito is behind the blast.", "ACCUSE", "PER", "ECU"),
        ("Peru threatened to shell Quito.", "THREATEN", "PER", "ECU"),
        ("Lima hit out at Quito over the reefs.", "ACCUSE", "PER", "ECU"),
        ("Peru insisted that Ecuador withdraw its trawlers.", "REQUEST", "PER", "ECU"),
        ("Peru handed over a suspect in the mosque bombing to Ecuador.", "COOPERATE", "PER", "ECU"),
        ("Forty Kenyan prisoners were released from Ugandan jails.", "RETREAT", "UGA", "KEN"),
    ],
)
def test_states_deal_with_each_other(text: str, event_type: str, actor: str, recipient: str) -> None:
    assert (event_type, {actor}, {recipient}) in _told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The White House praised Peru for its fight against malaria.",
        "The Arab League praised Peru for its ports.",
    ],
)
def test_the_words_of_a_name_say_nothing_of_what_it_names(text: str) -> None:
    assert [kind for kind, _, _ in _told(text)] == ["SUPPORT"]


@pytest.mark.parametrize(
    "text",
    [
        "Rising tides threaten the islands of Kiribati.",
        "Peru warned Ecuador of a tsunami.",
        "The Peruvian opposition slept.",
    ],
)
def test_what_befalls_states_is_no_dealing_of_theirs(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Peruvian-Bolivian talks were held in Quito.", {"PER", "BOL"}),
        ("The Israeli-Palestinian talks resumed.", {"ISR", "PSE"}),
        ("Sino-Japanese talks took place.", {"CHN", "JPN"}),
        ("Turkish-Greek talks are to resume.", {"TUR", "GRC"}),
        ("The withdrawal of Chadian troops from Niger was completed.", {"TCD"}),
        ("Kenya's minister met Peruvian opposition leaders.", {"KEN", "PER"}),
        ("Kenya's president is in Quito on an official visit.", {"KEN"}),
        ("Kenya's vice president is expected in Quito for talks with Peru's premier.", {"KEN", "PER"}),
        ("Kenyan ministers met Peruvian officials to discuss the return of Chadian refugees.", {"KEN", "PER"}),
    ],
)
def test_who_meets_or_moves(text: str, countries: set[str]) -> None:
    assert [(actors) for _, actors, _ in _told(text)] == [countries]


def test_who_insists_that_something_will_be_demands_nothing() -> None:
    assert "REQUEST" not in {kind for kind, _, _ in _told("Peru insisted that Ecuador would withdraw its trawlers.")}


def test_who_hands_over_a_suspect_had_no_hand_in_the_deed() -> None:
    told = _told("Peru handed over a suspect in the mosque bombing to Ecuador.")
    assert all("PER" not in actors for kind, actors, _ in told if kind == "ASSAULT")


def test_both_sign_the_treaty_named_after_them() -> None:
    assert _told("A Peruvian-Bolivian treaty was signed in Quito.") == [("SUPPORT", {"PER", "BOL"}, set())]


def test_signing_a_treaty_is_one_event_in_headlines_too() -> None:
    assert [kind for kind, _, _ in _told("Peru, Bolivia sign basic treaty")] == ["SUPPORT"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya's premier flew to Quito to meet his Peruvian counterpart.", ["CONSULT"]),
        ("The ministers of Kenya and Peru will gather to discuss the tariffs.", ["AGREE"]),
        ("Kenya's premier will travel to Lima in May to hold talks with Peruvian leaders.", ["AGREE"]),
    ],
)
def test_a_meeting_and_what_it_is_for_are_one_event(text: str, told: list[str]) -> None:
    assert [kind for kind, _, _ in _told(text)] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya summoned Peruvian Ambassador Ana Paz.", [("ACCUSE", {"KEN"}, {"PER"})]),
        ("Kenya today summoned the Peruvian high commissioner over the shots.", [("ACCUSE", {"KEN"}, {"PER"})]),
        ("Kenya recalled its Ambassador Ana Paz from Lima.", [("SANCTION", {"KEN"}, {"PER"})]),
        ("Kenya, Peru and Chad have been locked in talks over the dam.", [("CONSULT", {"KEN", "PER", "TCD"}, set())]),
        ("Kenya agreed on sanctions against Peru.", [("SANCTION", {"KEN"}, {"PER"})]),
        ("Peru's navy launched air patrols around the reef.", [("MOBILIZE", {"PER"}, set())]),
    ],
)
def test_envoys_talks_sanctions_and_patrols(text: str, told: Told) -> None:
    assert _told(text) == told


def test_who_meets_somewhere_and_calls_for_something_calls_for_no_meeting() -> None:
    assert [kind for kind, *_ in _told("Meeting in Lima, the ministers called for a truce.")] == [
        "CONSULT",
        "REQUEST",
    ]


def test_both_countries_are_the_two_that_the_sentence_names() -> None:
    told = _told(
        "Peru met Chad. Peru and Chad argued. Kenya ratified its pact with Chile, so both states will hold drills."
    )
    assert told[-1][1] | told[-1][2] == {"KEN", "CHL"}


def test_what_may_be_done_within_hours_is_not_dated_by_them() -> None:
    found = extract(load_reader().read("Chad could bomb Niger within seven hours of the order."), JUNE).events
    assert [m.time for m in found] == [None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Peru responded with missile attacks.", [("ASSAULT", {"PER"}, set())]),
        ("Peru agreed to lift its opposition to Kenya's entry.", [("CONCEDE", {"PER"}, {"KEN"})]),
        ("Peru insisted Kenya withdraw its trawlers.", [("REQUEST", {"PER"}, {"KEN"})]),
        ("A treaty was signed between Peru and Kenya.", [("SUPPORT", {"PER", "KEN"}, set())]),
    ],
)
def test_who_responds_concedes_insists_and_comes_to_terms(text: str, told: Told) -> None:
    assert _told(text) == told


def test_the_two_countries_are_those_whose_officials_met() -> None:
    told = _told("Officials from Kenya and Peru met in Lima. A deal was reached between the two countries.")
    assert told[-1] == ("AGREE", {"KEN", "PER"}, set())


def test_who_calls_the_idea_of_an_attack_nonsense_threatens_nobody() -> None:
    told = _told("Peru's premier said: “The idea that we will attack some other country is nonsense.”")
    assert "THREATEN" not in {kind for kind, *_ in told}


def test_who_says_what_others_did_blames_for_it() -> None:
    told = _told("Peru's ministry said troops killed a guard, blaming Kenya for the raid.")
    assert [actors for kind, actors, _ in told if kind == "ACCUSE"] == [{"PER"}]


@pytest.mark.parametrize(
    "text",
    [
        "A meeting took place between Peru and Kenya.",
        "Peru's minister joined his Kenyan counterpart in Lima for talks on fishing.",
    ],
)
def test_talks_that_take_place_or_are_joined_have_both_parties(text: str) -> None:
    assert ("CONSULT", {"PER", "KEN"}, set()) in _told(text)


def test_who_underlines_a_need_urges_by_itself() -> None:
    text = "Peru underlined the need to hold smugglers accountable and urged Kenya to cooperate with Lima."
    assert ("REQUEST", {"PER"}, {"KEN"}) in _told(text)
