"""Whole readings: annotations, invariance, hostile input, other pipelines."""

import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import DependencyMatcher

from pipelines.language import load_reader
from pipelines.language.encoding import casing
from pipelines.language.reader import ForeignPipelineError, Reader

REPORT = (
    "Navy Seizes Tanker Off Yemen Coast\n\nQUETTA, Pakistan (AP) — Nine hostages were freed by the army on Monday, "
    'Gen. Omar Lodhi said. The gunmen fled. "We won," he added.\n\nBritain condemned the attack.'
)


@pytest.fixture(scope="module")
def reader():
    return load_reader()


@pytest.fixture(scope="module")
def report(reader):
    return reader.read(REPORT, "Navy Seizes Tanker Off Yemen Coast")


def relations(reading, index):
    return {(token.text, token.dep_, token.head.text) for token in reading.sentences[index].span}


def annotation(reading):
    return [
        (token.text, token.pos_, token.tag_, str(token.morph), token.lemma_, token.dep_, token.head.i, token.ent_type_)
        for token in reading.doc
    ]


def test_sentences_and_their_kinds(report):
    assert [(sentence.kind, REPORT[sentence.start_char : sentence.end_char]) for sentence in report.sentences] == [
        ("title", "Navy Seizes Tanker Off Yemen Coast"),
        ("dateline", "QUETTA, Pakistan (AP) —"),
        ("body", "Nine hostages were freed by the army on Monday, Gen. Omar Lodhi said."),
        ("body", "The gunmen fled."),
        ("body", '"We won," he added.'),
        ("body", "Britain condemned the attack."),
    ]
    assert [sentence.index for sentence in report.sentences] == list(range(6))
    assert [sentence.span.text for sentence in report.sentences] == [span.text for span in report.doc.sents]


def test_trees(report):
    assert {("Navy", "nsubj", "Seizes"), ("Tanker", "obj", "Seizes")} <= relations(report, 0)
    assert {
        ("hostages", "nsubj:pass", "freed"),
        ("were", "aux:pass", "freed"),
        ("army", "obl:agent", "freed"),
        ("Monday", "obl", "freed"),
    } <= relations(report, 2)
    assert {("gunmen", "nsubj", "fled"), ("fled", "root", "fled")} <= relations(report, 3)
    assert {("Britain", "nsubj", "condemned"), ("attack", "obj", "condemned")} <= relations(report, 5)


def test_tags_features_and_lemmas(report):
    freed = next(token for token in report.doc if token.text == "freed")
    assert (freed.pos_, freed.tag_, freed.lemma_) == ("VERB", "VBN", "free")
    assert freed.morph.get("Voice") == ["Pass"] or freed.morph.get("VerbForm") == ["Part"]


def test_entities(report):
    found = {(ent.text, ent.label_) for ent in report.doc.ents}
    assert {("Pakistan", "LOC"), ("Omar Lodhi", "PER"), ("Britain", "LOC")} <= found


def test_capitals_change_no_tree(reader):
    text = "The gunmen killed two soldiers near the town on Monday."
    usual, capitals = reader.read(text), reader.read(text.upper())
    assert [(token.dep_, token.head.i) for token in usual.doc] == [(t.dep_, t.head.i) for t in capitals.doc]


def test_a_sentence_is_analysed_the_same_whatever_stands_beside_it(reader):
    sentence = "The gunmen killed two soldiers of the U.N. force near Quetta on Monday."
    alone = annotation(reader.read(sentence))
    for beside in ("He left.", "Troops from nine countries, most of them African, have been in the town since May."):
        text = f"{sentence}\n\n{beside}\n\n{beside}\n\n{sentence}"
        assert annotation(reader.read(text))[: len(alone)] == alone


def test_scores_do_not_depend_on_the_batch(reader):
    model = reader._component.model
    sentences = [
        ["Troops", "fled", "."],
        ["Nine", "hostages", "were", "freed", "."],
        ["The", "gunmen", "of", "Quetta", "killed", "two", "soldiers", "and", "fled", "to", "the", "hills", "."],
    ]
    encoded = [model.encoder.encode(words, [casing(word) for word in words]) for words in sentences]
    batch = [encoded[index % 3] for index in range(90)]
    runs = list(model._runs(batch))
    for single, item in enumerate(encoded):
        (alone,) = model._runs([item])
        expected = alone.scores
        for run in runs:
            for row, (index, start, end) in enumerate(zip(run.chosen, run.rows, run.rows[1:], strict=False)):
                if index % 3 == single:
                    assert all(
                        (run.scores[name][start:end] == expected[name]).all() for name in expected if name != "arcs"
                    )
                    assert (run.scores["arcs"][row] == expected["arcs"][0]).all()


def test_reading_twice_gives_the_same(reader):
    assert annotation(reader.read(REPORT)) == annotation(Reader().read(REPORT))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "  The gunmen fled.  \n",
        "😀😀 Gunmen fled 🚀.",
        "The \u200fجيش fled. \u202eesrever",
        "The gun\u00admen fled.",
        "a\x00b\tc\r\nd",
        "...",
        "(" * 300,
        "!?!?" * 100,
        "[TEXT]",
        "QUETTA — ",
        "\ufeffThe gunmen fled.",
    ],
)
def test_hostile_input(reader, text):
    reading = reader.read(text)
    assert reading.doc.text == text
    assert all(token.is_space or token.dep_ for token in reading.doc)


def test_a_line_without_a_full_stop_takes_time_in_proportion(reader):
    def seconds(size):
        started = time.perf_counter()
        assert len(reader.read("word " * size).doc) == size
        return time.perf_counter() - started

    seconds(500)
    assert seconds(4000) < 30 * seconds(400)


def test_another_language_is_only_tokenised(reader):
    reading = reader.read(
        "El ejército dijo que los soldados no han llegado a la ciudad. Los rebeldes se fueron de la plaza."
    )
    assert reading.language == "es"
    assert not any(token.dep_ or token.pos_ for token in reading.doc)
    assert len(reading.sentences) == 2


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_offsets_hold_for_any_text(text):
    reading = load_reader().read(text)
    assert reading.doc.text == text
    assert [sentence.span.start for sentence in reading.sentences] == [span.start for span in reading.doc.sents]
    for sentence in reading.sentences:
        assert sentence.span.start_char <= sentence.start_char <= sentence.end_char <= sentence.span.end_char
    starts = {sentence.start_char for sentence in reading.sentences}
    assert {segment.start for segment in reading.segments} <= starts


def test_the_component_serves_spacy_pipelines():
    nlp = spacy.blank("en")
    nlp.add_pipe("sitrep_reader")
    doc = nlp("Gunmen killed a soldier. The army fled.")
    assert len(list(doc.sents)) == 2
    matcher = DependencyMatcher(nlp.vocab)
    pattern = [
        {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "kill"}},
        {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": "obj"}},
    ]
    matcher.add("killing", [pattern])
    assert [doc[token].text for token in matcher(doc)[0][1]] == ["killed", "soldier"]


def test_any_spacy_pipeline_takes_the_models_place(tmp_path, monkeypatch):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Quetta"}])
    nlp.to_disk(tmp_path / "other")
    monkeypatch.setenv("SITREP_LANGUAGE_MODEL", str(tmp_path / "other"))
    other = load_reader()
    reading = other.read("QUETTA (AP) — Gunmen left Quetta. They fled.")
    assert [(ent.text, ent.label_) for ent in reading.doc.ents] == [("Quetta", "LOC")]
    assert [sentence.kind for sentence in reading.sentences] == ["dateline", "body", "body"]
    monkeypatch.delenv("SITREP_LANGUAGE_MODEL")
    assert load_reader().version != other.version


def test_a_pipeline_that_is_not_there_is_named_with_a_remedy(tmp_path, monkeypatch):
    missing = tmp_path / "absent"
    monkeypatch.setenv("SITREP_LANGUAGE_MODEL", str(missing))
    with pytest.raises(ForeignPipelineError, match=r"SITREP_LANGUAGE_MODEL=.*absent.*cannot be loaded.*unset"):
        load_reader()
