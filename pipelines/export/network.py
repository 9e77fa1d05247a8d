"""GEXF 1.2 for Gephi and its like: actors as nodes, an edge from actor to recipient with the number of events."""

from __future__ import annotations

import re
from pathlib import Path

import networkx as nx

from pipelines.export.rows import Source, quoted

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WRITTEN = re.compile(r' lastmodifieddate="[^"]*"')
_EDGES = """
    SELECT actor_id, recipient_id, event_type, sum(event_count) AS weight,
        sum(event_count * mean_score) / sum(event_count) AS mean_score
    FROM {view} GROUP BY ALL ORDER BY ALL"""
_NODES = "SELECT actor_id, name, actor_type, country FROM actors WHERE actor_id IN ({ids}) ORDER BY actor_id"


def write(source: Source, path: Path) -> None:
    """Write a directed network; raises `ExportError` for a view that is not made of pairs, as `dyads` is."""
    source.need("gexf", "actor_id", "recipient_id", "event_type", "event_count", "mean_score")
    view = quoted(source.name)
    graph = nx.MultiDiGraph()
    ids = f"SELECT actor_id FROM {view} UNION SELECT recipient_id FROM {view}"  # noqa: S608 - a name of the catalogue
    nodes = source.connection.sql(_NODES.format(ids=ids)).fetchall()
    for key, name, actor_type, country in nodes:
        known = {"actor_type": actor_type, **({"country": country} if country else {})}
        graph.add_node(key, label=_xml(name), **known)
    for row in source.rows(_EDGES.format(view=view)):
        graph.add_edge(
            row["actor_id"],
            row["recipient_id"],
            key=row["event_type"],
            label=row["event_type"],
            event_type=row["event_type"],
            weight=float(row["weight"]),
            mean_score=round(row["mean_score"], 3),
        )
    text = "\n".join(nx.generate_gexf(graph, encoding="utf-8", prettyprint=True, version="1.2draft"))
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n{_WRITTEN.sub("", text)}\n', encoding="utf-8")


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("", text)
