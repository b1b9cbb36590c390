"""The year plan is opened again: the table with openpyxl, the calendar with icalendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from portal.errors import PortalError
from portal.exports.year_calendar import make_year_calendar
from portal.exports.year_plan import days_of, make_year_plan, planned
from portal.load import load
from portal.model.calendar import DEFAULT_YEAR, SchoolYear
from portal.model.lesson import Grade, Lesson

BASE = Path(__file__).parents[1] / "checks" / "base"

SPRING_FROM_MARCH = SchoolYear.from_text("2026-09-01/2027-01-22 2027-03-01/2027-07-02")


@pytest.fixture(scope="module")
def grade() -> Grade:
    (found,) = load(BASE).catalogue.grades
    return replace(found, front=found.front.model_copy(update={"periods": 2}))


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    (found,) = load(BASE).catalogue.lessons
    return found


@pytest.fixture(scope="module")
def months(lesson: Lesson) -> dict[int, list[Lesson]]:
    """Two lessons in September, February and March."""

    def made(month: int, period: int) -> Lesson:
        changes = {"month": month, "period": period, "title": f"{month} 月第 {period} 课"}
        front = lesson.front.model_copy(update=changes)
        return replace(lesson, slug=f"lesson-{month}-{period}", front=front)

    return {month: [made(month, period) for period in (1, 2)] for month in (9, 2, 3)}


def table(path: Path) -> tuple[Any, list[dict[str, Any]]]:
    book = load_workbook(path)
    sheet = book["教学进度表"]
    head, *rows = sheet.iter_rows(values_only=True)
    return book, [dict(zip(head, row, strict=True)) for row in rows]


def events(path: Path) -> list[Any]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_the_table_has_every_lesson_in_its_week_and_room_to_fill_in(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    make_year_plan(grade, months, DEFAULT_YEAR, tmp_path / "plan.xlsx")
    _, rows = table(tmp_path / "plan.xlsx")
    assert [(row["周次"], row["日期"], row["月份"], row["课次"]) for row in rows] == [
        ("上学期\n第 2 周", "9月7—11日", 9, 1),
        ("上学期\n第 4 周", "9月21—25日", 9, 2),
        ("下学期\n第 1 周", "2月22—26日", 2, 1),
        ("下学期\n第 1 周", "2月22—26日", 2, 2),
        ("下学期\n第 3 周", "3月8—12日", 3, 1),
        ("下学期\n第 5 周", "3月22—26日", 3, 2),
    ]
    front = months[9][0].front
    first = rows[0]
    assert (first["课题"], first["领域"], first["关键问题"], first["时长"]) == (
        front.title, front.area, front.key_question, front.minutes,
    )  # fmt: skip
    goals = front.objectives
    assert first["目标（知道 / 体会 / 做到）"] == f"知道：{goals.know}\n体会：{goals.feel}\n做到：{goals.do}"
    assert first["带上"] == "\n".join(f"· {text}" for text in front.materials)
    assert {row[name] for row in rows for name in ("授课班级", "授课日期", "备注")} == {None}


def test_the_table_is_ready_to_print(grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path) -> None:
    make_year_plan(grade, months, DEFAULT_YEAR, tmp_path / "plan.xlsx")
    book, rows = table(tmp_path / "plan.xlsx")
    sheet = book["教学进度表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes == "F2"
    assert sheet.oddHeader.center.text == "五年级心理健康教育教学进度表（2026—2027 学年）"
    assert "&P" in str(sheet.oddFooter.right.text) or "&[Page]" in str(sheet.oddFooter.right.text)
    for number, row in enumerate(rows, 2):
        lines = str(row["目标（知道 / 体会 / 做到）"]).count("\n") + 1
        assert sheet.row_dimensions[number].height >= 15 * lines
        assert all(cell.alignment.wrap_text for cell in sheet[number])


def test_a_text_never_becomes_a_formula(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    risky = months[9][0]
    front = risky.front.model_copy(update={"title": "=1+1", "key_question": "@SUM(A1)"})
    make_year_plan(grade, {9: [replace(risky, front=front)]}, DEFAULT_YEAR, tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["教学进度表"]
    assert (sheet["E2"].value, sheet["E2"].data_type) == ("=1+1", "s")
    assert sheet["G2"].data_type == "s"


def test_the_second_sheet_says_which_dates_were_used(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    make_year_plan(grade, months, SPRING_FROM_MARCH, tmp_path / "plan.xlsx")
    sheet = load_workbook(tmp_path / "plan.xlsx")["说明"]
    said = dict(sheet.iter_rows(min_row=3, values_only=True))
    assert said["下学期"] == "2027-03-01 至 2027-07-02，共 18 个教学周"
    assert "当地" in said["放假、考试、调休"]
    assert f"每月按 {grade.front.periods} 课时" in said["每月几课时"]


def test_a_month_without_teaching_hands_its_lessons_to_the_next_week(
    grade: Grade, months: dict[int, list[Lesson]]
) -> None:
    weeks = [week.monday for lesson, week in planned(grade, months, SPRING_FROM_MARCH)
             if lesson.front.month == 2]  # fmt: skip
    assert weeks == [date(2027, 3, 1), date(2027, 3, 1)]


def test_days_across_two_months_name_both() -> None:
    week = next(week for week in DEFAULT_YEAR.weeks() if week.monday == date(2026, 9, 28))
    assert days_of(week) == "9月28日—10月2日"


def test_the_calendar_has_each_lesson_from_monday_to_friday(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    make_year_calendar(grade, months, DEFAULT_YEAR, tmp_path / "plan.ics")
    found = events(tmp_path / "plan.ics")
    assert [event.decoded("dtstart") for event in found] == [
        date(2026, 9, 7), date(2026, 9, 21), date(2027, 2, 22), date(2027, 2, 22),
        date(2027, 3, 8), date(2027, 3, 22),
    ]  # fmt: skip
    assert {event.decoded("dtend") - event.decoded("dtstart") for event in found} == {timedelta(days=5)}
    first = found[0]
    assert first["summary"] == "心育课：9 月第 1 课（五年级，本周）"
    front = months[9][0].front
    assert front.key_question in first["description"]
    assert all(text in first["description"] for text in front.materials)
    assert first["description"].endswith("心育学堂“上课 · 五年级 · 9 月”")
    assert first["transp"] == "TRANSPARENT"
    assert "url" not in first


def test_a_reminder_comes_on_the_friday_before_at_three(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    make_year_calendar(grade, months, DEFAULT_YEAR, tmp_path / "plan.ics")
    for event in events(tmp_path / "plan.ics"):
        (alarm,) = event.walk("VALARM")
        monday = event.decoded("dtstart")
        at = datetime(monday.year, monday.month, monday.day, tzinfo=UTC) + alarm.decoded("trigger")
        assert (at.weekday(), at.hour, at.minute) == (4, 15, 0)
        assert "下周" in alarm["description"]


def test_ids_stay_when_the_dates_move_and_differ_from_year_to_year(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    later = SchoolYear.from_text("2027-09-01/2028-01-21 2028-02-21/2028-06-30")
    ids = []
    for number, year in enumerate((DEFAULT_YEAR, SPRING_FROM_MARCH, later)):
        make_year_calendar(grade, months, year, tmp_path / f"{number}.ics")
        ids.append([str(event["uid"]) for event in events(tmp_path / f"{number}.ics")])
    assert ids[0] == ids[1]
    assert ids[0][0].startswith("grade-5/lesson-9-1@")
    assert len(set(ids[0])) == 6
    assert not set(ids[0]) & set(ids[2])


def test_the_calendar_is_written_as_the_format_wants_it(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    make_year_calendar(grade, months, DEFAULT_YEAR, tmp_path / "plan.ics", site_url="http://school.test/xin/")
    raw = (tmp_path / "plan.ics").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert "PRODID:-//心育学堂//" in raw.decode()
    first = events(tmp_path / "plan.ics")[0]
    assert first["url"] == "http://school.test/xin/lessons/grade-5/lesson-9-1/"
    assert first.decoded("dtstamp") == datetime(2026, 1, 1, tzinfo=UTC)


def test_the_same_content_gives_the_same_bytes(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        make_year_plan(grade, months, DEFAULT_YEAR, tmp_path / f"{name}.xlsx")
        make_year_calendar(grade, months, DEFAULT_YEAR, tmp_path / f"{name}.ics")
    for ending in ("xlsx", "ics"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_a_grade_without_lessons_has_an_empty_plan(grade: Grade, tmp_path: Path) -> None:
    make_year_plan(grade, {}, DEFAULT_YEAR, tmp_path / "plan.xlsx")
    make_year_calendar(grade, {}, DEFAULT_YEAR, tmp_path / "plan.ics")
    assert table(tmp_path / "plan.xlsx")[1] == []
    assert events(tmp_path / "plan.ics") == []


@pytest.mark.parametrize("text", ["", "2026-09-01/2027-01-22", "2026-13-01/2027-01-22 2027-02-22/2027-07-02",
                                  "2027-02-22/2027-07-02 2026-09-01/2027-01-22"])  # fmt: skip
def test_a_bad_year_is_refused_before_anything_is_planned(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        SchoolYear.from_text(text)


def test_a_place_that_cannot_be_written_is_named(
    grade: Grade, months: dict[int, list[Lesson]], tmp_path: Path
) -> None:
    for make, ending in ((make_year_plan, "xlsx"), (make_year_calendar, "ics")):
        with pytest.raises(PortalError, match=r"写不进.*没有这个文件或文件夹"):
            make(grade, months, DEFAULT_YEAR, tmp_path / "none" / f"plan.{ending}")
