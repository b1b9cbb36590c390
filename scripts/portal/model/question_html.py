"""A question as the HTML that the browser's runtime brings to life; without a script it can still be read.

Whoever renders the Markdown of the texts hands them in as HTML: the unit's page has them from mkdocs-quiz, a
package for a learning platform from its own renderer.
"""

import html
import json
from collections.abc import Sequence

from portal.model.bank import KINDS, BlankQuestion, Choice, Question

BLANK_BOX = (
    ("type", "text"), ("class", "portal-blank"), ("name", "answer"), ("maxlength", "200"),
    ("autocomplete", "off"),
)  # fmt: skip
"""Attributes of the box that stands for a gap, in their order; `blank_label` gives the last one."""

_LETTERS = "ABCDEFGHIJKL"


def blank_label(number: int) -> tuple[str, str]:
    """Return the attribute that tells which gap a box is, counted from 1."""
    return "aria-label", f"第 {number} 空"


def key_of(question: Question) -> dict[str, object]:
    """Return what the runtime judges an answer by."""
    if isinstance(question, BlankQuestion):
        return {"type": "blank", "accept": question.blanks.accept}
    ids = [choice.id for choice in question.choices]
    return {"type": question.type, "choices": ids, "correct": list(question.correct_ids)}


def solution(question: Question) -> str:
    """Return the answer as people read it: letters, or the first accepted text of each gap."""
    if isinstance(question, BlankQuestion):
        return "；".join(gap[0] for gap in question.blanks.accept)
    return "".join(_LETTERS[number] for number, choice in enumerate(question.choices) if choice.correct)


def correction_html(question: Question) -> str:
    """Return the line that says what was put right in the key, and when; nothing if nothing ever was."""
    told = question.corrected
    if told is None:
        return ""
    day = f"{told.date.year} 年 {told.date.month} 月 {told.date.day} 日"
    return (
        f'<p class="portal-corrected" data-portal-corrected="{told.date}">{day}更正过答案：'
        f"<span>{html.escape(told.text)}</span></p>"
    )


def choice_html(question: Question, choice: Choice, text: str, feedback: str) -> str:
    """Return a choice; `text` and `feedback` are HTML, feedback empty for a choice without one."""
    described, told = "", ""
    if feedback:
        name = f"q-{question.id}-{choice.id}"
        described = f' aria-describedby="{name}"'
        told = f'<div class="portal-feedback" id="{name}" hidden>{feedback}</div>'
    kind = "checkbox" if question.type == "multiple" else "radio"
    box = f'<input type="{kind}" name="answer" value="{choice.id}"{described}>'
    return (
        f'<div class="portal-choice"><label>{box}<span class="portal-choice-text">{text}</span></label>'
        f"{told}</div>"
    )


def _fields(question: Question, number: int, prompt: tuple[str, str], choices: Sequence[str]) -> str:
    label = f'<span class="portal-question-label">第 {number} 题 · {KINDS[question.type]}</span>'
    first, more = prompt
    if isinstance(question, BlankQuestion):
        return f'<legend>{label}</legend><div class="portal-prompt">{first}{more}</div>'
    rest = f'<div class="portal-prompt-more">{more}</div>' if more else ""
    return f'<legend>{label} <span class="portal-prompt">{first}</span></legend>{rest}{"".join(choices)}'


def question_html(
    full_id: str,
    question: Question,
    number: int,
    prompt: tuple[str, str],
    choices: Sequence[str],
    explanation: str,
) -> str:
    """Return the whole question with its key and explanation.

    `number` counts from 1. `prompt` is HTML: the inside of its first paragraph and the blocks after it; for a
    question with gaps all of it is in one of the two, boxes included. `choices` come from `choice_html`.
    """
    data = json.dumps(key_of(question), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<portal-question id="q-{question.id}" data-portal-question="{full_id}"'
        f' data-portal-type="{question.type}">'
        # method="dialog": Enter pressed before the script arrives must not reload the page
        f'<form class="portal-question" method="dialog" novalidate><fieldset>'
        f"{_fields(question, number, prompt, choices)}</fieldset></form>"
        f'<details class="portal-explanation"><summary>看答案与解析</summary>'
        f'<p class="portal-key">答案：<b>{html.escape(solution(question))}</b></p>{correction_html(question)}'
        f'<div class="portal-explanation-text">{explanation}</div></details>'
        f'<script type="application/json" class="portal-answer-key">{data}</script></portal-question>'
    )
