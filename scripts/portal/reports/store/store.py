"""The parts of a store: which are whole, what they hold, and taking records out of them."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from portal.reports.store.folder import check_folder, is_store, locked, make_folder, remove_if_empty
from portal.reports.store.form import PLACES
from portal.reports.store.part import MAKING, finish, is_whole, part_name, write_table

_OLD = ".old-"
_KEPT = {
    "heads": "record not in (select * from gone)",
    "answers": "record not in (select * from gone)",
    "sources": "source not in (select * from gone_sources)",
    "unread": "source not in (select * from gone_sources)",
    "given": "given in (select first from answers_in union select latest from answers_in)",
}
"""Table of a part → which of its rows stay when records are taken out; answers come before what they use."""


class Store:
    """A folder of parts, open for one run."""

    def __init__(self, folder: Path, code: str, first: int = 0) -> None:
        """Use a folder that exists; parts that another `code` wrote count as not there.

        `first`: number of its first part, where parts of several stores are used together.
        """
        self.folder, self.code = folder, code
        self.damaged = 0
        """How many parts were thrown away because they are not as they were written."""
        self._parts = sorted(self._found())
        self._next = max(self._parts, default=first - 1) + 1

    def _found(self) -> Iterator[int]:
        for place in sorted(self.folder.iterdir()):
            if place.name.startswith((MAKING, _OLD)):
                shutil.rmtree(place, ignore_errors=True)
            elif place.name.startswith("part-") and place.name[5:].isdecimal() and place.is_dir():
                state = is_whole(place, self.code)
                if state:
                    yield int(place.name[5:])
                else:
                    self.damaged += state is False
                    shutil.rmtree(place, ignore_errors=True)

    def file(self, part: int, table: str) -> str:
        """Return the file of a part's table."""
        return str(self.folder / part_name(part) / f"{table}.parquet")

    @property
    def parts(self) -> list[int]:
        """The numbers of all parts, in order."""
        return list(self._parts)

    def next_part(self) -> int:
        """Return a number that no part has; it is used once it was given."""
        self._next += 1
        return self._next - 1

    def added(self, part: int) -> None:
        """Take note that a part was written."""
        self._parts.append(part)

    def remove(self, part: int) -> None:
        """Remove a whole part."""
        shutil.rmtree(self.folder / part_name(part), ignore_errors=True)
        self._parts.remove(part)

    def take_out(self, part: int, sources: set[int]) -> None:
        """Remove everything that some sources of a part held, down to the answers nobody else gave."""
        making = self.folder / f"{MAKING}{part_name(part)}"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        with duckdb.connect(config={"threads": "1", "memory_limit": "256MB"}) as db:
            db.execute("create table gone_sources (source int)")
            db.executemany("insert into gone_sources values (?)", [(one,) for one in sorted(sources)])
            heads = self.file(part, "heads").replace("'", "''")
            db.execute(
                f"create table gone as select record from '{heads}' "
                "where source in (select source from gone_sources)"
            )
            for table in ("sources", "heads", "unread", "answers", "given"):
                file = self.file(part, table).replace("'", "''")
                db.execute(f"create table {table}_in as select * from '{file}' where {_KEPT[table]}")
                write_table(db, f"{table}_in", table, making)
        place, old = self.folder / part_name(part), self.folder / f"{_OLD}{part_name(part)}"
        place.rename(old)
        finish(making, place, self.code)
        shutil.rmtree(old, ignore_errors=True)

    def forget(self, is_meant: Callable[[str], bool]) -> int:
        """Take out every source with a record of somebody; return how many records were theirs.

        `is_meant` is asked with the record's `learner` as JSON. Everything else that stood in the same file
        goes, too: where that file still lies among the records, the next report reads it anew.
        """
        count = 0
        for part in self.parts:
            with duckdb.connect(config={"threads": "1"}) as db:
                file = self.file(part, "heads").replace("'", "''")
                rows = db.execute(f"select source, learner from '{file}'").fetchall()
            meant = [source for source, learner in rows if is_meant(learner)]
            count += len(meant)
            if meant:
                self.take_out(part, set(meant))
        return count


@contextmanager
def opened(folder: Path, code: str, project: Path | None = None, fresh: bool = False) -> Iterator[Store]:
    """Open the store in a folder and keep other runs out; `fresh` begins with an empty one.

    A folder that was made for it and got nothing is gone afterwards. Raises PortalError when the folder is
    somebody else's, lies in the site, or is in use.
    """
    check_folder(folder, project)
    was_there = is_store(folder)
    make_folder(folder)
    try:
        with locked(folder):
            if fresh:
                for place in folder.iterdir():
                    if place.name.startswith("part-"):
                        shutil.rmtree(place, ignore_errors=True)
            yield Store(folder, code)
    finally:
        if not was_there:
            remove_if_empty(folder)


def part_of(record: int) -> int:
    """Return the number of the part in which a record stands."""
    return record // PLACES
