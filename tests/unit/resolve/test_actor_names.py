"""Persons and organisations under several names."""

from __future__ import annotations

import pytest

from pipelines.resolve import resolve

from .story import Story, tables


def found(*names: tuple[str, dict]) -> int:
    """How many actors documents name, one each, all beside the Red Front."""
    stories = []
    for number, (name, more) in enumerate(names):
        stories.append(Story(f"d{number}"))
        stories[-1].actor(name, **more)
        stories[-1].actor("Red Front")
    actors = resolve(tables(*stories))["actors"]
    return actors.filter(actors["name"] != "Red Front").height


BRAZIL, PORTUGAL = {"country": "BRA"}, {"country": "PRT"}


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (("Muhammad Husain", BRAZIL), ("Mohammed Hussein", BRAZIL), 1),
        (("Muhammad Husain", BRAZIL), ("Mohammed Hussein", PORTUGAL), 2),
        (("Muhammad Husain", {}), ("Mohammed Hussein", {}), 2),
        (("Hassan Masri", BRAZIL), ("Hussein Masri", BRAZIL), 2),
        (("Mahmoud Masri", BRAZIL), ("Mohamed Masri", BRAZIL), 2),
        (("Yusuf Karim", BRAZIL), ("Youssef Kareem", BRAZIL), 1),
        (("Ahmad al-Masri", BRAZIL), ("Ahmed Masri", BRAZIL), 1),
        (("Said Karim", BRAZIL), ("Saeed Karim", BRAZIL), 1),
        (("Ali Rana", BRAZIL), ("Syed Ali Rana", BRAZIL), 1),
        (("Ali Rana", BRAZIL), ("Imran Ali Rana", BRAZIL), 2),
        (("Ali Rana", BRAZIL | {"title": "Army Chief"}), ("Imran Ali Rana", BRAZIL | {"title": "army chief"}), 1),
        (("Petr Ivanov", BRAZIL), ("Petra Ivanova", BRAZIL), 2),
        (("Ana Silva", BRAZIL), ("Ida Silva", BRAZIL), 2),
        (("Ana Silva", BRAZIL), ("Ana Silva Costa", BRAZIL), 1),
        (("Ana Silva", BRAZIL), ("Ana Silva Costa", PORTUGAL), 2),
        (("Husain al-Masri", BRAZIL), ("Husain Masri", {}), 1),
        (("Husain al-Masri", BRAZIL), ("Husain Masri", PORTUGAL), 2),
        (("Ana Silva", BRAZIL), ("Silva", {}), 1),
        (("Ana Silva", BRAZIL), ("Silva", PORTUGAL), 2),
        (("Ana Silva", BRAZIL | {"title": "Foreign Minister"}), ("Ana Silva", PORTUGAL), 2),
        (
            ("Ana Silva", BRAZIL | {"title": "Foreign Minister"}),
            ("Ana Silva", PORTUGAL | {"title": "Foreign Minister"}),
            1,
        ),
    ],
    ids=[
        "two spellings",
        "two spellings in two countries",
        "two spellings of no known country",
        "two given names of the same consonants",
        "two given names that begin otherwise",
        "two spellings of a given name",
        "two spellings, one with an article",
        "another two spellings of a given name",
        "a first name that is often left out",
        "another first name",
        "another first name in one office",
        "a man and a woman",
        "two given names",
        "a second family name",
        "a second family name in another country",
        "with and without an article",
        "with and without an article in two countries",
        "a surname in the same company",
        "a surname in another country",
        "namesakes",
        "one office in the same company",
    ],
)
def test_two_names(one: tuple[str, dict], other: tuple[str, dict], count: int) -> None:
    assert found(one, other) == count


def test_a_surname_with_two_bearers_is_nobodys() -> None:
    assert found(("Ana Silva", BRAZIL), ("Ida Silva", BRAZIL), ("Silva", BRAZIL)) == 3


def test_a_longer_name_with_a_rival_is_nobodys() -> None:
    assert found(("Ana Silva", BRAZIL), ("Ana Silva Costa", BRAZIL), ("Ana Silva Prado", BRAZIL)) == 3


def test_one_without_a_country_is_the_namesake_in_whose_company_it_is() -> None:
    stories = [Story(f"d{n}") for n in range(3)]
    for story, more in zip(stories, (BRAZIL, PORTUGAL, {}), strict=True):
        story.actor("Ana Silva", **more)
    stories[0].actor("Red Front")
    stories[1].actor("Blue League")
    stories[2].actor("Blue League")
    rows = resolve(tables(*stories))["actors"].filter(name="Ana Silva")
    assert dict(rows.select("country", "document_count").iter_rows()) == {"BRA": 1, "PRT": 2}


@pytest.mark.parametrize(
    ("names", "count"),
    [
        (("La Hermandad", "La Hermandad union", "union La Hermandad"), 1),
        (("La Hermandad union", "La Hermandad party"), 2),
        (("Partido", "Partido movement"), 2),
    ],
)
def test_a_noun_that_says_what_an_organization_is_may_be_left_out(names: tuple[str, ...], count: int) -> None:
    keys = [{"key": f"name:{name.casefold().replace(' ', '-')}", "actor_type": "ngo"} for name in names]
    assert found(*zip(names, keys, strict=True)) == count
