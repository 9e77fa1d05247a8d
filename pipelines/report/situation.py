"""What a report tells: numbers, lists and evidence of the events that were chosen, asked of the published database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

Row = dict[str, Any]

LISTED = 1_000
TEXT_BUDGET = 6_000_000
_SHORT = 50
_PAIRS = 15


@dataclass(frozen=True, slots=True)
class Choice:
    """Which events a report is about. Days are inclusive; `country` ISO 3166-1 alpha-3; `actor` part of a name."""

    since: dt.date | None = None
    until: dt.date | None = None
    country: str | None = None
    actor: str | None = None

    @property
    def told(self) -> list[str]:
        """The choice in words."""
        parts = {"since": self.since, "until": self.until, "country": self.country, "actor": self.actor}
        return [f"{name} {value}" for name, value in parts.items() if value is not None]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything on the page, in the order in which it is shown."""

    choice: Choice
    numbers: Row
    days: list[Row]
    places: list[Row]
    pairs: list[Row]
    tolls: list[Row]
    disputes: list[Row]
    uncertain: dict[str, list[Row]]
    sources: list[Row]
    events: list[Row]
    documents: list[Row]
    spans: dict[str, list[Row]]


def situation(connection: duckdb.DuckDBPyConnection, choice: Choice) -> Situation:
    """Ask the database. It must be open for reading; nothing but a temporary table is made."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE chosen AS {_CHOSEN}", _parameters(choice))
    events = _rows(connection, _EVENTS, [LISTED])
    documents = _documents(connection, [row["event_id"] for row in events])
    keys = [row["doc_id"] for row in documents]
    spans: dict[str, list[Row]] = {key: [] for key in keys}
    for span in _rows(connection, _SPANS, [keys]):
        spans[span["doc_id"]].append(span)
    return Situation(
        choice=choice,
        numbers=_rows(connection, _NUMBERS)[0],
        days=_rows(connection, _DAYS),
        places=_rows(connection, _PLACES),
        pairs=_rows(connection, _PAIR_QUERY, [_PAIRS]),
        tolls=_rows(connection, _TOLLS, [_SHORT]),
        disputes=_rows(connection, _DISPUTED, [_SHORT]),
        uncertain={
            modality: _rows(connection, _UNCERTAIN, [modality, _SHORT])
            for modality in ("future", "hypothetical", "negated")
        },
        sources=_rows(connection, _SOURCES, [_SHORT]),
        events=events,
        documents=documents,
        spans=spans,
    )


def _parameters(choice: Choice) -> list[object]:
    return [choice.since, choice.until, choice.country, choice.actor]


def _rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()) -> list[Row]:
    connection.execute(query, list(parameters))
    names = [column[0] for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def _documents(connection: duckdb.DuckDBPyConnection, events: list[str]) -> list[Row]:
    """The articles behind the listed events, as many as the budget of characters allows, most needed first."""
    out: list[Row] = []
    room = TEXT_BUDGET
    for row in _rows(connection, _DOCUMENTS, [events]):
        if len(row["text"]) <= room:
            room -= len(row["text"])
            out.append(row)
    return sorted(out, key=lambda row: (str(row["published_at"] or ""), row["doc_id"]))


_CHOSEN = """
    SELECT e.*, s.summary
    FROM events e JOIN event_summary s USING (event_id)
    WHERE ($1 IS NULL OR e.date_end >= CAST($1 AS DATE)
            OR (e.date_end IS NULL AND e.last_reported_at >= CAST($1 AS DATE)))
        AND ($2 IS NULL OR e.date_start <= CAST($2 AS DATE)
            OR (e.date_start IS NULL AND CAST(e.first_reported_at AS DATE) <= CAST($2 AS DATE)))
        AND ($3 IS NULL OR e.country = upper($3) OR e.event_id IN (
            SELECT event_id FROM event_actors JOIN actors a USING (actor_id) WHERE a.country = upper($3)))
        AND ($4 IS NULL OR e.event_id IN (
            SELECT event_id FROM event_actors JOIN actors a USING (actor_id)
            WHERE contains(lower(a.name), lower($4))
                OR list_contains(list_transform(a.aliases, lambda x: lower(x)), lower($4))))
"""
_NEWS = "modality = 'actual' AND NOT is_background"
_DATED = "date_precision IN ('day', 'week', 'month')"
_NUMBERS = f"""
    SELECT
        count(*) FILTER ({_NEWS}) AS actual,
        count(*) FILTER (modality = 'future' AND NOT is_background) AS future,
        count(*) FILTER (modality = 'hypothetical' AND NOT is_background) AS hypothetical,
        count(*) FILTER (modality = 'negated' AND NOT is_background) AS negated,
        count(*) FILTER (is_background) AS background,
        count(*) FILTER (is_disputed) AS disputed,
        coalesce(sum(fatalities_low) FILTER ({_NEWS}), 0)::BIGINT AS fatalities_low,
        coalesce(sum(fatalities_best) FILTER ({_NEWS}), 0)::BIGINT AS fatalities_best,
        (SELECT count(DISTINCT doc_id) FROM event_mentions m JOIN chosen c ON c.event_id = m.event_id) AS articles,
        (SELECT count(DISTINCT outlet) FROM event_mentions m JOIN chosen c ON c.event_id = m.event_id
            JOIN documents USING (doc_id)) AS outlets,
        min(date_start) FILTER ({_NEWS}) AS first_day,
        max(date_end) FILTER ({_NEWS}) AS last_day,
        count(*) AS events
    FROM chosen
"""  # noqa: S608 - constants
_DAYS = f"""
    WITH dated AS (
        SELECT *, (SELECT date_diff('day', min(date_start), max(date_start)) FROM chosen WHERE {_NEWS}) AS stretch
        FROM chosen WHERE {_NEWS} AND date_start IS NOT NULL AND {_DATED}
    )
    SELECT CASE WHEN stretch > 3000 THEN strftime(date_start, '%Y')
        WHEN stretch > 120 THEN strftime(date_start, '%Y-%m')
        ELSE strftime(date_start, '%Y-%m-%d') END AS day,
        quad_class, count(*) AS events
    FROM dated GROUP BY ALL ORDER BY ALL
"""  # noqa: S608
_PLACES = f"""
    SELECT place_id, min(location_name) AS name, min(country) AS country,
        min(latitude) AS latitude, min(longitude) AS longitude, count(*) AS events,
        coalesce(sum(fatalities_best), 0)::BIGINT AS fatalities
    FROM chosen WHERE {_NEWS} AND latitude IS NOT NULL AND geo_precision IN ('point', 'city', 'admin1')
    GROUP BY place_id ORDER BY events DESC, name, place_id LIMIT 2000
"""  # noqa: S608
_PAIR_QUERY = f"""
    WITH pairs AS (
        SELECT p.event_id, a.actor_id, a.name AS actor, r.actor_id AS recipient_id, r.name AS recipient, c.plover_score
        FROM chosen c JOIN event_parties p USING (event_id), unnest(p.actors) AS u(a), unnest(p.recipients) AS v(r)
        WHERE {_NEWS}
    ), top_actors AS (SELECT actor_id FROM pairs GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1),
    top_recipients AS (SELECT recipient_id FROM pairs GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1)
    SELECT actor, recipient, count(DISTINCT event_id) AS events, round(avg(plover_score), 2) AS score
    FROM pairs JOIN top_actors USING (actor_id) JOIN top_recipients USING (recipient_id)
    GROUP BY ALL ORDER BY events DESC, actor, recipient
"""  # noqa: S608
_TOLLS = f"""
    SELECT event_id, summary, fatalities_low AS low, fatalities_best AS best, fatalities_high AS high,
        injured_low, injured_best, injured_high, is_disputed
    FROM chosen WHERE {_NEWS} AND (fatalities_best IS NOT NULL OR injured_best IS NOT NULL)
    ORDER BY coalesce(fatalities_best, 0) DESC, coalesce(injured_best, 0) DESC, event_id LIMIT $1
"""  # noqa: S608
_DISPUTED = """
    SELECT event_id, summary, event_type, country FROM chosen WHERE is_disputed
    ORDER BY document_count DESC, event_id LIMIT $1
"""
_UNCERTAIN = """
    SELECT event_id, summary, certainty FROM chosen WHERE modality = $1 AND NOT is_background
    ORDER BY document_count DESC, mention_count DESC, event_id LIMIT $2
"""
_SOURCES = """
    SELECT coalesce(s.name, s.description) AS voice, s.kind, s.is_named,
        count(DISTINCT m.event_id) AS events
    FROM event_mentions m JOIN chosen c ON c.event_id = m.event_id
    JOIN attributions a ON a.attribution_id = m.attribution_id JOIN sources s ON s.source_id = a.source_id
    WHERE coalesce(s.name, s.description) IS NOT NULL
    GROUP BY 1, 2, 3 ORDER BY events DESC, voice, kind LIMIT $1
"""
_EVENTS = f"""
    SELECT c.event_id, c.summary, c.event_type, c.event_mode, c.modality, c.certainty, c.country, c.is_background,
        c.is_disputed, CASE WHEN c.{_DATED} THEN c.date_start END AS day, c.place_id, c.document_count,
        list_transform(p.actors, lambda x: x.name) AS who, list_transform(p.recipients, lambda x: x.name) AS whom,
        (SELECT list(DISTINCT coalesce(s.name, s.description) ORDER BY coalesce(s.name, s.description))
         FROM event_mentions m JOIN attributions a ON a.attribution_id = m.attribution_id
         JOIN sources s ON s.source_id = a.source_id WHERE m.event_id = c.event_id) AS voices,
        (SELECT list({{'mention_id': m.mention_id, 'doc_id': m.doc_id, 'evidence': m.evidence, 'outlet': d.outlet,
            'voice': coalesce(s.name, s.description)}} ORDER BY d.published_at, m.doc_id, m."start")
         FROM event_mentions m JOIN documents d ON d.doc_id = m.doc_id
         LEFT JOIN attributions a ON a.attribution_id = m.attribution_id
         LEFT JOIN sources s ON s.source_id = a.source_id
         WHERE m.event_id = c.event_id)[1:12] AS mentions
    FROM chosen c JOIN event_parties p USING (event_id)
    ORDER BY c.is_background, c.modality <> 'actual', c.date_start DESC NULLS LAST, c.document_count DESC, c.event_id
    LIMIT $1
"""  # noqa: S608 - constants
_DOCUMENTS = """
    SELECT d.doc_id, d.title, d.outlet, d.url, d.uri, d.published_at, d.text, count(DISTINCT m.event_id) AS events
    FROM documents d JOIN event_mentions m ON m.doc_id = d.doc_id
    WHERE m.event_id IN (SELECT unnest($1))
    GROUP BY ALL ORDER BY events DESC, d.doc_id
"""
_SPANS = """
    SELECT doc_id, trigger_start AS "start", trigger_end AS "end", 'event' AS kind, mention_id AS anchor,
        concat_ws(' ', event_type, event_mode, modality) AS note
    FROM event_mentions WHERE doc_id IN (SELECT unnest($1))
    UNION ALL SELECT doc_id, "start", "end", 'figure', figure_id, concat_ws(' ', measure, bound, value) FROM figures
    WHERE doc_id IN (SELECT unnest($1))
    UNION ALL SELECT doc_id, source_start, source_end, 'voice', attribution_id, stance FROM attributions
    WHERE doc_id IN (SELECT unnest($1)) AND source_start IS NOT NULL
    ORDER BY doc_id, "start", "end" DESC, kind, anchor
"""
