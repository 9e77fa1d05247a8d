# ruff: noqa: ANN401 - Pandera types its fields and its decorators as Any
"""What columns and checks are made of: short constructors of Pandera fields and of checks across columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeAlias

import pandera.polars as pa
import polars as pl

Slice: TypeAlias = tuple[str, str, str | None]
Moment: TypeAlias = Annotated[pl.Datetime, "us", "UTC"]
Strings: TypeAlias = Annotated[pl.List, pl.String()]

CHARACTER: Final = "character"
PERSON: Final = "person"


def column(
    description: str,
    *,
    nullable: bool = False,
    unit: str | None = None,
    values: tuple[str, ...] | None = None,
    references: str | None = None,
    clear: bool = False,
    minimum: float | None = None,
    maximum: float | None = None,
    pattern: str | None = None,
) -> Any:
    """Define a column: what it means, its unit, and what its cells may hold.

    `values` are the only ones allowed; `references` names the table whose primary key it holds, and `clear` says that a
    reference which leads nowhere becomes NULL instead of costing the row (only where NULL means no more than unknown).
    """
    limits: dict[str, Any] = {"ge": minimum, "le": maximum, "isin": values, "str_matches": pattern}
    metadata = {"unit": unit, "values": values, "references": references, "clear": clear}
    return pa.Field(
        nullable=nullable,
        description=description,
        metadata=metadata,
        **{name: limit for name, limit in limits.items() if limit is not None},
    )


def identifier(description: str) -> Any:
    """Define a primary key: a stable hash of content, never empty."""
    return column(description, pattern=r"\S")


def reference(table: str, description: str, *, nullable: bool = False, clear: bool = False) -> Any:
    """Define a column that holds the primary key of another table."""
    return column(description, nullable=nullable, references=table, clear=clear)


def document() -> Any:
    """Define the reference to the article that a mention stands in."""
    return reference("documents", "The article it stands in.")


def enumeration(description: str, values: tuple[str, ...], *, nullable: bool = False) -> Any:
    """Define a column of a closed vocabulary."""
    return column(description, values=values, nullable=nullable)


def sentence() -> Any:
    """Define the position of a mention's sentence."""
    return column("Position of its sentence in the article, from 0.", minimum=0)


def start(of: str = "it", *, nullable: bool = False) -> Any:
    """Define where a span begins."""
    return column(f"Where {of} begins in documents.text.", unit=CHARACTER, minimum=0, nullable=nullable)


def end(of: str = "it", *, nullable: bool = False) -> Any:
    """Define where a span ends."""
    return column(f"Where {of} ends in documents.text (exclusive).", unit=CHARACTER, minimum=0, nullable=nullable)


def count(description: str, *, unit: str | None = None, nullable: bool = False) -> Any:
    """Define a number of things."""
    return column(description, unit=unit, minimum=0, nullable=nullable)


def country(description: str) -> Any:
    """Define an ISO 3166-1 alpha-3 code."""
    return column(description + " ISO 3166-1 alpha-3.", nullable=True, pattern=r"^[A-Z]{3}$")


def latitude() -> Any:
    """Define a WGS 84 latitude."""
    return column("Latitude, WGS 84.", unit="degree", nullable=True, minimum=-90, maximum=90)


def longitude() -> Any:
    """Define a WGS 84 longitude."""
    return column("Longitude, WGS 84.", unit="degree", nullable=True, minimum=-180, maximum=180)


def holds(name: str, condition: pl.Expr) -> Any:
    """Check a condition on every row; `name` says what is wrong where it is false. NULL passes."""

    def check(_: type, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(condition)

    check.__name__ = name
    return pa.dataframe_check(check, name=name, error=name)


def ordered(*names: str) -> Any:
    """Check that each column's value is at most the next one's, NULLs left out."""
    pairs = [(low, high) for position, low in enumerate(names) for high in names[position + 1 :]]
    return holds(f"not {' ≤ '.join(names)}", _all((pl.col(low) <= pl.col(high)).fill_null(True) for low, high in pairs))


def spans(start_name: str, end_name: str) -> Any:
    """Check that a span has at least one character."""
    return holds(f"not {start_name} < {end_name}", pl.col(start_name) < pl.col(end_name))


def inside(inner: tuple[str, str], outer: tuple[str, str]) -> Any:
    """Check that a span lies within another."""
    within = (pl.col(inner[0]) >= pl.col(outer[0])) & (pl.col(inner[1]) <= pl.col(outer[1]))
    return holds(f"{inner[0]}, {inner[1]} outside {outer[0]}, {outer[1]}", within)


def together(*names: str) -> Any:
    """Check that columns are NULL in the same rows."""
    first, *others = (pl.col(name).is_null() for name in names)
    return holds(f"only some of {', '.join(names)} are NULL", _all(first == other for other in others))


def differs(name: str, other: str) -> Any:
    """Check that a row does not refer to itself."""
    return holds(f"{name} refers to its own row", pl.col(name) != pl.col(other))


def finite(*names: str) -> Any:
    """Check that no number is infinite or not a number."""
    return holds(f"{', '.join(names)} not finite", _all(pl.col(name).is_finite().fill_null(True) for name in names))


def _all(conditions: Iterable[pl.Expr]) -> pl.Expr:
    return pl.all_horizontal(list(conditions))


def grain(*primary_key: str, sort_by: tuple[str, ...], stage: str, slices: tuple[Slice, ...] = ()) -> dict[str, Any]:
    """State a table's primary key, the order of its rows, the stage that makes it, and its spans of `documents.text`.

    `slices` are columns (start, end, text), where text is the name of the column that repeats the span's characters.
    """
    return {"primary_key": primary_key, "sort_by": sort_by, "stage": stage, "slices": slices}


class Table(pa.DataFrameModel):
    """What every table has: exactly its columns, in their order, and a primary key that no two rows share."""

    class Config:
        """Pandera's settings; each table adds its `name` and, as `metadata`, its grain."""

        strict = True
        ordered = True
        metadata: dict[str, Any]

    @pa.dataframe_check(name="primary key repeated", error="primary key repeated")
    def key_is_unique(cls, data: pa.PolarsData) -> pl.LazyFrame:  # noqa: N805 - Pandera passes the class
        """Let the first row of each key pass, in order of rows."""
        return data.lazyframe.select(pl.struct(cls.Config.metadata["primary_key"]).is_first_distinct())
