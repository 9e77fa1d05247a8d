"""The ways in which news gives words to voices, one example each: (source, cue, content) as the text has them."""

from __future__ import annotations

import time

import pytest

from pipelines.extract.attributions.attributions import extract_attributions
from pipelines.extract.document import extract
from pipelines.extract.facts import Attribution, Facts
from pipelines.language import load_reader

Told = tuple[str | None, str | None, str]


def read(text: str) -> list[Attribution]:
    return extract_attributions(load_reader().read(text), Facts())


def told(text: str) -> list[Told]:
    return [(a.source_text, a.cue, text[a.content_start : a.content_end]) for a in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # noun cues, views, phrases
        (
            "The claim by the army that the town had fallen was false.",
            ("the army", "claim", "the town had fallen"),
        ),
        ("Talks failed, a statement by the ministry said.", ("a statement by the ministry", "said", "Talks failed")),
        ("There were reports that the dam had burst.", (None, "reports", "the dam had burst")),
        ("It is believed that ten men died.", (None, "believed", "ten men died")),
        ("It was alleged that he had lied.", (None, "alleged", "he had lied")),
        ("In his view, the vote was fair.", ("his", "view", "the vote was fair")),
        (
            "According to a report by the relief agency, 300 people died.",
            ("a report by the relief agency", "According to", "300 people died"),
        ),
        ("As the coach put it, the team was tired.", ("the coach", "put it", "the team was tired")),
        # documents, polls, screens
        ("A poll found that half of voters want peace.", ("A poll", "found", "half of voters want peace")),
        ("The survey shows him leading by five points.", ("The survey", "shows", "him leading by five points")),
        # social media
        ("The minister tweeted that the talks were over.", ("The minister", "tweeted", "the talks were over")),
        ("“The road is open,” Ana Diaz wrote on Facebook.", ("Ana Diaz", "wrote", "The road is open")),
        # passives and nobody named
        (
            "The mayor was quoted as saying that the bridge was safe.",
            ("The mayor", "saying", "the bridge was safe"),
        ),
        (
            "The rebels are believed to have left the town.",
            (None, "believed", "The rebels are believed to have left the town"),
        ),
        (
            "Kamo Island is expected to vote in May.",
            (None, "expected", "Kamo Island is expected to vote in May"),
        ),
        ("Reportedly, two guards fled.", (None, "Reportedly", "two guards fled")),
        (
            "The militia allegedly killed nine people.",
            (None, "allegedly", "The militia allegedly killed nine people"),
        ),
        # marks that do not balance, quotes in quotes
        ("“We will stay, the mayor said. The road was closed.", ("the mayor", "said", "We will stay")),
        ("“He told me ‘go home,’” Lena Mbeki said.", ("Lena Mbeki", "said", "He told me ‘go home,’")),
        # belief, intent, questions
        ("The union plans to strike on Friday.", ("The union", "plans", "to strike on Friday")),
        ("Nadia Oyelaran believes that the vote was fair.", ("Nadia Oyelaran", "believes", "the vote was fair")),
        ("The judge asked why the file was missing.", ("The judge", "asked", "why the file was missing")),
        # what follows the content is not part of it
        (
            "The party endorsed Ruth Adeyemi, who once led the bank.",
            ("The party", "endorsed", "Ruth Adeyemi"),
        ),
        (
            "The envoy said the truce held and that talks would go on.",
            ("The envoy", "said", "the truce held and that talks would go on"),
        ),
    ],
)
def test_a_form(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_a_voice_that_relays_another_is_the_outer_one() -> None:
    text = "North Korea fired a missile, Yonhap reported, quoting KCNA."
    outer, inner = read(text)
    assert [(a.source_text, a.cue) for a in (outer, inner)] == [("Yonhap", "reported"), ("KCNA", "quoting")]
    assert text[outer.content_start : outer.content_end] == "North Korea fired a missile"
    assert (inner.content_start, inner.content_end) == (outer.content_start, outer.content_end)
    assert inner.outer == 0


def test_a_quotation_is_relayed_too() -> None:
    text = "“The talks failed,” the agency said, citing an official."
    assert ("an official", "citing", "The talks failed") in told(text)


def test_who_is_quoted_as_saying_nests_in_who_quotes() -> None:
    text = "She quoted the minister as saying the bridge fell."
    assert ("the minister", "saying", "the bridge fell") in told(text)


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("KLM radio quoted a fisherman as saying that the bay was dead.", "KLM radio", "a fisherman"),
        ("He was quoted by local media as saying that the bay was dead.", "local media", "He"),
        ("KLM radio reported on Friday, citing two divers, that the bay was dead.", "KLM radio", "two divers"),
    ],
)
def test_who_quotes_and_who_is_quoted_say_the_same(text: str, outer: str, inner: str) -> None:
    assert [(row[0], row[2]) for row in told(text)] == [(outer, "the bay was dead"), (inner, "the bay was dead")]


def test_what_somebody_may_say_is_no_attribution_inside_anothers_words() -> None:
    text = "The premier said the army should explain why the bridge fell."
    assert [a.source_text for a in read(text)] == ["The premier"]


def test_a_quotation_over_paragraphs_is_one_attribution() -> None:
    text = "“First we pray.\n\n“Then we march,” said the imam."
    (found,) = read(text)
    assert (found.source_text, text[found.content_start : found.content_end]) == (
        "the imam",
        "First we pray.\n\n“Then we march",
    )


def test_turns_of_a_transcript_are_their_speakers_words() -> None:
    text = "QUESTION: Did you meet him?\n\nMR. OKORO: We did meet him. He was well.\n\nQUESTION: When?"
    assert told(text)[:2] == [
        ("QUESTION", None, "Did you meet him?"),
        ("MR. OKORO", None, "We did meet him. He was well."),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("COMMUNIQUE NO. 4\n\nWe demand his release.\n\nThe Front of the Free", "The Front of the Free"),
        ("Dear members,\n\nWe demand his release.\n\nThe Central Committee", "The Central Committee"),
    ],
)
def test_a_communique_speaks_for_whoever_signs_it(text: str, name: str) -> None:
    (found,) = read(text)
    assert (found.source_text, found.source_name) == ("We", name)


def test_a_headline_names_its_voice_before_or_behind_what_is_said() -> None:
    body = "\n\nThe envoy spoke to reporters on Monday. He left at once."
    assert ("Envoy", ":", "No talks before truce") in told("Envoy: “No talks before truce”" + body)
    assert ("minister", "says", "Army kills 12 rebels") in told("Army kills 12 rebels, says minister" + body)


def test_a_place_before_a_headline_is_its_topic() -> None:
    body = "\n\nThe army shelled the town on Monday. It left at once."
    assert told("Sudan: Army shells three towns" + body) == []


def test_whoever_adds_is_whoever_spoke() -> None:
    reading = load_reader().read("The defence ministry announced a truce. It added that its men would withdraw.")
    said = extract(reading, None).attributions
    assert [a.kind for a in said] == ["government", "government"]
    assert said[0].actor is not None
    assert said[0].actor == said[1].actor


def test_every_event_and_figure_in_a_content_has_its_innermost_voice() -> None:
    text = "Officials said witnesses reported that rebels had killed nine people near Goma."
    facts = extract(load_reader().read(text), None)
    voices = [facts.attributions[i].source_text for i in (facts.figures[0].attribution, facts.events[0].attribution)]
    assert voices == ["witnesses", "witnesses"]


@pytest.mark.parametrize(
    "unit",
    ["“We will stay, ", "he said, quoting the army, ", "said ", "The army said that ", "QUESTION: ", "according to "],
)
def test_hostile_repetition_takes_proportional_time(unit: str) -> None:
    reading = load_reader().read(unit * 100)
    longer = load_reader().read(unit * 400)
    begin = time.process_time()
    extract_attributions(reading, Facts())
    short = time.process_time() - begin
    extract_attributions(longer, Facts())
    assert time.process_time() - begin - short < 12 * max(short, 0.05)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The general said his men would hold the pass and warned against new attacks.",
            [("The general", "said", "his men would hold the pass"), ("The general", "warned against", "new attacks")],
        ),
        (
            "Residents said they want “water and bread” but pledged to stay calm.",
            [("Residents", "said", "they want “water and bread”"), ("Residents", "pledged", "to stay calm")],
        ),
        (
            "The minister said the plan was “dead” but he said talks went on.",
            [("The minister", "said", "the plan was “dead”"), ("he", "said", "talks went on")],
        ),
    ],
)
def test_a_second_act_of_the_speaker_is_not_what_he_said(text: str, expected: list[Told]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The opposition called the tax on bread a grave mistake.", "the tax on bread a grave mistake"),
        ("The envoy called half of the delegates “useful idiots.”", "half of the delegates “useful idiots”"),
        ("The chairman described the vote as a farce after the count was stopped.", "the vote as a farce"),
    ],
)
def test_what_a_thing_is_called(text: str, content: str) -> None:
    ((_, _, found),) = told(text)
    assert found.rstrip(".”") == content.rstrip("”")


def test_a_cue_between_commas_takes_the_words_on_both_sides() -> None:
    ((source, cue, content),) = told("To end the war, the envoy said, both sides must leave the valley.")
    assert (source, cue) == ("the envoy", "said")
    assert content == "To end the war, the envoy said, both sides must leave the valley"


def test_what_the_speaker_did_meanwhile_is_no_part_of_his_name() -> None:
    ((source, _, _),) = told("The mayor, speaking to reporters in Lima, said the bridge was safe.")
    assert source == "The mayor"


def test_a_speaker_behind_his_cue() -> None:
    ((source, _, content),) = told("The road was closed and the bus turned back, said one driver in the convoy.")
    assert (source, content) == ("one driver in the convoy", "The road was closed and the bus turned back")


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The ministry is of the view that talks must resume.", "The ministry", "talks must resume"),
        ("The ministry's position is that talks must resume.", "The ministry's", "talks must resume"),
        ("The view in Moscow is that the war is won.", "Moscow", "the war is won"),
        ("There is a feeling among farmers that the state has left them.", "farmers", "the state has left them"),
        ("The general takes the view that the war is lost.", "The general", "the war is lost"),
        ("The government has made it clear that it will not talk.", "The government", "it will not talk"),
        ("By the ministry's count, 90 people died in the floods.", "the ministry's", "90 people died in the floods"),
        ("The envoy's claims about the potency of the test were false.", "The envoy's", "the potency of the test"),
    ],
)
def test_views_and_positions_belong_to_those_who_hold_them(text: str, source: str, content: str) -> None:
    assert (source, content) in [(voice, words) for voice, _, words in told(text)]


def test_no_doubt_is_no_denial() -> None:
    text = "The minister has no doubt that the war is lost."
    assert [a.stance for a in extract_attributions(load_reader().read(text), Facts())] == ["assert"]


def test_a_participle_of_speaking_begins_what_is_said_next() -> None:
    assert told("The envoy said the vote was fair, arguing that observers saw it.") == [
        ("The envoy", "said", "the vote was fair"),
        ("The envoy", "arguing", "observers saw it"),
    ]


def test_where_something_was_said_is_no_part_of_it() -> None:
    text = "The union rejected the offer in a statement released on Thursday."
    assert told(text) == [("The union", "rejected", "the offer")]


def test_a_question_or_cry_is_quoted_without_a_comma() -> None:
    assert told('Marchers in the streets chanted "What peace?" and left.') == [
        ("Marchers in the streets", "chanted", "What peace?")
    ]


def test_a_voice_that_quotes_another_before_it_speaks_is_the_outer_one() -> None:
    rows = read("Iranian state television, quoting an unnamed official, said two drones had been shot down.")
    assert {(row.source_text, row.cue) for row in rows} == {
        ("Iranian state television", "said"),
        ("an unnamed official", "quoting"),
    }
    assert [row.outer is None for row in rows if row.cue == "said"] == [True]


@pytest.mark.parametrize(
    ("voice", "kind"),
    [
        ("A White House spokesman", "government"),
        ("A Kremlin spokesman", "government"),
        ("A NATO spokesperson", "organization"),
        ("A spokesman for Oxfam", "organization"),
        ("A spokesman", "anonymous"),
    ],
)
def test_a_spokesman_is_of_the_kind_of_whom_he_speaks_for(voice: str, kind: str) -> None:
    facts = extract(load_reader().read(f"{voice} said the road was closed."), None)
    assert [row.kind for row in facts.attributions] == [kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said that the talks had failed, arguing that the rebels never wanted peace.",
            ("The minister", "arguing", "the rebels never wanted peace"),
        ),
        (
            "The bishop told worshippers that he feared a new war would begin, warning that the young would pay.",
            ("The bishop", "warning", "the young would pay"),
        ),
        (
            "The mayor is telling residents that the dam is safe and says he will visit the village.",
            ("The mayor", "says", "he will visit the village"),
        ),
    ],
)
def test_what_is_said_next_is_said_by_whoever_spoke_first(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_the_day_of_a_remark_is_not_its_content() -> None:
    assert told("The minister commented on Monday before leaving for Geneva.") == []


def test_a_name_before_a_noun_owns_what_it_says() -> None:
    assert told("A Reuters report that the airport had closed was wrong.") == [
        ("Reuters", "report", "the airport had closed")
    ]


def test_a_sermon_is_where_something_was_said() -> None:
    assert told("The bishop denounced the killings in a sermon on Sunday.") == [
        ("The bishop", "denounced", "the killings")
    ]


def test_quotations_signed_behind_a_dash() -> None:
    text = "“We lost the house and the boat.” — Rosa Quispe, farmer\n\n“Nobody came to help us.”― Musa Bello\n"
    assert told(text) == [
        ("Rosa Quispe, farmer", "—", "We lost the house and the boat."),
        ("Musa Bello", "―", "Nobody came to help us."),
    ]
    assert told("The bridge fell. — It was old and nobody had painted it") == []


def test_paragraphs_signed_behind_a_dash_need_each_other() -> None:
    text = "The school must stay open for the children.\n— Ana Diaz\n\nThe bus is too far away for us.\n— Musa Bello\n"
    assert [row[0] for row in told(text)] == ["Ana Diaz", "Musa Bello"]
    assert "— Ana Diaz" not in [row[0] for row in told("The road was closed again yesterday.\n— Ana Diaz\n")]


def test_a_headlines_genre_is_no_voice() -> None:
    assert told("Interview: the governor on tents and trucks\n\nIt rained.") == []
    assert told("Situation report No. 14: Arden and Brook\n\nIt rained.") == []


def test_whoever_quotes_the_voice_of_a_phrase_passes_on_its_words() -> None:
    text = "Nine people died, according to the rescue service, quoted by the Arden Post."
    assert told(text) == [
        ("the rescue service", "according to", "Nine people died"),
        ("the Arden Post", "quoted", "Nine people died"),
    ]


def test_a_name_in_apposition_before_its_verb_is_the_voice() -> None:
    rows = told("The town fell, and rights group Voces said on Monday it had counted 87 arrests.")
    assert rows == [("rights group Voces", "said", "it had counted 87 arrests")]


def test_a_speaker_label_is_the_person_of_that_name() -> None:
    text = "Nadia Kamara met Ibrahim Sesay.\n\nKamara: Who paid?\nSesay: We did.\nKamara: When?\nSesay: In May."
    found = extract(load_reader().read(text), None).attributions
    assert [(a.source_name, a.kind) for a in found][:2] == [("Nadia Kamara", "person"), ("Ibrahim Sesay", "person")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rumours swirled that the bank would close.", (None, "Rumours", "the bank would close")),
        ("Fears are growing that the dam could burst.", (None, "Fears", "the dam could burst")),
        ("Hundreds are feared dead.", (None, "feared", "Hundreds are feared dead")),
        ("The tribunal declared void a law of May.", ("The tribunal", "declared", "void a law of May")),
        ("Norton denies seeking a bomb.", ("Norton", "denies", "seeking a bomb")),
        (
            "She remembers soldiers going from house to house.",
            ("She", "remembers", "soldiers going from house to house"),
        ),
        ("The families want the bodies returned.", ("The families", "want", "the bodies returned")),
        ("The envoy hinted at a prisoner exchange.", ("The envoy", "hinted at", "a prisoner exchange")),
        ("Sources told AFP the singer was in a coma.", ("Sources", "told", "the singer was in a coma")),
        ("Local media, citing police, said three had fled.", ("police", "citing", "three had fled")),
        ("The coroner recorded that he had died of thirst.", ("The coroner", "recorded", "he had died of thirst")),
        ("Trustees endorsed the plan in July.", ("Trustees", "endorsed", "the plan")),
        ("Chad expressed its condolences to the nuns.", ("Chad", "expressed", "its condolences to the nuns")),
        (
            "The envoys condemned in the strongest terms the raid that occurred in Gao today, 4 May 2009.",
            ("The envoys", "condemned", "the raid that occurred in Gao today, 4 May 2009"),
        ),
    ],
)
def test_hearsay_deeds_and_wishes(text: str, expected: Told) -> None:
    assert expected in told(text)


def test_a_second_word_of_speech_is_no_part_of_the_aim_before_it() -> None:
    found = told("The council stressed the need to feed the refugees and urged donors to pay.")
    assert found == [
        ("The council", "stressed", "the need to feed the refugees"),
        ("The council", "urged", "donors to pay"),
    ]


@pytest.mark.parametrize("text", ["He commanded a brigade in the north.", "The villagers respect the truce."])
def test_who_leads_or_keeps_says_nothing(text: str) -> None:
    assert told(text) == []


def test_a_quotation_that_is_the_next_paragraph_goes_on() -> None:
    text = "“The bridge is gone,” the mayor said.\n\n“We will need boats before the rains come again in June.”"
    assert [source for source, _, _ in told(text)] == ["the mayor", "the mayor"]
    asked = "“Is the bridge gone?” the mayor asked.\n\n“It has been gone since the rains began in June, sir.”"
    assert [source for source, _, _ in told(asked)] == ["the mayor"]


def test_a_release_of_somebody_is_no_document() -> None:
    assert told("The premier was encouraged by the release of the nurses.") == []


@pytest.mark.parametrize(
    "text", ["The spokesman would neither confirm nor deny the arrests.", "Little is known about the gunman."]
)
def test_words_that_say_nothing(text: str) -> None:
    assert told(text) == []


def test_a_quotation_goes_on_behind_where_another_spoke() -> None:
    text = "“Our harbour will not be sold,” Diaz said at the rally, where Paz also spoke. “Nor will the ferries be.”"
    assert [row[0] for row in told(text)] == ["Diaz", "Diaz"]


def test_a_quotation_goes_on_behind_a_long_sentence() -> None:
    text = (
        "“We can win this,” Diaz said on Saturday night at the annual dinner of the league of ferrymen in Arden, where "
        "her deputy also spoke. “We only need to row.”"
    )
    assert [row[0] for row in told(text)] == ["Diaz", "Diaz"]


def test_a_short_quotation_goes_on() -> None:
    assert told("“We are still digging,” said Ana Paz. “Every hour counts.”")[1][2] == "Every hour counts."


def test_what_happened_meanwhile_is_not_said() -> None:
    text = "The toll rose to 204, the rescue office said, as President Dizon declared a state of calamity."
    assert ("the rescue office", "said", "The toll rose to 204") in told(text)


def test_a_noun_torn_off_by_the_parse_belongs_to_what_is_said() -> None:
    assert told("He said last week that the insurgency was in its death throes.")[0][2].endswith("death throes")


def test_a_recalled_ambassador_is_no_words() -> None:
    assert told("Norton recalled its ambassador for consultations.") == []


def test_a_semicolon_ends_what_is_said() -> None:
    text = "At least 106 people have died, the relief agency said on Tuesday; state media have confirmed five deaths."
    assert told(text)[0] == ("the relief agency", "said", "At least 106 people have died")


def test_what_is_said_goes_on_in_its_tense() -> None:
    text = "The agency said it needed 3,000 tents but had received less than a fifth of that."
    assert told(text)[0][2] == "it needed 3,000 tents but had received less than a fifth of that"


def test_a_quotation_behind_an_abbreviation_stands_alone() -> None:
    text = "A truck hit her at about 5:40 p.m. “It was dark,” Const. Marie Paz said."
    assert told(text) == [("Const. Marie Paz", "said", "It was dark")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Witnesses spoke of bodies in the streets.", ("Witnesses", "spoke of", "bodies in the streets")),
        ("The mufti declared the vaccine permissible.", ("The mufti", "declared", "the vaccine permissible")),
        (
            "Nearly half of those polled said they would not vote.",
            ("Nearly half of those polled", "said", "they would not vote"),
        ),
    ],
)
def test_whole_phrases(text: str, expected: Told) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text", ["Ministry statement on the attack in Bamako", "Kabul bombing: Dozens feared dead at education centre"]
)
def test_headings_and_those_feared_dead_say_nothing(text: str) -> None:
    assert not told(text)
