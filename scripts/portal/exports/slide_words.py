"""What stands on a lesson's slides, and what the teacher says while each of them is shown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from portal.exports.drawings import DRAWING
from portal.model.body import Section
from portal.model.lesson import Lesson, grade_name
from portal.model.speech import Role, role_of

_FIGURE = re.compile(r"<figure\b.*?</figure>|<svg\b.*?</svg>", re.DOTALL)
_NUMBER = re.compile(r"\d+\s+")
_STEP_NUMBER = re.compile(r"^\d+\.\s*")
_ITEM = re.compile(r"[-*+]\s+")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")
_MARK = re.compile(r"\*\*|__|`|(?<!\*)\*(?!\*)")
_PAGES = re.compile(r"(?<![单书本卷])第 ?(\d+(?:(?: ?[—–、至到和-] ?)\d+)*) ?页")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_SHOWN = (">", "{", "```", "~~~")
_NO_WORDS = ("{", "#", "```", "~~~", "<")
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


def _row(line: str) -> str:
    return " ｜ ".join(filter(None, (plain(cell) for cell in line.strip("|").split("|"))))


def _pieces(step: Section) -> Iterator[tuple[Role | None, str]]:
    """Yield what a step tells: list items with the stories quoted below them, paragraphs, tables."""
    piece, role, before = "", None, ""
    for line in _FIGURE.sub("", _text_of(step)).split("\n"):
        text = line.strip()
        is_row, is_item = text.startswith("|"), bool(_ITEM.match(line))
        words = _row(text) if is_row else plain(_ITEM.sub("", text.lstrip("> "), count=1))
        is_below = line.startswith(("  ", "\t", ">"))
        goes_on = before.startswith("|") if is_row else not is_item and (is_below or bool(before))
        before = text
        if not words or text.startswith(_NO_WORDS) or not set(text) - set("|-: "):
            continue
        if piece and goes_on:
            piece += f"\n{words}" if is_row or is_below else words
            continue
        if piece:
            yield role, piece
        piece, role = words, role_of(words) if is_item else None
    if piece:
        yield role, piece


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
            for role, piece in _pieces(step):
                named = pages_named(piece, len(slides))
                if not named and role in ("pupils", "why"):
                    continue
                shown = named or shown[-1:]
                for number in shown:
                    notes = slides[number - 1].notes
                    if heading not in notes:
                        notes.append(heading)
                    notes += [Note(line) for line in piece.split("\n")]


def slides_of(lesson: Lesson) -> list[SlideWords]:
    """Return the lesson's slides with their notes; the first note says which lesson it is."""
    slides = [_slide(slide) for slide in lesson.slides]
    if slides:
        _speak(slides, lesson)
        front = lesson.front
        which = f"{grade_name(front.grade)} {front.month} 月第 {front.period} 课　{front.minutes} 分钟"
        slides[0].notes.insert(0, Note(f"《{front.title}》{which}", True))
    return slides
