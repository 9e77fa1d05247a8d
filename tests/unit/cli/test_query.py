"""Questions to the tables: every format carries the same rows, and hostile text cannot act."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from pipelines.cli import query as query_module
from pipelines.cli.app import app
from pipelines.cli.console import CliError, cell, paragraph, plain
from pipelines.tables.frames import frame
from pipelines.tables.publish import publish


def test_a_query_is_answered_as_a_table(sitrep):
    assert "at least nine people" in sitrep("sql", "select evidence, low from figures").stdout


def test_csv_and_json_carry_values_and_nulls(sitrep):
    query = "select evidence, low, high from figures"
    rows = list(csv.DictReader(io.StringIO(sitrep("sql", query, "--format", "csv").stdout)))
    assert rows == [{"evidence": "at least nine people", "low": "9.0", "high": ""}]
    assert json.loads(sitrep("sql", query, "-f", "json").stdout) == {
        "evidence": "at least nine people",
        "low": 9.0,
        "high": None,
    }


def test_markdown_keeps_bars_and_line_ends_inside_their_cell(sitrep):
    lines = sitrep("sql", "select text from documents", "-f", "md").stdout.splitlines()
    assert len(lines) == 3
    assert "rescued \\| alive" in lines[2]


def test_a_long_answer_is_cut_and_says_so(sitrep):
    result = sitrep("sql", "select * from range(50)", "--limit", "3")
    assert "only the first 3 rows" in result.stderr
    assert "49" in sitrep("sql", "select * from range(50)", "--limit", "0").stdout


@pytest.mark.parametrize(
    "query", ["selct 1", "select * from nowhere", "drop table figures", "insert into runs values (1)"]
)
def test_a_bad_query_or_one_that_would_write_is_one_line(sitrep, query):
    result = sitrep("sql", query)
    assert isinstance(result.exception, CliError)
    assert "\n" not in str(result.exception)


def test_tables_are_listed_with_their_rows(sitrep):
    listed = [json.loads(line) for line in sitrep("tables", "-f", "json").stdout.splitlines()]
    assert {row["table"]: row["rows"] for row in listed}["figures"] == 1


def test_rejects_are_listed_with_reasons(sitrep):
    assert "the file is empty" in sitrep("rejects").stdout


def test_a_folder_without_tables_is_one_line_with_a_remedy(tmp_path):
    result = CliRunner().invoke(app, ["tables", "--output", str(tmp_path)])
    assert "sitrep run" in str(result.exception)


def test_control_characters_of_articles_never_reach_the_terminal(sitrep):
    for arguments in (("sql", "select * from documents"), ("show", "doc_")):
        assert "\x1b" not in sitrep(*arguments).stdout


def test_plain_text_is_one_line_and_spells_control_characters_out():
    assert plain("a\nb\x1b[31m\u202e") == "a\\nb\\x1b[31m\\u202e"
    assert paragraph("a\nb\x07") == "a\nb\\x07"


def test_rows_too_wide_for_columns_are_written_one_below_the_other(sitrep):
    shown = sitrep("sql", "select * from figures").stdout
    assert "row 1\n  figure_id: fig_00000000000000aa" in shown
    assert "  low: 9\n" in shown
    assert "high" not in shown


def test_views_are_listed_beside_the_tables(sitrep):
    listed = [json.loads(line)["table"] for line in sitrep("tables", "-f", "json").stdout.splitlines()]
    assert "event_summary" in listed
    assert "sitrep_meta" not in listed


def test_cells_read_as_people_write_them():
    assert [cell(value) for value in (None, 9.0, 9.5, True, ["a", None], "a\nb")] == [
        "",
        "9",
        "9.5",
        "true",
        "a, ",
        "a\\nb",
    ]


def test_lists_in_csv_are_json(sitrep):
    assert sitrep("sql", "select ['a', 'b'] as x, true as y", "-f", "csv").stdout == 'x,y\n"[""a"", ""b""]",true\n'


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "  =1", "\t=1"])
def test_text_in_csv_is_never_a_formula(sitrep, text):
    shown = sitrep("sql", f"select '{text}' as x, -1 as n", "-f", "csv").stdout
    assert shown.splitlines()[1] in {f"'{text},-1", f'"\'{text}",-1'}


@pytest.mark.parametrize(
    "query",
    [
        "select * from read_csv('{file}')",
        "copy documents to '{file}'",
        "attach '{file}.db' as other",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "select * from 'http://127.0.0.1:1/a.csv'",
        "select getenv('HOME')",
    ],
)
def test_a_query_reaches_nothing_but_the_tables(sitrep, tmp_path, query):
    (tmp_path / "a.csv").write_text("n\n7\n")
    result = sitrep("sql", query.format(file=tmp_path / "a.csv"))
    assert isinstance(result.exception, CliError)
    assert (tmp_path / "a.csv").read_text() == "n\n7\n"


def test_files_are_read_where_that_is_allowed(sitrep, tmp_path):
    (tmp_path / "a.csv").write_text("n\n7\n")
    query = f"select n from read_csv('{tmp_path / 'a.csv'}')"
    assert "7" in sitrep("sql", query, "--allow-files", "-f", "csv").stdout


def test_where_nothing_was_refused_that_is_said(tmp_path):
    publish({"rejects": frame("rejects", [])}, tmp_path)
    asked = CliRunner().invoke(app, ["rejects", "--output", str(tmp_path)])
    assert asked.stdout == "nothing was refused\n"
    as_csv = CliRunner().invoke(app, ["rejects", "--output", str(tmp_path), "--format", "csv"])
    assert as_csv.stdout == "stage,input,reason\n"


@pytest.mark.parametrize("query", ["", ";"])
def test_a_query_of_nothing_is_told_so(sitrep, query):
    with pytest.raises(CliError, match="give a query"):
        raise sitrep("sql", query).exception


def test_an_interrupted_query_is_an_interrupt():
    class Connection:
        description = (("n",),)

        def execute(self, *_):
            raise RuntimeError("Query interrupted")

    with pytest.raises(KeyboardInterrupt):
        query_module.answer(Connection(), "select 1")
