"""The order of documents never matters."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.resolve import resolve
from pipelines.tables.validate import validate

from .story import Story, day, tables

PARTIES = st.sampled_from(
    [("Arland",), ("Arland Army",), ("Belmark",), ("Red Front",), ("gunmen",), ("Ana Silva",), ()]
)
HAPPENING = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["ASSAULT", "CONSULT", "MOBILIZE"]),
        "by": PARTIES,
        "to": PARTIES,
        "at": st.sampled_from([None, "Norvik", "Sudvik", "North", "Belmark land"]),
        "on": st.sampled_from([None, dt.date(2021, 3, 4), dt.date(2021, 3, 5)]),
        "modality": st.sampled_from(["actual", "actual", "future", "hypothetical", "negated"]),
        "killed": st.sampled_from([(), (3.0,), (5.0,)]),
        "words": st.sampled_from(["attack on the northern garrison", "strikes near the harbour front"]),
    }
)


@st.composite
def stories(draw: st.DrawFn) -> list[Story]:
    out = []
    for number in range(draw(st.integers(1, 5))):
        story = Story(
            f"d{number}",
            draw(st.sampled_from([None, day(3), day(5), day(20)])),
            draw(st.sampled_from([None, "Herald"])),
        )
        for happening in draw(st.lists(HAPPENING, max_size=4)):
            story.tell(**happening)
        out.append(story)
    return out


@settings(max_examples=40, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_any_order_of_documents_gives_the_same_tables(told: list[Story], random) -> None:
    shuffled = list(told)
    random.shuffle(shuffled)
    one, other = resolve(tables(*told)), resolve(tables(*shuffled))
    assert one.keys() == other.keys()
    for name, table in one.items():
        assert_frame_equal(table, other[name])


@settings(max_examples=25, deadline=None)
@given(stories())
def test_references_between_the_tables_resolve(told: list[Story]) -> None:
    out = resolve(tables(*told))
    assert set(out["event_mentions"]["event_id"]) == set(out["events"]["event_id"])
    assert set(out["event_actors"]["actor_id"]) <= set(out["actors"]["actor_id"])
    assert set(out["place_mentions"]["place_id"]) == set(out["places"]["place_id"])
    checked = validate({name: out[name] for name in ("events", "actors", "places", "sources", "documents")})
    assert checked.rejects.is_empty(), checked.rejects["reason"].to_list()
