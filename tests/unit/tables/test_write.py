"""Parquet files: the same rows give the same bytes, and the file says what it holds."""

import polars as pl
import pyarrow.parquet as pq
import pytest

from pipelines.tables.frames import TableError, polars_schema
from pipelines.tables.schema import SCHEMA_VERSION, TABLES
from pipelines.tables.write import schema_version, write_parquet


@pytest.mark.parametrize("table", TABLES)
def test_rows_read_back_as_written(frames, table, tmp_path):
    write_parquet(table, frames[table], tmp_path / "t.parquet")
    back = pl.read_parquet(tmp_path / "t.parquet")
    assert back.schema == polars_schema(table)
    assert back.equals(frames[table])


def test_order_and_chunks_of_the_frame_do_not_change_the_bytes(frames, tmp_path):
    rows = frames["figures"]
    write_parquet("figures", rows, tmp_path / "whole.parquet")
    write_parquet("figures", pl.concat([rows[1:], rows[:1]], rechunk=False), tmp_path / "parts.parquet")
    assert (tmp_path / "whole.parquet").read_bytes() == (tmp_path / "parts.parquet").read_bytes()


def test_the_file_tells_version_and_meaning(frames, tmp_path):
    path = tmp_path / "places.parquet"
    write_parquet("places", frames["places"], path)
    schema = pq.read_schema(path)
    assert schema_version(path) == SCHEMA_VERSION
    assert schema.metadata[b"sitrep.table"] == b"places"
    assert schema.field("latitude").metadata == {b"description": b"Latitude, WGS 84.", b"unit": b"degree"}


def test_a_file_of_another_program_has_no_version(tmp_path):
    pl.DataFrame({"a": [1]}).write_parquet(tmp_path / "other.parquet")
    assert schema_version(tmp_path / "other.parquet") is None


def test_another_tables_rows_are_not_written(frames, tmp_path):
    with pytest.raises(TableError):
        write_parquet("places", frames["figures"], tmp_path / "places.parquet")
    assert not (tmp_path / "places.parquet").exists()


@pytest.mark.parametrize("table", TABLES)
def test_values_that_may_come_again_are_stored_once_and_a_table_s_own_ids_are_not(frames, table, tmp_path):
    write_parquet(table, frames[table], tmp_path / "t.parquet")
    group = pq.ParquetFile(tmp_path / "t.parquet").metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    plain = {c.path_in_schema for c in columns if "RLE_DICTIONARY" not in c.encodings and c.physical_type != "BOOLEAN"}
    assert plain == ({*TABLES[table].primary_key} if len(TABLES[table].primary_key) == 1 else set())


def test_mentions_lie_in_the_order_of_days_and_of_events(frames, tmp_path):
    rows = frames["event_mentions"]
    later = rows.with_columns(pl.col("date_start").dt.offset_by("1d"), mention_id=pl.col("mention_id") + "x")
    write_parquet("event_mentions", pl.concat([later, rows]), tmp_path / "t.parquet")
    back = pl.read_parquet(tmp_path / "t.parquet")
    assert back.select("date_start", "event_type", "event_id").equals(
        back.select("date_start", "event_type", "event_id").sort("date_start", "event_type", "event_id")
    )
