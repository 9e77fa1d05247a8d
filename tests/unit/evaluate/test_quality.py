"""Quality from one version of the code to the next."""

from pipelines.evaluate.quality import Measured, digest, dropped, headline
from pipelines.evaluate.scorer import Score


def test_a_fall_is_measured_against_the_newest_other_version():
    before = [Measured("b", {"events F1": 0.8}), Measured("a", {"events F1": 0.9})]
    assert dropped(Measured("c", {"events F1": 0.75}), before) == {"events F1": (0.8, 0.75)}
    assert dropped(Measured("b", {"events F1": 0.75}), before) == {"events F1": (0.9, 0.75)}


def test_a_wobble_is_no_fall_and_neither_is_a_first_measurement():
    assert not dropped(Measured("b", {"events F1": 0.795}), [Measured("a", {"events F1": 0.8})])
    assert not dropped(Measured("a", {"events F1": 0.1}), [])


def test_the_figures_to_watch_leave_out_what_nothing_was_measured_of():
    result = Score(articles=1)
    result.count("events", 1, 2, 2)
    result.count("figures", 0, 0, 0)
    result.rate("event modality", "actual", "future")
    assert headline(result) == {"events F1": 0.5, "event modality": 0.0}


def test_other_annotations_have_another_digest(tmp_path):
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    first = digest(tmp_path)
    assert digest(tmp_path) == first
    (tmp_path / "a.json").write_text("{ }", encoding="utf-8")
    assert digest(tmp_path) != first
