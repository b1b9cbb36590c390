"""What a sheet of a report is: its name, its columns, and the form of what stands in them."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Form = Literal["text", "count", "percent", "number", "share"]
"""`share`: a pair (part, whole), on the page only."""

UNKNOWN = "—（未提供名单）"


@dataclass(frozen=True)
class Column:
    """One column of a sheet."""

    title: str
    meaning: str
    width: int = 10
    form: Form = "text"
    empty: str = "—"
    """What stands where there is no value: never 0, which would be one."""
    alert: str = ""
    """Which numbers are coloured: `> 0`, or `<` with the title of the column they should reach."""
    wraps: int = 0
    """How wide it is in the workbook, where it goes on in the next line so that the sheet can be printed.

    0: as wide as `width` and one line, for what nobody prints: thousands of such rows open slowly.
    """


TRACK = Column("轨道", "证书轨道；只列有已发布单元的轨道", 22)


@dataclass(frozen=True)
class Sheet:
    """One sheet of the workbook and one CSV file."""

    name: str
    columns: tuple[Column, ...]
    sql: str = ""
    """The file with its query, for sheets that come straight out of the tables."""
    people: str = ""
    """For a sheet with a row for each person and unit: the file with the query for everybody in it."""

    @property
    def is_for_paper(self) -> bool:
        """Whether its long texts go on in the next line."""
        return any(column.wraps for column in self.columns)


def percent_text(share: float) -> str:
    """Return a share as a percentage with one decimal, halves up, as Excel and browsers do."""
    return f"{Decimal(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)}%"


def count_column(title: str, meaning: str, empty: str = "—") -> Column:
    """Return a column of whole numbers."""
    return Column(title, meaning, 10, "count", empty)


def percent_column(title: str, meaning: str, width: int = 12) -> Column:
    """Return a column of shares between 0 and 1."""
    return Column(title, meaning, width, "percent")
