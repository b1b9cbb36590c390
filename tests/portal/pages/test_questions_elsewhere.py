"""A SCORM package shows a question with the very HTML of the site, though it is made without the site."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from portal.exports.scorm.questions import rendered_question
from portal.load import load
from portal.model.bank import Bank

ROOT = Path(__file__).parents[3]


def shape(html: str) -> list[tuple[str, tuple[tuple[str, str], ...], str]]:
    """Return tag, attributes and words of every element, in order."""
    page = lxml.html.fragment_fromstring(html, create_parent="div")
    return [
        (element.tag, tuple(sorted(element.items())), re.sub(r"\s+", "", element.text_content()))
        for element in page.iterdescendants()
    ]


def in_package(bank: Bank) -> str:
    return "".join(rendered_question(bank, question, n) for n, question in enumerate(bank.published, 1))


def on_site(section: str) -> str:
    return "".join(re.findall(r"<portal-question.*?</portal-question>", section, re.DOTALL))


def test_questions_of_the_project_look_alike_in_both(render_bank: Callable[[Bank], str]) -> None:
    for bank in load(ROOT).catalogue.banks:
        assert shape(in_package(bank)) == shape(on_site(render_bank(bank)))


@pytest.mark.parametrize(
    "text",
    [
        "**粗** `代码 ____ <b>` 和 [[x]]",
        "第一段\n\n第二段\n\n- 一\n- 二",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "前\n---\n后",
        "a < b &amp; c > d <script>x</script>",
        "3. 从三数起\n4. 四",
        "> 引用\n\n后面",
    ],
)
def test_rich_texts_look_alike_in_both(
    make_bank: Callable[..., Bank], render_bank: Callable[[Bank], str], text: str
) -> None:
    first: dict[str, Any] = {
        "id": "q", "type": "single", "objective": "notice", "prompt": text, "explanation": text,
        "difficulty": 1, "status": "published",
        "choices": [
            {"id": "a", "text": "2. 甲", "correct": True, "feedback": text},
            {"id": "b", "text": "# 乙 **粗**", "correct": False},
        ],
    }  # fmt: skip
    bank = make_bank(first)
    assert shape(in_package(bank)) == shape(on_site(render_bank(bank)))
