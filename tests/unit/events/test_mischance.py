"""What is nobody's doing is no attack."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def _types(text: str) -> set[str]:
    return {m.event_type for m in extract(load_reader().read(f"Report\n\n{text}"), None).events}


@pytest.mark.parametrize(
    "text",
    [
        "Five children drowned in flash floods in northern Chad on Monday.",
        "A military helicopter crashed near Goma on Friday, killing all six people on board.",
        "The ministry reported 14 deaths from suspected cholera in Juba.",
        "At least 20 people were killed when a landslide buried their village.",
        "Flooding has displaced 90,000 people since August.",
        "A fire destroyed a market and killed four traders.",
        "Measles killed 30 children in the camp.",
        "Three people were killed and ten injured in a road accident.",
        "A ferry sank off Zanzibar, drowning 40 passengers.",
        "The storm forced 10,000 people from their homes.",
        "Forty people died in an outbreak of cholera.",
    ],
)
def test_calamities_are_nobodys_doing(text: str) -> None:
    assert not _types(text) & {"ASSAULT", "COERCE"}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed six goatherds in a flood-hit village.",
        "Shelling killed two nurses who were treating flood victims.",
        "An air strike destroyed a cholera clinic and killed three patients.",
        "Sniper fire killed two herders.",
        "Rebels drowned two captives in a river.",
        "Eight villagers were killed in a wave of violence in Nigeria.",
        "At least ten people were killed in an outbreak of fighting in Chad.",
        "Two soldiers died in a rain of bullets.",
        "Rebels killed two guards after the earthquake.",
        "The army killed two rebels as the storm passed.",
        "Two nurses were killed by rebels during the Ebola outbreak.",
    ],
)
def test_what_somebody_does_amid_them_is_somebodys(text: str) -> None:
    assert "ASSAULT" in _types(text)


def test_deaths_counted_beside_cases_are_of_an_illness() -> None:
    text = "Rebels shelled Gao. The clinic has reported 200 cases and nine deaths since May."
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    assert [m.trigger_text for m in facts.events if m.event_type == "ASSAULT"] == ["shelled"]
