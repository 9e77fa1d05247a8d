"""The asset that scores extraction on annotated articles."""

import json

import dagster as dg
import pytest

from assets.quality import HOLDS, QUALITY, extraction_quality
from assets.resources import Extractor

TEXT = "Police arrest miners\n\nPolice arrested ten miners in Ankara on Tuesday."
ARTICLE = {
    "name": "miners",
    "text": TEXT,
    "events": [
        {
            "id": "E1",
            "type": "COERCE",
            "mode": "arrest",
            "modality": "actual",
            "certainty": "certain",
            "mentions": [
                {"evidence": "Police arrested ten miners in Ankara on Tuesday.", "trigger": "arrested"},
                {"evidence": "Police arrest miners", "trigger": "arrest"},
            ],
            "actors": ["police"],
            "recipients": ["miners"],
        }
    ],
    "actors": [
        {"name": "police", "type": "police", "mentions": ["Police"]},
        {"name": "miners", "type": "civilians", "mentions": ["miners"]},
    ],
}


@pytest.fixture
def annotated(tmp_path):
    (tmp_path / "miners.json").write_text(json.dumps(ARTICLE), encoding="utf-8")
    return tmp_path


def measure(folder, instance):
    return dg.materialize(
        [extraction_quality],
        instance=instance,
        resources={"extractor": Extractor(workers=1)},
        run_config={"ops": {"extraction_quality": {"config": {"folder": str(folder)}}}},
    )


def test_figures_history_and_errors_are_on_the_materialisation(annotated, monkeypatch):
    with dg.instance_for_test() as instance:
        first = measure(annotated, instance)
        shown = first.asset_materializations_for_node("extraction_quality")[0].metadata
        assert shown["events F1"].value == 1.0
        assert shown["articles"].value == 1
        assert all(check.passed for check in first.get_asset_check_evaluations())

        monkeypatch.setattr("assets.quality.code_version", lambda: "later")
        monkeypatch.setattr("assets.quality.headline", lambda _: {"events F1": 0.5})
        second = measure(annotated, instance)
        (check,) = second.get_asset_check_evaluations()
        assert not check.passed
        assert check.metadata["events F1"].value == "1.0 before, 0.5 now"
        history = second.asset_materializations_for_node("extraction_quality")[0].metadata["by code version"].value
        assert [line.count("|") for line in history.splitlines()] == [3, 3, 3, 3]


def test_the_check_belongs_to_the_asset():
    assert [(key.asset_key, key.name) for key in extraction_quality.check_keys] == [(QUALITY, HOLDS)]
