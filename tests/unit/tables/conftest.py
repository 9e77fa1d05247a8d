"""A small warehouse: two articles about one raid, with every table filled."""

import datetime as dt
from typing import Any

import polars as pl
import pytest

from pipelines.tables.frames import frame
from pipelines.tables.ids import stable_id
from pipelines.tables.schema import TABLES
from pipelines.tables.vocabulary import plover_score, quad_class

Rows = dict[str, list[dict[str, Any]]]

FIRST = (
    "Gunmen raid depot at Kelda\n"
    "Gunmen killed at least nine guards near Kelda on Monday, the Ruvian army said. 🚚 A truck bomb tore down the gate."
)
SECOND = "Toll of raid disputed\nOfficials said the raiders killed 12 guards near Kelda."
MONDAY = dt.date(2031, 3, 3)
TUESDAY = dt.datetime(2031, 3, 4, 6, 30, tzinfo=dt.UTC)


def span(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def document(text: str, outlet: str) -> dict[str, Any]:
    title, _, body = text.partition("\n")
    return {
        "doc_id": stable_id("doc", text),
        "uri": f"articles/{outlet}.txt",
        "sha256": "0" * 64,
        "format": "txt",
        "outlet": outlet,
        "title": title,
        "published_at": TUESDAY,
        "published_at_source": "metadata",
        "language": "en",
        "word_count": len(body.split()),
        "text": text,
    }


def mention(text: str, evidence: str, trigger: str, **more: Any) -> dict[str, Any]:
    told, words = span(text, evidence), span(text, trigger)
    doc_id = stable_id("doc", text)
    return {
        "mention_id": stable_id("mnt", doc_id, words["start"]),
        "event_id": "evt_raid",
        "doc_id": doc_id,
        "sentence_index": 1,
        "start": told["start"],
        "end": told["end"],
        "trigger_start": words["start"],
        "trigger_end": words["end"],
        "trigger_text": trigger,
        "event_type": "ASSAULT",
        "event_mode": "firearms",
        "contexts": ["military"],
        "modality": "actual",
        "certainty": "certain",
        "is_background": False,
        "date_start": MONDAY,
        "date_end": MONDAY,
        "date_precision": "day",
        "evidence": evidence,
        **more,
    }


def figure(text: str, words: str, number: str, value: float, **more: Any) -> dict[str, Any]:
    whole, alone = span(text, words), span(text, number)
    doc_id = stable_id("doc", text)
    return {
        "figure_id": stable_id("fig", doc_id, whole["start"]),
        "doc_id": doc_id,
        "sentence_index": 1,
        **alone,
        "evidence_start": whole["start"],
        "evidence_end": whole["end"],
        "evidence": whole["text"],
        "value": value,
        "unit": "person",
        "dimension": "count",
        "measure": "fatalities",
        "item": "guards",
        "event_id": "evt_raid",
        "certainty": "certain",
        **more,
    }


def attribution(text: str, source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    who, how, what = span(text, source), span(text, cue), span(text, content)
    doc_id = stable_id("doc", text)
    return {
        "attribution_id": stable_id("att", doc_id, what["start"]),
        "doc_id": doc_id,
        "sentence_index": 1,
        "source_start": who["start"],
        "source_end": who["end"],
        "source_text": source,
        "cue": cue,
        "cue_start": how["start"],
        "cue_end": how["end"],
        "content_start": what["start"],
        "content_end": what["end"],
        "type": "indirect",
        "stance": "assert",
        **more,
    }


def actor(actor_id: str, name: str, actor_type: str, **more: Any) -> dict[str, Any]:
    counts = {"mention_count": 1, "document_count": 1}
    return (
        {"actor_id": actor_id, "name": name, "actor_type": actor_type, "aliases": [], "is_generic": False}
        | counts
        | more
    )


def claim(value: str, source: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "claim_id": f"clm_{value}",
        "event_id": "evt_raid",
        "attribute": "fatalities",
        "value": value,
        "is_disputed": True,
        "source_ids": [source],
        "doc_ids": [stable_id("doc", text)],
        "source_count": 1,
        "named_source_count": 0,
        **more,
    }


NO_POINTS = (
    *("mode_points", "date_points", "published_points", "word_points", "name_points", "nominal_points"),
    *("status_points", "story_points", "text_points"),
)


@pytest.fixture(scope="session")
def rows() -> Rows:
    first = stable_id("doc", FIRST)
    army_said = attribution(
        FIRST, "the Ruvian army", "said", "Gunmen killed at least nine guards", source_id="src_army"
    )
    officials_said = attribution(SECOND, "Officials", "said", "the raiders killed 12 guards", source_id="src_officials")
    told = mention(
        FIRST,
        "Gunmen killed at least nine guards near Kelda on Monday",
        "killed",
        attribution_id=army_said["attribution_id"],
        place_mention_id="pmt_kelda",
        location_name="Kelda",
    )
    retold = mention(
        SECOND, "the raiders killed 12 guards near Kelda", "killed", attribution_id=officials_said["attribution_id"]
    )
    gunmen = {"actor_mention_id": "amt_gunmen", "doc_id": first, "sentence_index": 1, **span(FIRST, "Gunmen killed")}
    gunmen |= {"end": gunmen["start"] + 6, "text": "Gunmen", "actor_id": "act_gunmen", "mention_type": "nominal"}
    party = {"event_id": "evt_raid", "mention_id": told["mention_id"], "position": 0}
    return {
        "documents": [document(FIRST, "Kelda Courier"), document(SECOND, "Ruvian Mail")],
        "actors": [
            actor("act_gunmen", "gunmen", "armed_group", is_generic=True),
            actor("act_guards", "guards", "civilians", is_generic=True),
            actor("act_ruvia", "Ruvia", "country", country="RUV", code="RUV"),
            actor("act_army", "Ruvian army", "military", country="RUV", code="RUVMIL", parent_actor_id="act_ruvia"),
            actor("act_chief", "Ada Orlo", "person", country="RUV", title="chief of staff", parent_actor_id="act_army"),
        ],
        "sources": [
            {"source_id": "src_army", "kind": "government", "name": "Ruvian army", "actor_id": "act_army"}
            | {"is_named": True, "attribution_count": 1, "document_count": 1},
            {"source_id": "src_officials", "kind": "anonymous", "description": "officials", "is_named": False}
            | {"attribution_count": 1, "document_count": 1},
        ],
        "places": [
            {"place_id": "plc_kelda", "name": "Kelda", "kind": "city", "country": "RUV", "geo_precision": "city"}
            | {"latitude": 12.5, "longitude": 45.25}
        ],
        "events": [
            {
                "event_id": "evt_raid",
                "event_type": "ASSAULT",
                "event_mode": "firearms",
                "contexts": ["military"],
                "modality": "actual",
                "certainty": "certain",
                "date_start": MONDAY,
                "date_end": MONDAY,
                "date_precision": "day",
                "place_id": "plc_kelda",
                "location_name": "Kelda",
                "country": "RUV",
                "geo_precision": "city",
                "latitude": 12.5,
                "longitude": 45.25,
                "fatalities_low": 9,
                "fatalities_best": 9,
                "fatalities_high": 12,
                "plover_score": plover_score("ASSAULT", "firearms"),
                "quad_class": quad_class("ASSAULT"),
                "is_background": False,
                "is_disputed": True,
                "mention_count": 2,
                "document_count": 2,
                "source_count": 2,
                "named_source_count": 1,
                "outlet_count": 2,
                "named_voice_count": 1,
                "first_reported_at": TUESDAY,
                "last_reported_at": TUESDAY,
            }
        ],
        "place_mentions": [
            {"place_mention_id": "pmt_kelda", "doc_id": first, "sentence_index": 1, "place_id": "plc_kelda"}
            | span(FIRST, "Kelda")
        ],
        "time_mentions": [
            {"time_mention_id": "tmt_monday", "doc_id": first, "sentence_index": 1, "timex_type": "DATE"}
            | {"value": "2031-03-03", "date_start": MONDAY, "date_end": MONDAY, "date_precision": "day"}
            | {"anchor": "document", **span(FIRST, "Monday")}
        ],
        "actor_mentions": [gunmen],
        "attributions": [army_said, officials_said],
        "event_mentions": [told, retold],
        "event_actors": [
            party | {"actor_id": "act_gunmen", "actor_mention_id": "amt_gunmen", "role": "actor"},
            party | {"actor_id": "act_guards", "role": "recipient"},
        ],
        "event_arguments": [
            {"event_id": "evt_raid", "mention_id": told["mention_id"], "role": "instrument", "doc_id": first}
            | {"head": "bomb", **span(FIRST, "A truck bomb")}
        ],
        "figures": [
            figure(FIRST, "at least nine guards", "nine", 9, low=9, bound="at_least")
            | {"attribution_id": army_said["attribution_id"], "mention_id": told["mention_id"]},
            figure(SECOND, "12 guards", "12", 12, low=12, high=12, bound="exact")
            | {"attribution_id": officials_said["attribution_id"]},
        ],
        "event_claims": [
            claim("at least 9", "src_army", FIRST, value_low=9.0),
            claim("12", "src_officials", SECOND, value_low=12.0, value_high=12.0, is_disputed=False),
            claim("6", "src_officials", SECOND, value_low=6.0, value_high=6.0),
        ],
        "event_links": [
            {"link_id": "lnk_raid", "event_id": "evt_raid", "other_event_id": "evt_raid", "outcome": "joined"}
            | {"mention_id": told["mention_id"], "other_mention_id": retold["mention_id"]}
            | {"link_score": 8.0, "type_points": 1.0, "party_points": 4.0, "place_points": 3.0}
            | dict.fromkeys(NO_POINTS, 0.0)
        ],
        "event_redirects": [{"old_event_id": "evt_retold", "event_id": "evt_raid", "since_run": "run-1"}],
        "runs": [
            {"run_id": "run-1", "started_at": TUESDAY, "code_version": "0.1.0", "documents_read": 2}
            | {"documents_new": 2, "documents_rejected": 0, "rows": "{}"}
        ],
        "rejects": [
            {"reject_id": "rej_empty", "stage": "read", "uri": "articles/empty.txt", "reason": "the file is empty"}
        ],
    }


@pytest.fixture(scope="session")
def frames(rows: Rows) -> dict[str, pl.DataFrame]:
    return {table: frame(table, rows[table]) for table in TABLES}
