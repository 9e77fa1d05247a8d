"""Under which name a voice goes, and what kind of source it is."""

import pytest

from pipelines.extract.document import extract
from pipelines.language import load_reader


def voices(text: str) -> list[tuple[str | None, str]]:
    return [(a.source_name, a.kind) for a in extract(load_reader().read(text), None).attributions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Boko Haram's spokesman, Idris Abu Bello, said the town was theirs.", ("Idris Abu Bello", "person")),
        ("A spokeswoman for the mission, Ruth Okoro, said two had died.", ("Ruth Okoro", "person")),
        ("The bridge has been cut, a spokesman, Al-Amin Saleh, said.", ("Al-Amin Saleh", "person")),
    ],
)
def test_a_spokesman_with_a_name_goes_by_it(text: str, expected: tuple[str, str]) -> None:
    assert voices(text) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Poland's General Staff said the border was quiet.", "government"),
        ("Niger's general staff acknowledged that the post had been lost.", "government"),
        ("The United Auto Workers said the strike would end.", "organization"),
        ("The United Steelworkers said the strike would end.", "organization"),
        ("Al Shabaab took Arden. The militants said on Friday that nine soldiers were dead.", "organization"),
        ("Two M23 rebels said the town was theirs.", "anonymous"),
        ("Some Republicans said the bill was dead.", "anonymous"),
        ("Several Democrats said the bill was dead.", "anonymous"),
        ("More than a dozen lawmakers and aides said the bill was dead.", "anonymous"),
        ("The senator said the bill was dead.", "government"),
    ],
)
def test_a_body_is_no_unnamed_person_nor_some_of_many_a_body(text: str, kind: str) -> None:
    assert [kind for _, kind in voices(text)] == [kind]


def test_some_of_a_party_do_not_go_by_its_name() -> None:
    assert [name for name, _ in voices("Several Democrats said the bill was dead.")] == ["Democrats"]
