"""The sheet holds every word of a lesson, its steps side by side, the pupils' part without the teacher's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from lxml.html import HtmlElement

from portal.exports.sheet import EXTENSIONS, drawings_of, lesson_html, render, worksheet_html
from portal.load.markdown import parse_body
from portal.model.lesson import Lesson

ROOT = Path(__file__).parents[3]

ONLY_THE_SITE = {"toc", "pymdownx.snippets"}
"""Anchors for links, and includes, which the sheet takes from the catalogue instead of the disk."""

STEP = """## 教学过程

### 暖身（5 分钟）：车

#### 1. 先查哪儿（3 分钟）

- 教师（课件第 1 页）：“先查**哪儿**？”等一等，在车旁写“懒”。
- 学生：“没气！”
- 教师接：“‘懒’也算？”
- 学生：笑。

| 学生说 | 教师接 |
|---|---|
| 没有 | 好 |

- 教师讲：**“坐好。**开始。”

> 从前有一辆车。

- 为什么：查车人人会。

时间紧：只念一句。
"""


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without minding its tags."""


def _ignore(loader: yaml.Loader, suffix: str, node: yaml.Node) -> None:
    return None


_Loader.add_multi_constructor("", _ignore)


def mkdocs_extensions() -> list[str]:
    config: dict[str, Any] = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), _Loader)
    return [name if isinstance(name, str) else next(iter(name)) for name in config["markdown_extensions"]]


def parsed(html: str) -> HtmlElement:
    return lxml.html.fragment_fromstring(html, create_parent="div")


def letters(text: str) -> str:
    """Return what is said, without signs and spaces."""
    return re.sub(r"[\W_]+", "", text)


def sentences(lesson: Lesson) -> Iterator[str]:
    """Yield the words of each line and cell of a lesson's Markdown, but for its slides and drawings."""
    for section in lesson.body.sections:
        if section.title == "课件":
            continue
        for part in section.walk():
            text = re.sub(r"<figure.*?</figure>|^--8<--.*$|^#.*$", "", part.text, flags=re.DOTALL | re.M)
            for line in (part.title, *text.split("\n")):
                said = re.sub(r"^\s*(- (教师|学生|为什么)|- |\d+\. |> )|<br>", "", line)
                yield from filter(None, (letters(cell) for cell in said.split("|")))


def steps(lesson: Lesson) -> list[HtmlElement]:
    """Return the rows of the table of steps."""
    return list(parsed(lesson_html(lesson, {})).xpath('//table[@class="process"]/tbody/tr'))


@pytest.fixture(scope="module")
def sheets(lessons: dict[str, Lesson], includes: dict[str, str]) -> list[tuple[Lesson, HtmlElement]]:
    """Every lesson with its sheet."""
    return [(lesson, parsed(lesson_html(lesson, includes))) for lesson in lessons.values()]


@pytest.fixture
def lesson(lessons: dict[str, Lesson]) -> Lesson:
    """A lesson with one small step."""
    return replace(lessons["grade-5/when-i-do-not-want-to-study"], body=parse_body(STEP, 1))


def test_lessons_are_read_as_the_site_reads_them() -> None:
    assert set(EXTENSIONS) == set(mkdocs_extensions()) - ONLY_THE_SITE


def test_no_sentence_of_any_lesson_is_lost(
    sheets: list[tuple[Lesson, HtmlElement]], includes: dict[str, str]
) -> None:
    for lesson, sheet in sheets:
        words = letters(sheet.text_content())
        assert [sentence for sentence in sentences(lesson) if sentence not in words] == [], lesson.id
        assert letters(includes["help.md"].split("**")[-1]) in words


def test_no_markup_is_left(sheets: list[tuple[Lesson, HtmlElement]]) -> None:
    for lesson, sheet in sheets:
        words = sheet.text_content()
        assert re.findall(r"\*\*|\{ ?\.|!!!|\?\?\?|--8<--|☐|</?\w+", words) == [], lesson.id


def test_an_included_block_comes_from_the_mapping_not_from_the_disk() -> None:
    assert render('--8<-- "help.md"\n', {"help.md": "自己的话"}) == "<p>自己的话</p>"


def test_lines_of_a_paragraph_join_without_a_gap_between_han() -> None:
    assert render("早上好，\n同学们。\nOK\nyes", {}) == "<p>早上好，同学们。\nOK\nyes</p>"


def test_the_teacher_does_the_pupils_answer_beside_and_the_reason_runs_along(lesson: Lesson) -> None:
    _stage, first, second, table, last, _time = steps(lesson)
    assert [cell.text_content() for cell in first] == [
        "1. 先查哪儿3 分钟",
        "（课件第 1 页）“先查哪儿？”等一等，在车旁写“懒”。",
        "“没气！”",
        "查车人人会。",
    ]
    assert [first[0].get("rowspan"), first[3].get("rowspan")] == ["4", "4"]
    assert [cell.text_content() for cell in second] == ["接：“‘懒’也算？”", "笑。"]
    assert table[0].get("colspan") == "2"
    assert table[0].find("table") is not None
    assert [cell.text_content().split() for cell in last] == [["讲：“坐好。开始。”", "从前有一辆车。"], []]


def test_a_stage_is_a_row_of_its_own_and_what_follows_the_steps_too(lesson: Lesson) -> None:
    rows = steps(lesson)
    for row, words in ((rows[0], "暖身（5 分钟）：车"), (rows[-1], "时间紧：只念一句。")):
        assert [(cell.get("colspan"), cell.text_content().strip()) for cell in row] == [("4", words)]
    assert rows[0].xpath(".//h3")


def test_what_the_teacher_says_is_set_off_from_what_he_does(lesson: Lesson) -> None:
    said = [span.text_content() for row in steps(lesson) for span in row.find_class("said")]
    assert said == ["“先查哪儿？”", "“‘懒’也算？”"]


def test_there_is_room_for_class_time_and_teacher_and_below_each_question(
    lessons: dict[str, Lesson], includes: dict[str, str]
) -> None:
    sheet = parsed(lesson_html(lessons["grade-2/ants-have-homes-too"], includes))
    cells = [cell for row in sheet.xpath('//table[@class="facts"]//tr') for cell in row]
    facts = {name.text: cell.text_content() for name, cell in zip(cells[::2], cells[1::2], strict=True)}
    assert facts == {
        "年级": "二年级", "月份": "4 月第 1 课", "时长": "40 分钟", "领域": "生命教育",
        "授课班级": "", "授课教师": "", "授课时间": "",
    }  # fmt: skip
    reflection = sheet.find_class("reflection")[0]
    assert [child.get("class") for child in reflection] == [None, "ruled"] * 4


def test_drawings_are_numbered_with_their_words_and_fit_a_page(
    sheets: list[tuple[Lesson, HtmlElement]],
) -> None:
    for lesson, sheet in sheets:
        images = list(sheet.iter("img"))
        sources = [image.get("src", "") for image in images]
        numbers = [int(re.sub(r"^drawing-(\d+)\.svg$", r"\1", source)) for source in sources]
        assert numbers == sorted(set(numbers))
        assert all(number < len(drawings_of(lesson)) for number in numbers)
        assert all(image.get("alt") for image in images)
        assert all(float(image.get("width", "")) <= 642 for image in images)
        assert all(float(image.get("height", "")) <= 840 for image in images)


def test_pupils_get_their_sheet_without_the_teachers_part(
    lessons: dict[str, Lesson], includes: dict[str, str]
) -> None:
    lesson = lessons["grade-5/when-i-do-not-want-to-study"]
    sheet = parsed(worksheet_html(lesson, includes))
    words = sheet.text_content()
    assert "我最近蹬不动的是" in words
    assert [word for word in ("教师", "为什么：", "安全提示", "备注", "教学反思") if word in words] == []
    assert [heading.get("class") for heading in sheet.iter("h3")] == [None, "new-page"]
    assert len(sheet.find_class("slip")) == 6
    assert all(slip.text_content().count("第一句说") == 1 for slip in sheet.find_class("slip"))


def test_a_table_without_words_in_its_head_has_no_head(lesson: Lesson) -> None:
    made = replace(lesson, body=parse_body("## 学生活动单\n\n| | |\n|---|---|\n| 我 | |\n", 1))
    table = next(parsed(worksheet_html(made, {})).iter("table"))
    assert table.find("thead") is None
    shares = [
        float(column.get("style", "").removeprefix("width:").rstrip("%")) for column in table.iter("col")
    ]
    assert shares[0] < shares[1]
    assert sum(shares) == pytest.approx(100, abs=0.2)
