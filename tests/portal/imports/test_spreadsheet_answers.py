"""The many ways in which trainers write choices, right answers and gaps."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import read_rows, said, shorts

from portal.imports.spreadsheet.answers import Fault, accepted, chosen, split_choices, with_gaps

HEAD = ["题型", "题干", "A", "B", "C", "D", "答案"]
CHOICES = {"A": "倾听", "B": "陪伴", "C": "说教", "D": "转介"}


@pytest.mark.parametrize(
    ("answer", "letters"),
    [
        ("A", "A"), ("a", "A"), ("Ａ", "A"), ("ABD", "ABD"), ("A,B,D", "ABD"), ("A、B、D", "ABD"),
        ("Ａ；Ｂ", "AB"),
        ("A B D", "ABD"), ("A|D", "AD"), ("A┋D", "AD"), ("A和B", "AB"), ("A/B", "AB"), ("【A】", "A"),
        ("(AB)", "AB"),
        ("答案：A", "A"), ("正确答案是B", "B"), ("选A", "A"), ("A.", "A"), ("A\nB", "AB"), ("1", "A"),
        ("1,3", "AC"),
        ("1、2、4", "ABD"), ("13", "AC"), ("倾听", "A"), ("倾听；转介", "AD"), ("倾听、转介", "AD"),
        ("倾听\n陪伴", "AB"),
        ("A.倾听", "A"), ("A、倾听", "A"), ("A. 倾听；D. 转介", "AD"), ("DA", "DA"), ("AA", "A"),
    ],
)  # fmt: skip
def test_right_choices_are_named_in_many_ways(answer: str, letters: str) -> None:
    assert chosen(answer, CHOICES) == list(letters)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("E", "答案里有 E，这道题只有选项 A、B、C、D"), ("见解析", "看不懂答案“见解析”"),
        ("5", "看不懂答案“5”"),
        ("A. 陪伴", "答案写的是“A”和“陪伴”，选项 A 却是“倾听”"), ("倾听；打断", "看不懂答案“倾听；打断”"),
    ],
)  # fmt: skip
def test_answers_that_nobody_understands_are_told(answer: str, reason: str) -> None:
    fault = chosen(answer, CHOICES)
    assert isinstance(fault, Fault)
    assert fault.reason == reason


def test_an_answer_that_can_mean_two_things_is_not_guessed() -> None:
    assert chosen("3", {"A": "2", "B": "3", "C": "4"}) == Fault(
        "answer", "答案“3”可以指选项 C，也可以指写着“3”的选项",
        "写选项的字母；选项的文字和字母、序号一样时，把文字写长一点。",
    )  # fmt: skip
    assert chosen("2", {"A": "1", "B": "2"}) == ["B"]


@pytest.mark.parametrize(
    ("cell", "choices"),
    [
        ("A. 甲\nB. 乙\nC. 丙", "甲 乙 丙"), ("A、甲 B、乙 C、丙", "甲 乙 丙"),
        ("A．甲；B．乙；C．丙", "甲 乙 丙"),
        ("(A)甲 (B)乙", "甲 乙"), ("（A）甲\n（B）乙", "甲 乙"), ("A 甲\nB 乙", "甲 乙"),
        ("甲\n乙\n丙", "甲 乙 丙"),
        ("甲|乙|丙", "甲 乙 丙"), ("甲┋乙", "甲 乙"), ("甲；乙；丙", "甲 乙 丙"), ("1. 甲\n2. 乙", "甲 乙"),
        ("①甲\n②乙", "甲 乙"), ("Ａ．甲　Ｂ．乙", "甲 乙"), ("A:甲 B:乙", "甲 乙"),
    ],
)  # fmt: skip
def test_choices_in_one_cell_come_apart(cell: str, choices: str) -> None:
    assert split_choices(cell) == ("", choices.split())


def test_words_that_look_like_labels_stay_in_the_text(tmp_path: Path) -> None:
    assert split_choices("A. 维生素B.\nB. 乙") == ("", ["维生素B.", "乙"])
    rows = [HEAD, ["单选题", "问？", "A. 甲", "乙", "B 超", "D、丁", "A"]]
    assert shorts(read_rows(tmp_path, rows)) == ["single 问？ 甲* 乙 B 超 丁"]


def test_choices_may_stand_in_the_prompt(tmp_path: Path) -> None:
    rows = [["题目", "答案"], ["先做什么？\nA. 倾听\nB. 说教", "A"]]
    assert shorts(read_rows(tmp_path, rows)) == ["single 先做什么？ 倾听* 说教"]


@pytest.mark.parametrize(
    "choices",
    [
        ("*倾听", "说教"), ("√倾听", "说教"), ("倾听（正确）", "说教"), ("倾听 ✓", "说教"),
        ("[x]倾听", "[ ]说教"),
        ("倾听【正确答案】", "说教"),
    ],
)  # fmt: skip
def test_a_right_choice_may_be_marked_in_its_own_cell(tmp_path: Path, choices: tuple[str, str]) -> None:
    (draft,) = read_rows(tmp_path, [HEAD, ["单选题", "问？", *choices]]).drafts
    assert (draft.choices[0].text, [one.correct for one in draft.choices]) == ("倾听", [True, False])


def test_a_mark_before_the_letter_counts_too(tmp_path: Path) -> None:
    rows = [["题干", "选项", "答案"], ["问？", "A. 甲\n*B. 乙", None]]
    assert shorts(read_rows(tmp_path, rows)) == ["single 问？ 甲 乙*"]


@pytest.mark.parametrize("answer", ["正确", "对", "√", "✔", "T", "true", "是", "Y", True, "A"])
def test_true_is_said_in_many_ways(tmp_path: Path, answer: Any) -> None:
    assert shorts(read_rows(tmp_path, [HEAD, ["判断题", "问。", "", "", "", "", answer]])) == [
        "true_false 问。 对* 错"
    ]


@pytest.mark.parametrize("answer", ["错误", "错", "×", "✘", "F", "False", "否", "N", False, "B", "（错）"])
def test_false_is_said_in_many_ways(tmp_path: Path, answer: Any) -> None:
    assert shorts(read_rows(tmp_path, [HEAD, ["判断题", "问。", "正确", "错误", "", "", answer]])) == [
        "true_false 问。 对 错*"
    ]


def test_true_and_false_may_stand_in_the_other_order(tmp_path: Path) -> None:
    rows = [[*HEAD, "反馈A", "反馈B"], ["判断题", "问。", "错", "对", "", "", "A", "说错的", "说对的"]]
    (draft,) = read_rows(tmp_path, rows).drafts
    assert [(one.id, one.correct, one.feedback) for one in draft.choices] == [
        ("agree", False, "说对的"), ("disagree", True, "说错的"),
    ]  # fmt: skip


def test_other_choices_of_a_true_false_question_are_a_problem(tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["判断题", "问。", "赞成", "反对", "", "", "A"],
        ["判断题", "问。", "", "", "", "", "看情况"],
    ]
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        "工作表“题”第 2 行 C 列：判断题的选项不是“对”和“错”｜"
        "判断题只写答案“对”或“错”，选项空着；要别的选项，就用单选题。",
        "工作表“题”第 3 行 G 列：看不懂判断题的答案“看情况”｜写“对”或“错”。",
    ]


@pytest.mark.parametrize(
    ("prompt", "wanted", "answer", "read"),
    [
        ("热线是（　）", "热线是____", "12356", "12356"), ("热线是( )。", "热线是____。", 12356.0, "12356"),
        ("一周 ____ 天", "一周 ____ 天", "7|七", "7|七"), ("一周＿＿天", "一周____天", "7/七", "7|七"),
        ("一周【】天", "一周____天", "7", "7"), ("一周[填空1]天", "一周____天", "7", "7"),
        ("一周___（1）___天", "一周____天", "7", "7"), ("一周（1）天", "一周____天", "7", "7"),
        ("（ ）和____", "____和____", "对；错", "对；错"), ("__和__", "____和____", "对\n错", "对；错"),
        ("__和__", "____和____", "对|错", "对；错"), ("__和__", "____和____", "对、错", "对；错"),
        ("__和__", "____和____", "对|正确；错/误", "对|正确；错|误"),
        ("一半是__", "一半是____", "1/2", "1/2"),
        ("速度的单位是__", "速度的单位是____", "km/h", "km/h"),
        ("说明（例）是__", "说明（例）是____", "甲", "甲"),
        ("他（ ）说__", "他（ ）说____", "好", "好"), ("写__", "写____", "「and/or」", "and/or"),
    ],
)  # fmt: skip
def test_gaps_and_their_answers_are_written_in_many_ways(
    tmp_path: Path, prompt: str, wanted: str, answer: Any, read: str
) -> None:
    (draft,) = read_rows(tmp_path, [HEAD, ["填空题", prompt, "", "", "", "", answer]]).drafts
    assert draft.prompt == wanted
    assert "；".join("|".join(gap) for gap in draft.accept) == read


def test_the_answers_of_gaps_may_stand_in_the_columns_of_choices(tmp_path: Path) -> None:
    rows = [HEAD, ["填空题", "__和__", "对", "错"]]
    assert shorts(read_rows(tmp_path, rows)) == ["blank ____和____ 对；错"]


def test_gaps_and_answers_that_do_not_fit_are_told(tmp_path: Path) -> None:
    rows = [
        HEAD, ["填空题", "一周几天", "", "", "", "", "7"], ["填空题", "__和__", "", "", "", "", "甲；乙；丙"],
        ["填空题", "一周__天", "", "", "", "", ""],
    ]  # fmt: skip
    assert said(read_rows(tmp_path, rows, "题").problems) == [
        "工作表“题”第 2 行 B 列：填空题的题干里没有空｜在要填的地方写四个下划线 ____。",
        "工作表“题”第 3 行 G 列：题干有 2 个空，答案有 3 组｜"
        "几个空的答案用“；”隔开；同一个空的几种写法用“|”隔开；题干里每个空写 ____。",
        "工作表“题”第 4 行 G 列：没有正确答案｜写上要填的话；几种写法都算对，就用“|”隔开，如 6|六。",
    ]


def test_the_number_of_right_choices_fits_the_type(tmp_path: Path) -> None:
    rows = [
        HEAD, ["单选题", "一？", "甲", "乙", "", "", "AB"], ["多选题", "二？", "甲", "乙", "丙", "", "A"],
        ["多选题", "三？", "甲", "乙", "", "", "AB"], ["不定项选择题", "四？", "甲", "乙", "", "", "A"],
        ["单选题", "五？", "甲", "", "", "", "A"], ["单选题", "六？", "甲", "乙", "", "", ""],
    ]  # fmt: skip
    reading = read_rows(tmp_path, rows, "题")
    assert shorts(reading) == ["single 四？ 甲* 乙"]
    assert said(reading.problems) == [
        "工作表“题”第 2 行 G 列：单选题写了 2 个答案｜只留一个字母；确实不止一个正确，就把题型改成多选题。",
        "工作表“题”第 3 行 G 列：多选题只写了 1 个答案｜"
        "补上其余正确选项的字母；只有一个正确，就把题型改成单选题。",
        "工作表“题”第 4 行 G 列：多选题的选项全部正确｜至少要有一个错误的选项：改答案，或者加一个选项。",
        "工作表“题”第 6 行 C 列：只有 1 个选项｜至少写两个选项。",
        "工作表“题”第 7 行 G 列：没有正确答案｜写上正确选项的字母，几个就连着写，如 A 或 ABD。",
    ]


@given(st.text(max_size=40), st.integers(1, 4))
def test_no_cell_makes_the_reader_stumble(text: str, count: int) -> None:
    chosen(text, CHOICES)
    before, parts = split_choices(text)
    assert all(len(part) <= len(text) for part in (before, *parts))
    found = accepted(text, count)
    assert isinstance(found, Fault) or len(found) == count
    assert with_gaps(text, count)[1] <= len(text)
