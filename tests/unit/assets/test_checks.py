"""Asset checks tell how many rows were looked at, how many are at fault, and show some."""

import dagster as dg
import polars as pl
import pytest

from assets import checks
from assets.resolve import RESOLVED_TABLES
from pipelines.health.volume import volume
from pipelines.tables.frames import frame
from pipelines.tables.schema import TABLES
from pipelines.tables.validate import validate

TEXT = "Dam breaks\n\nThe <b>dam</b> broke on Tuesday."


def tables(**cells):
    row = {"doc_id": "doc_1", "uri": "a|b.txt", "sha256": "0" * 64, "format": "txt", "published_at_source": "none"}
    mention = {"time_mention_id": "tmt_1", "doc_id": "doc_1", "sentence_index": 1, "start": 36, "end": 43}
    mention |= {"text": "Tuesday", "timex_type": "DATE", "value": "XXXX-WXX-2", "date_precision": "day"}
    return {
        "documents": frame("documents", [row | {"word_count": 7, "text": TEXT}]),
        "time_mentions": frame("time_mentions", [mention | {"anchor": "none"} | cells]),
    }


def results(**cells):
    return {
        result.check_name: result
        for result in checks.of_rows("time_mentions", validate(tables(**cells)), blocked=False)
    }


def test_good_rows_pass_every_check_with_their_number():
    assert TEXT[36:43] == "Tuesday"
    for result in results().values():
        assert result.passed
        assert result.metadata == {"rows_checked": dg.IntMetadataValue(1), "rows_at_fault": dg.IntMetadataValue(0)}


@pytest.mark.parametrize(
    ("cells", "failed", "words"),
    [
        ({"text": "<img src=x>"}, "evidence_is_text", "text is not the text from start 36"),
        ({"doc_id": "doc_2"}, "references", "refers to no row of documents"),
        ({"timex_type": "NEVER"}, "schema", "is none of its values"),
    ],
)
def test_each_fault_fails_its_own_check_and_is_shown(cells, failed, words):
    found = results(**cells)
    assert {name for name, result in found.items() if not result.passed} == {failed}
    shown = found[failed].metadata
    assert shown["rows_at_fault"].value == 1
    assert words in shown["samples"].value.replace("\\", "")
    assert "<img" not in shown["samples"].value.replace("\\<", "")


def test_an_event_that_nothing_tells_of_fails_its_own_check():
    kinds = {table: checks.kinds(table) for table in RESOLVED_TABLES}
    assert [table for table, found in kinds.items() if "has_evidence" in found] == ["events"]
    assert all(("references" in found) == bool(TABLES[table].foreign_keys) for table, found in kinds.items())


def test_a_volume_out_of_range_warns_with_the_range():
    before = [{"documents": 100, "events": count} for count in (500, 520, 480)]
    result = checks.of_volume("events", volume("events", {"documents": 100, "events": 90}, before))
    assert not result.passed
    assert result.severity == dg.AssetCheckSeverity.WARN
    assert result.metadata["rows per article"].value == 0.9
    assert result.metadata["expected from"].value == pytest.approx(3.5)


def test_samples_come_from_the_whole_table():
    good = tables()
    many = pl.concat([good["time_mentions"].with_columns(time_mention_id=pl.lit(f"tmt_{n}")) for n in range(50)])
    checked = validate({**good, "time_mentions": many.with_columns(text=pl.lit("Monday"))})
    shown = {result.check_name: result for result in checks.of_rows("time_mentions", checked, blocked=True)}
    sampled = shown["evidence_is_text"].metadata["samples"].value
    assert shown["evidence_is_text"].metadata["rows_at_fault"].value == 50
    assert len(sampled.splitlines()) == 2 + 5
    assert shown["evidence_is_text"].severity == dg.AssetCheckSeverity.ERROR
