"""A foreign question whose answers are understood → a draft, or what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from portal.imports.draft import Draft, DraftChoice, Problem
from portal.imports.foreign_text import NO_WORDS, ForeignText
from portal.model.bank import GAP

FOUR = "门户只有单选、多选、判断、填空四种题型"
CHANGE = "改成这四种之一，或者从文件里删去。"
AGREE, DISAGREE = "agree", "disagree"
"""Ids of the two choices of every true_false question."""

Fault = tuple[str, str]
"""Reason and cure."""


@dataclass
class Answers:
    """What a question asks for, and what is wrong with it."""

    type: str = ""
    choices: tuple[DraftChoice, ...] = ()
    accept: tuple[tuple[str, ...], ...] = ()
    feedback: tuple[str, ...] = ()
    """What was said for accepted answers; a bank has no place for it but the explanation."""
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)


def truth(is_true: bool, if_true: str, if_false: str) -> Answers:
    """Return a question of true or false, with what whoever says so is told."""
    choices = (
        DraftChoice("对", is_true, if_true, AGREE),
        DraftChoice("错", not is_true, if_false, DISAGREE),
    )
    return Answers("true_false", choices)


def with_choice_ids(answers: Answers, ids: Sequence[str]) -> Answers:
    """Return answers whose choices have these ids, in order; as they were if there are not as many."""
    if answers.type in ("single", "multiple") and len(ids) == len(answers.choices):
        pairs = zip(answers.choices, ids, strict=True)
        answers.choices = tuple(replace(choice, id=id_) for choice, id_ in pairs)
    return answers


def with_gap(prompt: str, answers: Answers) -> str:
    """Return a prompt with a gap at its end if it asks for one and has none."""
    return f"{prompt} {GAP}".strip() if answers.type == "blank" and GAP not in prompt else prompt


def finished(
    draft: Draft, answers: Answers, texts: ForeignText, no_picture: str, name: str = ""
) -> tuple[Draft | None, list[Problem]]:
    """Return a draft with its answers, and all that is wrong with it; None when something must be changed.

    `no_picture`: the cure for pictures that are not in the file. `name` begins every reason.
    """
    draft = replace(
        draft,
        type=_type(draft.type, answers),
        choices=answers.choices,
        accept=answers.accept,
        pictures=texts.pictures,
    )
    errors, warnings = [*answers.errors], [*answers.warnings]
    if not draft.prompt:
        errors.append(("没有题干", "在答案前面写上题目。"))
    if "图片" in texts.left_out:
        errors.append(("有一张图没有在文件里，或者不是网页能放的格式", no_picture))
    if others := "、".join(word for word in texts.left_out if word != "图片"):
        cure = "导入以后看一看这道题还说不说得通；要紧的就用文字或图片写出来。"
        warnings.append((f"{others}没有带进来，门户的题里放不下", cure))
    if texts.formula:
        cure = "导入以后看一看；要紧的就用文字写出来，或者截成图。"
        warnings.append(("公式照原样读成了文字，门户不会把它排成公式", cure))
    if texts.wordless:
        cure = f"导入以后把 {NO_WORDS} 换成一句话；写好以前，这道题是草稿。"
        warnings.append(("有一张图没有文字说明", cure))
        draft = replace(draft, status=draft.status or "draft")
    draft, lost = _told_in_explanation(draft, answers)
    problems = [_problem(draft, name, fault, "error") for fault in errors]
    problems += [_problem(draft, name, fault, "warning") for fault in [*warnings, *lost]]
    return (None if errors else draft), problems


def _type(named: str, answers: Answers) -> str:
    """Return the type; nothing for two choices that may well be 对 and 错: whoever takes it in will see."""
    is_open = answers.type == "single" and not named and len(answers.choices) == 2
    return "" if is_open else answers.type


def _problem(draft: Draft, name: str, fault: Fault, severity: str) -> Problem:
    reason = f"“{name}”：{fault[0]}" if name else fault[0]
    return Problem(draft.spot, reason, fault[1], "error" if severity == "error" else "warning")


def _told_in_explanation(draft: Draft, answers: Answers) -> tuple[Draft, list[Fault]]:
    """Return the draft with what was said for single answers in its explanation, if that is still empty."""
    said = [text for text in dict.fromkeys(answers.feedback) if text and text not in draft.explanation]
    if not said:
        return draft, []
    if not draft.explanation:
        return replace(draft, explanation="\n\n".join(said)), []
    cure = "要留着，就把它并进解析里。"
    return draft, [("填空题各个答案的反馈没有读入，门户的填空只有一段解析", cure)]
