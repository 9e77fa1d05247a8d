"""Each format's own ways: what is odd is read, what is broken is refused with a reason, the rest goes on."""

import datetime as dt
import gzip
import io
import json
import subprocess
import sys
import zipfile
import zlib

import pytest

from pipelines.ingest.document import Document, Refusal
from pipelines.ingest.source import read_batch

from .samples import FIRST, HTML, NITF, RSS, SECOND, TITLE, docx, parquet, pdf, record_bytes, tarred, warc, zipped

REST = HTML[HTML.index("<html") + 5 :].encode()


def documents(items):
    return [item for item in items if isinstance(item, Document)]


def reasons(items):
    return [item.reason for item in items if isinstance(item, Refusal)]


class TestMarkdown:
    def test_marks_are_taken_away_and_the_first_heading_is_the_title(self, article):
        found = article(
            "a.md", f"# {TITLE}\n\n{FIRST} See [*more*](http://x.example).\n\n* one\n* two\n\n> quoted `code`\n"
        )
        assert found.title == TITLE
        assert found.text == f"{TITLE}\n\n{FIRST} See more.\n\none\n\ntwo\n\nquoted code"

    def test_without_a_heading_there_is_no_title(self, article):
        assert article("a.md", FIRST).title is None

    def test_bad_front_matter_is_told_and_the_article_read(self, read):
        refusal, document = read("a.md", f"---\ntitle: [\n---\n{FIRST}")
        assert "front matter" in refusal.reason
        assert document.text == FIRST

    def test_a_rule_at_the_top_is_no_front_matter(self, article):
        assert article("a.md", f"---\n{FIRST}\n").text == FIRST


class TestHtml:
    def test_a_page_without_an_article_is_refused(self, refusal):
        assert "no article" in refusal("a.html", "<html><body><script>load()</script></body></html>").reason

    def test_scripts_and_menus_are_no_text(self, article):
        text = article("a.html", HTML).text
        assert "track" not in text
        assert "Sport" not in text

    def test_the_encoding_a_page_declares_is_used(self, article):
        page = HTML.replace("utf-8", "iso-8859-2").replace("Tellin", "Łódź")
        found = article("a.html", page.encode("iso-8859-2"))
        assert "Łódź" in found.text
        assert found.encoding == "iso8859-2"

    def test_a_page_without_a_date_may_have_one_in_its_path(self, article):
        page = HTML.replace('<meta property="article:published_time" content="2019-05-14T08:00:00Z">', "")
        found = article("2018/03/02/a.html", page)
        assert (found.published_at_source, found.published_at) == ("none", None)


class TestJson:
    @pytest.mark.parametrize(
        "wrap", [lambda r: r, lambda r: [r], lambda r: {"articles": [r]}, lambda r: {"data": {"items": [r]}}]
    )
    def test_an_article_a_list_or_an_object_around_it(self, article, wrap):
        found = article("a.json", json.dumps(wrap({"content": FIRST, "headline": TITLE, "source": {"name": "Wire"}})))
        assert (found.title, found.outlet) == (TITLE, "Wire")

    def test_bad_members_are_told_by_their_place(self, read):
        items = read("a.json", json.dumps([{"text": FIRST}, 5, {"body": ""}, {"text": SECOND, "authors": ["A", "B"]}]))
        assert [item.byline for item in documents(items)] == [None, "A, B"]
        assert [item.uri.rpartition("#")[2] for item in items if isinstance(item, Refusal)] == ["2", "3"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [("5", "a number alone"), ("[null]", "null, not an object"), ('{"text": ["x", 1]}', "text is a list, not")],
    )
    def test_reasons_call_values_by_names_that_people_use(self, refusal, text, words):
        assert words in refusal("a.json", text).reason

    @pytest.mark.parametrize("text", ["5", "[]", "{}", '{"title": "x"}', "{", "nul"])
    def test_what_holds_no_article_is_refused(self, refusal, text):
        assert refusal("a.json", text).reason


class TestTables:
    def test_bad_rows_cost_themselves(self, read):
        items = read(
            "a.csv",
            b"id,text,date\n1,Rain fell.,2020-01-01\n2,bad\xff\xfe,\n3,a,b,c\n4,,\n5,Snow \x00,\n6,Hail.,soon\n",
        )
        assert [item.text for item in documents(items)] == ["Rain fell.", "Hail."]
        assert len(reasons(items)) == 5

    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_the_separator_is_the_one_of_the_header(self, article, separator):
        assert article("a.csv", f"title{separator}body\n{TITLE}{separator}{FIRST.replace(',', ' -')}\n").title == TITLE

    def test_a_table_in_another_encoding_is_read(self, article):
        assert article("a.csv", "text\n" + "Le préfet a fermé la vallée près d'Orléans.\n").encoding == "utf-8"
        found = article("b.csv", ("text\n" + "Le préfet a fermé la vallée près d'Orléans.\n").encode("cp1252"))
        assert "préfet" in found.text

    def test_rows_of_parquet_keep_their_types(self, read):
        rows = [{"body": FIRST, "date": dt.date(2020, 1, 2), "n": 1}, {"body": None, "date": None, "n": 2}]
        items = read("a.parquet", parquet(rows))
        assert documents(items)[0].published_at.day == 2
        assert items[1].uri.endswith("#R2")


class TestNewsXml:
    def test_items_without_much_are_read_as_far_as_they_go(self, read):
        entries = (
            "<item><title>Only a title</title></item><item><description>No title &amp;&nbsp;link</description></item>"
        )
        feed = f"<rss><channel>{entries}<item/></channel></rss>"
        items = read("a.xml", feed)
        assert [item.text for item in documents(items)] == ["Only a title", "No title &\xa0link"]
        assert len(reasons(items)) == 1

    def test_a_dateline_stands_before_the_text(self, article):
        found = article("a.xml", NITF.replace("</body.head>", "<dateline>TELLIN, May 14</dateline></body.head>"))
        assert f"TELLIN, May 14 {FIRST}" in found.text

    def test_a_bad_date_is_told_and_the_article_read(self, read):
        items = read("a.xml", RSS.replace("Tue, 14 May 2019 08:00:00 GMT", "last week"))
        assert "published_at" in reasons(items)[0]
        assert documents(items)[0].published_at is None

    def test_xml_of_endless_elements_is_refused(self, refusal, monkeypatch):
        monkeypatch.setattr("pipelines.ingest.xml_tree._MAX_ELEMENTS", 100)
        assert "more than 100 elements" in refusal("a.xml", f"<rss><channel>{'<a/>' * 100}</channel></rss>").reason

    def test_xml_of_another_kind_is_refused_by_its_name(self, refusal):
        assert "<svg>" in refusal("a.xml", "<svg/>").reason


class TestMail:
    def test_html_mail_and_attachments_are_read(self, read):
        mail = (
            "Subject: =?utf-8?q?Dam_=C3=A9?=\r\nDate: Tue, 14 May 2019 08:00:00 +0200\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
            f"<p>{FIRST}</p><script>x()</script>\r\n--b\r\nContent-Type: text/plain\r\n"
            f'Content-Disposition: attachment; filename="more.txt"\r\n\r\nMore\r\n\r\n{SECOND}\r\n'
            '--b\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="x.png"\r\n\r\nxx\r\n--b--\r\n'
        )
        first, second, told = read("a.eml", mail)
        assert (first.title, first.text) == ("Dam é", f"Dam é\n\n{FIRST}")
        assert first.published_at == dt.datetime(2019, 5, 14, 6, tzinfo=dt.UTC)
        assert (second.title, second.uri.rpartition("!/")[2]) == ("More", "more.txt")
        assert told.reason == "attachments that are no articles were left aside: 1 image/png"

    def test_pictures_within_a_page_are_part_of_it(self, article):
        mail = (
            "Subject: Dam\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
            f"Content-Type: text/html\r\n\r\n<p>{FIRST}</p><img src='cid:x'>\r\n--b\r\nContent-Type: image/png\r\n"
            "Content-ID: <x>\r\n\r\nxx\r\n--b--\r\n"
        )
        assert article("a.eml", mail).text == f"Dam\n\n{FIRST}"

    def test_a_mail_that_was_forwarded_whole_is_read(self, read):
        mail = (
            "Subject: Fwd\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
            f"Content-Type: text/plain\r\n\r\n{FIRST}\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
            f"Subject: Bridge\r\n\r\n{SECOND}\r\n--b--\r\n"
        )
        _, inner = read("a.eml", mail)
        assert (inner.title, inner.text) == ("Bridge", f"Bridge\n\n{SECOND}")
        assert inner.uri.endswith("a.eml!/message.eml")

    def test_two_parts_of_one_name_have_two_uris(self, read):
        parts = "".join(
            f"--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: {title}\r\n\r\n{title} {SECOND}\r\n" for title in "XY"
        )
        nested = "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n"
        nested += "".join(
            f"--c\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n{text}\r\n"
            for text in ("One.", "Two.")
        )
        head = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        items = documents(read("a.eml", f"{head}{parts}{nested}--c--\r\n--b--\r\n"))
        names = ["message.eml", "message.eml (2)", "a.txt", "a.txt (2)"]
        assert [item.uri.rpartition("!/")[2] for item in items] == names

    def test_a_mail_without_text_is_refused(self, refusal):
        assert "without text" in refusal("a.eml", "Subject: x\r\n\r\n").reason


class TestPdf:
    def test_a_scan_is_refused_with_the_reason(self, refusal):
        assert "ocr" in refusal("a.pdf", pdf((), ())).reason

    def test_pages_without_text_are_told_and_the_others_read(self, read):
        told, document = read("a.pdf", pdf((TITLE, FIRST), ()))
        assert "page 2 of 2" in told.reason
        assert document.title == TITLE

    def test_a_file_that_is_no_pdf_is_refused(self, refusal):
        assert "pdf" in refusal("a.pdf", b"hello world").reason


class TestWord:
    def test_changes_count_as_accepted_and_text_boxes_are_read_once(self, article):
        body = (
            f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:p><w:r><w:t>It </w:t></w:r><w:del><w:r><w:delText>never "
            "</w:delText></w:r></w:del><w:ins><w:r><w:t>surely </w:t></w:r></w:ins><w:r><w:t>broke.</w:t><w:br/>"
            "<w:t>Next line</w:t></w:r></w:p><w:tbl>"
            "<w:tr><w:tc><w:p><w:r><w:t>Cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        )
        assert article("a.docx", docx(body=body)).text == f"{TITLE}\n\nIt surely broke.\nNext line\n\nCell"

    def test_another_zip_is_refused(self, refusal):
        assert "Word" in refusal("a.docx", zipped({"a.txt": b"x"})).reason


class TestWarc:
    PAGE = (
        "https://n.example/2020/02/03/dam",
        "text/html; charset=utf-8",
        HTML.replace("2019-05-14T08:00:00Z", "").encode(),
    )

    def test_responses_become_articles_with_their_address(self, article):
        found = article("a.warc", warc(self.PAGE))
        assert (found.url, found.format) == (self.PAGE[0], "html")
        assert (found.published_at_source, found.published_at.day) == ("path", 3)

    def test_what_is_no_article_is_counted_in_one_refusal(self, read):
        items = read("a.warc", warc(self.PAGE, ("http://a/", "image/png", b"x"), ("http://b/", "text/html", b"x", 404)))
        assert len(documents(items)) == 1
        assert reasons(items) == [
            "records that are no articles were left aside: 1 of type image/png, 1 with status 404"
        ]

    def test_a_damaged_record_costs_itself_alone(self, read):
        other = ("http://n.example/b", "text/html", HTML.replace(FIRST, SECOND).encode())
        data = warc(self.PAGE) + b"WARC/9\r\nnonsense\r\n\r\n" + warc(other)
        items = read("a.warc", data)
        assert len(documents(items)) == 2
        assert "damaged after 1 records" in reasons(items)[0]

    @pytest.mark.parametrize(
        ("headers", "body", "words"),
        [
            ("Content-Encoding: gzip", gzip.compress(HTML.encode()), None),
            ("Content-Encoding: deflate", zlib.compress(HTML.encode()), None),
            ("Content-Encoding: gzip", HTML.encode(), None),
            ("Content-Encoding: br", HTML.encode(), None),
            ("Transfer-Encoding: chunked", b"5\r\n<html\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(REST), REST), None),
            ("Transfer-Encoding: chunked", HTML.encode(), None),
            ("Content-Encoding: gzip", gzip.compress(HTML.encode())[:300], "cut short"),
            ("Content-Encoding: gzip", gzip.compress(b"\0" * 20_000_000), "10,000,000 bytes"),
            ("Transfer-Encoding: chunked", b"5\r\n<html\r\nffff", "cut short"),
            ("Content-Encoding: br", b"\x0b\x02\x80", "'br'"),
        ],
    )
    def test_bodies_are_read_as_they_are_coded_and_a_bad_one_costs_itself(self, read, headers, body, words):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n\r\n".encode() + body
        other = ("http://n.example/b", "text/html", HTML.replace(FIRST, SECOND).encode())
        data = record_bytes("response", "http://a/", "application/http; msgtype=response", http) + warc(other)
        items = read("a.warc", data)
        assert len(documents(items)) == (1 if words else 2)
        assert all(words in reason for reason in reasons(items)) if words else reasons(items) == []

    def test_what_a_feed_said_goes_before_what_the_page_says(self, article):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML.encode()
        said = json.dumps({"id": "g1", "title": "As the feed has it", "published_at": "2019-05-13T10:00:00+00:00"})
        data = record_bytes(
            "response", "http://a/", "application/http; msgtype=response", http, **{"Sitrep-Said": said}
        )
        found = article("a.warc", data)
        assert (found.external_id, found.title, found.published_at.day) == ("g1", "As the feed has it", 13)


class TestArchives:
    def test_a_member_of_an_unknown_kind_costs_itself(self, read):
        items = read(
            "a.zip", zipped({"a.txt": b"A\n\na", "b.xyz": b"?", "__MACOSX/a.txt": b"x", ".hidden": b"x", "c/": b""})
        )
        assert len(documents(items)) == 1
        assert ["b.xyz" in item.uri for item in items if isinstance(item, Refusal)] == [True]

    def test_folders_in_an_archive_may_tell_the_date(self, article):
        found = article("a.tar", tarred({"2021/05/06/a.txt": b"A\n\na"}))
        assert (found.published_at_source, found.published_at.month) == ("path", 5)

    def test_members_of_one_name_have_two_uris(self, read):
        with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out := io.BytesIO(), "w") as archive:
            archive.writestr("a.txt", "One")
            archive.writestr("a.txt", "Two")
        names = [(item.uri.rpartition("!/")[2], item.text) for item in read("a.zip", out.getvalue())]
        assert names == [("a.txt", "One"), ("a.txt (2)", "Two")]

    def test_a_damaged_record_in_a_tar_is_told_and_what_came_before_read(self, read):
        page = ("http://n.example/b", "text/html", HTML.encode())
        data = warc(page) + b"WARC/9\r\nnonsense\r\n\r\n" + warc(page)
        items = read("a.tar", tarred({"a.warc": data}))
        assert len(documents(items)) == 1
        assert "damaged after 1 records: unpack it" in reasons(items)[0]

    def test_a_cut_archive_keeps_what_came_before(self, read):
        data = tarred({f"{i}.txt": f"T{i}\n\n{FIRST * 30}".encode() for i in range(3)})
        items = read("a.tar", data[:6000])
        assert len(documents(items)) == 1
        assert reasons(items)


def test_a_pattern_is_one_batch_of_its_matches(tmp_path):
    for name in ("a/x.txt", "a/deep/y.txt", "b/z.txt", "b/z.log", "b/.hidden.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"Title {name}\n\nText.")
    assert [item.title for item in read_batch(tmp_path / "**" / "*.txt")] == [
        "Title a/deep/y.txt",
        "Title a/x.txt",
        "Title b/z.txt",
    ]
    assert [item.title for item in read_batch(tmp_path / "[b]" / "*.txt")] == ["Title b/z.txt"]
    (refusal,) = read_batch(tmp_path / "*.none")
    assert "no file matches" in refusal.reason


def test_a_pattern_does_not_follow_links_to_folders(tmp_path):
    for name in ("in/near", "out"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "a.txt").write_text(f"{TITLE}\n\n{name}", encoding="utf-8")
    (tmp_path / "in" / "far").symlink_to(tmp_path / "out")
    for pattern in ("in/*/*.txt", "in/*"):
        (found,) = read_batch(tmp_path / pattern)
        assert found.uri.endswith("in/near/a.txt")


def test_libraries_are_loaded_only_where_their_format_is_read():
    code = """
import sys, pipelines.ingest.source, pipelines.runner.batches
from pipelines.ingest.registry import reader_for
reader_for("a.txt")
heavy = "trafilatura htmldate lxml pypdf fastwarc zstandard ftfy charset_normalizer markdown_it defusedxml httpx"
more = "stamina protego pyarrow pycountry dagster"
print([name for name in f"{heavy} {more}".split() if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
