"""What is written as GIFT comes back as the same questions; what GIFT cannot hold is said."""

from pathlib import Path

import pytest
from hypothesis import given
from question_banks import bank_of, banks, facts_of, facts_of_draft

from portal.exports.questions.gift import write_questions_gift, write_template_gift
from portal.imports.gift import read_gift
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue

NONE = Catalogue()
SINGLE = {
    "id": "who", "type": "single", "prompt": "谁？",
    "choices": [
        {"id": "a", "text": "甲", "correct": True, "feedback": "对=好"},
        {"id": "b", "text": "乙", "correct": False},
    ],
}  # fmt: skip
BLANK = {"id": "line", "type": "blank", "prompt": "热线 ____。"}


@given(banks(most_gaps=1))
def test_a_bank_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, bank: Bank) -> None:
    out = tmp_path_factory.mktemp("gift") / "a.txt"
    assert write_questions_gift([bank], NONE, out) == ()
    reading = read_gift(out)
    assert reading.problems == ()
    assert [facts_of_draft(one) for one in reading.drafts] == [facts_of(bank, one) for one in bank.questions]


def test_a_file_as_moodle_reads_it(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    multiple = {
        "id": "which", "type": "multiple", "prompt": "哪些？", "replaces": "old",
        "choices": [
            {"id": "a", "text": "[甲]", "correct": True},
            {"id": "b", "text": "%5%", "correct": True},
            {"id": "c", "text": "<丙>", "correct": False},
        ],
    }  # fmt: skip
    truth = {
        "id": "true", "type": "true_false", "prompt": "对吗？\n真的？",
        "choices": [
            {"id": "agree", "text": "对", "correct": False},
            {"id": "disagree", "text": "错", "correct": True, "feedback": "是的"},
        ],
    }  # fmt: skip
    blank = {**BLANK, "blanks": {"accept": [["1*2", "=6"]]}}
    assert write_questions_gift([bank_of(SINGLE, multiple, truth, blank)], NONE, out) == ()
    assert out.read_text("utf-8").split("\n", 4)[4] == (
        "$CATEGORY: $course$/top/心育学堂/c/c-listening\n\n"
        "// [id:c-listening/who] [tag:目标:hear] [tag:难度:1] [tag:状态:发布] [tag:题型:单选]\n"
        "// [ids:a b]\n"
        "::c-listening/who::[markdown]谁？{\n\t=甲#对\\=好\n\t~乙\n\t####道理。\n}\n\n"
        "// [id:c-listening/which] [tag:目标:hear] [tag:难度:1] [tag:状态:发布] [tag:题型:多选]"
        " [tag:替代:old]\n"
        "// [ids:a b c]\n"
        "::c-listening/which::[markdown]哪些？{\n"
        "\t~%50%[markdown][甲]\n\t~%50%[markdown]%5%\n\t~%-100%&lt;丙>\n\t####道理。\n}\n\n"
        "// [id:c-listening/true] [tag:目标:hear] [tag:难度:1] [tag:状态:发布] [tag:题型:判断]\n"
        "::c-listening/true::[markdown]对吗？\\n真的？{FALSE##是的\n\t####道理。\n}\n\n"
        "// [id:c-listening/line] [tag:目标:hear] [tag:难度:1] [tag:状态:发布] [tag:题型:填空]\n"
        "::c-listening/line::[markdown]热线 _____。{\n\t=1\\\\*2\n\t=\\=6\n\t####道理。\n}\n"
    )


def test_what_gift_cannot_hold_is_left_out_and_said(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    bank = bank_of(
        {"id": "two", "type": "blank", "prompt": "____ 和 ____", "blanks": {"accept": [["一"], ["二"]]}},
        {**BLANK, "blanks": {"accept": [["甲->乙"]]}},
        {**SINGLE, "prompt": "看![两人](pictures/listening/a.png)",
         "allow": [{"text": "两人", "reason": "反面例子要写出来"}]},
    )  # fmt: skip
    assert write_questions_gift([bank], NONE, out) == (
        "c-listening/two 有 2 个空，GIFT 一题只放得下一个，没有写进去。这一题改用 Moodle XML 或 Excel。",
        "c-listening/line 的答案里有“->”，GIFT 会当成连线题，没有写进去。这一题改用 Moodle XML 或 Excel。",
        "c-listening/who 的图 GIFT 带不走，只留下图的位置和说明。",
        "1 道题写给审稿人的备注（allow、reworded、corrected）GIFT 放不下，仍在题库里。",
    )
    [draft] = read_gift(out).drafts
    assert draft.prompt == "看![两人](pictures/listening/a.png)"


def test_the_same_bank_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        write_questions_gift([bank_of(SINGLE)], NONE, tmp_path / name)
    assert (tmp_path / "a.txt").read_bytes() == (tmp_path / "b.txt").read_bytes()


def test_the_template_can_be_read_as_it_stands(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    write_template_gift(None, out)
    reading = read_gift(out)
    assert reading.problems == ()
    assert [(one.type, one.prompt) for one in reading.drafts] == [
        ("", "学生红着眼睛来办公室，第一句话说什么？"),
        ("multiple", "哪几种做法合适？"),
        ("true_false", "倾听就是一句话也不说。"),
        ("blank", "全国统一的心理援助热线号码是 ____。"),
    ]
