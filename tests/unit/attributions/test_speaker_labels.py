"""Turns of a transcript and headlines with a colon."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.attributions.speaker_labels import scan_turns, split_headline


def turns(text: str) -> list[tuple[str, str]]:
    return [(text[t.label_start : t.label_end], text[t.start : t.end]) for t in scan_turns(text)]


def test_a_turn_runs_to_the_next_label() -> None:
    text = "QUESTION: Did you meet?\n\nMS. OKORO: We did.\n\nFor an hour.\n\nQUESTION: And?\n\nThe briefing ended."
    assert turns(text) == [
        ("QUESTION", "Did you meet?"),
        ("MS. OKORO", "We did.\n\nFor an hour."),
        ("QUESTION", "And?"),
    ]


def test_labels_in_lower_case_are_turns_where_two_voices_come_back() -> None:
    text = "Okoro: Did the army fire?\nMensah: It did.\nOkoro: At whom?\nMensah: At us.\nNote: recorded in May."
    voices = {"Okoro", "Mensah"}
    found = scan_turns(text, lambda start, end: text[start:end] in voices)
    assert [text[t.label_start : t.label_end] for t in found] == ["Okoro", "Mensah", "Okoro", "Mensah"]
    assert turns(text) == []


def test_fields_of_a_list_are_no_turns() -> None:
    text = "Date: 3 May\nSite: Arden\nDate: 9 May\nSite: Brook"
    assert scan_turns(text, lambda start, end: False) == []


def test_turns_in_quotation_marks_end_before_them() -> None:
    text = '"RUIZ: Is the bridge open?"\n\n"PAZ: Not yet."\n\n"RUIZ: When?"'
    assert turns(text) == [("RUIZ", "Is the bridge open?"), ("PAZ", "Not yet."), ("RUIZ", "When?")]


def test_a_single_capital_label_is_no_transcript() -> None:
    assert turns("NAIROBI: Two ministers resigned.\nACCRA: Ghana will vote in May.") == []
    assert turns("Note: the figures are provisional.") == []


def test_the_sides_of_a_headline() -> None:
    line = "Envoy: no talks before truce"
    sides = split_headline(line)
    assert sides is not None
    assert [line[a:b] for a, b in sides] == ["Envoy", "no talks before truce"]
    assert split_headline("No colon here") is None


def test_a_country_whose_name_begins_like_a_title_is_no_speaker() -> None:
    assert turns("DR Congo: Situation Report No. 7\n\nAt least 40 people were killed, the ministry said.") == []


@given(st.text(alphabet="AQ:. \nab", max_size=200))
def test_turns_are_in_range_and_apart(text: str) -> None:
    found = scan_turns(text)
    for turn in found:
        assert 0 <= turn.label_start < turn.label_end <= turn.start <= turn.end <= len(text)
    assert all(a.end <= b.label_start for a, b in pairwise(found))
