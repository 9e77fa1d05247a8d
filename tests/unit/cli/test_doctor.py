"""Whether all is well, and what there is."""


def test_the_doctor_tells_of_every_check_and_ends_with_its_verdict(sitrep):
    result = sitrep("doctor")
    assert result.exit_code == 0
    for name in ("python", "packages", "language model", "lexicon", "output", "tables", "dagster"):
        assert f"{name}: " in result.stdout


def test_damaged_tables_are_told_with_the_remedy(sitrep, warehouse, monkeypatch):
    from pipelines.health import checks  # noqa: PLC0415

    monkeypatch.setitem(
        checks.CHECKS, "tables", lambda _: checks.Finding("bad", "events.parquet: lost", "run \x1b[2J it")
    )
    result = sitrep("doctor")
    assert result.exit_code == 1
    assert "→ run \\x1b[2J it" in result.stdout


def test_status_shows_rows_and_what_waits(sitrep):
    result = sitrep("status")
    assert "snapshot 000001" in result.stdout
    assert "1 figures" in result.stdout
    assert "waiting in data/raw: " in result.stdout


def test_status_tells_a_run_that_published_from_one_that_was_cut_off_behind_extraction(tmp_path):
    from typer.testing import CliRunner  # noqa: PLC0415

    from pipelines.cli.app import app  # noqa: PLC0415
    from pipelines.runner.workspace import Workspace  # noqa: PLC0415

    records = Workspace(tmp_path)
    whole = {"started_at": "2026-01-01T00:00:00", "finished_at": "2026-01-01T00:01:00"}
    records.put_run("whole", **whole, rows='{"events": 1}')
    records.put_run("extracted", **whole)
    records.put_run("cut", started_at="2026-01-02T00:00:00")
    lines = CliRunner().invoke(app, ["status", "--output", str(tmp_path)]).stdout.splitlines()
    ends = {line.split()[0]: line.rstrip() for line in lines if line.startswith(("whole", "extracted", "cut"))}
    assert ends["whole"].split()[-2:] == ["0", "published"]
    assert ends["extracted"].endswith("none published")
    assert "not finished" in ends["cut"]


def test_status_of_nothing(tmp_path):
    from typer.testing import CliRunner  # noqa: PLC0415

    from pipelines.cli.app import app  # noqa: PLC0415

    result = CliRunner().invoke(app, ["status", "--output", str(tmp_path / "none")])
    assert result.exit_code == 0
    assert "holds no tables yet" in result.stdout


def test_a_path_with_brackets_is_told_as_it_is(tmp_path):
    from typer.testing import CliRunner  # noqa: PLC0415

    from pipelines.cli.app import app  # noqa: PLC0415

    result = CliRunner().invoke(app, ["status", "--output", str(tmp_path / "[red]" / "[link=a]tables")])
    assert "[red]/[link=a]tables holds no tables yet" in result.stdout
