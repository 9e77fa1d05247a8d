"""Figures tied to events, voices and actors."""

from __future__ import annotations

from pipelines.extract.facts import Attribution, EventMention, Facts
from pipelines.extract.figures.figures import extract_figures, link_figures
from pipelines.language import load_reader


def event(
    text: str, trigger: str, sentence: int, root: int, kind: str = "ASSAULT", certainty: str = "certain"
) -> EventMention:
    start = text.index(trigger)
    return EventMention(
        event=0,
        sentence=sentence,
        start=0,
        end=len(text),
        trigger_start=start,
        trigger_end=start + len(trigger),
        trigger_text=trigger,
        event_type=kind,
        event_mode=None,
        modality="actual",
        certainty=certainty,
        is_background=False,
        trigger_root=root,
    )


def voice(text: str, content: str) -> Attribution:
    start = text.index(content)
    return Attribution(
        sentence=0,
        source_start=None,
        source_end=None,
        source_text=None,
        source_name=None,
        kind="anonymous",
        is_named=False,
        actor=None,
        cue=None,
        cue_start=None,
        cue_end=None,
        content_start=start,
        content_end=start + len(content),
        type="indirect",
        stance="assert",
    )


def test_the_dead_belong_to_the_attack_whose_verb_governs_them() -> None:
    text = "Rebels bombed the market, killing at least nine people, and police arrested two men."
    reading = load_reader().read(text)
    roots = {token.text: token.i for token in reading.doc}
    facts = Facts(
        events=[event(text, "bombed", 0, roots["bombed"]), event(text, "arrested", 0, roots["arrested"], "COERCE")]
    )
    facts.figures = extract_figures(reading, facts)
    assert [f.event_mention for f in link_figures(reading, facts)] == [0, 1]


def test_a_toll_belongs_to_the_attack_told_before_it() -> None:
    text = "Rebels bombed the market. Nine people died."
    reading = load_reader().read(text)
    facts = Facts(events=[event(text, "bombed", 0, 1, certainty="probable")])
    facts.figures = extract_figures(reading, facts)
    (figure,) = link_figures(reading, facts)
    assert (figure.event_mention, figure.certainty) == (0, "probable")


def test_the_dead_of_a_disease_belong_to_no_attack() -> None:
    text = "Shots were fired at the clinic. Cholera: 214 cases and 3 deaths since January."
    reading = load_reader().read(text)
    facts = Facts(events=[event(text, "fired", 0, 2)])
    facts.figures = extract_figures(reading, facts)
    assert [f.event_mention for f in link_figures(reading, facts) if f.value == 3] == [None]


def test_a_figure_carries_its_innermost_voice() -> None:
    text = "Officials said witnesses reported that nine people died."
    reading = load_reader().read(text)
    facts = Facts(
        attributions=[voice(text, "witnesses reported that nine people died"), voice(text, "nine people died")]
    )
    facts.figures = extract_figures(reading, facts)
    (figure,) = link_figures(reading, facts)
    assert figure.attribution == 1


def test_a_figure_outside_every_content_is_the_outlets_own() -> None:
    text = "Nine people died. Officials said nothing."
    reading = load_reader().read(text)
    facts = Facts(attributions=[voice(text, "nothing")])
    facts.figures = extract_figures(reading, facts)
    assert [f.attribution for f in link_figures(reading, facts)] == [None]
