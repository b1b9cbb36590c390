"""A lesson and its worksheet as PDF: HTML → pandoc → typst, in the look of `pdf.typ`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import typst
from lxml import etree

from portal.errors import PortalError
from portal.exports.drawings import FONT_FOLDER, SANS, SERIF, fonts, for_typst, not_drawn
from portal.exports.pandoc import run_pandoc
from portal.exports.paper import for_paper
from portal.exports.sheet import drawings_of, lesson_html, worksheet_html
from portal.model.lesson import Lesson, grade_name

_HERE = Path(__file__).parent
_PICTURE = re.compile(r"#(?:drawing|sheet-of-drawing)\((\d+),")
_STAGE = re.compile(r"^ *(table\.cell\([^\n]*\)\[#stage\(\)\[.*?\]\]),$", re.MULTILINE | re.DOTALL)
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


@lru_cache(maxsize=1)
def _look() -> str:
    return (_HERE / "pdf.typ").read_text("utf-8")


def _as_typst(sheet: str, title: str) -> str:
    """Return a sheet's HTML as typst markup. Raises PortalError with the lesson's title."""
    settings = ("--from=html", "--to=typst", "--wrap=none", "--quiet", f"--lua-filter={_HERE / 'pdf.lua'}")
    try:
        return run_pandoc(settings, for_paper(sheet)).decode("utf-8")
    except PortalError as error:
        raise PortalError(f"《{title}》没有变成 PDF：{error}") from error


def _drawings(lesson: Lesson, source: str) -> dict[str, str]:
    """Return the drawings that a source shows, under the names by which it asks for them."""
    svgs = drawings_of(lesson)
    try:
        return {f"drawing-{number}": for_typst(svgs[int(number)]) for number in _PICTURE.findall(source)}
    except etree.XMLSyntaxError as error:
        raise not_drawn(lesson.front.title, error) from error


def _check_fonts(title: str) -> None:
    if missing := {SANS, SERIF} - set(fonts().families()):
        raise PortalError(
            f"《{title}》没有变成 PDF：缺字体 {'、'.join(sorted(missing))}（应当在 {FONT_FOLDER}）。"
            "重新运行 start.py，把字体装回来。"
        )


def _refusal(error: Exception, title: str) -> PortalError:
    """Return why typst made no PDF, in words for whoever wrote the lesson."""
    signs = dict.fromkeys(_NO_GLYPH.findall(getattr(error, "diagnostic", "") or str(error)))
    if signs:
        shown = "、".join(f"“{sign}”" for sign in signs)
        return PortalError(f"《{title}》里的{shown}，字体里没有，印出来会是空框。换一个字或符号。")
    return PortalError(f"《{title}》没有变成 PDF：typst 说“{error}”。检查正文里的表格和图。")


def _make(lesson: Lesson, sheet: str, kind: str, target: Path) -> None:
    front = lesson.front
    _check_fonts(front.title)
    source = _STAGE.sub(r"table.header(level: 2, \1),", _as_typst(sheet, front.title))
    inputs = {
        "kind": kind,
        "title": front.title if kind == "lesson" else f"{front.title}　活动单",
        "grade": str(front.grade),
        "head": f"心育学堂　{front.title}",
        "place": f"{grade_name(front.grade)} {front.month} 月第 {front.period} 课",
        "edition": f"第 {front.revision} 版",
        **_drawings(lesson, source),
    }
    try:
        made = typst.compile(
            f"{_look()}\n{source}".encode(),
            font_paths=fonts(),
            sys_inputs=inputs,
            pdf_standards=["ua-1"],  # refuses signs that no font has, drawings without words
        )
    except RuntimeError as error:
        raise _refusal(error, front.title) from error
    target.write_bytes(made)


def make_lesson_pdf(lesson: Lesson, includes: Mapping[str, str], target: Path) -> None:
    """Write the teacher's plan with the worksheet behind it. `includes`: {"help.md": "…"}.

    Raises PortalError with the lesson's title, OSError when the file cannot be written.
    """
    _make(lesson, lesson_html(lesson, includes), "lesson", target)


def make_worksheet_pdf(lesson: Lesson, includes: Mapping[str, str], target: Path) -> None:
    """Write the pupils' sheet alone, without a word of the teacher's part.

    Raises PortalError with the lesson's title, OSError when the file cannot be written.
    """
    _make(lesson, worksheet_html(lesson, includes), "worksheet", target)
