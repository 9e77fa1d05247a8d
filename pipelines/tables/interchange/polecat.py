"""POLECAT's fields, as NGEC writes them: one row per event, compound parties in one cell."""

from __future__ import annotations

from pipelines.tables.interchange.layout import Column, Layout, unfilled
from pipelines.tables.interchange.lookups import FIRST_REPORT, OUTLETS

_COW = "Correlates of War numbers"


def _party(label: str, side: str) -> tuple[Column, ...]:
    def joined(field: str) -> str:
        return f"nullif(array_to_string(list_transform(p.{side}, lambda x: coalesce(x.{field}, '')), '; '), '')"

    return (
        Column(f"{label} Name", joined("name")),
        Column(f"{label} Country", joined("country"), "ISO 3166-1, in the order of the names"),
        *unfilled(_COW, f"{label} COW"),
        Column(f"Primary {label} Sector", f"p.{side}[1].sector"),
        Column(f"{label} Sectors", joined("sector")),
        Column(f"{label} Title", joined("title")),
        Column(f"{label} Name Raw", joined("raw"), "as written where it is first told"),
        Column(f"Wikipedia {label} ID", joined("wikidata_id"), "Wikidata items instead of Wikipedia pages"),
    )


POLECAT = Layout(
    "polecat",
    "Events in the fields of POLECAT, one row per event: actual, dated, no background; several parties share a cell.",
    "POLECAT data (Halterman and others, 2023); PLOVER codes are ours unchanged",
    'SELECT "Event Date", "Event Type", "Actor Name", "Recipient Name", Country FROM polecat ORDER BY ALL',
    (
        Column("Event ID", "e.event_id"),
        Column("Event Date", "e.date_start"),
        Column("Event Type", "e.event_type"),
        Column("Event Mode", "e.event_mode"),
        Column("Intensity", "e.plover_score"),
        Column("Quad Code", "upper(e.quad_class)"),
        Column("Contexts", "nullif(array_to_string(e.contexts, '; '), '')"),
        *_party("Actor", "actors"),
        *_party("Recipient", "recipients"),
        Column("Placename", "l.name"),
        Column("City", "CASE WHEN l.kind = 'city' THEN l.name END"),
        *unfilled("the gazetteer holds first-level divisions alone", "District"),
        Column("Province", "e.admin1"),
        Column("Country", "e.country", "ISO 3166-1"),
        Column("Latitude", "e.latitude"),
        Column("Longitude", "e.longitude"),
        Column("GeoNames ID", "l.geonames_id"),
        Column("Raw Placename", "e.location_name"),
        Column("Feature Type", "l.kind"),
        Column("Source", "o.outlets"),
        Column("Publication Date", "CAST(e.first_reported_at AS DATE)"),
        *unfilled(
            "lists of a whole story: ask actor_mentions and place_mentions",
            "Story People",
            "Story Organizations",
            "Story Locations",
        ),
        Column("Language", "d.language", "of the first report"),
        Column("Version", "(SELECT value FROM sitrep_meta WHERE key = 'schema_version')", "of our tables"),
        Column("Headline", "d.title", "of the first report"),
    ),
    f"""FROM (SELECT * FROM events WHERE modality = 'actual' AND NOT is_background AND date_start IS NOT NULL) e
    JOIN event_parties p USING (event_id)
    JOIN {FIRST_REPORT} f ON f.event_id = e.event_id
    JOIN documents d ON d.doc_id = f.doc_id
    JOIN {OUTLETS} o ON o.event_id = e.event_id
    LEFT JOIN places l ON l.place_id = e.place_id""",
)
