"""What `portal import` prints of the problems it found: what is the same in many rows is said once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from portal.imports.draft import Spot
from portal.imports.taking import Fault

_MOST_RUNS = 8
"""Stretches of rows that are listed."""


def told(faults: Sequence[Fault]) -> list[str]:
    """Return two lines for each kind of problem, in the order of the files: where and what, and the cure."""
    alike: defaultdict[tuple[object, ...], list[Fault]] = defaultdict(list)
    for fault in sorted(faults):
        spot, problem = fault.problem.spot, fault.problem
        alike[fault.source, replace(spot, row=0), spot.unit, problem.reason, problem.cure].append(fault)
    return [f"{_lines(same)}\n    {same[0].problem.cure}" for same in alike.values()]


def _lines(same: Sequence[Fault]) -> str:
    first = same[0]
    label = "（提醒）" if first.problem.severity == "warning" else ""
    where = _where([fault.problem.spot for fault in same])
    return f"{first.source.name} {where}：{label}{first.problem.reason}"


def _where(spots: Sequence[Spot]) -> str:
    """Return the places of one problem, such as 工作表“题目”第 3—5、9 行 D 列."""
    rows = sorted({spot.row for spot in spots})
    if len(rows) == 1:
        return str(spots[0])
    runs = [f"{first}—{last}" if last > first else f"{first}" for first, last in _runs(rows)]
    listed = "、".join(runs[:_MOST_RUNS]) + ("……" if len(runs) > _MOST_RUNS else "")
    one, unit = str(replace(spots[0], row=1)), spots[0].unit
    count = f"（共 {len(rows)} {unit}）" if len(rows) > _MOST_RUNS else ""
    return one.replace(f"第 1 {unit}", f"第 {listed} {unit}", 1) + count


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = rows[0]
    for row in rows[1:]:
        if row > last + 1:
            yield first, last
            first = row
        last = row
    yield first, last
