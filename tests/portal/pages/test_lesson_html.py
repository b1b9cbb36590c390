"""A lesson's page is wrapped and marked, and never says anything else than its Markdown."""

import re
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement

from portal.load import load
from portal.model.lesson import Lesson
from portal.pages.lesson_html import lesson_html

ROOT = Path(__file__).parents[3]
LESSONS = load(ROOT).catalogue.lessons

Render = Callable[[str], str]


@pytest.fixture(scope="session")
def render() -> Render:
    """Return a function: page Markdown → HTML, with the site's own extensions."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])

    def make(markdown: str) -> str:
        files = Files([File("lesson.md", "docs", "site", use_directory_urls=True)])
        page = Page(None, next(iter(files)), config)
        page.meta, page.markdown = {}, markdown
        page.render(config, files)
        return str(page.content)

    return make


def tree(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html, "div")


def words(html: str) -> str:
    return re.sub(r"\s+", " ", tree(html).text_content())


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_no_word_drawing_or_heading_of_a_lesson_changes(lesson: Lesson, render: Render) -> None:
    before = render(lesson.body.markdown)
    after = lesson_html(before)
    assert words(after) == words(before)
    assert re.findall(r"<svg.*?</svg>", after, re.S) == re.findall(r"<svg.*?</svg>", before, re.S)
    headings = "//*[self::h2 or self::h3 or self::h4]/@id"
    assert tree(after).xpath(headings) == tree(before).xpath(headings)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_every_step_slide_and_bullet_of_a_lesson_is_marked(lesson: Lesson, render: Render) -> None:
    page = tree(lesson_html(render(lesson.body.markdown)))
    steps = [
        f"step-{number}-{position}"
        for number, stage in enumerate(lesson.stages, 1)
        for position, _ in enumerate(stage.children, 1)
    ]
    assert page.xpath("//section[@class='portal-step']/@id") == steps
    minutes = page.xpath("//section[@class='portal-step']/@data-portal-minutes")
    assert sum(float(text) for text in minutes) == pytest.approx(lesson.front.minutes)
    assert len(page.xpath("//*[@class='portal-deck']/*[@class='portal-slide']/h3")) == len(lesson.slides)
    assert page.xpath("//*[@class='portal-sheet']")
    for step in page.xpath("//section[@class='portal-step']"):
        assert step.xpath(".//*[@class='portal-teacher']/*[@class='portal-role']")
    unmarked = page.xpath(
        "//section[@class='portal-step']/ul/li[starts-with(normalize-space(), '教师') and not(@class)]"
    )
    assert unmarked == []


def step(bullets: str) -> str:
    return f"## 教学过程\n\n### 暖身（5 分钟）：头\n\n#### 1. 一步（5 分钟）\n\n{bullets}\n"


def marked(html: str, look: str = "portal-say") -> list[str]:
    return [element.text_content() for element in tree(html).xpath(f"//*[@class='{look}']")]


def test_speech_broken_by_bold_and_code_is_marked_piece_by_piece(render: Render) -> None:
    html = lesson_html(render(step("- 教师：“先**停**一停，`想`。”再**走“下一步。**慢慢。”")))
    assert marked(html) == ["“先", "停", "一停，", "想", "。”", "“下一步。", "慢慢。”"]
    assert "<strong><span" in html


def test_only_the_teachers_words_are_marked_also_below_his_bullet(render: Render) -> None:
    bullets = "- 教师：轮流说：\n    - “第一句。”\n- 学生：“不要。”\n    - “真的不要。”\n"
    bullets += "- 为什么：“懒。”不好。\n- 换人：“来。”"
    assert marked(lesson_html(render(step(bullets)))) == ["“第一句。”", "“来。”"]


def test_the_role_stands_first_also_where_paragraphs_stand_in_the_bullets(render: Render) -> None:
    html = lesson_html(render(step("- 教师（第 1 页）：“好。”\n\n- 学生：听。\n\n- 为什么：安静。")))
    assert marked(html, "portal-role") == ["教师", "学生：", "为什么："]
    assert marked(html) == ["“好。”"]


def test_signs_that_html_knows_stay_signs(render: Render) -> None:
    html = lesson_html(render(step("- 教师：“1 &lt; 2 & 3。”") + "\n<!-- 留着 -->\n"))
    assert "1 &lt; 2 &amp; 3" in html
    assert "<!-- 留着 -->" in html


def test_a_worksheet_gets_a_new_sheet_where_a_new_page_begins(render: Render) -> None:
    html = lesson_html(render("## 学生活动单\n\n正面\n\n### 背面 { .new-page }\n\n写\n\n## 课件\n"))
    assert [re.sub(r"\s", "", text) for text in marked(html, "portal-sheet")] == ["正面", "背面写"]


def test_the_speaker_note_stands_below_the_screen(render: Render) -> None:
    html = lesson_html(
        render("## 课件\n\n### 1 头\n\n甲\n乙\n\n> 备注：慢。\n\n### 2 尾\n\n> 备注：完。\n\n丙\n")
    )
    first, second = tree(html).xpath("//section[@class='portal-slide']")
    assert [part.tag for part in first] == ["h3", "div", "blockquote"]
    assert [part.tag for part in second] == ["h3", "blockquote", "p"]  # a note in the middle: nothing moves


def test_a_page_without_the_sections_stays_as_it_is() -> None:
    assert lesson_html("<p>一段</p>\n<h2>别的</h2>") == "<p>一段</p>\n<h2>别的</h2>"
