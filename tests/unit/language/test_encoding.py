"""Words to word pieces and casing classes."""

import pytest

from pipelines.language import encoding
from pipelines.language.component import DEFAULT_FOLDER
from pipelines.language.encoding import CASINGS, MAX_PIECES, MAX_WORD_PIECES, PART_PIECES, PieceEncoder, casing


@pytest.fixture(scope="module")
def encoder():
    return PieceEncoder(DEFAULT_FOLDER / "tokenizer.json")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("rebels", "lower"),
        ("Kabul", "title"),
        ("NATO", "upper"),
        ("A", "initial"),
        ("McDonald", "mixed"),
        ("1990", "digit"),
        ("--", "symbol"),
        ("الجيش", "lower"),
    ],
)
def test_casing(word, name):
    assert CASINGS[casing(word)] == name


def test_a_headline_keeps_only_digits_and_symbols():
    assert [CASINGS[encoding.neutral_casing(word)] for word in ("Army", "Kills", "9", "!")] == [
        "neutral",
        "neutral",
        "digit",
        "symbol",
    ]


def test_capitals_do_not_change_the_pieces(encoder):
    assert encoder.pieces("KANDAHAR") == encoder.pieces("Kandahar") == encoder.pieces("kandahar")


def test_every_word_has_a_piece(encoder):
    words = ["\u00ad", "\u200f", "😀", "x"]
    encoded = encoder.encode(words, [casing(word) for word in words])
    assert encoded.words == 4
    assert (encoded.first[1:] <= encoded.last[1:]).all()


def test_a_word_of_many_pieces_is_shortened(encoder):
    assert len(encoder.pieces("日本" * 200)) == MAX_WORD_PIECES


def test_a_sentence_that_fits_is_one_part(encoder):
    assert encoder.chunks(["word"] * (MAX_PIECES - 2)) == [0]


def test_a_long_sentence_is_cut_behind_clauses_and_loses_nothing(encoder):
    words = (["word"] * 99 + [","]) * 6
    starts = encoder.chunks(words)
    assert starts == [0, 100, 200, 300, 400, 500]
    assert encoder.chunks(["word"] * 1000)[:3] == [0, PART_PIECES, 2 * PART_PIECES]
