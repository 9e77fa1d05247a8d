"""`sitrep show ID`: one fact of any table with the words that it rests on, or an article with all its facts marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from pipelines.cli.console import DEFAULT, CliError, OutputOption, cell, out, paragraph, plain
from pipelines.cli.query import answer, connected
from pipelines.settings import UI

if TYPE_CHECKING:
    import duckdb

_AROUND = 160
_MOST_PASSAGES = 12

_KEYS = {
    "documents": "doc_id",
    "events": "event_id",
    "event_mentions": "mention_id",
    "actors": "actor_id",
    "actor_mentions": "actor_mention_id",
    "figures": "figure_id",
    "attributions": "attribution_id",
    "sources": "source_id",
    "places": "place_id",
    "place_mentions": "place_mention_id",
    "time_mentions": "time_mention_id",
    "event_claims": "claim_id",
    "event_links": "link_id",
    "event_redirects": "old_event_id",
    "rejects": "reject_id",
    "runs": "run_id",
}
_HIDDEN = {"text", "evidence"}

# Where the words of a fact stand: rows of doc_id, then pairs of offsets in the order of _STYLES' names.
_PASSAGES = {
    "events": 'select doc_id, start, "end", trigger_start, trigger_end from event_mentions where event_id = ?',
    "event_mentions": """
        select doc_id, start, "end", trigger_start, trigger_end from event_mentions where mention_id = ?""",
    "actors": 'select doc_id, null, null, start, "end" from actor_mentions where actor_id = ?',
    "actor_mentions": 'select doc_id, null, null, start, "end" from actor_mentions where actor_mention_id = ?',
    "figures": 'select doc_id, evidence_start, evidence_end, start, "end" from figures where figure_id = ?',
    "attributions": """
        select doc_id, content_start, content_end, cue_start, cue_end, source_start, source_end
        from attributions where attribution_id = ?""",
    "sources": """
        select doc_id, content_start, content_end, cue_start, cue_end, source_start, source_end
        from attributions where source_id = ?""",
    "places": 'select doc_id, null, null, start, "end" from place_mentions where place_id = ?',
    "place_mentions": 'select doc_id, null, null, start, "end" from place_mentions where place_mention_id = ?',
    "time_mentions": 'select doc_id, null, null, start, "end" from time_mentions where time_mention_id = ?',
}
_PARTIES = """
    select distinct ea.role, a.name, a.actor_type, a.actor_id from event_actors ea join actors a using (actor_id)
    where ea.event_id = ? order by all"""
_FIGURES = """
    select evidence, measure, case
        when low = high then format('{:.12g}', low)
        when high is null then format('≥ {:.12g}', low)
        when low is null then format('≤ {:.12g}', high)
        else format('{:.12g}–{:.12g}', low, high) end, figure_id
    from figures where event_id = ? order by all"""
_CLAIMS = """
    select c.attribute, c.value, if(c.is_disputed, 'disputed', null),
        'by ' || nullif(array_to_string(list(coalesce(s.name, s.description, s.kind) order by s.source_id), ', '), ''),
        c.claim_id
    from event_claims c left join unnest(c.source_ids) as told(source_id) on true
    left join sources s on s.source_id = told.source_id
    where c.event_id = ? group by all order by all"""
_SOURCES = """
    select distinct coalesce(s.name, s.description, s.kind), s.kind, if(s.is_named, 'named', 'anonymous'), s.source_id
    from event_claims c, unnest(c.source_ids) as told(source_id) join sources s on s.source_id = told.source_id
    where c.event_id = ? order by all"""
_FACTS = """
    select 'event' as kind, trigger_start as "start", trigger_end as "end", mention_id,
        concat_ws(' ', event_type, event_mode, modality, if(is_background, 'background', null)) as note
    from event_mentions where doc_id = $1
    union all select 'figure', "start", "end", figure_id, concat_ws(' ', measure, unit) from figures where doc_id = $1
    union all select 'voice', source_start, source_end, attribution_id, stance from attributions
    where doc_id = $1 and source_start is not null
    union all select 'actor', m."start", m."end", m.actor_mention_id, a.name
    from actor_mentions m join actors a using (actor_id) where m.doc_id = $1
    union all select 'place', m."start", m."end", m.place_mention_id, concat_ws(', ', p.name, p.country)
    from place_mentions m join places p using (place_id) where m.doc_id = $1
    union all select 'time', "start", "end", time_mention_id, value from time_mentions where doc_id = $1
    order by 2, 3, 1, 4"""
_STYLES = ("underline", "bold green", "bold cyan")
_KINDS = {
    "event": "bold red",
    "figure": "bold yellow",
    "voice": "bold cyan",
    "actor": "green",
    "place": "magenta",
    "time": "blue",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be made visible, by the rank of what it is."""

    start: int
    end: int
    style: str


def show(
    fact_id: Annotated[
        str,
        typer.Argument(
            metavar="ID|DOC", help="An id of any table, or an article's file or address; an id's beginning will do."
        ),
    ],
    output: OutputOption = DEFAULT,
) -> None:
    """Show a fact and the passages of text that it rests on, or an article with its facts marked.

    For example:

        sitrep sql "select event_id, title from events limit 5"

        sitrep show evt_4f0c

        sitrep show articles/border.txt
    """
    with connected(output) as connection:
        table, row = _find(connection, fact_id)
        key = str(row[_KEYS[table]])
        console = out()
        console.print(Text(f"{table}  {plain(key)}", style="bold"))
        for name, value in row.items():
            if name not in _HIDDEN and value is not None and value != []:
                console.print(Text.assemble((f"  {name}: ", "dim"), cell(value)), soft_wrap=True)
        if table == "events":
            _list(connection, "parties", _PARTIES, key)
            _list(connection, "figures", _FIGURES, key)
            _list(connection, "claims", _CLAIMS, key)
            _list(connection, "sources", _SOURCES, key)
        if run := row.get("run_id") or row.get("since_run"):
            console.print(Text.assemble(("  in the UI: ", "dim"), f"{UI}/runs/{plain(run)}"), soft_wrap=True)
        if table == "documents":
            _article(connection, row)
        if table in _PASSAGES:
            _passages(connection, _PASSAGES[table], key)


def _find(connection: duckdb.DuckDBPyConnection, fact_id: str) -> tuple[str, dict[str, Any]]:
    """The one row whose id is, or begins with, what was given, else the one article of that file or address."""
    found: list[tuple[str, dict[str, Any]]] = []
    for table, key in _KEYS.items():
        query = f"select * from {table} where starts_with({key}, ?) order by {key} = ? desc, {key} limit 2"  # noqa: S608
        columns, rows = answer(connection, query, [fact_id, fact_id])
        matches = [dict(zip(columns, row, strict=True)) for row in rows]
        if matches and matches[0][key] == fact_id:
            return table, matches[0]
        found += [(table, match) for match in matches]
    if fact_id and not found:
        query = "select * from documents where uri = ? or url = ? or ends_with(uri, '/' || ?) order by doc_id limit 2"
        columns, rows = answer(connection, query, [fact_id] * 3)
        found = [("documents", dict(zip(columns, row, strict=True))) for row in rows]
    if not fact_id or not found:
        raise CliError(f"{plain(fact_id) or 'an empty id'}: no such id or article: `sitrep sql` finds ids")
    if len(found) > 1:
        raise CliError(f"{plain(fact_id)}: more than one begins or ends so: give more of it")
    return found[0]


def _list(connection: duckdb.DuckDBPyConnection, title: str, query: str, key: str) -> None:
    _, rows = answer(connection, query, [key])
    for number, row in enumerate(rows):
        if number == 0:
            out().print(Text(f"  {title}:", style="dim"))
        out().print(Text("    " + "  ".join(cell(value) for value in row if value is not None)), soft_wrap=True)


def _article(connection: duckdb.DuckDBPyConnection, row: dict[str, Any]) -> None:
    """The whole text with its facts marked, then the facts one by one with their ids."""
    _, rows = answer(connection, _FACTS, [row["doc_id"]])
    facts = list(rows)
    console, text = out(), row["text"]
    legend = [(f"{kind} ", style) for kind, style in _KINDS.items()]
    console.print(Text.assemble(("\n  marked: ", "dim"), *legend), "")
    marks = {Mark(start, end, _KINDS[kind]) for kind, start, end, _, _ in facts}
    console.print(_marked(text, sorted(marks, key=lambda m: (m.start, -m.end, m.style)), 0, len(text)), "")
    for kind, start, end, key, note in facts:
        words = " ".join(text[start:end].split())
        line = Text.assemble(
            (f"  {kind:<7}", _KINDS[kind]), f"{key}  {plain(words)}", (f"  {plain(note or '')}", "dim")
        )
        console.print(line, soft_wrap=True)


def _passages(connection: duckdb.DuckDBPyConnection, query: str, key: str) -> None:
    joined = f"select p.*, d.uri, d.title, d.text from ({query}) p join documents d using (doc_id) order by all"  # noqa: S608
    _, found = answer(connection, joined, [key])
    rows = list(found)
    shown = ""
    for doc_id, *offsets, uri, title, text in rows[:_MOST_PASSAGES]:
        if doc_id != shown:
            shown = doc_id
            out().print(Text.assemble("\n", (plain(title or uri), "bold"), f"  {plain(uri)}  {doc_id}"), soft_wrap=True)
        out().print(_excerpt(text, _marks(offsets)))
    if len(rows) > _MOST_PASSAGES:
        out().print(Text(f"\n… and {len(rows) - _MOST_PASSAGES} more passages", style="dim"))


def _marks(offsets: Sequence[int | None]) -> list[Mark]:
    pairs = zip(offsets[::2], offsets[1::2], strict=True)
    return [
        Mark(start, end, style)
        for (start, end), style in zip(pairs, _STYLES, strict=False)
        if start is not None and end is not None
    ]


def _excerpt(text: str, marks: Sequence[Mark]) -> Text:
    """The text around some spans, each in ⟦ ⟧ and in its style."""
    first = max(0, min(mark.start for mark in marks) - _AROUND)
    last = min(len(text), max(mark.end for mark in marks) + _AROUND)
    flat = text.replace("\n", " ")
    found = Text("  …" if first else "  ").append_text(_marked(flat, marks, first, last))
    return found.append("…" if last < len(text) else "")


def _marked(text: str, marks: Sequence[Mark], first: int, last: int) -> Text:
    """A stretch of text with spans in ⟦ ⟧ and in their styles."""
    edges = sorted({first, last, *(edge for mark in marks for edge in (mark.start, mark.end))})
    found, opening, closing = Text(), Counter(m.start for m in marks), Counter(m.end for m in marks)
    waiting, active = sorted(marks, key=lambda mark: mark.start, reverse=True), list[Mark]()
    for start, end in pairwise(edges):
        while waiting and waiting[-1].start <= start:
            active.append(waiting.pop())
        active = [mark for mark in active if mark.end > start]
        found.append("⟦" * opening[start])
        found.append(paragraph(text[start:end]), style=" ".join(mark.style for mark in active))
        found.append("⟧" * closing[end])
    return found
