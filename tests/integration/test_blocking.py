"""Where too much of a table is faulty, the check of its schema blocks publication and the last good tables stay."""

from dataclasses import replace

import dagster as dg
import polars as pl
import pytest

from pipelines.runner.job import instance


@pytest.fixture
def break_figures(monkeypatch):
    """From now on the bounds of every figure are wrong."""
    import pipelines.resolve  # noqa: PLC0415 - loaded by the first run

    resolution_of = pipelines.resolve.resolution_of

    def wrong(mentions, earlier):
        found = resolution_of(mentions, earlier)
        figures = found.frames["figures"].with_columns(low=pl.lit(2.0), high=pl.lit(1.0))
        return replace(found, frames={**found.frames, "figures": figures})

    monkeypatch.setattr(pipelines.resolve, "resolution_of", wrong)


@pytest.fixture
def counted(tmp_path):
    """An article with a dozen figures."""
    path = tmp_path / "counted.txt"
    sentences = [f"The storm destroyed {n} houses in Manila on Monday." for n in range(20, 32)]
    path.write_text("Storm destroys houses\n\n" + " ".join(sentences))
    return path


def test_a_table_with_many_faulty_rows_is_not_published(
    execute, counted, tmp_path, break_figures, dagster_home, monkeypatch
):
    outcome = execute(tmp_path / "out", counted)
    (trouble,) = outcome.troubles
    assert trouble.expected
    assert trouble.message.startswith("rows refused above 5.0%: figures: 12 of 12")
    assert outcome.rows == {}
    assert not (tmp_path / "out" / "figures.parquet").exists()
    monkeypatch.setenv("DAGSTER_HOME", str(dagster_home))
    with instance() as home:
        key = dg.AssetCheckKey(dg.AssetKey("figures"), "schema")
        (record,) = home.event_log_storage.get_asset_check_execution_history(key, limit=1)
        assert record.status.value == "FAILED"


def test_the_last_good_tables_stay(execute, counted, tmp_path, table_bytes, request):
    assert execute(tmp_path / "out", counted).troubles == []
    before = table_bytes(tmp_path / "out")
    request.getfixturevalue("break_figures")
    counted.write_text(counted.read_text() + " Nobody was hurt.")
    assert execute(tmp_path / "out", counted).troubles != []
    assert table_bytes(tmp_path / "out") == before


def test_a_few_faulty_rows_go_to_rejects_and_the_rest_is_published(execute, tmp_path, break_figures):
    path = tmp_path / "one.txt"
    path.write_text("Storm destroys houses\n\nThe storm destroyed 30 houses in Manila.")
    outcome = execute(tmp_path / "out", path)
    assert outcome.troubles == []
    assert pl.read_parquet(tmp_path / "out" / "rejects.parquet")["table_name"].to_list() == ["figures"]
