"""Nameless people who serve a body."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.extract.facts import Actor
from pipelines.language import load_reader


def _actors(text: str) -> list[Actor]:
    return extract(load_reader().read(f"Report\n\n{text}"), None).actors


@pytest.mark.parametrize(
    ("text", "name", "parent", "kind"),
    [
        ("Hamas officials met the mediators.", "Hamas officials", "Hamas", "armed_group"),
        ("The head of the World Bank met the mediators.", "head", "World Bank", "person"),
        ("A European Union delegation met the mediators.", "European Union delegation", "European Union", "igo"),
    ],
)
def test_who_serves_a_body_has_it_for_a_parent(text: str, name: str, parent: str, kind: str) -> None:
    facts = extract(load_reader().read(f"Report\n\n{text}"), None)
    (actor,) = (a for a in facts.actors if a.name == name)
    assert (actor.parent_name, actor.actor_type) == (parent, kind)


def test_critics_of_a_body_are_not_its_own() -> None:
    facts = extract(load_reader().read("Report\n\nCritics of Hamas met the mediators."), None)
    assert all(a.parent_name != "Hamas" for a in facts.actors)


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("NATO Secretary-General Ana Lopez met the mayor.", "Ana Lopez", "lex:nato"),
        ("UNRWA Commissioner-General Ana Lopez left.", "Ana Lopez", "lex:un-relief-and-works-agency"),
        ("European Union foreign policy chief Ana Lopez left.", "Ana Lopez", "lex:european-union"),
        ("World Food Programme chief Ana Lopez warned of famine in Sudan.", "Ana Lopez", "lex:world-food-programme"),
        ("Hezbollah deputy leader Naim Karam threatened Israel.", "Naim Karam", "lex:hezbollah"),
        ("The head of the World Bank, Ana Lopez, left.", "Ana Lopez", "lex:world-bank"),
        (
            "The leader of the Rapid Support Forces, Musa Idris, spoke.",
            "Musa Idris",
            "lex:rapid-support-forces",
        ),
        ("French President Ana Lopez left.", "Ana Lopez", "country:FRA"),
    ],
)
def test_who_holds_an_office_of_a_body_belongs_to_it(text: str, name: str, body: str) -> None:
    assert {a.name: a.parent_key for a in _actors(text)}[name] == body


def test_who_serves_a_body_of_no_state_is_not_of_the_state_the_text_is_about() -> None:
    found = _actors("World Food Programme chief Ana Lopez warned of famine in Sudan. Sudan is at war.")
    assert {a.name: a.country for a in found}["Ana Lopez"] is None


def test_a_mention_of_servants_reaches_to_the_end_of_the_bodys_name() -> None:
    facts = extract(load_reader().read("Report\n\nThe premier met a team of observers from the African Union."), None)
    assert "a team of observers from the African Union" in {m.text for m in facts.actor_mentions}
