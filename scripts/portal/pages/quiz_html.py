"""mkdocs-quiz's HTML → proven against the bank → our own, with permanent ids.

Nothing that the plugin adds besides (script, style, sidebar, positional ids) comes through.
The HTML that this file expects is held by `tests/portal/pages/test_quiz_html.py`.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import lxml.html
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.model.bank import KINDS, Bank, BlankQuestion, Choice, ChoiceQuestion, Question
from portal.model.picture import REFERENCE, Picture
from portal.pages.quiz_correction import correction_html
from portal.pages.quiz_markup import BEGIN, BRACKET, CODE, DASH, END, LESS
from portal.pages.quiz_pictures import named_in, seen_in, size_pictures

_LETTERS = "ABCDEFGHIJKL"
_FENCE_LINE = re.compile(r"^ *(`{3,}|~{3,}).*$", re.MULTILINE)
_UNSEEN = re.compile(rf"{REFERENCE.pattern}|\]\([^)]*\)")
_NUMBER = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)


def _inner(element: HtmlElement) -> str:
    """Return the HTML inside an element, with the signs that `literal` hid put back."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in element]
    text = "".join(parts).strip()
    return text.replace(LESS, "&lt;").replace(BRACKET, "[").replace(DASH, "-")


def _words_of_source(text: str) -> str:
    """Return the words to be seen: `&lt;` is a sign in prose, four letters in code."""
    parts, end = [], 0
    for code in CODE.finditer(text):
        parts += [html.unescape(_UNSEEN.sub("", text[end : code.start()])), _FENCE_LINE.sub("", code[0])]
        end = code.end()
    parts.append(html.unescape(_UNSEEN.sub("", text[end:])))
    return re.sub(r"[\W_]", "", "".join(parts))


def _words_of_page(element: HtmlElement) -> str:
    return re.sub(r"[\W_]", "", "".join(element.itertext()))


class _Proof:
    """Compares one rendered question with its bank; fails with question, file and line."""

    def __init__(self, bank: Bank, question: Question) -> None:
        number = bank.questions.index(question)
        self.place = bank.marks.at("questions", number, "id")
        self.question = question

    def hold(self, is_true: bool, what: str) -> None:
        if not is_true:
            raise PortalError(
                f"{self.place}: error Q201: 题目 '{self.question.id}' 显示出来和题库不一样：{what}\n"
                "    改写这道题里的特殊符号或 Markdown 写法；portal check 会指出常见的几种。"
            )

    def same_words(self, source: str, element: HtmlElement, what: str) -> None:
        in_one_line = element.tag == "label"
        wanted = _words_of_source(source if in_one_line else _NUMBER.sub("", source))
        got = _words_of_page(element)
        self.hold(wanted == got, f"{what}的文字应是“{wanted[:40]}”，显示成“{got[:40]}”")
        pictures = [(_words_of_source(alt), name) for alt, name in named_in(source)]
        self.hold(pictures == seen_in(element), f"{what}里应有 {len(pictures)} 张图，没有照样显示")


def _one(element: HtmlElement, path: str, proof: _Proof) -> HtmlElement:
    found = element.xpath(path)
    proof.hold(len(found) == 1, f"{path} 应有一处，有 {len(found)} 处")
    return found[0]


def _prove_choices(block: HtmlElement, question: ChoiceQuestion, proof: _Proof) -> list[HtmlElement]:
    rows: list[HtmlElement] = block.xpath(".//fieldset/div[input]")
    wanted = len(question.choices)
    proof.hold(len(rows) == wanted, f"应有 {wanted} 个选项，有 {len(rows)} 个")
    kind = "checkbox" if question.type == "multiple" else "radio"
    for row, choice in zip(rows, question.choices, strict=True):
        box = row.xpath("./input")[0]
        proof.hold(box.get("type") == kind, f"选项 '{choice.id}' 应是 {kind}")
        is_correct = box.get("data-correct") == "true"
        proof.hold(is_correct == choice.correct, f"选项 '{choice.id}' 的对错反了")
        proof.same_words(choice.text, _one(row, "./label", proof), f"选项 '{choice.id}' ")
        if choice.feedback:
            feedback = _one(row, "./div[contains(@class,'answer-feedback')]", proof)
            proof.same_words(choice.feedback, feedback, f"选项 '{choice.id}' 反馈")
    return rows


def _prove_blanks(prompt: HtmlElement, question: BlankQuestion, proof: _Proof) -> None:
    gaps = prompt.xpath(".//input[contains(@class,'quiz-blank-input')]")
    answers = [gap.get("data-answer") for gap in gaps]
    wanted = [str(number) for number in range(1, len(question.blanks.accept) + 1)]
    proof.hold(answers == wanted, f"应有 {len(wanted)} 个空，有 {len(gaps)} 个")
    for number, gap in enumerate(gaps, 1):
        gap.attrib.clear()
        for name, value in (
            ("type", "text"), ("class", "portal-blank"), ("name", "answer"), ("maxlength", "200"),
            ("autocomplete", "off"), ("aria-label", f"第 {number} 空"),
        ):  # fmt: skip
            gap.set(name, value)


def _choice_html(row: HtmlElement, choice: Choice, kind: str, name: str) -> str:
    text = _inner(row.xpath("./label")[0])
    described, feedback = "", ""
    if choice.feedback:
        described = f' aria-describedby="{name}-{choice.id}"'
        words = _inner(row.xpath("./div")[0])
        feedback = f'<div class="portal-feedback" id="{name}-{choice.id}" hidden>{words}</div>'
    box = f'<input type="{kind}" name="answer" value="{choice.id}"{described}>'
    return (
        f'<div class="portal-choice"><label>{box}<span class="portal-choice-text">{text}</span></label>'
        f"{feedback}</div>"
    )


def _key(question: Question) -> tuple[dict[str, object], str]:
    """Return the answer key for the runtime, and the answer as people read it."""
    if isinstance(question, BlankQuestion):
        shown = "；".join(gap[0] for gap in question.blanks.accept)
        return {"type": "blank", "accept": question.blanks.accept}, shown
    ids = [choice.id for choice in question.choices]
    letters = "".join(_LETTERS[ids.index(name)] for name in question.correct_ids)
    return {"type": question.type, "choices": ids, "correct": list(question.correct_ids)}, letters


def _fieldset(block: HtmlElement, question: Question, number: int, proof: _Proof, name: str) -> str:
    label = f'<span class="portal-question-label">第 {number} 题 · {KINDS[question.type]}</span>'
    prompt = _one(block, ".//div[contains(@class,'quiz-question')]", proof)
    proof.same_words(question.prompt, prompt, "题干")
    if isinstance(question, BlankQuestion):
        _prove_blanks(prompt, question, proof)
        return f'<legend>{label}</legend><div class="portal-prompt">{_inner(prompt)}</div>'
    rows = _prove_choices(block, question, proof)
    first = prompt[0] if len(prompt) and prompt[0].tag == "p" else None
    if first is not None:
        prompt.remove(first)
    legend = f'{label} <span class="portal-prompt">{_inner(first) if first is not None else ""}</span>'
    more = _inner(prompt)
    more = f'<div class="portal-prompt-more">{more}</div>' if more else ""
    kind = "checkbox" if question.type == "multiple" else "radio"
    pairs = zip(rows, question.choices, strict=True)
    choices = "".join(_choice_html(row, choice, kind, name) for row, choice in pairs)
    return f"<legend>{legend}</legend>{more}{choices}"


def question_html(
    rendered: str, bank: Bank, question: Question, number: int, pictures: Mapping[str, Picture]
) -> str:
    """Return our HTML of the question that mkdocs-quiz rendered.

    Raises PortalError naming question, file and line when it is not what the bank holds.
    """
    proof = _Proof(bank, question)
    page = lxml.html.fragment_fromstring(f"<div>{rendered}</div>")
    blocks: list[HtmlElement] = page.xpath("./div[contains(@class,'quiz')]")
    proof.hold(len(blocks) == 1, f"应是一道题，成了 {len(blocks)} 道")
    size_pictures(blocks[0], bank, pictures)
    name = f"q-{question.id}"
    fieldset = _fieldset(blocks[0], question, number, proof, name)
    section = _one(blocks[0], "./section", proof)
    proof.same_words(question.explanation, section, "解析")
    key, shown = _key(question)
    data = json.dumps(key, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return (
        f'<portal-question id="{name}" data-portal-question="{bank.full_id(question)}"'
        f' data-portal-type="{question.type}">'
        # method="dialog": Enter pressed before the script arrives must not reload the page
        f'<form class="portal-question" method="dialog" novalidate><fieldset>{fieldset}</fieldset></form>'
        f'<details class="portal-explanation"><summary>看答案与解析</summary>'
        f'<p class="portal-key">答案：<b>{html.escape(shown)}</b></p>{correction_html(question)}'
        f'<div class="portal-explanation-text">{_inner(section)}</div></details>'
        f'<script type="application/json" class="portal-answer-key">{data}</script></portal-question>'
    )


def _rendered(page: str, bank: Bank) -> Iterator[tuple[Question, str]]:
    for question in bank.published:
        begin, end = BEGIN.format(question.id), END.format(question.id)
        proof = _Proof(bank, question)
        proof.hold(page.count(begin) == 1 and page.count(end) == 1, "页面上应恰好出现一次")
        yield question, page.split(begin)[1].split(end)[0]


def unit_html(
    plain_page: str,
    rendered_page: str,
    bank: Bank,
    revision: int,
    pass_percent: int,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> str:
    """Return a unit's page: its text as it was before the plugin, then the proven practice section.

    Raises PortalError naming question, file and line when a question is not what the bank holds.
    """
    section = quiz_section(rendered_page, bank, revision, pass_percent, pictures)
    if not bank.published:
        return plain_page + section
    return plain_page.split(BEGIN.format(bank.published[0].id))[0] + section


def quiz_section(
    rendered_page: str,
    bank: Bank,
    revision: int,
    pass_percent: int,
    pictures: Mapping[str, Picture] = MappingProxyType({}),
) -> str:
    """Return the whole practice section of a unit page, out of the page that the plugin rendered.

    `pictures` are those of the catalogue: they say how large each is.
    """
    questions = [
        question_html(block, bank, question, number, pictures)
        for number, (question, block) in enumerate(_rendered(rendered_page, bank), 1)
    ]
    return (
        f'<section class="portal-quiz" data-portal-unit="{bank.unit_id}" data-portal-revision="{revision}"'
        f' data-portal-pass="{pass_percent}" data-search-exclude><h2 id="quiz">练一练</h2>\n'
        + "\n".join(questions)
        + "\n</section>"
    )
