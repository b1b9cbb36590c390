"""The report's tables in a database. The SQL stands in `sql/` and runs on every engine."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from types import TracebackType

from portal.reports.between import between
from portal.reports.engines.duck import Duck
from portal.reports.engines.engine import AppendsCsv, Open, statements
from portal.reports.engines.engine import Row as Row
from portal.reports.items.figures import Figures, item_figures
from portal.reports.privacy.groups import Groups
from portal.reports.scope import Scope

_SQL = Path(__file__).parent / "sql"
ITEM_TABLES = (
    "item_units.sql", "unit_scores.sql", "item_marks.sql", "item_firsts.sql", "item_turns.sql",
    "item_scores.sql", "item_bands.sql",
)  # fmt: skip
"""The tables that the figures of questions are made of, each after those it needs."""
_MADE = (
    *ITEM_TABLES, "progress.sql", "standing.sql", "counts.sql", "histories.sql", "slips.sql", "taught.sql",
)  # fmt: skip


def sql_text(name: str) -> str:
    """Return one of the queries."""
    return (_SQL / name).read_text(encoding="utf-8")


class Tables:
    """All tables of one report, made out of the staged files in a folder."""

    def __init__(self, folder: Path, scope: Scope, engine: Open = Duck, groups: Groups | None = None) -> None:
        self.groups = groups or Groups()
        self._scope = scope
        self._db = engine(folder)
        self._load(folder)

    def __enter__(self) -> "Tables":
        """Return the tables, ready to be asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self._db.close()

    def _load(self, folder: Path) -> None:
        self._db.run(sql_text("schema.sql"))
        for table in self._db.tables():
            large = folder / f"{table}.parquet"
            self._db.load(table, large if large.exists() else large.with_suffix(".csv"))
        for name in _MADE:
            self._db.run(sql_text(name))
        self._db.add("flags", between(self))

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a query, some thousands at a time; None stands for what is left out of one."""
        yield from self.groups.rows(name, lambda name: self._db.rows(sql_text(name)))

    @property
    def can_append(self) -> bool:
        """Whether the engine writes CSV files itself."""
        return isinstance(self._db, AppendsCsv)

    def append_csv(self, name: str, blanks: Sequence[str], file: Path) -> None:
        """Append the rows of a query to a CSV file; `blanks` stand where a column has no value."""
        if isinstance(self._db, AppendsCsv):
            self._db.append_csv(sql_text(name), blanks, file)

    def count_rows(self, name: str) -> int:
        """Return how many rows a query has."""
        [query] = statements(sql_text(name))
        [(count,)] = self._db.rows(f"select count(*) from ({query}) q")
        return int(count)

    @cached_property
    def figures(self) -> list[Figures]:
        """The figures of all questions; of groups too small nothing but their size."""
        return item_figures(self.rows, self._scope, self.groups.least, self.groups.least)

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        [(count,)] = self._db.rows(f"select count(*) from {table}")
        return int(count)
