"""Which stretches of a text are quoted."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.attributions.quotations import LONGEST, Quotations, scan_quotations


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in scan_quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will stay,” he said.", ["We will stay,"]),
        ('"We will stay," he said. "For now."', ["We will stay,", "For now."]),
        ("``We will stay,'' he said.", ["We will stay,"]),
        ("''We will stay,'' he said.", ["We will stay,"]),
        ("«We will stay», he said.", ["We will stay"]),
        ("„We will stay”, he said.", ["We will stay"]),
        ("‘We will stay,’ he said.", ["We will stay,"]),
        ("Envoy: 'we will stay' in talks", ["we will stay"]),
    ],
)
def test_every_kind_of_mark(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    ["the '90s and the 1980s'", "Iran's and the soldiers' pay", "rock 'n' roll isn't dead", "no marks at all", ""],
)
def test_apostrophes_are_not_quotation_marks(text: str) -> None:
    assert quoted(text) == []


def test_a_plural_possessive_does_not_close_a_single_quotation() -> None:
    assert quoted("‘the workers’ demands are fair,’ she said") == ["the workers’ demands are fair,"]


def test_a_quote_within_a_quote_is_part_of_the_outer_one() -> None:
    assert quoted("“He told me ‘go home’ and left,” she said.") == ["He told me ‘go home’ and left,"]


def test_a_quotation_over_paragraphs_opens_again_and_closes_once() -> None:
    text = "“First part.\n\n“Second part.\n\n“Third part.”\n\nHe left."
    assert [(q.start, q.closed) for q in scan_quotations(text)] == [(0, True)]
    assert quoted(text)[0].endswith("Third part.")


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "“We will stay, he said.\n\nThe talks go on. “Yes,” she said."
    found = scan_quotations(text)
    assert quoted(text) == ["We will stay, he said.", "Yes,"]
    assert [q.closed for q in found] == [False, True]


def test_a_quotation_that_never_closes_is_bounded() -> None:
    found = scan_quotations("“" + "word " * 10_000)
    assert found[0].inner_end - found[0].inner_start <= LONGEST


def test_lookup_by_offset() -> None:
    text = 'He said "yes" and "no".'
    quotations = Quotations(text)
    assert quotations.at(text.index("yes")) == 0
    assert quotations.at(text.index("and")) is None
    assert quotations.inside(text.index("and"), len(text))
    assert not quotations.inside(0, 4)


@given(st.text(alphabet="ab .,\n'\"“”‘’«»`", max_size=300))
def test_spans_are_in_range_ordered_and_apart(text: str) -> None:
    found = scan_quotations(text)
    for quote in found:
        assert 0 <= quote.start <= quote.inner_start < quote.inner_end <= quote.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("unit", ["'a ", '"a ', "“a ", "‘a\n\n", "''", "“\n“"])
def test_time_grows_with_length(unit: str) -> None:
    begin = time.process_time()
    scan_quotations(unit * (300_000 // len(unit)))
    assert time.process_time() - begin < 3
