"""Banks → GIFT (https://docs.moodle.org/en/GIFT_format), with permanent ids in comments and titles.

Moodle takes over `[id:…]` and `[tag:…]` and drops `[ids:…]`, the ids of the choices: what comes back from
there finds its choices by their text.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from portal.exports.questions.moodle_places import category_of, notes_left, shares_of, without_wildcards
from portal.model.bank import Bank, BlankQuestion, ChoiceQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.gift_signs import GENERAL, escaped
from portal.model.moodle_markdown import for_moodle, with_gaps_for_moodle
from portal.model.picture import shown_by
from portal.model.question_tags import tags_of
from portal.model.unit import Unit

_HEAD = """\
// 心育学堂导出的题目，GIFT 格式，UTF-8 编码。
// [id:…] 是题目的永久编号，[ids:…] 是选项的，改题时不要动它们：再导入就是更新，不会多出一道。
// Moodle 会丢掉 [ids:…]；从 Moodle 再导回来，门户按选项的文字认。
"""

_TEMPLATE = """\
// 一道题一段，两题之间空一行；// 开头的行是说明，不会读入。
// 文字里要用 ~ = # {{ }} : 这几个英文符号，就在前面加反斜杠，如 \\=。
{unit}
// 单选题：= 后面是对的，~ 后面是不对的，# 后面是选它的人看到的反馈，#### 后面是解析。
// [tag:难度:2]{objective}
学生红着眼睛来办公室，第一句话说什么？{{
\t~又怎么了？#听起来像责备。
\t=我看到你有点难过，想坐一会儿吗？#说出看到的，把说不说留给学生。
\t####先描述观察，再给选择。
}}

// 多选题：几个对的选项平分 100%，不对的写 %-100%。
// [tag:难度:1]{objective}
哪几种做法合适？{{
\t~%50%先听他说完
\t~%50%谢谢他告诉你
\t~%-100%马上告诉全班
\t####先听，再谢。
}}

// 判断题：写 TRUE 或 FALSE；第一个 # 后面是答错的人看到的，第二个 # 后面是答对的人看到的。
// [tag:难度:1]{objective}
倾听就是一句话也不说。{{FALSE#倾听也要回应。#对，倾听有来有往。
\t####倾听包括回应。
}}

// 填空题：一题一个空，几种写法都列出来。
// [tag:难度:1]{objective}
全国统一的心理援助热线号码是 {{=12356
\t####各地服务时间以当地公布为准。
}}。
"""


def write_questions_gift(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
    """Write a text file; return what GIFT could not hold. Raises OSError when it cannot be written."""
    parts, lost = [_HEAD], []
    for bank in banks:
        parts.append(f"$CATEGORY: {category_of(bank, catalogue)}\n")
        for question in bank.questions:
            if why := _too_much(question):
                lost.append(f"{bank.full_id(question)} {why}，没有写进去。这一题改用 Moodle XML 或 Excel。")
                continue
            parts.append("\n".join(_lines(bank, question)) + "\n")
            if any(True for _ in shown_by(question)):
                lost.append(f"{bank.full_id(question)} 的图 GIFT 带不走，只留下图的位置和说明。")
    out.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    return (*lost, *notes_left(banks, "GIFT"))


def write_template_gift(unit: Unit | None, out: Path) -> None:
    """Write a text with a question of each type, to be replaced. Raises OSError when it cannot be written."""
    lines = [f"$CATEGORY: {unit.front.title}"] if unit else []
    lines += [f"// 目标：{slug}：{text}" for slug, text in unit.front.objectives.items()] if unit else []
    objective = f" [tag:目标:{next(iter(unit.front.objectives))}]" if unit else ""
    text = _TEMPLATE.format(unit="\n".join(["", *lines, ""]) if lines else "", objective=objective)
    out.write_text(text, encoding="utf-8", newline="\n")


def _too_much(question: Question) -> str:
    """Return why GIFT cannot hold a question; nothing when it can."""
    if not isinstance(question, BlankQuestion):
        return ""
    gaps = question.blanks.accept
    if len(gaps) > 1:
        return f"有 {len(gaps)} 个空，GIFT 一题只放得下一个"
    return "的答案里有“->”，GIFT 会当成连线题" if any("->" in text for text in gaps[0]) else ""


def _lines(bank: Bank, question: Question) -> Iterator[str]:
    id_ = bank.full_id(question)
    yield "// " + " ".join((f"[id:{id_}]", *(f"[tag:{tag}]" for tag in tags_of(question))))
    explanation = GENERAL + _text(question.explanation)
    if isinstance(question, BlankQuestion):
        yield f"::{id_}::[markdown]{escaped(for_moodle(with_gaps_for_moodle(question.prompt)))}{{"
        yield from (f"\t={_safe(without_wildcards(text))}" for text in question.blanks.accept[0])
    elif question.type == "true_false":
        yield f"::{id_}::[markdown]{escaped(for_moodle(question.prompt))}{{{_truth(question)}"
    else:
        yield f"// [ids:{' '.join(choice.id for choice in question.choices)}]"
        yield f"::{id_}::[markdown]{escaped(for_moodle(question.prompt))}{{"
        yield from _choices(question)
    yield f"\t{explanation}"
    yield "}"


def _safe(text: str) -> str:
    """Return an escaped text that does not begin like a format or a share of the mark."""
    return ("[markdown]" if text.startswith(("[", "%")) else "") + escaped(text)


def _text(text: str) -> str:
    return _safe(for_moodle(text))


def _told(feedback: str | None) -> str:
    return f"#{_text(feedback)}" if feedback else ""


def _choices(question: ChoiceQuestion) -> Iterator[str]:
    for choice, share in zip(question.choices, shares_of(question), strict=True):
        sign = {"100": "=", "0": "~"}.get(share, f"~%{share}%")
        yield f"\t{sign}{_text(choice.text)}{_told(choice.feedback)}"


def _truth(question: ChoiceQuestion) -> str:
    """Return TRUE or FALSE, then what wrong answers are told, then what right ones are."""
    is_true = question.correct_ids == ("agree",)
    wrong, right = (
        next((choice.feedback for choice in question.choices if choice.correct is is_right), None)
        for is_right in (False, True)
    )
    told = f"{_told(wrong) or '#'}{_told(right)}" if right else _told(wrong)
    return ("TRUE" if is_true else "FALSE") + told
