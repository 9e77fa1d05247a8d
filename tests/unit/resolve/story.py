# ruff: noqa: E501
"""A small language for mention tables: documents that tell of events, with ids of one document alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipelines.runner.mention_frames import to_frames

Row = dict[str, Any]

ACTORS: dict[str, Row] = {
    "Arland": {"key": "country:ARG", "actor_type": "country", "country": "ARG", "code": "ARG"},
    "Arland Army": {"key": "mil:ARG", "actor_type": "military", "country": "ARG", "parent_key": "country:ARG", "parent_name": "Arland"},
    "Arland Ministry": {"key": "gov:ARG:ministry", "actor_type": "government", "country": "ARG", "parent_key": "country:ARG", "parent_name": "Arland"},
    "Belmark": {"key": "country:BEL", "actor_type": "country", "country": "BEL", "code": "BEL"},
    "Red Front": {"key": "name:red front", "actor_type": "armed_group"},
    "Blue League": {"key": "name:blue league", "actor_type": "armed_group"},
    "gunmen": {"key": "nominal::gunmen", "actor_type": "armed_group", "is_generic": True},
    "civilians": {"key": "nominal::civilians", "actor_type": "civilians", "is_generic": True},
}  # fmt: skip
PLACES: dict[str, Row] = {
    "Norvik": {"key": "geonames:1", "kind": "city", "country": "BEL", "admin1": "North", "latitude": 50.0, "longitude": 4.0, "precision": "city"},
    "Sudvik": {"key": "geonames:2", "kind": "city", "country": "BEL", "admin1": "South", "latitude": 49.0, "longitude": 6.0, "precision": "city"},
    "Old Prison": {"key": "name:old prison", "kind": "facility"},
    "Mill Hill": {"key": "name:mill hill", "kind": "other", "country": "BEL"},
    "New Prison": {"key": "name:new prison", "kind": "facility"},
    "North": {"key": "iso:BE-N", "kind": "admin1", "country": "BEL", "precision": "admin1"},
    "Arland land": {"key": "iso:ARG", "kind": "country", "country": "ARG", "precision": "country"},
    "Belmark land": {"key": "iso:BEL", "kind": "country", "country": "BEL", "precision": "country"},
}  # fmt: skip


@dataclass
class Story:
    """One document; `tell` adds an event and returns its id."""

    doc_id: str
    published: dt.datetime | None = None
    outlet: str | None = None
    text: str = "Nothing is known."
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.add("documents", doc_id=self.doc_id, uri=self.doc_id, sha256="0" * 64, format="txt", outlet=self.outlet,
                 published_at=self.published, published_at_source="metadata" if self.published else "none",
                 word_count=len(self.text.split()), text=self.text)  # fmt: skip

    def add(self, table: str, **row: object) -> None:
        if row not in self.rows.setdefault(table, []):
            self.rows[table].append(row)

    def actor(self, name: str, **more: object) -> str:
        known = {**ACTORS.get(name, {"key": f"person:{name.casefold()}", "actor_type": "person"}), **more}
        actor_id = f"{self.doc_id}/{known['key']}"
        self.add(
            "local_actors",
            actor_id=actor_id,
            doc_id=self.doc_id,
            name=name,
            **{"aliases": [], "is_generic": False, **known},
        )
        self.add("actor_mentions", actor_mention_id=f"{actor_id}/0", doc_id=self.doc_id, sentence_index=0, start=0, end=1,
                 text="N", actor_id=actor_id, mention_type="name")  # fmt: skip
        return actor_id

    def voice(self, name: str, kind: str = "person", *, is_named: bool = True) -> str:
        source_id, attribution_id = f"{self.doc_id}/src/{name}", f"{self.doc_id}/att/{name}"
        self.add(
            "local_sources",
            source_id=source_id,
            doc_id=self.doc_id,
            kind=kind,
            name=name,
            description=name,
            is_named=is_named,
        )
        self.add("attributions", attribution_id=attribution_id, doc_id=self.doc_id, sentence_index=0, source_id=source_id,
                 content_start=0, content_end=1, type="indirect", stance="assert")  # fmt: skip
        return attribution_id

    def tell(
        self, kind: str = "ASSAULT", mode: str | None = None, *, by: tuple[str, ...] = (), to: tuple[str, ...] = (),
        at: str | None = None, on: dt.date | None = None, date_text: str | None = None, modality: str = "actual",
        words: str = "attack", said_by: str | None = None, killed: tuple[float, ...] = (), in_words: bool = True, **figure: object,
    ) -> str:  # fmt: skip
        number = len(self.rows.get("event_mentions", ()))
        event_id, mention_id = f"{self.doc_id}/e{number}", f"{self.doc_id}/m{number}"
        place = None
        if at is not None:
            known = PLACES[at]
            place_id, place = f"{self.doc_id}/{known['key']}", f"{self.doc_id}/p{number}"
            self.add("local_places", place_id=place_id, doc_id=self.doc_id, name=at, **known)
            self.add(
                "place_mentions",
                place_mention_id=place,
                doc_id=self.doc_id,
                sentence_index=number,
                start=0,
                end=1,
                text="N",
                place_id=place_id,
            )
        self.add("local_events", event_id=event_id, doc_id=self.doc_id)
        self.add("event_mentions", mention_id=mention_id, event_id=event_id, doc_id=self.doc_id, sentence_index=number, start=0,
                 end=7, trigger_start=0, trigger_end=7, trigger_text=words.split(maxsplit=1)[0], event_type=kind, event_mode=mode, contexts=[],
                 modality=modality, certainty="certain", is_background=False, date_start=on, date_end=on,
                 date_precision="day" if on or date_text else "none", date_text=date_text, place_mention_id=place, location_name=at,
                 attribution_id=said_by, evidence=words)  # fmt: skip
        for role, names in (("actor", by), ("recipient", to)):
            for position, name in enumerate(names):
                actor_id = self.actor(name)
                self.add("event_actors", doc_id=self.doc_id, event_id=event_id, mention_id=mention_id, actor_id=actor_id,
                         actor_mention_id=f"{actor_id}/0" if in_words else None, role=role, position=position)  # fmt: skip
        for value in killed:
            self.count(event_id, mention_id, value, said_by=said_by, sentence=number, **figure)
        return event_id

    def count(
        self, event_id: str, mention_id: str, value: float, *, item: str = "people", bound: str = "exact", sentence: int = 0,
        said_by: str | None = None, measure: str = "fatalities",
    ) -> None:  # fmt: skip
        self.add("figures", figure_id=f"{mention_id}/{item}/{value}", doc_id=self.doc_id, sentence_index=sentence, start=0, end=1,
                 text="N", evidence_start=0, evidence_end=1, evidence="N", value=value, low=value, high=None if bound == "at_least" else value,
                 bound=bound, unit="person", dimension="count", measure=measure, item=item, event_id=event_id,
                 mention_id=mention_id, attribution_id=said_by, certainty="certain")  # fmt: skip


def tables(*stories: Story) -> dict[str, pl.DataFrame]:
    """The mention tables of documents."""
    frames = to_frames([story.rows for story in stories])
    frames.pop("rejects")
    return frames


def day(number: int) -> dt.datetime:
    return dt.datetime(2021, 3, number, 12, tzinfo=dt.UTC)
