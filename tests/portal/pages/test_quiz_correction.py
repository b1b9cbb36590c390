from collections.abc import Callable
from typing import Any

from portal.model.bank import Bank
from portal.model.question_html import correction_html

QUESTION: dict[str, Any] = {
    "id": "hotline",
    "type": "blank",
    "objective": "get-help",
    "prompt": "热线是 ____。",
    "blanks": {"accept": [["12356"]]},
    "explanation": "见正文。",
    "difficulty": 1,
    "status": "published",
}


def test_a_correction_stands_below_the_answer_with_its_day(make_bank: Callable[..., Bank]) -> None:
    told = {"date": "2026-11-02", "text": "“<12355>”也算对。"}
    (question,) = make_bank(QUESTION | {"corrected": told}).questions
    assert correction_html(question) == (
        '<p class="portal-corrected" data-portal-corrected="2026-11-02">2026 年 11 月 2 日更正过答案：'
        "<span>“&lt;12355&gt;”也算对。</span></p>"
    )


def test_a_question_without_one_has_no_line(make_bank: Callable[..., Bank]) -> None:
    assert correction_html(make_bank(QUESTION).questions[0]) == ""
