"""Pictures on a unit's page: sized, so that nothing jumps, and fetched when they are near."""

from collections.abc import Callable
from pathlib import Path

from portal.model.bank import Bank
from portal.model.picture import Picture, Shape
from portal.pages.quiz_html import quiz_section
from portal.pages.quiz_markup import bank_markup


def test_a_picture_says_how_large_it_is_before_it_comes(
    make_bank: Callable[..., Bank], plugin_html: Callable[[str], str]
) -> None:
    shown = "看图：![门口](pictures/first-steps/door.png) 和 ![门里](pictures/first-steps/hall.png)"
    choices = [{"id": "a", "text": "甲", "correct": True}, {"id": "b", "text": "乙", "correct": False}]
    facts = {"objective": "notice", "explanation": "解析。", "difficulty": 1, "status": "published"}
    bank = make_bank({"id": "q", "type": "single", "prompt": shown, "choices": choices} | facts)
    door = Picture(Path("door.png"), 9, Shape("png", 600, 400))
    pictures = {"certificates/c/pictures/first-steps/door.png": door}
    html = quiz_section(plugin_html(bank_markup(bank)), bank, 1, 80, pictures)
    assert (
        '<img alt="门口" src="pictures/first-steps/door.png" loading="lazy" decoding="async"'
        ' width="600" height="400">'
        ' 和 <img alt="门里" src="pictures/first-steps/hall.png" loading="lazy" decoding="async">'
    ) in html
