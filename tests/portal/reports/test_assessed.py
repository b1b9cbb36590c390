"""Results of formal assessments: believed only as far as their own numbers carry them."""

import json
from typing import Any

import pytest

from portal.errors import PortalError
from portal.reports.assessed import read_assessed

TRACKS = {"c": "C 证", "b": "B 证"}
CURE = "请用 portal paper grade 重新判一次，把它写出的 results.json 原样拿来，不要手改。"


def person(right: int = 8, total: int = 10, **more: Any) -> dict[str, Any]:
    passed = right * 100 >= 80 * total
    who = {"number": "T1", "name": "王芳", "school": "一小", "paper": "november-a"}
    return {**who, "right": right, "total": total, "percent": right * 100 // total, "passed": passed,
            "flags": []} | more  # fmt: skip


def results(*people: dict[str, Any], **more: Any) -> str:
    head = {"schema": "portal-results/1", "assessment": "november", "track": "c", "pass_percent": 80,
            "graded": "2026-11-20T08:00:00Z"}  # fmt: skip
    return json.dumps(head | {"people": list(people)} | more)


def test_people_are_known_by_number_else_by_name_and_school() -> None:
    text = results(person(number=" t1 "), person(7, number="", name="李伟"), person(number="", school=""))
    assert read_assessed([("results.json", text)], TRACKS) == {
        ("number\tT1", "c"): True,
        ("name\t一小\t李伟", "c"): False,
    }


@pytest.mark.parametrize("order", [(7, 9), (9, 7)])
def test_one_sitting_passed_is_enough(order: tuple[int, int]) -> None:
    files = [(f"{n}.json", results(person(right))) for n, right in enumerate(order)]
    assert read_assessed(files, TRACKS) == {("number\tT1", "c"): True}


def test_a_trainer_may_refuse_a_pass_and_nobody_may_invent_one() -> None:
    assert read_assessed([("r.json", results(person(9, passed=False)))], TRACKS) == {
        ("number\tT1", "c"): False
    }
    with pytest.raises(PortalError) as error:
        read_assessed([("r.json", results(person(7, passed=True)))], TRACKS)
    assert str(error.value) == "成绩文件 r.json 被改动过：王芳 7 / 10 不到 80%，却写着通过。请重新判一次。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", f"不是完整的 JSON。{CURE}"),
        ("[" * 100_000, f"不是完整的 JSON。{CURE}"),
        ("[]", f"不是考核成绩：“开头”这一处对不上。{CURE}"),
        ('{"schema": "portal-record/1"}', f"不是考核成绩：“schema”这一处对不上。{CURE}"),
        (results(person() | {"right": "8"}), f"不是考核成绩：“people→0→right”这一处对不上。{CURE}"),
        (results(person(total=10) | {"total": 0}), f"不是考核成绩：“people→0→total”这一处对不上。{CURE}"),
        (results(track="a"), "是轨道“a”的，报告里没有这条轨道。可以是：c、b。"),
    ],
)  # fmt: skip
def test_what_is_no_result_is_refused_with_the_cure(text: str, said: str) -> None:
    with pytest.raises(PortalError) as error:
        read_assessed([("r.json", text)], TRACKS)
    assert str(error.value) == f"成绩文件 r.json {said}"
