"""Word files are opened again with python-docx: styles, fonts, tables, pages, header, footer, pictures."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from portal.errors import PortalError
from portal.exports.drawings import draw
from portal.exports.sheet import drawings_of, lesson_html
from portal.exports.word import make_word, write_document
from portal.load.markdown import parse_body
from portal.model.lesson import Lesson

LESSONS = (
    "grade-2/ants-have-homes-too",
    "grade-5/when-i-do-not-want-to-study",
    "grade-8/behind-procrastination",
    "grade-11/living-with-loss",
)
"""One of each band."""

ORDER = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl sectPr",
    "w:tcPr": "tcW gridSpan vMerge shd vAlign",
}
"""The order that Word's schema wants, of what our files use; Word opens no file with another."""

Make = Callable[[str], Path]


@pytest.fixture(scope="session")
def make(
    lessons: dict[str, Lesson], includes: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Make:
    """Make a lesson's Word file, once."""
    made: dict[str, Path] = {}

    def make(of: str) -> Path:
        if of not in made:
            made[of] = tmp_path_factory.mktemp("word") / "lesson.docx"
            pictures = draw(drawings_of(lessons[of]), lessons[of].front.title)
            make_word(lessons[of], includes, pictures, made[of])
        return made[of]

    return make


@pytest.fixture(params=LESSONS)
def lesson(request: pytest.FixtureRequest, lessons: dict[str, Lesson]) -> Lesson:
    return lessons[request.param]


@pytest.fixture
def document(make: Make, lesson: Lesson) -> Document:
    return docx.Document(str(make(lesson.id)))


def words(element: Any) -> str:
    """Return the letters of an element, without signs and spaces."""
    return re.sub(r"[\W_]+", "", "".join(text.text or "" for text in element.iter(qn("w:t"))))


def table(document: Document, style: str) -> Table:
    return next(table for table in document.tables if table.style and table.style.style_id == style)


def headings(document: Document, level: int) -> list[str]:
    name = f"Heading {level}"
    return [part.text for part in document.paragraphs if part.style and part.style.name == name]


def test_the_title_and_every_section_are_headings_of_word(document: Document, lesson: Lesson) -> None:
    assert headings(document, 1) == [lesson.front.title]
    own = [title for title in lesson.body.titles if title not in ("教学反思", "学生活动单")]
    assert headings(document, 2) == [
        "关键问题", "教学目标", "带上", "先读一读", *own, "来源", "教学反思", "学生活动单"
    ]  # fmt: skip
    sheet = lesson.body.section("学生活动单")
    assert sheet
    assert headings(document, 3) == [part.title for part in sheet.children]


def test_styles_name_their_chinese_fonts_and_none_of_the_theme(document: Document) -> None:
    fonts = {
        style.style_id: style.element.rPr.rFonts.get(qn("w:eastAsia"))
        for style in document.styles
        if style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
    }
    assert {fonts[name] for name in ("Normal",)} == {"宋体"}
    assert {fonts[f"Heading{level}"] for level in (1, 2, 3, 4)} == {"黑体"}
    assert {fonts[name] for name in ("Said", "BlockText", "KeyQuestion")} == {"楷体"}
    assert "Theme" not in "".join(
        name for part in document.styles.element.iter(qn("w:rFonts")) for name in part.attrib
    )


def test_no_paragraph_sets_a_font_of_its_own(document: Document) -> None:
    own = {name for fonts in document.element.body.iter(qn("w:rFonts")) for name in fonts.attrib}
    assert own <= {qn("w:hint")}


def test_every_style_in_use_is_there(document: Document) -> None:
    known = {style.style_id for style in document.styles}
    tags = ("w:pStyle", "w:rStyle", "w:tblStyle")
    assert {used.val for tag in tags for used in document.element.body.iter(qn(tag))} <= known


def test_word_finds_every_property_in_the_order_that_it_wants(document: Document) -> None:
    for tag, order in ORDER.items():
        for properties in document.element.body.iter(qn(tag)):
            places = [order.split().index(part.tag.split("}")[1]) for part in properties]
            assert places == sorted(places)
    assert all(cell[-1].tag == qn("w:p") for cell in document.element.body.iter(qn("w:tc")))


def test_steps_are_a_table_whose_head_comes_again_on_each_page(document: Document, lesson: Lesson) -> None:
    steps = table(document, "Steps")
    assert [cell.text for cell in steps.rows[0].cells] == ["环节与时间", "教师", "学生", "为什么"]
    assert steps.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert not any(row._tr.trPr.find(qn("w:tblHeader")) is not None for row in steps.rows[1:])
    styled = [part for row in steps.rows for part in row._tr.iter(qn("w:p"))]
    found = {level: [words(part) for part in styled if part.style == f"Heading{level}"] for level in (3, 4)}
    assert found[3] == [re.sub(r"[\W_]+", "", stage.title) for stage in lesson.stages]
    titles = [step.title.split("（")[0] for stage in lesson.stages for step in stage.children]
    assert found[4] == [re.sub(r"[\W_]+", "", title) for title in titles]


def test_the_teachers_column_is_the_widest_and_all_fill_the_page(document: Document) -> None:
    for part in document.tables:
        widths = [int(column.get(qn("w:w"))) for column in part._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert 9600 <= sum(widths) <= 9638
    widths = [int(column.get(qn("w:w"))) for column in table(document, "Steps")._tbl.tblGrid]
    assert widths.index(max(widths)) == 1


def test_what_the_teacher_says_has_a_style_of_its_own(document: Document) -> None:
    said = [run for run in table(document, "Steps")._tbl.iter(qn("w:rStyle")) if run.val == "Said"]
    assert len(said) > 20


def test_header_and_footer_name_lesson_place_edition_and_pages(document: Document, lesson: Lesson) -> None:
    front, section = lesson.front, document.sections[0]
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    assert header.text.startswith(f"心育学堂　{front.title}\t")
    assert header.text.endswith(f" {front.month} 月第 {front.period} 课")
    assert footer.text.startswith(f"第 {front.revision} 版\t第 ")
    fields = [field.get(qn("w:instr")).strip() for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_pupils_sheet_begins_on_a_page_of_its_own(document: Document, lesson: Lesson) -> None:
    breaking = [
        part.text
        for part in document.paragraphs
        if part._p.find(f"{qn('w:pPr')}/{qn('w:pageBreakBefore')}") is not None
    ]
    sheet = re.findall(r"^### (.*?) *\{ \.new-page \}$", lesson.body.markdown, re.MULTILINE)
    assert breaking == ["学生活动单", *sheet]


def test_a_sheet_that_lies_across_is_on_paper_that_lies_across(make: Make) -> None:
    sections = docx.Document(str(make("grade-2/which-one-first"))).sections
    sizes = [(round(part.page_width.mm), round(part.page_height.mm)) for part in sections]
    assert sizes == [(210, 297), (297, 210)]


def test_what_is_cut_up_fills_its_page(make: Make) -> None:
    document = docx.Document(str(make("grade-11/meaning-in-ordinary-days")))
    texts = [part.text for part in document.paragraphs]
    slips = texts[next(number for number, text in enumerate(texts) if "委托条" in text and "另印" in text) :]
    times = slips.count("✂") + 1
    assert times > 3
    assert [sum(text.startswith(name) for text in slips) for name in "甲乙丙"] == [times] * 3


def test_slips_to_cut_out_stay_whole(make: Make) -> None:
    parts = docx.Document(str(make("grade-5/when-i-do-not-want-to-study"))).paragraphs
    slips = [part for part in parts if part.style and part.style.style_id.startswith("Slip")]
    tops = [place for place, part in enumerate(slips) if part.style.style_id.startswith("SlipTop")]
    assert len(tops) == 6
    kept = [part._p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for part in slips]
    assert [kept[place - 1] for place in [*tops[1:], len(slips)]] == [False] * 6
    assert kept.count(True) == len(slips) - 6


def test_below_each_question_of_the_reflection_there_is_room_to_write(document: Document) -> None:
    styles = [part.style.style_id for part in document.paragraphs if part.style]
    asked = [place for place, style in enumerate(styles) if style == "Question"]
    assert len(asked) >= 3
    assert all(styles[place + 1 : place + 3] == ["Ruled", "Ruled"] for place in asked)


def test_the_reflection_is_kept_on_one_page(document: Document) -> None:
    parts = document.paragraphs
    start = next(number for number, part in enumerate(parts) if part.text == "教学反思")
    end = next(number for number, part in enumerate(parts) if part.text == "学生活动单")
    kept = [bool(part.paragraph_format.keep_with_next or part.style.paragraph_format.keep_with_next)
            for part in parts[start:end]]  # fmt: skip
    assert len(kept) > 8
    assert kept == [True] * (len(kept) - 1) + [False]


def test_every_picture_has_words_and_fits_the_page(document: Document, lesson: Lesson) -> None:
    for shape in document.inline_shapes:
        drawn = shape._inline
        assert drawn.docPr.get("descr") in lesson.body.markdown
        assert shape.width.mm <= 257
        assert shape.height.mm <= 223
    board = drawings_of(lesson)[0]
    assert document.inline_shapes[0]._inline.docPr.get("descr") in board


def test_help_and_class_rules_stand_in_boxes(document: Document) -> None:
    boxes = [part for part in document.tables if part.style and part.style.style_id == "Box"]
    firsts = [box.cell(0, 0).paragraphs[0] for box in boxes]
    assert [(part.text, part.style.style_id) for part in firsts if part.style] == [
        ("课堂约定（全校通用）", "BoxTitle"),
        ("需要帮助时", "BoxTitle"),
    ]


def test_nothing_of_the_sheet_is_lost_and_no_markup_left(
    document: Document, lesson: Lesson, includes: dict[str, str]
) -> None:
    body = document.element.body
    sheet = unescape(re.sub(r"<[^>]+>", "", lesson_html(lesson, includes)))
    expected, made = re.sub(r"[\W_]+", "", sheet), words(body)
    assert made.startswith(expected)
    again = made.removeprefix(expected)
    assert not again or any(again == expected[-n:] * (len(again) // n) for n in range(1, len(again) + 1))
    text = "".join(part.text or "" for part in body.iter(qn("w:t")))
    assert re.findall(r"\*\*|\{ ?\.|!!!|new-page|☐|[{}]", text) == []


def test_properties_name_the_lesson_and_no_person(document: Document, lesson: Lesson) -> None:
    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by) == (lesson.front.title, "心育学堂", "心育学堂")
    assert (core.created.year, core.modified.year) == (2026, 2026)


def test_the_same_lesson_gives_the_same_bytes(
    make: Make, lessons: dict[str, Lesson], includes: dict[str, str], tmp_path: Path
) -> None:
    lesson = lessons[LESSONS[1]]
    again = tmp_path / "again.docx"
    make_word(lesson, includes, draw(drawings_of(lesson), lesson.front.title), again)
    assert again.read_bytes() == make(lesson.id).read_bytes()
    with zipfile.ZipFile(again) as parts:
        assert {entry.date_time for entry in parts.infolist()} == {(2026, 1, 1, 0, 0, 0)}


def test_signs_of_xml_in_a_title_stay_signs(lessons: dict[str, Lesson], tmp_path: Path) -> None:
    lesson = lessons[LESSONS[0]]
    front = lesson.front.model_copy(update={"title": "我&你 <3"})
    small = replace(lesson, front=front, body=parse_body("## 学情分析\n\n一加一\n", 1))
    make_word(small, {}, (), tmp_path / "a.docx")
    made = docx.Document(str(tmp_path / "a.docx"))
    assert headings(made, 1) == ["我&你 <3"]
    assert "我&你 <3" in made.sections[0].header.paragraphs[0].text
    assert made.core_properties.title == "我&你 <3"


def test_a_missing_drawing_is_named_with_its_lesson_and_nothing_is_written(
    lessons: dict[str, Lesson], includes: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(PortalError, match=r"《不想学的时候》没有变成 Word 文件：.*drawing-0\.png"):
        make_word(lessons[LESSONS[1]], includes, (), tmp_path / "a.docx")
    assert list(tmp_path.iterdir()) == []


def test_without_pandoc_the_message_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(PortalError, match=r"pandoc 打不开（没有这个文件或文件夹）。重新运行 start\.py"):
        write_document("<p>好</p>", "目录", tmp_path / "a.docx")


def test_other_html_of_ours_gets_the_same_look(tmp_path: Path) -> None:
    write_document(
        "<h1>目录</h1><table><tr><td>一</td></tr></table>", "五年级11月 教案包", tmp_path / "a.docx"
    )
    made = docx.Document(str(tmp_path / "a.docx"))
    assert headings(made, 1) == ["目录"]
    assert made.sections[0].header.paragraphs[0].text == "心育学堂　五年级11月 教案包\t"
    assert made.tables[0].cell(0, 0).paragraphs[0].style.style_id == "TableText"
