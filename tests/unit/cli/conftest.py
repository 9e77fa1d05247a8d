"""A small warehouse, published by hand, and the command line to ask it."""

import datetime as dt

import pytest
from typer.testing import CliRunner

from pipelines.cli.app import app
from pipelines.ingest.text import article
from pipelines.tables.frames import frame
from pipelines.tables.publish import publish

TEXT = "Ferry \x1b[31msinks\n\nThe coast guard said that at least nine people were rescued | alive."


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    document = article(TEXT, uri="in/\x1b[2Jevil.txt", format_name="txt", title="Ferry \x1b[31msinks")
    start = TEXT.index("at least nine people")
    row = {name: getattr(document, name) for name in ("doc_id", "uri", "sha256", "format", "title", "text")}
    figure = {
        "figure_id": "fig_00000000000000aa",
        "doc_id": document.doc_id,
        "sentence_index": 1,
        "start": start + 9,
        "end": start + 13,
        "text": "nine",
        "evidence_start": start,
        "evidence_end": start + 20,
        "evidence": "at least nine people",
        "value": 9.0,
        "low": 9.0,
        "bound": "at_least",
        "unit": "person",
        "dimension": "count",
        "measure": "other",
        "certainty": "certain",
    }
    reject = {"reject_id": "rej_1", "stage": "read", "uri": "in/b.txt", "reason": "the file is empty"}
    moment = dt.datetime(2031, 3, 4, tzinfo=dt.UTC)
    run = {"run_id": "run-1", "started_at": moment, "code_version": "1", "rows": "{}"}
    tables = {
        "documents": [{**row, "published_at_source": "none", "word_count": 14, "ingested_at": dt.datetime.now(dt.UTC)}],
        "figures": [figure],
        "rejects": [{**reject, "run_id": "run-1"}],
        "runs": [{**run, **dict.fromkeys(("documents_read", "documents_new", "documents_rejected"), 1)}],
    }
    publish({name: frame(name, rows) for name, rows in tables.items()}, folder)
    return folder


@pytest.fixture
def sitrep(warehouse):
    """Run a command on the warehouse: the result has `exit_code`, `stdout`, `stderr` and `exception`."""

    def run(*arguments):
        return CliRunner().invoke(app, [*arguments, "--output", str(warehouse)])

    return run
