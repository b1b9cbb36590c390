"""The records of one run, out of the store: which are wanted, in a small database that spills to disk."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from portal.reports.store.form import PART
from portal.reports.store.source import NO_PATH, Source, path_of
from portal.reports.store.store import Store

Row = tuple[Any, ...]

_SQL = Path(__file__).parent / "sql"
_BATCH = 2000
_NEW = (
    "listed n left join known k on k.path = n.path and k.inside = n.inside "
    f"where k.path is null and n.path <> '{NO_PATH}'"
)
_CSV = (
    "format csv, header false, auto_detect false, nullstr '\\N', allow_quoted_nulls false, "
    "quote '\"', escape '\"'"
)


class Desk:
    """A database in a folder of the run; all in it is gone with the folder."""

    def __init__(self, folder: Path, memory: str = "320MB", threads: int = 2) -> None:
        """Open an empty one."""
        self.folder = folder
        self.db = duckdb.connect(str(folder / "desk.duckdb"), config={
            "memory_limit": memory,
            "threads": str(threads),
            "preserve_insertion_order": "false",
            "temp_directory": str(folder / "desk"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        })  # fmt: skip

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def make(self, name: str, **given: object) -> None:
        """Run the statements of a file."""
        text = (_SQL / f"{name}.sql").read_text("utf-8")
        for statement in text.split(";\n"):
            if statement.strip():
                used = {key: value for key, value in given.items() if f"${key}" in statement}
                self.db.execute(statement, used or None)

    def fill(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Make a table out of rows, however many they are; `columns` are names with types."""
        file = self.folder / f"{table}.csv"
        with file.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
        self.db.execute(f"create or replace table {table} ({columns})")
        self.db.execute(f"copy {table} from '{str(file).replace(chr(39), chr(39) * 2)}' ({_CSV})")
        file.unlink()

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query, or of a file `name.sql`, some thousands at a time."""
        text = (_SQL / query).read_text("utf-8") if query.endswith(".sql") else query
        with self.db.cursor() as cursor:
            cursor.execute(text)
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    def keep(self, table: str, file: Path) -> None:
        """Write a table or view to a Parquet file."""
        to = str(file).replace("'", "''")
        self.db.execute(f"copy {table} to '{to}' (format parquet, compression zstd)")

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        [(count,)] = self.rows(f"select count(*) from {table}")
        return int(count)

    def list(self, sources: Iterable[Source]) -> None:
        """Take note of everything that is to be read in this run."""
        rows = ((place, *_cells(one)) for place, one in enumerate(sources))
        self.fill(
            "listed",
            "place bigint, name varchar, path varchar, inside varchar, size bigint, changed bigint",
            rows,
        )

    def _view(self, table: str, stores: Sequence[Store]) -> None:
        files = [store.file(part, table) for store in stores for part in store.parts]
        if files:
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            self.db.execute(
                f"create or replace view stored_{table} as select * from read_parquet([{listed}])"
            )
        else:
            self.db.execute(f"create or replace table empty_{table} ({PART[table]})")
            self.db.execute(f"create or replace view stored_{table} as select * from empty_{table}")

    def gone(self, store: Store) -> int:
        """Take out of the store what was changed, and what is no longer on the disk.

        Returns how many files of earlier runs are no longer there.
        """
        self._know([store])
        stale = self.rows(
            "select k.part, k.source, k.path, cast(n.path is not null as int) from known k "
            "left join listed n on n.path = k.path and n.inside = k.inside "
            "where n.path is null or n.size <> k.size or n.changed <> k.changed or n.changed = -1 "
            "order by 1, 2"
        )
        out: dict[int, set[int]] = {}
        vanished: set[str] = set()
        for part, source, path, is_listed in stale:
            if is_listed or not os.path.lexists(path_of(path)):
                out.setdefault(part, set()).add(source)
                vanished |= set() if is_listed else {path}
        for part, sources in out.items():
            [(count,)] = self.rows(f"select count(*) from known where part = {part}")
            if count == len(sources):
                store.remove(part)
            else:
                store.take_out(part, sources)
        return len(vanished)

    def _know(self, stores: Sequence[Store]) -> None:
        self._view("sources", stores)
        self.db.execute("create or replace table known as select * from stored_sources")

    def amount_to_read(self, store: Store) -> tuple[int, int]:
        """Return how many sources the store does not hold yet, and their bytes; a zip's for each file."""
        self._know([store])
        [(count, size)] = self.rows(f"select count(*), coalesce(sum(n.size), 0) from {_NEW}")
        return count, int(size)

    def to_read(self, store: Store) -> Iterator[Source]:
        """Yield what the store does not hold yet, in the order of the list."""
        self._know([store])
        rows = self.rows(f"select n.name, n.path, n.inside, n.size, n.changed from {_NEW} order by n.place")
        return (Source(*row) for row in rows)

    def gather(self, stores: Sequence[Store]) -> None:
        """Look at the records of the listed sources in these stores."""
        for table in PART:
            self._view(table, stores)
        self._know(stores)
        self.make("wanted")
        self.make("heads")

    def unread(self) -> Iterator[Row]:
        """Yield file, reason and whether nothing was to be expected of what held no record."""
        yield from self.rows(
            "select concat(w.name, u.suffix), u.reason, u.ignored from stored_unread u "
            "join wanted w on w.part = u.part and w.source = u.source order by 1, 2"
        )


def _cells(one: Source) -> tuple[str, str, str, int, int]:
    return one.name, one.path, one.inside, one.size, one.changed
