"""UCDP GED's table: 49 columns, violence in which somebody is said to have died."""

from __future__ import annotations

from pipelines.tables.interchange.layout import Column, Layout, unfilled
from pipelines.tables.interchange.lookups import FIRST_REPORT, OUTLETS

_IDS = "UCDP's own register of conflicts, dyads and actors"
_SPLIT = "figures are not divided by side"
_STATE = "('country', 'government', 'military', 'police', 'intelligence')"
_SIDES = "('country', 'government', 'military', 'police', 'intelligence', 'armed_group')"

UCDP = Layout(
    "ucdp_ged",
    "Events in the columns of UCDP GED: actual assaults with at least one death, low, best and high.",
    "UCDP Georeferenced Event Dataset codebook 23.1",
    "SELECT date_start, side_a, side_b, where_coordinates, low, best, high FROM ucdp_ged ORDER BY ALL",
    (
        Column("id", "TRY_CAST('0x' || substr(e.event_id, 5, 15) AS BIGINT)", "60 bits of event_id"),
        Column("relid", "e.event_id"),
        Column("year", "year(e.date_start)"),
        *unfilled("depends on a conflict's deaths in a year", "active_year", dtype="BOOLEAN"),
        *unfilled("UCDP's own workflow", "code_status"),
        Column(
            "type_of_violence",
            "CASE WHEN p.recipients[1].actor_type = 'civilians' THEN 3 "
            f"WHEN p.actors[1].actor_type IN {_SIDES} AND p.recipients[1].actor_type IN {_SIDES} "
            f"AND (p.actors[1].actor_type IN {_STATE} OR p.recipients[1].actor_type IN {_STATE}) THEN 1 "
            "WHEN p.actors[1].actor_type = 'armed_group' AND p.recipients[1].actor_type = 'armed_group' THEN 2 END",
            "1 state-based, 2 non-state, 3 one-sided; NULL where the sides are not known",
        ),
        *unfilled(_IDS, "conflict_dset_id", "conflict_new_id", dtype="BIGINT"),
        *unfilled(_IDS, "conflict_name"),
        *unfilled(_IDS, "dyad_dset_id", "dyad_new_id", dtype="BIGINT"),
        Column("dyad_name", "p.actors[1].name || ' - ' || p.recipients[1].name"),
        *unfilled(_IDS, "side_a_dset_id", "side_a_new_id", dtype="BIGINT"),
        Column("side_a", "p.actors[1].name"),
        *unfilled(_IDS, "side_b_dset_id", "side_b_new_id", dtype="BIGINT"),
        Column("side_b", "p.recipients[1].name"),
        Column("number_of_sources", "e.document_count", "articles, duplicates among them"),
        Column("source_article", "coalesce(d.url, d.uri)", "the first report"),
        Column("source_office", "o.outlets"),
        Column("source_date", "CAST(d.published_at AS DATE)"),
        Column("source_headline", "d.title"),
        Column("source_original", "coalesce(v.name, v.description)", "the voice that the first report quotes for it"),
        Column(
            "where_prec",
            "CASE WHEN e.geo_precision IN ('point', 'city') THEN 1 WHEN e.geo_precision = 'admin1' THEN 4 "
            "WHEN e.geo_precision = 'country' THEN 6 END",
        ),
        Column("where_coordinates", "l.name"),
        Column("where_description", "e.location_name"),
        Column("adm_1", "e.admin1"),
        *unfilled("the gazetteer holds first-level divisions alone", "adm_2"),
        Column("latitude", "e.latitude"),
        Column("longitude", "e.longitude"),
        Column("geom_wkt", "printf('POINT (%.6f %.6f)', e.longitude, e.latitude)"),
        Column(
            "priogrid_gid",
            "CAST(least(floor((e.latitude + 90) * 2), 359) * 720 "
            "+ floor((e.longitude + 180) * 2) % 720 + 1 AS INTEGER)",
            "the PRIO-GRID cell of half a degree",
        ),
        Column("country", "k.name", "English name by GeoNames"),
        *unfilled("Gleditsch and Ward numbers", "country_id", dtype="INTEGER"),
        Column(
            "region",
            "CASE k.continent WHEN 'AF' THEN 'Africa' WHEN 'EU' THEN 'Europe' WHEN 'NA' THEN 'Americas' "
            "WHEN 'SA' THEN 'Americas' END",
            "NULL in Asia and Oceania, where UCDP divides otherwise than continents",
        ),
        Column("event_clarity", "CASE WHEN e.date_precision = 'day' THEN 1 ELSE 2 END"),
        Column(
            "date_prec",
            "CASE WHEN e.date_precision = 'day' AND e.date_start = e.date_end THEN 1 "
            "WHEN date_diff('day', e.date_start, e.date_end) < 6 THEN 2 WHEN e.date_precision = 'week' THEN 3 "
            "WHEN date_diff('day', e.date_start, e.date_end) <= 31 THEN 4 ELSE 5 END",
        ),
        Column("date_start", "e.date_start"),
        Column("date_end", "e.date_end"),
        *unfilled(_SPLIT, "deaths_a", "deaths_b", "deaths_civilians", dtype="BIGINT"),
        Column("deaths_unknown", "e.fatalities_best", "all of them: figures are not divided by side"),
        Column("best", "e.fatalities_best"),
        Column("high", "e.fatalities_high"),
        Column("low", "e.fatalities_low"),
        *unfilled("Gleditsch and Ward numbers", "gwnoa", "gwnob", dtype="INTEGER"),
    ),
    f"""FROM (
        SELECT * FROM events
        WHERE event_type = 'ASSAULT' AND modality = 'actual' AND NOT is_background AND date_start IS NOT NULL
            AND fatalities_best > 0
    ) e
    JOIN event_parties p USING (event_id)
    JOIN {FIRST_REPORT} f ON f.event_id = e.event_id
    JOIN documents d ON d.doc_id = f.doc_id
    JOIN {OUTLETS} o ON o.event_id = e.event_id
    LEFT JOIN country_codes k ON k.country = e.country
    LEFT JOIN places l ON l.place_id = e.place_id
    LEFT JOIN (
        SELECT event_id, doc_id, min(a.source_id) AS source_id
        FROM event_mentions JOIN attributions a USING (attribution_id, doc_id) GROUP BY event_id, doc_id
    ) w ON w.event_id = e.event_id AND w.doc_id = f.doc_id
    LEFT JOIN sources v ON v.source_id = w.source_id""",
)
