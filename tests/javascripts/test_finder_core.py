"""Finding lessons and their weeks: the core of the first page, of the finder and of the year plan."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import strategies as st
from icalendar import Calendar
from test_core import examples

Run = Callable[[str, str, Any], Any]

EVERYTHING = {"grade": "", "month": "", "area": "", "minutes": "", "words": ""}
AREAS = ["学会学习", "情绪调适", "人际交往", "生命教育"]
LESSONS = [
    {"grade": 5, "month": 11, "area": "学会学习", "minutes": 40, "texts": ["不想学的时候", "五年级", "拖延"]},
    {"grade": 5, "month": 1, "area": "学会学习", "minutes": 30, "texts": ["分数之外", "五年级", "考试"]},
    {"grade": 8, "month": 11, "area": "情绪调适", "minutes": 45, "texts": ["成绩起伏的时候", "初二", "考试"]},
    {"grade": 2, "month": 12, "area": "人际交往", "minutes": 35, "texts": ["AB　两组", "二年级", "朋友"]},
]
ENTRIES = "x.lessons.map((lesson, at) => ({ ...lesson, at, text: m.searchText(lesson.texts) }))"
FOUND = f"m.find({ENTRIES}, x.filter).map(({{ at }}) => at)"

words = st.lists(st.text("考试情绪 ％+&=#?%11月aB", min_size=1, max_size=6), max_size=3).map(" ".join)
filters = st.fixed_dictionaries(
    {
        "grade": st.sampled_from(["", *map(str, range(1, 13))]),
        "month": st.sampled_from(["", "9", "10", "11", "12", "1", "2", "3", "4", "5", "6"]),
        "area": st.sampled_from(["", *AREAS]),
        "minutes": st.sampled_from(["", "30", "40", "45"]),
        "words": words.map(lambda text: " ".join(text.split())),
    }
)


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [
        ({}, [0, 1, 2, 3]),
        ({"grade": "5"}, [0, 1]),
        ({"month": "1"}, [1]),
        ({"area": "学会学习", "month": "11"}, [0]),
        ({"minutes": "35"}, [1, 3]),
        ({"words": "时候"}, [0, 2]),
        ({"words": "时候 考试"}, [2]),
        ({"words": "五年级　考试"}, [1]),
        ({"words": "ａｂ两组"}, [3]),
        ({"words": "1月"}, [1]),
        ({"words": "11 月 考试"}, [2]),
        ({"words": "时候初二"}, []),
        ({"area": "没有这个领域"}, []),
    ],
    ids=str,
)
def test_lessons_that_meet_every_limit_are_found(
    run_js: Run, limits: dict[str, str], wanted: list[int]
) -> None:
    assert run_js("finder", FOUND, [{"lessons": LESSONS, "filter": EVERYTHING | limits}]) == [wanted]


def test_every_filter_comes_back_from_its_address(run_js: Run) -> None:
    found = examples(filters)
    assert run_js("finder", "m.readFilter(m.writeFilter(x))", found) == found


def test_any_address_is_read_and_reading_it_again_changes_nothing(run_js: Run) -> None:
    queries = examples(st.text(st.characters(exclude_categories=["Cs"])) | st.text("grade=&month1words%E+ "))
    read = run_js("finder", "m.readFilter(x)", queries)
    assert run_js("finder", "m.readFilter(m.writeFilter(x))", read) == read


def test_what_is_no_value_is_no_limit(run_js: Run) -> None:
    queries = ["?grade=13&month=7&minutes=0&words=%20&area=", "?grade=05", "?month=11&other=1", "?words=%"]
    assert run_js("finder", "m.writeFilter(m.readFilter(x))", queries) == ["", "", "?month=11", "?words=%25"]


def test_one_limit_less_finds_at_least_as_much(run_js: Run) -> None:
    given_filters = [{"lessons": LESSONS, "filter": one} for one in examples(filters)]
    expression = f"""((entries) => [m.find(entries, x.filter).length,
        m.withoutEach(x.filter).map((one) => m.find(entries, one.filter).length)])({ENTRIES})"""
    assert all(
        count >= before for before, counts in run_js("finder", expression, given_filters) for count in counts
    )


def test_what_to_give_up_is_offered_with_what_it_would_find_the_most_first(run_js: Run) -> None:
    asked = EVERYTHING | {"grade": "5", "month": "11", "words": "考试 时候"}
    expression = f"m.loosen({ENTRIES}, x.filter)"
    [offers] = run_js("finder", expression, [{"lessons": LESSONS, "filter": asked}])
    assert [(offer["facet"], offer["value"], offer["count"]) for offer in offers] == [
        ("grade", "5", 1),
        ("words", "考试", 1),
    ]
    assert offers[1]["filter"] == asked | {"words": "时候"}
    assert all(one["count"] >= after["count"] for one, after in pairwise(offers))


@pytest.mark.parametrize(
    ("week", "wanted"),
    [
        (("2026-11-09", "2026-11-13", 11), "第 11 周，11 月 9—13 日"),
        (("2026-11-30", "2026-12-04", 14), "第 14 周，11 月 30 日—12 月 4 日"),
    ],
)
def test_a_week_is_written_as_schools_write_it(run_js: Run, week: tuple[str, str, int], wanted: str) -> None:
    given_week = dict(zip(("monday", "friday", "number"), week, strict=True))
    assert run_js("week-words", "m.weekWords(x)", [given_week]) == [wanted]


def test_a_calendar_made_in_the_browser_is_read_by_others(run_js: Run) -> None:
    due = {
        "id": "grade-5/when-i-do-not-want-to-study",
        "revision": 2,
        "title": "不想学的时候；逗号,反斜杠\\",
        "grade": "五年级",
        "about": "关键问题：" + "不想学的时候发生了什么，我能调整哪一件？😀" * 5 + "\n带上：纸",
        "url": "https://example.org/lessons/grade-5/when-i-do-not-want-to-study/",
        "monday": "2026-11-30",
        "friday": "2026-12-04",
    }
    expression = "m.writeCalendar('五年级心育课', [x], 2026, '2026-11-22T08:00:00Z')"
    [text] = run_js("ics", expression, [due])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    [event] = Calendar.from_ical(text).walk("VEVENT")
    assert event["uid"] == "grade-5/when-i-do-not-want-to-study@2026.xinyu-xuetang"
    assert event["summary"] == f"心育课：{due['title']}（五年级，本周）"
    assert event["description"] == f"{due['about']}\n教案：{due['url']}"
    assert (event.start, event.end) == (date(2026, 11, 30), date(2026, 12, 5))
    [alarm] = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-2, hours=-9)
