"""`sitrep show ID`: one fact of any table with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from pipelines.cli.console import DEFAULT, CliError, OutputOption, cell, out, paragraph, plain
from pipelines.cli.query import answer, connected

if TYPE_CHECKING:
    import duckdb

_AROUND = 160
_MOST_PASSAGES = 12
_LONG_TEXT = 4000

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
_STYLES = ("underline", "bold green", "bold cyan")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to be made visible, by the rank of what it is."""

    start: int
    end: int
    style: str


def show(
    fact_id: Annotated[
        str, typer.Argument(metavar="ID", help="An id of any table; its beginning is enough if it is unique.")
    ],
    output: OutputOption = DEFAULT,
) -> None:
    """Show a fact and the passages of text that it rests on.

    For example:

        sitrep sql "select event_id, title from events limit 5"

        sitrep show evt_4f0c
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
        if table == "documents":
            console.print(Text("\n" + paragraph(row["text"][:_LONG_TEXT])))
        if table in _PASSAGES:
            _passages(connection, _PASSAGES[table], key)


def _find(connection: duckdb.DuckDBPyConnection, fact_id: str) -> tuple[str, dict[str, Any]]:
    """The one row whose id is, or begins with, what was given."""
    found: list[tuple[str, dict[str, Any]]] = []
    for table, key in _KEYS.items():
        query = f"select * from {table} where starts_with({key}, ?) order by {key} = ? desc, {key} limit 2"  # noqa: S608
        columns, rows = answer(connection, query, [fact_id, fact_id])
        matches = [dict(zip(columns, row, strict=True)) for row in rows]
        if matches and matches[0][key] == fact_id:
            return table, matches[0]
        found += [(table, match) for match in matches]
    if not fact_id or not found:
        raise CliError(f"{plain(fact_id) or 'an empty id'}: no such id in any table: `sitrep sql` finds ids")
    if len(found) > 1:
        raise CliError(f"{plain(fact_id)}: more than one id begins so: give more of it")
    return found[0]


def _list(connection: duckdb.DuckDBPyConnection, title: str, query: str, key: str) -> None:
    _, rows = answer(connection, query, [key])
    for number, row in enumerate(rows):
        if number == 0:
            out().print(Text(f"  {title}:", style="dim"))
        out().print(Text("    " + "  ".join(cell(value) for value in row if value is not None)), soft_wrap=True)


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
    edges = sorted({first, last, *(edge for mark in marks for edge in (mark.start, mark.end))})
    excerpt = Text("  …" if first else "  ")
    for start, end in zip(edges, edges[1:] or edges, strict=False):
        excerpt.append("⟦" * _count(mark.start == start for mark in marks))
        style = " ".join(mark.style for mark in marks if mark.start <= start and end <= mark.end)
        excerpt.append(paragraph(" ".join(text[start:end].split("\n"))), style=style)
        excerpt.append("⟧" * _count(mark.end == end for mark in marks))
    return excerpt.append("…" if last < len(text) else "")


def _count(flags: Iterable[bool]) -> int:
    return sum(flags)
