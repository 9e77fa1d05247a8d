"""How well happenings and actors are linked across documents: B³ and CoNLL F1 on stories written for it.

    python benchmarks/linking.py [STORIES.yaml] [--errors]

Reads the documents of all stories as one collection, extracts and resolves them, and compares the clusters of mentions
with the gold ones (`tests/linking/stories.yaml`). A gold mention is found where the system has one at the same words.
Linking is scored twice: over the mentions that both have, which is resolution alone, and over all gold mentions, where
one that was not extracted counts as missed. `--errors` lists what was merged or split wrongly.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import sys
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl
import yaml

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

from clusters import Clustering, b_cubed, ceaf_e, clusters, conll, muc  # noqa: E402

from pipelines.ingest.document import Document  # noqa: E402
from pipelines.resolve import resolve  # noqa: E402
from pipelines.runner.extraction import extract_documents  # noqa: E402
from pipelines.tables.ids import stable_id  # noqa: E402

STORIES = REPOSITORY / "tests" / "linking" / "stories.yaml"
_MARK = re.compile(r"\{([^{}|]+)\|([ea]):([a-z0-9-]+)\}")
_LEAST_OVERLAP = 0.3  # of the words of both spans, for a mention of an actor
_KINDS = {"e": "events", "a": "actors"}

Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Story:
    """A document of the benchmark and its gold spans: kind (`events`, `actors`) → span → name of its cluster."""

    document: Document
    gold: dict[str, dict[Span, str]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Gold and system clusters of the gold mentions of one kind; the system lacks those that were not extracted."""

    gold: dict[Span, str]
    system: dict[Span, str]

    @property
    def found(self) -> dict[Span, str]:
        """Gold clusters of the mentions that the system has."""
        return {span: name for span, name in self.gold.items() if span in self.system}


def read_stories(path: Path = STORIES) -> list[Story]:
    """The documents of a file of stories, in its order."""
    stories = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [_story(row) for story in stories for row in story["documents"]]


def _story(row: Mapping[str, Any]) -> Story:
    text, gold, end = "", dict[str, dict[Span, str]](events={}, actors={}), 0
    doc_id = stable_id("doc", row["id"])
    for mark in _MARK.finditer(row["text"]):
        text += row["text"][end : mark.start()]
        gold[_KINDS[mark[2]]][doc_id, len(text), len(text) + len(mark[1])] = mark[3]
        text, end = text + mark[1], mark.end()
    text += row["text"][end:]
    published = row["published_at"]
    moment = published if isinstance(published, dt.datetime) else dt.datetime.fromisoformat(published)
    document = Document(
        doc_id=doc_id,
        text=text,
        uri=row["id"],
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="txt",
        external_id=row["id"],
        outlet=row["outlet"],
        published_at=moment,
        published_at_source="metadata",
    )
    return Story(document, gold)


def extracted(stories: list[Story]) -> dict[str, pl.DataFrame]:
    """The mention tables of the stories, ready to be resolved."""
    frames = dict(extract_documents([story.document for story in stories], None, 1).frames)
    frames.pop("rejects")
    return frames


def with_gold_documents(stories: list[Story], tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The same tables with the events of each document as gold has them, so that resolution alone is left to err."""
    gold = {span: name for story in stories for span, name in story.gold["events"].items()}
    mentions = tables["event_mentions"]
    places = mentions.select("doc_id", "trigger_start", "trigger_end", "mention_id")
    told = {mention: stable_id("evt", span[0], gold[span]) for span, mention in _aligned(gold, places, 0.0)}
    events = {mention: told.get(mention, event) for mention, event in mentions["mention_id", "event_id"].iter_rows()}
    out = dict(tables)
    for name in ("event_mentions", "event_actors", "event_arguments", "figures"):
        renamed = [events.get(mention, event) for mention, event in tables[name]["mention_id", "event_id"].iter_rows()]
        out[name] = tables[name].with_columns(pl.Series("event_id", renamed, dtype=pl.String))
    out["local_events"] = out["event_mentions"].select("event_id", "doc_id").unique(maintain_order=True)
    return out


def linked(stories: list[Story], tables: Mapping[str, pl.DataFrame]) -> dict[str, Linked]:
    """Clusters of each kind, of resolved tables."""
    triggers = tables["event_mentions"].select("doc_id", "trigger_start", "trigger_end", "event_id")
    names = tables["actor_mentions"].select("doc_id", "start", "end", "actor_id")
    out = {}
    for kind, table, least in (("events", triggers, 0.0), ("actors", names, _LEAST_OVERLAP)):
        gold = {span: name for story in stories for span, name in story.gold[kind].items()}
        out[kind] = Linked(gold, dict(_aligned(gold, table, least)))
    return out


def _aligned(gold: Mapping[Span, str], table: pl.DataFrame, least: float) -> Iterator[tuple[Span, str]]:
    """Each gold span with the cluster of the system's mention that overlaps it best; each mention is used once."""
    rows = sorted(table.iter_rows())
    pairs = sorted(
        (-overlap, span, number)
        for span in gold
        for number, (doc, start, end, _) in enumerate(rows)
        if doc == span[0] and (overlap := _overlap(span, start, end)) > least
    )
    spans: set[Span] = set()
    used: set[int] = set()
    for _, span, number in pairs:
        if span not in spans and number not in used:
            spans.add(span)
            used.add(number)
            yield span, rows[number][-1]


def _overlap(span: Span, start: int, end: int) -> float:
    shared = min(span[2], end) - max(span[1], start)
    return max(0, shared) / (max(span[2], end) - min(span[1], start))


def merged(kind: Linked) -> list[tuple[str, str]]:
    """Pairs of gold clusters of which one system cluster has mentions."""
    return _mixed(kind.system, kind.gold)


def split(kind: Linked) -> list[tuple[Hashable, int]]:
    """Gold clusters that the system has in several parts, and in how many."""
    found = clusters(kind.found)
    parts = {name: len({kind.system[span] for span in spans}) for name, spans in found.items()}  # type: ignore[index]
    return sorted((name, count) for name, count in parts.items() if count > 1)


def _mixed(system: Mapping[Span, str], gold: Mapping[Span, str]) -> list[tuple[str, str]]:
    pairs = {
        pair
        for spans in clusters(system).values()
        for pair in combinations(sorted({gold[span] for span in spans}), 2)  # type: ignore[index]
    }
    return sorted(pairs)


def _line(name: str, gold: Clustering, system: Clustering) -> str:
    scores = [f"{measure(gold, system).f1:6.3f}" for measure in (muc, b_cubed, ceaf_e)]
    return f"{name:34}{len(gold):5}{''.join(f'{score:>8}' for score in scores)}{conll(gold, system):8.3f}"


def main() -> None:
    """Print the scores, and with `--errors` what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path, nargs="?", default=STORIES)
    parser.add_argument("--errors", action="store_true", help="list what was merged, split or not found")
    arguments = parser.parse_args()
    stories = read_stories(arguments.stories)
    texts = {story.document.doc_id: story.document for story in stories}
    result = linked(stories, resolve(extracted(stories)))
    print(f"{len(stories)} documents\n{'':34}{'n':>5}{'MUC':>8}{'B³':>8}{'CEAF-e':>8}{'CoNLL':>8}")
    for name, kind in result.items():
        print(_line(f"{name}, mentions that both have", kind.found, kind.system))
        print(_line(f"{name}, all gold mentions", kind.gold, kind.system))
        print(f"{name}: {len(merged(kind))} pairs merged wrongly, {len(split(kind))} split")
        if arguments.errors:
            print("  merged:", *(f"{a} = {b}" for a, b in merged(kind)), sep="\n    ")
            print("  split:", *(f"{cluster} in {count}" for cluster, count in split(kind)), sep="\n    ")
            lost = sorted(span for span in kind.gold if span not in kind.system)
            print("  not found:", *(f"{texts[s[0]].uri}: {texts[s[0]].text[s[1] : s[2]]}" for s in lost), sep="\n    ")


if __name__ == "__main__":
    main()
