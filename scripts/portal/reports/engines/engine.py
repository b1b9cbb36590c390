"""What the report asks of a database, and the law that both databases keep.

- Texts are ordered and compared by their bytes; nulls come first where the order rises, last where it falls.
- `/` of two whole numbers is a real number; a division by zero never happens (guard it with `case`).
- A query's last `order by` leaves no ties, so its rows come in one order only.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

Row = tuple[Any, ...]

RISKY = tuple("=+-@\t\r\n＝＋－＠")
"""What a program for tables may take for the beginning of a formula."""

_PIECE = re.compile(r"'(?:[^']|'')*'|--[^\n]*|;|[^';-]+|-")


class Engine(Protocol):
    """A database with the tables of one report. SQL is what DuckDB and Spark both take as it stands."""

    def run(self, text: str) -> None:
        """Run statements that make tables; an empty one (`create table t (…)`) is for `load` or `add`."""

    def load(self, table: str, file: Path) -> None:
        """Add the rows of a staged file to a table: `.parquet`, `.tsv` (nothing quoted) or else CSV."""

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table."""

    def tables(self) -> list[str]:
        """Return the names of the tables that `load` and `add` can fill."""

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query, some thousands at a time."""

    def close(self) -> None:
        """Let go of the database; the tables are gone."""


@runtime_checkable
class AppendsCsv(Protocol):
    """An engine that writes CSV files as Python's `csv` and the workbook's guard against formulas do."""

    def append_csv(self, query: str, blanks: Sequence[str], file: Path) -> None:
        """Append a query's rows to a file; `blanks` stand where a column has no value."""


Open = Callable[[Path], Engine]
"""Makes an engine that keeps all it needs in a folder."""


def statements(text: str) -> list[str]:
    """Return the statements of a text, without comments."""
    pieces = [piece for piece in _PIECE.findall(text) if not piece.startswith("--")]
    found, current = [], ""
    for piece in [*pieces, ";"]:
        if piece != ";":
            current += piece
            continue
        if current.strip():
            found.append(current.strip())
        current = ""
    return found


def quoted(path: Path) -> str:
    """Return a path as it stands in an SQL text."""
    return str(path).replace("'", "''")
