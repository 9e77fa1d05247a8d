"""The file of the gazetteer: where it lies, who builds it, what is left of earlier ones."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from pipelines.extract.places import gazetteer as module

ASK = "from pipelines.extract.places.gazetteer import gazetteer; print(gazetteer().senses('Lima')[0].place.country)"


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The real file copied instead of built anew; the paths at which it was asked for."""
    real = module.gazetteer()._database.execute("PRAGMA database_list").fetchone()[2]
    asked: list[Path] = []

    def build(path: Path) -> None:
        asked.append(path)
        path.write_bytes(Path(real).read_bytes())

    monkeypatch.setattr("pipelines.extract.places.gazetteer_build.build", build)
    monkeypatch.setattr(module, "gazetteer", module.gazetteer.__wrapped__)
    return asked


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary files"
    folder.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(folder))
    return folder


def test_what_earlier_sources_left_is_removed(built, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path))
    for name in ("gazetteer-0.sqlite", "gazetteer-0.part", "notes.txt"):
        (tmp_path / name).write_text("old")
    module.gazetteer()
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == [f"gazetteer-{module._fingerprint()}.sqlite", "gazetteer.lock", "notes.txt"]


def test_it_is_built_once(built, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path / "new" / "cache"))
    module.gazetteer()
    module.gazetteer()
    assert len(built) == 1


def test_a_folder_that_cannot_be_written_gives_way_to_one_for_temporary_files(
    built, temporary, tmp_path, monkeypatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path / "file"))
    assert module.gazetteer().senses("Lima")[0].place.country == "PER"
    assert [path.name for path in temporary.iterdir()] == [f"sitrep-{os.getuid()}"]


def test_a_temporary_folder_of_somebody_else_is_not_trusted(built, temporary, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("no folder")
    (tmp_path / "theirs").mkdir()
    (temporary / f"sitrep-{os.getuid()}").symlink_to(tmp_path / "theirs")
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path / "file"))
    with pytest.raises(OSError, match="SITREP_CACHE"):
        module.gazetteer()


def test_a_broken_file_is_built_anew(built, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SITREP_CACHE", str(tmp_path))
    (tmp_path / f"gazetteer-{module._fingerprint()}.sqlite").write_bytes(b"half a file" * 100)
    assert module.gazetteer().senses("Lima")
    assert len(built) == 1


def test_two_processes_that_need_it_first_both_get_it(tmp_path) -> None:
    environment = {**os.environ, "SITREP_CACHE": str(tmp_path)}
    both = [Popen([sys.executable, "-c", ASK], env=environment, stdout=PIPE, stderr=PIPE) for _ in range(2)]
    assert [process.communicate() for process in both] == [(b"PER\n", b"")] * 2
    (made,) = tmp_path.glob("*.sqlite")
    before = made.stat().st_mtime_ns
    run([sys.executable, "-m", "pipelines.extract.places.gazetteer"], env=environment, check=True)
    assert made.stat().st_mtime_ns == before
    assert sqlite3.connect(made).execute("PRAGMA integrity_check").fetchone() == ("ok",)
