"""What is told of a plan before papers are made, whole."""

from typing import Any

import pytest
from private_assessment import bank, plan, question

from portal.credentials.plan_rules import plan_findings
from portal.load.complaints import complaints
from portal.load.marked_yaml import read_yaml
from portal.model.assessment import Assessment, AssessmentFront

EAST = bank("east", [question(n, 1 + n % 3) for n in range(12)])
WEST = bank("west", [question(n, 1 + n % 3, "乙") for n in range(12)])
FILE = "assessments/winter/assessment.yml"


def told(made: Assessment) -> list[str]:
    return [finding.as_text().removeprefix(f"{FILE}:1:1: ") for finding in plan_findings(made)]


def lines(*counts: tuple[str, int], **more: Any) -> list[dict[str, Any]]:
    return [{"module": module, "count": count} | more for module, count in counts]


def test_a_sound_plan_says_nothing() -> None:
    assert told(plan([EAST, WEST], lines(("east", 6), ("west", 6)))) == []
    assert told(plan([EAST, WEST], lines(("all", 12)), modules={"all": ["east", "west"]})) == []


def test_modules_and_lines_that_name_nothing_are_told_with_the_nearest_name() -> None:
    made = plan([EAST, WEST], lines(("al", 2)), modules={"all": ["eastt"]})
    assert told(made) == [
        "error A101: 没有题库 banks/eastt.yml\n    是不是 'east'？现有：east、west。",
        "error A103: 没有模块 'al'\n    是不是 'all'？现有：all。",
        "assessments/winter/banks/east.yml:1:1: warning A102: 题库 'east' 不在任何模块里，一题也抽不到\n"
        "    在 assessment.yml 的 modules 里把它列进一个模块；用不着就把文件移走。",
        "assessments/winter/banks/west.yml:1:1: warning A102: 题库 'west' 不在任何模块里，一题也抽不到\n"
        "    在 assessment.yml 的 modules 里把它列进一个模块；用不着就把文件移走。",
    ]


def test_a_bank_in_two_modules_a_unit_elsewhere_and_an_objective_nobody_asks_are_told() -> None:
    made = plan([EAST], lines(("one", 1)), modules={"one": ["east"], "two": ["east"]})
    assert "error A101: 题库 'east' 已经在模块 'one' 里\n    一个题库只属于一个模块，删掉一处。" in told(made)
    made = plan([EAST, WEST], lines(("east", 1), unit="west"))
    assert "error A103: 模块 'east' 里没有题库 'west'\n    现有：east。" in told(made)
    made = plan([EAST], lines(("east", 1), unit="east", objective="gaol"))
    assert "error A103: 题库 'east' 里没有目标是 'gaol' 的题\n    现有：goal-0、goal-1。" in told(made)


def test_a_line_that_some_seed_could_not_serve_is_an_error() -> None:
    made = plan([EAST], [{"module": "east", "count": 6}, {"module": "east", "difficulty": [3], "count": 1}])
    assert told(made) == [
        "error A104: 这一行要 1 题，合用的只有 4 道，前面几行最多拿走 4 道\n"
        "    往题库里添题（status: published），或把 count 改小。"
    ]


def test_forms_that_must_share_questions_are_a_warning() -> None:
    assert told(plan([EAST], lines(("east", 7)))) == [
        "warning A105: 2 套卷各要 7 题，合用的只有 12 道，几套卷会有同样的题\n"
        "    添到 14 道，几套卷就没有重复的题；不在意可以不管。"
    ]


@pytest.mark.parametrize("choice", ["correct", "wrong-2", "right", "no", "the-answer"])
def test_an_id_that_tells_right_from_wrong_is_an_error(choice: str) -> None:
    choices = [
        {"id": choice, "text": "甲", "correct": True},
        {"id": "no-blame", "text": "乙", "correct": False},
    ]
    made = plan([bank("east", [question(0, 1, choices=choices)])], lines(("east", 1)), per_candidate=True)
    assert told(made) == [
        f"assessments/winter/banks/east.yml:1:1: error A106: 题目 'q0' 的选项编号 '{choice}' 会泄露对错\n"
        "    试卷文件里带着编号：换成只说内容的词，例如 listen。"
    ]


def test_what_candidates_read_has_no_gaps_of_the_template() -> None:
    made = plan([EAST], lines(("east", 1)), title="〔考核标题〕")
    assert told(made) == ["error A110: 'title' 里还有没填的〔…〕\n    写上考生要看到的话。"]


HEAD = "title: 考核\ntrack: c\nminutes: 60\nlines:\n  - {module: a, count: 1}\n"


@pytest.mark.parametrize(
    ("tail", "wanted"),
    [
        (
            "forms: [A]\nper_candidate: true\n",
            ":6:1: error F103: 'forms' 和 per_candidate 要写一样，也只能写一样",
        ),
        ("", ":1:1: error F103: 'forms' 和 per_candidate 要写一样，也只能写一样"),
        ("forms: [A, A]\n", ":6:1: error F103: 'forms' 里有两个一样的卷名"),
        ("forms: [A]\nopens: 明天九点\n", ":7:1: error F103: 'opens' 里的 '明天九点' 不是日期和时间"),
        (
            "forms: [A]\nopens: 2026-02-30 09:00\n",
            ":7:1: error F103: 'opens' 里的 '2026-02-30 09:00' 不是日期和时间",
        ),
        (
            "forms: [A]\nopens: 2026-12-05 11:00\ncloses: 2026-12-05 09:00\n",
            ":8:1: error F103: 'closes' 不比 opens 晚",
        ),
        ("forms: [A]\nminuts: 60\n", ":7:1: error F101: 不认识的键 'minuts'"),
    ],
)
def test_the_form_of_a_plan_is_judged_at_its_line(tail: str, wanted: str) -> None:
    read = read_yaml(HEAD + tail, FILE)
    with pytest.raises(ValueError, match="validation error") as refused:
        AssessmentFront.model_validate(read.data)
    first = complaints(refused.value, AssessmentFront, read.marks)[0]  # type: ignore[arg-type]
    assert first.as_text().split("\n")[0] == f"{FILE}{wanted}"


def test_times_are_written_in_beijing_time() -> None:
    front = AssessmentFront.model_validate(
        read_yaml(f"{HEAD}forms: [A]\nopens: 2026-12-05 07:30\ncloses: 2026-12-05 09:00:00\n", FILE).data
    )
    assert (front.opens, front.closes) == ("2026-12-04T23:30:00Z", "2026-12-05T01:00:00Z")
