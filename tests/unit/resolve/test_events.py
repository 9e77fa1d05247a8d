from __future__ import annotations

import datetime as dt

import pytest

from pipelines.resolve import resolve

from .story import Story, day, tables

STRIKE = {"mode": "aerial", "by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}


def count(*stories: Story) -> int:
    return resolve(tables(*stories))["events"].height


def two(first: dict, second: dict) -> int:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    one.tell(**first)
    other.tell(**second)
    return count(one, other)


def test_two_reports_of_one_happening_are_one_event() -> None:
    assert two(STRIKE, STRIKE) == 1


@pytest.mark.parametrize(
    "other",
    [
        {**STRIKE, "on": dt.date(2021, 3, 5)},
        {**STRIKE, "at": "Sudvik"},
        {**STRIKE, "by": ("Belmark",), "to": ("Blue League",)},
        {**STRIKE, "modality": "hypothetical"},
        {**STRIKE, "modality": "negated"},
        {**STRIKE, "mode": "abduct"},
        {**STRIKE, "kind": "PROTEST", "mode": None},
    ],
    ids=[
        "another day",
        "another town",
        "other parties",
        "a possibility",
        "a denial",
        "another kind of act",
        "another type",
    ],
)
def test_what_contradicts_stays_apart(other: dict) -> None:
    assert two(STRIKE, other) == 2


def test_a_retaliation_is_not_the_attack_it_answers() -> None:
    attack = {"by": ("Arland",), "to": ("Belmark",), "words": "attack across the border"}
    answer = {"by": ("Belmark",), "to": ("Arland",), "words": "attack across the border"}
    assert two(attack, answer) == 2


def test_other_weekdays_are_other_days_even_where_no_date_is_known() -> None:
    one, other = Story("d1"), Story("d2")
    one.tell(by=("Arland",), to=("Red Front",), at="Norvik", date_text="on Tuesday")
    other.tell(by=("Arland",), to=("Red Front",), at="Norvik", date_text="Thursday")
    assert count(one, other) == 2


def test_a_weekday_may_be_told_as_earlier_in_the_week() -> None:
    def reports(vague: str | None) -> int:
        one, other = Story("d1"), Story("d2")
        one.tell(by=("Arland Ministry",), to=("Red Front",), date_text="Tuesday", words="attacks on posts")
        other.tell(by=("Arland Army",), to=("gunmen",), date_text=vague, words="attack near villages")
        for story in (one, other):
            story.tell("CONSULT", None, by=("Arland", "Belmark"), at="Sudvik", words="talks held")
        return count(one, other)

    assert (reports("earlier in the week"), reports(None)) == (2, 3)


def test_generic_parties_alone_are_not_enough() -> None:
    vague = {"by": ("gunmen",), "to": ("civilians",), "words": "gunmen attacked several civilians yesterday"}
    assert two(vague, vague) == 2


def test_a_part_may_be_said_for_its_whole() -> None:
    assert two(STRIKE, {**STRIKE, "by": ("Arland Army",)}) == 1


def test_a_town_lies_in_its_province() -> None:
    assert two(STRIKE, {**STRIKE, "at": "North"}) == 1


def told(*happenings: dict) -> Story:
    story = Story("d1", day(5))
    for happening in happenings:
        story.tell(**happening)
    return story


def test_a_document_that_tells_one_happening_twice_has_one_event() -> None:
    assert count(told(STRIKE, {**STRIKE, "words": "bombing"})) == 1


@pytest.mark.parametrize(
    "second",
    [
        {**STRIKE, "words": "attack again on the same evening"},
        {**STRIKE, "on": None, "at": "Belmark land"},
        {**STRIKE, "to": ("gunmen",)},
        {**STRIKE, "by": ("Belmark",)},
        {**STRIKE, "modality": "future"},
    ],
    ids=["told as another", "neither day nor town", "party without a name", "another doer", "a plan"],
)
def test_events_of_one_document_stay_apart_unless_it_surely_tells_one_twice(second: dict) -> None:
    assert count(told(STRIKE, second)) == 2


PARTS = (
    {"mode": "aerial", "by": ("Arland",), "at": "Belmark land", "on": dt.date(2021, 3, 4)},
    {"to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4), "words": "attack near the old harbour"},
)


def test_an_event_of_another_document_joins_two_halves_of_one() -> None:
    other = Story("d2", day(6))
    other.tell(**STRIKE)
    assert count(told(*PARTS)) == 2
    assert count(told(*PARTS), other) == 1


def test_it_does_not_join_what_contradicts_or_is_told_as_another() -> None:
    other = Story("d2", day(6))
    other.tell(**STRIKE)
    further = {**PARTS[1], "words": "a second attack near the old harbour"}
    elsewhere = {**PARTS[1], "at": "Sudvik"}
    assert count(told(PARTS[0], further), other) == 2
    assert count(told(STRIKE, elsewhere), other) == 2


def test_a_place_told_in_passing_does_not_keep_two_reports_apart() -> None:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    event = one.tell(**STRIKE)
    one.tell(**{**STRIKE, "at": "Arland land"})
    one.rows["event_mentions"][1]["event_id"] = event
    other.tell(**STRIKE)
    assert count(one, other) == 1


def test_two_organs_of_one_state_may_be_told_to_have_done_one_thing() -> None:
    assert two(STRIKE | {"by": ("Arland Army",)}, STRIKE | {"by": ("Arland Ministry",)}) == 1


def test_a_denial_is_of_the_happening_that_it_denies() -> None:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    one.tell(**STRIKE)
    other.tell(**STRIKE, modality="negated", said_by=other.voice("Ana Silva"))
    (row,) = resolve(tables(one, other))["events"].iter_rows(named=True)
    assert (row["modality"], row["is_disputed"]) == ("actual", True)


def test_a_planned_drill_reported_as_begun_is_one_event_that_happened() -> None:
    plan, report = Story("d1", day(3)), Story("d2", day(5))
    drill = {
        "kind": "MOBILIZE",
        "mode": "troops",
        "by": ("Arland Army",),
        "at": "Norvik",
        "words": "annual winter shield drill",
    }
    plan.tell(modality="future", **drill)
    report.tell(**drill)
    events = resolve(tables(plan, report))["events"]
    assert events["modality"].to_list() == ["actual"]
    assert events["first_reported_at"].to_list() == [day(3)]


def test_undated_reports_of_other_weeks_are_of_other_happenings() -> None:
    one, other = Story("d1", day(1)), Story("d2", day(28))
    for story in (one, other):
        story.tell(by=("Arland",), to=("Red Front",), at="Norvik")
    assert count(one, other) == 2


def test_an_event_keeps_its_id_when_a_later_report_joins_it() -> None:
    one, other = Story("d9", day(5)), Story("d1", day(6))
    one.tell(**STRIKE)
    other.tell(**STRIKE)
    alone = resolve(tables(one))["events"]["event_id"].to_list()
    assert resolve(tables(one, other))["events"]["event_id"].to_list() == alone


def test_mentions_parties_and_figures_follow_their_event() -> None:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    one.tell(**STRIKE, killed=(3,))
    other.tell(**STRIKE)
    out = resolve(tables(one, other))
    ids = out["events"]["event_id"].to_list()
    for name in ("event_mentions", "event_actors", "figures"):
        assert set(out[name]["event_id"]) == set(ids)


def test_the_title_of_what_did_not_happen_says_so() -> None:
    story = Story("d1", day(5))
    story.tell(**{**STRIKE, "modality": "negated"})
    (row,) = resolve(tables(story))["events"].iter_rows(named=True)
    assert row["title"] == "Arland: attack → Red Front (Norvik) [negated]"


def test_the_row_says_who_what_to_whom_and_where() -> None:
    story = Story("d1", day(5), outlet="The Herald")
    story.tell(**STRIKE)
    (row,) = resolve(tables(story))["events"].iter_rows(named=True)
    assert row["title"] == "Arland: attack → Red Front (Norvik)"
    assert (row["country"], row["geo_precision"], row["latitude"]) == ("BEL", "city", 50.0)
    assert (row["plover_score"], row["quad_class"]) == (-9.5, "material conflict")
    assert (row["mention_count"], row["document_count"], row["source_count"], row["named_source_count"]) == (1, 1, 1, 1)


def test_a_denial_is_of_the_only_event_that_its_document_tells_as_a_fact() -> None:
    def events(*others: dict) -> int:
        story = Story("d1", day(5))
        for happening in (STRIKE, *others):
            story.tell(**happening)
        story.tell(mode="aerial", by=("Arland",), modality="negated", said_by=story.voice("Ana Silva"), words="attack")
        return count(story)

    assert events() == 1
    assert events({**STRIKE, "on": dt.date(2021, 3, 5)}) == 3


def test_gunmen_who_are_killed_by_others_are_not_those_of_the_attack() -> None:
    at = {"at": "Norvik", "on": dt.date(2021, 3, 4)}
    raid = {"by": ("gunmen",), "to": ("civilians",), **at}
    assert two(raid, {"by": ("Arland Army",), "to": ("gunmen",), **at}) == 2
    assert two(raid, {"by": ("gunmen",), **at}) == 1


def test_what_a_text_told_as_a_fact_before_the_day_is_another_happening() -> None:
    attack = {"mode": "explosives", "at": "Norvik", "words": "bombs exploded in Norvik"}
    early, late = Story("d1", day(2)), Story("d2", day(5))
    early.tell(**attack)
    late.tell(**attack, on=dt.date(2021, 3, 5))
    assert count(early, late) == 2
    after = Story("d3", day(7))
    after.tell(**attack)
    assert count(late, after) == 1


def test_who_does_much_on_a_day_does_not_make_it_one() -> None:
    raid = {"by": ("Red Front",), "on": dt.date(2021, 3, 4), "words": "raided a quarter of the capital"}
    assert two(raid, raid | {"words": "fired at columns on the northern road"}) == 2
    assert two(raid, raid | {"words": "raid left many homeless"}) == 1


def test_without_any_time_more_must_agree() -> None:
    clash = {"mode": "aerial", "by": ("Arland",), "words": "bombing of hamlets"}

    def told(published: dt.datetime | None) -> int:
        one, other = Story("d1", day(5)), Story("d2", published)
        one.tell(**clash)
        other.tell(**clash)
        return count(one, other)

    assert told(day(6)) == 1
    assert told(None) == 2


def test_diplomats_who_are_expelled_may_be_told_as_people_who_are_deported() -> None:
    expelled = {"by": ("Arland",), "to": ("Belmark",), "on": dt.date(2021, 3, 4), "words": "expelled two envoys"}
    one, other = ({"kind": "SANCTION", "mode": "expel"}, {"kind": "COERCE", "mode": "deport"})
    assert two(expelled | one, expelled | other) == 1
    assert two(expelled | one, expelled | {"kind": "COERCE", "mode": "arrest"}) == 2


def test_a_state_bombs_from_the_air_and_gunmen_do_not() -> None:
    for by, number in (("Arland Army", 1), ("Red Front", 2)):
        bombing = {"by": (by,), "at": "Norvik", "on": dt.date(2021, 3, 4), "words": "bombed the port"}
        assert two(bombing | {"mode": "aerial"}, bombing | {"mode": "explosives"}) == number


def test_one_who_arrests_a_leader_and_nameless_others_did_so_twice() -> None:
    arrest = {"kind": "COERCE", "mode": "arrest", "by": ("Arland Army",), "words": "arrested on charges of incitement"}
    leader = arrest | {"to": ("Ana Silva",)}
    assert two(leader, leader) == 1
    assert two(leader, arrest | {"to": ("civilians",)}) == 2


def test_words_that_say_only_that_something_was_done_are_none_of_an_act() -> None:
    on = {"by": ("Red Front",), "on": dt.date(2021, 3, 4)}
    raid, fire = (
        on | {"words": words}
        for words in ("launched a raid on northern hamlets", "launched fire balloons over harbour")
    )
    assert two(raid, fire) == 2


def test_a_denial_may_call_the_deed_by_another_word() -> None:
    def events(words: str) -> int:
        story = Story("d1", day(5))
        story.tell(at="Norvik", on=dt.date(2021, 3, 4), words="shelled the airport")
        story.tell(by=("Red Front",), modality="negated", said_by=story.voice("Ann"), words=words)
        return count(story)

    assert events("firing the shells") == 1
    assert events("holding the bridge") == 2


def test_who_denies_is_a_voice_though_no_words_of_theirs_are_given() -> None:
    story = Story("d1", day(5))
    story.tell(at="Norvik", on=dt.date(2021, 3, 4), words="shelled the airport")
    story.tell(by=("Red Front",), modality="negated", words="fired, though they denied it, shells")
    assert resolve(tables(story))["events"]["is_disputed"].to_list() == [True]


def test_a_building_that_no_gazetteer_knows_may_be_in_any_town() -> None:
    storming = {"by": ("Arland",), "on": dt.date(2021, 3, 4), "words": "stormed the prison"}
    assert two(storming | {"at": "Norvik"}, storming | {"at": "Old Prison"}) == 1
    assert two(storming | {"at": "New Prison"}, storming | {"at": "Old Prison"}) == 2


def test_a_town_and_its_province_tell_of_one_attack_on_one_day() -> None:
    attack = {"at": "Norvik", "on": dt.date(2021, 3, 4), "words": "attack emptied several quarters"}
    assert two(attack, attack | {"at": "North", "words": "attack hurt dozens"}) == 1
    assert two(attack, attack | {"at": "Belmark land", "words": "attack hurt dozens"}) == 2


def test_a_place_that_no_gazetteer_knows_is_in_a_town_if_another_account_says_so() -> None:
    told = [STRIKE, STRIKE | {"at": "Mill Hill"}, STRIKE | {"at": None}]
    stories = [Story(f"d{n}", day(5 + n)) for n in range(3)]
    for story, happening in zip(stories, told, strict=True):
        story.tell(**happening)
    assert count(*stories[:2]) == 2
    assert count(*stories) == 1


def test_a_meeting_announced_and_held_is_of_the_type_that_it_was_held_as() -> None:
    plan, report = Story("d1", day(3)), Story("d2", day(5))
    what = {"by": ("Arland", "Belmark"), "at": "Norvik", "on": dt.date(2021, 3, 4)}
    plan.tell("AGREE", **what, words="meet", modality="future")
    report.tell("CONSULT", "visit", **what, words="met")
    (row,) = resolve(tables(plan, report))["events"].iter_rows(named=True)
    assert (row["event_type"], row["event_mode"], row["modality"]) == ("CONSULT", "visit", "actual")


def test_two_who_are_named_did_one_deed_only_where_both_tell_where() -> None:
    what = {"mode": "firearms", "to": ("Arland Army",), "on": dt.date(2021, 3, 4), "words": "killed four soldiers"}
    assert two({**what, "by": ("Red Front",), "at": "Norvik"}, {**what, "by": ("Blue League",), "at": "Norvik"}) == 1
    assert two({**what, "by": ("Red Front",)}, {**what, "by": ("Blue League",), "at": "Norvik"}) == 2


def test_an_account_that_fits_two_happenings_alike_is_of_neither() -> None:
    what = {"mode": "heavy-weapons", "by": ("Arland",), "on": dt.date(2021, 3, 4), "words": "shelled the town"}
    north, south, of_all = Story("d1", day(5)), Story("d2", day(5)), Story("d3", day(5))
    north.tell(**what, to=("Belmark",), at="Norvik", killed=(3.0,))
    south.tell(**what, to=("Belmark",), at="Sudvik", killed=(4.0,))
    of_all.tell(**what, to=("Belmark",), at="Belmark land", killed=(11.0,))
    assert sorted(resolve(tables(north, south, of_all))["events"]["fatalities_best"]) == [3, 4, 11]
    assert count(north, of_all) == 1


def test_a_context_that_one_of_many_mentions_tells_is_none_of_the_event() -> None:
    def contexts(reports: int) -> list[str]:
        stories = [Story(f"d{n}", day(5)) for n in range(reports)]
        for n, story in enumerate(stories):
            story.tell(**STRIKE)
            story.rows["event_mentions"][0]["contexts"] = ["military", "technology"] if n == 0 else ["military"]
        return resolve(tables(*stories))["events"]["contexts"].to_list()[0]

    assert contexts(3) == ["military", "technology"]
    assert contexts(12) == ["military"]
