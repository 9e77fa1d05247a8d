"""A whole run beside the bare reader: what everything but the language pipeline costs.

    python benchmarks/run.py FILE.jsonl [--limit N] [--workers 1]

Reads the same texts twice, each time in a fresh process: once with the reader alone over every sentence, once as
`sitrep run` into an empty output. Prints seconds, words a second and the ratio of the two. Lower is better; 1 would
mean that extraction, resolution, validation and publication cost nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
READER = """
import json, sys
from pipelines.language import load_reader
reader = load_reader()
print(sum(len(reader.read(json.loads(line)["text"]).doc) for line in open(sys.argv[1], encoding="utf-8")))
"""


def timed(command: list[str], environment: dict[str, str]) -> float:
    """Wall seconds of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, cwd=REPOSITORY, env=environment, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Time both on the same texts and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSON Lines with a `text` in each line")
    parser.add_argument("--limit", type=int, help="the first N documents alone")
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    lines = arguments.file.read_text(encoding="utf-8").splitlines()[: arguments.limit]
    words = sum(len(json.loads(line)["text"].split()) for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.jsonl"
        texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
        reader = timed([sys.executable, "-c", READER, str(texts)], environment)
        sitrep = [str(Path(sys.executable).with_name("sitrep")), "run", "--input", str(texts), "--no-cache"]
        output = ["--output", str(Path(folder) / "out"), "--workers", str(arguments.workers)]
        run = timed([*sitrep, *output], environment)
    print(f"{len(lines)} documents, {words} words")
    for name, seconds in (("reader alone", reader), (f"sitrep run, {arguments.workers} worker(s)", run)):
        print(f"{name:28} {seconds:8.1f} s {words / seconds:9.0f} words/s")
    print(f"{'ratio':28} {run / reader:8.2f}")


if __name__ == "__main__":
    main()
