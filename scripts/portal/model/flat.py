"""A record taken apart: its answers as columns of numbers, and everything else, which is small.

An answer to a question is named by a number that is made of question and raw value, so that what was read at
different times fits together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]
Numbers = NDArray[np.int64]
Key = tuple[str, tuple[str, ...]]
"""(full question id, raw value)"""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ascii_json(value: Any) -> str:
    """Return a value as ASCII JSON without spaces, which any table can hold."""
    return json.dumps(value, separators=(",", ":"))


def number_of(question: str, value: Sequence[str]) -> int:
    """Return the number of an answer given to a question: 64 bits, with a sign."""
    text = f"{question}\n{ascii_json(value)}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


class Givens(dict[Key, int]):
    """Every distinct answer that was given, with its number; a new one gets its number when it is asked for."""

    def __missing__(self, key: Key) -> int:
        """Number an answer."""
        self[key] = number = number_of(*key)
        return number


@dataclass(frozen=True, eq=False)
class Flat:
    """One record; the columns have a row for each answer, in the order of the record."""

    first: Numbers
    first_at: Numbers
    """Seconds since 1970, UTC; before it, negative."""
    latest: Numbers
    latest_at: Numbers
    tries: Numbers
    rest: Json
    """The record without `answers`, as it stands in the file."""
    problems: tuple[str, ...] = ()
    """A sentence for each item that was left out."""

    def column(self, name: str) -> Numbers:
        """Return one of the columns."""
        found: Numbers = getattr(self, name)
        return found


COLUMNS = ("first", "first_at", "latest", "latest_at", "tries")


def seconds(moment: str) -> int:
    """Return a time of a validated record in seconds since 1970."""
    return int((datetime.fromisoformat(moment) - _EPOCH).total_seconds())


def moment(at: int) -> str:
    """Return seconds since 1970 as a record writes them."""
    days, rest = divmod(at, 86400)
    day = datetime.fromordinal(_EPOCH.toordinal() + days)
    return f"{day:%Y}".zfill(4) + f"-{day:%m-%d}T{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}Z"


def flattened(record: Json, givens: Givens, problems: tuple[str, ...] = ()) -> Flat:
    """Take a validated record apart."""
    rows = [
        (
            givens[question, tuple(answer["first"]["value"])], seconds(answer["first"]["at"]),
            givens[question, tuple(answer["latest"]["value"])], seconds(answer["latest"]["at"]),
            answer["tries"],
        )
        for question, answer in record.get("answers", {}).items()
    ]  # fmt: skip
    columns = np.array(rows, np.int64).reshape(len(rows), len(COLUMNS))
    rest = {key: member for key, member in record.items() if key != "answers"}
    return Flat(*(np.ascontiguousarray(columns[:, place]) for place in range(len(COLUMNS))), rest, problems)
