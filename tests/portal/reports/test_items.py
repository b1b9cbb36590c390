"""Which questions the report says to look at, what it says of choices, and what it keeps to itself."""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest
from item_tables import Answer, Answers, Value, question, sums

from portal.reports.assessed import SatPaper, sat_papers
from portal.reports.items.figures import Figures, Taken, item_figures
from portal.reports.items.formulas import kr20
from portal.reports.items.item_sheets import CHOICES, QUESTIONS, choice_rows, look_rows, question_rows
from portal.reports.items.look import Look, looks_of
from portal.reports.items.reasons import shown
from portal.reports.items.reliability import reliability

KINDS = {"key": "单选", "gap": "填空", "several": "多选"}


def crowd(size: int, odd: Mapping[str, tuple[Sequence[Value], Sequence[Value]]], seed: int = 1) -> Answers:
    """Return answers of as many skilled as unskilled people to eight sound questions and to odd ones.

    `odd`: name → first answers of the skilled and of the unskilled, one of which is drawn for each person.
    """
    dice = random.Random(seed)
    sound = [question(f"s{place}") for place in range(8)]
    strange = [question(name, kind=KINDS.get(name, "单选")) for name in odd]
    answers: list[Answer] = []
    for person in range(size):
        skilled = person % 2 == 0
        for one in sound:
            value = ["a"] if dice.random() < (0.85 if skilled else 0.4) else [dice.choice("bcd")]
            answers.append((person, one.id, value, value))
        for one in strange:
            name = one.id.partition("/")[2]
            first = dice.choice(odd[name][not skilled])
            answers.append((person, one.id, first, ["a"]))
    return Answers([*sound, *strange], answers)


def figures(staged: Answers, folder: Path, **limits: int) -> list[Figures]:
    return item_figures(staged.ask(folder), staged.scope, **limits)


def looks(staged: Answers, folder: Path) -> dict[str, Look]:
    return {look.question.partition("/")[2]: look for look in looks_of(figures(staged, folder))}


def test_a_wrong_key_comes_first_and_names_the_choice_the_strong_take(tmp_path: Path) -> None:
    hard = ([["a"], ["b"], ["c"], ["d"]],) * 2
    found = looks(crowd(120, {"key": ([["b"], ["b"], ["c"]], [["a"], ["a"], ["d"]]), "hard": hard}), tmp_path)
    assert next(iter(found)) == "key"
    assert "其余题答对多的人也常选“文字 b”" in found["key"].why
    assert found["key"].advice.startswith("先看答案是不是标错了")
    assert found["key"].place == "quizzes/c/u.yml:7"
    assert found["hard"].score < found["key"].score <= 100


def test_a_frequent_writing_that_is_judged_wrong_is_a_candidate(tmp_path: Path) -> None:
    staged = crowd(120, {"gap": ([["a"], ["热线电话"]], [["a"], ["不知道"], ["x"]])})
    reason = looks(staged, tmp_path)["gap"].reasons[0]
    assert reason.title == "常见写法没有收"
    assert "写“热线电话”，判为错" in reason.words
    assert "accept" in reason.advice


def test_of_several_right_choices_the_one_that_the_strong_leave_out_is_named(tmp_path: Path) -> None:
    staged = crowd(200, {"several": ([["b"], ["b", "c"]], [["a"], ["a", "b"]])})
    assert "多半不选正确的“文字 a”" in looks(staged, tmp_path)["several"].why


def test_what_is_the_same_with_several_choices_is_said_once(tmp_path: Path) -> None:
    staged = crowd(200, {"several": ([["c", "d"]], [["c", "d"]])})
    why = looks(staged, tmp_path)["several"].why
    everybody = "（100%，答对少的人 100%）"
    assert f"；其余题答对多的人多半选了错误的“文字 c”{everybody}、“文字 d”{everybody}；" in why


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("先坐下", "“先坐下”"),
        ("“我在听。”", "“我在听。”"),
        ("“好”和“行”", "“‘好’和‘行’”"),
        ("问：“怎么了？”", "“问：‘怎么了？’”"),
    ],
)
def test_quotation_marks_within_a_choice_become_single_ones(text: str, told: str) -> None:
    assert shown(Taken("a", text, False, 0, 0, None, None)) == told


def test_sound_questions_are_left_alone(tmp_path: Path) -> None:
    assert looks(crowd(200, {}), tmp_path) == {}


def test_learning_nothing_from_the_explanation_is_a_reason(tmp_path: Path) -> None:
    staged = crowd(60, {})
    answers = [
        (person, of, first, first if of.endswith("s0") else ["a"]) for person, of, first, _ in staged.answers
    ]
    again = [(p, of, f, ["c" if f == ["b"] else "b"] if of.endswith("s0") and f != ["a"] else last)
             for p, of, f, last in answers]  # fmt: skip
    found = looks(Answers(staged.questions, again), tmp_path)
    assert [reason.title for reason in found["s0"].reasons] == ["看了讲解还错"]


def test_impossible_answers_point_at_renamed_choices(tmp_path: Path) -> None:
    found = looks(crowd(60, {"renamed": ([["a"], ["z"]], [["a"], ["z"], ["b"]])}), tmp_path)
    assert "判不了分的多" in [reason.title for reason in found["renamed"].reasons]


def taken(of: Iterable[Figures], name: str) -> dict[str, Taken]:
    [one] = [one for one in of if one.question.id.endswith(name)]
    return {choice.name: choice for choice in one.taken}


def test_each_choice_tells_who_took_it(tmp_path: Path) -> None:
    of = figures(crowd(100, {"key": ([["a"]], [["b"]])}), tmp_path)
    choices = taken(of, "key")
    assert (choices["a"].first, choices["a"].latest, choices["b"].first, choices["b"].latest) == (
        50,
        100,
        50,
        0,
    )
    assert (choices["a"].strong, choices["a"].weak, choices["b"].lead) == (1.0, 0.0, -1.0)
    rows = [
        dict(zip((column.title for column in CHOICES.columns), row, strict=True)) for row in choice_rows(of)
    ]
    idle = [row["选项"] for row in rows if row["题目编号"] == "c-u/key" and row["看一看"] == "没有人选"]
    assert idle == ["c", "d"]


@pytest.mark.parametrize(("size", "is_told"), [(18, False), (20, True)])
def test_of_fewer_than_twenty_only_their_number_is_told(size: int, is_told: bool, tmp_path: Path) -> None:
    of = figures(crowd(size, {"key": ([["b"]], [["a"]])}), tmp_path)
    row = dict(zip((column.title for column in QUESTIONS.columns), list(question_rows(of))[-1], strict=True))
    assert row["首答人数"] == size
    told = [
        row[name] is not None for name in ("首答正确率", "扣除蒙对", "最近正确率", "区分度", "做过不止一次")
    ]
    assert told == [is_told] * 5
    assert [choice.strong is not None for choice in of[-1].taken] == [is_told] * 4
    assert [row for row in look_rows(looks_of(of)) if not is_told] == []


def test_a_larger_minimum_counts_and_a_smaller_one_does_not(tmp_path: Path) -> None:
    staged = crowd(40, {"gap": ([["a"], ["本人的名字"]], [["b"]])})
    ask = staged.ask(tmp_path)
    assert item_figures(ask, staged.scope, least=50)[0].facility is None
    assert item_figures(ask, staged.scope, least=5)[0].least == 20
    assert set(taken(item_figures(ask, staged.scope, writers=21), "gap")) == {"a"}


def test_units_have_a_reliability_of_those_who_answered_all(tmp_path: Path) -> None:
    staged = crowd(60, {})
    left_out = [answer for answer in staged.answers if answer[:2] != (0, "c-u/s3")]
    ask = Answers(staged.questions, left_out).ask(tmp_path)
    [line] = reliability(ask, {})
    assert (line.kind, line.questions, line.people, line.method) == ("单元", 8, 59, "KR-20")
    assert line.figure is not None
    assert 0.3 < line.figure.coefficient < 0.9


def test_a_draw_that_enough_people_sat_has_a_reliability_and_others_say_why_not(tmp_path: Path) -> None:
    dice = random.Random(3)
    marks = ["".join("01"[dice.random() < person / 30] for _ in range(10)) for person in range(30)]
    begun = "2026-11-02T08:00:00Z"
    same = [(person, begun, begun, "same", mark) for person, mark in enumerate(marks)]
    again = [(person, "2026-11-03T08:00:00Z", begun, "same", "1" * 10) for person in range(30)]
    left = [(40 + person, begun, "", "same", "0" * 10) for person in range(5)]
    alone = [(person, begun, begun, f"own-{person}", "1" * 10) for person in range(30)]
    staged = crowd(20, {})
    for name, sittings in (("one draw", [*same, *again, *left]), ("own draws", alone)):
        (tmp_path / name).mkdir()
        ask = Answers(staged.questions, staged.answers, sittings=sittings).ask(tmp_path / name)
        _, line = reliability(ask, {"c": "C 证"})
        if name == "one draw":
            wanted = kr20(*sums([[int(mark) for mark in person] for person in marks]))
            assert (line.people, line.questions, line.figure) == (30, 10, wanted)
        else:
            assert (line.kind, line.track, line.figure) == ("模拟考", "C 证", None)
            assert line.note == "30 人交过卷，抽到 30 组题，没有一组满 20 人：各人的题不同，信度没有定义"


def test_formal_papers_give_a_lower_bound_and_few_people_none(tmp_path: Path) -> None:
    many = SatPaper("十一月", "c", "nov-a", 40, 30, 900, 27900)
    few = SatPaper("十一月", "c", "nov-b", 40, 19, 500, 14000)
    ask = crowd(20, {}).ask(tmp_path)
    _, bound, none = reliability(ask, {"c": "C 证"}, (many, few))
    assert (bound.method, bound.track, bound.note[:2]) == ("KR-21", "C 证", "下限")
    assert bound.figure is not None
    assert (none.figure, none.people, none.note) == (None, 19, "不到 20 人，不算")


def test_only_papers_that_several_people_sat_are_counted() -> None:
    people = [{"right": right, "total": 10, "passed": False, "paper": paper}
              for right, paper in ((3, "a"), (5, "a"), (7, "own-1"))]  # fmt: skip
    text = {
        "schema": "portal-results/1",
        "assessment": "n",
        "track": "c",
        "pass_percent": 80,
        "people": people,
    }
    assert sat_papers([("r.json", json.dumps(text))]) == (SatPaper("n", "c", "a", 10, 2, 8, 34),)
