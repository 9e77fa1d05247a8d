"""SQL views of the published database, for the questions that analysts ask. Each has an example that the tests run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """A view or a table macro: what one row of it is, a query to start from, and its definition."""

    name: str
    description: str
    example: str
    sql: str


_EVENT_SUMMARY = View(
    "event_summary",
    "One readable line per event, with its actors, recipients, place, date, certainty and sources.",
    "SELECT summary FROM event_summary WHERE modality = 'actual' ORDER BY date_start, event_id LIMIT 10",
    """
    WITH named AS (
        SELECT event_id, role, actor_id, any_value(name) AS name, min(position) AS position
        FROM event_actors JOIN actors USING (actor_id)
        GROUP BY event_id, role, actor_id
    ), parties AS (
        SELECT
            event_id,
            list(name ORDER BY position, name) FILTER (role = 'actor') AS actors,
            list(name ORDER BY position, name) FILTER (role = 'recipient') AS recipients
        FROM named GROUP BY event_id
    ), voices AS (
        SELECT DISTINCT m.event_id, coalesce(s.name, s.description, d.outlet) AS voice
        FROM event_mentions m
        JOIN documents d USING (doc_id)
        LEFT JOIN attributions a USING (attribution_id)
        LEFT JOIN sources s USING (source_id)
    ), told AS (
        SELECT event_id, list(voice ORDER BY voice) FILTER (voice IS NOT NULL) AS sources FROM voices GROUP BY event_id
    )
    SELECT
        e.event_id,
        concat(
            coalesce(
                CASE e.date_precision
                    WHEN 'month' THEN strftime(e.date_start, '%Y-%m')
                    WHEN 'year' THEN strftime(e.date_start, '%Y')
                    ELSE strftime(e.date_start, '%Y-%m-%d')
                END,
                'undated'
            ),
            CASE WHEN e.modality <> 'actual' THEN concat(' [', e.modality, ']') END,
            CASE WHEN e.is_background THEN ' [background]' END,
            ' ', coalesce(short_list(p.actors), 'unknown'),
            ' → ' || short_list(p.recipients),
            ': ', e.event_type, '/' || e.event_mode,
            CASE WHEN coalesce(e.location_name, e.country) IS NOT NULL
                THEN concat(' in ', concat_ws(', ', e.location_name, e.country)) END,
            ' (', e.certainty, CASE WHEN e.is_disputed THEN ', disputed' END, ')',
            ' by ' || short_list(t.sources)
        ) AS summary,
        e.event_type, e.event_mode, e.modality, e.certainty, e.is_background, e.is_disputed,
        e.date_start, e.date_end, e.date_precision, e.location_name, e.country,
        coalesce(p.actors, []) AS actors,
        coalesce(p.recipients, []) AS recipients,
        coalesce(t.sources, []) AS sources,
        e.fatalities_low, e.fatalities_best, e.fatalities_high,
        e.mention_count, e.document_count
    FROM events e LEFT JOIN parties p USING (event_id) LEFT JOIN told t USING (event_id)
    """,
)

_TIMELINE = View(
    "timeline",
    "What is said to have happened, day by day: dated events that are actual, history told as context left out.",
    "SELECT date, summary FROM timeline ORDER BY date, event_id",
    """
    SELECT date_start AS date, date_end, date_precision, event_id, summary, event_type, country, certainty, is_disputed
    FROM event_summary
    WHERE modality = 'actual' AND NOT is_background AND date_start IS NOT NULL
    """,
)

_EVIDENCE = View(
    "evidence",
    "Where a fact stands: for any id of any table, the article, its outlet, the offsets, the words in context.",
    "SELECT outlet, title, context FROM evidence WHERE fact_id = (SELECT min(event_id) FROM events)",
    """
    WITH spans AS (
        SELECT mention_id AS fact_id, 'event_mentions' AS table_name, doc_id, sentence_index, "start", "end"
        FROM event_mentions
        UNION ALL BY NAME
        SELECT event_id AS fact_id, 'events' AS table_name, doc_id, sentence_index, "start", "end" FROM event_mentions
        UNION ALL BY NAME
        SELECT figure_id AS fact_id, 'figures' AS table_name, doc_id, sentence_index,
            evidence_start AS "start", evidence_end AS "end"
        FROM figures
        UNION ALL BY NAME
        SELECT actor_mention_id AS fact_id, 'actor_mentions' AS table_name, doc_id, sentence_index, "start", "end"
        FROM actor_mentions
        UNION ALL BY NAME
        SELECT actor_id AS fact_id, 'actors' AS table_name, doc_id, sentence_index, "start", "end" FROM actor_mentions
        UNION ALL BY NAME
        SELECT attribution_id AS fact_id, 'attributions' AS table_name, doc_id, sentence_index,
            least(source_start, cue_start, content_start) AS "start",
            greatest(source_end, cue_end, content_end) AS "end"
        FROM attributions
        UNION ALL BY NAME
        SELECT source_id AS fact_id, 'sources' AS table_name, doc_id, sentence_index,
            least(source_start, cue_start, content_start) AS "start",
            greatest(source_end, cue_end, content_end) AS "end"
        FROM attributions
        UNION ALL BY NAME
        SELECT place_mention_id AS fact_id, 'place_mentions' AS table_name, doc_id, sentence_index, "start", "end"
        FROM place_mentions
        UNION ALL BY NAME
        SELECT place_id AS fact_id, 'places' AS table_name, doc_id, sentence_index, "start", "end" FROM place_mentions
        UNION ALL BY NAME
        SELECT time_mention_id AS fact_id, 'time_mentions' AS table_name, doc_id, sentence_index, "start", "end"
        FROM time_mentions
    )
    SELECT
        s.fact_id, s.table_name, s.doc_id, d.outlet, d.title, d.url, d.uri, d.published_at, s.sentence_index,
        s."start", s."end",
        substring(d.text, s."start" + 1, s."end" - s."start") AS evidence,
        concat(
            substring(d.text, greatest(s."start" - 79, 1), least(s."start", 80)),
            '«', substring(d.text, s."start" + 1, s."end" - s."start"), '»',
            substring(d.text, s."end" + 1, 80)
        ) AS context
    FROM spans s JOIN documents d USING (doc_id)
    """,
)

_TOLLS = View(
    "tolls",
    "Deaths and injuries per event and day of publication, as that day's articles claim them: the least; the number "
    "that most articles give, then most named voices, then the greatest; the most. A side that a claim leaves open is "
    "NULL. `event_best` is the event's best over all days.",
    "SELECT summary, measure, reported_on, low, best, high, event_best FROM tolls ORDER BY event_id, reported_on",
    """
    WITH told AS (
        SELECT c.event_id, c.attribute AS measure, CAST(d.published_at AS DATE) AS reported_on, c.claim_id,
            c.value_low, c.value_high, c.named_source_count, d.doc_id, d.duplicate_of IS NULL AS is_original
        FROM event_claims c, unnest(c.doc_ids) AS told(doc_id) JOIN documents d ON d.doc_id = told.doc_id
        WHERE c.attribute IN ('fatalities', 'injuries') AND coalesce(c.value_low, c.value_high) IS NOT NULL
    ), claimed AS (
        SELECT event_id, measure, reported_on, claim_id, value_low, value_high, named_source_count,
            coalesce((value_low + value_high) / 2, value_low, value_high) AS number,
            count(*) FILTER (is_original) AS articles
        FROM told GROUP BY ALL
    ), days AS (
        SELECT event_id, measure, reported_on,
            CASE WHEN bool_and(value_low IS NOT NULL) THEN min(value_low) END AS low,
            max_by(number, (articles, named_source_count, number)) AS best,
            CASE WHEN bool_and(value_high IS NOT NULL) THEN max(value_high) END AS high,
            count(*) AS claim_count
        FROM claimed GROUP BY ALL
    ), articles AS (
        SELECT event_id, measure, reported_on, count(DISTINCT doc_id) AS document_count FROM told GROUP BY ALL
    )
    SELECT event_id, s.summary, measure, reported_on, low, round(best) AS best, high,
        CASE measure WHEN 'fatalities' THEN e.fatalities_best ELSE e.injured_best END AS event_best,
        claim_count, articles.document_count
    FROM days JOIN articles USING (event_id, measure, reported_on) JOIN events e USING (event_id)
    JOIN event_summary s USING (event_id)
    """,
)

_DISPUTES = View(
    "disputes",
    "What sources contradict one another about: one row per event, attribute and value that another one excludes.",
    "SELECT summary, attribute, value, sources FROM disputes ORDER BY event_id, attribute, value",
    """
    WITH voices AS (
        SELECT c.claim_id, list(coalesce(v.name, v.description, v.kind) ORDER BY v.source_id) AS sources
        FROM event_claims c, unnest(c.source_ids) AS said(source_id) JOIN sources v ON v.source_id = said.source_id
        WHERE c.is_disputed
        GROUP BY c.claim_id
    )
    SELECT c.event_id, s.summary, c.attribute, c.value, c.value_low, c.value_high, c.actor_id, c.place_id,
        coalesce(v.sources, []) AS sources, c.named_source_count, c.doc_ids, c.first_reported_at, c.last_reported_at,
        c.claim_id
    FROM event_claims c
    JOIN event_summary s ON s.event_id = c.event_id
    LEFT JOIN voices v ON v.claim_id = c.claim_id
    WHERE c.is_disputed
    """,
)

_UNSOURCED = View(
    "unsourced",
    "Events that anonymous voices, or nobody named, alone tell of.",
    "SELECT summary FROM unsourced ORDER BY event_id",
    """
    SELECT event_id, any_value(s.summary) AS summary, count(*) AS mention_count
    FROM event_mentions m
    JOIN event_summary s USING (event_id)
    LEFT JOIN attributions a USING (attribution_id)
    LEFT JOIN sources v USING (source_id)
    GROUP BY event_id
    HAVING bool_and(a.attribution_id IS NOT NULL AND coalesce(v.kind = 'anonymous', true))
    """,
)

_DYADS = View(
    "dyads",
    "Who does what to whom: pairs of actor and recipient by month and type, actual events alone.",
    "SELECT actor, recipient, month, event_type, event_count, mean_score FROM dyads ORDER BY ALL",
    """
    WITH parties AS (SELECT DISTINCT event_id, role, actor_id FROM event_actors)
    SELECT
        a.name AS actor, r.name AS recipient, a.actor_id, r.actor_id AS recipient_id,
        CAST(date_trunc('month', e.date_start) AS DATE) AS month, e.event_type,
        count(*) AS event_count, avg(e.plover_score) AS mean_score
    FROM events e
    JOIN parties pa ON pa.event_id = e.event_id AND pa.role = 'actor'
    JOIN parties pr ON pr.event_id = e.event_id AND pr.role = 'recipient'
    JOIN actors a ON a.actor_id = pa.actor_id
    JOIN actors r ON r.actor_id = pr.actor_id
    WHERE e.modality = 'actual'
    GROUP BY ALL
    """,
)

_STATE_ORGANS = View(
    "state_organs",
    "Every actor below another one, however deep: a state's government, its ministries, its army, its officers.",
    "SELECT whole, name, actor_type, depth FROM state_organs ORDER BY whole, depth, name",
    """
    WITH RECURSIVE organs AS (
        SELECT actor_id AS root_id, name AS whole, actor_id, name, actor_type, 0 AS depth, [actor_id] AS path
        FROM actors
        UNION ALL
        SELECT o.root_id, o.whole, a.actor_id, a.name, a.actor_type, o.depth + 1, list_append(o.path, a.actor_id)
        FROM organs o JOIN actors a ON a.parent_actor_id = o.actor_id
        WHERE NOT list_contains(o.path, a.actor_id)
    )
    SELECT root_id, whole, actor_id, name, actor_type, depth FROM organs WHERE depth > 0
    """,
)

VIEWS: tuple[View, ...] = (
    _EVENT_SUMMARY,
    _TIMELINE,
    _EVIDENCE,
    _TOLLS,
    _DISPUTES,
    _UNSOURCED,
    _DYADS,
    _STATE_ORGANS,
)
