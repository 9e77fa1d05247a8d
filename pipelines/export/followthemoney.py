"""FollowTheMoney entities, one JSON object a line: actors, and events with who was involved in them.

Schemata and properties are those of the FollowTheMoney ontology (Aleph, OpenSanctions).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.export.rows import Source

_SCHEMATA = {
    "person": "Person",
    "company": "Company",
    "country": "PublicBody",
    "government": "PublicBody",
    "military": "PublicBody",
    "police": "PublicBody",
    "intelligence": "PublicBody",
    "judiciary": "PublicBody",
    "legislature": "PublicBody",
    "igo": "Organization",
    "ngo": "Organization",
    "party": "Organization",
    "media": "Organization",
    "armed_group": "Organization",
}
_ACTORS = """
    SELECT a.*, k.iso2 FROM actors a LEFT JOIN country_codes k USING (country)
    WHERE NOT is_generic ORDER BY actor_id"""
_EVENTS = """
    SELECT e.*, k.iso2, p.actors, p.recipients, s.summary, d.urls
    FROM {view} v JOIN events e USING (event_id) JOIN event_parties p USING (event_id)
    JOIN event_summary s USING (event_id)
    LEFT JOIN country_codes k ON k.country = e.country
    LEFT JOIN (
        SELECT event_id, list(DISTINCT url ORDER BY url) AS urls
        FROM event_mentions JOIN documents USING (doc_id) WHERE url IS NOT NULL GROUP BY event_id
    ) d ON d.event_id = e.event_id
    ORDER BY e.event_id"""


def write(source: Source, path: Path) -> None:
    """Write the named actors, then the events of a view; raises `ExportError` for one without `event_id`."""
    source.need("ftm", "event_id")
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in (*map(_actor, source.rows(_ACTORS)), *_events(source)):
            file.write(json.dumps(entity, ensure_ascii=False) + "\n")


def _actor(row: dict[str, Any]) -> dict[str, Any]:
    person = row["actor_type"] == "person"
    return _entity(
        row["actor_id"],
        _SCHEMATA.get(row["actor_type"], "LegalEntity"),
        name=[row["name"]],
        alias=[alias for alias in row["aliases"] if alias != row["name"]],
        country=[row["iso2"].lower()] if row["iso2"] else [],
        position=[row["title"]] if person and row["title"] else [],
        wikidataId=[row["wikidata_id"]] if row["wikidata_id"] else [],
    )


def _events(source: Source) -> Iterator[dict[str, Any]]:
    for row in source.rows(_EVENTS.format(view=f'"{source.name}"')):
        yield _entity(
            row["event_id"],
            "Event",
            name=[row["title"] or row["summary"]],
            summary=[row["summary"]],
            startDate=[row["date_start"].isoformat()] if row["date_start"] else [],
            endDate=[row["date_end"].isoformat()] if row["date_end"] else [],
            country=[row["iso2"].lower()] if row["iso2"] else [],
            location=[row["location_name"]] if row["location_name"] else [],
            organizer=_named(row["actors"]),
            involved=_named(row["recipients"]),
            keywords=[code for code in (row["event_type"], row["event_mode"], row["modality"]) if code],
            sourceUrl=row["urls"] or [],
        )


def _named(parties: list[dict[str, Any]]) -> list[str]:
    return [party["actor_id"] for party in parties]


def _entity(key: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {name: found for name, found in properties.items() if found}}
