"""Facts of one document become rows: ids are stable and local, references hold, evidence is the text itself."""

import datetime as dt

import pytest

from pipelines.extract.facts import (
    Actor,
    ActorMention,
    Attribution,
    EventArgument,
    EventMention,
    Facts,
    Figure,
    Participant,
    Place,
    PlaceMention,
    TimeMention,
)
from pipelines.extract.rows import rows
from pipelines.ingest.document import Document

TEXT = "Army kills rebels\nThe army killed five rebels in Goma on 3 May 2021, a spokesman said."


def span(part: str) -> tuple[int, int, str]:
    start = TEXT.index(part)
    return start, start + len(part), part


@pytest.fixture
def document() -> Document:
    return Document(doc_id="doc_1", text=TEXT, uri="a.txt", sha256="0" * 64, format="txt", title="Army kills rebels")


@pytest.fixture
def facts() -> Facts:
    trigger = TEXT.index("killed")
    clause = span("The army killed five rebels in Goma on 3 May 2021")
    return Facts(
        language="en",
        places=[Place(key="geonames:216281", name="Goma", kind="city", country="COD", precision="city")],
        place_mentions=[PlaceMention(*span("Goma"), sentence=1, place=0)],
        times=[
            TimeMention(*span("3 May 2021"), 1, "DATE", "2021-05-03", dt.date(2021, 5, 3), dt.date(2021, 5, 3), "day")
        ],
        actors=[
            Actor(key="nominal:army", name="army", actor_type="military", is_generic=True),
            Actor(key="nominal:rebels", name="rebels", actor_type="armed_group", is_generic=True),
        ],
        actor_mentions=[
            ActorMention(*span("The army"), sentence=1, actor=0, mention_type="nominal", root=4),
            ActorMention(*span("five rebels"), sentence=1, actor=1, mention_type="nominal", root=7),
        ],
        attributions=[
            Attribution(
                1, *span("a spokesman"), "spokesman", "anonymous", False, None, "said", *span("said")[:2],
                *clause[:2], "indirect", "assert",
            )
        ],
        figures=[
            Figure(
                *span("five"), *span("five rebels"), 1, 5.0, 5.0, 5.0, "exact", "person", "count", "fatalities",
                item="rebels", event_mention=0, actor=1, attribution=0,
            )
        ],
        events=[
            EventMention(
                0, 1, clause[0], clause[1], trigger, trigger + 6, "killed", "ASSAULT", None, "actual", "probable",
                False, contexts=("military",),
                participants=(Participant("actor", 0, 0), Participant("recipient", 1, None)),
                arguments=(EventArgument("physical_target", *span("Goma"), head="Goma"),), time=0, place=0,
                attribution=0,
            )
        ],
    )  # fmt: skip


def test_a_mention_carries_its_clause_as_evidence(document: Document, facts: Facts) -> None:
    (mention,) = rows(document, facts)["event_mentions"]
    assert mention["evidence"] == "The army killed five rebels in Goma on 3 May 2021"
    assert TEXT[mention["trigger_start"] : mention["trigger_end"]] == mention["trigger_text"] == "killed"
    assert (mention["date_start"], mention["date_text"]) == (dt.date(2021, 5, 3), "3 May 2021")
    assert mention["location_name"] == "Goma"


def test_references_between_rows_hold(document: Document, facts: Facts) -> None:
    tables = rows(document, facts)
    (figure,), (mention,), (said,) = tables["figures"], tables["event_mentions"], tables["attributions"]
    assert figure["mention_id"] == mention["mention_id"]
    assert figure["event_id"] == mention["event_id"] == tables["local_events"][0]["event_id"]
    assert figure["attribution_id"] == mention["attribution_id"] == said["attribution_id"]
    assert said["source_id"] == tables["local_sources"][0]["source_id"]
    assert {row["actor_id"] for row in tables["event_actors"]} == {row["actor_id"] for row in tables["local_actors"]}
    assert tables["place_mentions"][0]["place_id"] == tables["local_places"][0]["place_id"]


def test_a_participant_carried_over_has_no_mention(document: Document, facts: Facts) -> None:
    actor, recipient = rows(document, facts)["event_actors"]
    assert (actor["role"], actor["position"]) == ("actor", 0)
    assert (recipient["role"], recipient["position"], recipient["actor_mention_id"]) == ("recipient", 0, None)


def test_ids_are_the_same_every_time_and_unique(document: Document, facts: Facts) -> None:
    facts.times.append(facts.times[0])
    first, second = rows(document, facts), rows(document, facts)
    assert first == second
    ids = [row["time_mention_id"] for row in first["time_mentions"]]
    assert len(set(ids)) == len(ids) == 2


def test_an_agentless_hedge_has_no_source(document: Document, facts: Facts) -> None:
    hedge = Attribution(
        1, None, None, None, None, "anonymous", False, None, "reportedly", 0, 10, 11, 20, "indirect", "assert"
    )
    facts.attributions = [hedge]
    facts.events, facts.figures = [], []
    tables = rows(document, facts)
    assert tables["attributions"][0]["source_id"] is None
    assert tables["local_sources"] == []


def test_a_text_in_another_language_is_rejected_with_the_reason(document: Document) -> None:
    tables = rows(document, Facts(language="fr"))
    (reject,) = tables["rejects"]
    assert reject["doc_id"] == "doc_1"
    assert "'fr'" in reject["reason"]
    assert tables["documents"][0]["language"] == "fr"
