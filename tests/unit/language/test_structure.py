"""Segments and datelines of news texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.language.structure import read_structure


def kinds(text, title=None):
    segments, _ = read_structure(text, title)
    return [(segment.kind, text[segment.start : segment.end]) for segment in segments]


DATELINES = [
    ("QUETTA, March 3 (Reuters) — Gunmen fled.", ["QUETTA"], "March 3", "Reuters"),
    ("QUETTA, March 3 (Reuters) - Gunmen fled.", ["QUETTA"], "March 3", "Reuters"),
    ("Nairobi, Kenya – Police fled.", ["Nairobi", "Kenya"], None, None),
    ("CARACAS, 9 FEB 91 (AFP) -- [TEXT] THE POLICE FLED.", ["CARACAS"], "9 FEB 91", "AFP"),
    ("Caracas, 9 Feb 91 (AFP) -- The police fled.", ["Caracas"], "9 Feb 91", "AFP"),
    ("MINSK (BELARUS), 2 MAY 91 (RADIO ONE) -- THE POLICE FLED.", ["MINSK", "BELARUS"], "2 MAY 91", "RADIO ONE"),
    ("NO CITY (PERU), NO DATE (RADIO ONE) -- THE POLICE FLED.", ["NO CITY (PERU)"], "NO DATE", "RADIO ONE"),
    ("DELHI / ROME : Police fled.", ["DELHI", "ROME"], None, None),
    ("KHARKIV, Ukraine (AP) — Police fled.", ["KHARKIV", "Ukraine"], None, "AP"),
    ("MULTAN (Dawn) – Police fled.", ["MULTAN"], None, "Dawn"),
    ("(Reuters) - Police fled.", [], None, "Reuters"),
    ("CAPE TOWN — Police fled.", ["CAPE TOWN"], None, None),
    ("ASMARA (AP) _ Police fled.", ["ASMARA"], None, "AP"),
    ("ASMARA, March 3 /Newswire/ -- Police fled.", ["ASMARA"], "March 3", "Newswire"),
    ("MINSK. Dec 3 (Wire) - Police fled.", ["MINSK"], "Dec 3", "Wire"),
    ("MINSK, December 3. /WIRE/. Police fled.", ["MINSK"], "December 3.", "WIRE"),
    ("Minsk | Reuters — Police fled.", ["Minsk"], None, "Reuters"),
    ("GENEVA (14 January 2015) – Police fled.", ["GENEVA"], "14 January 2015", None),
    ("14 January 2015 – Police fled.", [], "14 January 2015", None),
    ("14 January 2015 – Minsk – Police fled.", ["Minsk"], "14 January 2015", None),
    ("Minsk – 14 January 2015 – Police fled.", ["Minsk"], "14 January 2015", None),
    ("Minsk, Belarus --(The Chronicle)-- Police fled.", ["Minsk", "Belarus"], None, "The Chronicle"),
    ("Minsk (CNN)Police fled.", ["Minsk"], None, "CNN"),
    ("(CNN)Police fled.", [], None, "CNN"),
    ("AFP - Police fled.", [], None, "AFP"),
    ("ASMARA, March 3 (Wire) Police fled.", ["ASMARA"], "March 3", "Wire"),
    ("ASMARA, March 3: Police fled.", ["ASMARA"], "March 3", None),
    ("ASMARA, 3/3/2015 (Wire) - Police fled.", ["ASMARA"], "3/3/2015", "Wire"),
    ("NEAR ASMARA, Eritrea — Police fled.", ["ASMARA", "Eritrea"], None, None),
    ("ASMARA, (WIRE)-- Police fled.", ["ASMARA"], None, "WIRE"),
]


@pytest.mark.parametrize(("text", "places", "date", "agency"), DATELINES)
def test_dateline(text, places, date, agency):
    _, dateline = read_structure(text)
    assert dateline is not None
    found = [text[start:end] for start, end in dateline.places]
    assert found == places or (places == ["NO CITY (PERU)"] and found == ["PERU"])
    assert (dateline.date and text[slice(*dateline.date)]) == date
    assert (dateline.agency and text[slice(*dateline.agency)]) == agency


@pytest.mark.parametrize(
    "text",
    [
        "The army - the country's largest employer - fled.",
        "WARNING: The army fled.",
        "Smith Jones — The man fled.",
        "Police said: The army fled.",
        "On Monday, the army fled.",
        "The Army (UNA) Killed two men.",
        "CHRONICLE STAFF -- The army fled.",
        "EXCLUSIVE - The army fled.",
    ],
)
def test_no_dateline(text):
    assert read_structure(text)[1] is None


def test_dateline_and_marks_are_apart_from_the_first_sentence():
    text = "CARACAS, 9 FEB 91 (AFP) -- [TEXT] [SENATOR RUIZ] THE POLICE\nFLED FROM THE TOWN [PASSAGE OMITTED] TODAY."
    assert kinds(text) == [
        ("dateline", "CARACAS, 9 FEB 91 (AFP) --"),
        ("marker", "[TEXT]"),
        ("marker", "[SENATOR RUIZ]"),
        ("body", "THE POLICE\nFLED FROM THE TOWN"),
        ("marker", "[PASSAGE OMITTED]"),
        ("body", "TODAY."),
    ]


def test_an_explanation_in_brackets_is_no_mark():
    text = "QUETTA (AP) -- The BRA [Baloch Republican Army] fled."
    assert kinds(text)[1:] == [("body", "The BRA [Baloch Republican Army] fled.")]


def test_article_with_all_its_parts():
    text = (
        "Troops Free Hostages In Quetta Raid\n\ntroops-free-hostages-in-quetta-raid\n\nBy Sana Mir and Omar Lodhi\n\n"
        "QUETTA, Pakistan (AP) — Troops freed nine hostages.\n\nA long night\n\nThe raid began at dawn.\n\n* * *\n\n"
        "Read more: Raids in Quetta\n\nSana Mir is a senior reporter for The Chronicle."
    )
    assert [kind for kind, _ in kinds(text, "Troops free hostages in Quetta raid")] == [
        "title",
        "boilerplate",
        "byline",
        "dateline",
        "body",
        "heading",
        "body",
        "marker",
        "boilerplate",
        "author_box",
    ]


def test_author_box_runs_to_the_end():
    text = "Troops freed nine hostages.\nOmar Lodhi:\nSecurity Analyst\nOmar Lodhi covers the navy."
    assert [kind for kind, _ in kinds(text)] == ["body", "author_box", "author_box", "author_box"]


def test_the_first_line_is_the_title_only_if_it_is_the_given_one():
    text = "Troops free hostages\n\nThe raid began at dawn."
    assert kinds(text, "Troops free hostages")[0][0] == "title"
    assert kinds(text, "Another title")[0][0] == "heading"


def test_lines_of_a_hard_wrapped_text_are_one_paragraph():
    text = (
        "Troops freed nine hostages on Monday after a night of fighting in the\n"
        "hills above the town, a spokesman for the provincial government told\n"
        "reporters. None of the hostages were hurt, and two of the gunmen were\n"
        "taken alive.\n\n   The raid began at dawn. Helicopters were heard over the hills, and\n"
        "shots were fired for an hour."
    )
    assert [kind for kind, _ in kinds(text)] == ["body", "body"]


def test_a_long_line_goes_on_in_lower_case_however_wide_the_text_is():
    text = (
        "About 2,000 dock workers walked off the job on Tuesday to demand higher wages, said the union. Police\n"
        "arrested seven protesters."
    )
    assert [kind for kind, _ in kinds(text)] == ["body"]


def test_lines_of_a_text_that_is_not_wrapped_are_paragraphs():
    text = "Troops freed nine hostages.\nNone of them was hurt.\nThe raid began at dawn in the hills above the town."
    assert len(kinds(text)) == 3


@pytest.mark.parametrize("bullet", ["•", "-", ".", "1.", "(2)", "(a)"])
def test_bullets_are_marked(bullet):
    assert kinds(f"{bullet} Troops freed nine hostages.")[0] == ("marker", bullet)


def test_speakers_are_marked():
    text = "Remarks After The Meeting\n\nQUESTION: Did you meet?\n\nSECRETARY ROWE: We did meet."
    assert [kind for kind, _ in kinds(text)] == ["title", "marker", "body", "marker", "body"]


@pytest.mark.parametrize(
    "mark",
    [
        "[Text]",
        "(FBIS translated)",
        "((Text))",
        "<Report>",
        "[FBIS Translated Text]",
        "[Editorial Report]",
        "(Laughter)",
        '[Article by Omar Lodhi: "The Road"]',
        "EXCLUSIVE:",
        "UPDATE 2 -",
        "Analysis:",
        "URGENT",
    ],
)
def test_editorial_marks(mark):
    assert kinds(f"{mark} The army fled.") == [("marker", mark), ("body", "The army fled.")]


def test_a_title_keeps_what_stands_before_it():
    assert kinds("EXCLUSIVE: Army flees\n\nThe army fled.")[0] == ("title", "EXCLUSIVE: Army flees")


@pytest.mark.parametrize("labels", [("Q.", "A."), ("Q:", "A:"), ("Omar Lodhi:", "Ms. Rowe:"), ("Q", "THE PRESIDENT:")])
def test_turns_of_a_transcript(labels):
    asks, answers = labels
    text = f"{asks} Who fled?\n\n{answers} The army fled.\n\n{asks} Where to?\n\n{answers} We know nothing."
    assert [segment for segment in kinds(text) if segment[0] == "marker"] == [("marker", asks), ("marker", answers)] * 2


def test_an_initial_is_no_answer():
    assert kinds("A. Lodhi fled.") == [("body", "A. Lodhi fled.")]


def test_what_the_paragraphs_of_a_digest_tell_of_are_headings():
    text = "Peru – The army fled.\n\n• Chad -- Police left.\n\nCôte d’Ivoire — Two men died.\n\nAll – he said – is new."
    assert kinds(text) == [
        ("heading", "Peru"),
        ("body", "The army fled."),
        ("marker", "•"),
        ("heading", "Chad"),
        ("body", "Police left."),
        ("heading", "Côte d’Ivoire"),
        ("body", "Two men died."),
        ("body", "All – he said – is new."),
    ]


def test_one_name_before_a_dash_is_a_dateline():
    _, dateline = read_structure("Nairobi – Police fled.\n\nOne man died.\n\nAn envoy – Ann Lee – left.")
    assert dateline is not None


def test_a_dateline_behind_bullets():
    text = "UPDATE 1-Army flees\n\n* Two killed\n\n* Nine hurt\n\n* One held\n\nASMARA (AP) - The army fled."
    assert read_structure(text)[1] is not None


@pytest.mark.parametrize(
    "line",
    [
        "This story has been corrected to show that two fled.",
        "Follow Sana Mir on Twitter: @sanamir",
        "— Sana Mir contributed to this report.",
        "March 3, 2015 10:15 AM ET",
        "2 min read",
        "Share",
        "Contact: Sana Mir, +92 555 0101",
    ],
)
def test_boilerplate(line):
    assert ("boilerplate", line) in kinds(f"The army fled.\n\n{line}\n\nPolice followed it.")


@pytest.mark.parametrize(
    "line", ["The writer is a former envoy.", "Daily Press writers Sana Mir and Omar Lodhi contributed to this report."]
)
def test_author_boxes(line):
    assert kinds(f"The army fled.\n\n{line}")[-1] == ("author_box", line)


@given(st.text(alphabet=st.sampled_from("Ab c.\n-—:([])'\"1 ,é😀\u200f\t"), max_size=200))
def test_segments_cover_all_but_blanks(text):
    segments, dateline = read_structure(text)
    covered = set()
    end = 0
    for segment in segments:
        assert end <= segment.start < segment.end
        end = segment.end
        covered.update(range(segment.start, segment.end))
    assert all(char.isspace() for index, char in enumerate(text) if index not in covered)
    assert dateline is None or any(segment.kind == "dateline" for segment in segments)
