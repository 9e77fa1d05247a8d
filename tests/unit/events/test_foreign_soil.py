"""A state on whose soil another one acts is acted on, where nobody else is."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _recipients(text: str, event_type: str) -> set[str | None]:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    found = [m for m in facts.events if m.event_type == event_type]
    return {facts.actors[p.actor].country for m in found for p in m.participants if p.role == "recipient"}


@pytest.mark.parametrize(
    ("text", "event_type", "country"),
    [
        ("Syrian troops withdrew from northern Lebanon.", "RETREAT", "LBN"),
        ("Chad sent more troops into Niger.", "MOBILIZE", "NER"),
        ("Kenya flew 30 tonnes of maize to Goma.", "AID", "COD"),
        ("Poland sent more rifles to Kyiv.", "AID", "UKR"),
        ("Turkey massed tens of thousands of troops on the Iraqi border.", "MOBILIZE", "IRQ"),
        ("Peru moved tanks to its frontier with Ecuador.", "MOBILIZE", "ECU"),
        ("Sudanese rebels attacked a town in eastern Chad.", "ASSAULT", "TCD"),
        ("Ethiopian soldiers took up positions around the Somali town of Baidoa.", "MOBILIZE", "SOM"),
        ("Kenya sent a warship to waters off Somalia.", "MOBILIZE", "SOM"),
        ("Israel sealed off the West Bank on Friday.", "COERCE", "PSE"),
        ("Israel lifted a closure of the West Bank.", "RETREAT", "PSE"),
        ("Turkey eased restrictions in northern Cyprus.", "CONCEDE", "CYP"),
    ],
)
def test_the_state_reached_is_the_recipient(text: str, event_type: str, country: str) -> None:
    assert _recipients(text, event_type) == {country}


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Chad sent more troops into Abeche.", "MOBILIZE"),
        ("Kenyan troops were deployed in Garissa.", "MOBILIZE"),
        ("Kenya banned rallies in Garissa.", "COERCE"),
        ("Rebels attacked a town in eastern Chad.", "ASSAULT"),
        ("Chad carried out strikes in Niger.", "ASSAULT"),
    ],
)
def test_no_state_is_where_one_acts_at_home_or_is_nobody_or_only_strikes_there(text: str, event_type: str) -> None:
    assert _recipients(text, event_type) == set()


@pytest.mark.parametrize(
    ("text", "event_type"),
    [
        ("Kenya imposed a curfew on the northern town of Garissa.", "COERCE"),
        ("Kenya's president declared a state of emergency in Garissa.", "COERCE"),
        ("Kenya lifted a state of emergency in Garissa.", "CONCEDE"),
    ],
)
def test_a_measure_laid_on_a_town_weighs_on_its_people(text: str, event_type: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    parties = [p for m in facts.events if m.event_type == event_type for p in m.participants]
    found = [facts.actors[p.actor] for p in parties if p.role == "recipient"]
    assert {(actor.name, actor.code) for actor in found} == {("people of Garissa", "KENCVL")}
