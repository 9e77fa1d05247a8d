"""Descriptions in different places that mean one actor."""

from __future__ import annotations

import pytest

from pipelines.extract.actors.actors import extract_actors
from pipelines.extract.facts import Facts
from pipelines.language import load_reader


def mentions(text: str, name: str) -> list[str]:
    actors, found = extract_actors(load_reader().read(text), [], Facts())
    return [m.text for m in found if actors[m.actor].name == name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Uganda's army chief warned Rwanda on Sunday. General Noah Okello said he would not wait.", "Noah Okello"),
        ('Chile\'s foreign minister rejected the plan. "We never agreed," Ana Rojas told reporters.', "Ana Rojas"),
    ],
)
def test_an_office_and_the_new_name_that_speaks_next_are_one(text: str, name: str) -> None:
    assert len(mentions(text, name)) > 1


def test_an_office_and_a_speaker_with_another_title_are_two() -> None:
    text = "Chile's foreign minister rejected the plan. Senator Ana Rojas told reporters that she was glad."
    assert "Chile's foreign minister" not in mentions(text, "Ana Rojas")


def test_members_rebels_and_the_front_are_the_armed_group_named() -> None:
    text = (
        "Members of the Coast Liberation Front freed nine captives on Friday.\n\n"
        "The rebels had held them since May. The front denied that it had asked for ransom."
    )
    found = mentions(text, "Coast Liberation Front")
    assert {"Members of the Coast Liberation Front", "The rebels", "The front"} <= set(found)


def test_people_of_a_headline_are_those_of_the_text() -> None:
    found = mentions("Prisoners refuse food\n\nSome 60 inmates at a jail in Oran refused food on Sunday.", "inmates")
    assert len(found) == 2


def test_others_are_of_the_kind_told_of_before() -> None:
    found = mentions("Three soldiers were killed and five others were wounded in Quito.", "soldiers")
    assert [text.split()[-1] for text in found] == ["soldiers", "others"]


def test_a_surname_is_a_person_whatever_the_reader_calls_it() -> None:
    text = "Radio chief Ibrahima Sylla was held.\n\nA watchdog called on the junta to release Sylla immediately."
    assert any("Sylla" in m for m in mentions(text, "Ibrahima Sylla")[1:])


def test_its_fighters_and_the_last_word_of_its_name_are_the_body() -> None:
    text = "The Coast Freedom Tigers said its fighters had left. The Tigers have fought since 1980."
    assert {"its fighters", "Tigers"} <= set(mentions(text, "Coast Freedom Tigers"))


def test_the_office_in_a_headline_gives_its_holder_the_state() -> None:
    actors, _ = extract_actors(
        load_reader().read("Honduran president meets farmers\n\nPresident Mario Zelada received farmers on Monday."),
        [],
        Facts(),
    )
    assert next(actor for actor in actors if actor.name == "Mario Zelada").country == "HND"


@pytest.mark.parametrize(
    ("text", "name", "description"),
    [
        ("The oil company Shell closed its wells.", "Royal Dutch Shell", "The oil company"),
        ("The regional bloc IGAD called for talks.", "IGAD", "The regional bloc"),
        ("The West African bloc ECOWAS called for talks.", "ECOWAS", "West African bloc"),
    ],
)
def test_the_noun_right_before_a_name_is_its_own(text: str, name: str, description: str) -> None:
    assert description in mentions(text, name)


def test_they_who_do_violence_are_the_armed_people_told_of() -> None:
    text = (
        "Suspected jihadists raided the market at Tin-Akoff, residents and an official said. "
        '"They fired at everything that moved," a trader said.'
    )
    assert "They" in mentions(text, "jihadists")


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("The police chased rebels. They fired tear gas at the marchers.", "police"),
        ("Police said gunmen stormed the market. They shot four traders.", "gunmen"),
        ("Gunmen ambushed soldiers near Goma. They killed six.", "Gunmen"),
    ],
)
def test_police_who_act_beside_them_may_be_meant(text: str, doers: str) -> None:
    assert "They" in mentions(text, doers)
