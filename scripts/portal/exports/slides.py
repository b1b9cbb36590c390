"""A lesson's slides as a .pptx file: big words, big drawings, the teacher's words as speaker notes.

There is no cover: plans say “课件第 3 页”, so the third page has to be the third slide in every program;
and many lessons keep their title back until the class has found it.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from pptx.presentation import Presentation as Deck

from portal.errors import PortalError, said
from portal.exports import zip_dates
from portal.exports.drawings import Picture
from portal.exports.slide_fit import Fit, fit_lines
from portal.exports.slide_places import ALONE, ALONE_SIZE, TITLE, TITLE_SIZE, arrange
from portal.exports.slide_shapes import add_page_number, add_picture, write_lines, write_notes, write_title
from portal.exports.slide_template import PICTURE, TEXT, WORDS, empty_deck
from portal.exports.slide_words import SlideWords, slides_of
from portal.model.lesson import Lesson, grade_name

_CURE = "留 40 字以内，其余放进备注。"


def _too_full(lesson: Lesson, number: int) -> PortalError:
    return PortalError(
        f"《{lesson.front.title}》课件第 {number} 页的字放不下（{lesson.marks.path}）。{_CURE}"
    )


def _title_fit(words: SlideWords, *, is_alone: bool) -> Fit | None:
    box, size = (ALONE, ALONE_SIZE) if is_alone else (TITLE, TITLE_SIZE)
    return fit_lines([words.title], box, size)


def _add_slide(deck: Deck, words: SlideWords, pictures: Sequence[Picture], number: int) -> bool:
    """Add a slide; tell whether its words fit."""
    is_alone = not (words.lines or pictures)
    layout = WORDS if is_alone else TEXT if words.lines else PICTURE
    title, arrangement = _title_fit(words, is_alone=is_alone), arrange(pictures, words.lines)
    if not title or not arrangement:
        return False
    slide = deck.slides.add_slide(deck.slide_layouts.get_by_name(layout))
    write_title(slide, title, ALONE_SIZE if is_alone else TITLE_SIZE)
    if words.lines and arrangement.fit:
        is_short = len(words.lines) == 1 and len(arrangement.fit.rows[0]) < 3
        is_centred = is_short or any(box.y < arrangement.words.y for box in arrangement.pictures)
        write_lines(slide, arrangement.fit, arrangement.words, is_centred=is_centred)
    for picture, box in zip(pictures, arrangement.pictures, strict=True):
        add_picture(slide, picture, box)
    add_page_number(slide, number)
    write_notes(slide, words.notes)
    return True


def _describe(deck: Deck, lesson: Lesson) -> None:
    front, about = lesson.front, deck.core_properties
    about.title, about.author, about.last_modified_by = front.title, "心育学堂", "心育学堂"
    about.subject = f"{grade_name(front.grade)} {front.month} 月第 {front.period} 课课件"
    about.keywords, about.language, about.revision = "，".join(front.keywords), "zh-CN", front.revision
    about.created = about.modified = datetime(*zip_dates.FIXED)


def make_slides(lesson: Lesson, pictures: Sequence[Picture], target: Path) -> None:
    """Write a lesson's slides to a file; `pictures` are those of `slide_words.drawings_of`, in order.

    Raises PortalError when a slide's words do not fit, when a drawing is missing, and when the file
    cannot be written.
    """
    slides = slides_of(lesson)
    wanted = sum(words.drawings for words in slides)
    if wanted != len(pictures):
        raise PortalError(
            f"《{lesson.front.title}》的课件要 {wanted} 张图，只有 {len(pictures)} 张。重新生成一次。"
        )
    deck, left = empty_deck(), iter(pictures)
    for number, words in enumerate(slides, 1):
        of_slide = list(islice(left, words.drawings))
        try:
            fits = _add_slide(deck, words, of_slide, number)
        except OSError as error:
            reason = f"《{lesson.front.title}》课件第 {number} 页的图读不出来：{said(error)}。"
            raise PortalError(f"{reason}检查它的 <svg>（{lesson.marks.path}）。") from error
        if not fits:
            raise _too_full(lesson, number)
    _describe(deck, lesson)
    try:
        deck.save(str(target))
        zip_dates.fix_dates(target)
    except OSError as error:
        raise PortalError(f"《{lesson.front.title}》的课件写不进 {target}：{said(error)}。") from error
