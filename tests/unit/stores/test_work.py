"""What machines did on an output goes from one to the next."""

import json

import pytest

from pipelines.runner.workspace import Workspace
from pipelines.stores import work
from pipelines.stores.store import StoreError


@pytest.fixture
def workspace(store, machine):
    return lambda name: Workspace(machine(name))


def write(space, **files):
    for name, text in files.items():
        path = space.root / "batches" / "may" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def held(space):
    folder = space.root / "batches"
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_batch_goes_from_one_machine_to_another_and_back(workspace):
    first = workspace("a")
    with work.shared(first, work.batch("may")):
        write(first, raw="one", batch="1")
    second = workspace("b")
    with work.shared(second, work.BATCHES):
        assert held(second) == {"may/raw": "one", "may/batch": "1"}
        write(second, raw="two")
        (second.root / "batches" / "may" / "batch").unlink()
    workspace("a")
    work.fetch(first, work.batch("may"))
    assert held(first) == {"may/raw": "two"}


def test_a_batch_that_is_taken_out_goes_everywhere(workspace, store):
    first = workspace("a")
    with work.shared(first, work.batch("may")):
        write(first, raw="one")
    second = workspace("b")
    work.fetch(second, work.BATCHES)
    with work.shared(second, work.batch("may")):
        second.remove("may")
    workspace("a")
    work.fetch(first, work.BATCHES)
    assert held(first) == {}
    assert store.listing("work/batches") == {}


def test_a_stage_that_fails_sends_nothing(workspace, store):
    first = workspace("a")
    with pytest.raises(RuntimeError), work.shared(first, work.batch("may")):
        write(first, raw="one")
        raise RuntimeError
    assert store.listing() == {}


def test_only_what_has_changed_is_sent_and_old_states_are_removed(workspace, store):
    first = workspace("a")
    for text in ("one", "two", "three"):
        with work.shared(first, work.batch("may")):
            write(first, raw=text)
    index = json.loads(store.read("work/batches/may.json"))
    states = {name.split("/")[3] for name in store.listing("work/batches/may") if name.count("/") > 3}
    assert states == set(index["states"])
    assert len(states) == 2
    before = store.listing()
    with work.shared(first, work.batch("may")):
        pass
    assert store.listing() == before


def test_the_records_of_runs_are_known_everywhere(workspace):
    first, second = workspace("a"), workspace("b")
    first.create()
    workspace("a")
    with work.shared(first):
        first.put_run("r1", started_at="2024-05-01T00:00:00+00:00")
    workspace("b")
    work.fetch(second)
    assert [record["run_id"] for record in second.runs()] == ["r1"]


@pytest.mark.parametrize(
    "index",
    [
        {"states": ["x"], "files": {"../../escaped": {"sha256": "", "bytes": 0}}},
        {"states": ["../x"], "files": {}},
        {"states": [], "files": {}},
        {"files": 3},
        [],
    ],
)
def test_an_index_that_is_damaged_or_leads_elsewhere_is_refused(index, workspace, store):
    store.write("work/batches/may.json", json.dumps(index).encode())
    with pytest.raises(StoreError, match=r"work/batches/may.json: (is damaged|names files outside)"):
        work.fetch(workspace("a"), work.BATCHES)


def test_objects_with_names_of_no_unit_are_left_alone(workspace, store):
    for name in ("work/batches/...json", "work/batches/.json", "work/other.json", "work/runs/../x.json"):
        store.write(name, b"{}")
    first = workspace("a")
    work.fetch(first, work.BATCHES)
    assert held(first) == {}
