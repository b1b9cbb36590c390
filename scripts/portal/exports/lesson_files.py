"""All files of one lesson, made together."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from portal.errors import PortalError
from portal.exports import slide_words
from portal.exports.drawings import ON_SCREEN, draw
from portal.exports.pdf import make_lesson_pdf, make_worksheet_pdf
from portal.exports.sheet import drawings_of
from portal.exports.slides import make_slides
from portal.exports.word import make_word
from portal.model.lesson import Lesson
from portal.model.takeaway import lesson_files


def make_lesson_files(lesson: Lesson, includes: Mapping[str, str], folder: Path) -> None:
    """Write a lesson's files below a folder, each at its address. `includes`: {"help.md": "…"}.

    Raises PortalError with the lesson's title and everything that is wrong, OSError when a file cannot
    be written.
    """
    at = {kind: folder / file.path for kind, file in lesson_files(lesson).items()}
    title = lesson.front.title

    def make_plan() -> None:
        make_word(lesson, includes, draw(drawings_of(lesson), title), at["docx"])

    def make_deck() -> None:
        make_slides(lesson, draw(slide_words.drawings_of(lesson), title, ON_SCREEN), at["pptx"])

    problems: dict[str, None] = {}
    for make in (
        make_plan,
        make_deck,
        partial(make_lesson_pdf, lesson, includes, at["pdf"]),
        partial(make_worksheet_pdf, lesson, includes, at["worksheet"]),
    ):
        try:
            make()
        except PortalError as error:
            problems[str(error)] = None
    if problems:
        raise PortalError("\n".join(problems))
