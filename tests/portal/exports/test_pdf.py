"""A lesson and its worksheet as PDF: whole, in order, the same bytes every time, refused when not whole."""

import os
import pickle
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from portal.errors import PortalError
from portal.exports import pdf
from portal.exports.pdf import make_lesson_pdf, make_worksheet_pdf
from portal.load import load
from portal.load.markdown import parse_body
from portal.model.lesson import Lesson

ROOT = Path(__file__).parents[3]
Make = Callable[[Lesson, Mapping[str, str], Path], None]

BANDS = (
    "grade-2/fear-comes-to-visit", "grade-5/when-i-do-not-want-to-study",
    "grade-8/i-like-my-body", "grade-11/looking-out-for-a-friend",
)  # fmt: skip
"""One lesson of each band; among them a sheet across, strips to cut, tables to write in."""

TEACHERS_WORDS = (
    "备注：",
    "为什么：",
    "教学反思",
    "教学过程",
    "授课教师",
    "安全提示",
    "备选方案",
    "学情分析",
)

A4 = (595, 842)
"""Width and height in points."""

DRAWING = """<figure>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="一个空框">
<rect width="9" height="9"/>
</svg>
</figure>"""

MAKE_BOTH = """
import pickle, sys
from pathlib import Path
from portal.exports.pdf import make_lesson_pdf, make_worksheet_pdf
lesson, includes = pickle.load(sys.stdin.buffer)
make_lesson_pdf(lesson, includes, Path(sys.argv[1], "lesson.pdf"))
make_worksheet_pdf(lesson, includes, Path(sys.argv[1], "worksheet.pdf"))
"""


@cache
def content() -> tuple[dict[str, Lesson], dict[str, str]]:
    catalogue = load(ROOT).catalogue
    blocks = {name: body.markdown for name, body in catalogue.includes.items()}
    return {lesson.id: lesson for lesson in catalogue.lessons}, blocks


def lesson_with(worksheet: str) -> Lesson:
    """Return a lesson of the eighth grade that has nothing but a worksheet."""
    lessons, _ = content()
    return replace(lessons[BANDS[2]], body=parse_body(f"## 学生活动单\n\n{worksheet}\n", 1))


def made(make: Make, lesson: Lesson, folder: Path) -> PdfReader:
    make(lesson, content()[1], folder / "made.pdf")
    return PdfReader(folder / "made.pdf")


def words(text: str) -> str:
    return re.sub(r"[\s＿□☐*]", "", text)


def text_of(reader: PdfReader, lesson: Lesson) -> str:
    """Return all words of a PDF without white space, heads and feet of the pages."""
    pages = (page.extract_text() for page in reader.pages)
    heads = rf"心育学堂\s+{lesson.front.title}\s*\S+ \d+ 月第 \d 课|第 \d+ 版\s*第 \d+ 页\s+共 \d+ 页"
    return words("".join(re.sub(heads, "", page) for page in pages))


def titles_of(reader: PdfReader) -> list[str]:
    """Return the titles in the outline, those below others too."""

    def flat(items: list) -> list[str]:
        return [title for item in items for title in (flat(item) if isinstance(item, list) else [item.title])]

    return flat(reader.outline)


@pytest.fixture(scope="module", params=BANDS)
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Lesson, PdfReader, PdfReader]:
    lesson = content()[0][request.param]
    readers = [
        made(make, lesson, tmp_path_factory.mktemp("pdf")) for make in (make_lesson_pdf, make_worksheet_pdf)
    ]
    return lesson, *readers


def test_the_plan_holds_every_sentence_of_the_lesson(both: tuple[Lesson, PdfReader, PdfReader]) -> None:
    lesson, plan, _ = both
    text = text_of(plan, lesson)
    sections = [lesson.body.section(name) for name in ("学情分析", "教学重难点", "教学准备", "课后延伸",
                                                       "安全提示与求助", "备选方案", "教学反思")]  # fmt: skip
    prose = "\n".join(section.full_text for section in sections if section)
    lines = [words(re.sub(r"^\s*(?:-|\d+\.)\s", "", line)) for line in prose.split("\n")]
    sentences = [part for line in lines for part in re.split(r"(?<=[。？！])", line) if "--8<--" not in part]
    assert len(sentences) > 40
    assert [sentence for sentence in sentences if sentence not in text] == []


def test_the_plan_has_all_steps_with_what_is_said(both: tuple[Lesson, PdfReader, PdfReader]) -> None:
    lesson, plan, _ = both
    text = text_of(plan, lesson)
    for stage in lesson.stages:
        for step in stage.children:
            assert words(re.sub(r"（[\d.]+ ?分钟）", "", step.title)) in text
            sayings = re.findall(r"“([^“”|<*]{8,60})。”", step.text)
            assert [saying for saying in sayings if words(saying) not in text] == []


def test_the_outline_names_sections_stages_and_steps(both: tuple[Lesson, PdfReader, PdfReader]) -> None:
    lesson, plan, _ = both
    titles = titles_of(plan)
    assert titles[0] == lesson.front.title
    assert {"教学目标", "教学过程", "板书设计", "安全提示与求助", "教学反思", "学生活动单"} <= set(titles)
    assert {stage.title for stage in lesson.stages} <= set(titles)


def test_the_head_of_the_steps_stands_on_each_of_their_pages(
    both: tuple[Lesson, PdfReader, PdfReader],
) -> None:
    lesson, plan, _ = both
    pages = [page.extract_text() for page in plan.pages]
    with_steps = [
        page for page in pages if any(step.title[3:6] in page for stage in lesson.stages
                                      for step in stage.children if "分钟" in page)
    ]  # fmt: skip
    assert len(with_steps) > 1
    assert sum("环节与时间" in page for page in pages) >= len(lesson.stages) // 2
    assert lesson.stages[0].title in "".join(pages)


def test_the_worksheet_has_the_pupils_words_and_none_of_the_teachers(
    both: tuple[Lesson, PdfReader, PdfReader],
) -> None:
    lesson, _, sheet = both
    text = text_of(sheet, lesson)
    assert lesson.front.title in text
    section = lesson.body.section("学生活动单")
    assert section
    plain = re.sub(r"<svg.*?</svg>|<[^>]*>|^#+ |^> |\{.*?\}|^\d+\. |^- |\|", "\n", section.full_text,
                   flags=re.DOTALL | re.MULTILINE)  # fmt: skip
    pieces = [words(piece) for piece in re.split(r"[＿\n]+", plain)]
    assert [piece for piece in pieces if re.search(r"\w", piece) and piece not in text] == []
    assert [name for name in TEACHERS_WORDS if name in text] == []


def test_no_page_is_blank_or_too_large_and_every_side_fits_on_one(
    both: tuple[Lesson, PdfReader, PdfReader],
) -> None:
    lesson, plan, sheet = both
    for reader in (plan, sheet):
        for page in reader.pages:
            assert sorted(round(side) for side in page.mediabox[2:]) == list(A4)
            assert len(words(page.extract_text())) > 50 or "/XObject" in page["/Resources"]
    assert len(sheet.pages) == 1 + lesson.body.markdown.count("{ .new-page }")


def test_both_are_tagged_titled_chinese_and_carry_their_fonts(
    both: tuple[Lesson, PdfReader, PdfReader],
) -> None:
    lesson, plan, sheet = both
    assert plan.metadata
    assert sheet.metadata
    assert plan.metadata.title == lesson.front.title
    assert sheet.metadata.title == f"{lesson.front.title}　活动单"
    for reader in (plan, sheet):
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
        fonts = {
            font.get_object()["/BaseFont"].split("+")[1]
            for page in reader.pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert fonts <= {"NotoSerifSC-Regular-Identity-H", "NotoSansSC-Regular-Identity-H"}
    assert (plan.metadata.get("/CreationDate"), sheet.metadata.get("/CreationDate")) == (None, None)


def test_two_processes_seconds_apart_make_the_same_bytes(tmp_path: Path) -> None:
    lesson = content()[0][BANDS[1]]
    kept = []
    for number, seed in enumerate(("1", "2")):
        folder = tmp_path / str(number)
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-c", MAKE_BOTH, str(folder)],
            input=pickle.dumps((lesson, content()[1])),
            env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONHASHSEED": seed},
            check=True,
        )
        kept.append([(folder / name).read_bytes() for name in ("lesson.pdf", "worksheet.pdf")])
        time.sleep(1.1 - number)
    assert kept[0] == kept[1]
    assert all(len(file) > 20_000 for file in kept[0])


def test_a_sheet_that_is_one_wide_drawing_is_printed_across(tmp_path: Path) -> None:
    reader = made(make_worksheet_pdf, lesson_with(f"A4 横放。\n\n{DRAWING.format(594, 420)}"), tmp_path)
    assert [tuple(round(side) for side in page.mediabox[2:]) for page in reader.pages] == [A4[::-1]]


def test_a_strip_beside_words_does_not_turn_the_page(tmp_path: Path) -> None:
    reader = made(make_worksheet_pdf, lesson_with(f"涂一涂。\n\n{DRAWING.format(520, 84)}"), tmp_path)
    assert [tuple(round(side) for side in page.mediabox[2:]) for page in reader.pages] == [A4]


def test_the_reflection_stands_on_one_page_and_uses_the_room_that_it_has(tmp_path: Path) -> None:
    questions = "\n".join(f"- 第 {number} 问，我看见了什么？" for number in range(1, 5))
    for filler in (1, 18, 30):
        prose = "\n\n".join(["一段话。" * 30] * filler)
        text = f"## 备选方案\n\n{prose}\n\n## 教学反思\n\n{questions}\n\n## 学生活动单\n\n写一写。\n"
        lesson = replace(lesson_with("写一写。"), body=parse_body(text, 1))
        pages = [page.extract_text() for page in made(make_lesson_pdf, lesson, tmp_path).pages]
        assert [set(re.findall(r"第 (\d) 问", page)) for page in pages if "问，我" in page] == [set("1234")]


def test_what_is_cut_up_stands_on_its_page_as_often_as_there_is_room(tmp_path: Path) -> None:
    slip = "我想说：＿＿＿＿＿＿"
    sheet = f"### 正面\n\n想一想。\n\n### 纸条（另印，裁成纸条） {{ .new-page }}\n\n{slip}"
    front, slips = made(make_worksheet_pdf, lesson_with(sheet), tmp_path).pages
    assert "我想说" not in front.extract_text()
    assert slips.extract_text().count("我想说") > 5
    assert slips.extract_text().count("✂") == slips.extract_text().count("我想说") - 1
    assert slips.extract_text().count("另印") == 1


def test_a_long_step_goes_on_between_its_rows_and_leaves_no_page_half_empty(tmp_path: Path) -> None:
    row = f"- 教师：“{'说一句。' * 14}”\n- 学生：答。\n"
    steps = "\n".join(
        f"#### {number}. 一步（5 分钟）\n\n{row * (10 - number % 2 * 5)}" for number in range(1, 8)
    )
    plan = f"## 教学过程\n\n### 工作（35 分钟）：做\n\n{steps}\n\n## 学生活动单\n\n写一写。\n"
    lesson = replace(lesson_with("写一写。"), body=parse_body(plan, 1))
    said = [page.extract_text().count("说一句") for page in made(make_lesson_pdf, lesson, tmp_path).pages]
    *full, _ = [count for count in said if count][1:]
    assert len(full) > 1
    assert min(full) > 0.8 * max(full)


def test_slips_are_not_divided_between_pages(tmp_path: Path) -> None:
    slip = "\n\n".join(f"第 {{0}} 条，第 {line} 行：＿＿＿＿＿＿" for line in range(1, 9))
    slips = "\n\n✂ - - - - - - - - - -\n\n".join(slip.format(number) for number in range(1, 15))
    reader = made(make_worksheet_pdf, lesson_with(slips), tmp_path)
    pages = [set(re.findall(r"第 (\d+) 条", page.extract_text())) for page in reader.pages]
    assert len(pages) > 1
    assert sum(map(len, pages)) == 14


def test_a_row_of_a_table_is_not_divided_between_pages(tmp_path: Path) -> None:
    row = "| 第 {0} 行 | " + "<br>".join("一句话，第 {0} 行。" for _ in range(7)) + " |\n"
    table = "| 谁 | 说什么 |\n|---|---|\n" + "".join(row.format(number) for number in range(1, 21))
    reader = made(make_worksheet_pdf, lesson_with(table), tmp_path)
    pages = [set(re.findall(r"第 (\d+) 行", page.extract_text())) for page in reader.pages]
    assert len(pages) > 1
    assert sum(map(len, pages)) == 20
    assert all("说什么" in page.extract_text() for page in reader.pages)


def test_lines_to_write_on_and_boxes_are_drawn(tmp_path: Path) -> None:
    sheet = "\n\n".join(
        [
            "我想说＿＿＿＿，因为＿＿＿＿＿＿＿＿",
            "＿＿＿＿＿＿",
            "☐ 想好了　☐ 还没有",
            "· · · · 从这里往后折 · · · ·",
        ]
    )
    raw = made(make_worksheet_pdf, lesson_with(sheet), tmp_path).pages[0].extract_text()
    assert "我想说，因为" in words(raw)
    assert "从这里往后折" in raw
    assert "＿" not in raw
    assert "·" not in raw
    assert raw.count("□") == 2


@pytest.mark.parametrize("make", [make_lesson_pdf, make_worksheet_pdf])
@pytest.mark.parametrize(
    ("worksheet", "said"),
    [
        ("今天很高兴 😀", r"《我的身体我欣赏》里的“😀”，字体里没有.*换一个"),
        (
            DRAWING.format(9, 9).replace("<rect", "<rect<"),
            r"《我的身体我欣赏》里有一张图画不出来.*检查它的 <svg>",
        ),
        ("![一朵花](flower.png)", r"《我的身体我欣赏》里的图“flower\.png”放在另一个文件里.*画成 <svg>"),
    ],
)
def test_what_cannot_be_printed_whole_is_refused_and_nothing_written(
    make: Make, worksheet: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(PortalError, match=said):
        make(lesson_with(worksheet), {}, tmp_path / "made.pdf")
    assert list(tmp_path.iterdir()) == []


def test_signs_that_mean_something_in_typst_are_printed_as_they_are(tmp_path: Path) -> None:
    signs = "她说：“用‘其实……’，写#一句$，*a*_b_~c--d@f/g”"
    page = made(
        make_worksheet_pdf, lesson_with(signs.replace("*", r"\*").replace("_", r"\_")), tmp_path
    ).pages[0]
    assert words(signs) in words(page.extract_text())


def test_missing_fonts_are_named_with_their_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "fonts", lambda: typst.Fonts(include_system_fonts=False, font_paths=[tmp_path]))
    with pytest.raises(
        PortalError, match=r"《我的身体我欣赏》.*缺字体 Noto Sans SC、Noto Serif SC.*start\.py"
    ):
        make_worksheet_pdf(lesson_with("想一想。"), {}, tmp_path / "made.pdf")


def test_a_missing_pandoc_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: str(tmp_path / "pandoc"))
    with pytest.raises(PortalError, match=r"《我的身体我欣赏》.*pandoc 打不开"):
        make_worksheet_pdf(lesson_with("想一想。"), {}, tmp_path / "made.pdf")


def test_a_full_disk_is_left_to_the_caller(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="made"):
        make_worksheet_pdf(lesson_with("想一想。"), {}, tmp_path / "made" / "made.pdf")
