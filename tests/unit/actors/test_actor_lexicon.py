"""The lexicon of actors: complete for the world's states, consistent in itself, found however it is spelled."""

from __future__ import annotations

from typing import get_args

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.actors.lexicon import ActorType, load_actor_lexicon, pieces_of, slug
from pipelines.extract.parsed_tokens import fold, singular

LEXICON = load_actor_lexicon()


def kinds_of(text: str) -> set[tuple[str, str]]:
    pieces = pieces_of(text)
    found = list(LEXICON.matches(pieces, 0))
    return {(form.kind, form.key) for end, forms in found if end == len(pieces) for form in forms}


def test_every_iso_country_has_an_entry() -> None:
    assert {country.alpha_3 for country in pycountry.countries} <= set(LEXICON.states)


def test_historic_states_are_dated() -> None:
    assert (LEXICON.states["SUN"].since, LEXICON.states["SUN"].until) == (1922, 1991)
    assert all(LEXICON.states[code].until for code in ("YUG", "CSK", "DDR"))


def test_named_entities_belong_to_states_and_parents_that_exist() -> None:
    for named in LEXICON.named.values():
        assert named.country is None or named.country in LEXICON.states
        if named.parent_key and named.parent_key.startswith("lex:"):
            assert named.parent_key in LEXICON.named, named.name


def test_types_are_those_of_the_data_model() -> None:
    types = set(get_args(ActorType))
    assert {group.type for group in LEXICON.agents.values()} <= types
    assert {organ.type for organ in LEXICON.organs.values()} <= types


@pytest.mark.parametrize(
    ("text", "kind", "key"),
    [
        ("Burma", "name", "MMR"),
        ("Salvadorean", "adjective", "SLV"),
        ("the Netherlands", "name", "NLD"),
        ("Kyiv", "capital", "UKR"),
        ("Downing Street", "capital", "GBR"),
        ("al-Qa\u2019ida", "named", "lex:al-qaeda"),
        ("Al Qaeda", "named", "lex:al-qaeda"),
        ("Sendero Luminoso", "named", "lex:shining-path"),
        ("Médecins Sans Frontières", "named", "lex:doctors-without-borders"),
        ("Medecins Sans Frontieres", "named", "lex:doctors-without-borders"),
        ("U.N.", "named", "lex:united-nations"),
        ("KURDISH", "folk", "lex:kurds"),
    ],
)
def test_spellings_find_their_entry(text: str, kind: str, key: str) -> None:
    assert (kind, key) in kinds_of(text.removeprefix("the "))


@given(st.text(max_size=40))
def test_folding_is_idempotent_and_pieces_are_plain(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert all(piece in {",", "(", ")"} or piece.isalnum() for piece in pieces_of(text))
    assert slug(text) == slug(fold(text))


@pytest.mark.parametrize(
    ("plural", "one"),
    [("forces", "force"), ("countries", "country"), ("policemen", "policeman"), ("marines", "marine")],
)
def test_singular_by_spelling(plural: str, one: str) -> None:
    assert singular(plural) == one
