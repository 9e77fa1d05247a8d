"""A foreign layout of columns over our tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pipelines.tables.views import View


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a foreign layout: the SQL that fills it, or None with the reason why it stays NULL."""

    name: str
    sql: str | None
    note: str = ""
    dtype: str = "VARCHAR"


@dataclass(frozen=True, slots=True)
class Layout:
    """A foreign layout. `columns` in its own order; `source`: where it is defined; `body`: FROM and what follows."""

    name: str
    description: str
    source: str
    example: str
    columns: tuple[Column, ...]
    body: str

    @property
    def view(self) -> View:
        """The view that has these columns."""
        lines = ",\n        ".join(f'{_value(column)} AS "{column.name}"' for column in self.columns)
        return View(self.name, self.description, self.example, f"\n    SELECT\n        {lines}\n    {self.body}\n")

    @property
    def unfilled(self) -> tuple[Column, ...]:
        """The columns that are always NULL."""
        return tuple(column for column in self.columns if column.sql is None)


def _value(column: Column) -> str:
    return f"CAST(NULL AS {column.dtype})" if column.sql is None else column.sql


def unfilled(reason: str, *names: str, dtype: str = "VARCHAR") -> tuple[Column, ...]:
    """Columns that stay NULL for one reason."""
    return tuple(Column(name, None, reason, dtype) for name in names)


DAY: Final = "e.date_precision = 'day'"
"""SQL: whether the event is dated to the day."""
