"""What the engine for Ray does on this side of a cluster, and what an actor answers."""

import importlib
import pickle
import socket
import sys

import pytest

from pipelines.engines import ray as engine
from pipelines.engines.ray import Job, in_ray
from pipelines.engines.tasks import Task, WorkerError
from pipelines.ingest.document import Document

EXTRACTOR = """
import os

def prepare():
    pass

def extract(document):
    if document.text == "die":
        os._exit(9)
    if document.text == "raise":
        raise ValueError("no such word")
    return {"documents": [{"doc_id": document.doc_id}]}

def version():
    return "one"
"""


def documents(*texts):
    return [Document(f"d{number}", text, "in.txt", "", "txt") for number, text in enumerate(texts)]


@pytest.fixture
def job(tmp_path, monkeypatch):
    (tmp_path / "stand_in_for_ray.py").write_text(EXTRACTOR)
    monkeypatch.syspath_prepend(tmp_path)
    module = importlib.import_module("stand_in_for_ray")
    yield Job(module.prepare, module.extract, module.version)
    sys.modules.pop("stand_in_for_ray")


@pytest.fixture
def actor(job):
    readers = []

    def make(version="one"):
        readers.append(engine._Reader(job, version))
        return readers[-1]

    yield make
    for reader in readers:
        reader._workers.stop()


def answered(table):
    rows = zip(*(table.column(name).to_pylist() for name in engine._COLUMNS), strict=True)
    return [(doc_id, origin, pickle.loads(value)) for doc_id, origin, value in rows]


def test_an_actor_answers_a_block_in_its_order_and_then_another(actor):
    reader = actor()
    for given in (documents("a", "b", "c"), documents("d")):
        found = answered(reader(engine._block(given)))
        assert [doc_id for doc_id, _, _ in found] == [document.doc_id for document in given]
        assert [rows["documents"][0]["doc_id"] for _, _, rows in found] == [document.doc_id for document in given]


def test_a_document_that_kills_the_process_of_an_actor_is_refused_and_the_rest_unharmed(actor):
    found = answered(actor()(engine._block(documents("a", "die", "b"))))
    assert [origin for _, origin, _ in found] == ["new", "lost", "new"]
    assert "exit code 9" in found[1][2]["rejects"][0]["reason"]


def test_an_error_that_is_no_documents_fault_travels_to_whoever_asked(actor):
    ((_, origin, problem),) = answered(actor()(engine._block(documents("a", "raise"))))
    assert (origin, repr(problem)) == ("error", "ValueError('no such word')")


def test_a_node_with_another_version_is_told_so(actor):
    ((_, origin, problem),) = answered(actor("two")(engine._block(documents("a"))))
    assert origin == "error"
    assert "another version of sitrep (one on" in str(problem)


def test_every_document_is_in_one_block_and_long_texts_make_small_blocks():
    given = documents(*["word " * 30_000] * 2, *["word"] * 70)
    blocks = list(engine._blocks(given, 1))
    assert [block.num_rows for block in blocks] == [1, 1, *[9] * 7, 7]
    assert [Document(**row) for block in blocks for row in block.to_pylist()] == given


def test_tasks_go_out_in_windows_of_so_much_text():
    tasks = [Task(document) for document in documents("a" * 40, "b" * 40, "c" * 40, "d")]
    windows = list(engine._windows(iter(tasks), 80))
    assert [len(window) for window in windows] == [2, 2]
    assert [task for window in windows for task in window] == tasks


def test_without_ray_the_extra_is_named(job, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(WorkerError, match=r"pip install 'sitrep\[ray\]'"):
        list(in_ray(iter([]), job, address=None, count=1))


@pytest.mark.parametrize("scheme", ["", "ray://"])
def test_where_no_cluster_listens_the_place_and_the_remedy_are_named(scheme, job):
    pytest.importorskip("ray", reason="Ray is not installed: pip install 'sitrep[ray]'")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"{scheme}127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(
        WorkerError, match=rf"no Ray cluster at {address}: .*refused: start one with `ray start --head`"
    ):
        list(in_ray(iter([]), job, address=address, count=1))
