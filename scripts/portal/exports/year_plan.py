"""A grade's year as a table: which lesson in which week, with room to note which class had it when."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Any, TypeAlias

from portal.errors import PortalError, said
from portal.exports.new_workbook import new_workbook
from portal.model.calendar import SchoolYear, Week
from portal.model.lesson import Grade, Lesson, grade_name
from portal.model.takeaway import TERMS

# xlsxwriter has no types.
Book: TypeAlias = Any
Page: TypeAlias = Any
Format: TypeAlias = Any

_ROW, _TALLEST = 15.0, 400
"""Points: the height of a line of text; the height that Excel allows a row at most, nearly."""


@dataclass(frozen=True)
class Column:
    """A column of the table."""

    title: str
    width: float
    """In digits, as Excel counts."""
    form: str = "text"


_COLUMNS = (
    Column("周次", 9),
    Column("日期", 11),
    Column("月份", 5, "number"),
    Column("课次", 5, "number"),
    Column("课题", 14, "title"),
    Column("领域", 9),
    Column("关键问题", 17),
    Column("目标（知道 / 体会 / 做到）", 48),
    Column("时长", 8, "minutes"),
    Column("带上", 34),
    Column("授课班级", 10, "empty"),
    Column("授课日期", 12, "date"),
    Column("备注", 12, "empty"),
)


def planned(
    grade: Grade, lessons: Mapping[int, Sequence[Lesson]], year: SchoolYear
) -> Iterator[tuple[Lesson, Week]]:
    """Yield a grade's lessons in the order of the year, each with its week."""
    for month, of_month in lessons.items():
        for lesson in of_month:
            yield lesson, year.week_of(month, lesson.front.period, grade.front.periods)


def days_of(week: Week) -> str:
    """Return a week's days as people write them: `9月14—18日`, `9月28日—10月2日`."""
    first, last = week.monday, week.friday
    end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
    return f"{first.month}月{first.day}{'' if first.month == last.month else '日'}—{end}"


def _cells(lesson: Lesson, week: Week) -> tuple[str | int, ...]:
    front = lesson.front
    goals = front.objectives
    return (
        f"{TERMS[week.term][0]}\n第 {week.number} 周",
        days_of(week),
        front.month,
        front.period,
        front.title,
        front.area,
        front.key_question,
        f"知道：{goals.know}\n体会：{goals.feel}\n做到：{goals.do}",
        front.minutes,
        "\n".join(f"· {text}" for text in front.materials),
        "", "", "",
    )  # fmt: skip


def _rows_of(text: str, width: float) -> int:
    """Return how many rows a text takes in a column; one character a row is lost to punctuation."""
    wide = [sum(1.05 if sign.isascii() else 1.9 for sign in line) for line in text.split("\n")]
    return sum(max(1, ceil(line / (width - 2.4))) for line in wide)


def _height(cells: Sequence[str | int]) -> float:
    rows = max(_rows_of(str(cell), column.width) for cell, column in zip(cells, _COLUMNS, strict=True))
    return min(rows * _ROW + 6, _TALLEST)


def _formats(book: Book) -> dict[str, Format]:
    cell = {"border": 1, "border_color": "#9DB5AC", "valign": "top", "text_wrap": True}
    middle = {**cell, "align": "center"}
    head = {"bold": True, "bg_color": "#DDEBE8", "valign": "vcenter"}
    forms = {
        "text": cell,
        "title": {**cell, "bold": True},
        "number": middle,
        "minutes": {**middle, "num_format": '0" 分钟"'},
        "date": {**middle, "num_format": "yyyy-mm-dd"},
        "empty": cell,
        "head": {**middle, **head},
        "big": {"bold": True, "font_size": 14},
        "words": {"text_wrap": True, "valign": "top"},
        "name": {"text_wrap": True, "valign": "top", "bold": True},
    }
    return {name: book.add_format(form) for name, form in forms.items()}


def _set_paper(page: Page, heading: str) -> None:
    page.set_paper(9)
    page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.set_header(f'&C&"微软雅黑,Bold"&14{heading.replace("&", "&&")}')
    page.set_footer("&L心育学堂&R第 &P 页，共 &N 页")


def _write_table(page: Page, rows: Sequence[tuple[str | int, ...]], formats: Mapping[str, Format]) -> None:
    for place, column in enumerate(_COLUMNS):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, formats["head"])
    page.set_row(0, 30)
    page.freeze_panes(1, 5)
    page.repeat_rows(0)
    for number, cells in enumerate(rows, 1):
        page.set_row(number, _height(cells))
        for place, (cell, column) in enumerate(zip(cells, _COLUMNS, strict=True)):
            if isinstance(cell, int):
                page.write_number(number, place, cell, formats[column.form])
            elif cell:
                page.write_string(number, place, cell, formats[column.form])
            else:
                page.write_blank(number, place, None, formats[column.form])
    page.autofilter(0, 0, len(rows), len(_COLUMNS) - 1)


def _explanations(grade: Grade, year: SchoolYear) -> Iterator[tuple[str, str]]:
    for term in year.terms:
        yield term.name, f"{term.first} 至 {term.last}，共 {len(term.mondays)} 个教学周"
    yield (
        "周次怎么排",
        (
            "教学周从周一到周五。一周算在它的星期三所在的月份；一个月的课时平均分到这个月的教学周里。"
            "这个月没有教学周，就顺延到下一个有课的周。"
        ),
    )
    yield (
        "和本校校历不一样",
        (
            "先在表里改“周次”和“日期”两列就行。要整张表重排：请管网站的同事把“校历”页（docs/campus/calendar.md）"
            "里的开学、放假日期改成本校的，重新生成网站，再下载一次。"
        ),
    )
    yield "放假、考试、调休", "以当地教育部门和学校的通知为准。表里没有扣除法定节假日，遇上就前后挪一周。"
    yield (
        "每月几课时",
        (f"表里每月按 {grade.front.periods} 课时排。各地的要求不一样，以当地通知为准；缺一课时，记得补上。"),
    )
    yield "空着的三列", "“授课班级”“授课日期”“备注”由上课的老师填。只写班级，不写学生的姓名和情况。"
    yield "带上", "教案里的“教学准备”写得更细，课前请再看一遍，也看看“安全提示与求助”。"


def _write_explanations(
    page: Page, heading: str, lines: Iterator[tuple[str, str]], formats: Mapping[str, Format]
) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, heading, formats["big"])
    for number, (name, words) in enumerate(lines, 2):
        page.set_row(number, _rows_of(words, 90) * _ROW + 8)
        page.write_string(number, 0, name, formats["name"])
        page.write_string(number, 1, words, formats["words"])


def year_title(grade: Grade, year: SchoolYear) -> str:
    """Return the heading of a grade's plan: `五年级心理健康教育教学进度表（2026—2027 学年）`."""
    name, first = grade_name(grade.front.grade), year.starts_in
    return f"{name}心理健康教育教学进度表（{first}—{first + 1} 学年）"


def _workbook(grade: Grade, lessons: Mapping[int, Sequence[Lesson]], year: SchoolYear) -> bytes:
    file = io.BytesIO()
    heading = year_title(grade, year)
    book = new_workbook(file, heading)
    formats = _formats(book)
    table = book.add_worksheet("教学进度表")
    _write_table(table, [_cells(lesson, week) for lesson, week in planned(grade, lessons, year)], formats)
    words = book.add_worksheet("说明")
    _write_explanations(words, heading, _explanations(grade, year), formats)
    for page in (table, words):
        _set_paper(page, heading)
    book.close()
    return file.getvalue()


def make_year_plan(
    grade: Grade, lessons: Mapping[int, Sequence[Lesson]], year: SchoolYear, target: Path
) -> None:
    """Write a grade's 教学进度表 as a workbook; `lessons` by month, in the order of the school year.

    Raises PortalError when the file cannot be written.
    """
    try:
        target.write_bytes(_workbook(grade, lessons, year))
    except OSError as error:
        raise PortalError(f"“{grade.front.title}”的教学进度表写不进 {target}：{said(error)}。") from error
