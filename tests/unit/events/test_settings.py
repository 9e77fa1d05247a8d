"""When and where an event takes place, read from its own sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import EventMention, Facts
from pipelines.language import load_reader


def _facts(text: str) -> Facts:
    return extract(load_reader().read(f"Report\n\n{text}"), None)


def _place(facts: Facts, m: EventMention) -> str | None:
    return None if m.place is None else facts.place_mentions[m.place].text


def _time(facts: Facts, m: EventMention) -> str | None:
    return None if m.time is None else facts.times[m.time].text


def test_an_outcome_shares_time_and_place_with_its_attack() -> None:
    facts = _facts("Rebels shelled a market in Nairobi on Monday, killing nine people.")
    assert {_place(facts, m) for m in facts.events} == {"Nairobi"}
    assert {_time(facts, m) for m in facts.events} == {"Monday"}


def test_what_a_town_is_close_to_is_not_where_it_happens() -> None:
    facts = _facts(
        "GUNMEN IN KENYA SHELLED A MARKET IN SAN LUCAS, A TOWN CLOSE TO THE CAPITAL. IN NAIROBI A MAN WAS HELD."
    )
    assert _place(facts, facts.events[0]) == "SAN LUCAS"


def test_what_follows_a_condemned_attack_belongs_to_the_attack() -> None:
    facts = _facts("Kenya condemned the attack on Monday in Mogadishu.")
    attack = next(m for m in facts.events if m.event_type == "ASSAULT")
    condemned = next(m for m in facts.events if m.event_type == "ACCUSE")
    assert (_place(facts, attack), _place(facts, condemned)) == ("Mogadishu", None)


def test_where_somebody_condemns_an_attack_is_not_where_it_took_place() -> None:
    facts = _facts("In Nairobi, the minister condemned the attack on the city.")
    attack = next(m for m in facts.events if m.event_type == "ASSAULT")
    condemned = next(m for m in facts.events if m.event_type == "ACCUSE")
    assert (_place(facts, attack), _place(facts, condemned)) == ("the city", "Nairobi")


def test_the_setting_of_another_event_is_not_taken() -> None:
    facts = _facts("Kenya recalled its ambassador over Tuesday's attack.")
    recalled = next(m for m in facts.events if m.event_type == "SANCTION")
    assert recalled.time is None


def test_an_act_of_speech_does_not_take_place_where_its_topic_does() -> None:
    facts = _facts("The minister stressed the need for a ceasefire in Somalia.")
    assert all(m.place is None for m in facts.events if m.event_type == "REQUEST")


def test_a_drill_that_begins_from_a_port_is_held_there() -> None:
    facts = _facts("The annual military drill will commence from Mombasa.")
    assert [_place(facts, m) for m in facts.events] == ["Mombasa"]


def test_a_town_that_is_hit_is_where_the_attack_takes_place() -> None:
    facts = _facts("The militia shelled Mombasa. The rebels began an offensive to recapture Kisumu.")
    assert {"Mombasa", "Kisumu"} <= {_place(facts, m) for m in facts.events}


def test_a_clause_on_a_noun_does_not_take_the_setting_of_its_sentence() -> None:
    facts = _facts("The group bombed by Kenya has offices in Somalia.")
    assert [_place(facts, m) for m in facts.events if m.event_type == "ASSAULT"] == [None]


def test_an_attack_is_not_where_its_sources_are() -> None:
    facts = _facts("A banker was kidnapped in Colombia, according to sources in Caracas.")
    assert [_place(facts, m) for m in facts.events if m.event_type == "ASSAULT"] == ["Colombia"]


def test_a_year_behind_what_somebody_apologises_for_is_that_of_the_deed() -> None:
    facts = _facts("The president apologised for the killing of nine villagers by soldiers in 1998.")
    assert {m.event_type: _time(facts, m) for m in facts.events} == {"CONCEDE": None, "ASSAULT": "1998"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The minister visited Quito on Monday.", "Quito"),
        ("The Goma attack killed nine people.", "Goma"),
        ("He met the foreign minister on the sidelines of the summit in Geneva.", "Geneva"),
    ],
)
def test_an_event_is_where_one_goes_what_names_it_or_what_hosts_it(text: str, place: str) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events} == {place}


def _dated(text: str, event_type: str) -> list[str | None]:
    facts = _facts(text)
    return [_time(facts, m) for m in facts.events if m.event_type == event_type]


def test_the_day_of_a_condemnation_is_not_that_of_the_attack() -> None:
    text = "Kenya on Wednesday condemned Ugandan air strikes near Kisumu."
    assert (_dated(text, "ACCUSE"), _dated(text, "ASSAULT")) == (["Wednesday"], [None])


def test_a_clause_with_its_own_subject_has_its_own_day() -> None:
    text = "Rebels shelled a market on Monday, and Kenya condemned them as murderers."
    assert (_dated(text, "ASSAULT"), _dated(text, "ACCUSE")) == (["Monday"], [None])


def test_a_day_told_first_holds_for_all_that_follows() -> None:
    text = "On Monday rebels shelled a market and Kenya bombed their camp."
    assert _dated(text, "ASSAULT") == ["Monday", "Monday"]


def test_the_month_of_what_is_agreed_is_not_that_of_the_agreement() -> None:
    assert _dated("The two sides agreed to hold elections in June.", "AGREE") == [None]


def test_a_place_on_the_object_is_that_of_the_act_though_another_act_is_told_beside_it() -> None:
    facts = extract(load_reader().read("Report\n\nThe agency suspended distributions in Goma after the looting."), None)
    placed = {m.trigger_text: m.place for m in facts.events}
    assert facts.place_mentions[placed["suspended"] or 0].text == "Goma"


def test_troops_withdraw_where_they_were() -> None:
    facts = extract(load_reader().read("Report\n\nChad has withdrawn two battalions from Goma."), None)
    assert [facts.place_mentions[m.place or 0].text for m in facts.events] == ["Goma"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Nine people were killed and six wounded as the result of a bomb blast in downtown Kampala.",
            "downtown Kampala",
        ),
        ("The singer was gunned down with two women who were wounded as he was about to perform in Jinja.", "Jinja"),
        ("Militants killed nine people in Somalia in a raid on a school in the town of Baidoa.", "town of Baidoa"),
        ("The rebels, who are based in Rwanda, attacked a village in the Congo.", "Congo"),
        ("Gunmen attacked a bus in Tillaberi, near the border with Mali.", "Tillaberi"),
    ],
)
def test_all_that_tells_of_one_attack_is_where_the_attack_is(text: str, place: str) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events if m.event_type == "ASSAULT"} == {place}


def test_deeds_that_point_at_one_another_are_one() -> None:
    facts = _facts("During the raid in Baidoa, one guard was killed and another wounded.")
    assert {_place(facts, m) for m in facts.events} == {"Baidoa"}


@pytest.mark.parametrize(
    "text",
    [
        "The trader, who spent most of his time in Dubai, was kidnapped on Friday.",
        "A teacher from a school in Multan was shot dead on Friday.",
    ],
)
def test_an_event_is_not_where_those_in_it_live_or_come_from(text: str) -> None:
    facts = _facts(text)
    assert facts.events
    assert {_place(facts, m) for m in facts.events} == {None}


def test_the_day_of_who_tells_of_deaths_is_not_that_of_the_deaths() -> None:
    facts = _facts("On Thursday, the governor confirmed the toll of the strike, stating that nine people were killed.")
    assert {_time(facts, m) for m in facts.events if m.event_type == "ASSAULT"} == {None}


def test_who_speaks_somewhere_condemns_there_what_happened_elsewhere() -> None:
    facts = _facts("Speaking in Kisumu, the president condemned the raid in Garissa.")
    assert {m.event_type: _place(facts, m) for m in facts.events} == {"ACCUSE": "Kisumu", "ASSAULT": "Garissa"}


def test_the_last_days_date_what_happened_in_them_but_not_the_last_decades() -> None:
    published = dt.datetime(2024, 5, 6, 12, tzinfo=dt.UTC)
    for stretch, day in (("the past 24 hours", dt.date(2024, 5, 5)), ("the past two decades", None)):
        facts = extract(load_reader().read(f"Report\n\nRebels killed nine people in {stretch}."), published)
        assert [None if m.time is None else facts.times[m.time].date_start for m in facts.events] == [day]


@pytest.mark.parametrize(
    "text",
    [
        '"Neither side wants a war," said Elena Markou, a researcher at a think tank in Brussels.',
        "The envoys discussed the crisis in Syria.",
        "According to officials in Athens, troops fired at a boat.",
    ],
)
def test_where_speakers_are_and_what_is_discussed_is_not_where_it_happens(text: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert [m.place for m in facts.events] == [None] * len(facts.events)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("He was alarmed that a judge was killed by gunmen early on Monday in Gitega.", "Gitega"),
        ("Troops overran a post that the rebels had held in Gitega.", "Gitega"),
        ("A grocer was shot by men who entered his house in Gitega.", "Gitega"),
        ("The smuggler was arrested during a raid on a farm, it was reported in Gitega.", None),
        ("A councillor was murdered on Monday, at the same time that the governor met bankers in Gitega.", None),
    ],
)
def test_what_attackers_enter_is_the_scene_and_where_it_is_reported_is_not(text: str, place: str | None) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events if m.event_type in ("ASSAULT", "COERCE")} == {place}


def test_what_stands_within_a_told_clause_dates_the_event_in_it() -> None:
    facts = _facts("Police said on Friday that yesterday armed men overpowered the guards and burned the bank.")
    assert {_time(facts, m) for m in facts.events if m.event_type == "ASSAULT"} == {"yesterday"}


def test_an_event_is_on_the_day_told_rather_than_at_a_time_of_day_or_after_something() -> None:
    assert _dated("Rebels killed a judge at dawn near the river on Friday.", "ASSAULT") == ["Friday"]
    assert _dated("Three weeks earlier, on May 24, rebels burned down a camp.", "ASSAULT") == ["May 24"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels stormed the town of Timbuktu in northern Mali on Friday.", "town of Timbuktu"),
        ("A drone hit a refinery in Tuapse on the Black Sea coast.", "Tuapse"),
        ("Rebels from Timbuktu killed two traders in Bamako.", "Bamako"),
    ],
)
def test_what_is_hit_in_a_town_of_the_land_told_is_hit_in_that_town(text: str, place: str) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events} == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The minister flew to Lisbon on Friday.", "Lisbon"),
        ("The pope visited Gabon last week.", "Gabon"),
        ("The king paid a visit to Lisbon on Friday.", "Lisbon"),
        ("Ghana sent 300 soldiers to Freetown.", "Freetown"),
    ],
)
def test_a_visit_and_a_move_of_troops_are_where_they_lead(text: str, place: str) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events} == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels and troops clashed in Timbuktu, near Goundam in Mali.", "Timbuktu"),
        ("Six rebels were killed in Gao, 90 km from Ansongo in Mali.", "Gao"),
        ("Clashes broke out in the Arden district of Aleppo on Friday.", "Arden district"),
        ("The ministers held talks on Gaza on Friday.", None),
    ],
)
def test_what_is_near_measured_from_or_talked_about_is_not_the_place(text: str, place: str | None) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events} == {place}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Protesters in Congo blocked the road linking Bukavu and Uvira.", "Bukavu"),
        ("Farmers blocked the motorway between Paris and Lille.", "Lille"),
        ("A soldier was wounded and taken to the hospital in Kandahar.", None),
        ("A bomb went off at a hospital in Kandahar.", "Kandahar"),
    ],
)
def test_a_road_is_at_its_ends_and_the_hurt_were_not_hurt_in_hospital(text: str, place: str | None) -> None:
    facts = _facts(text)
    assert {_place(facts, m) for m in facts.events} == {place}


def test_a_visit_is_where_it_leads_and_not_where_talks_were_before() -> None:
    facts = _facts("After a session in Nairobi, the envoy will visit Peru on 4 June.")
    assert [_place(facts, m) for m in facts.events if "visit" in m.trigger_text] == ["Peru"]


def test_what_talks_are_about_lies_elsewhere() -> None:
    facts = _facts("The envoy joined President Ruiz on Monday for talks on the situation in Mogadishu.")
    assert [_place(facts, m) for m in facts.events] == [None]
