#!/usr/bin/env python3
"""Every reader under a fuzzer that watches which code it reaches. Not part of the tests; for a change of the readers:

    source .venv/bin/activate && pip install atheris
    tests/fuzz/fuzz_readers.py -max_total_time=600 -max_len=30000 FOLDER tests/fuzz/seeds
    find FOLDER -size +3k -delete && tests/fuzz/fuzz_readers.py -merge=1 tests/fuzz/seeds FOLDER

The first run begins with one good file of every format and leaves what reaches something new in FOLDER; the second
keeps of the small ones what the seeds do not reach yet. The tests read all seeds. What it finds becomes a case of
`tests/unit/ingest/hostile.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "ingest"), str(ROOT / "tests" / "fuzz")]

with atheris.instrument_imports(include=["pipelines.ingest", "defusedxml", "markdown_it", "pypdf", "email", "csv"]):
    import target

    from pipelines.ingest import limits
    from pipelines.ingest.registry import readable_suffixes

    readable_suffixes()  # loads the readers

from samples import FORMATS, tarred, zipped  # noqa: E402 - not to be watched

limits.MIN_EXPANDED_BYTES = 2_000_000  # so that bombs cost little time


def begin(folder: Path) -> None:
    """One good file of every format, alone and in archives."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in FORMATS.items():
        (folder / name).write_bytes(target.seed(Path(name).suffix, data))
        for suffix, pack in ((".zip", zipped), (".tar", tarred)):
            (folder / f"{name}{suffix}").write_bytes(target.seed(suffix, pack({name: data})))


if __name__ == "__main__":
    folders = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("-")]
    if folders and not any(argument.startswith("-merge") for argument in sys.argv):
        begin(folders[0])
    for sample, content in FORMATS.items():  # what readers import takes its time before the fuzzer measures it
        target.one_input(target.seed(Path(sample).suffix, content))
    atheris.Setup(sys.argv, target.one_input)
    atheris.Fuzz()
