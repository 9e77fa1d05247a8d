"""The order of documents, rows and batches never matters, nor how Python hashes strings."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from pipelines.resolve import Kept, resolution, resolve
from pipelines.settings import ROOT
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


@settings(max_examples=30, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_batches_of_any_make_in_any_order_of_rows_give_the_same_tables(told: list[Story], random) -> None:
    batches: list[list[Story]] = [[] for _ in range(3)]
    for story in told:
        random.choice(batches).append(story)
    parts = [tables(*batch) for batch in batches if batch]
    random.shuffle(parts)
    together = {
        name: pl.concat([part[name] for part in parts]).sample(fraction=1.0, shuffle=True, seed=random.randrange(99))
        for name in parts[0]
    }
    one, other = resolve(tables(*told)), resolve(together)
    for name, table in one.items():
        assert_frame_equal(table, other[name])


@settings(max_examples=30, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_what_was_resolved_before_saves_time_and_changes_nothing(told: list[Story], random) -> None:
    kept: Kept = {}
    for _ in range(4):
        present = random.sample(told, random.randint(1, len(told)))
        found = resolution(tables(*present), kept)
        for name, table in resolve(tables(*present)).items():
            assert_frame_equal(found.frames[name], table)
        kept = found.kept


PROGRAM = """
import datetime as dt, hashlib
from pipelines.resolve import Kept, resolution, resolve
from tests.unit.resolve.story import ACTORS, PLACES, Story, day, tables
parties, places, told = sorted(ACTORS), sorted(PLACES), []
for number in range(24):
    story = Story(f"d{number}", day(1 + number % 9), "Herald")
    for n in range(3):
        who = tuple(parties[(number * 3 + n + k) % len(parties)] for k in range(n))
        story.tell(by=who, to=(parties[(number + n) % 5],), at=places[(number + n) % len(places)],
                   on=dt.date(2021, 3, 4 + number % 2), killed=(float(number % 3),),
                   said_by=story.voice(f"V{number % 4}"))
    told.append(story)
out = resolve(tables(*told))
assert (out["events"]["document_count"] > 1).any()
print(hashlib.sha256("".join(f"{name}{out[name].write_json()}" for name in sorted(out)).encode()).hexdigest())
"""


def test_the_seed_of_hashes_does_not_matter() -> None:
    digests = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(digests) == 1
