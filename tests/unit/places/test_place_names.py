import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.places.names import fold, without_article


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("USULUTÁN", "usulutan"),
        ("Al-Ḩasakah", "al hasakah"),
        ("Sana’a", "sanaa"),
        ("St. Petersburg", "saint petersburg"),
        ("Łódź", "lodz"),
        ("Mt Kenya", "mount kenya"),
        ("U.S.", "us"),
        ("Mosul\u200e", "mosul"),
        ("Sistan–Baluchestan", "sistan baluchestan"),
    ],
)
def test_all_ways_of_writing_a_name_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "bare"), [("Al Fallujah", "Fallujah"), ("Ar-Ramadi", "Ramadi"), ("Alma", None), ("Al Qa", None)]
)
def test_an_arabic_article_comes_off_longer_names(name: str, bare: str | None) -> None:
    assert without_article(name) == bare


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    once = fold(name)
    assert once == once.strip()
    assert "  " not in once
