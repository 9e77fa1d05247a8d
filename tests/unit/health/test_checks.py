"""What the doctor finds, and the remedy for each thing that is not well."""

import sqlite3

import pytest

from pipelines.health import checks


def test_a_sound_installation_has_nothing_bad(tmp_path):
    found = dict(checks.findings(tmp_path / "tables"))
    assert set(found) == set(checks.CHECKS)
    assert {name for name, finding in found.items() if finding.state == "bad"} == set()


def test_whatever_is_not_good_has_a_remedy(tmp_path):
    for _, finding in checks.findings(tmp_path / "tables"):
        assert bool(finding.remedy) == (finding.state != "good")


@pytest.mark.parametrize(
    ("pins", "state", "told"),
    [("typer==0.0.1\n", "warning", "instead of 0.0.1"), ("no-such-package==1.0\n", "bad", "no-such-package")],
)
def test_packages_are_compared_with_the_pins(pins, state, told, tmp_path, monkeypatch):
    (tmp_path / "constraints.txt").write_text(pins, encoding="utf-8")
    monkeypatch.setattr(checks, "ROOT", tmp_path)
    finding = checks.packages(tmp_path)
    assert finding.state == state
    assert told in finding.told


def test_another_model_that_is_not_there_is_bad(tmp_path, monkeypatch):
    from pipelines.language import load_reader  # noqa: PLC0415

    monkeypatch.setenv("SITREP_LANGUAGE_MODEL", "no_such_model")
    load_reader.cache_clear() if hasattr(load_reader, "cache_clear") else None
    assert checks.model(tmp_path).state == "bad"
    monkeypatch.delenv("SITREP_LANGUAGE_MODEL")
    load_reader.cache_clear() if hasattr(load_reader, "cache_clear") else None


def test_any_lexicon_file_that_is_damaged_is_named(tmp_path, monkeypatch):
    (tmp_path / "language").mkdir()
    (tmp_path / "language" / "odd.yaml").write_text("a: [1\n", encoding="utf-8")
    monkeypatch.setenv("SITREP_LEXICON", str(tmp_path))
    finding = checks.lexicon(tmp_path)
    assert finding.state == "bad"
    assert "odd.yaml" in finding.told


def test_an_output_below_a_file_is_bad(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert checks.output(tmp_path / "file" / "tables").state == "bad"


def test_records_that_are_no_database_are_bad(tmp_path, monkeypatch):
    home = tmp_path / "what? 100% #1"
    home.mkdir()
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    (home / "dagster.yaml").write_text("", encoding="utf-8")
    folder = home / "data" / "dagster"
    folder.mkdir(parents=True)
    with sqlite3.connect(folder / "runs.db") as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    assert checks.instance(tmp_path).state == "good"
    (folder / "runs.db").write_bytes(b"no database, but long enough to be read as the head of one" * 10)
    finding = checks.instance(tmp_path)
    assert finding.state == "bad"
    assert "runs.db" in finding.told


def test_a_check_that_fails_itself_is_a_finding(tmp_path, monkeypatch):
    def broken(_):
        raise RuntimeError("no\nluck")

    monkeypatch.setitem(checks.CHECKS, "python", broken)
    found = dict(checks.findings(tmp_path))
    assert found["python"].told == "the check itself failed: no luck"
