"""Ids that changed since records were made: what stood under an old one counts under today's."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


def _same(text: str) -> str:
    return text


def _as_it_is(record: Json) -> Json:
    return record


@dataclass(frozen=True)
class Renamed:
    """What gives today's ids; as it stands, nothing was renamed."""

    question: Callable[[str], str] = _same
    """Full id of a question then → now."""
    record: Callable[[Json], Json] = _as_it_is
    """A record, or the parts of it that are there, → the same under today's ids."""

    @property
    def is_any(self) -> bool:
        """Whether two answers of one record may have become answers to one question."""
        return self.question is not _same


NOTHING_RENAMED = Renamed()
