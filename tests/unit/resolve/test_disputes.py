"""When voices contradict one another about a happening."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.resolve import resolve

from .story import Story, tables

STRIKE = {"mode": "aerial", "by": ("Arland",), "to": ("Red Front",), "at": "Norvik", "on": dt.date(2021, 3, 4)}


def is_disputed(*versions: tuple[str | None, dict]) -> bool:
    """One event of one document, told in several voices."""
    story = Story("d1")
    for voice, happening in versions:
        story.tell(**happening, said_by=story.voice(voice) if voice else None)
    for row in [*story.rows["event_mentions"], *story.rows["event_actors"]]:
        row["event_id"] = "d1/e0"
    out = resolve(tables(story))["events"]
    assert out.height == 1
    return bool(out["is_disputed"][0])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"to": ("Red Front",)}, {"to": ("Blue League",)}, True),
        ({"to": ("Red Front",)}, {"to": ("Red Front", "Blue League")}, False),
        ({"to": ("Red Front",)}, {"to": ("gunmen",)}, False),
        ({"to": ("Red Front",)}, {"to": ("Belmark",)}, False),
        ({"to": ("Red Front",)}, {"to": ("Blue League",), "in_words": False}, False),
        ({"by": ("Red Front",)}, {"by": ("Belmark",)}, True),
        ({"by": ("Arland Army",)}, {"by": ("Arland",)}, False),
        ({"by": ("Arland Army",)}, {"by": ("Arland Ministry",)}, False),
        ({"modality": "actual"}, {"modality": "negated"}, True),
        ({"modality": "actual"}, {"modality": "hypothetical"}, False),
    ],
    ids=[
        "two groups struck",
        "one names more of them",
        "one names nobody",
        "a country and a group in it",
        "a party carried over from elsewhere",
        "two accused",
        "a part and its whole",
        "two organs of one state",
        "one denies",
        "one doubts",
    ],
)
def test_two_voices(first: dict, second: dict, *, expected: bool) -> None:
    assert is_disputed(("Ana Silva", STRIKE | first), ("Bo Lind", STRIKE | second)) is expected


def test_one_voice_does_not_dispute_itself() -> None:
    assert not is_disputed(("Ana Silva", STRIKE), ("Ana Silva", STRIKE | {"to": ("Blue League",)}))
    assert not is_disputed(("Ana Silva", STRIKE), ("Ana Silva", STRIKE | {"modality": "negated"}))


def test_a_voice_may_deny_what_the_text_tells() -> None:
    assert is_disputed((None, STRIKE), ("Ana Silva", STRIKE | {"modality": "negated"}))
    assert not is_disputed((None, STRIKE), (None, STRIKE | {"modality": "negated"}))


@pytest.mark.parametrize(("second", "expected"), [(3.0, False), (5.0, True)])
def test_numbers_that_cannot_both_be_true(second: float, *, expected: bool) -> None:
    story = Story("d1")
    event = story.tell(**STRIKE, killed=(3.0,), said_by=story.voice("Ana Silva"))
    story.count(event, "d1/m0", second, sentence=1, said_by=story.voice("Bo Lind"))
    assert bool(resolve(tables(story))["events"]["is_disputed"][0]) is expected


def test_voices_may_name_several_persons_struck_and_one_by_several_names() -> None:
    shot = STRIKE | {"to": ("Ana Silva",)}
    assert not is_disputed(("Ann", shot), ("Bo", shot | {"to": ("Rui Costa",)}))
    assert is_disputed(("Ann", STRIKE | {"by": ("Ana Silva",)}), ("Bo", STRIKE | {"by": ("Rui Costa",)}))
    assert not is_disputed(("Ann", STRIKE | {"by": ("Ana Silva",)}), ("Bo", STRIKE | {"by": ("Ana Luisa Silva",)}))
