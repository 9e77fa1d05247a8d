"""Bytes become text without guessing, and nothing but the normal form and line ends changes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.text import article, normalise, title_line, with_title


def test_line_ends_become_newlines_and_characters_their_composed_form():
    assert normalise("a\r\nb\rc\nd e\u0301") == "a\nb\nc\nd \u00e9"


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_normalising_twice_changes_nothing_more(text):
    try:
        once = normalise(text)
    except UnreadableError:
        assert not unicodedata.normalize("NFC", text).strip() or "\0" in text
        return
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(UnreadableError, match="surrogate"):
        normalise("broken \ud800 text")


def test_an_article_beyond_the_limit_is_refused(monkeypatch):
    monkeypatch.setattr("pipelines.ingest.text.MAX_ARTICLE_BYTES", 10)
    with pytest.raises(UnreadableError, match="more than 10"):
        normalise("eleven bytes")


def test_the_first_line_is_the_title_if_text_follows():
    assert title_line("\nQuake hits coast\n\nThe ground shook.") == "Quake hits coast"
    assert title_line("A single line") is None
    assert title_line("x" * 500 + "\nrest") is None


def test_a_title_is_put_in_front_only_where_the_text_lacks_it():
    assert with_title("The ground shook.", "Quake hits coast") == "Quake hits coast\n\nThe ground shook."
    assert with_title("QUAKE hits  coast\nThe ground shook.", "Quake hits coast").startswith("QUAKE")
    assert with_title("The ground shook.", None) == "The ground shook."


def test_the_id_of_an_article_depends_on_its_text_and_its_own_id_alone():
    first = article("Some text.", uri="a.txt", format_name="txt", outlet="Daily")
    moved = article("Some text.", uri="b/c.txt", format_name="jsonl", outlet="Weekly")
    named = article("Some text.", uri="a.txt", format_name="txt", external_id="7")
    assert first.doc_id == moved.doc_id
    assert first.doc_id != named.doc_id
    assert first.doc_id != article("Some text!", uri="a.txt", format_name="txt").doc_id
