"""Excel workbooks: one sheet, a frozen and filtered head, real dates; text is text, never a formula or a link."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pipelines.export.delimited import flat
from pipelines.export.rows import ExportError, Source

MOST_ROWS = 1_048_575
_MOST_CHARACTERS = 32_767
_MOST_EXACT = 10**15  # beyond it a cell of numbers rounds
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
    "remove_timezone": True,
    "in_memory": False,
}
_WIDTH = 18
_FIRST_YEAR = 1900  # of Excel's calendar
_CREATED = dt.datetime(2000, 1, 1)  # a fixed moment, so that the same rows give the same file


def write(source: Source, path: Path) -> None:
    """Write rows as a workbook; raises `ExportError` for more rows than a sheet holds."""
    if source.total > MOST_ROWS:
        raise ExportError(f"{source.name} has {source.total} rows, a sheet holds {MOST_ROWS}: choose --format parquet")
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(source.name[:31])
        looks = _Looks(book)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(source.columns) - 1, 0), _WIDTH)
        sheet.write_row(0, 0, source.columns, looks.head)
        line = 0
        for block in source.blocks():
            for row in flat(block).iter_rows():
                line += 1
                for column, value in enumerate(row):
                    looks.write(sheet, (line, column), value)
        sheet.autofilter(0, 0, max(line, 1), max(len(source.columns) - 1, 0))


class _Looks:
    """How cells look, and so how each kind of value is written."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def write(self, sheet: Worksheet, at: tuple[int, int], value: Any) -> None:  # noqa: ANN401 - any cell
        match value:
            case None:
                pass
            case dt.date() if value.year >= _FIRST_YEAR:
                sheet.write_datetime(*at, value, self._moment if isinstance(value, dt.datetime) else self._day)
            case dt.date():
                sheet.write_string(*at, value.isoformat())
            case str():
                sheet.write_string(*at, value[:_MOST_CHARACTERS])
            case bool():
                sheet.write_boolean(*at, value)
            case int() if abs(value) >= _MOST_EXACT:
                sheet.write_string(*at, str(value))
            case _:
                sheet.write_number(*at, value)
