"""Where a question belongs: which unit, which of its objectives; named as people name them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from portal.model.catalogue import Catalogue
from portal.model.likeness import letters
from portal.model.unit import Unit

_SURE = 0.6
"""Likeness from which on words are taken for an objective's …"""
_AHEAD = 0.15
"""… if they are so much less like every other one."""
_LEAST = 3
"""Letters that a part of a name needs to stand for it."""


@dataclass(frozen=True)
class Unknown:
    """A name that leads nowhere, or to more than one place."""

    reason: str
    cure: str


def _named(unit: Unit) -> str:
    return f"{unit.id}（{unit.front.title}）"


def find_unit(name: str, units: Sequence[Unit]) -> Unit | Unknown:
    """Return the unit that a name stands for: id, slug, `track/slug` or title, or a path that ends so."""
    said = name.strip().strip("/").replace("\\", "/")
    last = said.rpartition("/")[2].strip()
    for fits in _tests(said, last):
        found = [unit for unit in units if fits(unit)]
        if len(found) == 1:
            return found[0]
        if found:
            which = "、".join(map(_named, found))
            return Unknown(f"单元“{name}”不止一个", f"写清是哪一个：{which}。")
    near = _nearest(last, units)
    hint = f"是不是 {'、'.join(map(_named, near))}？" if near else ""
    return Unknown(f"没有单元“{name}”", f"{hint}单元写它的编号（如 {_example(units)}）、文件名或标题。")


def _example(units: Sequence[Unit]) -> str:
    return units[0].id if units else "c-listening-and-feedback"


def _tests(said: str, last: str) -> list[Callable[[Unit], bool]]:
    words = letters(last)
    tests: list[Callable[[Unit], bool]] = [
        lambda unit: said.lower() in (unit.id, f"{unit.track}/{unit.slug}"),
        lambda unit: last.lower() in (unit.id, unit.slug),
        lambda unit: bool(words) and letters(unit.front.title) == words,
    ]
    if len(words) >= _LEAST:
        tests.append(lambda unit: words in (title := letters(unit.front.title)) or title in words)
    return tests


def _nearest(name: str, units: Sequence[Unit]) -> list[Unit]:
    by_name = {word: unit for unit in units for word in (unit.id, unit.slug, unit.front.title)}
    found = [by_name[word] for word in get_close_matches(name.lower(), by_name, 3, 0.4)]
    return list({unit.id: unit for unit in found}.values())


def find_objective(said: str, unit: Unit) -> str | Unknown:
    """Return the slug of the objective that the words stand for."""
    return _objective(said.strip(), tuple(unit.front.objectives.items()), unit.front.title)


@lru_cache(maxsize=4096)  # a workbook says the same few words thousands of times
def _objective(said: str, known: tuple[tuple[str, str], ...], title: str) -> str | Unknown:
    words = letters(said)
    for slug, text in known:
        if said.lower() == slug or words == letters(text):
            return slug
    inside = [slug for slug, text in known if len(words) >= _LEAST and words in letters(text)]
    if len(inside) == 1:
        return inside[0]
    scored = sorted(((_likeness(words, letters(text)), slug) for slug, text in known), reverse=True)
    best, second = scored[0], scored[1][0] if len(scored) > 1 else 0.0
    if best[0] >= _SURE and best[0] - second >= _AHEAD:
        return best[1]
    cure = f"改成其中一个：{_listed(known)}。要添新的目标，先写进单元页首的 objectives。"
    return Unknown(f"目标“{said}”对不上单元“{title}”的哪一个", cure)


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _listed(known: Iterable[tuple[str, str]]) -> str:
    return "；".join(f"{slug}（{text}）" for slug, text in known)


def the_objective(unit: Unit) -> str | Unknown:
    """Return the unit's only objective, for a question that names none."""
    known = tuple(unit.front.objectives.items())
    if len(known) == 1:
        return known[0][0]
    cure = f"写上其中一个：{_listed(known)}；整份文件都考同一个，就用 --objective。"
    return Unknown(f"没有写考的是单元“{unit.front.title}”的哪个目标", cure)


def units_of(catalogue: Catalogue) -> list[Unit]:
    """Return the units that questions may be brought into."""
    return [unit for unit in catalogue.units if unit.front.status != "retired"]
