"""mkdocs-quiz's HTML → proven against the bank → our own, with permanent ids.

Nothing that the plugin adds besides (script, style, sidebar, positional ids) comes through.
The HTML that this file expects is held by `tests/portal/pages/test_quiz_html.py`.
"""

import html
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import lxml.html
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.model.bank import Bank, BlankQuestion, Choice, ChoiceQuestion, Question
from portal.model.picture import REFERENCE, Picture
from portal.model.question_html import BLANK_BOX, blank_label, choice_html, question_html
from portal.pages.quiz_markup import BEGIN, BRACKET, CODE, DASH, END, LESS
from portal.pages.quiz_pictures import named_in, seen_in, size_pictures

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
        for name, value in (*BLANK_BOX, blank_label(number)):
            gap.set(name, value)


def _choice(question: ChoiceQuestion, row: HtmlElement, choice: Choice) -> str:
    feedback = _inner(row.xpath("./div")[0]) if choice.feedback else ""
    return choice_html(question, choice, _inner(row.xpath("./label")[0]), feedback)


def _texts(block: HtmlElement, question: Question, proof: _Proof) -> tuple[tuple[str, str], list[str]]:
    """Return the prompt (inside of its first paragraph, the rest) and the choices, proven."""
    prompt = _one(block, ".//div[contains(@class,'quiz-question')]", proof)
    proof.same_words(question.prompt, prompt, "题干")
    if isinstance(question, BlankQuestion):
        _prove_blanks(prompt, question, proof)
        return ("", _inner(prompt)), []
    rows = _prove_choices(block, question, proof)
    first = prompt[0] if len(prompt) and prompt[0].tag == "p" else None
    if first is not None:
        prompt.remove(first)
    pairs = zip(rows, question.choices, strict=True)
    choices = [_choice(question, row, choice) for row, choice in pairs]
    return (_inner(first) if first is not None else "", _inner(prompt)), choices


def proven_question(
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
    prompt, choices = _texts(blocks[0], question, proof)
    section = _one(blocks[0], "./section", proof)
    proof.same_words(question.explanation, section, "解析")
    return question_html(bank.full_id(question), question, number, prompt, choices, _inner(section))


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
        proven_question(block, bank, question, number, pictures)
        for number, (question, block) in enumerate(_rendered(rendered_page, bank), 1)
    ]
    return (
        f'<section class="portal-quiz" data-portal-unit="{bank.unit_id}" data-portal-revision="{revision}"'
        f' data-portal-pass="{pass_percent}" data-search-exclude><h2 id="quiz">练一练</h2>\n'
        + "\n".join(questions)
        + "\n</section>"
    )
