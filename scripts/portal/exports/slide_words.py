"""What stands on a lesson's slides, and what the teacher says while each of them is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from portal.exports.drawings import DRAWING
from portal.model.body import Section
from portal.model.lesson import Lesson, grade_name

_FIGURE = re.compile(r"<figure\b.*?</figure>|<svg\b.*?</svg>", re.DOTALL)
_NUMBER = re.compile(r"\d+\s+")
_STEP_NUMBER = re.compile(r"^\d+\.\s*")
_ITEM = re.compile(r"[-*+]\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")
_MARK = re.compile(r"\*\*|__|`|(?<!\*)\*(?!\*)")
_PAGES = re.compile(r"(?<![单书本卷])第 ?(\d+(?:(?: ?[—–、至到和-] ?)\d+)*) ?页")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_SHOWN = (">", "{", "```", "~~~")
_NOTE = "备注："


@dataclass(frozen=True)
class Note:
    """A paragraph of the speaker's notes."""

    text: str
    is_heading: bool = False


@dataclass
class SlideWords:
    """A slide as its author wrote it, without markup."""

    title: str
    lines: list[str]
    drawings: int
    """How many drawings it has."""
    notes: list[Note] = field(default_factory=list)


def plain(markdown: str) -> str:
    """Return a line of Markdown as it is read: no emphasis, no link, no tag."""
    text = _LINK.sub(lambda match: match[1] or "", markdown)
    return unescape(_MARK.sub("", text)).strip()


def _text_of(section: Section) -> str:
    return _COMMENT.sub("", section.full_text)


def drawings_of(lesson: Lesson) -> list[str]:
    """Return the SVG of every drawing on the lesson's slides, in order."""
    return [svg for slide in lesson.slides for svg in DRAWING.findall(_text_of(slide))]


def _line(text: str) -> str:
    if text.startswith("|"):
        return "　".join(plain(cell) for cell in text.strip("|").split("|"))
    item = _ITEM.match(text)
    return f"· {plain(text[item.end() :])}" if item else plain(text)


def _slide(slide: Section) -> SlideWords:
    lines = [line.strip() for line in _FIGURE.sub("", _text_of(slide)).split("\n")]
    said = [plain(line[1:]) for line in lines if line.startswith(">")]
    shown = [line for line in lines if line and not line.startswith(_NOT_SHOWN) and set(line) - set("|-: ")]
    number = _NUMBER.match(slide.title)
    title = plain(slide.title[number.end() if number else 0 :])
    notes = [Note(line if line.startswith(_NOTE) or place else _NOTE + line)
             for place, line in enumerate(filter(None, said))]  # fmt: skip
    return SlideWords(title, [_line(line) for line in shown], len(DRAWING.findall(_text_of(slide))), notes)


def _items(step: Section) -> Iterator[str]:
    """Yield the top-level list items of a step; a story that is quoted after an item belongs to it."""
    item = ""
    for line in _text_of(step).split("\n"):
        if _ITEM.match(line):
            if item:
                yield item
            item = plain(_ITEM.sub("", line, count=1))
        elif item and line.startswith(("  ", "\t", ">")):
            words = plain(_ITEM.sub("", line.strip().lstrip("> ")))
            item += f"\n{words}" if words else ""
    if item:
        yield item


def pages_named(text: str, slides: int) -> list[int]:
    """Return the slides that a text names: 第 2 页, 第 2—4 页, 第 2、3 页."""
    found: list[int] = []
    for match in _PAGES.finditer(text):
        numbers = [int(number) for number in re.findall(r"\d+", match[1])]
        is_range = len(numbers) == 2 and not re.search("[、和]", match[1])
        found += range(numbers[0], min(numbers[1], slides) + 1) if is_range else numbers
    return [number for number in dict.fromkeys(found) if 1 <= number <= slides]


def _speak(slides: list[SlideWords], lesson: Lesson) -> None:
    """Add the teacher's words to the notes of the slide that is shown meanwhile."""
    shown = [1]
    for stage in lesson.stages:
        for step in stage.children or (stage,):
            heading = Note(f"{stage.title.split('（')[0]} · {_STEP_NUMBER.sub('', step.title)}", True)
            for item in _items(step):
                named = pages_named(item, len(slides))
                if not named and not item.startswith("教师"):
                    continue
                shown = named or shown[-1:]
                for number in shown:
                    notes = slides[number - 1].notes
                    if heading not in notes:
                        notes.append(heading)
                    notes += [Note(line) for line in item.split("\n")]


def slides_of(lesson: Lesson) -> list[SlideWords]:
    """Return the lesson's slides with their notes; the first note says which lesson it is."""
    slides = [_slide(slide) for slide in lesson.slides]
    if slides:
        _speak(slides, lesson)
        front = lesson.front
        which = f"{grade_name(front.grade)} {front.month} 月第 {front.period} 课　{front.minutes} 分钟"
        slides[0].notes.insert(0, Note(f"《{front.title}》{which}", True))
    return slides
