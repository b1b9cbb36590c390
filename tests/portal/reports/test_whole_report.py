import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from report_records import RIGHT, make_answer, make_record

from portal.model.catalogue import Catalogue

Report = Callable[..., Any]

ROSTER = "编号,姓名,学校\nT1,王芳,一小\nT2,李伟,一小\nT3,张三,二小\nT4,缺交,二小\n"


def only(rows: list[dict[str, str]], **wanted: str) -> dict[str, str]:
    [row] = [row for row in rows if all(row[key] == value for key, value in wanted.items())]
    return row


def wrong(*names: str) -> dict[str, Any]:
    """All answers right but those."""
    return RIGHT | {name: ["agree"] if name.endswith("alone") else ["leave"] for name in names}


def test_schools_have_every_denominator(report: Report) -> None:
    records = [make_record(), make_record("李伟", "T2", values=wrong("c-next-steps/order")),
               make_record("张三", "T3", "二小"), make_record("外人", "T9", "二小")]  # fmt: skip
    rows = report(records=records, roster=ROSTER).rows("学校")
    assert [list(row.values()) for row in rows] == [
        ["", "一小", "C 证", "2", "0", "2", "2", "1", "1", "0.5", "2", "1", "0.5"],
        ["", "二小", "C 证", "2", "1", "2", "2", "2", "2", "1.0", "1", "1", "0.5"],
    ]


def test_without_a_roster_nobody_knows_who_should_have_come(report: Report) -> None:
    done = report(records=[make_record()])
    row = only(done.rows("学校"), 学校="一小")
    assert (row["应考"], row["缺交"], row["通过率（名单内通过÷应考）"]) == ("—（未提供名单）", "—", "—")
    assert row["通过率（通过÷实考）"] == "1.0"
    assert done.rows("缺交与名单之外") == []


def test_zero_denominators_are_no_zero_percent(report: Report) -> None:
    done = report(records=[make_record(number="X", school="外校", values={})], roster=ROSTER)
    row = only(done.rows("学校"), 学校="外校")
    assert (row["应考"], row["实考"], row["通过率（通过÷实考）"]) == ("0", "0", "—")
    assert row["通过率（名单内通过÷应考）"] == "—"


def test_passing_needs_the_share_in_every_unit_by_the_latest_answers(report: Report) -> None:
    values = RIGHT | {
        "c-first-steps/alone": make_answer(["agree"], latest=["disagree"]),
        "c-next-steps/order": make_answer(["stay"], latest=["leave"]),
    }
    done = report(records=[make_record(values=values)])
    assert [
        (row["单元"], row["答对"], row["题数"], row["正确率"], row["通过"]) for row in done.rows("单元")
    ] == [
        ("第一步", "4", "4", "1.0", "是"),
        ("第二步", "0", "1", "0.0", "否"),
    ]
    person = only(done.rows("个人"), 编号="T1")
    assert (person["结论"], person["通过单元"], person["计入单元"], person["已得学时"]) == (
        "未通过",
        "1",
        "2",
        "1.0",
    )


def test_verdicts_of_the_record_are_not_believed(report: Report) -> None:
    values = {key: make_answer(["made-up"]) for key in RIGHT}
    done = report(records=[make_record(values=values, exported="2026-11-10T08:00:00Z")])
    person = only(done.rows("个人"), 编号="T1")
    # A text in a gap is never impossible, only wrong.
    assert (person["实考"], person["已答"], person["答对"]) == ("是", "1", "0")
    assert done.kinds() == ["不可能的答案"]


def test_retired_questions_are_shown_and_never_decide(report: Report) -> None:
    done = report(records=[make_record(values=RIGHT | {"c-next-steps/old-order": ["agree"]})])
    assert only(done.rows("题目"), 题目编号="c-next-steps/old-order")["状态"] == "已停用"
    assert only(done.rows("个人"), 编号="T1")["结论"] == "通过"
    assert done.kinds() == []


def test_somebody_with_only_a_retired_answer_took_part(report: Report) -> None:
    person = report(records=[make_record(values={"c-next-steps/old-order": ["agree"]})]).rows("个人")[0]
    assert (person["实考"], person["已答"], person["题数"]) == ("是", "0", "5")


def test_a_record_with_nothing_to_judge_is_no_attempt(report: Report) -> None:
    person = report(records=[make_record(values={"c-first-steps/gone": ["x"]})]).rows("个人")[0]
    assert (person["实考"], person["结论"], person["正确率"]) == ("否", "没有参加", "0.0")


def test_missing_and_uninvited_people_are_listed(report: Report) -> None:
    records = [make_record(), make_record("李伟", "T22"), make_record("外人", "T9", "外校")]
    rows = report(records=records, roster=ROSTER).rows("缺交与名单之外")
    assert [(row["类别"], row["编号"], row["说明"]) for row in rows] == [
        ("缺交", "T2", "名单第 3 行"),
        ("缺交", "T3", "名单第 4 行"),
        ("缺交", "T4", "名单第 5 行"),
        ("名单之外", "T22", "名单上有同名同校的人（T2），可能写错了编号"),
        ("名单之外", "T9", ""),
    ]


def test_a_record_without_number_goes_to_the_one_it_can_mean(report: Report) -> None:
    half = dict(list(RIGHT.items())[:4])
    rest = {"c-next-steps/order": ["stay"]}
    records = [make_record(values=half), make_record("王芳", "", "一小", values=rest)]
    [person] = report(records=records, roster=ROSTER).rows("个人")
    assert (person["编号"], person["记录份数"], person["结论"]) == ("T1", "2", "通过")


def test_without_a_roster_such_a_pair_stays_apart_and_is_pointed_out(report: Report) -> None:
    done = report(records=[make_record(), make_record("王芳", "", "一小")])
    assert len(done.rows("个人")) == 2
    assert "可能是同一人" in done.kinds()


@pytest.mark.parametrize(
    "learner", [{"name": ""}, {"number": " \u200b"}, {"school": "一小"}, {"name": "王芳"}]
)
def test_nameless_records_are_counted_but_are_nobody(report: Report, learner: dict[str, str]) -> None:
    nameless = make_record()
    nameless["learner"] = learner
    done = report(records=[make_record(), nameless])
    assert [row["结果"] for row in done.rows("未读文件")] == ["无名记录"]
    assert only(done.rows("总览"), 项目="读到的记录（份）")["数"] == "2"
    assert only(done.rows("总览"), 项目="交来记录的人")["数"] == "1"


def test_one_number_with_two_names_is_flagged(report: Report) -> None:
    done = report(records=[make_record(), make_record("李伟", " ｔ1 ")])
    assert len(done.rows("个人")) == 1
    assert only(done.rows("疑点"), 类别="同号不同名")["说明"] == "同一编号下有 2 个姓名：李伟、王芳"


def many(count: int, shift: int = 0) -> dict[str, Any]:
    return {
        f"c-next-steps/q{n}": make_answer(["see"], f"2026-11-02T08:{n + shift:02}:00Z") for n in range(count)
    }


def shared(done: Any) -> list[tuple[str, str]]:
    rows = [row for row in done.rows("疑点") if row["类别"] == "作答经历相同"]
    return [(row["编号"], row["说明"]) for row in rows]


def test_a_copied_history_names_both(report: Report, wide: Catalogue) -> None:
    records = [make_record(values=many(20)), make_record("李伟", "T2", values=many(20))]
    assert shared(report(records=records, of=wide)) == [
        ("T1", "与 李伟（T2） 有 20 题的答案和作答时间完全相同"),
        ("T2", "与 王芳（T1） 有 20 题的答案和作答时间完全相同"),
    ]


def test_a_copy_that_went_on_afterwards_is_found_too(report: Report, wide: Catalogue) -> None:
    more = many(20) | {"c-first-steps/opening": make_answer(["see"], "2026-11-03T08:00:00Z")}
    records = [make_record(values=many(20)), make_record("李伟", "T2", values=more)]
    assert [number for number, _ in shared(report(records=records, of=wide))] == ["T1", "T2"]


@pytest.mark.parametrize("values", [many(19), many(20, shift=1)])
def test_fewer_or_later_answers_are_no_copy(report: Report, wide: Catalogue, values: dict[str, Any]) -> None:
    records = [make_record(values=many(20)), make_record("李伟", "T2", values=values)]
    assert shared(report(records=records, of=wide)) == []


def test_a_file_passed_round_a_school_is_one_line_each(report: Report, wide: Catalogue) -> None:
    records = [make_record(f"老师{n}", f"T{n}", values=many(25)) for n in range(30)]
    found = shared(report(records=records, of=wide))
    assert len(found) == 30
    assert (
        found[0][1]
        == "与 老师1（T1）、老师10（T10）、老师11（T11） 等 29 人 有 25 题的答案和作答时间完全相同"
    )


def test_one_thing_wrong_in_three_copies_is_one_line_with_all_files(report: Report) -> None:
    record = make_record(values=RIGHT | {"c-first-steps/nowhere": ["x"]})
    done = report(records=[record, copy.deepcopy(record), copy.deepcopy(record)])
    [flag] = [row for row in done.rows("疑点") if "nowhere" in row["说明"]]
    assert flag["文件"].count("、") == 2
    assert only(done.rows("个人"), 编号="T1")["疑点"] == "1"


def test_merging_never_hides_what_was_wrong_in_one_file(report: Report) -> None:
    backwards = make_answer(["see"], "2026-11-02T08:00:00Z")
    backwards["latest"] = {"value": ["see"], "at": "2026-11-01T08:00:00Z"}
    records = [make_record(values={"c-first-steps/opening": backwards}), make_record()]
    row = only(report(records=records).rows("疑点"), 类别="时间倒流")
    assert row["文件"].endswith("000.json")


def crowd(size: int) -> list[dict[str, Any]]:
    """Of this many people, the better half gets `order` wrong and all else right."""
    people = []
    for n in range(size):
        good = n % 2 == 0
        values = dict(RIGHT) if good else wrong("c-first-steps/alone")
        values["c-first-steps/opening"] = ["blame"] if good else ["see"]
        people.append(make_record(f"老师{n}", f"T{n}", values=values))
    return people


@pytest.mark.parametrize(("size", "told"), [(18, ("—", "—", "")), (20, ("0.5", "-1.0", "答案可能标错"))])
def test_a_question_is_only_doubted_on_twenty_first_answers(
    report: Report, size: int, told: tuple[str, ...]
) -> None:
    row = only(report(records=crowd(size)).rows("题目"), 题目编号="c-first-steps/opening")
    assert (row["首答人数"], row["首答正确"]) == (str(size), str(size // 2))
    assert (row["首答正确率"], row["区分度"], row["建议"]) == told


def test_item_statistics_by_first_and_latest_answers(report: Report) -> None:
    order = "c-next-steps/order"
    values = [make_answer(["leave"], latest=["stay"]), make_answer(["stay"]), make_answer(["nonsense"])]
    records = [make_record(number=f"T{n}", values={order: value}) for n, value in enumerate(values)]
    row = only(report(records=records).rows("题目"), 题目编号=order)
    assert list(row.values())[6:] == [
        "3", "2", "1", "—", "—", "2", "2", "—", "—", "0", "—", "—", "—", "1", "",
        "quizzes/c/next-steps.yml:18", "stay✓ 2；leave 0",
    ]  # fmt: skip


def test_hard_questions_are_doubted(report: Report) -> None:
    records = [make_record(number=f"T{n}", values={"c-next-steps/order": ["leave"]}) for n in range(20)]
    row = only(report(records=records).rows("题目"), 题目编号="c-next-steps/order")
    assert (row["区分度"], row["建议"]) == ("—", "正确率低")


def test_odd_texts_in_blanks_break_no_table(report: Report) -> None:
    odd = ['=cmd|"/c calc"!A1', "a,b\n\"c\"", "\\N", "\u0000", "'; drop table answers; --"]  # fmt: skip
    records = [
        make_record(name=text, number=f"N{n}{text}", school=text, values={"c-first-steps/hotline": [text]})
        for n, text in enumerate(odd)
    ]
    done = report(records=records)
    assert len(done.rows("个人")) == len(odd)
    assert only(done.rows("题目"), 题目编号="c-first-steps/hotline")["作答人数"] == str(len(odd))


def test_one_person_with_three_files_in_any_order_is_the_same_report(report: Report, tmp_path: Path) -> None:
    """Whatever file each of the records lies in."""
    keys = list(RIGHT)
    parts = [
        make_record("王芳", values={keys[0]: ["blame"], keys[1]: RIGHT[keys[1]]}),
        make_record("王芬", values={keys[0]: make_answer(["see"], "2026-11-04T08:00:00Z")}),
        make_record("王芳", values=dict(list(RIGHT.items())[2:])),
    ]
    for part, day in zip(parts, (3, 4, 4), strict=True):
        part["exported"] = f"2026-11-{day:02}T09:00:00Z"
    seen = set()
    for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2), (0, 2, 1)):
        done = report(records=[copy.deepcopy(parts[place]) for place in order])
        files = done.bytes()
        seen.add(b"".join(files[f"{name}.csv"] for name in ("个人", "单元", "学校", "题目", "总览")))
    assert len(seen) == 1
    assert only(done.rows("个人"), 编号="T1")["答对"] == "5"


def test_one_bad_file_costs_only_itself(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    (folder / "bad.json").write_bytes(b"\x00\xff")
    (folder / "half.json").write_text(json.dumps(make_record())[:-100], "utf-8")
    done = report(records=[make_record()])
    assert len(done.rows("个人")) == 1
    assert [row["结果"] for row in done.rows("未读文件")] == ["读不出", "读不出"]
    assert len([line for line in done.lines if line.startswith("读不出")]) == 2


def test_an_earlier_report_among_the_records_is_passed_over(report: Report, tmp_path: Path) -> None:
    report(records=[make_record()])
    assert report(inputs=[tmp_path]).rows("未读文件") == []
