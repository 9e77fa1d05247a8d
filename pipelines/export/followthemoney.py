"""FollowTheMoney entities, one JSON object a line: actors, and events with who was involved in them.

Schemata and properties are those of the FollowTheMoney ontology (Aleph, OpenSanctions).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipelines.export.rows import Source, as_json, quoted

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
    FROM (SELECT DISTINCT event_id FROM {view}) v JOIN events e USING (event_id) JOIN event_parties p USING (event_id)
    JOIN event_summary s USING (event_id)
    LEFT JOIN country_codes k ON k.country = e.country
    LEFT JOIN (
        SELECT event_id, list(DISTINCT url ORDER BY url) AS urls
        FROM event_mentions JOIN documents USING (doc_id) WHERE url IS NOT NULL GROUP BY event_id
    ) d ON d.event_id = e.event_id
    ORDER BY e.event_id"""


def write(source: Source, path: Path) -> None:
    """Write the named actors, then each event of a view once, with its named parties.

    Raises `ExportError` for a view without `event_id`.
    """
    source.need("ftm", "event_id")
    named: set[str] = set()
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in source.rows(_ACTORS):
            named.add(row["actor_id"])
            file.write(as_json(_actor(row)) + "\n")
        for entity in _events(source, named):
            file.write(as_json(entity) + "\n")


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


def _events(source: Source, named: set[str]) -> Iterator[dict[str, Any]]:
    for row in source.rows(_EVENTS.format(view=quoted(source.name))):
        yield _entity(
            row["event_id"],
            "Event",
            name=[row["title"] or row["summary"]],
            summary=[row["summary"]],
            startDate=[row["date_start"].isoformat()] if row["date_start"] else [],
            endDate=[row["date_end"].isoformat()] if row["date_end"] else [],
            country=[row["iso2"].lower()] if row["iso2"] else [],
            location=[row["location_name"]] if row["location_name"] else [],
            organizer=_among(named, row["actors"]),
            involved=_among(named, row["recipients"]),
            keywords=[code for code in (row["event_type"], row["event_mode"], row["modality"]) if code],
            sourceUrl=row["urls"] or [],
        )


def _among(named: set[str], parties: list[dict[str, Any]]) -> list[str]:
    return [party["actor_id"] for party in parties if party["actor_id"] in named]


def _entity(key: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": key, "schema": schema, "properties": {name: found for name, found in properties.items() if found}}
