"""A person's lessons taught, one by one: for which class, whether each counts, what does not fit."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.model.lesson import MONTHS
from portal.model.typed_text import one_line
from portal.reports.classes import ClassLabel, class_of
from portal.reports.flags import Flag, some
from portal.reports.plan import GRADES, Plan, is_own, month_of, school_year_of

Json = dict[str, Any]

MOST_A_DAY = 8
"""More periods of one person on one day than this are worth a look."""


@dataclass(frozen=True)
class Verdict:
    """What becomes of an entry."""

    counts: bool
    reason: str = ""
    kind: str = ""
    """The flag it is worth; empty for what is nothing odd."""


FINE = Verdict(True)
UNKNOWN = Verdict(True, "教案目录里没有这一课", "不认识的课")
OTHER_GRADE = Verdict(True, "班级名和课的年级不同，算在班级名的年级", "课和班级不同年级")
WITHDRAWN = Verdict(False, "已撤回")
OTHER_YEAR = Verdict(False, "其他学年")
MISDATED = Verdict(False, "本学年里记的，日期却在以前的学年", "上课日期不在本学年")
LATE = Verdict(False, "日期在报告日期之后", "上课日期在将来")
HOLIDAY = Verdict(False, "8 月不在上课的十个月里", "上课日期在假期")
NO_CLASS = Verdict(False, "没有写班级", "上课记录没有班级")
NO_GRADE = Verdict(False, "没有这个年级", "不认识的年级")

FLAGGED = (LATE, MISDATED, HOLIDAY, NO_CLASS, NO_GRADE, UNKNOWN, OTHER_GRADE)
"""What is worth a look, in the order of the flags."""


@dataclass(frozen=True)
class Held:
    """One entry of a ledger."""

    lesson: str
    title: str
    grade: int
    """The class's grade."""
    class_key: str
    label: str
    """The class as it was written."""
    day: date
    periods: float
    note: str
    verdict: Verdict

    def __str__(self) -> str:
        """Return the entry in few words."""
        lesson = self.title if self.title == self.lesson else f"{self.title}（{self.lesson}）"
        return f"{self.label or '（没有写班级）'} {self.day} {lesson}"


def _written_in(year: int, lesson: Json) -> bool:
    """Tell whether an entry was typed in during a school year."""
    at = lesson.get("at") or ""
    return at != "" and school_year_of(date.fromisoformat(at[:10])) == year


def _dated(lesson: Json, day: date, plan: Plan) -> Verdict:
    if day <= plan.day and school_year_of(day) != plan.year:
        misdated = school_year_of(day) < plan.year and lesson["periods"] and _written_in(plan.year, lesson)
        return MISDATED if misdated else OTHER_YEAR
    if not lesson["periods"]:
        return WITHDRAWN
    if day > plan.day:
        return LATE
    return FINE if month_of(day) in MONTHS else HOLIDAY


def _placed(lesson: str, lesson_grade: int, label: ClassLabel, plan: Plan) -> Verdict:
    if not label.key:
        return NO_CLASS
    if label.grade(lesson_grade) not in GRADES:
        return NO_GRADE
    if not plan.knows(lesson):
        return UNKNOWN
    return FINE if label.fits(lesson_grade) else OTHER_GRADE


def _held(lesson: Json, plan: Plan) -> Held:
    of, label, note = lesson["lesson"], one_line(lesson["class"]), one_line(lesson.get("note", ""))
    grade, day, class_label = int(of[6 : of.index("/")]), date.fromisoformat(lesson["date"]), class_of(label)
    verdict = _dated(lesson, day, plan)
    if verdict is FINE:
        verdict = _placed(of, grade, class_label, plan)
    title = (note or "（没有写课题）") if is_own(of) else plan.titles.get(of, of)
    return Held(
        of, title, class_label.grade(grade), class_label.key, label, day, float(lesson["periods"]),
        "" if is_own(of) else note, verdict,
    )  # fmt: skip


def held(lessons: Iterable[Json], plan: Plan) -> list[Held]:
    """Return a person's merged lessons as the report takes them."""
    return [_held(lesson, plan) for lesson in lessons]


def _crowded(entries: Sequence[Held]) -> Iterator[Flag]:
    days: dict[date, float] = {}
    for entry in entries:
        if entry.verdict.counts:
            days[entry.day] = days.get(entry.day, 0) + entry.periods
    over = [f"{day} 共 {periods:g} 课时" for day, periods in sorted(days.items()) if periods > MOST_A_DAY]
    if over:
        yield Flag("一天课时过多", f"一天超过 {MOST_A_DAY} 课时，照样计入：{some(over)}")


def odd(entries: Sequence[Held]) -> Iterator[Flag]:
    """Yield what does not fit in a person's lessons taught, each kind once."""
    for verdict in FLAGGED:
        if found := [str(entry) for entry in entries if entry.verdict is verdict]:
            taken = "照样计入" if verdict.counts else "没有计入"
            yield Flag(verdict.kind, f"{verdict.reason}；{len(found)} 条上课记录{taken}：{some(found)}")
    yield from _crowded(entries)
