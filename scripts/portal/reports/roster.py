"""The roster of those who should take part, and which entry of it a record belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from portal.reports.identity import Who

Key = TypeVar("Key")


@dataclass(frozen=True)
class Entry:
    """A person of the roster."""

    who: Who
    line: int
    tracks: frozenset[str] | None = None
    """Slugs; None where the roster names no track: then all of them."""
    county: str = ""
    """Of the school; empty where the roster does not say."""
    sheet: str = ""
    """Where the roster has several that count."""

    @property
    def key(self) -> str:
        """The person key; a name alone serves where the roster has neither number nor school."""
        return self.who.key or f"name\t\t{self.who.name}"


@dataclass(frozen=True)
class Problem:
    """A line of the roster that needs a look."""

    line: int
    reason: str


def _one(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, Entry]:
    """Key → the entry, for keys that only one entry has."""
    found: dict[Key, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return {key: entries[0] for key, entries in found.items() if len(entries) == 1}


@dataclass(frozen=True)
class Roster:
    """Everybody who should take part."""

    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _by_key(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def _by_name_and_school(self) -> Mapping[tuple[str, str], Entry]:
        named = [entry for entry in self.entries if entry.who.name]
        return _one(((entry.who.name, entry.who.school), entry) for entry in named)

    @cached_property
    def _by_name(self) -> Mapping[str, Entry]:
        return _one((entry.who.name, entry) for entry in self.entries if entry.who.name)

    def namesake(self, who: Who) -> Entry | None:
        """Return the only entry with that name and school, whatever its number."""
        return self._by_name_and_school.get((who.name, who.school))

    def find(self, who: Who) -> Entry | None:
        """Return the entry a record belongs to.

        A number decides where both sides have one. Else name and school must point at one entry
        only; where one side has no school, the name at one entry of the whole roster.
        """
        if who.key and (entry := self._by_key.get(who.key)):
            return entry
        entry = self.namesake(who) or self._by_name.get(who.name)
        if entry is None or (entry.who.number and who.number):
            return None
        other_school = entry.who.school and who.school and entry.who.school != who.school
        return None if other_school else entry
