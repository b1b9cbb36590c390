"""Slides are opened again with python-pptx: titles, words, notes, fonts, places, alternative texts."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from portal.errors import PortalError
from portal.exports.drawings import Picture, draw
from portal.exports.slide_fit import SMALLEST, broken, fit_lines, width_of
from portal.exports.slide_places import ALONE, ALONE_SIZE, BODY, HEIGHT, TITLE, TITLE_SIZE, WIDTH, arrange
from portal.exports.slide_words import drawings_of, pages_named, slides_of
from portal.exports.slides import make_slides
from portal.load import load
from portal.load.markdown import parse_body
from portal.model.lesson import Lesson

ROOT = Path(__file__).parents[3]
BASE = ROOT / "tests" / "portal" / "checks" / "base"

EMU = 12700
"""English Metric Units in a point."""

SVG = """<figure>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}">
<rect width="9" height="9"/>
</svg>
</figure>"""

DECK = f"""## 教学过程

### 暖身（5 分钟）：修车铺

#### 1. 推进来（3 分钟）

- 教师：“先坐好。”
- 教师（课件第 1 页）：“今天**修**一辆车。”
- 学生：看图。

#### 2. 讲故事（2 分钟）

- 教师（第 2—3 页）：慢慢讲。

> 从前有一辆车。

- 学生：听。
- 为什么：先听别人的。
- 教师：“谁听见了？”

## 课件

### 1 车蹬不动了

{SVG.format(320, 150, "一辆自行车")}

> 备注：等三秒。

### 2 五处

气　链　闸　坡　路

> 备注：指一指。

### 3 图和话

{SVG.format(320, 150, "一条路")}

哪里**最**难？

> 备注：看谁点头。

### 4 去哪儿说

心理老师：＿＿
12355　12356　110

> 备注：号码念两遍。

### 5 现在发卷

> 备注：什么也不说。
"""


@pytest.fixture(scope="module")
def base() -> Lesson:
    (lesson,) = load(BASE).catalogue.lessons
    return lesson


@pytest.fixture(scope="module")
def real() -> tuple[Lesson, ...]:
    return load(ROOT).catalogue.lessons


def written(base: Lesson, deck: str) -> Lesson:
    return replace(base, body=parse_body(deck, 1))


def opened(lesson: Lesson, folder: Path) -> Any:
    target = folder / "slides.pptx"
    make_slides(lesson, draw(drawings_of(lesson), lesson.front.title), target)
    return Presentation(str(target))


@pytest.fixture(scope="module")
def deck(base: Lesson, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return opened(written(base, DECK), tmp_path_factory.mktemp("deck"))


def titles(deck: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text.replace("\v", "") for slide in deck.slides]


def notes(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text)


def pictures(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.shape_type is not None and hasattr(shape, "image")]


def runs(slide: Any) -> Iterator[tuple[Any, Any]]:
    """Yield (placeholder, run) of everything the class reads."""
    for holder in slide.placeholders:
        if holder.placeholder_format.type != PP_PLACEHOLDER.SLIDE_NUMBER:
            for paragraph in holder.text_frame.paragraphs:
                for run in paragraph.runs:
                    yield holder, run


def test_every_slide_has_its_number_and_its_title_without_the_number(deck: Any) -> None:
    assert titles(deck) == ["车蹬不动了", "五处", "图和话", "去哪儿说", "现在发卷"]
    numbers = [
        holder.text_frame._txBody.find(f".//{qn('a:t')}").text
        for slide in deck.slides
        for holder in slide.placeholders
        if holder.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER
    ]
    assert numbers == ["1", "2", "3", "4", "5"]


def test_lines_stand_in_the_text_placeholder_so_that_the_outline_has_them(deck: Any) -> None:
    assert deck.slides[1].placeholders[1].text_frame.text == "气　链　闸　坡　路"
    assert deck.slides[2].placeholders[1].text_frame.text == "哪里最难？"
    assert [slide.slide_layout.name for slide in deck.slides] == [
        "标题和图", "标题和文字", "标题和文字", "标题和文字", "只有几个字",
    ]  # fmt: skip


def test_notes_hold_the_remark_and_what_the_teacher_says_meanwhile(base: Lesson, deck: Any) -> None:
    front = base.front
    first, second, third, fourth, _ = map(notes, deck.slides)
    assert first.split("\n") == [
        f"《{front.title}》五年级 {front.month} 月第 {front.period} 课　{front.minutes} 分钟",
        "备注：等三秒。",
        "暖身 · 推进来（3 分钟）",
        "教师：“先坐好。”",
        "教师（课件第 1 页）：“今天修一辆车。”",
    ]
    story = ["暖身 · 讲故事（2 分钟）", "教师（第 2—3 页）：慢慢讲。", "从前有一辆车。"]
    assert second.split("\n") == ["备注：指一指。", *story]
    assert third.split("\n") == ["备注：看谁点头。", *story, "教师：“谁听见了？”"]
    assert fourth == "备注：号码念两遍。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（第 2 页）", [2]),
        ("（课件第 2—4 页）", [2, 3, 4]),
        ("第 2、4 页", [2, 4]),
        ("第 3 页……第 1 页", [3, 1]),
        ("活动单第 2 页", []),
        ("第 12 页", []),
        ("第 2—999999999999 页", [2, 3, 4, 5]),
        ("第 2 分钟", []),
    ],
)
def test_pages_named_in_the_plan(text: str, expected: list[int]) -> None:
    assert pages_named(text, 5) == expected


def test_drawings_say_what_they_show_and_keep_their_shape(deck: Any) -> None:
    (first,), (third,) = pictures(deck.slides[0]), pictures(deck.slides[2])
    described = [one._element.nvPicPr.cNvPr.get("descr") for one in (first, third)]
    assert described == ["一辆自行车", "一条路"]
    assert first.width / first.height == pytest.approx(320 / 150, rel=0.01)
    assert first.width * first.height > 0.9 * BODY.width * BODY.height * EMU**2


def test_phone_numbers_are_large_and_bold(deck: Any) -> None:
    numbers = [run for _, run in runs(deck.slides[3]) if run.text.isdigit()]
    assert [run.text for run in numbers] == ["12355", "12356", "110"]
    assert all(run.font.bold and run.font.size.pt >= 60 for run in numbers)


def test_fonts_stand_in_the_theme_and_in_every_run(base: Lesson, deck: Any, tmp_path: Path) -> None:
    for slide in deck.slides:
        for _, run in runs(slide):
            properties = run._r.rPr
            assert properties.find(qn("a:latin")).get("typeface") == "微软雅黑"
            assert properties.find(qn("a:ea")).get("typeface") == "微软雅黑"
    opened(written(base, DECK), tmp_path)
    with zipfile.ZipFile(tmp_path / "slides.pptx") as pack:
        themes = [pack.read(name).decode() for name in pack.namelist() if "/theme/" in name]
    assert len(themes) == 2
    assert all(theme.count('<a:ea typeface="微软雅黑"/>') == 2 for theme in themes)


def test_the_same_lesson_gives_the_same_bytes_and_fixed_properties(base: Lesson, tmp_path: Path) -> None:
    lesson = written(base, DECK)
    drawn = draw(drawings_of(lesson), "x")
    for name in ("one.pptx", "two.pptx"):
        make_slides(lesson, drawn, tmp_path / name)
    assert (tmp_path / "one.pptx").read_bytes() == (tmp_path / "two.pptx").read_bytes()
    about = Presentation(str(tmp_path / "one.pptx")).core_properties
    assert (about.title, about.author, about.revision) == (base.front.title, "心育学堂", base.front.revision)
    assert about.created.year == about.modified.year == 2026


def test_lists_tables_and_links_lose_their_marks(base: Lesson, tmp_path: Path) -> None:
    lines = "- 气\n- [链](a.md)\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |"
    deck = opened(written(base, f"## 课件\n\n### 1 混着写\n\n{lines}\n\n> 备注：看。\n"), tmp_path)
    rows = deck.slides[0].placeholders[1].text_frame.text.split("\n")
    assert [row.replace("　", " ") for row in rows] == ["· 气", "· 链", "甲 乙", "1 2"]


def test_a_slide_that_is_too_full_is_named_with_its_cure(base: Lesson, tmp_path: Path) -> None:
    lines = "\n".join("一行又一行的字" for _ in range(30))
    lesson = written(base, f"## 课件\n\n### 1 好\n\n> 备注：看。\n\n### 2 满\n\n{lines}\n")
    with pytest.raises(PortalError, match=rf"《{base.front.title}》课件第 2 页的字放不下.*40 字以内"):
        make_slides(lesson, [], tmp_path / "slides.pptx")
    assert not (tmp_path / "slides.pptx").exists()


def test_a_missing_drawing_and_a_missing_folder_are_told(base: Lesson, tmp_path: Path) -> None:
    lesson = written(base, DECK)
    with pytest.raises(PortalError, match="要 2 张图，只有 0 张"):
        make_slides(lesson, [], tmp_path / "slides.pptx")
    with pytest.raises(PortalError, match="写不进"):
        make_slides(lesson, draw(drawings_of(lesson), "x"), tmp_path / "none" / "slides.pptx")


def test_a_broken_drawing_names_the_lesson(base: Lesson, tmp_path: Path) -> None:
    lesson = written(base, DECK)
    broken_one = Picture(b"no picture", 320, 150, "")
    with pytest.raises(PortalError, match=f"《{base.front.title}》课件第 1 页的图"):
        make_slides(lesson, [broken_one, broken_one], tmp_path / "slides.pptx")


def test_a_long_line_breaks_after_a_comma_and_never_before_one() -> None:
    assert broken("我做到＿＿就停了，我试过＿＿，怎么办？", 12) == (
        "我做到＿＿就停了，",
        "我试过＿＿，怎么办？",
    )
    rows = broken("一二三四五六七八九十，一二三四五六七八九十", 7)
    assert "".join(rows) == "一二三四五六七八九十，一二三四五六七八九十"
    assert all(width_of(row) <= 7 and row[0] != "，" for row in rows)


def test_one_short_line_stands_larger_than_three_long_ones() -> None:
    short, long = fit_lines(["87"], BODY, 96), fit_lines(["一二三四五六七八九十"] * 3, BODY, 96)
    assert short
    assert long
    assert short.size == 96 > long.size >= SMALLEST


def shapes_of(lesson: Lesson) -> list[Picture]:
    """Return the drawings of a lesson's slides with their shapes only: drawing them all takes seconds."""
    sizes = [svg.split('viewBox="', 1)[1].split('"', 1)[0].split() for svg in drawings_of(lesson)]
    return [Picture(b"", float(size[2]), float(size[3]), "") for size in sizes]


def test_the_words_of_all_lessons_fit_and_can_be_read_from_the_last_row(real: tuple[Lesson, ...]) -> None:
    small = []
    for lesson in real:
        left = iter(shapes_of(lesson))
        for number, slide in enumerate(slides_of(lesson), 1):
            drawn = [next(left) for _ in range(slide.drawings)]
            alone = not (slide.lines or drawn)
            title = fit_lines([slide.title], *((ALONE, ALONE_SIZE) if alone else (TITLE, TITLE_SIZE)))
            placed = arrange(drawn, slide.lines)
            sizes = [fit.size for fit in (title, placed and placed.fit) if fit]
            if not title or not placed or min(sizes) < 40 or (slide.lines and len(sizes) < 2):
                small.append((lesson.id, number, sizes))
    assert small == []


def test_the_notes_of_all_lessons_hold_all_that_the_teacher_says(real: tuple[Lesson, ...]) -> None:
    for lesson in real:
        said = "\n".join(note.text for slide in slides_of(lesson) for note in slide.notes)
        process = lesson.body.section("教学过程")
        assert process
        items = [line for line in process.full_text.split("\n") if line.startswith("- 教师")]
        plain = [line.removeprefix("- ").replace("**", "") for line in items]
        assert [line for line in plain if line not in said] == []


def test_notes_hold_what_bears_no_name_and_the_tables_to_answer_from(real: tuple[Lesson, ...]) -> None:
    for lesson in real:
        said = "\n".join(note.text for slide in slides_of(lesson) for note in slide.notes)
        process = lesson.body.section("教学过程")
        assert process
        lines = [line.replace("**", "") for line in process.full_text.split("\n")]
        unnamed = [line[2:] for line in lines if re.match("- (?!教师|学生|为什么)", line)]
        cells = [cell.strip() for line in lines if line.startswith("|") for cell in line.split("|")]
        wanted = [*unnamed, *(cell for cell in cells if re.search(r"\w", cell) and "<" not in cell)]
        assert [words for words in wanted if words not in said] == []


@pytest.mark.parametrize("grade", [2, 5, 8, 11])
def test_nothing_overlaps_or_leaves_the_slide(grade: int, real: tuple[Lesson, ...], tmp_path: Path) -> None:
    lesson = max(
        (lesson for lesson in real if lesson.front.grade == grade),
        key=lambda lesson: (len(drawings_of(lesson)), sum(len(slide.lines) for slide in slides_of(lesson))),
    )
    deck = opened(lesson, tmp_path)
    assert titles(deck) == [slide.title.split(" ", 1)[1] for slide in lesson.slides]
    for slide in deck.slides:
        boxes = [(shape.left, shape.top, shape.left + shape.width, shape.top + shape.height)
                 for shape in slide.shapes]  # fmt: skip
        for left, top, right, bottom in boxes:
            assert 0 <= left < right <= WIDTH * EMU
            assert 0 <= top < bottom <= HEIGHT * EMU
        for picture in pictures(slide):
            for shape in slide.placeholders:
                across = min(picture.left + picture.width, shape.left + shape.width) - max(
                    picture.left, shape.left
                )
                down = min(picture.top + picture.height, shape.top + shape.height) - max(
                    picture.top, shape.top
                )
                assert across <= 0 or down <= 0, (titles(deck), shape.name)
            assert picture._element.nvPicPr.cNvPr.get("descr")
        sizes = [run.font.size.pt for _, run in runs(slide) if run.font.size]
        assert all(size >= SMALLEST for size in sizes)
        assert not any(mark in run.text for _, run in runs(slide) for mark in ("**", "<", "](", "> "))
        assert "备注：" in notes(slide)
        for picture in pictures(slide):
            assert io.BytesIO(picture.image.blob).read(8) == b"\x89PNG\r\n\x1a\n"
