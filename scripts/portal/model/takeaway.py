"""What teachers take away: which files there are, where each is on the site, how it is called.

Addresses are permanent and plain ASCII, so that any server and any chat program can carry them; the
Chinese name is what a browser saves the file under, and what it is called inside a pack.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from portal.model.lesson import MONTHS, Grade, Lesson, grade_name

Kind = Literal["docx", "pptx", "pdf", "worksheet", "month", "term", "xlsx", "ics"]

LESSON_KINDS: dict[Kind, tuple[str, str, str]] = {
    "docx": (".docx", "教案（Word）", "教案"),
    "pptx": (".pptx", "课件", "课件"),
    "pdf": (".pdf", "教案（PDF）", "教案"),
    "worksheet": ("-worksheet.pdf", "活动单（PDF）", "活动单"),
}
"""Kind → end of the address, words on the button, last word of the file's Chinese name."""

TERMS: dict[int, tuple[str, tuple[int, ...]]] = {1: ("上学期", MONTHS[:5]), 2: ("下学期", MONTHS[5:])}
"""Term → its name and its months."""


_LONGEST = 40
"""Signs of a title in a file's name: file systems allow 255 bytes, Windows 260 signs with all folders."""


@dataclass(frozen=True)
class TakeAway:
    """A file that a page offers."""

    kind: Kind
    label: str
    """The words on its button."""
    path: str
    """Below the site, such as `files/grade-5/when-i-do-not-want-to-study.docx`."""
    name: str
    """Chinese file name with its ending."""


def lesson_name(lesson: Lesson) -> str:
    """Return the Chinese name of a lesson's files, without the last word: `五年级11月第1课 不想学的时候`."""
    front = lesson.front
    signs = ("　" if sign in '\\/:*?"<>|' else sign for sign in front.title if sign.isprintable())
    title = "".join(signs)
    if len(title) > _LONGEST:
        title = f"{title[: _LONGEST - 1]}…"
    return f"{grade_name(front.grade)}{front.month}月第{front.period}课 {title}"


def lesson_files(lesson: Lesson) -> dict[Kind, TakeAway]:
    """Return a lesson's files: Word and PDF of the plan, slides, the worksheet alone."""
    return {
        kind: TakeAway(
            kind, label, f"files/{lesson.id}{ending}", f"{lesson_name(lesson)} {word}.{ending.split('.')[-1]}"
        )
        for kind, (ending, label, word) in LESSON_KINDS.items()
    }


def month_pack(grade: Grade, month: int) -> TakeAway:
    """Return the pack with all files of a grade's month."""
    words = f"{grade_name(grade.front.grade)}{month}月"
    return TakeAway(
        "month", f"{month} 月教案包", f"files/{grade.slug}-month-{month}.zip", f"{words} 教案包.zip"
    )


def term_pack(grade: Grade, term: int) -> TakeAway:
    """Return the pack with all files of a grade's term, 1 or 2."""
    name, _ = TERMS[term]
    words = f"{grade_name(grade.front.grade)}{name}"
    return TakeAway("term", f"{name}教案包", f"files/{grade.slug}-term-{term}.zip", f"{words} 教案包.zip")


def term_packs(grade: Grade, months: Collection[int]) -> list[TakeAway]:
    """Return the packs of the terms in which a grade has lessons, given the months that have any."""
    return [term_pack(grade, term) for term, (_, of_term) in TERMS.items() if {*months} & {*of_term}]


def plan_files(grade: Grade) -> dict[Kind, TakeAway]:
    """Return a grade's year plan as a table and as a calendar."""
    words = f"{grade_name(grade.front.grade)}心理健康教育教学进度表"
    base = f"files/{grade.slug}-year"
    return {
        "xlsx": TakeAway("xlsx", "教学进度表（Excel）", f"{base}.xlsx", f"{words}.xlsx"),
        "ics": TakeAway("ics", "日历（.ics）", f"{base}.ics", f"{words}.ics"),
    }
