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
        ("The two Koreas said the talks had ended.", "organization"),
        ("More than a dozen lawmakers and aides said the bill was dead.", "anonymous"),
        ("The senator said the bill was dead.", "government"),
        ("The superintendent said the town was calm.", "government"),
        ("The DCP said the town was calm.", "government"),
        ("The Orin channel said the town was calm.", "outlet"),
        ("The members of the Security Council said the truce held.", "organization"),
        ("Two members of the Security Council said the truce held.", "anonymous"),
    ],
)
def test_a_body_is_no_unnamed_person_nor_some_of_many_a_body(text: str, kind: str) -> None:
    assert [kind for _, kind in voices(text)] == [kind]


def test_some_of_a_party_do_not_go_by_its_name() -> None:
    assert [name for name, _ in voices("Several Democrats said the bill was dead.")] == ["Democrats"]


@pytest.mark.parametrize(
    "text",
    [
        "Q&A: Ambassador Ruth Okoro on the Frozen Peace of Cyprus\n\nIt was cold.",
        "Chad: Arrivals push camps to 'breaking point'\n\nIt was cold.",
    ],
)
def test_what_a_headline_is_about_is_no_voice(text: str) -> None:
    assert voices(text) == []


def test_a_country_before_a_quotation_is_a_voice() -> None:
    assert voices("Peru: “We will not yield to any threats”\n\nIt was cold.") == [("Peru", "government")]


def test_labels_inside_a_paragraph_part_the_turns() -> None:
    text = "Talks resume\n\nQuestion: When will it end? Spokesperson: Soon, I hope. Question: Who decides?"
    assert [name for name, _ in voices(text)] == ["question", "spokesperson", "question"]


def test_who_answers_is_whom_the_introduction_names() -> None:
    text = (
        "Water\n\nRosa Quispe, head of the Arden dam board, came in May.\n\n"
        "Q: When will it be full?\n\nA: In June if it rains."
    )
    assert voices(text) == [("Q", "anonymous"), ("Rosa Quispe", "person")]


def test_the_office_of_a_body_speaks_for_it() -> None:
    assert [kind for _, kind in voices("The Taliban's political office said the road was open.")] == ["organization"]


def test_a_poll_is_a_document_whoever_took_it() -> None:
    assert voices("A Quinnipiac poll shows Diaz leading Paz by six points.") == [("Quinnipiac poll", "document")]


def test_a_paper_run_together_with_its_verb_speaks() -> None:
    assert [name for name, _ in voices("The Courier reports: “Nearly half of the judges have gone.”")] == ["Courier"]
