"""Nameless people who serve a body."""

from __future__ import annotations

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


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
