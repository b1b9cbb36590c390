"""Where Q120 draws its line: what editors do to a sentence passes, another sentence does not."""

from itertools import combinations
from pathlib import Path

import pytest

from portal.checks.q120_meaning_kept import _doubt
from portal.load import load

ROOT = Path(__file__).parents[3]

REWORDED = [
    ("学生红着眼睛来办公室，你开口的第一句话，哪一句更合适？",
     "一个学生红着眼睛走进办公室。你的第一句话，哪一句更合适？"),
    ("可以找谁？", "你可以找谁？"),
    ("全国统一的心理援助热线号码是 ____。", "全国统一心理援助热线的号码是 ____。"),
    ("班主任应当一个人扛。", "遇到危机，班主任应当一个人扛。"),
    ("先做什么？", "你先做什么？"),
    ("下面几种情形，哪几种已经是“恶意排斥、孤立他人”的样子，该当天报告？（可多选）",
     "下面的情形里，哪几种已经算“恶意排斥、孤立他人”，当天就该报告？（可多选）"),
    ("年级要求各班“由心理委员每周五上交情绪异常学生名单”。你是七年级班主任，下面哪种做法最合适？",
     "年级要求每班的心理委员周五上交“情绪异常学生名单”。你是七年级的班主任，怎么做最合适？"),
    ("九年级男生上课转笔，掉了三次，你当众说他，他顶了一句“又不是我一个”，全班都看着。这一刻怎么做最合适？",
     "九年级一名男生上课转笔，笔掉了三次。你当众说了他，他顶一句“又不是我一个”，全班看着你们。这时怎么做最合适？"),
    ("你已经顺口答应“我不往外说”，学生接着承认想过结束自己的生命。这时怎么做最合适？",
     "你顺口答应了“我不往外说”，学生接着说，他想过结束自己的生命。你怎么做最合适？"),
    ("一份古文两周后要考，学生每周能拿出四十分钟。哪一种排法记得最久？",
     "两周后要考一份古文，学生每周有四十分钟。怎么排记得最久？"),
    ("学生说：“老师，我网上测了，重度抑郁，我就知道我有病。”没有说到别的。你先怎么回？",
     "学生说：“老师，我在网上测出来重度抑郁，我就知道我有病。”此外没有说别的。你先怎么回应？"),
    ("你想知道“本班心理课周几第几节、谁来上、换课到哪里登记”，应当先看哪一级？",
     "本班心理课在周几第几节、谁来上、换课在哪里登记，应当先看哪一级的文件？"),
    ("检查组翻材料，一位成员指着“已跟进”一栏说：“请把这几名学生的面谈记录拿来看看，我们要核实。”怎么办最合适？",
     "检查组看材料时指着“已跟进”一栏，请你把这几名学生的面谈记录拿来核实。怎么办最合适？"),
    ("心理老师", "心理教师"),
    ("值班领导", "值班校领导"),
    ("换个没有旁人的时候再问一句；他还说愿意，就尊重他，先记在心里",
     "找一个没有旁人的时候再问一句；他还说愿意，就尊重他，先记着"),
    ("建议改成每人挑课堂上的一处做法改好，有担心的学生一起报",
     "建议每人挑自己课堂上的一处做法改好，有担心的学生一起报"),
    ("当着他的面打给下一位联系人，打到有人答应来，人到以前不离开",
     "当着他的面打给下一位联系人，直到有人答应来；人到以前不离开"),
    ("今天把条子交给心理老师，先不跟他提，免得他躲着不见",
     "今天就把纸条交给心理老师，先不和他提，免得他躲着不见"),
    ("只凭上周自己的笔记答三个问题，再看缺了哪一笔", "凭自己上周的笔记回答三个问题，再看缺哪一笔"),
    ("写三张折好的便条，夹进他们的作业本，约好自己去的时间",
     "写三张便条折好，夹在他们的作业本里，约好去找他们的时间"),
    ("我看到你有点难过。", "我看到你好像有点难过，想坐一会儿吗？"),
    ("又怎么了？", "你又怎么了？"),
    ("先通知家长群。", "应当先在家长群里通知。"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), REWORDED, ids=[old[:12] for old, _ in REWORDED])
def test_an_editors_new_wording_passes(old: str, new: str) -> None:
    assert _doubt(old, new, other_key=False) == ""


@pytest.mark.parametrize(
    ("old", "new", "doubt"),
    [
        ("哪一句更合适？", "哪一句更**不**合适？", "多了或少了一个“不”字这样的词"),
        ("告诉家长", "不告诉家长", "多了或少了一个“不”字这样的词"),
        ("下面哪一项是对的？", "下面哪一项是错的？", "多了或少了一个“不”字这样的词"),
        ("可以找谁？", "第一步先做什么？", "改得几乎不是原来那句话了"),
        ("先去开会", "陪着他", "改得几乎不是原来那句话了"),
        ("哪一句 更**合适**", "哪一句更合适？", ""),
    ],
)
def test_another_meaning_is_doubted_and_other_signs_are_not(old: str, new: str, doubt: str) -> None:
    assert _doubt(old, new, other_key=False) == doubt


def test_words_and_key_may_not_change_together() -> None:
    assert _doubt("哪一句更合适？", "哪一句话更合适？", other_key=True) == "文字和答案一起改了"
    assert _doubt("哪一句更合适？", "哪一句更合适？", other_key=True) == ""


def test_the_real_questions_are_told_apart_from_each_other() -> None:
    """All pairs of prompts of one bank, save those of which one replaces the other."""
    pairs = [
        (one, other)
        for bank in load(ROOT).catalogue.banks
        for one, other in combinations(bank.questions, 2)
        if one.replaces != other.id and other.replaces != one.id
    ]
    alike = [
        (one.id, other.id) for one, other in pairs if not _doubt(one.prompt, other.prompt, other_key=False)
    ]
    assert len(pairs) > 1000
    assert len(alike) <= len(pairs) // 500
