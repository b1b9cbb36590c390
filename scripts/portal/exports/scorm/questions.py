"""A question of a package: its texts rendered, in the HTML that the site's own pages have too.

`portal/pages/quiz_html.py` does it with what mkdocs-quiz rendered; a test holds the two together.
"""

import html

import lxml.html
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.exports.questions.rich_text import GAP_TAG, blocks, line
from portal.model.bank import Bank, BlankQuestion, Choice, ChoiceQuestion, Question
from portal.model.question_html import BLANK_BOX, blank_label, choice_html, question_html


def inner(element: HtmlElement) -> str:
    """Return the HTML inside an element."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [lxml.html.tostring(child, encoding="unicode") for child in element]
    return "".join(parts).strip()


def _choice(question: Question, choice: Choice) -> str:
    feedback = ""
    if choice.feedback:
        told = blocks(choice.feedback)
        feedback = inner(told[0] if len(told) == 1 and told[0].tag == "p" else told)
    return choice_html(question, choice, inner(line(choice.text)), feedback)


def _prompt(question: ChoiceQuestion) -> tuple[str, str]:
    """Return the inside of the first paragraph, and what comes after it."""
    prompt = blocks(question.prompt)
    first = prompt[0] if len(prompt) and prompt[0].tag == "p" else None
    if first is not None:
        prompt.remove(first)
    return (inner(first) if first is not None else ""), inner(prompt)


def _gapped_prompt(bank: Bank, question: BlankQuestion) -> str:
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
        for name, value in (*BLANK_BOX, blank_label(number)):
            gap.set(name, value)
    return inner(prompt)


def rendered_question(bank: Bank, question: Question, number: int) -> str:
    """Return a question with its key and its explanation.

    Raises PortalError naming file and line when gaps and answers do not fit together.
    """
    explanation = inner(blocks(question.explanation))
    full_id = bank.full_id(question)
    if isinstance(question, BlankQuestion):
        prompt = ("", _gapped_prompt(bank, question))
        return question_html(full_id, question, number, prompt, (), explanation)
    choices = [_choice(question, choice) for choice in question.choices]
    return question_html(full_id, question, number, _prompt(question), choices, explanation)
