from __future__ import annotations

import datetime as dt

import pytest

from pipelines.resolve import resolve
from pipelines.resolve.casualties import Toll, toll
from pipelines.resolve.voices import Voices

from .story import Story, day, tables


def claim(
    value: float,
    *,
    doc: str = "d1",
    sentence: int = 0,
    bound: str = "exact",
    item: str = "people",
    said_by: str | None = None,
) -> dict:
    high = None if bound == "at_least" else value
    low = None if bound == "at_most" else value
    return {
        "measure": "fatalities", "dimension": "count", "unit": "person", "value": value, "low": low, "high": high,
        "bound": bound,
        "item": item, "doc_id": doc, "sentence_index": sentence, "attribution_id": said_by,
    }  # fmt: skip


VOICES = Voices(
    quoted={"a": "police", "b": "rebels"},
    outlets={"d4": "herald", "d5": "herald"},
    named=frozenset({"police"}),
    repeats=frozenset({"d6"}),
    published={f"d{n}": day(n) for n in range(1, 7)},
)


def killed(*claims: dict) -> Toll:
    return toll(claims, "fatalities", VOICES)


def test_nobody_gave_a_number() -> None:
    assert killed() == Toll(None, None, None)


def test_low_and_high_span_all_claims() -> None:
    found = killed(claim(7), claim(9, doc="d2"))
    assert (found.low, found.high) == (7, 9)


def test_an_open_claim_leaves_the_upper_end_open() -> None:
    found = killed(claim(7), claim(9, doc="d2", bound="at_least"))
    assert (found.low, found.high) == (7, None)


def test_best_is_what_most_documents_say() -> None:
    assert killed(claim(7), claim(7, doc="d2"), claim(9, doc="d3")).best == 7


def test_among_equals_the_later_report_is_best() -> None:
    assert killed(claim(9), claim(7, doc="d2")).best == 7


def test_a_voice_counts_by_its_last_word() -> None:
    found = killed(claim(7, doc="d4"), claim(7, doc="d1"), claim(9, doc="d5"), claim(9, doc="d2"))
    assert (found.low, found.best, found.high) == (7, 9, 9)


def test_who_corrects_a_number_does_not_dispute_it() -> None:
    assert not killed(claim(7, doc="d4"), claim(9, doc="d5")).is_disputed


def test_among_equals_a_named_voice_is_best() -> None:
    assert killed(claim(7, said_by="a"), claim(9, doc="d2", said_by="b")).best == 7


def test_a_repeated_article_supports_nothing() -> None:
    assert killed(claim(7, doc="d2"), claim(9, doc="d1"), claim(7, doc="d6")).best == 7
    assert killed(claim(7, doc="d1"), claim(9, doc="d2"), claim(7, doc="d6")).best == 9


def test_an_addition_is_no_toll() -> None:
    found = killed(claim(9), claim(3, sentence=2) | {"tally": "delta"})
    assert (found.low, found.best, found.high) == (9, 9, 9)


def test_the_text_says_what_is_a_total_and_what_a_part() -> None:
    total, parts = claim(9, item="villagers") | {"tally": "total"}, claim(4, item="people") | {"tally": "part"}
    assert killed(total, parts).low == 9


@pytest.mark.parametrize(
    ("said", "words"),
    [(claim(9), "9"), (claim(9, bound="at_least"), "at least 9"), (claim(9, bound="at_most"), "at most 9")],
)
def test_claims_in_words(said: dict, words: str) -> None:
    assert [found.words for found in killed(said).claims] == [words]


def test_parts_of_one_sentence_are_summed() -> None:
    found = killed(claim(3, item="women"), claim(4, item="children"), claim(2, item="men"))
    assert (found.low, found.best, found.high) == (9, 9, 9)


def test_a_total_makes_its_parts_no_claims() -> None:
    found = killed(claim(9), claim(3, item="women"), claim(4, item="children"))
    assert (found.low, found.best, found.high) == (9, 9, 9)


@pytest.mark.parametrize(
    ("other", "disputed"),
    [
        (claim(20, said_by="b"), True),
        (claim(9, said_by="b"), False),
        (claim(5, said_by="b", bound="at_least"), False),
        (claim(12, said_by="b", bound="at_least"), True),
        (claim(5, sentence=3, said_by="a"), False),
    ],
)
def test_voices_dispute_one_another_where_no_number_fits_both(other: dict, *, disputed: bool) -> None:
    assert killed(claim(9, said_by="a"), other).is_disputed is disputed


def test_the_event_row_carries_the_toll() -> None:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    what = {"by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}
    one.tell(**what, killed=(7.0,), said_by=one.voice("Ann Smith"))
    other.tell(**what, killed=(12.0,), said_by=other.voice("Bob Jones"))
    (row,) = resolve(tables(one, other))["events"].iter_rows(named=True)
    assert (row["fatalities_low"], row["fatalities_best"], row["fatalities_high"]) == (7, 12, 12)
    assert row["is_disputed"]


def test_a_total_may_be_told_beside_a_part_of_it_under_any_name() -> None:
    whole, part = claim(31, item="villagers"), claim(9, item="children") | {"tally": "part"}
    assert (killed(whole, part).low, killed(whole, part).high) == (31, 31)
    assert killed(whole, claim(5, item="soldiers"), part).best == 36


def test_an_outlet_goes_beyond_what_it_quoted() -> None:
    found = killed(claim(2, doc="d4", said_by="a"), claim(3, doc="d5"), claim(3, doc="d6", said_by="b"))
    assert (found.low, found.best, found.is_disputed) == (2, 3, False)
    assert killed(claim(2, doc="d4", said_by="a"), claim(3, doc="d5", said_by="b")).is_disputed


def test_a_correction_takes_back_the_number_before_in_whatever_voice() -> None:
    def disputed(text: str) -> bool:
        one, other = Story("d1", day(5), "Courier"), Story("d2", day(6), "Courier", text)
        strike = {"by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}
        one.tell(**strike, killed=(7.0,))
        other.tell(**strike, killed=(8.0,), said_by=other.voice("Ann Smith"))
        (row,) = resolve(tables(one, other))["events"].iter_rows(named=True)
        assert row["fatalities_best"] == 8
        return bool(row["is_disputed"])

    assert not disputed("Correction: eight were killed.")
    assert disputed("Eight were killed, she said.")


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        (claim(2, item="officers"), claim(3, said_by="a"), False),
        (claim(4, item="officers"), claim(3, said_by="a"), True),
        (claim(2, item="officers"), claim(3, item="police officers", said_by="a"), True),
        (claim(2, item="officers"), claim(3, item="gunmen", said_by="a"), False),
        (claim(2, item="marines"), claim(3, item="inmates", said_by="a"), False),
        (claim(3, said_by="a"), claim(2, item="officers"), False),
        (claim(12, item="members"), claim(4, item="men", said_by="a"), True),
    ],
    ids=[
        "fewer than all",
        "more than all",
        "the same side",
        "another side",
        "plurals in es",
        "told later",
        "of no side that is told",
    ],
)
def test_numbers_of_one_side_are_not_those_of_all(one: dict, other: dict, disputed: bool) -> None:
    assert killed(one, other).is_disputed == disputed


def test_best_is_a_number_of_all_where_one_is_told() -> None:
    assert killed(claim(2, item="officers"), claim(2, item="officers", doc="d2"), claim(3, doc="d3")).best == 3


def test_an_update_takes_the_place_of_its_article_whoever_is_quoted() -> None:
    voices = Voices(quoted=VOICES.quoted, updates={"d1": "d2"}, published=VOICES.published)
    found = toll([claim(1, said_by="a"), claim(2, doc="d2", said_by="b")], "fatalities", voices)
    assert (found.low, found.best, found.is_disputed) == (1, 2, False)


STRIKE = {"by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}


def test_a_number_that_a_voice_denies_is_nobody_s_claim() -> None:
    one, other = Story("d1", day(5)), Story("d2", day(6))
    one.tell(**STRIKE, killed=(26.0,))
    denial = other.voice("Bob Jones")
    other.rows["attributions"][-1]["stance"] = "deny"
    other.tell(**STRIKE, killed=(50.0,), said_by=denial)
    frames = resolve(tables(one, other))
    assert frames["event_claims"].filter(attribute="fatalities")["value"].to_list() == ["26"]
    assert frames["events"]["fatalities_best"].to_list() == [26]


def test_those_whom_a_denied_attack_did_not_kill_are_no_toll_but_nobody_killed_is() -> None:
    denied = Story("d1", day(5))
    denied.tell(**STRIKE, modality="negated", killed=(3.0,))
    assert resolve(tables(denied))["events"]["fatalities_best"].to_list() == [None]
    harmless = Story("d1", day(5))
    harmless.tell(**STRIKE, modality="negated", killed=(0.0,))
    assert resolve(tables(harmless))["events"]["fatalities_best"].to_list() == [0]


def test_few_of_one_side_do_not_lower_the_number_of_all() -> None:
    assert killed(claim(10), claim(2, doc="d2", item="soldiers")).low == 10
    assert killed(claim(7), claim(10, doc="d2")).low == 7
    assert killed(claim(2, item="soldiers"), claim(7, doc="d2", item="rebels")).low == 2
    later = killed(claim(20, doc="d4"), claim(2, doc="d5", item="soldiers"))
    assert (later.low, later.best, later.high) == (20, 20, 20)


def test_two_armed_sides_summed_are_not_all_who_were_struck() -> None:
    armed = claim(3, item="soldiers", said_by="a"), claim(2, item="police officers", said_by="a")
    assert not killed(*armed, claim(12, doc="d2", bound="at_least", said_by="b")).is_disputed
    assert killed(*armed).best == 5
    families = claim(3, item="women", said_by="a"), claim(4, item="children", said_by="a")
    assert killed(*families, claim(9, doc="d2", bound="at_least", said_by="b")).is_disputed
