"""Periods taught against the quota, on 20 November: small cases computed by hand first, then laws."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_records import make_record

from portal.records import code
from portal.records.csv_form import HEADER

Json = dict[str, Any]
Report = Callable[..., Any]

WHY = "grade-5/why-i-learn"


def taught(day: str, class_: str = "五(1)班", lesson: str = WHY, periods: float = 1, **more: str) -> Json:
    return {"lesson": lesson, "class": class_, "date": day, "periods": periods, **more}


def teacher(*lessons: Json, name: str = "王芳", number: str = "T1", school: str = "一小") -> Json:
    return make_record(name, number, school, values={}, lessons=list(lessons))


def schools(done: Any) -> list[list[str]]:
    return [list(row.values()) for row in done.rows("课时（学校）")]


def classes(done: Any) -> list[list[str]]:
    return [list(row.values()) for row in done.rows("课时（班级）")]


def entries(done: Any, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in done.rows("课时（明细）")]


def flagged(done: Any, kind: str) -> list[tuple[str, str]]:
    return [(row["编号"], row["说明"]) for row in done.rows("疑点") if row["类别"] == kind]


TWO_CLASSES = teacher(
    taught("2026-09-08"), taught("2026-09-22", lesson="grade-5/other", note="我们班的树"),
    taught("2026-10-13", periods=3), taught("2026-11-03", periods=0.5),
    taught("2026-09-09", "五(2)班"), taught("2026-11-04", "五(2)班", periods=2),
)  # fmt: skip


def test_two_classes_over_three_months(report: Report) -> None:
    done = report(records=[TWO_CLASSES], quota=2)
    assert schools(done) == [
        ["一小", "五年级", "2026-09", "2", "3.0", "4", "1.0", "1", "0.5", ""],
        ["一小", "五年级", "2026-10", "2", "3.0", "4", "2.0", "1", "0.5", ""],
        ["一小", "五年级", "2026-11", "2", "2.5", "4", "1.5", "1", "0.5", ""],
    ]
    later = [""] * 7
    assert classes(done) == [
        ["一小", "五年级", "五(1)班", "2", "2.0", "3.0", "0.5", *later, "5.5", "6", "1.5"],
        ["一小", "五年级", "五(2)班", "2", "1.0", "0.0", "2.0", *later, "3.0", "6", "3.0"],
    ]
    assert entries(done, "日期", "课", "课题", "课时", "计入", "备注")[1] == (
        "2026-09-22", "grade-5/other", "我们班的树", "1.0", "是", "",
    )  # fmt: skip
    assert done.kinds() == []


def test_the_overview_has_every_denominator(report: Report) -> None:
    done = report(records=[TWO_CLASSES], roster="编号,姓名,学校\nT1,王芳,一小\nT2,李伟,二小\n", quota=2)
    rows = {row["项目"]: (row["数"], row["分母"], row["比例"]) for row in done.rows("总览")}
    assert rows["上课记录（条）"] == ("6", "—", "—")
    assert rows["计入的上课记录（÷ 上课记录）"] == ("6", "6", "1.0")
    assert rows["有上课记录的班"] == ("2", "—", "—")
    assert rows["已上课时（到 2026-11）"] == ("8.5", "—", "—")
    assert rows["缺的课时（到 2026-11，÷ 应上）"] == ("4.5", "12", "0.375")
    assert rows["每班每月达到定额的（到 2026-11，÷ 班数×月数）"] == ("3", "6", "0.5")
    assert rows["没有上课记录可计的学校（÷ 名单和记录里的学校）"] == ("1", "2", "0.5")


def test_the_quota_is_the_grade_s_own(report: Report) -> None:
    lessons = [taught("2026-11-03"), taught("2026-11-03", "四(1)班", "grade-4/other")]
    rows = report(records=[teacher(*lessons)]).rows("课时（班级）")
    assert [(row["年级"], row["定额"], row["应上"], row["缺口"]) for row in rows] == [
        ("四年级", "2", "6", "5.0"),
        ("五年级", "1", "3", "2.0"),
    ]


def test_a_school_year_that_is_over_is_due_whole(report: Report) -> None:
    done = report(records=[teacher(taught("2026-03-03"), taught("2026-11-03"))], school_year=2025, quota=1)
    assert [row[2] for row in schools(done)][::9] == ["2025-09", "2026-06"]
    assert classes(done) == [
        ["一小", "五年级", "五(1)班", "1", *["0.0"] * 6, "1.0", *["0.0"] * 3, "1.0", "10", "9.0"]
    ]


def test_a_month_with_too_much_makes_up_for_no_other(report: Report) -> None:
    [row] = report(records=[teacher(taught("2026-09-08", periods=8))], quota=2).rows("课时（班级）")
    assert (row["合计"], row["应上"], row["缺口"]) == ("8.0", "6", "4.0")


def test_two_teachers_of_one_class_go_together(report: Report) -> None:
    other = teacher(taught("2026-09-15", "五年级（1）班"), name="李伟", number="T2")
    done = report(records=[teacher(taught("2026-09-08")), other])
    assert [row[:5] for row in classes(done)] == [["一小", "五年级", "五(1)班", "1", "2.0"]]
    assert done.kinds() == []


def test_one_lesson_in_two_ledgers_counts_once_and_is_pointed_out(report: Report) -> None:
    other = teacher(taught("2026-09-08", "五1班", periods=2), name="李伟", number="T2")
    done = report(records=[teacher(taught("2026-09-08")), other])
    assert [row[4] for row in classes(done)] == ["2.0"]
    assert sorted(entries(done, "编号", "计入")) == [("T1", "否：同一班同一天的同一课已计"), ("T2", "是")]
    words = "有 1 条上课记录是同一班同一天的同一课，只计一次：如 2026-09-08 五1班 我为什么学习"
    assert flagged(done, "同一节课记了两次") == [
        ("T1", f"与 李伟（T2） {words}"),
        ("T2", f"与 王芳（T1） {words}"),
    ]


def test_one_lesson_under_two_spellings_of_one_teacher_counts_once(report: Report) -> None:
    done = report(records=[teacher(taught("2026-09-08", "五(1)班"), taught("2026-09-08", "五（1）班"))])
    assert [row[4] for row in classes(done)] == ["1.0"]
    [(number, words)] = flagged(done, "同一节课记了两次")
    assert (number, words.split("：")[0]) == ("T1", "1 条是同一班同一天的同一课，班级写法不同，只计一次")


def test_one_label_in_two_schools_is_two_classes(report: Report) -> None:
    other = teacher(taught("2026-09-08"), name="李伟", number="T2", school="二小")
    done = report(records=[teacher(taught("2026-09-08")), other])
    assert [row[0] for row in classes(done)] == ["一小", "二小"]
    assert done.kinds() == []


def test_without_a_school_everybody_s_classes_are_their_own(report: Report) -> None:
    both = [teacher(taught("2026-09-08"), name=name, number=name, school="") for name in ("A", "B")]
    done = report(records=both)
    assert [row[:3] for row in classes(done)] == [["（未填学校）", "五年级", "五(1)班"]] * 2
    assert schools(done)[0][3:5] == ["2", "2.0"]
    assert schools(done)[0][-1] == "各人的班分开算"


def test_the_label_most_often_written_is_shown(report: Report) -> None:
    labels = ["五1班", "五（1）班", "5(1)班", "五（1）班"]
    lessons = [taught(f"2026-09-{day:02}", label) for day, label in enumerate(labels, 1)]
    done = report(records=[teacher(*lessons)])
    assert [row[2] for row in classes(done)] == ["五（1）班"]
    assert [label for (label,) in entries(done, "班级")] == labels


def test_withdrawn_entries_do_not_count_and_are_nothing_odd(report: Report) -> None:
    old = teacher(taught("2026-09-08", at="2026-09-08T08:00:00Z"), taught("2026-10-08"))
    new = teacher(taught("2026-09-08", periods=0, at="2026-09-09T08:00:00Z"))
    done = report(records=[new, old])
    assert [row[4:7] for row in classes(done)] == [["0.0", "1.0", "0.0"]]
    assert entries(done, "日期", "课时", "计入")[0] == ("2026-09-08", "0.0", "否：已撤回")
    assert done.kinds() == []


ODD = [
    ([taught("2026-11-21")], "上课日期在将来", False),
    ([taught("9999-12-31")], "上课日期在将来", False),
    ([taught("2026-11-20")], "", True),
    ([taught("2026-07-01")], "", False),
    ([taught("2025-11-04", at="2026-11-04T08:00:00Z")], "上课日期不在本学年", False),
    ([taught("2025-11-04", at="2025-11-04T08:00:00Z")], "", False),
    ([taught("2025-11-04")], "", False),
    ([taught("2026-11-04", " ")], "上课记录没有班级", False),
    ([taught("2026-11-04", "1班", "grade-99/why")], "不认识的年级", False),
    ([taught("2026-11-04", lesson="grade-5/gone")], "不认识的课", True),
    ([taught("2026-11-04", lesson="grade-5/other")], "", True),
    ([taught("2026-11-04", lesson="grade-8/other")], "课和班级不同年级", True),
    ([taught("2026-11-04", "2班", "grade-8/other")], "", True),
    ([taught("2026-11-04", periods=8), taught("2026-11-04", "五(2)班")], "一天课时过多", True),
    ([taught("2026-11-04", periods=8), taught("2026-11-05", "五(2)班")], "", True),
    ([taught("2026-11-05", periods=8), taught("2026-11-05", "五(2)班", periods=0)], "", True),
]


@pytest.mark.parametrize(("lessons", "kind", "counts"), ODD)
def test_what_does_not_fit_is_named(report: Report, lessons: list[Json], kind: str, counts: bool) -> None:
    done = report(records=[teacher(*lessons)])
    assert done.kinds() == ([kind] if kind else [])
    assert bool(classes(done)) == counts


def test_a_flag_names_the_entries_and_the_files(report: Report) -> None:
    done = report(records=[teacher(taught("2027-01-04")), teacher()])
    [row] = done.rows("疑点")
    assert row["文件"].endswith("000.json")
    assert row["说明"] == (
        "日期在报告日期之后；1 条上课记录没有计入：五(1)班 2027-01-04 我为什么学习（grade-5/why-i-learn）"
    )


def test_august_is_no_teaching_month(report: Report) -> None:
    done = report(records=[teacher(taught("2026-08-20"))], school_year=2025)
    assert done.kinds() == ["上课日期在假期"]
    assert entries(done, "计入") == [("否：8 月不在上课的十个月里",)]


def test_the_first_days_of_july_count_to_june(report: Report) -> None:
    done = report(records=[teacher(taught("2026-07-01"))], school_year=2025)
    assert done.kinds() == []
    assert done.rows("课时（班级）")[0]["6月"] == "1.0"


def test_other_school_years_are_counted_but_not_listed(report: Report) -> None:
    done = report(records=[teacher(taught("2025-11-04"), taught("2026-11-04"))])
    assert entries(done, "日期") == [("2026-11-04",)]
    assert [row["数"] for row in done.rows("总览") if row["项目"].startswith("其他学年")] == ["1"]


def test_a_lesson_of_another_grade_counts_for_the_class_s_own(report: Report) -> None:
    done = report(records=[teacher(taught("2026-11-04", "五(1)班", "grade-8/other"))])
    assert [row[1:4] for row in classes(done)] == [["五年级", "五(1)班", "1"]]


def test_schools_without_a_record_of_lessons_are_shown_as_unknown(report: Report) -> None:
    records = [
        teacher(taught("2026-11-04")),
        teacher(name="李伟", number="T2", school="二小"),
        teacher(taught("2027-11-04"), name="赵六", number="T4", school="四小"),
    ]
    roster = "编号,姓名,学校\nT1,王芳,一小\nT3,张三,三小\n"
    silent = [row for row in schools(report(records=records, roster=roster)) if row[3] == "0"]
    unknown = ["—", "—", "0", "—", "—", "—", "—", "—"]
    assert silent == [
        ["三小", *unknown, "没有收到上课记录"],
        ["二小", *unknown, "没有收到上课记录"],
        ["四小", *unknown, "上课记录都没有计入，见“课时（明细）”"],
    ]


def test_nobody_with_a_ledger_is_a_report_all_the_same(report: Report) -> None:
    done = report(records=[make_record()])
    assert classes(done) == entries(done, "日期") == []
    assert [row[-1] for row in schools(done)] == ["没有收到上课记录"]


def test_odd_texts_break_no_table(report: Report) -> None:
    odd = ['=cmd|"/c calc"!A1', 'a,b\n"c"', "\\N", "\u0000x", "'; drop table taught; --", "\u202ey"]
    lessons = [taught("2026-11-04", text, "grade-5/other", note=text) for text in odd]
    done = report(records=[teacher(*lessons)])
    assert len(classes(done)) == len(odd)
    assert len(entries(done, "备注")) == len(odd)


def test_one_lesson_twice_in_one_file_counts_once(report: Report) -> None:
    done = report(records=[teacher(taught("2026-09-08"), taught("2026-09-08"))])
    assert [row[4] for row in classes(done)] == ["1.0"]


def test_the_workbook_has_numbers_and_colours_what_falls_short(report: Report) -> None:
    done = report(records=[TWO_CLASSES], quota=2)
    page = openpyxl.load_workbook(done.out / "report.xlsx")["课时（班级）"]
    assert [cell.value for cell in page[1]][3:8] == ["定额", "9月", "10月", "11月", "12月"]
    assert [cell.value for cell in page[2]][3:] == [2, 2, 3, 0.5, *[None] * 7, 5.5, 6, 1.5]
    rules = {
        str(found.sqref): [rule.formula for rule in found.rules] for found in page.conditional_formatting
    }
    assert rules["E2:E3"] == [["AND(ISNUMBER(E2),E2<$D2)"]]
    assert rules["Q2:Q3"] == [["AND(ISNUMBER(Q2),Q2>0)"]]


lessons_taught = st.lists(
    st.builds(
        taught,
        st.sampled_from(["2026-09-08", "2026-10-08", "2026-11-20", "2026-12-01", "2025-11-04"]),
        st.sampled_from(["五(1)班", "五（1）班", "五1班", "2班", ""]),
        st.sampled_from([WHY, "grade-5/other", "grade-8/gone"]),
        st.sampled_from([0, 0.5, 1, 2]),
        at=st.sampled_from(["2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"]),
    ),
    max_size=5,
)


def _hand_in(folder: Path, texts: dict[str, str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in texts]


def _table(record: Json) -> str:
    """Return a ledger as the browser's table."""
    learner = [["资料", key, value, *[""] * 5] for key, value in record["learner"].items()]
    lessons = [["上课", "", "", json.dumps(lesson), *[""] * 4] for lesson in record["lessons"]]
    out = io.StringIO()
    exported = ["资料", "exported", record["exported"], *[""] * 5]
    csv.writer(out).writerows([HEADER[:8], exported, *learner, *lessons])
    return out.getvalue()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_neither_the_order_of_files_nor_handing_in_thrice_changes_anything(
    report: Report, tmp_path: Path, data: st.DataObject
) -> None:
    numbers = data.draw(st.lists(st.sampled_from(["T1", "T2"]), min_size=1, max_size=4))
    records = [teacher(*data.draw(lessons_taught), number=number) for number in numbers]
    files = _hand_in(tmp_path / "in", {f"{n}.json": json.dumps(one) for n, one in enumerate(records)})
    once = report(inputs=files)
    sheets = {name: once.rows(name) for name in ("课时（学校）", "课时（班级）", "课时（明细）")}
    copies = {f"{n}.csv": _table(one) for n, one in enumerate(records)}
    copies["pasted.txt"] = "\n".join(map(code.encode, records))
    files += _hand_in(tmp_path / "in", copies)
    again = report(inputs=data.draw(st.permutations(files)))
    assert {row["结果"] for row in again.rows("未读文件")} == set()
    assert {name: again.rows(name) for name in sheets} == sheets
    gaps = [[float(row["缺口"]) for row in sheets[name] if row["缺口"] != "—"] for name in list(sheets)[:2]]
    assert sum(gaps[0]) == sum(gaps[1])
