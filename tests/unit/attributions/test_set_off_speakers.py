"""Speakers between commas before their cue, estimates, and sentences in which nobody speaks."""

from __future__ import annotations

import pytest

from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.facts import Facts
from pipelines.language import load_reader

Told = tuple[str | None, str | None, str]


def told(text: str) -> list[Told]:
    found = extract_attributions(load_reader().read(text), Facts())
    return [(a.source_text, a.cue, text[a.content_start : a.content_end]) for a in found]


@pytest.mark.parametrize(
    ("content", "speaker", "cue", "tail"),
    [
        ("Five people drowned in Beira on Monday", "a port official, Rita Macuacua,", "said", ""),
        ("The tunnel had been closed", "a district engineer, Maria Lopez,", "told", " reporters"),
        ("Two miners died when a shaft collapsed near Potosi", "the union's leader, Ana Quispe,", "told", " the radio"),
        ("Three rangers were killed in Uyuni on July 9", "Interior Minister Rodrigo Páez", "said", ""),
        ("Ten houses burned down in Tarija on Monday", "Mayor Luis Vega", "said", ""),
        ("A total of 12 people died in Aden on Monday", "a doctor, who declined to be named,", "said", ""),
    ],
)
def test_the_phrase_between_commas_before_a_cue_speaks(content: str, speaker: str, cue: str, tail: str) -> None:
    assert told(f"{content}, {speaker} {cue}{tail}.") == [(speaker.rstrip(","), cue, content)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A port worker, who asked not to be named, put the number of injured at 27.",
            ("A port worker, who asked not to be named", "put", "the number of injured at 27"),
        ),
        ("The rescue agency pegged losses at $40 million.", ("The rescue agency", "pegged", "losses at $40 million")),
    ],
)
def test_an_estimate_is_its_makers_statement(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "No militia has claimed responsibility for the bombing in Herat.",
        "Nobody has claimed responsibility for the raid.",
        "None of the factions said who had opened fire.",
        "No one said that the dam was safe.",
        "Neither side confirmed that the truce had collapsed.",
        "Neither the army nor the rebels said that the truce had collapsed.",
        "No party leader was confident that the vote would be fair.",
    ],
)
def test_nobody_is_no_voice(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The embassy did not respond to a request for comment on the arrests.",
        "The navy has not replied to questions about the ship.",
        "The navy declined to comment on the reports.",
        "The envoy declined to say whether troops had crossed the river.",
        "The firm refused to give details of the contract.",
        "The suspect refused to be identified.",
        "A spokesman for the company could not be reached for comment.",
        "The judge put the trial at risk.",
        "The ministry put two guards at 14 gates.",
    ],
)
def test_silence_is_no_statement(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The general refused to sign the deal.", "refused"),
        ("The embassy responded to the claims.", "responded to"),
        ("No. 10 Downing Street said the talks would go ahead.", "said"),
        ("Not all residents said they would leave.", "said"),
    ],
)
def test_refusals_to_act_and_answers_are_kept(text: str, cue: str) -> None:
    assert [found[1] for found in told(text)] == [cue]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The museum, Mr. Paz said, celebrated several of his heroes.", "Mr. Paz"),
        ("These workers, Garcia explained earlier in the hearing, were well paid.", "Garcia"),
    ],
)
def test_a_cue_clause_between_commas_is_no_part_of_the_subject(text: str, source: str) -> None:
    found = extract_attributions(load_reader().read(text), Facts())
    assert (source, text[:-1]) in [(a.source_text, text[a.content_start : a.content_end]) for a in found]
    assert all("said" not in (a.source_text or "") for a in found)


def test_a_speaker_takes_no_words_from_before_the_comma() -> None:
    said = (
        "Gunmen on motorcycles stormed a village in northwestern Nigeria, killing at least 23 people and abducting "
        "dozens more"
    )
    text = f"{said}, residents and a local official told The Associated Press on Thursday."
    found = extract_attributions(load_reader().read(text), Facts())
    assert [(a.source_text, text[a.content_start : a.content_end]) for a in found] == [
        ("residents and a local official", said)
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The army withdrew from Kutum, security sources and a doctor told AFP.", "security sources and a doctor"),
        (
            "Rebels killed nine in a raid on a convoy near Orva, aid workers and a local elected official told Reuters"
            " on Friday.",
            "aid workers and a local elected official",
        ),
    ],
)
def test_several_speakers_behind_a_place_tell_what_stands_before_them(text: str, source: str) -> None:
    assert [found[0] for found in told(text)] == [source]


@pytest.mark.parametrize(
    ("content", "cue", "speaker"),
    [
        ("Two miners died near Potosi", "reports", "Fides news agency"),
        ("The tunnel had been closed for weeks", "writes", "state television"),
    ],
)
def test_who_ends_a_sentence_behind_a_cue_speaks(content: str, cue: str, speaker: str) -> None:
    assert told(f"{content}, {cue} {speaker}.") == [(speaker, cue, content)]


def test_that_behind_a_day_is_no_part_of_what_is_said() -> None:
    text = "The Red Cross said in a note on Monday that further help was needed."
    assert told(text) == [("The Red Cross", "said", "further help was needed")]
