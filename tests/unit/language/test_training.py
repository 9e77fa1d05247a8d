"""Training data and export; what needs PyTorch is skipped without it."""

import random

import numpy as np
import pytest

from pipelines.language.training.data import (
    Document,
    Sentence,
    boundary_windows,
    gum_entities,
    ignoring_states,
    place_names,
    read_iob,
)


def rows(*words):
    """Rows of CoNLL-U from (form, part of speech, Penn tag, head, misc)."""
    return [
        [str(number), form, form, upos, xpos, "_", str(head), "dep", "_", misc]
        for number, (form, upos, xpos, head, misc) in enumerate(words, start=1)
    ]


def test_gum_names_leave_titles_and_common_nouns_out():
    sentence = rows(
        ("President", "PROPN", "NNP", 2, "Entity=(1-person-new-nnnnn-cf1-1-sgl"),
        ("Omar", "PROPN", "NNP", 4, "_"),
        ("Lodhi", "PROPN", "NNP", 2, "Entity=1)"),
        ("met", "VERB", "VBD", 0, "_"),
        ("gunmen", "NOUN", "NNS", 4, "Entity=(2-person-new-nnnnn-cf1-1-sgl)"),
        ("in", "ADP", "IN", 7, "_"),
        ("Quetta", "PROPN", "NNP", 4, "Entity=(3-place-new-nnnnn-cf1-1-sgl)"),
    )
    assert gum_entities(sentence) == ("O", "B-PER", "I-PER", "O", "O", "O", "B-LOC")


def test_the_outermost_gum_name_wins():
    sentence = rows(
        ("University", "PROPN", "NNP", 0, "Entity=(1-organization-new-nnnnn-cf1-1-sgl"),
        ("of", "ADP", "IN", 3, "_"),
        ("Quetta", "PROPN", "NNP", 1, "Entity=(2-place-new-nnnnn-cf1-1-sgl)1)"),
    )
    assert gum_entities(sentence) == ("B-ORG", "I-ORG", "I-ORG")


def test_other_types_are_read_as_outside(tmp_path):
    path = tmp_path / "sample.txt"
    path.write_text("Rowe\tB-politician\nof\tO\nPeru\tB-country\nwon\tO\nGold\tB-misc\n")
    assert read_iob(path, 0, 1)[0].entities == ("B-PER", "O", "B-LOC", "O", "O")


def test_a_state_that_acts_is_not_taught_as_an_organisation():
    teach = Sentence(("Peru", "fell"), "x", entities=("B-LOC", "O"))
    acts = Sentence(("Peru", "and", "NATO", "met"), "x", entities=("B-ORG", "O", "B-ORG", "O"))
    assert ignoring_states([acts], place_names([teach]))[0].entities == ("-", "O", "B-ORG", "O")


def test_boundary_windows_ask_about_abbreviations():
    first = Sentence(("He", "left", "the", "U.S.", "army", "."), "x", heads=(2, 0, 5, 5, 2, 2))
    second = Sentence(("They", "fled", "."), "x", heads=(2, 0, 2))
    windows = list(boundary_windows(Document("d", [first, second]), random.Random(1), rate=1.0))
    asked = [
        (window.words[window.ends.index(end)], end) for window in windows for end in window.ends if end is not None
    ]
    assert asked == [("U.S.", False), (".", True)]


def test_the_exported_graph_computes_what_the_network_computes():
    torch = pytest.importorskip("torch")
    pytest.importorskip("onnx")
    import onnxruntime as ort  # noqa: PLC0415

    from pipelines.language.training.graph import build  # noqa: PLC0415
    from pipelines.language.training.model import Labels, Network  # noqa: PLC0415

    torch.manual_seed(1)
    network = Network(Labels(("NOUN", "VERB"), ("NN", "VB"), ("_", "A=B"), ("nsubj", "obj"))).eval()
    session = ort.InferenceSession(build(network).SerializeToString(), providers=["CPUExecutionProvider"])
    pieces = np.array([[101, 2000, 2001, 2002, 102], [101, 3000, 102, 0, 0]])
    first = np.array([[0, 1, 2], [0, 1, 0]])
    last = np.array([[0, 1, 3], [0, 1, 0]])
    cases = np.minimum(pieces, 3)
    inputs = {"pieces": pieces, "cases": cases, "first": first, "last": last}
    names = [output.name for output in session.get_outputs()]
    found = dict(zip(names, session.run(None, inputs), strict=True))
    with torch.inference_mode():
        words = network.words(*(torch.from_numpy(inputs[name]) for name in ("pieces", "cases", "first", "last")))
        expected = network.label_dependent(words).numpy()
        arcs = network.arcs(words).numpy()
    assert np.corrcoef(found["dependents"][0].ravel(), expected[0].ravel())[0, 1] > 0.99
    assert np.corrcoef(found["arcs"][0].ravel(), arcs[0].ravel())[0, 1] > 0.98
