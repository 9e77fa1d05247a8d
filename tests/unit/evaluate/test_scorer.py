"""What counts as found, as right, and as nobody's."""

import pytest

from pipelines.evaluate.annotations import AnnotationError, Article, load, name_key
from pipelines.evaluate.predictions import Found, FoundActor, FoundEvent
from pipelines.evaluate.scorer import score

TEXT = "Police arrested at least ten miners in Ankh. The mine, Mayor Ruiz said, may close."


def span(words):
    return TEXT.index(words), TEXT.index(words) + len(words)


def article(**changes):
    event = {
        "id": "E1",
        "type": "COERCE",
        "mode": "arrest",
        "modality": "actual",
        "certainty": "certain",
        "mentions": [{"evidence": "Police arrested at least ten miners", "trigger": "arrested"}],
        "actors": ["the police"],
        "recipients": ["miners"],
        **changes.pop("event", {}),
    }
    figure = {
        "text": "at least ten miners",
        "number": "ten",
        "value": 10,
        "low": 10,
        "bound": "at_least",
        "unit": "person",
    }
    said = {"source": "Mayor Ruiz", "kind": "person", "evidence": TEXT[45:], "content": "The mine", "type": "indirect"}
    return Article.model_validate({
        "name": "a",
        "text": TEXT,
        "events": [event],
        "figures": [{**figure, "measure": "detained"}],
        "actors": [
            {"name": "the police", "type": "police", "mentions": ["Police"]},
            {"name": "miners", "type": "civilians", "mentions": ["ten miners"]},
        ],
        "attributions": [said],
        **changes,
    })  # fmt: skip


def found_event(**changes):
    start, end = span("arrested")
    row = {
        "event_type": "COERCE",
        "event_mode": "arrest",
        "modality": "actual",
        "certainty": "certain",
        "is_background": False,
        "trigger_start": start,
        "trigger_end": end,
        **changes,
    }
    return FoundEvent(None, [row], {"actor": [actor("police")], "recipient": [actor("miners")]})


def actor(name):
    kind = {"miners": "civilians"}.get(name, name)
    return FoundActor({"actor_type": kind, "country": None}, {name_key(name)})


def found(**changes):
    start, end = span("at least ten miners")
    figure = {
        "start": start,
        "end": end,
        "value": 10.0,
        "low": 10.0,
        "high": None,
        "bound": "at_least",
        "unit": "person",
    }
    source, content = span("Mayor Ruiz"), span("The mine")
    said = {
        "source_start": source[0],
        "source_end": source[1],
        "content_start": content[0],
        "content_end": content[1],
        "kind": "person",
        "type": "indirect",
    }
    everything = {
        "events": [found_event()],
        "actors": [actor("police"), actor("miners")],
        "figures": [{**figure, "measure": "detained"}],
        "attributions": [said],
    }
    return {"a": Found(**{**everything, **changes})}


def test_tables_that_say_what_was_annotated_score_one():
    result = score([article()], found())
    assert {count.f1 for count in result.counts.values()} == {1.0}
    assert {rate.value for rate in result.rates.values()} == {1.0}
    assert result.errors == []


def test_what_is_wrong_of_something_found_is_told_with_both_values():
    result = score([article()], found(events=[found_event(event_mode=None, modality="future")]))
    told = {kind: line.partition(":")[0] for kind, _, line in result.errors}
    assert told == {"event mode": "arrest, not nothing", "event modality": "actual, not future"}


def test_a_pronoun_is_not_looked_for_inside_words():
    text = "The mayor said he would resign."
    said = Article.model_validate({"name": "b", "text": text})
    assert said.find("he") == [(15, 17)]
    assert said.find("ayo") == [(5, 8)]


def test_an_article_without_rows_is_missed_altogether():
    result = score([article()], {})
    assert result.counts["events"].recall == 0.0
    assert result.counts["events"].precision is None
    assert {kind for kind, _, _ in result.errors} == {
        "event missed",
        "figure missed",
        "actor missed",
        "attribution missed",
    }


def test_an_event_of_another_type_or_place_is_wrong_and_the_annotated_one_missed():
    elsewhere = dict(zip(("trigger_start", "trigger_end"), span("close"), strict=True))
    for change in ({"event_type": "ASSAULT"}, elsewhere):
        counts = score([article()], found(events=[found_event(**change)])).counts["events"]
        assert (counts.hits, counts.found, counts.wanted) == (0, 1, 1)


def test_modality_and_certainty_are_scored_over_what_was_found():
    result = score([article()], found(events=[found_event(modality="future", certainty="possible")]))
    assert result.counts["events"].f1 == 1.0
    assert (result.rates["event modality"].value, result.rates["event certainty"].value) == (0.0, 0.0)
    assert ("event modality", "a") in {(kind, name) for kind, name, _ in result.errors}


def test_one_find_is_not_two_and_the_better_fit_is_taken():
    both = [found_event(modality="negated"), found_event()]
    result = score([article()], found(events=both))
    assert (result.counts["events"].hits, result.counts["events"].found) == (1, 2)
    assert result.rates["event modality"].value == 1.0


def test_what_is_optional_counts_for_nobody():
    optional = [article(event={"optional": True})]
    for events in ([], [found_event()]):
        counts = score(optional, found(events=events)).counts["events"]
        assert (counts.hits, counts.found, counts.wanted) == (0, 0, 0)


def test_a_figure_is_right_only_with_its_bounds():
    figure = {**found()["a"].figures[0], "low": None}
    result = score([article()], found(figures=[figure]))
    assert result.rates["figure value"].value == 1.0
    assert result.rates["figure low"].value == 0.0


def test_an_attribution_needs_its_voice_and_half_of_its_content():
    said = found()["a"].attributions[0]
    for change in ({"source_start": 0, "source_end": 6}, {"content_start": 0, "content_end": 10}):
        assert score([article()], found(attributions=[{**said, **change}])).counts["attributions"].hits == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [("the Taliban’s", "Taliban"), ("“Café Noir”", "cafe noir"), ("His Army", "army"), ("Officials'", "officials")],
)
def test_names_are_compared_without_case_accents_determiners_and_possessives(one, other):
    assert name_key(one) == name_key(other)


def test_a_folder_without_annotations_or_with_a_broken_one_is_told_in_one_line(tmp_path):
    with pytest.raises(AnnotationError, match="no such folder"):
        load(tmp_path / "nowhere")
    with pytest.raises(AnnotationError, match=r"no \*\.json"):
        load(tmp_path)
    (tmp_path / "a.json").write_text('{"name": "a"}')
    with pytest.raises(AnnotationError, match=r"a\.json: at text"):
        load(tmp_path)
