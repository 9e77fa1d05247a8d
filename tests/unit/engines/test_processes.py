"""Workers that die: replaced, their document tried once more by itself, and refused if that one dies too."""

import itertools
import sys

import pytest

from pipelines.engines import processes
from pipelines.engines.processes import in_processes
from pipelines.engines.tasks import Task, WorkerError
from pipelines.ingest.document import Document

EXTRACTOR = '''
"""Stands in for the extractor: what a document does to its process is its text."""

import os
import signal
import time
from pathlib import Path


class Awkward(Exception):
    def __init__(self, one, two):
        super().__init__(one)


def prepare():
    if os.environ.get("STILLBORN"):
        os._exit(3)


def extract(document):
    what, _, rest = document.text.partition(" ")
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif what == "once" and not Path(rest).exists():
        Path(rest).touch()
        os._exit(11)
    elif what == "starve":
        raise MemoryError
    elif what == "sleep":
        time.sleep(600)
    elif what == "raise":
        raise ValueError("no such word")
    elif what == "awkward":
        raise Awkward("one", "two")
    return {"documents": [{"doc_id": document.doc_id, "text": document.text}]}
'''


@pytest.fixture
def engine(tmp_path, monkeypatch):
    (tmp_path / "stand_in_extractor.py").write_text(EXTRACTOR)
    monkeypatch.syspath_prepend(tmp_path)
    import stand_in_extractor  # noqa: PLC0415

    yield lambda tasks, count=2: in_processes(
        iter(tasks), count, stand_in_extractor.prepare, stand_in_extractor.extract
    )
    sys.modules.pop("stand_in_extractor")


def tasks(*texts):
    return [Task(Document(f"d{number}", text, "in.txt", "", "txt")) for number, text in enumerate(texts)]


def told(answer):
    """The reason why an answer gives no facts, or None."""
    return next((reject["reason"] for reject in answer.rows.get("rejects", [])), None)


def test_answers_come_in_the_order_of_the_tasks_whichever_worker_gave_them(engine):
    given = tasks(*(f"text {'x' * (200_000 * (number % 3))}" for number in range(40)))
    answers = list(engine(given))
    assert [answer.document for answer in answers] == [task.document for task in given]
    assert [answer.rows["documents"][0]["doc_id"] for answer in answers] == [f"d{number}" for number in range(40)]


def test_known_rows_pass_through_in_their_place(engine):
    given = tasks("a", "b", "c")
    given[1] = Task(given[1].document, {"documents": []})
    assert [answer.origin for answer in engine(given)] == ["new", "known", "new"]


def test_a_document_that_kills_its_process_twice_is_refused_and_the_rest_unharmed(engine):
    answers = list(engine(tasks("a", "kill", "b", "starve", "c", "d", "e")))
    assert [answer.origin for answer in answers] == ["new", "lost", "new", "lost", "new", "new", "new"]
    assert "SIGKILL, perhaps for want of memory" in told(answers[1])
    assert answers[1].rows["documents"][0]["doc_id"] == "d1"
    assert "exit code 1" in told(answers[3])


def test_one_worker_alone_is_replaced_too(engine):
    assert [answer.origin for answer in engine(tasks("a", "kill", "b"), 1)] == ["new", "lost", "new"]


def test_a_document_that_kills_its_process_by_accident_is_read_the_second_time(engine, tmp_path):
    answers = list(engine(tasks("a", f"once {tmp_path / 'mark'}", "b")))
    assert [answer.origin for answer in answers] == ["new", "new", "new"]


def test_a_document_that_takes_beyond_all_measure_is_refused(engine, monkeypatch):
    monkeypatch.setattr(processes, "_PATIENCE", 0.5)
    answers = list(engine(tasks("a", "sleep", "b")))
    assert [answer.origin for answer in answers] == ["new", "lost", "new"]
    assert "took longer" in told(answers[1])


def test_an_error_that_is_no_documents_fault_ends_the_run_with_its_own_words(engine):
    with pytest.raises(ValueError, match="no such word"):
        list(engine(tasks("a", "raise", "b")))
    with pytest.raises(WorkerError, match="Awkward: one"):
        list(engine(tasks("awkward")))


def test_workers_that_die_as_they_start_end_the_run(engine, monkeypatch):
    monkeypatch.setenv("STILLBORN", "1")
    with pytest.raises(WorkerError, match=r"die as they start \(exit code 3\)"):
        list(engine(tasks("a", "b")))


def test_no_more_than_a_window_of_tasks_is_taken_ahead(engine):
    taken = []

    def endless():
        for number in itertools.count():
            taken.append(number)
            yield from tasks("text")

    answers = engine(endless(), 1)
    for _ in range(10):
        next(answers)
    answers.close()
    assert len(taken) <= processes._WINDOW + 11
