"""The ledger's arithmetic and its words: entries in, classes and months against the quota out."""

from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from test_core import assert_agree

from portal.reports.classes import class_of

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

COUNT = "m.countClasses(x.lessons, { year: x.year || 2026, today: x.today, quotaOf: () => x.quota || 2 })"
FORECAST = (
    "(async () => { const l = await import('/core/ledger.js');"
    " return l.countClasses(x.lessons, { year: 2026, today: x.today, quotaOf: () => 2 })"
    ".map(m.forecastWords); })()"
)


def taught(date: str, periods: float = 1, label: str = "五(2)班", lesson: str = "grade-5/why") -> Json:
    return {"lesson": lesson, "class": label, "date": date, "periods": periods}


def full(*months: str) -> list[Json]:
    """Two periods in each month, such as 2026-09."""
    return [taught(f"{month}-{day}") for month in months for day in ("03", "17")]


def test_months_are_counted_against_the_quota_and_only_past_ones_can_be_short(run_js: Run) -> None:
    lessons = [*full("2026-09"), taught("2026-10-09", 0.5), taught("2026-11-05")]
    [[count]] = run_js("ledger", COUNT, [{"lessons": lessons, "today": "2026-11-22"}])
    assert (count["label"], count["grade"], count["taught"], count["due"]) == ("五(2)班", 5, 3.5, 20)
    assert [(one["month"], one["taught"], one["missing"], one["phase"]) for one in count["months"]] == [
        (9, 2, 0, "past"),
        (10, 0.5, 1.5, "past"),
        (11, 1, 0, "now"),
        *[(month, 0, 0, "coming") for month in (12, 1, 2, 3, 4, 5, 6)],
    ]
    assert count["behind"] == 1.5


def test_what_is_beyond_the_quota_makes_up_for_earlier_months(run_js: Run) -> None:
    cases = [
        {"lessons": [taught("2026-09-03"), taught("2026-10-09", 3)], "today": "2026-11-22"},
        {
            "lessons": [taught("2026-09-03"), *full("2026-10"), taught("2026-11-05", 2.5)],
            "today": "2026-11-22",
        },
    ]
    assert [[one["behind"] for one in counts] for counts in run_js("ledger", COUNT, cases)] == [[0], [0.5]]


def test_one_class_is_one_however_its_label_is_typed_and_a_withdrawn_entry_is_none(run_js: Run) -> None:
    labels = ["五(2)班", "五（2）班", " 五（２） 班", "五【2】班"]
    days = [taught(f"2026-09-0{day}", label=label) for day, label in enumerate(labels, 1)]
    lessons = [*days, taught("2026-09-08", 0)]
    [counts] = run_js("ledger", COUNT, [{"lessons": lessons, "today": "2026-09-30"}])
    assert [(one["label"], one["taught"]) for one in counts] == [("五(2)班", 4)]


def test_one_lesson_of_a_class_on_one_day_counts_once(run_js: Run) -> None:
    lessons = [taught("2026-09-03", 0.5), taught("2026-09-03", 2, label="五（2）班"), taught("2026-09-03")]
    [[count]] = run_js("ledger", COUNT, [{"lessons": lessons, "today": "2026-09-30"}])
    assert count["taught"] == 2


def test_what_is_not_counted_says_why(run_js: Run) -> None:
    entries = [
        taught("2026-09-30"),
        taught("2026-10-01"),
        taught("2026-08-02"),
        taught("2026-09-03", label=" "),
        taught("2026-09-03", lesson="grade-13/a", label="一班"),
    ]
    assert run_js("ledger", "m.whyNotCounted(x, '2026-09-30')", entries) == [
        "",
        "日期还没到，先不计入",
        "8 月不在上课的十个月里，不计入",
        "没有写班级，不计入",
        "没有这个年级，不计入",
    ]
    assert run_js("ledger", COUNT, [{"lessons": entries[1:], "today": "2026-09-30"}]) == [[]]


def test_classes_stand_by_grade_and_number(run_js: Run) -> None:
    lessons = [
        taught("2026-09-03", label=label, lesson=lesson)
        for label, lesson in (
            ("五(10)班", "grade-5/a"),
            ("五(2)班", "grade-4/a"),  # borrowed from another grade
            ("一班", "grade-6/a"),
            ("一班", "grade-5/a"),
        )
    ]
    [counts] = run_js("ledger", COUNT, [{"lessons": lessons, "today": "2026-09-30"}])
    found = [(one["grade"], one["label"]) for one in counts]
    assert found == [(5, "一班"), (5, "五(2)班"), (5, "五(10)班"), (6, "一班")]


def test_a_grade_is_read_from_a_label_as_the_report_reads_it(run_js: Run) -> None:
    labels = [
        "五(2)班", "5(2)班", "五年级2班", "初一(3)班", "初三1班", "高二(1)班", "一(1)班", "三年级3班",
        "12(1)班", "一班", "2班", "向日葵班", "52班", "六（1）班", "",
    ]  # fmt: skip
    cases = [[label, grade] for label in labels for grade in range(1, 13)]
    browser = run_js("class-label", "m.gradeOfClass(m.tidyLabel(x[0]), x[1])", cases)
    assert_agree(cases, browser, [class_of(label).grade(grade) for label, grade in cases])


@pytest.mark.parametrize(
    ("day", "place"),
    [
        ("2026-08-31", (2025, 8)),
        ("2026-09-01", (2026, 9)),
        ("2027-01-20", (2026, 1)),
        ("2027-06-30", (2026, 6)),
        ("2027-07-02", (2026, 6)),
    ],
)
def test_the_edges_of_a_school_year(run_js: Run, day: str, place: tuple[int, int]) -> None:
    [found] = run_js("ledger", "m.placeOf(x)", [day])
    assert (found["year"], found["month"]) == place


def test_every_year_with_entries_can_be_chosen_and_the_present_one(run_js: Run) -> None:
    lessons = [taught("2025-03-01"), taught("2023-10-01"), taught("2019-10-01", 0)]
    assert run_js("ledger", "m.schoolYears(x, '2026-11-22')", [lessons]) == [[2026, 2024, 2023]]


def test_the_class_used_last_is_offered_first(run_js: Run) -> None:
    lessons = [
        taught("2026-11-01", label="五(1)班") | {"at": "2026-11-20T01:00:00Z"},
        taught("2026-11-10", label="五(2)班"),
        taught("2026-11-12", label="五(3)班", periods=0),
        taught("2026-11-12", label="六(1)班", lesson="grade-6/a"),
    ]
    assert run_js("ledger", "m.knownClasses(x, 5)", [lessons]) == [["五(1)班", "五(2)班"]]


@pytest.mark.parametrize(
    ("lessons", "today", "words"),
    [
        (full("2026-09", "2026-10"), "2026-11-22", "照现在的进度，到六月能上满 20 课时。"),
        (full("2026-09"), "2026-09-30", "照现在的进度，到六月能上满 20 课时。"),
        (
            [*full("2026-09"), taught("2026-10-09")],
            "2026-11-22",
            "照现在的进度，到六月还差 5 课时；往后每月上满 2 课时，下个月补上 1 课时就够。",
        ),
        (
            [taught("2026-10-31"), taught("2026-11-05")],
            "2026-11-22",
            "照现在的进度，到六月还差 11 课时；往后 8 个月，每月上 2.5 课时就能补齐。",
        ),
        (
            [taught("2026-11-05")],
            "2026-11-22",
            "照现在的进度，到六月还差 4 课时；往后 8 个月，每月上 2.5 课时就能补齐。",
        ),
        (
            [taught("2026-09-03", 1), taught("2026-10-09", 2), taught("2026-11-05", 3)],
            "2026-11-22",
            "照现在的进度，到六月还差 3.5 课时；往后每月上满 2 课时就够。",
        ),
        ([taught(f"2026-09-0{day}", 8) for day in (1, 2, 3)], "2026-11-22", "这学年的定额已经上满。"),
        ([taught("2026-09-03")], "2027-07-20", "这学年上了 1 课时，比定额少 19 课时。"),
        ([taught("2026-09-03")], "2028-01-01", "这学年上了 1 课时，比定额少 19 课时。"),
        ([taught(f"2026-09-0{day}", 8) for day in (1, 2, 3)], "2028-01-01", "这学年上了 24 课时，达到定额。"),
        (
            [taught("2027-06-01", 8), taught("2026-09-01", 8), taught("2027-05-01", 3)],
            "2027-06-20",
            "照现在的进度，到六月还差 1 课时；这个月补上 1 课时就够。",
        ),
    ],
)
def test_the_forecast_in_words(run_js: Run, lessons: list[Json], today: str, words: str) -> None:
    assert run_js("ledger-words", FORECAST, [{"lessons": lessons, "today": today}]) == [[words]]


def test_a_lesson_that_is_gone_and_one_of_the_schools_own_are_named_honestly(run_js: Run) -> None:
    known = {"grade-5/why": {"title": "我为什么学习", "url": "lessons/grade-5/why/"}}
    cases = [
        [taught("2026-09-03"), known],
        [taught("2026-09-03", lesson="grade-5/gone"), known],
        [taught("2026-09-03", lesson="grade-5/other") | {"note": "校园里的树"}, known],
        [taught("2026-09-03", lesson="grade-5/other"), known],
        [taught("2026-09-03"), None],
    ]
    assert run_js("ledger-words", "m.lessonWords(...x)", cases) == [
        {"title": "我为什么学习", "url": "lessons/grade-5/why/"},
        {"title": "教案目录里已没有这一课：grade-5/gone", "url": ""},
        {"title": "学校自己的课：校园里的树", "url": ""},
        {"title": "学校自己的课：没有写课名", "url": ""},
        {"title": "grade-5/why", "url": ""},
    ]


def test_quotas_that_are_none_are_passed_over(run_js: Run) -> None:
    texts = [None, "", "[", "null", "3", '{"5":3,"6":0,"7":"2","8":9,"9":1.5}']
    assert run_js("quotas", "m.readQuotas(x)", texts) == [{}, {}, {}, {}, {}, {"5": 3, "9": 1.5}]
    changes = [[{"5": 3}, 6, 1], [{"5": 3}, 5, None]]
    assert run_js("quotas", "m.writeQuota(...x)", changes) == ['{"5":3,"6":1}', "{}"]


def test_an_import_tells_what_it_withdraws(run_js: Run) -> None:
    case = next(one for one in contract("merge") if "an old export comes back" in one["case"])
    readings = [{"record": case["a"], "problems": []}]
    for current, updated, taken in ((case["b"], 1, 1), (case["a"], 0, 0)):
        expression = "m.planImport(x.current, x.readings)"
        [plan] = run_js("plan-import", expression, [{"current": current, "readings": readings}])
        assert (plan["added"], plan["updated"], plan["withdrawn"]) == (0, updated, taken)
