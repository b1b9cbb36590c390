"""One row of a sheet → a question, or everything that is wrong with the row."""

import re
from collections.abc import Mapping

from portal.imports.draft import Draft, DraftChoice
from portal.imports.literal import literal
from portal.imports.spreadsheet.answers import Fault, accepted, most_gaps, with_gaps
from portal.imports.spreadsheet.cells import Asked
from portal.imports.spreadsheet.choices import choices_of, texts_of_choices, truth_choices
from portal.model.bank import GAP
from portal.model.question_words import difficulty_of, status_of, truth_of, type_of

_FOUR_TYPES = "门户只有四种题型：单选题、多选题、判断题、填空题"
_SIGN = "\ue006"
"""Stands for a gap while the prompt is made Markdown; private use, so no text that comes in has it."""


def draft_of(asked: Asked, usual_type: str) -> Draft | None:
    """Return the question of a row; None if something is wrong with it, which then is among its faults."""
    kind = _type_of(asked, usual_type)
    choices = texts_of_choices(asked)
    kind = kind or _guessed(asked, choices)
    if not asked.get("prompt"):
        asked.fault("prompt", "没有题干", "写上题干；不是题目的行就删掉。")
    made: tuple[DraftChoice, ...] = ()
    gaps: tuple[tuple[str, ...], ...] = ()
    prompt = asked.markdown("prompt")
    if kind == "blank":
        prompt, gaps = _blanks(asked, choices)
    elif kind == "true_false":
        made = truth_choices(asked, choices)
    elif kind:
        kind, made = choices_of(asked, kind, choices)
    difficulty, status, id_ = _difficulty(asked), _status(asked), asked.get("id")
    if not asked.is_sound:
        return None
    return Draft(
        asked.spot, prompt, kind, made, gaps, asked.markdown("explanation"), difficulty,
        asked.get("objective"), status, id_, asked.get("unit"), asked.get("replaces"),
    )  # fmt: skip


def _type_of(asked: Asked, usual: str) -> str:
    said = asked.get("type")
    kind = type_of(said) if said else usual
    if kind == "other":
        what = f"“{said}”" if said else "这一类题"
        cure = f"{_FOUR_TYPES}。改成其中一种，或者删掉这一行。"
        asked.fault("type", f"门户没有{what}", cure)
    elif said and not kind:
        asked.fault("type", f"不认识的题型“{said}”", f"{_FOUR_TYPES}。写其中一种。")
    return "" if kind == "other" else kind


def _guessed(asked: Asked, choices: Mapping[str, str]) -> str:
    """Return the type that a question without one shows; nothing where its type is wrong or nothing shows."""
    if asked.get("type") or not asked.is_sound:
        return ""
    answer = asked.get("answer")
    if len(choices) == 2 and {truth_of(text) for text in choices.values()} == {True, False}:
        return "true_false"
    if choices:
        return "choice"
    if truth_of(answer) is not None and GAP not in asked.get("prompt"):
        return "true_false"
    if answer and with_gaps(asked.get("prompt"), 0)[1]:
        return "blank"
    asked.fault("type" if "type" in asked.layout.columns else "prompt", "看不出是什么题型",
                "写上题型：单选题、多选题、判断题或填空题；选择题还要写选项。")  # fmt: skip
    return ""


def _blanks(asked: Asked, choices: Mapping[str, str]) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return the prompt with its gaps, and the accepted answers of each."""
    answer = asked.get("answer") or "\n".join(choices.values())
    prompt, gaps = _with_gaps(asked, answer)
    if not answer:
        cure = "写上要填的话；几种写法都算对，就用“|”隔开，如 6|六。"
        asked.fault("answer", "没有正确答案", cure)
    elif prompt and not gaps:
        asked.fault("prompt", "填空题的题干里没有空", f"在要填的地方写四个下划线 {GAP}。")
    if not (answer and gaps):
        return prompt, ()
    found = accepted(answer, gaps)
    if isinstance(found, Fault):
        asked.faults.append(found)
        return prompt, ()
    return prompt, found


def _with_gaps(asked: Asked, answer: str) -> tuple[str, int]:
    """Return the prompt as Markdown with its gaps, and how many there are."""
    prompt = asked.get("prompt")
    if asked.layout.is_markdown and (gaps := re.findall(r"_{2,}", re.sub(r"(?s)(`+).*?\1", "", prompt))):
        return prompt, len(gaps)
    found = [with_gaps(prompt, wanted) for wanted in sorted(most_gaps(answer), reverse=True)]
    prompt, count = next((one for one in found if one[1] in most_gaps(answer)), found[0])
    text = prompt if asked.layout.is_markdown else literal(prompt.replace(GAP, _SIGN))
    return text.replace(_SIGN, GAP), count


def _difficulty(asked: Asked) -> int | None:
    share = asked.get("difficulty share")
    said = asked.get("difficulty")
    if re.fullmatch(r"0?\.\d+", share or said):  # the share of learners who answer rightly
        right = float(share or said)
        return 1 if right >= 0.7 else 2 if right >= 0.4 else 3
    if not (said or share):
        return None
    found = difficulty_of(said or share)
    if found is None:
        asked.fault("difficulty" if said else "difficulty share", f"不认识的难度“{said or share}”",
                    "写易、中、难，或者 1、2、3；空着也行。")  # fmt: skip
    return found


def _status(asked: Asked) -> str:
    said = asked.get("status")
    status = status_of(said)
    if status is None:
        asked.fault("status", f"不认识的状态“{said}”", "写草稿、发布或停用；空着也行。")
    return status or ""
