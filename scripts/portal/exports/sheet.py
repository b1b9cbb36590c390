"""A lesson as an HTML sheet: what Word and PDF are made from. The pupils' sheet stands alone, too.

Drawings become `<img src="drawing-3.svg">`; the number is the place in `drawings_of`. Boxes are □: the
project's fonts have no ☐.
"""

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

import lxml.html
import markdown as python_markdown  # type: ignore[import-untyped]
from lxml import etree
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.exports.drawings import DRAWING, attribute_of, size_of
from portal.exports.sheet_tables import process_table, set_widths
from portal.model.lesson import SECTIONS, Lesson, grade_name

EXTENSIONS = (
    "admonition", "attr_list", "sane_lists", "md_in_html", "tables",
    "pymdownx.details", "pymdownx.superfences",
)  # fmt: skip
"""What lessons are written in: as in mkdocs.yml, without what only the site needs."""

TEXT_WIDTH, TEXT_HEIGHT = 642.0, 840.0
"""Room for a drawing on an A4 page below a heading, in CSS pixels (170 mm × 222 mm)."""

CUT_UP = r"另印(?!.*一页).*裁"
"""The heading of a page that is printed apart and cut into slips, and does not say how many it holds."""

_INCLUDE = re.compile(r'^--8<-- "([^"]+)"[ \t]*$', re.MULTILINE)
_FIGURE = re.compile(r"<figure>\s*<svg\b.*?</svg>\s*</figure>|<svg\b.*?</svg>", re.DOTALL)
_WIDTH = re.compile(r"\d+(?:\.\d+)?")
_OURS = re.compile(r"drawing-\d+\.svg")
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’…—])\n(?=[\u3000-\u9fff\uff00-\uffef“”‘’…—])")
_LAST = ("教学反思", "学生活动单")
_TWO_LINES = '<div class="ruled"><p>&#160;</p><p>&#160;</p></div>'


@lru_cache(maxsize=1)
def _renderer() -> python_markdown.Markdown:
    return python_markdown.Markdown(extensions=list(EXTENSIONS))


def render(markdown: str, includes: Mapping[str, str]) -> str:
    """Return a page's Markdown as HTML. `includes` holds the blocks by name: {"help.md": "…"}."""
    whole = _INCLUDE.sub(lambda match: includes.get(match[1], ""), markdown)
    made = _renderer().reset().convert(whole)
    return _BETWEEN_HAN.sub("", made).replace("☐", "□")


def drawings_of(lesson: Lesson) -> list[str]:
    """Return the SVG texts of a lesson, slides too, in the order in which they stand."""
    return DRAWING.findall(lesson.body.markdown)


def _size(svg: str) -> tuple[float, float]:
    """Return width and height as on the page, but never larger than a sheet, in CSS pixels."""
    width, height = size_of(svg)
    wanted = attribute_of(svg, "width")
    share = float(wanted) / width if _WIDTH.fullmatch(wanted) and float(wanted) else 1
    scale = min(share, TEXT_WIDTH / width, TEXT_HEIGHT / height)
    return max(width * scale, 1), max(height * scale, 1)


def _without_drawings(markdown: str) -> str:
    """Return Markdown with each drawing as a numbered `<img>` in a paragraph of its own."""
    numbers = iter(range(len(DRAWING.findall(markdown))))

    def image(match: re.Match[str]) -> str:
        width, height = _size(match[0])
        label = attribute_of(match[0], "aria-label").replace('"', "&quot;")
        return (
            f'<div class="drawing"><img src="drawing-{next(numbers)}.svg" alt="{label}" '
            f'width="{width:.0f}" height="{height:.0f}"></div>'
        )

    return _FIGURE.sub(image, markdown)


def _sections(lesson: Lesson, includes: Mapping[str, str]) -> dict[str, list[HtmlElement]]:
    """Return the `##` sections of a lesson, rendered, without their headings and without comments.

    Raises PortalError when something of the lesson cannot be taken along.
    """
    body = lxml.html.fragment_fromstring(
        render(_without_drawings(lesson.body.markdown), includes), create_parent="div"
    )
    etree.strip_elements(body, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    _refuse_files(body, lesson)
    for table in body.iter("table"):
        set_widths(table)
    found: dict[str, list[HtmlElement]] = {}
    title = ""
    for element in body:
        if element.tag == "h2":
            title = element.text_content().strip()
            found.setdefault(title, [])
        else:
            found.setdefault(title, []).append(element)
    if swallowed := [part for part in lesson.body.titles if part in SECTIONS and part not in found]:
        raise PortalError(
            f"《{lesson.front.title}》的“{swallowed[0]}”进不了 Word 和 PDF：它前面有 HTML 标签没有关上。"
            f"检查 {lesson.marks.path} 里的 <div>、<details> 是否成对。"
        )
    return found


def _refuse_files(body: HtmlElement, lesson: Lesson) -> None:
    for image in body.iter("img"):
        source = image.get("src", "")
        if not _OURS.fullmatch(source):
            raise PortalError(
                f"《{lesson.front.title}》里的图“{source}”放在另一个文件里，Word、PDF 和课件带不走它。"
                f"把它画成 <svg> 写进 {lesson.marks.path}，或者删掉。"
            )


def _html(elements: Iterable[HtmlElement]) -> str:
    return "".join(lxml.html.tostring(element, encoding="unicode") for element in elements)


def _facts(lesson: Lesson) -> str:
    """Return the table at the top, with room for who teaches it, where and when."""
    front = lesson.front
    rows = (
        (("年级", grade_name(front.grade), 1), ("月份", f"{front.month} 月第 {front.period} 课", 1),
         ("时长", f"{front.minutes} 分钟", 1)),
        (("领域", front.area, 3), ("授课班级", "", 1)),
        (("授课教师", "", 1), ("授课时间", "", 3)),
    )  # fmt: skip
    cells = "".join(
        "<tr>" + "".join(
            f'<th>{name}</th><td colspan="{span}">{html.escape(value)}</td>' for name, value, span in row
        ) + "</tr>"
        for row in rows
    )  # fmt: skip
    columns = "".join(f'<col style="width:{share}%">' for share in (12, 20, 13, 23, 13, 19))
    return f'<table class="facts"><colgroup>{columns}</colgroup><tbody>{cells}</tbody></table>'


def _head(lesson: Lesson) -> str:
    front = lesson.front
    aims = (
        ("知道", front.objectives.know), ("体会", front.objectives.feel), ("做到", front.objectives.do)
    )  # fmt: skip
    listed = "".join(f"<li><strong>{name}</strong>　{html.escape(text)}</li>" for name, text in aims)
    to_bring = "".join(f"<p>□　{html.escape(text)}</p>" for text in front.materials)
    return (
        f"<h1>{html.escape(front.title)}</h1>{_facts(lesson)}"
        f'<h2>关键问题</h2><div class="key-question"><p>{html.escape(front.key_question)}</p></div>'
        f"<h2>教学目标</h2><ul>{listed}</ul>"
        f'<h2>带上</h2><div class="checklist">{to_bring}</div>'
        f'<h2>先读一读</h2><div class="note"><p>{html.escape(front.content_note)}</p></div>'
    )


def _reflection(elements: list[HtmlElement]) -> str:
    """Return the questions of 教学反思, each with two ruled lines below it."""
    parts = []
    for element in elements:
        if element.tag == "ul":
            parts += [f"<p>{_inner(item)}</p>{_TWO_LINES}" for item in element]
        else:
            parts.append(_html([element]))
    return f'<div class="reflection">{"".join(parts)}</div>'


def _inner(element: HtmlElement) -> str:
    return html.escape(element.text or "", quote=False) + _html(element)


def _worksheet(elements: list[HtmlElement]) -> str:
    """Return the pupils' sheet; each piece that is cut out stands in a block of its own."""
    parts: list[str] = []
    in_slip = False
    for element in elements:
        is_cut = element.tag == "p" and element.text_content().lstrip().startswith("✂")
        if in_slip and (is_cut or element.tag in ("h3", "h4")):
            parts.append("</div>")
            in_slip = False
        if is_cut and not re.search(r"\w", element.text_content()):
            parts.append(f'<div class="cut-line">{_html([element])}</div>')
            continue
        if is_cut:
            parts.append('<div class="slip">')
            in_slip = True
        parts.append(_html([element]))
    return "".join([*parts, "</div>" if in_slip else ""])


def lesson_html(lesson: Lesson, includes: Mapping[str, str]) -> str:
    """Return the teacher's complete plan; at its end what is written on: 教学反思 and the pupils' sheet."""
    sections = _sections(lesson, includes)
    parts = [_head(lesson)]
    for title, elements in sections.items():
        if title in _LAST:
            continue
        parts.append(f"<h2>{html.escape(title)}</h2>" if title else "")
        match title:
            case "教学过程":
                parts.append(process_table(elements))
            case "课件":
                parts.append(f"<p>{'　'.join(html.escape(slide.title) for slide in lesson.slides)}</p>")
            case _:
                parts.append(_html(elements))
    sources = "".join(f"<li>{html.escape(text)}</li>" for text in lesson.front.sources)
    parts.append(f'<h2>来源</h2><ul class="sources">{sources}</ul>')
    if "教学反思" in sections:
        parts.append(f"<h2>教学反思</h2>{_reflection(sections['教学反思'])}")
    sheet = _worksheet(sections.get("学生活动单", []))
    parts.append(f'<div class="worksheet"><h2 class="new-page">学生活动单</h2>{sheet}</div>')
    return "".join(parts)


def worksheet_html(lesson: Lesson, includes: Mapping[str, str]) -> str:
    """Return the pupils' sheet alone, without the teacher's part."""
    sheet = _worksheet(_sections(lesson, includes).get("学生活动单", []))
    return f'<div class="worksheet"><h1>{html.escape(lesson.front.title)}</h1>{sheet}</div>'
