"""The same articles give the same bytes, whatever the number of workers, the order of batches and what was cached."""

import os
import shutil
import subprocess
import sys

import pytest

from pipelines.settings import ROOT
from pipelines.tables.schema import TABLES


def differing(one, other):
    return [name for name in TABLES if name != "runs" and one[name] != other[name]]


def test_a_second_run_into_another_folder_gives_the_same_bytes(execute, articles, warehouse, table_bytes, tmp_path):
    assert execute(tmp_path / "out", articles).troubles == []
    assert differing(table_bytes(tmp_path / "out"), table_bytes(warehouse)) == []


def test_two_workers_give_the_same_bytes_as_one(execute, tmp_path, table_bytes):
    lines = tmp_path / "many.jsonl"
    text = "Rebels seized the town of Goma number {} on Friday and killed {} soldiers, the army said."
    rows = [
        f'{{"id": "{n}", "text": "{text.format(n, n + 2)}", "published_at": "2020-01-0{n % 9 + 1}"}}' for n in range(20)
    ]
    lines.write_text("\n".join(rows))
    for workers in (1, 2):
        assert execute(tmp_path / str(workers), lines, workers=workers).troubles == []
    assert differing(table_bytes(tmp_path / "1"), table_bytes(tmp_path / "2")) == []


def test_the_order_of_batches_makes_no_difference(execute, articles, table_bytes, tmp_path):
    parts = [tmp_path / "one", tmp_path / "two"]
    for part, names in zip(parts, (("border",), ("strike", "quiet")), strict=True):
        part.mkdir()
        for name in names:
            for file in articles.glob(f"{name}.*"):
                shutil.copy(file, part)
    assert execute(tmp_path / "a", *parts).troubles == []
    for part in reversed(parts):
        assert execute(tmp_path / "b", part).troubles == []
    assert differing(table_bytes(tmp_path / "a"), table_bytes(tmp_path / "b")) == []


@pytest.mark.parametrize("use_cache", [True, False])
def test_running_again_changes_nothing_but_the_record_of_runs(execute, articles, table_bytes, tmp_path, use_cache):
    execute(tmp_path, articles)
    before = table_bytes(tmp_path)
    outcome = execute(tmp_path, articles, use_cache=use_cache)
    assert (outcome.new, outcome.cached) == (0, 3 if use_cache else 0)
    assert differing(before, table_bytes(tmp_path)) == []


def test_processes_with_other_hash_seeds_and_workers_give_the_same_bytes_of_rejects_too(
    articles, dagster_home, table_bytes, tmp_path
):
    folder = shutil.copytree(articles, tmp_path / "in")
    (folder / "empty.txt").touch()
    (folder / "wire.jsonl").write_text('{"id": "1", "text": "Rain fell on Lagos."}\n{broken\n')
    for seed, workers in (("1", "1"), ("77", "2")):
        environment = {
            **os.environ,
            "DAGSTER_HOME": str(dagster_home),
            "PYTHONPATH": str(ROOT),
            "PYTHONHASHSEED": seed,
            "SOURCE_DATE_EPOCH": "1650000000",
        }
        command = [
            sys.executable,
            "-m",
            "pipelines.cli",
            "run",
            "-i",
            folder,
            "-o",
            tmp_path / seed,
            "--workers",
            workers,
        ]
        subprocess.run(command, env=environment, cwd=tmp_path, check=True, capture_output=True)
    assert differing(table_bytes(tmp_path / "1"), table_bytes(tmp_path / "77")) == []
