"""`sitrep report` and `sitrep export`: whole files, and one line where there can be none."""

import json

import pytest


def test_a_report_is_whole_or_not_there(sitrep, tmp_path):
    path = tmp_path / "new" / "iran.html"
    result = sitrep("report", "--country", "irn", "--since", "2024-01-01", "--file", str(path))
    assert result.exit_code == 0, result.stderr
    assert "country IRN" in path.read_text(encoding="utf-8")
    assert list(path.parent.iterdir()) == [path]


def test_an_export_tells_its_rows(sitrep, tmp_path):
    path = tmp_path / "figures [1].jsonl"
    result = sitrep("export", "--format", "jsonl", "--view", "figures", "--file", str(path))
    assert result.exit_code == 0, result.stderr
    assert "1 rows in" in result.stdout
    assert "figures [1].jsonl" in result.stdout
    assert json.loads(path.read_text(encoding="utf-8"))["figure_id"] == "fig_00000000000000aa"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("report", "--country", "Iran"), "three letters"),
        (("report", "--file", "{file}/x.html"), "choose another file"),
        (("export", "--file", "{file}/x.csv"), "choose another file"),
        (("export", "--view", "../figures"), "no table or view"),
        (("export", "--format", "gexf", "--view", "figures"), "choose another --view"),
    ],
)
def test_what_cannot_be_written_is_one_line(sitrep, tmp_path, arguments, words):
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = sitrep(*(argument.format(file=tmp_path / "file") for argument in arguments))
    assert result.exit_code != 0
    assert words in f"{result.stderr}{result.exception}"


def test_a_report_without_an_event_says_so(sitrep, tmp_path):
    path = tmp_path / "none.html"
    result = sitrep("report", "--actor", "Nobodyxyz", "--file", str(path))
    assert result.exit_code == 0, result.stderr
    assert "no event matches actor Nobodyxyz" in result.stderr
    assert path.exists()


def test_an_export_without_a_row_says_so(sitrep, tmp_path):
    result = sitrep("export", "--view", "events", "--file", str(tmp_path / "events.csv"))
    assert result.exit_code == 0, result.stderr
    assert "events is empty" in result.stderr
    assert (tmp_path / "events.csv").exists()
