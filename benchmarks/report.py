"""Time and size of the situation report, and of `sitrep show` and `sitrep sql`, over tables of many events.

    python benchmarks/report.py [--events 50000] [--output DIR] [--file situation.html]

The tables are made up: articles of a few hundred words in which parties of several hundred names act on one another in
2,000 places over two years, a voice tells it, and one in five has a toll. An existing DIR is measured as it is.
Aims: the report in under 10 s and 15 MB, `show` and `sql` in under 0.7 s.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from pipelines.tables.frames import frame  # noqa: E402
from pipelines.tables.ids import stable_id  # noqa: E402
from pipelines.tables.publish import publish  # noqa: E402
from pipelines.tables.vocabulary import plover_score, quad_class  # noqa: E402

Row = dict[str, Any]

_CODES = (
    ("ASSAULT", "firearms", "shot at"),
    ("ASSAULT", "explosives", "bombed"),
    ("COERCE", "arrest", "detained"),
    ("CONSULT", "visit", "visited"),
    ("AID", None, "sent food to"),
    ("PROTEST", "demo", "marched against"),
    ("THREATEN", None, "threatened"),
    ("AGREE", None, "made a pact with"),
)
_MODALITIES = ("actual",) * 14 + ("future", "future", "hypothetical", "hypothetical", "negated", "actual")
_COUNTRIES = ("PAK", "KEN", "CHL", "UKR", "IND", "FRA", "SDN", "COL", "PHL", "NGA", "IRQ", "MMR")
_SYLLABLES = ("ka", "rel", "to", "mun", "va", "bis", "or", "den", "ti", "sa", "lu", "gar")
_FIRST = dt.date(2030, 1, 1)
_DAYS = 730
_PLACES, _PARTIES, _VOICES, _OUTLETS = 2_000, 400, 300, 60
_EVENTS_PER_ARTICLE = 4
_FILLER = " The road stayed closed until evening, and traders waited at the depot for word from the capital."


def tables(events: int, seed: int = 7) -> dict[str, list[Row]]:
    """Rows of every table that the report asks, for a number of events."""
    chance = random.Random(seed)
    out: dict[str, list[Row]] = {
        "places": [_place(chance, n) for n in range(_PLACES)],
        "actors": [_actor(chance, n) for n in range(_PARTIES)],
        "sources": [_source(n) for n in range(_VOICES)],
    }
    happenings = [_happening(chance, n) for n in range(events)]
    told = [event for event in happenings for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    told.sort(key=lambda event: (event["day"], event["key"]))
    for name in ("documents", "event_mentions", "event_actors", "attributions", "figures"):
        out[name] = []
    for number in range(0, len(told), _EVENTS_PER_ARTICLE):
        _article(chance, out, number, told[number : number + _EVENTS_PER_ARTICLE])
    out["events"] = [_event(out, event) for event in happenings]
    return out


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3)).title()


def _place(chance: random.Random, number: int) -> Row:
    spot = {"latitude": chance.uniform(-40, 60), "longitude": chance.uniform(-120, 150), "geo_precision": "city"}
    key = {"place_id": stable_id("plc", number), "name": f"{_name(chance)} {number}", "kind": "city"}
    return key | spot | {"country": chance.choice(_COUNTRIES)}


def _actor(chance: random.Random, number: int) -> Row:
    name = f"{_name(chance)} {chance.choice(('Front', 'Army', 'Council', 'Union', 'Police'))} {number}"
    counts = {"aliases": [], "is_generic": False, "mention_count": 1, "document_count": 1}
    country = chance.choice(_COUNTRIES)
    return {"actor_id": stable_id("act", number), "name": name, "actor_type": "other", "country": country} | counts


def _source(number: int) -> Row:
    is_named = number % 4 > 0
    called = {"name": f"Spokesman {number}"} if is_named else {"description": f"officials {number}"}
    kind = {"source_id": stable_id("src", number), "kind": "government" if is_named else "anonymous"}
    return kind | called | {"is_named": is_named, "attribution_count": 1, "document_count": 1}


def _happening(chance: random.Random, number: int) -> Row:
    kind, mode, verb = chance.choice(_CODES)
    dead = chance.randrange(1, 40) if kind == "ASSAULT" and chance.random() < 0.8 else None
    return {
        "key": stable_id("evt", number),
        "code": (kind, mode, verb),
        "modality": chance.choice(_MODALITIES),
        "day": _FIRST + dt.timedelta(days=chance.randrange(_DAYS)),
        "place": min(int(chance.paretovariate(0.7)), _PLACES) - 1,
        "parties": [min(int(chance.paretovariate(0.5)), _PARTIES) - 1 for _ in range(2)],
        "dead": dead,
        "background": chance.random() < 0.1,
    }


def _article(chance: random.Random, out: dict[str, list[Row]], number: int, told: list[Row]) -> None:
    """An article that tells of some happenings, with the rows that point into it."""
    doc_id = stable_id("doc", number)
    text = f"Day of clashes and talks {number}\n\n"
    published = dt.datetime.combine(told[-1]["day"], dt.time(18), dt.UTC)
    for sentence, event in enumerate(told, start=1):
        said, start = _sentence(out, event, chance.randrange(_VOICES)), len(text)
        text += said["text"] + _FILLER * chance.randrange(1, 6) + ("\n\n" if sentence % 2 else " ")
        _tell(out, event, said, {"doc_id": doc_id, "sentence_index": sentence}, start)
    out["documents"].append({
        "doc_id": doc_id, "uri": f"wire/{number}.txt", "sha256": "0" * 64, "format": "txt",
        "outlet": f"Outlet {chance.randrange(_OUTLETS)}", "title": text.partition("\n")[0], "published_at": published,
        "published_at_source": "metadata", "language": "en", "word_count": len(text.split()), "text": text,
    })  # fmt: skip


def _sentence(out: dict[str, list[Row]], event: Row, voice: int) -> Row:
    """The words that tell of a happening, and where in them its parts stand."""
    who, whom = (out["actors"][party] for party in event["parties"])
    source, verb = out["sources"][voice], event["code"][2]
    toll = f"{event['dead']} people" if event["dead"] else ""
    main = f"{who['name']} {verb} {whom['name']} in {out['places'][event['place']]['name']}"
    main += f", killing {toll}" if toll else ""
    speaker = source.get("name") or source["description"]
    text = f"{main}, {speaker} said."
    return {
        "text": text,
        "main": len(main),
        "verb": (len(who["name"]) + 1, verb),
        "toll": (text.index(toll), toll) if toll else None,
        "speaker": (len(main) + 2, speaker),
        "source_id": source["source_id"],
    }


def _tell(out: dict[str, list[Row]], event: Row, said: Row, where: Row, start: int) -> None:
    kind, mode, _ = event["code"]
    offset, verb = said["verb"]
    mention_id = stable_id("mnt", where["doc_id"], start)
    attribution_id = stable_id("att", where["doc_id"], start)
    at, speaker = said["speaker"]
    out["attributions"].append({
        "attribution_id": attribution_id, **where, "source_id": said["source_id"], "source_text": speaker,
        "source_start": start + at, "source_end": start + at + len(speaker), "cue": "said",
        "cue_start": start + at + len(speaker) + 1, "cue_end": start + at + len(speaker) + 5,
        "content_start": start, "content_end": start + said["main"], "type": "indirect", "stance": "assert",
    })  # fmt: skip
    out["event_mentions"].append({
        "mention_id": mention_id, "event_id": event["key"], **where, "start": start, "end": start + said["main"],
        "trigger_start": start + offset, "trigger_end": start + offset + len(verb), "trigger_text": verb,
        "event_type": kind, "event_mode": mode, "contexts": [], "modality": event["modality"], "certainty": "certain",
        "is_background": event["background"], "date_start": event["day"], "date_end": event["day"],
        "date_precision": "day", "attribution_id": attribution_id, "evidence": said["text"][: said["main"]],
    })  # fmt: skip
    for role, party in zip(("actor", "recipient"), event["parties"], strict=True):
        part = {"event_id": event["key"], "mention_id": mention_id, "role": role, "position": 0}
        out["event_actors"].append(part | {"actor_id": out["actors"][party]["actor_id"]})
    if said["toll"]:
        at, words = said["toll"]
        span = {"start": start + at, "end": start + at + len(words), "text": words}
        evidence = {"evidence_start": span["start"], "evidence_end": span["end"], "evidence": words}
        value = dict.fromkeys(("value", "low", "high"), float(event["dead"]))
        out["figures"].append({
            "figure_id": stable_id("fig", where["doc_id"], start), **where, **span, **evidence, **value,
            "bound": "exact", "unit": "person", "dimension": "count", "measure": "fatalities",
            "event_id": event["key"], "mention_id": mention_id, "attribution_id": attribution_id,
            "certainty": "certain",
        })  # fmt: skip


def _event(out: dict[str, list[Row]], event: Row) -> Row:
    kind, mode, verb = event["code"]
    place = out["places"][event["place"]]
    columns = ("place_id", "country", "latitude", "longitude", "geo_precision")
    counts = ("mention_count", "document_count", "source_count", "named_source_count", "outlet_count")
    return {
        "event_id": event["key"], "event_type": kind, "event_mode": mode, "contexts": [], "title": verb,
        "modality": event["modality"], "certainty": "certain", "date_start": event["day"], "date_end": event["day"],
        "date_precision": "day", "location_name": place["name"], **{name: place[name] for name in columns},
        "fatalities_low": event["dead"], "fatalities_best": event["dead"], "fatalities_high": event["dead"],
        "plover_score": plover_score(kind, mode), "quad_class": quad_class(kind), "named_voice_count": 1,
        "is_background": event["background"], "is_disputed": bool(event["dead"] and event["dead"] % 7 == 0),
        **dict.fromkeys(counts, 1),
    }  # fmt: skip


def measured(output: Path, file: Path) -> Iterator[str]:
    """Lines on how long each command takes, and how large the report is."""
    sitrep = [sys.executable, "-m", "pipelines.cli"]
    commands = {
        "report": ["report", "--file", str(file)],
        "sql": ["sql", "select event_type, count(*) from events group by all order by all"],
        "sql event_summary": ["sql", "select summary from event_summary limit 10"],
        "show an event": ["show", stable_id("evt", 0)],
        "show an article": ["show", stable_id("doc", 0)],
    }
    for name, arguments in commands.items():
        began = time.monotonic()
        command = [*sitrep, *arguments, "--output", str(output)]
        subprocess.run(command, cwd=REPOSITORY, check=True, stdout=subprocess.DEVNULL)
        yield f"{name:<20}{time.monotonic() - began:8.2f} s"
    yield f"{'size of the report':<20}{file.stat().st_size / 1e6:8.2f} MB"


def main() -> None:
    """Make the tables unless they are there, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--output", type=Path)
    parser.add_argument("--file", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sitrep-report-") as scratch:
        output = options.output or Path(scratch) / "tables"
        if not (output / "sitrep.duckdb").exists():
            rows = tables(options.events)
            publish({name: frame(name, found) for name, found in rows.items()}, output)
        for line in measured(output, options.file or Path(scratch) / "situation.html"):
            print(line)


if __name__ == "__main__":
    main()
