"""PLOVER's codes: every type has a quad class and a score, and a mode's score goes before its type's."""

import pytest

from pipelines.tables import vocabulary as v


def test_sixteen_types():
    assert len(v.EVENT_TYPES) == 16
    assert set(v.EVENT_MODES) == set(v.EVENT_TYPES)


@pytest.mark.parametrize(
    ("event_type", "event_mode", "score"),
    [
        ("ASSAULT", None, -9.0),
        ("ASSAULT", "unconventional", -10.0),
        ("AID", None, 10.0),
        ("CONSULT", "third-party", 1.0),
        ("REQUEST", "assist", 0.5),
        ("PROTEST", "vandalize", -5.0),
    ],
)
def test_score_is_the_modes_else_the_types(event_type, event_mode, score):
    assert v.plover_score(event_type, event_mode) == score


def test_scores_lie_between_conflict_and_cooperation():
    scores = [v.plover_score(kind, mode) for kind, modes in v.EVENT_MODES.items() for mode in (None, *modes)]
    assert min(scores) == -10
    assert max(scores) == 10


def test_sign_of_a_material_type_is_that_of_its_quad_class():
    for kind in v.EVENT_TYPES:
        assert v.quad_class(kind) in v.QUAD_CLASSES
        assert ("cooperation" in v.quad_class(kind)) == (v.plover_score(kind) > 0)


def test_a_mode_of_another_type_is_an_error():
    with pytest.raises(KeyError):
        v.plover_score("AID", "aerial")


def test_only_what_needs_a_recipient_says_so():
    assert [kind for kind in v.EVENT_TYPES if v.needs_recipient(kind)] == ["COOPERATE", "AID", "SANCTION"]


def test_no_vocabulary_repeats_a_value():
    closed = [value for name, value in vars(v).items() if name.isupper() and isinstance(value, tuple)]
    assert len(closed) >= 20
    assert all(len(set(values)) == len(values) for values in closed)
