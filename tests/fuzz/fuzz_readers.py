"""Every reader under a fuzzer that watches which code it reaches. Not part of the tests; for a change of the readers:

    pip install atheris && python tests/fuzz/fuzz_readers.py -max_total_time=600 FOLDER

FOLDER keeps the seeds that reach something new; it begins with one good file of every format. What it finds becomes a
case of `tests/unit/ingest/hostile.py`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "unit" / "ingest")]

with atheris.instrument_imports(include=["pipelines.ingest", "defusedxml", "markdown_it", "pypdf", "email", "csv"]):
    from pipelines.ingest.document import Document, Refusal
    from pipelines.ingest.inputs import Input
    from pipelines.ingest.limits import Budget
    from pipelines.ingest.registry import read, readable_suffixes

    SUFFIXES = readable_suffixes()  # loads the readers

from samples import FORMATS, tarred, zipped  # noqa: E402 - not to be watched


def one_input(data: bytes) -> None:
    """The first byte chooses the ending, the rest is the file."""
    if not data:
        return
    name, body = f"a.txt{SUFFIXES[data[0] % len(SUFFIXES)]}", data[1:]
    for item in read(Input(name=name, uri=name, open=lambda: io.BytesIO(body), budget=Budget(len(body)))):
        if isinstance(item, Document):
            item.text.encode()
        else:
            assert isinstance(item, Refusal)


def seed(folder: Path) -> None:
    """One good file of every format, alone and in archives."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in FORMATS.items():
        ending = SUFFIXES.index(Path(name).suffix)
        (folder / name).write_bytes(bytes([ending]) + data)
        for suffix, pack in ((".zip", zipped), (".tar", tarred)):
            (folder / f"{name}{suffix}").write_bytes(bytes([SUFFIXES.index(suffix)]) + pack({name: data}))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        if not argument.startswith("-"):
            seed(Path(argument))
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
