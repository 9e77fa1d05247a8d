"""More than two thousand hostile inputs: no crash, bounded time and memory, and a reason that a person understands."""

import errno
import gzip
import os
import random
import tempfile
import time
import tracemalloc
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.ingest import limits
from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.registry import readable_suffixes
from pipelines.ingest.source import read_batch

from . import hostile
from .samples import FORMATS, TEXT, tarred, zipped

_MOST_SECONDS = 6


def checked(path):
    """The items of a file, each of them fit for a table."""
    started = time.process_time()
    items = list(read_batch(path))
    assert time.process_time() - started < _MOST_SECONDS, path.name
    assert items, path.name
    for item in items:
        item.uri.encode()
        if isinstance(item, Document):
            assert item.text.strip()
            assert "\0" not in item.text
            (item.text + (item.title or "") + (item.outlet or "") + (item.byline or "")).encode()
        else:
            item.reason.encode()
            assert 15 < len(item.reason) < 600, item.reason
            assert "Traceback" not in item.reason
            assert " " in item.reason
            assert item.row is None or item.row.encode() is not None
    return items


def every(tmp_path, cases):
    """The items of every case, by its name."""
    found = {}
    for name, data in cases:
        path = tmp_path / name
        path.write_bytes(data)
        found[name] = checked(path)
        path.unlink()
    return found


def refused_alone(items):
    return [type(item) for item in items] == [Refusal]


def test_damage_to_any_format_costs_no_more_than_the_file(tmp_path):
    found = every(tmp_path, hostile.mutations(1200))
    assert len(found) == 1200
    kinds = Counter(type(item) for items in found.values() for item in items)
    assert kinds[Refusal] > 300
    assert kinds[Document] > 300


def test_bytes_of_any_kind_under_any_name_are_read_or_refused(tmp_path):
    assert len(every(tmp_path, hostile.texts(800))) == 800


def test_members_that_lead_out_of_an_archive_links_and_devices_are_refused(tmp_path):
    found = every(tmp_path, hostile.named_members())
    for name, items in found.items():
        assert refused_alone(items), (name, items)
    assert list(tmp_path.iterdir()) == []


def test_xml_neither_expands_nor_reads_files(tmp_path):
    for name, items in every(tmp_path, hostile.xml_attacks()).items():
        assert refused_alone(items), (name, items)
        assert "root:" not in items[0].reason


def test_monstrous_structures_take_bounded_time(tmp_path):
    found = every(tmp_path, hostile.structures())
    assert len(found) > 20
    assert "nested" in found["deep1.json"][0].reason
    assert any(isinstance(item, Document) for item in found["attribute.html"])


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(limits, "MIN_EXPANDED_BYTES", 500_000)


@pytest.mark.usefixtures("small_limits")
def test_bombs_are_refused_once_each(tmp_path):
    for name, items in every(tmp_path, hostile.bombs(2_000_000)).items():
        refusals = [item for item in items if isinstance(item, Refusal) and "empty" not in item.reason]
        refusals = [item for item in refusals if "the same article" not in item.reason]
        assert len(refusals) == 1, (name, refusals)
        assert any(word in refusals[0].reason for word in ("expands", "deep")), refusals


def test_archives_in_archives_take_no_more_than_so_much_of_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_COPIED_BYTES", 40_000)
    noise = random.Random(3).randbytes(9_000)
    good = zipped({"good.txt": TEXT.encode()})
    inner = zipped({"noise.bin": noise, "c.zip": zipped({"noise.bin": noise, "d.zip": zipped({"noise.bin": noise})})})
    path = tmp_path / "outer.zip"
    path.write_bytes(zipped({"a.zip": inner, "b.zip": good}))
    items = checked(path)
    (refusal,) = [item for item in items if isinstance(item, Refusal) and "temporary copies" in item.reason]
    assert refusal.uri.endswith("outer.zip!/a.zip!/c.zip")
    assert [item.uri.rpartition("!/")[2] for item in items if isinstance(item, Document)] == ["good.txt"]


def test_a_compressed_archive_takes_none_of_it(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_COPIED_BYTES", 0)
    path = tmp_path / "a.tar.gz"
    path.write_bytes(tarred({"a.txt": TEXT.encode(), "_meta.yaml": b"outlet: Wire"}, "w:gz"))
    (document,) = checked(path)
    assert document.outlet == "Wire"


def test_a_full_temporary_folder_is_told_with_its_name(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.SpooledTemporaryFile.write", full)
    path = tmp_path / "a.zip.gz"
    path.write_bytes(gzip.compress(zipped({"a.txt": TEXT.encode()})))
    (refusal,) = checked(path)
    assert f"{tempfile.gettempdir()}: No space left" in refusal.reason


def test_a_bomb_of_real_size_takes_little_memory(tmp_path):
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(hostile.COMPRESSED[".gz"](b"\0" * 300_000_000))
    tracemalloc.start()
    (item,) = checked(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "expands" in item.reason
    assert peak < 150_000_000


def test_names_of_any_kind_are_read_and_told(tmp_path):
    for number, name in enumerate(hostile.ODD_NAMES):
        (tmp_path / name).write_text(f"Title {number}\n\nText.")
    items = list(read_batch(tmp_path))
    assert len(items) == len(hostile.ODD_NAMES)
    assert all(isinstance(item, Document) for item in items)
    for item in items:
        item.uri.encode()


def test_links_out_of_the_folder_are_refused_and_those_within_are_not(tmp_path):
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("Secret\n\nText.")
    (inside / "good.txt").write_text(TEXT)
    for name, target in {
        "a.txt": "../secret.txt",
        "b.txt": str(tmp_path / "secret.txt"),
        "c.txt": "/etc/passwd",
    }.items():
        (inside / name).symlink_to(target)
    (inside / "folder").symlink_to("..")
    (inside / "z.txt").symlink_to("good.txt")
    items = list(read_batch(inside))
    reasons = {os.path.basename(item.uri): item.reason for item in items if isinstance(item, Refusal)}  # noqa: PTH119
    assert all("leads out" in reasons[name] for name in ("a.txt", "b.txt", "c.txt"))
    assert "the same article" in reasons["z.txt"]
    assert [item.title for item in items if isinstance(item, Document)] == ["Dam on the Orva breaks"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_bytes_make_any_reader_fail(tmp_path, data):
    ending = data.draw(st.sampled_from(readable_suffixes()))
    path = tmp_path / f"any.txt{ending}"
    path.write_bytes(data.draw(st.binary(max_size=500)))
    checked(path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_no_splice_of_two_formats_makes_a_reader_fail(tmp_path, data):
    first, second = data.draw(st.sampled_from(sorted(FORMATS))), data.draw(st.sampled_from(sorted(FORMATS)))
    cut, begin = data.draw(st.integers(0, len(FORMATS[first]))), data.draw(st.integers(0, len(FORMATS[second])))
    path = tmp_path / first
    path.write_bytes(FORMATS[first][:cut] + FORMATS[second][begin:])
    checked(path)
