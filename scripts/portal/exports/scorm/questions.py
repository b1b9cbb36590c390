"""A question as the HTML that the browser's own runtime brings to life, as on the unit's page of the site.

`portal/pages/quiz_html.py` writes the same from what mkdocs-quiz rendered; a test holds the two together.
"""

import html
import json

import lxml.html
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.exports.questions.rich_text import GAP_TAG, blocks, line
from portal.model.bank import KINDS, Bank, BlankQuestion, Choice, ChoiceQuestion, Question

_LETTERS = "ABCDEFGHIJKL"


def inner(element: HtmlElement) -> str:
    """Return the HTML inside an element."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()


def key_of(question: Question) -> dict[str, object]:
    """Return what the runtime judges an answer by."""
    if isinstance(question, BlankQuestion):
        return {"type": "blank", "accept": question.blanks.accept}
    ids = [choice.id for choice in question.choices]
    return {"type": question.type, "choices": ids, "correct": list(question.correct_ids)}


def _solution(question: Question) -> str:
    if isinstance(question, BlankQuestion):
        return "；".join(gap[0] for gap in question.blanks.accept)
    return "".join(_LETTERS[number] for number, choice in enumerate(question.choices) if choice.correct)


def _choice(choice: Choice, kind: str, name: str) -> str:
    described, feedback = "", ""
    if choice.feedback:
        described = f' aria-describedby="{name}-{choice.id}"'
        told = blocks(choice.feedback)
        words = inner(told[0] if len(told) == 1 and told[0].tag == "p" else told)
        feedback = f'<div class="portal-feedback" id="{name}-{choice.id}" hidden>{words}</div>'
    box = f'<input type="{kind}" name="answer" value="{choice.id}"{described}>'
    text = inner(line(choice.text))
    return (
        f'<div class="portal-choice"><label>{box}<span class="portal-choice-text">{text}</span></label>'
        f"{feedback}</div>"
    )


def _choices(question: ChoiceQuestion, label: str, name: str) -> str:
    prompt = blocks(question.prompt)
    first = prompt[0] if len(prompt) and prompt[0].tag == "p" else None
    if first is not None:
        prompt.remove(first)
    opening = inner(first) if first is not None else ""
    more = inner(prompt)
    more = f'<div class="portal-prompt-more">{more}</div>' if more else ""
    kind = "checkbox" if question.type == "multiple" else "radio"
    choices = "".join(_choice(choice, kind, name) for choice in question.choices)
    return f'<legend>{label} <span class="portal-prompt">{opening}</span></legend>{more}{choices}'


def _blanks(bank: Bank, question: BlankQuestion, label: str) -> str:
    prompt = blocks(question.prompt)
    gaps = list(prompt.iter(GAP_TAG))
    if len(gaps) != len(question.blanks.accept):
        place = bank.marks.at("questions", bank.questions.index(question), "prompt")
        raise PortalError(
            f"{place}: 题目 '{question.id}' 有 {len(gaps)} 个空，答案却有 {len(question.blanks.accept)} 组。"
            "题干里每个空写四条下划线 ____，accept 里每个空写一组。"
        )
    for number, gap in enumerate(gaps, 1):
        gap.tag = "input"
        for name, value in (
            ("type", "text"), ("class", "portal-blank"), ("name", "answer"), ("maxlength", "200"),
            ("autocomplete", "off"), ("aria-label", f"第 {number} 空"),
        ):  # fmt: skip
            gap.set(name, value)
    return f'<legend>{label}</legend><div class="portal-prompt">{inner(prompt)}</div>'


def _correction(question: Question) -> str:
    """Return the line that says what was put right in the key, and when."""
    told = question.corrected
    if told is None:
        return ""
    day = f"{told.date.year} 年 {told.date.month} 月 {told.date.day} 日"
    return (
        f'<p class="portal-corrected" data-portal-corrected="{told.date}">{day}更正过答案：'
        f"<span>{html.escape(told.text)}</span></p>"
    )


def question_html(bank: Bank, question: Question, number: int) -> str:
    """Return a question with its key and its explanation.

    Raises PortalError naming file and line when gaps and answers do not fit together.
    """
    name = f"q-{question.id}"
    label = f'<span class="portal-question-label">第 {number} 题 · {KINDS[question.type]}</span>'
    if isinstance(question, BlankQuestion):
        fieldset = _blanks(bank, question, label)
    else:
        fieldset = _choices(question, label, name)
    data = json.dumps(key_of(question), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<portal-question id="{name}" data-portal-question="{bank.full_id(question)}"'
        f' data-portal-type="{question.type}">'
        f'<form class="portal-question" method="dialog" novalidate><fieldset>{fieldset}</fieldset></form>'
        f'<details class="portal-explanation"><summary>看答案与解析</summary>'
        f'<p class="portal-key">答案：<b>{html.escape(_solution(question))}</b></p>{_correction(question)}'
        f'<div class="portal-explanation-text">{inner(blocks(question.explanation))}</div></details>'
        f'<script type="application/json" class="portal-answer-key">{data}</script></portal-question>'
    )
