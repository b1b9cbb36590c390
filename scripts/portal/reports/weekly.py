"""Progress over time: track × week, from the times of the answers."""

import itertools
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from portal.reports.sheet_form import TRACK, Column, Sheet, count_column

Row = tuple[Any, ...]

MOST = 60
"""Weeks before the report's; what is older stands in the first of them: a clock gone wrong says 1970."""
NO_DAY = "没有作答时间"

WEEKS = Sheet("进度", (
    TRACK,
    Column("周（星期一）", f"北京时间；{MOST} 周以前的并在第一周，在将来的并在最后一周", 14),
    count_column("新开始的人", "这一周第一次作答本轨道的题、并且能判分的人数"),
    count_column("累计实考", "到这一周为止开始了的人数；最后一周就是实考"),
    count_column("累计学完单元", "学完全部计入单元的人数，算在最后一个单元答够题数的那一周"),
    count_column("累计通过", "结论是通过的人数，算在学完单元的那一周；模拟考、考核和学校确认的日期不计"),
    Column("本周学时", "这一周学完的单元的学时之和", 10, "number"),
    Column("累计学时", "到这一周为止学完的单元的学时之和", 10, "number"),
))  # fmt: skip
"""Times stand in records that people keep themselves, and clocks go wrong: a course is shown, no proof."""

_MONDAY = date(1970, 1, 5)


def week_of(day: date) -> int:
    """Return the number of a day's week: 0 began on Monday, 5 January 1970."""
    return (day - _MONDAY).days // 7


def _monday(week: int | None) -> str:
    return NO_DAY if week is None else (_MONDAY + timedelta(days=7 * week)).isoformat()


def _gathered(rows: Iterable[Row], last: int) -> Iterator[tuple[int | None, list[int]]]:
    """Yield the sums of each week, also of those in which nothing happened; those of no known week first."""
    sums: dict[int | None, list[int]] = {}
    for week, *counts in rows:
        place = None if week is None else min(max(int(week), last - MOST + 1), last)
        held = sums.setdefault(place, [0] * len(counts))
        sums[place] = [one + int(more) for one, more in zip(held, counts, strict=True)]
    known = [week for week in sums if week is not None]
    if None in sums:
        yield None, sums[None]
    nothing = [0, 0, 0, 0]
    for week in range(min(known), max(known) + 1) if known else ():
        yield week, sums.get(week, nothing)


def weekly(rows: Iterable[Row], day: date) -> Iterator[Row]:
    """Yield the rows of the sheet 进度.

    `rows`: (track, week or None, began, finished all units, passed, minutes of the units finished), in the
    order of tracks, a track's weeks in any order. `day`: that of the report.
    """
    for track, of_track in itertools.groupby(rows, key=lambda row: row[0]):
        began = finished = passed = minutes = 0
        for week, counts in _gathered((row[1:] for row in of_track), week_of(day)):
            began, finished, passed, minutes = (
                one + more for one, more in zip((began, finished, passed, minutes), counts, strict=True)
            )
            hours, whole = round(counts[3] / 60, 2), round(minutes / 60, 2)
            yield track, _monday(week), counts[0], began, finished, passed, hours, whole
