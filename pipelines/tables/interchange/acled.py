"""ACLED's event table: 31 columns, the events that are within its scope."""

from __future__ import annotations

from pipelines.tables.interchange.layout import Column, Layout, unfilled
from pipelines.tables.interchange.lookups import FIRST_REPORT, OUTLETS, codes

_ARMED = "('military', 'police', 'intelligence', 'armed_group')"
_CLASH = (
    "(e.event_type = 'ASSAULT' AND c.event_type_acled = 'Violence against civilians' AND c.sub_event = 'Attack' "
    f"AND len(list_filter(p.actors, lambda x: x.actor_type IN {_ARMED})) "
    f"+ len(list_filter(p.recipients, lambda x: x.actor_type IN {_ARMED})) >= 2)"
)


def _inter(side: str) -> str:
    return (
        f"CASE WHEN p.{side}[1].actor_type IN ('military', 'police', 'intelligence', 'government', 'judiciary') THEN "
        f"CASE WHEN p.{side}[1].country = e.country THEN 'State forces' "
        f"WHEN p.{side}[1].country IS NOT NULL AND e.country IS NOT NULL THEN 'External/Other forces' END "
        f"WHEN p.{side}[1].actor_type = 'civilians' THEN CASE "
        f"WHEN c.event_type_acled = 'Riots' AND '{side}' = 'actors' THEN 'Rioters' "
        f"WHEN c.event_type_acled = 'Protests' AND '{side}' = 'actors' THEN 'Protesters' "
        "ELSE 'Civilians' END END"
    )


def _others(side: str) -> str:
    return f"nullif(array_to_string(list_transform(p.{side}[2:], lambda x: x.name), '; '), '')"


ACLED = Layout(
    "acled_events",
    "Events in the columns of ACLED: actual, dated political violence, demonstrations and strategic developments.",
    "ACLED Codebook (2024); types mapped from PLOVER (data/crosswalks/acled.yaml)",
    "SELECT event_date, sub_event_type, actor1, actor2, location, fatalities FROM acled_events ORDER BY ALL",
    (
        Column("event_id_cnty", "concat(e.country, e.event_id)"),
        Column("event_date", "e.date_start"),
        Column("year", "year(e.date_start)"),
        Column(
            "time_precision",
            "CASE e.date_precision WHEN 'day' THEN 1 WHEN 'week' THEN 2 WHEN 'month' THEN 3 END",
            "NULL where no more than the year is known",
        ),
        Column("disorder_type", "c.disorder"),
        Column("event_type", f"CASE WHEN {_CLASH} THEN 'Battles' ELSE c.event_type_acled END"),
        Column(
            "sub_event_type",
            f"CASE WHEN {_CLASH} THEN 'Armed clash' ELSE c.sub_event END",
            "two armed sides make an armed clash of what is otherwise an attack",
        ),
        Column("actor1", "p.actors[1].name"),
        Column("assoc_actor_1", _others("actors")),
        Column("inter1", _inter("actors"), "NULL for armed groups: rebels and militias are not told apart"),
        Column("actor2", "p.recipients[1].name"),
        Column("assoc_actor_2", _others("recipients")),
        Column("inter2", _inter("recipients")),
        *unfilled("follows from inter1 and inter2, of which one may be NULL", "interaction"),
        Column(
            "civilian_targeting",
            "CASE WHEN e.event_type = 'ASSAULT' AND "
            "len(list_filter(p.recipients, lambda x: x.actor_type = 'civilians')) > 0 THEN 'Civilian targeting' END",
        ),
        Column("iso", "k.iso_numeric"),
        *unfilled("ACLED's own regions", "region"),
        Column("country", "k.name", "English name by GeoNames"),
        Column("admin1", "e.admin1"),
        *unfilled("the gazetteer holds first-level divisions alone", "admin2", "admin3"),
        Column("location", "e.location_name"),
        Column("latitude", "e.latitude"),
        Column("longitude", "e.longitude"),
        Column(
            "geo_precision",
            "CASE WHEN e.geo_precision IN ('point', 'city') THEN 1 WHEN e.geo_precision = 'admin1' THEN 3 END",
            "3: a region; NULL where no more than the country is known",
        ),
        Column("source", "o.outlets"),
        *unfilled("not known of an outlet", "source_scale"),
        Column("notes", "f.evidence", "the words of the first report"),
        Column("fatalities", "e.fatalities_best", "NULL, not 0, where no number is told"),
        Column("tags", "'crowd size=' || s.crowd"),
        Column("timestamp", "epoch(e.last_reported_at)::BIGINT", "last publication"),
    ),
    f"""FROM (SELECT * FROM events WHERE modality = 'actual' AND NOT is_background AND date_start IS NOT NULL) e
    JOIN event_parties p USING (event_id)
    JOIN {codes("acled", "disorder", "event_type_acled", "sub_event")} c
        ON c.event_type = e.event_type AND c.event_mode IS NOT DISTINCT FROM e.event_mode
    JOIN {FIRST_REPORT} f ON f.event_id = e.event_id
    JOIN {OUTLETS} o ON o.event_id = e.event_id
    LEFT JOIN country_codes k ON k.country = e.country
    LEFT JOIN (
        SELECT event_id, arg_min(text, (doc_id, "start")) AS crowd FROM figures WHERE measure = 'participants'
        GROUP BY event_id
    ) s ON s.event_id = e.event_id""",
)
