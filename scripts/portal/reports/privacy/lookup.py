"""The table that leads from pseudonyms back to people. It stands in the store, nowhere else."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

LOOKUP = "对照表.csv"
HEAD = ("化名", "编号", "姓名", "学校", "原来的文字")
"""A person has the middle three; a school, county, class, lesson or file the last."""

_NEW = ".lookup.new"
_RISKY = tuple("=+-@\t\r\n＝＋－＠")


def _safe(text: str) -> str:
    """Guard a text that Excel would take for a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def _rows(file: Path) -> Iterator[list[str]]:
    if file.is_file():
        with file.open(encoding="utf-8-sig", newline="") as table:
            yield from list(csv.reader(table))[1:]


class Lookup:
    """Takes pseudonyms with their meaning; `keep` puts the table into the store.

    Written beside the old table and moved over it: what an earlier run noted stays, because its report may
    still be in use. Without a store nothing is written at all.
    """

    def __init__(self, store: Path | None) -> None:
        self._store = store
        self._known: set[str] = set()

    def __enter__(self) -> "Lookup":
        """Begin a new table that only the owner can read."""
        if self._store:
            new = self._store / _NEW
            new.unlink(missing_ok=True)
            handle = os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            self._file = os.fdopen(handle, "w", encoding="utf-8-sig", errors="replace", newline="")
            self._table = csv.writer(self._file)
            self._table.writerow(HEAD)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Throw away what `keep` has not put in its place."""
        if self._store:
            self._file.close()
            (self._store / _NEW).unlink(missing_ok=True)

    def note(self, code: str, *meant: str) -> None:
        """Note what a pseudonym stands for: number, name and school of a person, or one text."""
        if not self._store or not code or code in self._known:
            return
        self._known.add(code)
        cells = meant if len(meant) == len(HEAD) - 2 else ("", "", "")
        text = meant[0] if len(meant) == 1 else ""
        self._table.writerow([code, *map(_safe, cells), _safe(text)])

    def keep(self) -> None:
        """Add what earlier runs noted and put the table in its place."""
        if not self._store:
            return
        file = self._store / LOOKUP
        self._table.writerows(row for row in _rows(file) if row and row[0] not in self._known)
        self._file.close()
        (self._store / _NEW).replace(file)


def drop(store: Path, codes: set[str]) -> int:
    """Take people out of the table; return how many lines went."""
    file = store / LOOKUP
    rows = list(_rows(file))
    kept = [row for row in rows if not row or row[0] not in codes]
    if len(kept) < len(rows):
        new = store / _NEW
        with os.fdopen(os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w", encoding="utf-8-sig",
                       newline="") as out:  # fmt: skip
            csv.writer(out).writerows([HEAD, *kept])
        new.replace(file)
    return len(rows) - len(kept)
