"""What a report tells: numbers, lists and evidence of the events that were chosen, asked of the published database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

Row = dict[str, Any]

LISTED = 1_000
"""Events in the list by their own rank; examples of every number on the page come to them."""
EXAMPLES = 2
TEXT_BUDGET = 6_000_000
_SHORT = 50
_PAIRS = 15
_DRAWN_PLACES = 2_000


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
    """Ask the database. It must be open for reading; nothing but temporary tables are made."""
    for query, parameters in _prepared(choice):
        connection.execute(query, parameters)
    tolls, disputes = _rows(connection, _TOLLS, [_SHORT]), _rows(connection, _DISPUTED, [_SHORT])
    uncertain = {
        modality: _rows(connection, _UNCERTAIN, [modality, _SHORT])
        for modality in ("future", "hypothetical", "negated")
    }
    named = [row["event_id"] for rows in (tolls, disputes, *uncertain.values()) for row in rows]
    connection.execute(f"CREATE OR REPLACE TEMP TABLE listed AS {_LISTED}", [LISTED, EXAMPLES, named])
    documents = _documents(connection)
    keys = [row["doc_id"] for row in documents]
    spans: dict[str, list[Row]] = {key: [] for key in keys}
    for span in _rows(connection, _SPANS, [keys]):
        spans[span["doc_id"]].append(span)
    return Situation(
        choice=choice,
        numbers=_rows(connection, _NUMBERS)[0],
        days=_rows(connection, _DAYS),
        places=_rows(connection, _PLACES),
        pairs=_rows(connection, _PAIR_COUNTS),
        tolls=tolls,
        disputes=disputes,
        uncertain=uncertain,
        sources=_rows(connection, _SOURCES),
        events=_rows(connection, _EVENTS),
        documents=documents,
        spans=spans,
    )


def _prepared(choice: Choice) -> list[tuple[str, list[object]]]:
    """The temporary tables that several queries ask: the events chosen, and what they are counted by."""
    made = "CREATE OR REPLACE TEMP TABLE"
    return [
        (f"{made} chosen AS {_CHOSEN}", [choice.since, choice.until, choice.country, choice.actor]),
        (f"{made} parties AS {_PARTIES}", []),
        (f"{made} days AS {_DAY_OF_EVENT}", []),
        (f"{made} pairs AS {_PAIR_OF_EVENT}", [_PAIRS]),
        (f"{made} voices AS {_VOICE_OF_EVENT}", []),
        (f"{made} top_voices AS {_TOP_VOICES}", [_SHORT]),
        (f"{made} top_places AS {_TOP_PLACES}", [_DRAWN_PLACES]),
    ]


def _rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: Sequence[object] = ()) -> list[Row]:
    connection.execute(query, list(parameters))
    names = [column[0] for column in connection.description or ()]
    return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]


def _documents(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """The articles behind the listed events, as many as the budget of characters allows, most needed first."""
    out: list[Row] = []
    room = TEXT_BUDGET
    for row in _rows(connection, _DOCUMENTS):
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
_PARTIES = "SELECT event_id, actors, recipients FROM event_parties SEMI JOIN chosen USING (event_id)"
_DAY_OF_EVENT = f"""
    WITH dated AS (
        SELECT *, (SELECT date_diff('day', min(date_start), max(date_start)) FROM chosen WHERE {_NEWS}) AS stretch
        FROM chosen WHERE {_NEWS} AND date_start IS NOT NULL AND {_DATED}
    )
    SELECT event_id, quad_class, CASE WHEN stretch > 3000 THEN strftime(date_start, '%Y')
        WHEN stretch > 120 THEN strftime(date_start, '%Y-%m')
        ELSE strftime(date_start, '%Y-%m-%d') END AS day
    FROM dated
"""  # noqa: S608
_DAYS = "SELECT day, quad_class, count(*) AS events FROM days GROUP BY ALL ORDER BY ALL"
_TOP_PLACES = f"""
    SELECT place_id, min(location_name) AS name, min(country) AS country,
        min(latitude) AS latitude, min(longitude) AS longitude, count(*) AS events,
        coalesce(sum(fatalities_best), 0)::BIGINT AS fatalities
    FROM chosen WHERE {_NEWS} AND latitude IS NOT NULL AND geo_precision IN ('point', 'city', 'admin1')
    GROUP BY place_id ORDER BY events DESC, name, place_id LIMIT $1
"""  # noqa: S608
_PLACES = "SELECT * FROM top_places ORDER BY events DESC, name, place_id"
_PAIR_OF_EVENT = f"""
    WITH all_pairs AS (
        SELECT p.event_id, a.actor_id, a.name AS actor, r.actor_id AS recipient_id, r.name AS recipient, c.plover_score
        FROM chosen c JOIN parties p USING (event_id), unnest(p.actors) AS u(a), unnest(p.recipients) AS v(r)
        WHERE {_NEWS}
    ), top_actors AS (SELECT actor_id FROM all_pairs GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1),
    top_recipients AS (SELECT recipient_id FROM all_pairs GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT $1)
    SELECT * FROM all_pairs SEMI JOIN top_actors USING (actor_id) SEMI JOIN top_recipients USING (recipient_id)
"""  # noqa: S608
_PAIR_COUNTS = """
    SELECT actor, recipient, count(DISTINCT event_id) AS events, round(avg(plover_score), 2) AS score
    FROM pairs GROUP BY ALL ORDER BY events DESC, actor, recipient
"""
_VOICE_OF_EVENT = """
    SELECT DISTINCT m.event_id, coalesce(s.name, s.description) AS voice, s.kind, s.is_named
    FROM event_mentions m SEMI JOIN chosen ON chosen.event_id = m.event_id
    JOIN attributions a ON a.attribution_id = m.attribution_id JOIN sources s ON s.source_id = a.source_id
    WHERE coalesce(s.name, s.description) IS NOT NULL
"""
_TOP_VOICES = """
    SELECT voice, kind, is_named, count(DISTINCT event_id) AS events
    FROM voices GROUP BY ALL ORDER BY events DESC, voice, kind LIMIT $1
"""
_SOURCES = "SELECT * FROM top_voices ORDER BY events DESC, voice, kind"
_ORDER = "is_background, modality <> 'actual', date_start DESC NULLS LAST, document_count DESC, event_id"
_LISTED = f"""
    WITH counted AS (
        SELECT event_id, concat_ws('|', 'state', modality, is_background) AS number FROM chosen
        UNION ALL SELECT event_id, concat_ws('|', 'day', day, quad_class) FROM days
        UNION ALL SELECT event_id, concat_ws('|', 'place', place_id) FROM chosen SEMI JOIN top_places USING (place_id)
        WHERE {_NEWS}
        UNION ALL SELECT event_id, concat_ws('|', 'pair', actor, recipient) FROM pairs
        UNION ALL SELECT event_id, concat_ws('|', 'voice', voice) FROM voices SEMI JOIN top_voices USING (voice)
    ), examples AS (
        SELECT event_id FROM counted JOIN chosen USING (event_id)
        QUALIFY row_number() OVER (PARTITION BY number ORDER BY {_ORDER}) <= $2
    ), first AS (SELECT event_id FROM chosen ORDER BY {_ORDER} LIMIT $1)
    FROM first UNION FROM examples UNION SELECT unnest($3::VARCHAR[])
"""  # noqa: S608 - constants
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
_EVENTS = f"""
    WITH told AS (
        SELECT m.event_id, m.mention_id, m.doc_id, m.evidence, m."start", d.outlet, d.published_at,
            coalesce(s.name, s.description) AS voice
        FROM event_mentions m SEMI JOIN listed ON listed.event_id = m.event_id
        JOIN documents d ON d.doc_id = m.doc_id
        LEFT JOIN attributions a ON a.attribution_id = m.attribution_id
        LEFT JOIN sources s ON s.source_id = a.source_id
    ), gathered AS (
        SELECT event_id, list(DISTINCT voice ORDER BY voice) FILTER (voice IS NOT NULL) AS voices,
            list({{'mention_id': mention_id, 'doc_id': doc_id, 'evidence': evidence, 'outlet': outlet, 'voice': voice}}
                ORDER BY published_at, doc_id, "start")[1:12] AS mentions
        FROM told GROUP BY event_id
    )
    SELECT c.event_id, c.summary, c.event_type, c.event_mode, c.quad_class, c.modality, c.certainty, c.country,
        c.is_background,
        c.is_disputed, CASE WHEN c.{_DATED} THEN c.date_start END AS day, c.place_id, c.document_count,
        list_transform(p.actors, lambda x: x.name) AS who, list_transform(p.recipients, lambda x: x.name) AS whom,
        g.voices, g.mentions
    FROM chosen c SEMI JOIN listed ON listed.event_id = c.event_id
    JOIN parties p ON p.event_id = c.event_id LEFT JOIN gathered g ON g.event_id = c.event_id
    ORDER BY c.is_background, c.modality <> 'actual', c.date_start DESC NULLS LAST, c.document_count DESC, c.event_id
"""  # noqa: S608 - constants
_DOCUMENTS = """
    SELECT d.doc_id, d.title, d.outlet, d.url, d.uri, d.published_at, d.text, count(DISTINCT m.event_id) AS events
    FROM documents d JOIN event_mentions m ON m.doc_id = d.doc_id SEMI JOIN listed ON listed.event_id = m.event_id
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
