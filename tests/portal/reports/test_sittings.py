"""Mock exams in the report: judged anew, drawn again, and what does not fit in them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_records import RIGHT, Json, make_record
from small_project import write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.draw import draw, pool_mark, pool_of
from portal.reports import columns

Report = Callable[..., Any]

EXAM = """title: C 证模拟考
minutes: 5
attempts: 2
wait_hours: 12
lines:
  - {module: basics, unit: next-steps, count: 1}
  - {module: basics, count: 2}
status: published
"""
PAGE = Path(__file__).parents[3] / "docs" / "handbook" / "mock-exam.md"


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("project"), {"quizzes/exams/c.yml": EXAM})).catalogue


@pytest.fixture
def sat(catalogue: Catalogue) -> Callable[..., Json]:
    """Return a maker of sittings as the browser makes them, all right unless told otherwise."""

    def make(seed: int = 7, day: int = 2, before: list[Json] | None = None, **more: Any) -> Json:
        lines, pool = catalogue.published_exams["c"].front.lines, pool_of(catalogue, "c")
        earlier = before or []
        times = {name: sum(name in one["questions"] for one in earlier) for name in RIGHT}
        drawn = list(draw(lines, pool, seed, times))
        return {
            "exam": "c", "seed": seed, "questions": drawn, "answers": {name: RIGHT[name] for name in drawn},
            "started": f"2026-11-0{day}T08:00:00Z", "finished": f"2026-11-0{day}T08:04:30Z",
            "release": "2026.11.1", "pool": pool_mark(lines, pool),
            "earlier": [one["started"] for one in earlier], **more,
        }  # fmt: skip

    return make


def flags(done: Any) -> list[tuple[str, str]]:
    return [(row["类别"], row["说明"]) for row in done.rows("疑点")]


def test_a_sitting_is_one_row_judged_by_the_banks_of_today(report: Report, sat: Callable[..., Json]) -> None:
    done = report(records=[make_record(attempts=[sat()])])
    [row] = done.rows("模拟考")
    assert list(row.values()) == [
        "T1", "王芳", "一小", "C 证", "2026-11-02T08:00:00Z", "2026-11-02T08:04:30Z", "4",
        "3", "3", "3", "3", "1.0", "是", "基础 3/3", "一致",
    ]  # fmt: skip
    assert flags(done) == []
    shares = [(row["项目"], row["数"], row["分母"]) for row in done.rows("总览") if "模拟考" in row["项目"]]
    assert shares == [
        ("模拟考交卷（次，÷ 开始的次数）", "1", "1"),
        ("模拟考合格的人（÷ 交过卷的人）", "1", "1"),
    ]


def test_one_not_handed_in_is_shown_and_passes_nobody(report: Report, sat: Callable[..., Json]) -> None:
    open_one = {name: member for name, member in sat().items() if name != "finished"}
    done = report(records=[make_record(attempts=[open_one])])
    [row] = done.rows("模拟考")
    assert (row["交卷（UTC）"], row["用时（分）"], row["合格"], row["正确率"]) == (
        "没有交卷",
        "—",
        "否",
        "1.0",
    )
    assert flags(done) == []


def test_two_records_of_one_person_give_each_sitting_once(report: Report, sat: Callable[..., Json]) -> None:
    first = sat()
    second = sat(8, 4, [first])
    records = [make_record(attempts=[first]), make_record(attempts=[second, first])]
    done = report(records=records)
    assert [(row["开始（UTC）"][:10], row["抽题"]) for row in done.rows("模拟考")] == [
        ("2026-11-02", "一致"),
        ("2026-11-04", "一致"),
    ]
    assert flags(done) == []


def test_a_draw_that_its_seed_does_not_give_is_flagged(report: Report, sat: Callable[..., Json]) -> None:
    turned = sat()
    turned["questions"] = turned["questions"][::-1]
    done = report(records=[make_record(attempts=[turned])])
    assert done.rows("模拟考")[0]["抽题"] == "对不上"
    name = "c 2026-11-02T08:00:00Z"
    assert flags(done) == [("抽题和编号对不上", f"1 次模拟考的题不是它的抽题编号抽出来的：{name}")]
    bare = {key: member for key, member in sat().items() if key not in ("pool", "earlier", "release")}
    done = report(records=[make_record(attempts=[bare])])
    assert flags(done) == [("抽题和编号对不上", f"1 次模拟考没有写题目范围，抽题不能重做：{name}")]


def test_a_draw_that_cannot_be_done_again_is_no_flag(report: Report, sat: Callable[..., Json]) -> None:
    attempts = [sat(pool="00000000"), sat(8, 4, [sat(9, 1)])]
    done = report(records=[make_record(attempts=attempts)])
    words = [row["抽题"] for row in done.rows("模拟考")]
    assert words == ["题目或蓝图改过，不能重做", "缺以前的模拟考，不能重做"]
    assert flags(done) == []


def test_a_sitting_of_few_questions_that_no_seed_vouches_for_is_flagged(
    report: Report, sat: Callable[..., Json]
) -> None:
    one = sat(pool="00000000")
    one["questions"] = one["questions"][:1]
    one["answers"] = {name: one["answers"][name] for name in one["questions"]}
    done = report(records=[make_record(attempts=[one])])
    words = "1 次模拟考的题比蓝图要的少，抽题又不能重做：c 2026-11-02T08:00:00Z 有 1 题"
    assert flags(done) == [("模拟考题数不够", words)]


def test_too_often_and_too_soon_are_flagged(report: Report, sat: Callable[..., Json]) -> None:
    first = sat()
    second = sat(8, 2, [first], started="2026-11-02T19:00:00Z", finished="2026-11-02T19:03:00Z")
    third = sat(9, 4, [first, second])
    done = report(records=[make_record(attempts=[first, second, third])])
    assert flags(done) == [
        ("模拟考次数过多", "C 证模拟考最多 2 次，记录里有 3 次"),
        ("模拟考间隔不够", "C 证模拟考两次之间要隔 12 小时，1 次没有隔够：c 2026-11-02T19:00:00Z"),
    ]


def test_times_that_cannot_be_are_flagged(report: Report, sat: Callable[..., Json]) -> None:
    long = sat(finished="2026-11-02T08:10:00Z")
    back = sat(8, 4, [long], finished="2026-11-04T07:00:00Z")
    done = report(records=[make_record(attempts=[long, back])])
    assert flags(done) == [
        ("时间倒流", "1 次模拟考交卷早于开始：c 2026-11-04T08:00:00Z"),
        ("模拟考超时", "1 次比规定的时间长 5 分钟以上：c 2026-11-02T08:00:00Z 用了 10 分钟"),
    ]


def test_a_sitting_from_the_first_to_the_last_day_of_the_calendar_stops_no_report(
    report: Report, sat: Callable[..., Json]
) -> None:
    ages = sat(started="0001-01-01T00:00:00Z", finished="9999-12-31T23:59:59Z")
    done = report(records=[make_record(attempts=[ages]), make_record("李伟", "T2")])
    [row] = done.rows("模拟考")
    assert row["用时（分）"] == "5258964959"
    assert {kind for kind, _ in flags(done)} == {"模拟考超时", "时间在将来"}


def test_a_sitting_in_the_future_is_flagged(report: Report, sat: Callable[..., Json]) -> None:
    late = sat(started="2027-11-02T08:00:00Z", finished="2027-11-02T08:04:00Z")
    done = report(records=[make_record(attempts=[late])])
    words = "2 处时间晚于报告日期 2026-11-20，最晚的是 模拟考 c 的 2027-11-02T08:04:00Z"
    assert flags(done) == [("时间在将来", words)]


def test_somebody_elses_sitting_is_flagged_for_both(report: Report, sat: Callable[..., Json]) -> None:
    records = [make_record(attempts=[sat()]), make_record("李伟", "T2", attempts=[sat()])]
    done = report(records=records)
    same = "c 2026-11-02T08:00:00Z 这一次与 {} 的抽题编号、开始和交卷时间都相同"
    assert [row for row in flags(done) if row[0] == "模拟考相同"] == [
        ("模拟考相同", same.format("李伟（T2）")),
        ("模拟考相同", same.format("王芳（T1）")),
    ]


def test_what_the_site_does_not_know_is_named(report: Report, sat: Callable[..., Json]) -> None:
    strange = sat(exam="b", questions=["c-gone/q"], answers={"c-next-steps/order": ["stay"]})
    done = report(records=[make_record(attempts=[strange])])
    [row] = done.rows("模拟考")
    assert (row["轨道"], row["题数"], row["正确率"], row["合格"]) == ("b", "0", "—", "没有这个模拟考")
    assert flags(done) == [
        ("不认识的模拟考", "没有发布这样的模拟考，只列出，不判合格：b"),
        ("不认识的题目", "模拟考里有 1 题不在题库里，没有计分：c-gone/q"),
        ("抽题和编号对不上", "1 次模拟考里有没抽到的题的答案，没有计分：b 2026-11-02T08:00:00Z"),
    ]


def test_the_handbook_names_every_flag_and_column_of_mock_exams() -> None:
    text = PAGE.read_text("utf-8")
    kinds = [
        "抽题和编号对不上",
        "模拟考超时",
        "模拟考次数过多",
        "模拟考间隔不够",
        "模拟考相同",
        "不认识的模拟考",
    ]
    assert [name for name in kinds if name not in text] == []
    assert columns.SITTINGS in columns.SHEETS
