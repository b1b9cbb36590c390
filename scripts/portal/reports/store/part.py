"""Writes one part of the store: what a batch of files held. A part is whole or is not there."""

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from portal.model.flat import COLUMNS, Flat, Givens, Numbers
from portal.reports.store.form import PART, PLACES, columns_of
from portal.reports.store.head import head_of
from portal.reports.store.source import Source

PROOF = "proof.json"
MAKING = ".making-"


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def part_name(number: int) -> str:
    """Return the name of a part's folder."""
    return f"part-{number:06}"


class PartWriter:
    """Takes what a batch of sources holds, and writes it at the end."""

    def __init__(self, store: Path, number: int, code: str, sources: Sequence[Source]) -> None:
        """Begin a part; `code` is a fingerprint of the program that reads."""
        self._store, self._number, self._code = store, number, code
        self._rows: dict[str, list[Sequence[Any]]] = {"heads": [], "unread": []}
        self._rows["sources"] = [
            (number, place, one.path, one.inside, one.size, one.changed) for place, one in enumerate(sources)
        ]
        self._columns: dict[str, list[Numbers]] = {name: [] for name in ("record", *COLUMNS)}

    def add(self, source: int, item: int, suffix: str, flat: Flat) -> None:
        """Take in a record; `source` is the place of where it was found, `item` its place there."""
        heads = self._rows["heads"]
        if len(heads) == PLACES:
            raise ValueError(f"more than {PLACES} records in one part")
        record = self._number * PLACES + len(heads)
        heads.append((record, source, item, _clean(suffix), *head_of(flat)))
        self._columns["record"].append(np.full(len(flat.tries), record, np.int64))
        for name in COLUMNS:
            self._columns[name].append(flat.column(name))

    def add_unread(self, source: int, item: int, suffix: str, reason: str, ignored: bool) -> None:
        """Take in that there is no record, and why."""
        self._rows["unread"].append(
            (self._number, source, item, _clean(suffix), _clean(reason), int(ignored))
        )

    def close(self, givens: Givens) -> None:
        """Write the part and move it to its place; `givens`: what the codes of answers stand for."""
        tables = {name: _as_arrays(name, rows) for name, rows in self._rows.items()}
        answers = {
            name: np.concatenate(found) if found else np.zeros(0, np.int64)
            for name, found in self._columns.items()
        }
        count = len(answers["first"])
        numbers, rows = givens.numbered(np.concatenate([answers["first"], answers["latest"]]))
        tables["answers"] = answers | {"first": numbers[:count], "latest": numbers[count:]}
        tables["given"] = _as_arrays("given", rows)
        making = self._store / f"{MAKING}{part_name(self._number)}"
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir()
        with duckdb.connect(config={"threads": "1"}) as db:
            for name, table in tables.items():
                db.register(f"{name}_in", table)
                write_table(db, f"{name}_in", name, making)
        finish(making, self._store / part_name(self._number), self._code)


def _as_arrays(table: str, rows: Sequence[Sequence[Any]]) -> dict[str, NDArray[Any]]:
    names = columns_of(table)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    return {
        name: np.array(column, object if kind == "varchar" else np.int64)
        for (name, kind), column in zip(names, columns, strict=True)
    }


def write_table(db: duckdb.DuckDBPyConnection, query: str, table: str, folder: Path) -> None:
    """Write the rows of a relation to a table's file, with the types of the form."""
    typed = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in columns_of(table))
    file = str(folder / f"{table}.parquet").replace("'", "''")
    db.execute(f"copy (select {typed} from {query}) to '{file}' (format parquet, compression zstd)")


def _sum_of(file: Path) -> list[int | str]:
    with file.open("rb") as opened:
        sum_of = blake2b(digest_size=16)
        while piece := opened.read(1 << 20):
            sum_of.update(piece)
    return [file.stat().st_size, sum_of.hexdigest()]


def finish(making: Path, place: Path, code: str) -> None:
    """Write the proof of a filled folder and move it to its place."""
    proof = {"code": code, "files": {name: _sum_of(making / f"{name}.parquet") for name in PART}}
    (making / PROOF).write_text(json.dumps(proof), "ascii")
    for name in (*(f"{table}.parquet" for table in PART), PROOF):
        if os.name != "nt":
            with suppress(OSError):
                os.chmod(making / name, 0o600)
    making.rename(place)


def is_whole(place: Path, code: str) -> bool | None:
    """Tell whether a part is as it was written; None when another version of the program wrote it."""
    try:
        proof = json.loads((place / PROOF).read_text("ascii"))
        if proof["code"] != code:
            return None
        return all(proof["files"][name] == _sum_of(place / f"{name}.parquet") for name in PART)
    except (OSError, ValueError, LookupError, TypeError):
        return False
