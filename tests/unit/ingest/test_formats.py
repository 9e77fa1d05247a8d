"""One article is the same article in every format, compressed or not, alone or in an archive."""

import datetime as dt

import pytest

from pipelines.ingest.document import Refusal
from pipelines.ingest.fragments import text_of
from pipelines.ingest.registry import readable_suffixes, reader_for

from .samples import COMPRESSED, DAY, FIRST, FORMATS, OUTLET, SECOND, TITLE, tarred, zipped

DATED = sorted(set(FORMATS) - {"a.txt", "a.pdf", "a.docx"})


def said(document):
    return document.title, document.published_at, document.outlet, " ".join(document.text.split())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_format_gives_title_and_text_and_nothing_else(article, name):
    document = article(name, FORMATS[name])
    assert document.title == TITLE
    assert " ".join(document.text.split()) == f"{TITLE} {FIRST} {SECOND}"
    assert document.text.startswith(TITLE + "\n")
    assert document.text.count("\n\n") >= 1 or name in {"a.html", "a.pdf", "a.warc"}


@pytest.mark.parametrize("name", DATED)
def test_the_date_and_its_source_are_known_where_the_format_tells_one(article, name):
    document = article(name, FORMATS[name])
    assert document.published_at.date() == dt.date.fromisoformat(DAY)
    assert document.published_at_source == ("html" if name in {"a.html", "a.warc"} else "metadata")
    assert document.outlet == OUTLET or name == "a.eml"


@pytest.mark.parametrize("ending", sorted(COMPRESSED))
@pytest.mark.parametrize("name", sorted(FORMATS))
def test_compression_changes_nothing(article, name, ending):
    assert said(article(name + ending, COMPRESSED[ending](FORMATS[name]))) == said(article(name, FORMATS[name]))


@pytest.mark.parametrize("pack", [("all.zip", zipped), ("all.tar", tarred), ("all.tgz", lambda f: tarred(f, "w:gz"))])
def test_an_archive_holds_every_format(read, pack):
    name, packed = pack
    found = read(name, packed({f"folder/{member}": data for member, data in FORMATS.items()}))
    told = {item.uri.rpartition("!/")[2].partition("#")[0] for item in found}
    assert told == {f"folder/{member}" for member in FORMATS}
    assert not [item for item in found if isinstance(item, Refusal) and "the same article" not in item.reason]


def test_archives_in_archives_are_read_and_the_uri_tells_the_way(article):
    document = article("out.zip", zipped({"in.tar.gz": tarred({"a/b.txt": FORMATS["a.txt"]}, "w:gz")}))
    assert document.uri.endswith("out.zip!/in.tar.gz!/a/b.txt")


def test_the_format_is_that_of_the_article_itself(article):
    assert article("a.csv.gz", COMPRESSED[".gz"](FORMATS["a.csv"])).format == "csv"
    assert article("x.zip", zipped({"a.html": FORMATS["a.html"]})).format == "html"


def test_an_ending_is_found_whatever_its_case():
    assert reader_for("A.HTML").format == "html"
    assert reader_for("notes.xyz") is None
    endings = (
        ".txt .md .html .json .jsonl .ndjson .csv .tsv .parquet .xml .eml .pdf .docx .warc .zip .tar .gz .bz2 .zst .xz"
    )
    assert set(endings.split()) <= set(readable_suffixes())


@pytest.mark.parametrize("depth", [300, 3000])
def test_html_loses_no_word_however_deep_it_lies(depth):
    html = f"<p>First &amp;</p>{'<div>' * depth}deep{'</div>' * depth}<p>last</p>"
    assert text_of(html) == "First &\n\ndeep\n\nlast"
