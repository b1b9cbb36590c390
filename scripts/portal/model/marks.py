"""Remembers where each authored value stands, so that every finding can name its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.model.finding import Place

Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Marks:
    """The positions of one file's keys and values."""

    path: str
    """Path from the project's root, with forward slashes."""
    positions: Mapping[Keys, tuple[int, int]] = field(default_factory=dict)
    """Key path such as ("questions", 2, "id") → (line, column), both counted from 1."""

    def at(self, *keys: str | int) -> Place:
        """Return the place of a key path, or of its nearest known ancestor."""
        while keys and keys not in self.positions:
            keys = keys[:-1]
        return Place(self.path, *self.positions.get(keys, (1, 1)))
