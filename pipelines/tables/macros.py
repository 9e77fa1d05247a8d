"""SQL macros of the published database: what takes a parameter. Each has an example that the tests run."""

from __future__ import annotations

from pipelines.settings import UI
from pipelines.tables.views import View

_SHORT_LIST = View(
    "short_list(names)",
    "The first four names of a list on one line, and how many more there are.",
    "SELECT short_list(aliases) FROM actors",
    r"""
    short_list(names) AS
        regexp_replace(array_to_string(names[1:4], ', '), '\s+', ' ', 'g')
        || CASE WHEN len(names) > 4 THEN concat(' and ', len(names) - 4, ' more') ELSE '' END
    """,
)

_SEARCH = View(
    "search(query)",
    "Articles that hold words of a query, whatever their case and order, the best first by BM25 (k1 = 1.2, b = 0.75).",
    "SELECT score, outlet, title FROM search('guards gate')",
    r"""
    search(query) AS TABLE
    WITH words AS (
        SELECT DISTINCT unnest(regexp_extract_all(lower(query), '[\pL\pN]+')) AS word
    ), hits AS (
        SELECT d.doc_id, w.word,
            len(list_filter(regexp_extract_all(lower(d.text), '[\pL\pN]+'), lambda token: token = w.word)) AS frequency
        FROM documents d JOIN words w ON contains(lower(d.text), w.word)
    ), found AS (
        SELECT doc_id, frequency, count(*) OVER (PARTITION BY word) AS holders FROM hits WHERE frequency > 0
    ), corpus AS (
        SELECT count(*) AS documents, greatest(avg(word_count), 1) AS mean_length FROM documents
    )
    SELECT
        d.doc_id, any_value(d.title) AS title, any_value(d.outlet) AS outlet, any_value(d.published_at) AS published_at,
        round(sum(
            ln(1 + (c.documents - f.holders + 0.5) / (f.holders + 0.5))
            * f.frequency * 2.2 / (f.frequency + 1.2 * (0.25 + 0.75 * d.word_count / c.mean_length))
        ), 6) AS score
    FROM found f JOIN documents d USING (doc_id) CROSS JOIN corpus c
    GROUP BY d.doc_id
    ORDER BY score DESC, d.doc_id
    """,
)

_NEAR = View(
    "near(lat, lon, km)",
    "Events within a distance of a point, the nearest first (great circle on a sphere of 6371 km; WGS 84 degrees).",
    "SELECT distance_km, location_name, event_type FROM near(12.4, 45.3, 50)",
    """
    near(lat, lon, km) AS TABLE
    WITH placed AS (
        SELECT *, 2 * 6371 * asin(sqrt(least(1, greatest(0,
            sin(radians(latitude - lat) / 2) ** 2
            + cos(radians(lat)) * cos(radians(latitude)) * sin(radians(longitude - lon) / 2) ** 2
        )))) AS distance_km
        FROM events WHERE latitude IS NOT NULL
    )
    SELECT round(distance_km, 3) AS distance_km, * EXCLUDE (distance_km)
    FROM placed WHERE distance_km <= km
    ORDER BY distance_km, event_id
    """,
)

_RUN_PAGE = View(
    "run_page(run_id)",
    "The page of a run in the UI, while `sitrep ui` runs on its own port.",
    "SELECT started_at, documents_read, run_page(run_id) FROM runs ORDER BY started_at",
    f"""
    run_page(run_id) AS '{UI}/runs/' || run_id
    """,
)

MACROS: tuple[View, ...] = (_SHORT_LIST, _SEARCH, _NEAR, _RUN_PAGE)
