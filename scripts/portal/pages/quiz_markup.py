"""Bank → mkdocs-quiz's `<quiz>` Markdown. The only file that writes that dialect.

mkdocs-quiz reads its blocks with regular expressions, so text that looks like its own syntax
(`<b>`, `[[x]]`, `- [x]`, a lone `---`) would be misread silently. Such signs are carried through
it as private-use characters and put back by `quiz_html.py`, so that they are shown as written.
"""

import re
from collections.abc import Iterator

from portal.model.bank import GAP, Bank, BlankQuestion, ChoiceQuestion, Question

LESS, BRACKET, DASH = "\ue001", "\ue002", "\ue003"
"""Stand for `<`, `[` and `-` between this file and `quiz_html.py`."""

BEGIN = "<!-- portal-question {} -->"
END = "<!-- portal-question-end {} -->"

CODE = re.compile(r"(^ *(`{3,}|~{3,}).*?^ *\2 *$|(`+).+?\3)", re.DOTALL | re.MULTILINE)
_TICKED = re.compile(r"^(\s*[-*+]\s*)\[", re.MULTILINE)
_RULE = re.compile(r"^(\s*)---(\s*)$", re.MULTILINE)
_NUMBER = re.compile(r"^\d+(?=[.)]\s)")
_BLOCK_START = re.compile(r"^(?:[-+*:](?=\s)|[#>|]|[!?=~](?=[!?=~]{2})|[*_](?=[*_ ]{2,}$))")


def literal(text: str) -> str:
    """Return Markdown that mkdocs-quiz cannot take for its own syntax or for raw HTML."""
    text = text.strip().replace("<", LESS).replace("[[", BRACKET * 2)
    text = _TICKED.sub(rf"\1{BRACKET}", text)
    return _RULE.sub(rf"\1{DASH * 3}\2", text)


def _one_line(text: str) -> str:
    """Return a choice as inline Markdown: `2. x` must not become a list that begins with 1."""
    text = _NUMBER.sub(lambda match: match[0] + "\\", literal(text))
    # As a character reference, because Markdown knows no backslash before ? = : ~ |
    return _BLOCK_START.sub(lambda match: f"&#{ord(match[0])};", text)


def _with_gaps(prompt: str) -> str:
    """Return the prompt with `[[1]]` for its first gap and so on; code is left alone."""
    number = 0

    def gap(_: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"[[{number}]]"

    parts, end = [], 0
    for code in CODE.finditer(prompt):
        parts += [re.sub(GAP, gap, prompt[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, re.sub(GAP, gap, prompt[end:])])


def _choice_lines(question: ChoiceQuestion) -> Iterator[str]:
    for choice in question.choices:
        yield f"- [{'x' if choice.correct else ' '}] {_one_line(choice.text)}"
        if choice.feedback:
            yield from (f"> {line}" for line in literal(choice.feedback).split("\n"))


def question_markup(question: Question) -> str:
    """Return one `<quiz>` block."""
    if isinstance(question, BlankQuestion):
        lines = [_with_gaps(literal(question.prompt)), "", "---"]
    else:
        lines = [literal(question.prompt), "", *_choice_lines(question)]
    return "\n".join(["<quiz>", *lines, "", literal(question.explanation), "</quiz>"])


def bank_markup(bank: Bank) -> str:
    """Return the blocks of all published questions, each between two markers with its id."""
    return "\n\n".join(
        f"{BEGIN.format(question.id)}\n\n{question_markup(question)}\n\n{END.format(question.id)}"
        for question in bank.published
    )
