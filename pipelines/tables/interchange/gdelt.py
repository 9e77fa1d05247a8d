"""GDELT 2.0's event table: 61 columns, one row per event that is told as having happened."""

from __future__ import annotations

from pipelines.tables.interchange.layout import DAY, Column, Layout, unfilled
from pipelines.tables.interchange.lookups import FIRST_REPORT, codes

_NO_LIST = "GDELT's own list of codes"
_GEO = "GDELT places each actor by the country of its text; Sitrep places events"


def _actor(number: int, side: str) -> tuple[Column, ...]:
    prefix, party = f"Actor{number}", f"p.{side}[1]"
    return (
        Column(f"{prefix}Code", f"{party}.code", "the first party; our codes of country and sector"),
        Column(f"{prefix}Name", f"upper({party}.name)"),
        Column(f"{prefix}CountryCode", f"{party}.country", "ISO 3166-1"),
        *unfilled(_NO_LIST, *(f"{prefix}{name}Code" for name in ("KnownGroup", "Ethnic", "Religion1", "Religion2"))),
        Column(f"{prefix}Type1Code", f"{party}.sector"),
        *unfilled("an actor has one sector here", f"{prefix}Type2Code", f"{prefix}Type3Code"),
    )


def _actor_place(number: int) -> tuple[Column, ...]:
    prefix = f"Actor{number}Geo_"
    return (
        *unfilled(_GEO, f"{prefix}Type", dtype="INTEGER"),
        *unfilled(_GEO, *(prefix + name for name in ("FullName", "CountryCode", "ADM1Code", "ADM2Code"))),
        *unfilled(_GEO, f"{prefix}Lat", f"{prefix}Long", dtype="DOUBLE"),
        *unfilled(_GEO, f"{prefix}FeatureID"),
    )


GDELT = Layout(
    "gdelt_events",
    "Events in the columns of GDELT 2.0, one row per event: actual ones that are dated to the day and no background.",
    "GDELT Event Codebook 2.0; CAMEO codes mapped from PLOVER (data/crosswalks/cameo.yaml)",
    "SELECT SQLDATE, Actor1Name, EventCode, Actor2Name, ActionGeo_FullName, NumArticles FROM gdelt_events ORDER BY ALL",
    (
        Column("GLOBALEVENTID", "TRY_CAST('0x' || substr(e.event_id, 5, 15) AS BIGINT)", "60 bits of event_id"),
        Column("SQLDATE", "CAST(strftime(e.date_start, '%Y%m%d') AS INTEGER)"),
        Column("MonthYear", "CAST(strftime(e.date_start, '%Y%m') AS INTEGER)"),
        Column("Year", "year(e.date_start)"),
        Column(
            "FractionDate", "round(year(e.date_start) + ((month(e.date_start) - 1) * 30 + day(e.date_start)) / 365, 4)"
        ),
        *_actor(1, "actors"),
        *_actor(2, "recipients"),
        Column(
            "IsRootEvent",
            "CAST(e.event_id IN (SELECT event_id FROM event_mentions WHERE sentence_index <= 1) AS INTEGER)",
            "told in the title or the first sentence",
        ),
        Column("EventCode", "c.cameo"),
        Column("EventBaseCode", "substr(c.cameo, 1, 3)"),
        Column("EventRootCode", "substr(c.cameo, 1, 2)"),
        Column(
            "QuadClass",
            "CASE e.quad_class WHEN 'verbal cooperation' THEN 1 WHEN 'material cooperation' THEN 2 "
            "WHEN 'verbal conflict' THEN 3 ELSE 4 END",
        ),
        Column("GoldsteinScale", "e.plover_score", "PLOVER's score, on the same scale from -10 to 10"),
        Column("NumMentions", "e.mention_count"),
        Column("NumSources", "e.source_count"),
        Column("NumArticles", "e.document_count"),
        *unfilled("tone is not measured", "AvgTone", dtype="DOUBLE"),
        *_actor_place(1),
        *_actor_place(2),
        Column(
            "ActionGeo_Type",
            "CASE e.geo_precision WHEN 'country' THEN 1 WHEN 'admin1' THEN 5 WHEN 'none' THEN 0 ELSE 4 END",
            "1 country, 4 city, 5 division; the American kinds 2 and 3 are not told apart",
        ),
        Column(
            "ActionGeo_FullName",
            "nullif(concat_ws(', ', e.location_name, nullif(e.admin1, e.location_name), "
            "nullif(k.name, e.location_name)), '')",
        ),
        Column("ActionGeo_CountryCode", "k.fips", "FIPS 10-4"),
        *unfilled("no FIPS codes of divisions", "ActionGeo_ADM1Code", "ActionGeo_ADM2Code"),
        Column("ActionGeo_Lat", "e.latitude"),
        Column("ActionGeo_Long", "e.longitude"),
        Column("ActionGeo_FeatureID", "CAST(l.geonames_id AS VARCHAR)", "GeoNames"),
        Column("DATEADDED", "CAST(strftime(e.first_reported_at, '%Y%m%d%H%M%S') AS BIGINT)", "first publication"),
        Column("SOURCEURL", "d.url", "of the article that tells it first"),
    ),
    f"""FROM (
        SELECT * FROM events e WHERE modality = 'actual' AND NOT is_background AND {DAY} AND date_start IS NOT NULL
    ) e
    JOIN event_parties p USING (event_id)
    JOIN {codes("cameo", "cameo")} c ON c.event_type = e.event_type AND c.event_mode IS NOT DISTINCT FROM e.event_mode
    JOIN {FIRST_REPORT} f ON f.event_id = e.event_id
    JOIN documents d ON d.doc_id = f.doc_id
    LEFT JOIN country_codes k ON k.country = e.country
    LEFT JOIN places l ON l.place_id = e.place_id""",
)
