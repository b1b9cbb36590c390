"""Leaves out what a group too small would give away: how many of a few passed is what each of them did.

A group is the people who took part (实考) in a track: of a school, a county, or all. Below the least size,
how many finished and passed is left out; how many should have come and came stays: that is the size itself.
A figure left out must not follow from the others (secondary suppression; Hundepool and others, *Statistical
Disclosure Control*, 2012, chapter 4): where a county has one such school, or several with too few people
together, the next smallest school is left out too; where no other school is left, the county is, and with it
the next smallest county and a school of that one.

The named report leaves nothing out unless asked: the office sees every person in it anyway. Asked
(`--min-group 5`), its sheets 学校 and 区县 can be passed on without the people's sheets. In the pseudonymous
report five is the default: three is the least under which a member of a group cannot work out another one's
result, and two more leave room for what colleagues tell each other. Classes are not groups of people, so
periods stay.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Row = tuple[Any, ...]
Query = Callable[[str], Iterable[Row]]

USUAL = 5
"""The least size in a pseudonymous report."""


@dataclass(frozen=True)
class Group:
    """Those of a school who took part in a track."""

    track: str
    county: str
    school: str
    took: int


@dataclass
class Withheld:
    """What is left out of one report."""

    schools: set[tuple[str, str, str]] = field(default_factory=set)
    """(track, county, school)."""
    counties: set[tuple[str, str]] = field(default_factory=set)
    """(track, county)."""
    tracks: set[str] = field(default_factory=set)


def _safe(sizes: Iterable[int], least: int) -> bool:
    """Tell whether a sum of groups left out tells nothing of any of them."""
    found = list(sizes)
    return not found or (len(found) > 1 and sum(found) >= least)


def _with_partners(sizes: Mapping[str, int], chosen: Iterable[str], least: int) -> set[str]:
    """Return the groups chosen and as many of the next smallest as make them safe, if there are enough."""
    found = set(chosen)
    for _, name in sorted((size, name) for name, size in sizes.items() if name not in found):
        if _safe((sizes[one] for one in found), least):
            break
        found.add(name)
    return found


def _of_track(track: str, groups: Iterable[Group], least: int, found: Withheld) -> None:
    counties: dict[str, dict[str, int]] = {}
    for group in groups:
        if group.took:
            counties.setdefault(group.county, {})[group.school] = group.took
    left_out = {
        county: _with_partners(sizes, (one for one, size in sizes.items() if size < least), least)
        for county, sizes in counties.items()
    }
    totals = {county: sum(sizes.values()) for county, sizes in counties.items()}
    bare = {
        county for county, sizes in counties.items()
        if not _safe((sizes[one] for one in left_out[county]), least)
    }  # fmt: skip
    hidden = _with_partners(totals, bare, least)
    for county in hidden - bare:
        smallest = min(counties[county], key=lambda school: (counties[county][school], school))
        left_out[county] = left_out[county] or {smallest}
    if not _safe((totals[county] for county in hidden), least):
        found.tracks.add(track)
    found.counties |= {(track, county) for county in hidden}
    found.schools |= {(track, county, school) for county, one in left_out.items() for school in one}


def withheld(groups: Iterable[Group], least: int) -> Withheld:
    """Return what is left out so that no group of fewer than `least` people can be seen or worked out."""
    of_tracks: dict[str, list[Group]] = {}
    for group in groups:
        of_tracks.setdefault(group.track, []).append(group)
    found = Withheld()
    for track, members in of_tracks.items():
        _of_track(track, members, least, found)
    return found


EVERY_COUNTY = "全部区县"
NO_COUNTY = "（未填区县）"
LEFT_OUT: Mapping[str, tuple[int, ...]] = {
    "schools.sql": (7, 8, 9, 11, 12),
    "counties.sql": (7, 8, 9, 11, 12),
    "totals.sql": (5, 6, 7),
    "sittings_totals.sql": (4,),
}
"""Query → the places of what tells how people did."""
WEEKS_LEFT_OUT = (4, 5)
"""The same in the sheet 进度."""


class Groups:
    """Asks queries so that the answers tell nothing of groups too small."""

    def __init__(self, least: int = 0) -> None:
        """`least`: the people a group must have to be shown; 0 shows all."""
        self.least = least
        self._found: Withheld | None = None

    def rows(self, name: str, ask: Query) -> Iterable[Row]:
        """Return the rows of a query, None in the place of what is left out."""
        if not self.least or name not in LEFT_OUT:
            return ask(name)
        return self._shown(name, ask)

    def _shown(self, name: str, ask: Query) -> Iterator[Row]:
        if self._found is None:
            groups = (Group(row[2], row[0], row[1], int(row[6])) for row in ask("schools.sql"))
            self._found = withheld(groups, self.least)
        for row in ask(name):
            hidden = LEFT_OUT[name] if self._is_left_out(name, row, self._found) else ()
            yield tuple(None if place in hidden else cell for place, cell in enumerate(row))

    def worded(self, name: str, rows: Iterable[Row]) -> Iterable[Row]:
        """Return the rows of a sheet for people to read, with words in the place of what is left out."""
        if not self.least or name not in ("schools.sql", "counties.sql"):
            return rows
        return (self._in_words(row, LEFT_OUT[name]) for row in rows)

    def weeks(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Return the rows of 进度 without how people did while too few of them had begun."""
        for row in rows:
            few = 0 < row[3] < self.least
            yield tuple(None if few and place in WEEKS_LEFT_OUT else cell for place, cell in enumerate(row))

    def _in_words(self, row: Row, places: tuple[int, ...]) -> Row:
        if row[places[0]] is not None:
            return row
        few = f"—（少于 {self.least} 人）" if row[6] < self.least else "—（免得推算出别的组）"
        return tuple(few if place in places else cell for place, cell in enumerate(row))

    def _is_left_out(self, name: str, row: Row, found: Withheld) -> bool:
        if name == "schools.sql":
            return (row[2], row[0], row[1]) in found.schools
        if name == "counties.sql":
            county = "" if row[0] == NO_COUNTY else row[0]
            return row[1] in found.tracks if county == EVERY_COUNTY else (row[1], county) in found.counties
        return row[0] in found.tracks if name == "totals.sql" else 0 < row[3] < self.least
