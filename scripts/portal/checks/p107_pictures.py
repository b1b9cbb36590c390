"""P107: a drawing can be read by everyone: in the dark, on paper, by ear."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import Lesson

CODE = "P107"
TITLE = "图用 SVG 画：有文字说明、自带底色、字够大、中间不空行"
WHY = "没有说明，看不见图的人什么也得不到；没有底色，深色模式下一团黑；空一行，后半张图就变成了代码。"
ALONE = True

SMALLEST = 9
"""Units of the view box, of 520 in width: about 7 point on paper."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_FILE = re.compile(r'!\[[^\]]*\]\(\s*<?([^)\s>]*)|<img\b[^>]*?\ssrc="([^"]*)"')
_MERMAID = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[ \t]*\{?[ \t.]*mermaid", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _width(svg: Element) -> float:
    numbers = _NUMBER.findall(svg.get("viewBox", ""))
    return float(numbers[2]) if len(numbers) == 4 else 0


def _smallest_text(svg: Element) -> float:
    """Return the smallest font size of the texts in a drawing."""
    smallest = 99.0
    waiting = [(svg, 16.0)]
    while waiting:
        element, inherited = waiting.pop()
        written = _NUMBER.findall(element.get("font-size", ""))
        size = float(written[0]) if written else inherited
        if element.tag.endswith("text"):
            smallest = min(smallest, size)
        waiting += [(child, size) for child in element]
    return smallest


def _faults(source: str) -> Iterator[tuple[str, str]]:
    if re.search(r"\n\s*\n", source):
        yield "图的中间有空行", "删去 <svg> 和 </svg> 之间的空行。"
        return
    try:
        svg = fromstring(source)
    except ParseError as error:
        yield f"图写得不完整（第 {error.position[0]} 行附近）", "检查每个标签有没有关上、引号是否成对。"
        return
    if svg.get("aria-hidden") != "true" and not (svg.get("role") == "img" and svg.get("aria-label")):
        yield "图没有文字说明", '在 <svg> 上加 role="img" 和 aria-label="…"；纯装饰的加 aria-hidden="true"。'
    if not _width(svg):
        yield "图没有写 viewBox", '在 <svg> 上加 viewBox="0 0 520 300" 这样的尺寸，屏幕窄了才会缩小。'
    elif _smallest_text(svg) * 520 / _width(svg) < SMALLEST:
        yield "图里的字太小", f"按 520 的宽度算，字不小于 {SMALLEST}，最好 14 以上。"
    if svg.get("aria-hidden") != "true" and not any(child.tag.endswith("rect") for child in svg.iter()):
        yield "图没有底色", '第一笔画一张纸：<rect width="…" height="…" fill="#fbfdf8"/>。'


def _in_files(lesson: Lesson) -> Iterator[Finding]:
    """Yield a finding for each picture of a lesson that Word, PDF and slides cannot take along."""
    for line, text in lesson.body.lines:
        for match in _FILE.finditer(text):
            reason = f"图“{match[1] or match[2]}”放在另一个文件里，Word、PDF 和课件带不走它"
            place = Place(lesson.marks.path, line, match.start() + 1)
            yield Finding(place, CODE, reason, "画成 <svg> 直接写在教案里，或者删掉。")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each drawing that some reader cannot use, and for each Mermaid block."""
    for _, body, marks in catalogue.pages():
        for match in _MERMAID.finditer(body.markdown) if "mermaid" in body.markdown else ():
            place = Place(marks.path, body.line + body.markdown.count("\n", 0, match.start()))
            cure = "画成 SVG 写在页面里；Mermaid 要从别的网站取程序，校园网里画不出来。"
            yield Finding(place, CODE, "这里用了 Mermaid", cure)
        markup = "\n".join(text for _, text in body.lines)
        if markup.count("<svg") > markup.count("</svg>"):
            line, _ = body.lines[markup.count("\n", 0, markup.rindex("<svg"))]
            yield Finding(Place(marks.path, line), CODE, "图没有结束", "在图的最后写上 </svg>。")
        for match in _SVG.finditer(markup):
            line, _ = body.lines[markup.count("\n", 0, match.start())]
            place = Place(marks.path, line)
            for reason, cure in _faults(match[0]):
                yield Finding(place, CODE, reason, cure)
    for lesson in catalogue.lessons:
        yield from _in_files(lesson)
