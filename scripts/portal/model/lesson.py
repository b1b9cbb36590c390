"""A lesson plan: for which grade, month and period it is, its stages with minutes, its slides."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from portal.model.authored import Aliases, Allowances, Authored, Changes, Status, Text, Texts
from portal.model.body import Body, Section
from portal.model.marks import Marks

SECTIONS = (
    "学情分析", "教学重难点", "教学准备", "教学过程", "板书设计", "课后延伸",
    "学生活动单", "课件", "安全提示与求助", "备选方案", "教学反思",
)  # fmt: skip
"""The `##` sections of a lesson, all of them, in this order."""

STAGES = ("暖身", "转换", "工作", "结束")
"""The four stages of a group lesson (钟志农 2009), in this order."""

MONTHS = (9, 10, 11, 12, 1, 2, 3, 4, 5, 6)
"""The ten teaching months in the order of a school year."""

OTHER_LESSON = "other"
"""In a record, `grade-5/other` is a lesson of the school's own; so no lesson may have this slug."""

Area = Literal[
    "认识自我", "学会学习", "人际交往", "情绪调适", "升学择业与生涯规划", "生活和社会适应", "生命教育"
]
"""The six areas of the 2012 national guideline, and 生命教育."""

AREAS: tuple[str, ...] = get_args(Area)

_MINUTES = re.compile(r"（(\d+(?:\.\d)?) ?分钟）")

ROOM_TO_WRITE = re.compile(r"＿{2,}|☐|□|<svg|\|\s*\|")
"""Where a printed sheet leaves room: a line, a box to tick, a picture, an empty cell."""


_NUMERALS = "一二三四五六七八九"

_FIGURE = re.compile(r"<figure.*?</figure>", re.DOTALL)


class LessonObjectives(Authored):
    """What pupils should know, feel and be able to do afterwards."""

    know: Text
    feel: Text
    do: Text


class LessonFront(Authored):
    """Front matter of `docs/lessons/grade-<n>/<lesson>.md`."""

    title: Text
    grade: Annotated[int, Field(ge=1, le=12)]
    month: Literal[9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    period: Annotated[int, Field(ge=1, le=4)]
    """Which of the month's periods it is."""
    area: Area
    minutes: Annotated[int, Field(ge=5, le=90)]
    key_question: Text
    objectives: LessonObjectives
    materials: Texts
    keywords: Texts
    asked: Texts = ()
    """What people type who need this page, in their own words; only the search reads it."""
    content_note: Text
    """What in this lesson may touch pupils; read before teaching."""
    revision: Annotated[int, Field(ge=1)]
    changes: Changes = ()
    """One for each revision after the first, oldest first."""
    status: Status
    aliases: Aliases = ()
    sources: Texts
    allow: Allowances = ()


class GradeFront(Authored):
    """Front matter of `docs/lessons/grade-<n>/index.md`: which lessons this grade claims to have."""

    title: Text
    grade: Annotated[int, Field(ge=1, le=12)]
    months: Annotated[tuple[int, ...], Field(strict=False, min_length=1)]
    """Months for which every period has a lesson, in the order of the school year."""
    periods: Annotated[int, Field(ge=1, le=4)] = 2
    """Periods a month. The quota is at least two for each class."""
    status: Status
    aliases: Aliases = ()


@dataclass(frozen=True)
class Grade:
    """A grade's page: the claim against which its lessons are counted."""

    slug: str
    front: GradeFront
    body: Body
    marks: Marks


@dataclass(frozen=True)
class Lesson:
    """A lesson plan with its page."""

    grade_slug: str
    """The folder, such as `grade-5`."""
    slug: str
    front: LessonFront
    body: Body
    marks: Marks

    @property
    def id(self) -> str:
        """`grade-5/<slug>`, the permanent id that records hold."""
        return f"{self.grade_slug}/{self.slug}"

    @property
    def stages(self) -> tuple[Section, ...]:
        """The `###` stages of 教学过程; each has its steps as children."""
        process = self.body.section("教学过程")
        return process.children if process else ()

    @property
    def slides(self) -> tuple[Section, ...]:
        """The `###` slides of 课件."""
        deck = self.body.section("课件")
        return deck.children if deck else ()


def grade_name(grade: int) -> str:
    """Return how schools call a grade, 1 to 12: 五年级, 初二, 高一."""
    if grade <= 6:
        return f"{_NUMERALS[grade - 1]}年级"
    return ("初" if grade <= 9 else "高") + _NUMERALS[(grade - 7) % 3]


def minutes_of(heading: str) -> float | None:
    """Return the minutes that a stage or step names in its heading, such as 5 for 暖身（5 分钟）."""
    match = _MINUTES.search(heading)
    return float(match[1]) if match else None


def slide_text(slide: Section) -> str:
    """Return what pupils read on a slide: no picture, no speaker note, no white space."""
    lines = _FIGURE.sub("", slide.full_text).split("\n")
    return re.sub(r"\s", "", "".join(line for line in lines if not line.startswith(">")))


def own_words(lesson: Lesson) -> str:
    """Return the lesson's Markdown without pictures, headings of sections and included blocks."""
    text = _FIGURE.sub("", lesson.body.prose)
    kept = (line for line in text.split("\n") if not line.startswith(("## ", '--8<-- "')))
    return "\n".join(kept)
