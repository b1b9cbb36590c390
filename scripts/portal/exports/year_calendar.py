"""A grade's year as a calendar file for phones: each lesson in its week, a reminder the Friday before."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Event

from portal.errors import PortalError, said
from portal.exports.year_plan import planned
from portal.exports.zip_dates import FIXED
from portal.model.calendar import SchoolYear, Week
from portal.model.lesson import Grade, Lesson, grade_name

_REMINDER = -timedelta(days=2, hours=9)
"""From midnight before Monday back to Friday, 15:00, whatever the phone's time zone."""

_WRITTEN = datetime(*FIXED, tzinfo=UTC)


def _address(lesson: Lesson, site_url: str) -> str:
    return f"{site_url.rstrip('/')}/lessons/{lesson.id}/"


def _description(lesson: Lesson, site_url: str) -> str:
    front = lesson.front
    materials = "\n".join(f"· {text}" for text in front.materials)
    here = f"心育学堂“上课 · {grade_name(front.grade)} · {front.month} 月”"
    page = _address(lesson, site_url) if site_url else here
    about = f"关键问题：{front.key_question}\n{front.area}，{front.minutes} 分钟"
    return f"{about}\n带上：\n{materials}\n教案：{page}"


def _alarm(summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary.replace("本周", "下周"))
    alarm.add("trigger", _REMINDER)
    return alarm


def _event(lesson: Lesson, week: Week, year: SchoolYear, site_url: str) -> Event:
    """Return an event from Monday to Friday: it stays in sight until the class has had its lesson.

    A new import in the same school year changes it; next year's stands beside it.
    """
    front, event = lesson.front, Event()
    summary = f"心育课：{front.title}（{grade_name(front.grade)}，本周）"
    event.add("uid", f"{lesson.id}@{year.starts_in}.xinyu-xuetang")
    event.add("dtstamp", _WRITTEN)
    event.add("sequence", front.revision)
    event.add("dtstart", week.monday)
    event.add("dtend", week.friday + timedelta(days=1))  # the day after the last, as the format wants it
    event.add("summary", summary)
    event.add("description", _description(lesson, site_url))
    event.add("categories", ["心育课", front.area])
    event.add("transp", "TRANSPARENT")  # the teacher is not busy all week
    if site_url:
        event.add("url", _address(lesson, site_url))
    event.add_component(_alarm(summary))
    return event


def make_year_calendar(
    grade: Grade,
    lessons: Mapping[int, Sequence[Lesson]],
    year: SchoolYear,
    target: Path,
    site_url: str = "",
) -> None:
    """Write a grade's lessons as an .ics file; `lessons` by month, in the order of the school year.

    `site_url` is the address of the site if it has one; without it the page's path is named.
    Raises PortalError when the file cannot be written.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//心育学堂//教学进度表//ZH-CN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add(
        "x-wr-calname", f"{grade_name(grade.front.grade)}心育课 {year.starts_in}—{year.starts_in + 1}"
    )
    for lesson, week in planned(grade, lessons, year):
        calendar.add_component(_event(lesson, week, year, site_url))
    try:
        target.write_bytes(calendar.to_ical())
    except OSError as error:
        raise PortalError(f"“{grade.front.title}”的日历写不进 {target}：{said(error)}。") from error
