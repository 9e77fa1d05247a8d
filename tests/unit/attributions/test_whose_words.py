"""Where the words of a voice begin and end, whose they are, and what is nobody's words."""

import pytest

from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.facts import Facts
from pipelines.language import load_reader

Told = tuple[str | None, str | None, str]


def told(text: str) -> list[Told]:
    found = extract_attributions(load_reader().read(text), Facts())
    return [(a.source_text, a.cue, text[a.content_start : a.content_end]) for a in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Four drones hit the depot, the mayor said on Telegram, and a fire broke out.",
            ("the mayor", "said", "Four drones hit the depot"),
        ),
        (
            "The north tested two rockets, the joint chiefs said, the third such launch this year.",
            ("the joint chiefs", "said", "The north tested two rockets"),
        ),
        (
            "Inspector KC Dave and two guards were attacked when they returned to the gate, Mayor Ana Reed said.",
            (
                "Mayor Ana Reed",
                "said",
                "Inspector KC Dave and two guards were attacked when they returned to the gate",
            ),
        ),
        (
            "Director General of Police (Law & Order) Mohan Rao has been camping here and said 30 had been arrested.",
            ("Director General of Police (Law & Order) Mohan Rao", "said", "30 had been arrested"),
        ),
        (
            "The toll drew anger, with union leader Ana Reed saying the state had failed.",
            ("union leader Ana Reed", "saying", "the state had failed"),
        ),
        (
            "Police broke up the march, the Orin channel reported citing the ministry.",
            ("the Orin channel", "reported", "Police broke up the march"),
        ),
        (
            "About 7,000 marched, according to police, while organisers spoke of 20,000.",
            ("police", "according to", "About 7,000 marched"),
        ),
        (
            "Soldiers surrounded the house but, neighbours said, did not enter.",
            ("neighbours", "said", "did not enter"),
        ),
        (
            "The bridge, engineers said, will not be open before May.",
            ("engineers", "said", "The bridge, engineers said, will not be open before May"),
        ),
    ],
)
def test_a_clause_that_is_whole_before_its_cue_is_what_is_said(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_a_quotation_before_adding_that_is_no_content_of_it() -> None:
    text = 'The judge said "no one is above the law", adding that two guards had been jailed.'
    assert told(text) == [
        ("The judge", "said", "no one is above the law"),
        ("The judge", "adding", "two guards had been jailed"),
    ]


def test_a_short_sentence_in_quotation_marks_goes_on_with_what_was_quoted() -> None:
    text = "“We waited until dawn,” said Rosa Quispe. “Then nothing.”"
    assert told(text) == [("Rosa Quispe", "said", "We waited until dawn"), ("Rosa Quispe", None, "Then nothing.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "He told guests on Friday evening that he was “nowhere near done”.",
            ("He", "told", "he was “nowhere near done”"),
        ),
        (
            "The monitor put the number of people detained at 32.",
            ("The monitor", "put", "the number of people detained at 32"),
        ),
        (
            "The governor has long maintained, without proof, that the count was wrong.",
            ("The governor", "maintained", "the count was wrong"),
        ),
        (
            "The envoys noted with concern that militias had killed nine guards.",
            ("The envoys", "noted", "militias had killed nine guards"),
        ),
        ("The council denied it.", ("The council", "denied", "it")),
        ("Paz told the inquiry he had never read the letter.", ("Paz", "told", "he had never read the letter")),
        ("In one call cited by prosecutors, a man laughs.", ("prosecutors", "cited", "one call")),
        ("A second pilot confirmed this.", ("A second pilot", "confirmed", "this")),
        ("Governor Paz on Friday called the strike illegal.", ("Governor Paz", "called", "the strike illegal")),
        (
            "Diaz called the last witness, Ray Paz, “a thief” who could not read.",
            ("Diaz", "called", "the last witness, Ray Paz, “a thief” who could not read"),
        ),
        (
            "The port could “harm the bay,” according to two divers who saw it.",
            ("two divers who saw it", "according to", "The port could “harm the bay,”"),
        ),
        (
            "“The bay is dead and nobody will say so,” according to two divers who read the plan.",
            ("two divers who read the plan", "according to", "The bay is dead and nobody will say so"),
        ),
        (
            "The judge referred to the sect as a private army.",
            ("The judge", "referred to", "the sect as a private army"),
        ),
        (
            "The footage appears to show guards beating a man.",
            ("The footage", "show", "guards beating a man"),
        ),
        ("The mayor promised survivors 5,000 pesos.", ("The mayor", "promised", "5,000 pesos")),
        ("The firm guaranteed workers two months of pay.", ("The firm", "guaranteed", "two months of pay")),
    ],
)
def test_what_stands_behind_a_phrase_or_a_hearer_is_said(text: str, expected: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Hundreds joined a march called by unions for Sunday.",
        "Chadian troops, advised by foreign officers, entered the camp.",
    ],
)
def test_nobodys_words(text: str) -> None:
    assert told(text) == []


def test_who_handles_a_paper_does_not_say_what_it_says() -> None:
    assert told("A leaked letter, seen by the Arden Post, describes the governor as ill.") == [
        ("A leaked letter, seen by the Arden Post", "describes", "the governor as ill")
    ]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The judge does not believe that the letter is forged.", "does not believe"),
        ("The ministry has never said who built the dam.", "has never said"),
        ("The envoy was not told; the crew say the ferry sank.", "say"),
    ],
)
def test_a_cue_holds_its_negation(text: str, cue: str) -> None:
    assert [row[1] for row in told(text)] == [cue]


@pytest.mark.parametrize(
    "text",
    [
        "China vetoed a resolution that would have sent monitors.",
        "Gunners shot down nine drones.",
        "The chamber confirmed Rosa Quispe as judge.",
        "The mill posted a loss of $20 million.",
        "The league would petition the High Court.",
        "Youths plotting to bomb the hall were caught.",
        "Monitors verify the reserves every spring.",
        "The king, who decreed a curfew on Friday, left.",
        "Guards pushed back nine migrants at the fence.",
        "Marines defended the airport against the rebels for three weeks.",
        "The speaker called a session to vote on the dam.",
        "Let's say the ferry sinks.",
        "The firm did not return calls seeking comment.",
        "Hundreds of villagers sought shelter in a barn.",
        "Asked about the dam, Paz was blunt: “It was never safe at all.”",
        "Not everyone believes the ferry will sail.",
        "Nine villagers gathered when the rain stopped.",
        "There was an outcry from parents' groups.",
        "The raids were the work of Chad, which did not comment.",
        "The aide, who did not want to be identified, left.",
        "The aide, who asked not to be quoted, left.",
        "The aide, who wished to remain anonymous, left.",
    ],
)
def test_deeds_and_silence_are_no_words(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Militias shelled the port of Arden, MSF, the medical charity, said on Friday.",
            "MSF, the medical charity",
            "Militias shelled the port of Arden",
        ),
        (
            "The army withdrew from Arden, the U.N. force, known as UNBER, said.",
            "the U.N. force, known as UNBER",
            "The army withdrew from Arden",
        ),
    ],
)
def test_a_speaker_with_an_aside_stands_behind_the_clause(text: str, source: str, content: str) -> None:
    assert told(text) == [(source, "said", content)]


@pytest.mark.parametrize(
    ("text", "denier", "said"),
    [
        ("Chad accused Niger of arming militias, a charge Niamey rejects.", "Niamey", "Niger of arming militias"),
        ("The UN says Chad arms militias, an accusation Niamey has denied.", "Niamey", "Chad arms militias"),
        ("The UN says Chad arms militias, a claim dismissed by N'Djamena.", "N'Djamena", "Chad arms militias"),
        ("The UN says Chad arms militias, a claim that Niamey denied on Friday.", "Niamey", "Chad arms militias"),
        ("The UN says Chad arms militias, which Niamey denies.", "Niamey", "Chad arms militias"),
        ("The allegations, which Chad has denied, surfaced in May.", "Chad", "The allegations"),
    ],
)
def test_a_claim_that_is_denied_has_two_voices(text: str, denier: str, said: str) -> None:
    contents = {source: content for source, _, content in told(text)}
    assert contents[denier] == said
    assert set(contents.values()) == {said}


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("The league said it had won the seat and accused its rival of fraud.", "it had won the seat", "accused"),
        ("The envoy did not dispute that they met but said no deal was made.", "they met", "said"),
        ("Okoro said the palace had no shame, accusing it of theft.", "the palace had no shame", "accusing"),
        ("The league said it would pay, calling the fine a joke.", "it would pay", "calling"),
        ("Okoro said the palace “has no shame” and accused it of theft.", "the palace “has no shame”", "accused"),
    ],
)
def test_what_a_speaker_does_next_is_no_part_of_what_he_said(text: str, first: str, second: str) -> None:
    (source, _, content), (same, cue, _) = told(text)
    assert (source, content, cue) == (same, first, second)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As Ms. Okoro sees it, the truce is over.", ("Ms. Okoro", "sees", "the truce is over")),
        ("The truce is over, as Ms. Okoro sees it.", ("Ms. Okoro", "sees", "The truce is over")),
        ("To hear Ms. Okoro tell it, the truce is over.", ("Ms. Okoro", "tell", "the truce is over")),
        ("The envoy went so far as to say that the war was lost.", ("The envoy", "say", "the war was lost")),
        ("Traders, worried that rates would rise, sold out.", ("Traders", "worried", "rates would rise")),
        ("The raid, which the army called a reply to fire, ended.", ("the army", "called", "a reply to fire")),
        ("The judge was, in his words, “fast asleep”.", ("his", "words", "fast asleep")),
        ("Police shot at youths chanting “Down with the king”.", ("youths", "chanting", "Down with the king")),
        (
            "She repeated a claim that experts have deemed false.",
            ("She", "repeated", "a claim that experts have deemed false"),
        ),
    ],
)
def test_whose_view_or_chant_it_is(text: str, expected: Told) -> None:
    assert told(text) == [expected]


def test_a_source_ends_before_an_aside_with_a_doer_of_its_own() -> None:
    text = "Most notes were harsh, according to AdTrack, a media firm, some of them accusing the chain of greed."
    assert ("AdTrack, a media firm", "according to", "Most notes were harsh") in told(text)


def test_a_denial_that_opens_a_text_denies_nothing_before_it() -> None:
    assert told("Which Kigali denies.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The envoy said it was “a farce,” saying that Chad would stay away.",
            [("The envoy", "said", "it was “a farce,”"), ("The envoy", "saying", "Chad would stay away")],
        ),
        (
            "Premier Ivo Horvat accused Bosnian authorities of seeking to “hand to the clans in northern Livno-Kupres "
            "land they have no right to hand out,” warning that Zagreb would act.",
            [("Premier Ivo Horvat", "warning", "Zagreb would act")],
        ),
        (
            "The ministry deplored the raid, saying it was not justified and calling it a breach of the accord.",
            [
                ("The ministry", "saying", "it was not justified"),
                ("The ministry", "calling", "it a breach of the accord"),
            ],
        ),
    ],
)
def test_what_a_speaker_goes_on_to_say_is_a_row_of_its_own(text: str, expected: list[Told]) -> None:
    assert set(expected) <= set(told(text))


def test_two_paragraphs_of_a_quotation_have_each_its_cue() -> None:
    text = "The envoy told reporters: “This is grave. We are watching it.\n“We want no war,” she added.\nChad agreed."
    assert [(cue, content) for _, cue, content in told(text)][:2] == [
        ("told", "This is grave. We are watching it."),
        ("added", "We want no war"),
    ]


def test_whom_a_report_cites_is_not_what_it_says() -> None:
    assert "citing" not in {content.split()[0] for *_, content in told("A deal was signed, Azernews said citing Tass.")}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The junta has left Kaya, Tass cited local and Chadian officials as saying.", ["local and Chadian officials"]),
        ("The junta has left Kaya, a Reuters report quoted a Chadian official.", ["a Chadian official"]),
        ("The junta has left Kaya, Tass quoted the mayor, Ana Paz, as saying.", ["the mayor, Ana Paz"]),
    ],
)
def test_who_is_quoted_behind_says_what_stands_before(text: str, voices: list[str]) -> None:
    assert {source for source, _, content in told(text) if content == "The junta has left Kaya"} >= set(voices)


def test_reasons_that_are_cited_say_nothing() -> None:
    assert [content for *_, content in told("The court freed him, but the bishop cited two reasons.")] != [
        "The court freed him"
    ]
