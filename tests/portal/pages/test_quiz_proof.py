"""Were something else rendered than the bank holds, the build would say which question and where."""

from collections.abc import Callable

import pytest

from portal.errors import PortalError
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.pages.quiz_html import quiz_section
from portal.pages.quiz_markup import bank_markup

BEGIN = "<!-- portal-question opening -->"


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        (
            'data-correct="true"',
            'data-correct="false"',
            "2:5",
            "'opening' 显示出来和题库不一样：选项 'see' 的对错反了",
        ),
        ('type="radio"', 'type="checkbox"', "2:5", "'opening' 显示出来和题库不一样：选项 'blame' 应是 radio"),
        (
            "我看到你有点难过",
            "我看到你难过",
            "2:5",
            "'opening' 显示出来和题库不一样：选项 'see' 的文字应是“我看到你有点难过”，显示成“我看到你难过”",
        ),
        (
            "像责备",
            "像",
            "2:5",
            "'opening' 显示出来和题库不一样：选项 'blame' 反馈的文字应是“像责备”，显示成“像”",
        ),
        (
            "哪一句",
            "哪句",
            "2:5",
            "'opening' 显示出来和题库不一样：题干的文字应是“哪一句更合适”，显示成“哪句更合适”",
        ),
        (
            "先描述",
            "描述",
            "2:5",
            "'opening' 显示出来和题库不一样：解析的文字应是“先描述再给选择”，显示成“描述再给选择”",
        ),
        (
            "</fieldset>",
            "<div><input></div></fieldset>",
            "2:5",
            "'opening' 显示出来和题库不一样：应有 2 个选项，有 3 个",
        ),
        (BEGIN, "", "2:5", "'opening' 显示出来和题库不一样：页面上应恰好出现一次"),
        (BEGIN, BEGIN * 2, "2:5", "'opening' 显示出来和题库不一样：页面上应恰好出现一次"),
        (
            BEGIN,
            f'{BEGIN}<div class="quiz"></div>',
            "2:5",
            "'opening' 显示出来和题库不一样：应是一道题，成了 2 道",
        ),
        (
            'data-answer="1"',
            'data-answer="2"',
            "54:5",
            "'hotline' 显示出来和题库不一样：应有 1 个空，有 1 个",
        ),
        ("quiz-blank-input", "blank", "54:5", "'hotline' 显示出来和题库不一样：应有 1 个空，有 0 个"),
    ],
)
def test_a_rendering_that_differs_is_refused(
    old: str,
    new: str,
    place: str,
    what: str,
    small_catalogue: Catalogue,
    plugin_html: Callable[[str], str],
) -> None:
    bank = small_catalogue.banks[0]
    rendered = plugin_html(bank_markup(bank))
    with pytest.raises(PortalError) as error:
        quiz_section(rendered.replace(old, new, 1), bank, 1, 80)
    assert str(error.value) == (
        f"quizzes/c/first-steps.yml:{place}: error Q201: 题目 {what}\n"
        "    改写这道题里的特殊符号或 Markdown 写法；portal check 会指出常见的几种。"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [("face.png", "door.png"), ("平静的脸", "难过的脸"), ("<img", "<hr")],
    ids=["file", "words", "gone"],
)
def test_a_picture_that_differs_is_refused(
    old: str, new: str, make_bank: Callable[..., Bank], plugin_html: Callable[[str], str]
) -> None:
    shown = "![平静的脸](pictures/first-steps/face.png)"
    choices = [{"id": "a", "text": shown, "correct": True}, {"id": "b", "text": "乙", "correct": False}]
    facts = {"objective": "notice", "explanation": "解析。", "difficulty": 1, "status": "published"}
    bank = make_bank({"id": "q", "type": "single", "prompt": "哪一张？", "choices": choices} | facts)
    rendered = plugin_html(bank_markup(bank))
    assert rendered.count(old) == 1
    with pytest.raises(PortalError) as error:
        quiz_section(rendered.replace(old, new), bank, 1, 80)
    assert str(error.value) == (
        "quizzes/c/first-steps.yml:2:5: error Q201: 题目 'q' 显示出来和题库不一样："
        "选项 'a' 里应有 1 张图，没有照样显示\n"
        "    改写这道题里的特殊符号或 Markdown 写法；portal check 会指出常见的几种。"
    )
