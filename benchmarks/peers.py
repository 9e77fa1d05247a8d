"""Figures, times and voices beside what other libraries find in the same texts: found, right, seconds.

    python benchmarks/peers.py [DIR] [--third] [--environment FOLDER]

Figures: quantulum3. Times: dateparser's search and Recognizers-Text. Voices: textacy's direct quotations, on this
reader's parse (textacy brings none of its own). DIR holds `quantities`, `dates` and `polnear`, each a folder with
`input.jsonl` (id, text, published_at) and `gold.jsonl` (id and what is expected); without DIR, figures are scored on
the sentences of tests/unit/figures. `--third` scores the documents whose hashed id divides by three, the part of each
that rules were not written from.

The peers live in a virtual environment of their own, made on the first call: they need packages that this project
does not, one of them (emoji) in a version of 2022.
"""

from __future__ import annotations

import argparse
import base64
import datetime as dt
import hashlib
import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, cast

REPOSITORY = Path(__file__).resolve().parents[1]
SENTENCES = REPOSITORY / "tests" / "unit" / "figures" / "sentences.txt"
PINS = ("quantulum3==0.10.0", "dateparser==1.5.0", "recognizers-text-suite==1.0.2a2", "emoji==1.7.0", "textacy==0.13.0")
TASKS = {"quantities": "figures", "dates": "times", "polnear": "voices"}
PEERS = {"quantities": ("quantulum3",), "dates": ("dateparser", "recognizers-text"), "polnear": ("textacy",)}

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def quantulum3(text: Row) -> list[Row]:
    """Quantities: span and value."""
    from quantulum3 import classifier, parser  # noqa: PLC0415

    classifier.USE_CLF = False  # its classifier was stored by a scikit-learn that no Python of today can load
    return [{"start": q.span[0], "end": q.span[1], "value": q.value} for q in parser.parse(text["text"])]


def dateparser(text: Row) -> list[Row]:
    """Dates, anchored at publication: span and first day. The search gives no offsets: they are looked up in order."""
    from dateparser.search import search_dates  # noqa: PLC0415

    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(text["published_at"])} if text["published_at"] else {}
    rows, at = [], 0
    for words, moment in search_dates(text["text"], languages=["en"], settings=settings) or ():
        start = text["text"].find(words, at)
        at = start + len(words)
        rows.append({"start": start, "end": at, "days": [moment.date().isoformat()]})
    return rows


def recognizers(text: Row) -> list[Row]:
    """Expressions of time: span and the days of every reading that is offered."""
    from recognizers_date_time import recognize_datetime  # noqa: PLC0415
    from recognizers_text import Culture  # noqa: PLC0415

    anchor = dt.datetime.fromisoformat(text["published_at"]) if text["published_at"] else None
    rows = []
    for found in recognize_datetime(text["text"], Culture.English, reference=anchor):
        values = (found.resolution or {}).get("values", [])
        days = [str(v.get("value") or v.get("start") or "")[:10] for v in values]
        rows.append({"start": found.start, "end": found.end + 1, "days": days})
    return rows


def textacy(text: Row) -> list[Row]:
    """Direct quotations with a speaker; a text with an odd number of quotation marks has none."""
    import spacy  # noqa: PLC0415
    from spacy.tokens import DocBin  # noqa: PLC0415
    from textacy.extract.triples import direct_quotations  # noqa: PLC0415

    vocabulary = _vocabulary.setdefault("en", spacy.blank("en").vocab)
    (doc,) = DocBin().from_bytes(base64.b64decode(text["parse"])).get_docs(vocabulary)
    try:
        triples = list(direct_quotations(doc))
    except ValueError:
        return []
    rows = []
    for speaker, _, content in triples:
        row = {"source_start": speaker[0].idx, "source_end": speaker[-1].idx + len(speaker[-1])}
        rows.append({**row, "start": content.start_char + 1, "end": content.end_char - 1})
    return rows


_vocabulary: dict[str, Any] = {}
_WORKERS: dict[str, Callable[[Row], list[Row]]] = {
    "quantulum3": quantulum3,
    "dateparser": dateparser,
    "recognizers-text": recognizers,
    "textacy": textacy,
}


def work(name: str) -> None:
    """Read texts from standard input, write what a peer finds and its seconds to standard output."""
    texts = json.load(sys.stdin)
    find = _WORKERS[name]
    find(texts[0])  # loading is not measured
    start = time.perf_counter()
    found = {text["id"]: find(text) for text in texts}
    json.dump({"found": found, "seconds": time.perf_counter() - start}, sys.stdout)


def ours(task: str, texts: list[Row], readings: dict[str, Any]) -> tuple[Rows, float]:
    """What this project's extractors find in texts that are parsed already, and their seconds."""
    from pipelines.extract.attributions.attributions import extract_attributions  # noqa: PLC0415
    from pipelines.extract.facts import Facts  # noqa: PLC0415
    from pipelines.extract.figures.figures import extract_figures  # noqa: PLC0415
    from pipelines.extract.times.times import extract_times  # noqa: PLC0415

    def find(text: Row) -> Iterable[Row]:
        reading = readings[text["id"]]
        published = dt.datetime.fromisoformat(text["published_at"]) if text["published_at"] else None
        if task == "polnear":
            for said in extract_attributions(reading, Facts()):
                if said.type != "direct":
                    continue
                source = {"source_start": said.source_start, "source_end": said.source_end}
                yield {**source, "start": said.content_start, "end": said.content_end}
            return
        times = extract_times(reading, published)
        if task == "dates":
            for moment in times:
                day = moment.date_start.isoformat() if moment.date_start else ""
                yield {"start": moment.start, "end": moment.end, "days": [day]}
            return
        for figure in extract_figures(reading, Facts(times=times)):
            yield {"start": figure.start, "end": figure.end, "value": figure.value}

    list(find(texts[0]))
    start = time.perf_counter()
    found = {text["id"]: list(find(text)) for text in texts}
    return found, time.perf_counter() - start


def peer(python: Path, name: str, texts: list[Row]) -> tuple[Rows, float]:
    """The same by a peer, in its own process."""
    command = [str(python), "-W", "ignore", str(Path(__file__).resolve()), "--worker", name]
    done = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr.strip().splitlines()[-1]}")
    answer = json.loads(done.stdout.splitlines()[-1])
    return answer["found"], answer["seconds"]


def score(task: str, gold: Rows, found: Rows) -> tuple[int, int, int, int]:
    """How many are expected, found among them, right among those, and given in all."""
    wanted = hits = right = given = 0
    for key, items in gold.items():
        rows = list(found.get(key, []))
        given += len(rows)
        wanted += len(items)
        for item in items:
            touching = [row for row in rows if _is_found(task, item, row)]
            if not touching:
                continue
            best = max(touching, key=lambda row: (_is_right(task, item, row), _overlap(item, row)))
            rows.remove(best)
            hits += 1
            right += _is_right(task, item, best)
    return wanted, hits, right, given


def _overlap(item: Row, row: Row) -> int:
    return int(min(item["end"], row["end"]) - max(item["start"], row["start"]))


def _is_found(task: str, item: Row, row: Row) -> bool:
    longer = max(item["end"] - item["start"], row["end"] - row["start"])
    return _overlap(item, row) * 2 >= longer if task == "polnear" else _overlap(item, row) > 0


def _is_right(task: str, item: Row, row: Row) -> bool:
    if task == "quantities":
        value = item["value"]
        return value is None or (row["value"] is not None and abs(row["value"] - value) <= 1e-6 * max(1.0, abs(value)))
    if task == "dates":
        return any(day in row["days"] for day in item["days"])
    if row["source_start"] is None:
        return False
    return bool(min(item["source_end"], row["source_end"]) > max(item["source_start"], row["source_start"]))


def expected(task: str, item: Row, text: str) -> list[Row]:
    """The gold of one text in the terms of this benchmark: spans with a value, first days, or a quotation's speaker."""
    if task == "quantities":
        return [f for f in item["figures"] if not f["optional"]]
    if task == "dates":
        times = ({**t, "days": [days[0] for days in t["readings"] or ()]} for t in item["times"])
        return [t for t in times if t["days"]]
    rows = []
    for said in item["attributions"]:
        if said["source"] and said["content"] and text[said["content"][0][0]] in "“\"'‘":
            (start, _), (_, end) = said["content"][0], said["content"][-1]
            source = {"source_start": said["source"][0][0], "source_end": said["source"][-1][1]}
            rows.append({"start": start, "end": end, **source})
    return rows


def load(folder: Path | None, task: str, *, third: bool) -> tuple[list[Row], Rows]:
    """Texts with their gold."""
    if folder is None:
        return _sentences() if task == "quantities" else ([], {})
    lines = {
        name: (folder / task / f"{name}.jsonl").read_text(encoding="utf-8").splitlines() for name in ("input", "gold")
    }
    texts = [json.loads(line) for line in lines["input"]]
    if third:
        texts = [text for text in texts if int(hashlib.sha1(text["id"].encode()).hexdigest(), 16) % 3 == 0]
    by_id = {item["id"]: item for item in map(json.loads, lines["gold"])}
    return texts, {text["id"]: expected(task, by_id[text["id"]], text["text"]) for text in texts}


def _sentences() -> tuple[list[Row], Rows]:
    """The sentences of the figure tests whose figures are exact, with the place of each number left open."""
    texts: list[Row] = []
    gold: Rows = {}
    for number, line in enumerate(SENTENCES.read_text(encoding="utf-8").splitlines()):
        text, arrow, stated = line.partition("=>")
        values = [part.split("|")[0].strip() for part in stated.split(";") if part.strip()]
        if not arrow or text.startswith("#") or any(not value.replace(".", "", 1).isdigit() for value in values):
            continue
        texts.append({"id": str(number), "text": text.strip(), "published_at": None})
        gold[str(number)] = [{"start": 0, "end": len(text), "value": float(value)} for value in values]
    return texts, gold


def parsed(texts: list[Row]) -> dict[str, Any]:
    """A reading for each text; texts get their parse too, for the peers that need one."""
    from spacy.tokens import DocBin  # noqa: PLC0415

    from pipelines.language import load_reader  # noqa: PLC0415

    reader = load_reader()
    readings = {text["id"]: reader.read(text["text"]) for text in texts}
    for text in texts:
        text["parse"] = base64.b64encode(DocBin(docs=[readings[text["id"]].doc]).to_bytes()).decode("ascii")
    return readings


def environment(folder: Path) -> Path:
    """The Python of the peers' environment, made if it is not there."""
    python = folder / "bin" / "python"
    if not python.exists():
        sys.stderr.write(f"making an environment for the peers in {folder}\n")
        venv.create(folder, with_pip=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PINS], check=True)
    return python


def show(name: str, counts: tuple[int, int, int, int], seconds: float) -> None:
    """One line of the table."""
    wanted, hits, right, given = counts
    shares = [hits / max(1, wanted), hits / max(1, given), right / max(1, wanted)]
    share = "".join(f"{part:10.3f}" for part in shares)
    print(f"  {name:18}{share} {seconds:8.2f} s  ({hits} of {wanted}, {given} given)")


def main(arguments: Sequence[str] | None = None) -> None:
    """Score every task, ours first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="quantities, dates and polnear")
    parser.add_argument("--third", action="store_true", help="only the third that no rule was written from")
    parser.add_argument("--environment", type=Path, default=REPOSITORY / ".venv" / "peers", metavar="FOLDER")
    parser.add_argument("--worker", choices=sorted(_WORKERS), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.worker:
        work(cast(str, chosen.worker))
        return
    sys.path.insert(0, str(REPOSITORY))
    python = environment(chosen.environment)
    for task, what in TASKS.items():
        texts, gold = load(chosen.folder, task, third=chosen.third)
        if not texts:
            continue
        readings = parsed(texts)
        print(f"{what} ({task}, {len(texts)} texts)\n  {'':18}     found precision     right")
        rows, seconds = ours(task, texts, readings)
        show("sitrep", score(task, gold, rows), seconds)
        for name in PEERS[task]:
            rows, seconds = peer(python, name, texts)
            show(name, score(task, gold, rows), seconds)


if __name__ == "__main__":
    main()
