"""The single definition of every table: columns, types, units, meaning, nullability, keys, checks.

Each table is a Pandera model in a module of its kind; `TABLES` lists them in an order in which every reference leads to
a table before it or to the table itself. DDL, Parquet metadata, lineage and the data dictionary derive from it.
"""

from __future__ import annotations

from pipelines.tables.schema.actors import ActorMentions, Actors
from pipelines.tables.schema.columns import Slice, Table
from pipelines.tables.schema.documents import Documents
from pipelines.tables.schema.events import EventActors, EventArguments, EventMentions, Events
from pipelines.tables.schema.figures import Figures
from pipelines.tables.schema.linking import EventClaims, EventLinks, EventRedirects
from pipelines.tables.schema.places import PlaceMentions, Places
from pipelines.tables.schema.runs import Rejects, Runs
from pipelines.tables.schema.spec import ColumnSpec, ForeignKey, TableSpec
from pipelines.tables.schema.times import TimeMentions
from pipelines.tables.schema.voices import Attributions, Sources
from pipelines.tables.version import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "TABLES", "ColumnSpec", "ForeignKey", "Slice", "Table", "TableSpec"]

TABLES: dict[str, TableSpec] = {
    spec.name: spec
    for spec in map(
        TableSpec,
        (
            Documents,
            Actors,
            Sources,
            Places,
            Events,
            PlaceMentions,
            TimeMentions,
            ActorMentions,
            Attributions,
            EventMentions,
            EventActors,
            EventArguments,
            Figures,
            EventClaims,
            EventLinks,
            EventRedirects,
            Runs,
            Rejects,
        ),
    )
}
