"""What a table's model says, in the form that writers of frames, DDL and documentation ask for."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl
from pandera.api.polars.components import Column
from pandera.api.polars.container import DataFrameSchema

from pipelines.tables.schema.columns import Slice, Table


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column: `values` are the only ones allowed, `references` the table whose primary key it holds."""

    name: str
    dtype: pl.DataType
    description: str
    unit: str | None
    nullable: bool
    values: tuple[str, ...] | None
    references: str | None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference of `column` to the primary key of `table`; `clear`: one that leads nowhere becomes NULL."""

    column: str
    table: str
    clear: bool


@dataclass(frozen=True)
class TableSpec:
    """A table, as its Pandera model defines it."""

    model: type[Table]

    @cached_property
    def schema(self) -> DataFrameSchema:
        """The Pandera schema of the model."""
        return self.model.to_schema()

    @property
    def name(self) -> str:
        """The table's name in files and in SQL."""
        return str(self.schema.name)

    @property
    def description(self) -> str:
        """The grain of the table, in a sentence."""
        return inspect.getdoc(self.model) or ""

    @property
    def stage(self) -> str:
        """What makes it: `mention` (one document), `resolved` (all documents) or `run`."""
        return str(self._grain["stage"])

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Columns whose values together are a row's own."""
        return tuple(self._grain["primary_key"])

    @property
    def sort_by(self) -> tuple[str, ...]:
        """The order of rows; it leaves no two rows equal."""
        return tuple(self._grain["sort_by"])

    @property
    def slices(self) -> tuple[Slice, ...]:
        """Spans of `documents.text`: columns (start, end, text or None)."""
        return tuple(self._grain["slices"])

    @cached_property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """The columns in order."""
        return tuple(_column(name, field) for name, field in self.schema.columns.items())

    @cached_property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The references in order of columns."""
        clear = {name: bool((field.metadata or {})["clear"]) for name, field in self.schema.columns.items()}
        return tuple(ForeignKey(c.name, c.references, clear[c.name]) for c in self.columns if c.references)

    @cached_property
    def polars_schema(self) -> pl.Schema:
        """Column names and Polars types in order."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @cached_property
    def checks(self) -> tuple[str, ...]:
        """What a row must not be, over and above its columns' own limits."""
        return tuple(str(check.error or check.name) for check in self.schema.checks)

    @property
    def _grain(self) -> dict[str, Any]:
        return self.model.Config.metadata


def _column(name: str, field: Column) -> ColumnSpec:
    metadata: dict[str, Any] = field.metadata or {}
    return ColumnSpec(
        name=name,
        dtype=field.dtype.type,
        description=str(field.description),
        unit=metadata["unit"],
        nullable=bool(field.nullable),
        values=metadata["values"],
        references=metadata["references"],
    )
