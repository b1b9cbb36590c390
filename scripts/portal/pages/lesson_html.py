"""A lesson's HTML as Markdown gives it → a page to teach from: steps, what is said, the sheet, the slides.

Wraps and marks; never adds, removes or moves a word: `tests/portal/pages/test_lesson_html.py` proves it.
"""

import html
import re
from collections.abc import Iterable, Iterator

import lxml.html
from lxml.html import HtmlElement

from portal.model.lesson import minutes_of
from portal.model.speech import role_of, speeches

SAY = "portal-say"
"""Class of the words that a teacher says."""

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_HOLE = re.compile(r"<!--drawing (\d+)-->")
_MINUTES = re.compile(r"（[^（）]*分钟）")
_LABEL = re.compile(r"\s*(?:教师|学生|为什么)：?")
_BLOCKS = {"ul", "ol", "p", "table", "blockquote", "figure", "div", "pre"}

_Text = tuple[HtmlElement, str, str]
"""An element, whether its `text` or its `tail` is meant, and the words there."""


def lesson_html(page: str) -> str:
    """Return a lesson's HTML with its parts wrapped: `教学过程`, `学生活动单`, `课件`, `安全提示与求助`."""
    drawings = _SVG.findall(page)
    holes = iter(range(len(drawings)))
    root = lxml.html.fragment_fromstring(_SVG.sub(lambda _: f"<!--drawing {next(holes)}-->", page), "div")
    for title, arrange in (
        ("教学过程", _process), ("学生活动单", _worksheet), ("课件", _deck), ("安全提示与求助", _safety),
    ):  # fmt: skip
        for heading in root.xpath("./h2[@id=$id]", id=title):
            arrange(heading)
    text = html.escape(root.text or "", quote=False)
    text += "".join(lxml.html.tostring(child, encoding="unicode") for child in root)
    return _HOLE.sub(lambda hole: drawings[int(hole[1])], text)


def _until(first: HtmlElement, *tags: str) -> list[HtmlElement]:
    """Return an element's later siblings up to the next one with one of the tags."""
    found: list[HtmlElement] = []
    for element in first.itersiblings():
        if element.tag in tags:
            break
        found.append(element)
    return found


def _wrap(elements: list[HtmlElement], tag: str, look: str, **attributes: str) -> HtmlElement | None:
    """Put sibling elements into a new one at their place; None when there are none."""
    if not elements:
        return None
    box: HtmlElement = lxml.html.Element(tag, {"class": look, **attributes})
    elements[0].addprevious(box)
    box.text = box.tail = "\n"
    box.extend(elements)
    return box


def _process(heading: HtmlElement) -> None:
    stages = [element for element in _until(heading, "h2") if element.tag == "h3"]
    for number, stage in enumerate(stages, 1):
        rest = _until(stage, "h2", "h3")
        steps = [element for element in rest if element.tag == "h4"]
        for position, step in enumerate(steps, 1):
            _step(step, f"step-{number}-{position}")
        _mark_minutes(stage)
        _wrap([stage, *_until(stage, "h2", "h3")], "section", "portal-stage", id=f"stage-{number}")


def _step(heading: HtmlElement, name: str) -> None:
    minutes = minutes_of(heading.text_content()) or 0
    content = _until(heading, "h2", "h3", "h4")
    for group in content:
        if group.tag in ("ul", "ol"):
            for item in group.iterchildren("li"):
                _item(item)
    _mark_minutes(heading)
    _wrap([heading, *content], "section", "portal-step", id=name, **{"data-portal-minutes": f"{minutes:g}"})


def _mark_minutes(heading: HtmlElement) -> None:
    text = heading.text or ""
    if found := _MINUTES.search(text):
        _mark(heading, "text", [(found.start(), found.end())], "portal-minutes")


def _item(item: HtmlElement) -> None:
    """Mark a bullet's role, and what is said in it unless it is about pupils or reasons."""
    role = role_of(item.text_content())
    if role:
        item.set("class", f"portal-{role}")
    if role in (None, "teacher"):
        for block in (item, *item.iterdescendants("li", "p")):
            _mark_speech(block)
    first = next(_texts(item.find("p") if not (item.text or "").strip() and len(item) else item), None)
    if role and first and (label := _LABEL.match(first[2])):
        _mark(first[0], first[1], [label.span()], "portal-role")


def _texts(block: HtmlElement | None) -> Iterator[_Text]:
    """Yield the pieces of text of a block in reading order, those of blocks inside it left out."""
    if block is None:
        return
    if block.text:
        yield block, "text", block.text
    for child in block:
        if isinstance(child.tag, str) and child.tag not in _BLOCKS:
            yield from _texts(child)
        if child.tail:
            yield child, "tail", child.tail


def _mark_speech(block: HtmlElement) -> None:
    pieces = list(_texts(block))
    spoken = speeches("".join(words for _, _, words in pieces))
    end = sum(len(words) for _, _, words in pieces)
    for element, place, words in reversed(pieces):  # from the end, so that no piece moves before its turn
        begin = end - len(words)
        _mark(element, place, _within(spoken, begin, end), SAY)
        end = begin


def _within(spans: Iterable[tuple[int, int]], begin: int, end: int) -> list[tuple[int, int]]:
    """Return the parts of the spans that lie between two positions, counted from the first of them."""
    cut = ((max(first, begin) - begin, min(last, end) - begin) for first, last in spans)
    return [(first, last) for first, last in cut if first < last]


def _mark(element: HtmlElement, place: str, spans: list[tuple[int, int]], look: str) -> None:
    """Put parts of one piece of text into elements of their own."""
    for first, last in reversed(spans):
        words = getattr(element, place)
        span: HtmlElement = lxml.html.Element("span", {"class": look})
        span.text, span.tail = words[first:last], words[last:] or None
        setattr(element, place, words[:first] or None)
        if place == "text":
            element.insert(0, span)
        else:
            tail, element.tail = element.tail, None
            element.addnext(span)
            element.tail = tail


def _worksheet(heading: HtmlElement) -> None:
    """Make a sheet of paper of the worksheet, a further one where a new page begins."""
    sheet: list[HtmlElement] = []
    for element in _until(heading, "h2"):
        if sheet and "new-page" in (element.get("class") or "").split():
            _wrap(sheet, "div", "portal-sheet")
            sheet = []
        sheet.append(element)
    _wrap(sheet, "div", "portal-sheet")


def _deck(heading: HtmlElement) -> None:
    """Make a slide of each heading with its screen and, below it, its speaker note."""
    slides = []
    for title in [element for element in _until(heading, "h2") if element.tag == "h3"]:
        content = _until(title, "h2", "h3")
        shown = [element for element in content if element.tag != "blockquote"]
        if content[: len(shown)] == shown:  # else a note stands between, and nothing is moved
            _wrap(shown, "div", "portal-screen")
        # the heading stays outside of the screen, or the search would give the note to the section before
        slides.append(_wrap([title, *_until(title, "h2", "h3")], "section", "portal-slide"))
    _wrap([slide for slide in slides if slide is not None], "div", "portal-deck")


def _safety(heading: HtmlElement) -> None:
    _wrap(_until(heading, "h2"), "section", "portal-safety")
