"""Sheets with a row for each person and unit: too long for Excel; the engine writes their CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from portal.reports.sheet_form import Sheet
from portal.reports.tables import Row, Tables

SHOWN = 2_000
"""Rows of a long sheet in the workbook: enough to see what its CSV holds."""
LONG = 20_000
"""Rows from which on it is worth it: for a million, Python takes half a minute, an engine a second."""


@dataclass(frozen=True)
class LongRows:
    """The rows of a long sheet, which nobody wants to hold or to scroll through."""

    sheet: Sheet
    tables: Tables
    count: int

    def __iter__(self) -> Iterator[Row]:
        """Yield the first rows, for the workbook."""
        yield from islice(self.tables.rows(self.sheet.sql), SHOWN)

    def people(self) -> Iterator[Row]:
        """Yield everybody who is in the sheet: number, name and school, its first columns."""
        yield from self.tables.rows(self.sheet.people)

    def write(self, file: Path) -> None:
        """Append all rows to the sheet's CSV file."""
        self.tables.append_csv(self.sheet.sql, [column.empty for column in self.sheet.columns], file)


def long_rows(sheet: Sheet, tables: Tables) -> LongRows | None:
    """Return the rows of a sheet if they are that many, and the engine can write them."""
    if not sheet.people or not tables.can_append:
        return None
    count = tables.count_rows(sheet.sql)
    return LongRows(sheet, tables, count) if count > LONG else None
