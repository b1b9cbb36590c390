from datetime import date
from typing import Any

import pytest
from report_records import make_answer, make_record

from portal.model.catalogue import Catalogue
from portal.records.regrade import Grader
from portal.reports.flags import Today, inspect

TODAY = Today(date(2026, 11, 20), "2026.11.1")
ALL_GOOD = make_record()


def kinds(catalogue: Catalogue, record: dict[str, Any], problems: tuple[str, ...] = ()) -> list[str]:
    return [flag.kind for flag in inspect(record, problems, Grader(catalogue).grade, TODAY)]


def at(moment: str) -> dict[str, Any]:
    return {"c-first-steps/alone": make_answer(["agree"], moment)}


def test_an_honest_record_has_no_flag(catalogue: Catalogue) -> None:
    assert kinds(catalogue, ALL_GOOD) == []


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        (make_record(values={"c-first-steps/gone": ["see"]}), "不认识的题目"),
        (make_record(values={"c-first-steps/opening": ["invented"]}), "不可能的答案"),
        (make_record(values={"c-first-steps/opening": ["see", "blame"]}), "不可能的答案"),
        (make_record(values={"c-first-steps/opening": []}), "不可能的答案"),
        (make_record(exported=""), "没有导出时间"),
        (make_record(exported="2026-11-22T00:00:00Z"), "时间在将来"),
        (make_record(exported="9999-12-31T23:59:59Z"), "时间在将来"),
        (make_record(exported="2026-19-39T29:59:59Z"), "时间在将来"),
        (make_record(values=at("2026-11-11T08:00:01Z")), "作答晚于导出"),
        (make_record(values=at("2026-11-22T00:00:00Z")), "时间在将来"),
        (make_record(release="2026.12.1"), "来自更新的版本"),
        (make_record(release="2026.11.10"), "来自更新的版本"),
        (
            make_record(units={"c": {"opened": "2026-11-02T00:00:01Z", "finished": "2026-11-02T00:00:00Z"}}),
            "时间倒流",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(catalogue: Catalogue, record: dict[str, Any], kind: str) -> None:
    assert kind in kinds(catalogue, record)


@pytest.mark.parametrize("moment", ["2026-11-11T08:00:00Z", "2026-11-10T23:00:00Z"])
def test_a_day_of_difference_between_clocks_is_allowed(catalogue: Catalogue, moment: str) -> None:
    assert kinds(catalogue, make_record(values=at(moment))) == []


@pytest.mark.parametrize("release", ["", "2026.11.1", "2026.9.30", "nonsense"])
def test_older_and_odd_releases_are_no_flag(catalogue: Catalogue, release: str) -> None:
    assert kinds(catalogue, make_record(release=release)) == []


def test_a_latest_answer_before_the_first_is_backwards(catalogue: Catalogue) -> None:
    answer = make_answer(["agree"], "2026-11-02T08:00:00Z")
    answer["latest"] = {"value": ["agree"], "at": "2026-11-02T07:59:59Z"}
    assert kinds(catalogue, make_record(values={"c-first-steps/alone": answer})) == ["时间倒流"]


@pytest.mark.parametrize(
    ("count", "step", "flagged"), [(21, 2, True), (20, 2, False), (21, 3, False), (40, 0, True)]
)
def test_many_answers_in_a_minute_are_worth_a_look(
    catalogue: Catalogue, count: int, step: int, flagged: bool
) -> None:
    values = {
        f"c-first-steps/q{n}": make_answer(["see"], f"2026-11-02T08:{n * step // 60:02}:{n * step % 60:02}Z")
        for n in range(count)
    }
    assert ("作答时间集中" in kinds(catalogue, make_record(values=values))) == flagged


def test_items_left_out_are_counted_and_the_first_are_shown(catalogue: Catalogue) -> None:
    flags = inspect(ALL_GOOD, ("甲", "乙", "丙", "丁"), Grader(catalogue).grade, TODAY)
    assert [flag.detail for flag in flags] == ["4 条：甲、乙、丙 等 4 处"]
