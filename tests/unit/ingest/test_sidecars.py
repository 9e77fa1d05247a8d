"""What people wrote beside an article goes before what it says itself, and a file's own before its folder's."""

import datetime as dt
import json
import os
import zipfile

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.limits import UnreadableError
from pipelines.ingest.sidecars import parse_sidecar
from pipelines.ingest.source import read_batch

from .samples import COMPRESSED, FIRST, FORMATS, TITLE, parquet, tarred, zipped

TEXT = f"{TITLE}\n\n{FIRST}"


@pytest.fixture
def folder(tmp_path):
    def make(files):
        for name, text in files.items():
            path = tmp_path / "in" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "in"

    return make


def articles(path):
    return {item.uri.rpartition("/")[2]: item for item in read_batch(path) if isinstance(item, Document)}


def test_a_folder_speaks_for_all_in_it_and_the_nearest_word_counts(folder):
    found = articles(
        folder(
            {
                "_meta.yaml": "outlet: Wire\nlanguage: en",
                "a.txt": "A\n\na",
                "b.txt": "B\n\nb",
                "b.meta.yaml": "outlet: Own",
                "sub/_meta.json": '{"outlet": "Sub", "published_at": "2020-02-03"}',
                "sub/c.txt": "C\n\nc",
            }
        )
    )
    assert {name: item.outlet for name, item in found.items()} == {"a.txt": "Wire", "b.txt": "Own", "c.txt": "Sub"}
    assert found["c.txt"].language == "en"
    assert found["c.txt"].published_at == dt.datetime(2020, 2, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize("sidecar", ["a.meta.yaml", "a.html.meta.json", "a.html.gz.meta.yaml"])
def test_a_sidecar_goes_before_the_page_and_may_bear_the_whole_name_or_its_stem(folder, sidecar):
    found = articles(
        folder({"a.html.gz": COMPRESSED[".gz"](FORMATS["a.html"]), sidecar: '{"published_at": "2001-01-01"}'})
    )
    (document,) = found.values()
    assert (document.published_at.year, document.published_at_source) == (2001, "metadata")
    assert document.outlet == "Orva Courier"


@pytest.mark.parametrize("pack", [("x.zip", zipped), ("x.tar", tarred), ("x.tar.gz", lambda f: tarred(f, "w:gz"))])
def test_archives_have_sidecars_too(folder, pack):
    files = {"a.txt": b"A\n\na", "a.meta.yaml": b"outlet: Own", "s/b.txt": b"B\n\nb", "_meta.yaml": b"outlet: Wire"}
    found = articles(folder({pack[0]: pack[1](files)}))
    assert {name: item.outlet for name, item in found.items()} == {"a.txt": "Own", "b.txt": "Wire"}


def test_a_single_file_is_spoken_for_by_what_lies_beside_it(folder):
    path = folder({"a.txt": "A\n\na", "_meta.yaml": "outlet: Wire", "b.txt": "B\n\nb", "b.meta.yaml": "outlet: B"})
    (document,) = read_batch(path / "a.txt")
    assert document.outlet == "Wire"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_sidecar_that_is_no_file_of_the_folder_is_never_opened(folder, tmp_path):
    (tmp_path / "secret.yaml").write_text("outlet: Secret\n", encoding="utf-8")
    path = folder({"a/a.txt": TEXT, "b/b.txt": TEXT + "."})
    os.mkfifo(path / "a" / "_meta.yaml")
    (path / "b" / "_meta.yaml").symlink_to(tmp_path / "secret.yaml")
    items = list(read_batch(path))
    assert [item.outlet for item in items if isinstance(item, Document)] == [None, None]
    told = {item.uri.rpartition("/in/")[2]: item.reason for item in items if isinstance(item, Refusal)}
    assert "not a regular file" in told["a/_meta.yaml"]
    assert "leads out" in told["b/_meta.yaml"]


def test_a_damaged_sidecar_of_an_archive_costs_itself_alone(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("_meta.yaml", "outlet: Kelda Courier")
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole.replace(b"Kelda", b"Xelda", 1))
    refusal, document = read_batch(tmp_path / "a.zip")
    assert (document.outlet, document.text) == (None, TEXT)
    assert "damaged" in refusal.reason


def test_columns_are_named_by_a_sidecar(folder):
    path = folder({"a.csv": "story_html,day\nRain fell.,2020-01-01\n"})
    (refusal,) = read_batch(path / "a.csv")
    assert "columns: {text: …}" in refusal.reason
    (path / "a.meta.yaml").write_text("columns: {text: story_html, published_at: day}")
    (document,) = read_batch(path / "a.csv")
    assert (document.text, document.published_at.year) == ("Rain fell.", 2020)


def test_a_bad_folder_sidecar_is_told_once_and_the_articles_are_read(folder):
    items = list(read_batch(folder({"_meta.yaml": "colour: red", "a.txt": "A\n\na", "b.txt": "B\n\nb"})))
    assert [type(item) for item in items] == [Refusal, Document, Document]
    assert items[0].uri.endswith("_meta.yaml")
    assert "known fields" in items[0].reason


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a: &a [x]\nb: *a", "aliases"),
        (b"outlet: !!python/object:os.system x", "YAML"),
        (b"{" * 50_000, "YAML"),
        (b"published_at: 2020-99-99", "month"),
        (b"published_at: soon", "published_at"),
        (b"language: Klingonese", "ISO 639"),
        (b"outlet: " + b"x" * 200_000, "bytes"),
        (b"\xff\xfe\x00", "."),
    ],
)
def test_a_hostile_sidecar_is_refused(data, words):
    with pytest.raises(UnreadableError, match=words):
        parse_sidecar(data)


def test_mending_can_be_left_out(folder):
    path = folder(
        {
            "a.txt": "Title\n\nThe mayor didnâ€™t answer.",
            "s/b.txt": "Title\n\nHe didnâ€™t.",
            "s/_meta.yaml": "mend: false",
        }
    )
    found = articles(path)
    assert ("didn’t" in found["a.txt"].text, found["a.txt"].mended) == (True, "mojibake")
    assert ("didnâ€™t" in found["b.txt"].text, found["b.txt"].mended) == (True, "left")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.parquet"])
def test_records_are_mended_too_unless_a_sidecar_says_no(folder, name):
    record = {"text": "The mayor didnâ€™t answer."}
    data = parquet([record]) if name == "a.parquet" else json.dumps(record).encode()
    path = folder({name: data, "s/_meta.yaml": "mend: false", f"s/{name}": data})
    mended, given = [next(read_batch(path / place)) for place in (name, f"s/{name}")]
    assert (given.text, given.mended) == (record["text"], "left")
    assert (mended.text, mended.mended) == ("The mayor didn’t answer.", "mojibake")


def test_a_sidecar_of_a_file_goes_before_its_folder_in_mending_too(folder):
    data = "Title\n\nHe didnâ€™t."
    found = articles(folder({"_meta.yaml": "mend: false", "a.txt": data, "a.meta.yaml": "mend: true"}))
    assert found["a.txt"].mended == "mojibake"


@pytest.mark.parametrize(("said", "code"), [("en", "en"), ("EN_us", "en-us"), ("English", "en"), ("fra", "fra")])
def test_languages_are_codes_in_the_end(said, code):
    assert parse_sidecar(f"language: {said}".encode()).language == code
