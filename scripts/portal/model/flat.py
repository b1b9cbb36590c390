"""A record taken apart: its answers as columns of numbers, and everything else, which is small.

An answer to a question is named by a number that is made of question and raw value, so that what was read at
different times fits together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]
Numbers = NDArray[np.int64]
Thing = TypeVar("Thing")
SHIFT = 32
"""Bits of a code that are the value's; those above are the question's."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def utf8_json(value: Any) -> str:
    """Return a value as JSON that any table can hold, fast."""
    try:
        return msgspec.json.encode(value).decode()
    except (ValueError, OverflowError, TypeError):  # half a character, say, which only escapes can write
        return ascii_json(value)


def ascii_json(value: Any) -> str:
    """Return a value as ASCII JSON without spaces, which any table can hold."""
    return json.dumps(value, separators=(",", ":"))


def number_of(question: str, value: Sequence[str]) -> int:
    """Return the number of an answer given to a question: 64 bits, with a sign."""
    text = f"{question}\n{ascii_json(value)}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)


class Codes(dict[Thing, int]):
    """Things in the order in which they were first asked for."""

    def __missing__(self, key: Thing) -> int:
        """Count a new one."""
        self[key] = code = len(self)
        return code


class Givens:
    """Every distinct answer of a batch: question and value each by a code, both in one number."""

    def __init__(self) -> None:
        self.questions: Codes[str] = Codes()
        self.values: Codes[tuple[str, ...]] = Codes()

    def code(self, question: str, value: Sequence[str]) -> int:
        """Return what stands for an answer in this batch."""
        return (self.questions[question] << SHIFT) + self.values[tuple(value)]

    def numbered(self, codes: Numbers) -> tuple[Numbers, list[tuple[int, str, str]]]:
        """Return the numbers for codes; of each distinct one number, question and value as JSON."""
        distinct, places = np.unique(codes, return_inverse=True)
        questions, values = list(self.questions), list(self.values)
        keys = [(questions[code >> SHIFT], values[code & (2**SHIFT - 1)]) for code in distinct.tolist()]
        numbers = [number_of(question, value) for question, value in keys]
        rows = [(number, key[0], ascii_json(key[1])) for number, key in zip(numbers, keys, strict=True)]
        return np.array(numbers, np.int64)[places], rows


@dataclass(frozen=True, eq=False)
class Flat:
    """One record; the columns have a row for each answer, in the order of the record."""

    first: Numbers
    """Codes of the answers, as the batch's `Givens` counts them."""
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
            givens.code(question, answer["first"]["value"]), seconds(answer["first"]["at"]),
            givens.code(question, answer["latest"]["value"]), seconds(answer["latest"]["at"]),
            answer["tries"],
        )
        for question, answer in record.get("answers", {}).items()
    ]  # fmt: skip
    columns = np.array(rows, np.int64).reshape(len(rows), len(COLUMNS)).T.copy()
    rest = {key: member for key, member in record.items() if key != "answers"}
    return Flat(columns[0], columns[1], columns[2], columns[3], columns[4], rest, problems)
