import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.load.markdown import parse_body, split_front
from portal.model.body import Body, Section

lines = st.sampled_from(
    ["---", "", "# 一", "## 二", "### 三 {#x}", "```", "````", "```js", "~~~", "文", " ## 缩", "##无", "## "]
)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("---\ntitle: 甲\n---\n正文\n", ("title: 甲\n", "正文\n", 4)),
        ("---\n---\n", ("", "", 3)),
        ("---  \na: 1\n---\t\n\n正文", ("a: 1\n", "\n正文", 4)),
        ("---\na: |\n  ---\n---\n正文", ("a: |\n  ---\n", "正文", 5)),
        ("正文\n---\na: 1\n---\n", (None, "正文\n---\na: 1\n---\n", 1)),
        ("\n---\na: 1\n---\n", (None, "\n---\na: 1\n---\n", 1)),
        ("---\na: 1\n", (None, "---\na: 1\n", 1)),
        ("", (None, "", 1)),
    ],
)
def test_front_matter_is_what_stands_between_the_first_two_rules(
    text: str, split: tuple[str | None, str, int]
) -> None:
    assert split_front(text) == split


def test_sections_nest_by_level_and_know_their_lines() -> None:
    markdown = "前言\n\n## 甲 {#a .b}\n\n文字\n\n### 甲一\n\n一\n\n#### 深\n\n## 乙 ##\n\n二\n"
    deep = Section(4, "深", 20, "")
    assert parse_body(markdown, 10) == Body(
        markdown,
        10,
        "前言",
        (
            Section(2, "甲", 12, "文字", (Section(3, "甲一", 16, "一", (deep,)),)),
            Section(2, "乙", 22, "二"),
        ),
    )


def test_a_skipped_level_still_nests() -> None:
    body = parse_body("## 甲\n#### 深\n### 浅\n", 1)
    assert body.sections == (Section(2, "甲", 1, "", (Section(4, "深", 2, ""), Section(3, "浅", 3, ""))),)


@pytest.mark.parametrize(
    "markdown",
    [
        "## 甲\n```\n## 乙\n```\n",
        "## 甲\n~~~\n## 乙\n~~~\n",
        "## 甲\n```\n~~~\n## 乙\n```\n",
        "## 甲\n````\n```\n## 乙\n````\n",
        "## 甲\n```\n```js\n## 乙\n```\n",
        "## 甲\n# 乙\n",
        "## 甲\n##乙\n",
        "## 甲\n\\## 乙\n",
    ],
)
def test_what_only_looks_like_a_section_is_text(markdown: str) -> None:
    assert parse_body(markdown, 1).titles == ("甲",)


def test_a_fence_that_nothing_closes_hides_nothing() -> None:
    assert parse_body("## 甲\n  ```js\n## 乙\n", 1).titles == ("甲", "乙")


def test_code_in_one_line_opens_no_fence() -> None:
    assert parse_body("## 甲\n```js 一行```\n## 乙\n", 1).titles == ("甲", "乙")


def test_lines_are_those_outside_fenced_code() -> None:
    body = parse_body("一\n```\n码\n```\n二\n\n````\n```\n码\n````\n三", 5)
    assert list(body.lines) == [(5, "一"), (9, "二"), (10, ""), (15, "三")]


@given(st.lists(lines).map("\n".join))
def test_no_line_of_a_page_is_lost(markdown: str) -> None:
    body = parse_body(markdown, 1)
    parts = [body.preamble, *(part.text for top in body.sections for part in top.walk())]
    kept = sum(len([line for line in text.split("\n") if line]) for text in parts)
    headings = sum(1 for top in body.sections for _ in top.walk())
    assert kept + headings == len([line for line in markdown.split("\n") if line])


@given(st.lists(lines).map("\n".join) | st.text())
def test_any_text_is_split_and_parsed(text: str) -> None:
    _, markdown, line = split_front(text)
    body = parse_body(markdown, line)
    assert text.endswith(body.markdown)
