"""A question of Moodle XML → its choices or accepted answers, or why the portal has no such type."""

from collections.abc import Callable

from lxml import etree

from portal.imports.answers import CHANGE, FOUR, Answers, truth, with_choice_ids
from portal.imports.draft import DraftChoice
from portal.imports.gift.answers import accepted_texts, exact_number
from portal.imports.literal import one_line
from portal.imports.moodle.tree import Words, child_text, words_of
from portal.imports.shares import judged

Told = Callable[[Words], str]
"""A text of the file → Markdown."""

_OTHERS = {
    "essay": "问答题", "matching": "匹配题", "match": "匹配题", "randomsamatch": "随机匹配题",
    "calculated": "计算题", "calculatedsimple": "简单计算题", "calculatedmulti": "计算选择题",
    "ddwtos": "拖放填空题", "ddimageortext": "拖放图片题", "ddmarker": "拖放标记题",
    "gapselect": "选词填空题", "ordering": "排序题", "random": "随机抽题", "coderunner": "编程题",
    "stack": "数学公式题", "formulas": "公式题", "pmatch": "模式匹配题", "kprime": "多项判断题",
}  # fmt: skip


def answers_of(question: etree._Element, kind: str, form: str, told: Told) -> Answers:
    """Return what a question asks for; `form` is how its texts are written unless they say otherwise.

    Raises whatever `told` raises.
    """
    answers = question.findall("answer")
    if kind == "multichoice":
        return _choices(question, answers, form, told)
    if kind == "truefalse":
        return _truth(answers, form, told)
    if kind == "shortanswer":
        return _texts(answers, form, told)
    if kind == "numerical":
        return _numbers(answers, form, told)
    if kind == "description":
        return Answers(errors=[("这是一段说明文字，不是题", "从文件里删去；要紧的话写进单元的正文。")])
    name = _OTHERS.get(kind, f"“{kind[:30]}”类型的题")
    return Answers(errors=[(f"这是{name}；{FOUR}", CHANGE)])


def _share(answer: etree._Element) -> float:
    try:
        return float(answer.get("fraction") or 0)
    except ValueError:
        return 0.0


def _choices(question: etree._Element, found: list[etree._Element], form: str, told: Told) -> Answers:
    single = child_text(question, "single").lower()
    verdict = judged([_share(one) for one in found], single not in ("false", "0") if single else None)
    choices = tuple(
        DraftChoice(one_line(told(words_of(one, form))), correct, told(words_of(one.find("feedback"), form)))
        for one, correct in zip(found, verdict.correct, strict=True)
    )
    answers = Answers(verdict.type, choices, errors=verdict.errors, warnings=verdict.warnings)
    if not all(choice.text for choice in choices):
        answers.errors.append(("有一个选项是空的", "在 Moodle 里写上它的文字，或者删掉它。"))
    ids = [one.get("choice") or "" for one in found]
    return with_choice_ids(answers, ids if all(ids) else ())


def _truth(found: list[etree._Element], form: str, told: Told) -> Answers:
    by_text = {child_text(one, "text").lower(): one for one in found}
    if set(by_text) != {"true", "false"}:
        cure = "在 Moodle 里重新导出；手写的，两个 answer 的 text 写 true 和 false。"
        return Answers(errors=[("判断题的两个答案不是 true 和 false", cure)])
    said = {text: told(words_of(one.find("feedback"), form)) for text, one in by_text.items()}
    shares = {text: _share(one) for text, one in by_text.items()}
    answers = truth(shares["true"] > shares["false"], said["true"], said["false"])
    if shares["true"] == shares["false"]:
        answers.errors.append(("判断题的两个答案分值一样，看不出对错", '给对的那个写 fraction="100"。'))
    return answers


def _texts(found: list[etree._Element], form: str, told: Told) -> Answers:
    answers = Answers("blank")
    right = [one for one in found if _share(one) >= 99.9]
    if any(0 < _share(one) < 99.9 for one in found):
        cure = "也算对，就给它 100% 的分；不算对，就不用管。"
        answers.warnings.append(("只给部分分的答案没有读入，门户的填空没有部分分", cure))
    accepted, answers.errors = accepted_texts(child_text(one, "text") for one in right)
    answers.accept = (accepted,)
    answers.feedback = tuple(told(words_of(one.find("feedback"), form)) for one in right)
    return answers


def _numbers(found: list[etree._Element], form: str, told: Told) -> Answers:
    """Return a blank for numbers without tolerance; a range is no blank of ours."""
    answers = _texts(found, form, told)
    right = [one for one in found if _share(one) >= 99.9]
    exact = [exact_number(f"{child_text(one, 'text')}:{child_text(one, 'tolerance')}") for one in right]
    if not all(exact):
        cure = "误差改成 0；要收一个范围，就改成单选题。"
        answers.errors.append((f"这是数值题，答案是一个范围；{FOUR}，填空只认写明的答案", cure))
    answers.accept = (tuple(dict.fromkeys(exact)),)
    return answers
