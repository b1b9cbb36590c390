"""What authors may write and rarely do: made whole, or refused with the lesson's name and a cure."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from small_project import write_project

from portal.errors import PortalError
from portal.exports import word_styles
from portal.exports.drawings import draw, for_typst, size_of
from portal.exports.lesson_files import make_lesson_files
from portal.load import load
from portal.model.lesson import Lesson
from portal.model.takeaway import lesson_files, lesson_name

PATH = "docs/lessons/grade-5/why-i-learn.md"
SVG = '<svg viewBox="0 0 520 200" role="img" aria-label="一条线"><rect width="520" height="200"/></svg>'

Write = Callable[..., Lesson]
Make = Callable[[Lesson], dict[str, Path]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function: edits (old, new) of the small project's lesson → the lesson."""

    def write(*edits: tuple[str, str]) -> Lesson:
        root = write_project(tmp_path / "project", {PATH: [list(pair) for pair in edits]})
        (lesson,) = load(root).catalogue.lessons
        return lesson

    return write


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Return a function: lesson → its files by kind."""

    def make(lesson: Lesson) -> dict[str, Path]:
        files = {kind: tmp_path / file.path for kind, file in lesson_files(lesson).items()}
        files["docx"].parent.mkdir(parents=True, exist_ok=True)
        make_lesson_files(lesson, {"help.md": "求助"}, tmp_path)
        return files

    return make


def words_of_pdf(path: Path) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(path).pages))


def slide_words(path: Path, number: int) -> list[str]:
    slides: Any = Presentation(str(path)).slides
    return [shape.text_frame.text for shape in slides[number - 1].placeholders if shape.text_frame.text]


def test_a_comment_of_the_authors_is_in_no_file(write: Write, make: Make) -> None:
    comment = "<!-- 草稿\n<svg viewBox='0 0 9 9'></svg> -->"
    files = make(
        write(
            ("他们开始问为什么。", f"他们开始问为什么。\n\n{comment}\n\n行内<!-- 草稿 -->的话。"),
            ("> 备注：等一等。", f"{comment}\n\n等<!-- 草稿 -->等\n\n> 备注：等一等。"),
        )
    )
    assert "行内的话" in words_of_pdf(files["pdf"])
    assert slide_words(files["pptx"], 1) == ["今天早上", "等等", "1"]
    everything = docx.Document(str(files["docx"])).element.xml + words_of_pdf(files["pdf"])
    assert "草稿" not in everything
    assert len(docx.Document(str(files["docx"])).inline_shapes) == 1


def test_code_rules_decorations_and_deep_headings_are_printed(write: Write, make: Make) -> None:
    odd = "```\n# 注释\n```\n\n---\n\n### 三\n\n#### 四\n\n##### 五\n\n话"
    files = make(
        write(
            ("他们开始问为什么。", f"他们开始问为什么。\n\n{odd}"),
            (' role="img" aria-label="一条线"', ' aria-hidden="true"'),
        )
    )
    assert "#注释三四五话" in words_of_pdf(files["pdf"])


def test_a_slide_shows_signs_not_markup(write: Write, make: Make) -> None:
    lesson = write(("> 备注：等一等。", "```\n1 &lt; 2 &amp; 3\n```\n\n> 备注：a &gt; b"))
    deck = make(lesson)["pptx"]
    assert slide_words(deck, 1) == ["今天早上", "1 < 2 & 3", "1"]
    slides: Any = Presentation(str(deck)).slides
    assert "备注：a > b" in slides[0].notes_slide.notes_text_frame.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "他们开始问为什么。",
            "![一棵树](tree.png)",
            "里的图“tree.png”放在另一个文件里，Word、PDF 和课件带不走它。把它画成 <svg> 写进 " + PATH,
        ),
        (
            "他们开始问为什么。",
            "<div><p>没关",
            "的“教学重难点”进不了 Word 和 PDF：它前面有 HTML 标签没有关上。检查 " + PATH,
        ),
        (
            "他们开始问为什么。",
            "😀𠮷ℝ😀",
            "里的“😀”、“𠮷”、“ℝ”，字体里没有，印出来会是空框。换一个字或符号。",
        ),
    ],
)
def test_what_cannot_be_taken_along_is_said_once_with_a_cure(
    write: Write, make: Make, old: str, new: str, said: str
) -> None:
    with pytest.raises(PortalError, match=re.escape(f"《我为什么学习》{said}")) as caught:
        make(write((old, new)))
    assert str(caught.value).count("《我为什么学习》") == 1


def test_all_that_is_wrong_with_a_lesson_is_said_at_once(write: Write, make: Make) -> None:
    too_long = "字" * 400
    lesson = write(("他们开始问为什么。", "😀"), ("> 备注：慢慢读。", f"{too_long}\n\n> 备注：慢慢读。"))
    with pytest.raises(PortalError) as caught:
        make(lesson)
    assert [line[:12] for line in str(caught.value).split("\n")] == [
        "《我为什么学习》课件第 ",
        "《我为什么学习》里的“😀",
    ]


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 520 200"', (520, 200)),
        ("viewBox='0,0,520,200'", (520, 200)),
        ('viewBox="-5 -5 10.5 20"', (10.5, 20)),
        ('viewBox="0 0 0 0"', (520, 300)),
        ('viewBox="0 0 -520 200"', (520, 300)),
        ('viewBox="0 0 5.2.0"', (520, 300)),
        ("", (520, 300)),
    ],
)
def test_the_size_of_a_drawing_is_its_view_boxs_or_the_usual_one(
    attributes: str, size: tuple[float, float]
) -> None:
    assert size_of(SVG.replace('viewBox="0 0 520 200"', attributes)) == size


@pytest.mark.parametrize(
    ("attributes", "pixels"),
    [
        ('viewBox="0 0 520 200" width="100%"', (1040, 400)),
        ('viewBox="0 0 520 200" width="260"', (520, 200)),
        ('viewBox="0 0 52000 20000"', (4000, 1539)),
        ('viewBox="0 0 5200 2"', (4000, 2)),
    ],
)
def test_no_drawing_takes_more_memory_than_a_wall_shows(attributes: str, pixels: tuple[int, int]) -> None:
    svg = SVG.replace('viewBox="0 0 520 200"', f'xmlns="http://www.w3.org/2000/svg" {attributes}')
    (picture,) = draw([svg], "课")
    size = Image.open(io.BytesIO(picture.png)).size
    assert [abs(one - other) <= 1 for one, other in zip(size, pixels, strict=True)] == [True, True]


def test_words_for_those_who_cannot_see_are_unescaped() -> None:
    svg = SVG.replace("一条线", "&quot;甲&quot; &lt; 乙")
    (picture,) = draw([svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)], "课")
    assert picture.label == '"甲" < 乙'
    assert 'width="520"' in for_typst(svg)


def test_without_pandoc_the_lesson_is_named_also_before_the_first_file(
    write: Write, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    word_styles.reference_document.cache_clear()
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(PortalError) as caught:
        make(write())
    reason = "pandoc 打不开（没有这个文件或文件夹）。重新运行 start.py，把 pandoc 装回来。"
    kinds = ("Word 文件", "PDF")
    assert str(caught.value).split("\n") == [f"《我为什么学习》没有变成 {kind}：{reason}" for kind in kinds]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("withBinaryFile: resource exhausted (No space left on device)", "No space left"),
        ("", "pandoc 中途停了，多半是内存或磁盘不够"),
    ],
)
@pytest.mark.skipif("os.name == 'nt'", reason="the stand-in for pandoc is a shell script")
def test_a_pandoc_that_a_full_disk_or_memory_stops_is_not_the_authors_fault(
    write: Write, make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    pandoc = tmp_path / "pandoc"
    pandoc.write_text(f"#!/bin/sh\necho '{words}' >&2\n{'exit 1' if words else 'kill -9 $$'}\n", "utf-8")
    pandoc.chmod(0o755)
    word_styles.reference_document.cache_clear()
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(pandoc))
    with pytest.raises((OSError, PortalError), match=said):
        make(write())


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("a/b:c*?|<d>", "a　b　c　　　　d　"),
        ("长" * 200, "长" * 39 + "…"),
        ("😀笑", "😀笑"),
    ],
)
def test_a_files_name_is_one_that_every_system_takes(write: Write, title: str, name: str) -> None:
    lesson = write(("title: 我为什么学习", f'title: "{title}"'))
    assert lesson_name(lesson) == f"五年级9月第1课 {name}"


def test_a_control_character_in_the_front_matter_is_found_with_its_place(tmp_path: Path) -> None:
    root = write_project(tmp_path, {PATH: [["title: 我为什么学习", 'title: "我\\u0007学习"']]})
    (finding,) = load(root).findings
    assert finding.place.line == 2
    assert "控制字符 U+0007" in finding.as_text()
