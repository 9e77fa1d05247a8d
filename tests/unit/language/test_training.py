"""Training data and export; what needs PyTorch is skipped without it."""

import random

import numpy as np
import pytest

from pipelines.language.encoding import Encoded
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
    from pipelines.language.training.model import HIDDEN, LAYERS, Labels, Network  # noqa: PLC0415
    from pipelines.language.training.rounding import Range  # noqa: PLC0415

    torch.manual_seed(1)
    network = Network(Labels(("NOUN", "VERB"), ("NN", "VB"), ("_", "A=B"), ("nsubj", "obj"))).eval()
    plain = Range.between(-6, 6)
    spread = plain._replace(spread=np.linspace(0.5, 2, HIDDEN, dtype=np.float32))
    kinds = {"query": spread, "output": spread, "up": spread, "down": plain}
    ranges = {f"{index}.{name}": found for index in range(LAYERS) for name, found in kinds.items()}
    ranges |= {"heads": plain, "arc": plain}
    model = build(network, ranges).SerializeToString()
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    pieces = np.array([[101, 2000, 2001, 2002, 102], [101, 3000, 3001, 3002, 102]])
    first = np.array([[0, 1, 2], [0, 1, 0]])
    last = np.array([[0, 1, 3], [0, 3, 0]])
    cases = np.minimum(pieces, 3)
    rows = {"first": np.array([0, 1, 2, 5, 6]), "last": np.array([0, 1, 3, 5, 8])}
    inputs = {"pieces": pieces, "cases": cases, **rows, "places": np.array([[0, 1, 2, 0], [3, 4, 0, 0]])}
    names = [output.name for output in session.get_outputs()]
    found = dict(zip(names, session.run(None, inputs), strict=True))
    with torch.inference_mode():
        words = network.words(*(torch.from_numpy(item) for item in (pieces, cases, first, last)))
        expected = network.label_dependent(words).numpy()
        arcs = network.arcs(words).numpy()
    assert np.corrcoef(found["dependents"].ravel(), np.concatenate([expected[0], expected[1, :2]]).ravel())[0, 1] > 0.99
    assert np.corrcoef(found["arcs"][0, :3, :3].ravel(), arcs[0].ravel())[0, 1] > 0.98
    assert np.corrcoef(found["arcs"][1, :2, :2].ravel(), arcs[1, :2, :2].ravel())[0, 1] > 0.98


def test_quantised_weights_cut_off_an_outlier_only_where_that_pays():
    pytest.importorskip("torch")
    from pipelines.language.training.graph import quantised_weight  # noqa: PLC0415

    weight = np.array([[63.0, -63.0, 1.0, 2.0], [0.6, 0.21, 0.37, -0.11]], dtype=np.float32)
    levels, scale = quantised_weight(weight)
    assert np.abs(levels * scale[:, None] - weight).max() < 0.01
    assert np.abs(levels).max() <= 63


def test_treebank_names_come_from_the_list_or_from_a_clear_vote():
    pytest.importorskip("torch")
    from pipelines.language.training.names import kind_probabilities, name_tags, run_types  # noqa: PLC0415

    labels = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
    sentence = Sentence(
        ("Gov.", "Rowe", "left", "Zubrowka", "for", "Qux"), "x", xpos=("NNP", "NNP", "VBD", "NNP", "IN", "NNP")
    )
    scores = np.full((6, 7), -9, dtype=np.float32)
    scores[[0, 1, 2, 3, 4, 5], [0, 1, 0, 5, 0, 3]] = 9
    scores[5, 0] = 9
    types = run_types([sentence], [kind_probabilities(scores)])
    assert types["Rowe"] == "PER"
    assert types["Zubrowka"] == "LOC"
    assert types["Qux"] == "-"
    assert types["Hezbollah"] == "ORG"
    assert name_tags(sentence, scores, types, labels) == ["O", "B-PER", "O", "B-LOC", "O", "-"]


def test_other_names_of_its_type_take_a_names_place():
    pytest.importorskip("torch")
    from pipelines.language.training.names import substituted  # noqa: PLC0415

    sentence = Sentence(("Rowe", "left", "Peru"), "x", entities=("B-PER", "O", "B-LOC"))
    pools = {"PER": [("Omar", "Lodhi")], "LOC": [("Chad",)]}
    found = {substituted(sentence, pools, random.Random(seed)) for seed in range(40)}
    assert Sentence(("Omar", "Lodhi", "left", "Peru"), "x", entities=("B-PER", "I-PER", "O", "B-LOC")) in found
    assert sentence in found


def test_the_head_for_names_is_fitted_anew():
    torch = pytest.importorskip("torch")
    from pipelines.language.training.refit import fit  # noqa: PLC0415

    tags = torch.arange(300) % 3
    rows = torch.nn.functional.one_hot(tags, 8).half() * 8
    start = torch.nn.Linear(8, 3)
    head = fit(start, rows, tags)
    assert not torch.equal(head.weight, start.weight)
    before, after = (torch.nn.functional.cross_entropy(item(rows.float()), tags) for item in (start, head))
    assert after < before


def test_what_the_head_for_names_is_fitted_to():
    pytest.importorskip("torch")
    from pipelines.language.training.refit import COPIES, chosen_sentences  # noqa: PLC0415

    free = Sentence(("Rowe", "left"), "re3d", entities=("B-PER", "O"))
    tree = Sentence(("Rowe", "fled"), "ewt", heads=(2, 0), entities=("B-PER", "O"))
    bare = Sentence(("It", "fled"), "ewt", heads=(2, 0))
    names = {"PER": [("Omar", f"Lodhi{number}") for number in range(9)]}
    chosen = chosen_sentences([Document("d", [free, tree, bare] * 40)], names)
    assert chosen[:80] == [tree] * 40 + [free] * 40
    assert 0 < len(chosen) - 80 < 40 * COPIES


def test_a_network_without_the_units_that_never_vary_computes_the_same():
    torch = pytest.importorskip("torch")
    from pipelines.language.training import narrow  # noqa: PLC0415
    from pipelines.language.training.model import INNER, Labels, Network  # noqa: PLC0415

    torch.manual_seed(1)
    labels = Labels(("NOUN", "VERB"), ("NN", "VB"), ("_", "A=B"), ("nsubj", "obj"))
    network = Network(labels).eval()
    kept = INNER // 2
    for layer in network.encoder.layers:
        torch.nn.init.zeros_(layer.up.weight[kept:].data)
    ids = torch.tensor([[101, 2000, 2001, 102]]), torch.tensor([[0, 1, 2, 0]])
    encoder = Encoder(*ids)
    smaller = narrow.narrowed(network, [Sentence(("two", "words"), "x")], encoder, labels, kept).eval()
    with torch.inference_mode():
        assert torch.allclose(network.encoder(*ids), smaller.encoder(*ids), atol=1e-4)


class Encoder:
    """Gives the same pieces for every sentence."""

    def __init__(self, pieces, cases):
        self.found = Encoded(pieces[0].numpy(), cases[0].numpy(), np.array([0, 1, 2]), np.array([0, 1, 2]))

    def encode(self, words, cases):
        assert len(words) == len(cases) == self.found.words
        return self.found


def test_values_are_rounded_to_the_steps_of_a_range_and_gradients_pass():
    torch = pytest.importorskip("torch")
    from pipelines.language.training.rounding import Range, Rounding  # noqa: PLC0415

    rounding, values = Rounding(), torch.tensor([[0.3, -5.0]], requires_grad=True)
    assert rounding(values) is values
    rounding.use(Range(0.25, 8))
    rounded = rounding(values)
    assert rounded.tolist() == [[0.25, -2.0]]
    rounded.sum().backward()
    assert values.grad.tolist() == [[1.0, 0.0]]
    rounding.use(Range(0.25, 8, np.array([1, 4], dtype=np.float32)))
    assert rounding(values).tolist() == [[0.25, -5.0]]


def test_the_second_course_sees_other_names_and_few_of_another_convention():
    pytest.importorskip("torch")
    from pipelines.language.training.second import drawn_from  # noqa: PLC0415

    free = Sentence(("Rowe", "left"), "re3d", entities=("B-PER", "O"))
    tree = Sentence(("Rowe", "fled", "."), "ewt", heads=(2, 0, 2), entities=("B-PER", "O", "O"))
    other = Sentence(("Rowe", "sang", "."), "news", heads=(2, 0, 2), entities=("B-PER", "O", "O"))
    draw = drawn_from([Document("d", [free, tree, other] * 60)], {"PER": [("Omar", "Lodhi")]})
    drawn = draw(random.Random(1))
    assert drawn == draw(random.Random(1))
    assert drawn.count(tree) == 60
    assert sum(item.words[-1] == "left" for item in drawn) == 60 > drawn.count(free)
    named = [item.entities is not None for item in drawn if item.words[1] == "sang"]
    assert len(named) == 60 > 3 * sum(named) / 2 > 0
