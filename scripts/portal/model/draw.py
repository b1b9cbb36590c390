"""Draws the questions of an exam by its blueprint and a seed: the same questions in Python and JavaScript.

`core/draw.js` says the same in the browser; `tests/contracts/draw.json` holds the two together.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from portal.model.blueprint import Line
from portal.model.catalogue import Catalogue

MOST_SEED = 10**9

_32 = 0xFFFFFFFF


class DrawError(ValueError):
    """A line asks for more questions than are left."""


@dataclass(frozen=True, order=True)
class Candidate:
    """A question that may be drawn."""

    id: str
    module: str
    unit: str
    """The unit's slug, as lines name it."""
    objective: str
    difficulty: int


def mix(text: str) -> int:
    """Return a check value from 0 to 2^32 - 1: FNV-1a of the UTF-8 bytes, stirred by murmur3's last step."""
    value = 0x811C9DC5
    for byte in text.encode():
        value = (value ^ byte) * 0x01000193 & _32
    value = (value ^ value >> 16) * 0x85EBCA6B & _32
    value = (value ^ value >> 13) * 0xC2B2AE35 & _32
    return value ^ value >> 16


def fits(line: Line, one: Candidate) -> bool:
    """Tell whether a line may draw a question."""
    return (
        one.module == line.module
        and (not line.unit or one.unit == line.unit)
        and (not line.objective or one.objective == line.objective)
        and (not line.difficulty or one.difficulty in line.difficulty)
    )


def pool_of(catalogue: Catalogue, track: str) -> tuple[Candidate, ...]:
    """Return the published questions of the published units of a track, sorted by id."""
    units = (unit for unit in catalogue.units if unit.track == track and unit.front.status == "published")
    return tuple(
        sorted(
            Candidate(
                bank.full_id(question), unit.front.module, unit.slug, question.objective, question.difficulty
            )
            for unit in units
            if (bank := catalogue.bank_of.get(unit.id))
            for question in bank.published
        )
    )


def draw(
    lines: Sequence[Line], pool: Iterable[Candidate], seed: int, times: Mapping[str, int] | None = None
) -> tuple[str, ...]:
    """Return the ids that a seed draws, in the order in which they are asked.

    `times` says how often each id was drawn before: what was drawn less often comes first. Raises DrawError
    when a line finds too few questions.
    """
    before, drawn = times or {}, set[str]()
    candidates = tuple(pool)
    for number, line in enumerate(lines):
        fitting = [one.id for one in candidates if one.id not in drawn and fits(line, one)]
        if len(fitting) < line.count:
            raise DrawError(f"line {number + 1}: {len(fitting)} of {line.count}")
        ranks = {name: (before.get(name, 0), mix(f"{seed}/{number}/{name}"), name) for name in fitting}
        drawn.update(sorted(fitting, key=ranks.__getitem__)[: line.count])
    return tuple(sorted(drawn, key=lambda name: (mix(f"{seed}/order/{name}"), name)))


def pool_mark(lines: Iterable[Line], pool: Iterable[Candidate]) -> str:
    """Return 8 hexadecimal digits that change with the lines and with the questions to draw from."""
    asked = [
        [line.module, line.unit or "", line.objective or "", list(line.difficulty), line.count]
        for line in lines
    ]
    there = [[one.id, one.module, one.unit, one.objective, one.difficulty] for one in sorted(pool)]
    text = json.dumps([asked, there], ensure_ascii=False, separators=(",", ":"))
    return f"{crc32(text.encode()):08x}"


def times_drawn(
    attempts: Iterable[Mapping[str, Any]], exam: str, earlier: Iterable[str]
) -> Mapping[str, int] | None:
    """Return how often each question was drawn in the attempts of an exam that started at these instants.

    None when these are not all there: the draw cannot be done again then.
    """
    wanted = list(earlier)
    among = set(wanted)
    found = [one for one in attempts if one["exam"] == exam and one["started"] in among]
    if sorted(one["started"] for one in found) != sorted(wanted):
        return None
    return Counter(name for one in found for name in one["questions"])


def most_taken(lines: Sequence[Line], pool: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Return for each line how many questions fit it, and how many of these earlier lines may take at most.

    A draw succeeds for every seed and history if the first less the second is never under the count.
    """
    candidates = tuple(pool)
    fitting = [{one.id for one in candidates if fits(line, one)} for line in lines]
    takers = list(zip((line.count for line in lines), fitting, strict=True))
    return [
        (len(mine), _largest_matching([(count, other & mine) for count, other in takers[:number]]))
        for number, mine in enumerate(fitting)
    ]


def _largest_matching(takers: Sequence[tuple[int, set[str]]]) -> int:
    """Return how many questions the takers can hold together, each as many as its number (Kuhn 1955)."""
    holder: dict[str, int] = {}

    def take(taker: int, tried: set[str]) -> bool:
        for name in sorted(takers[taker][1] - tried):
            tried.add(name)
            if name not in holder or take(holder[name], tried):
                holder[name] = taker
                return True
        return False

    return sum(take(taker, set()) for taker, (count, _) in enumerate(takers) for _ in range(count))
