"""Tells from the folder of a page which kind it is."""

import re
from typing import Any

from pydantic import BaseModel

from portal.model.body import Body
from portal.model.calendar_page import CALENDAR_PATH, Calendar, CalendarFront
from portal.model.guide import Guide, GuideFront
from portal.model.lesson import Grade, GradeFront, Lesson, LessonFront
from portal.model.marks import Marks
from portal.model.search_terms import TERMS_PATH, Terms, TermsFront
from portal.model.track import Track, TrackFront
from portal.model.unit import Unit, UnitFront

_GRADE = re.compile(r"grade-\d{1,2}")
_OF_PATH: dict[str, type[BaseModel]] = {CALENDAR_PATH: CalendarFront, TERMS_PATH: TermsFront}
"""Pages of which there is one → their front matter."""


def front_kind(parts: tuple[str, ...]) -> type[BaseModel]:
    """Tell from the folder which kind of front matter a page has."""
    match parts:
        case ("certificates", _, "index.md"):
            return TrackFront
        case ("certificates", _, _):
            return UnitFront
        case ("lessons", grade, "index.md") if _GRADE.fullmatch(grade):
            return GradeFront
        case ("lessons", grade, _) if _GRADE.fullmatch(grade):
            return LessonFront
    return _OF_PATH.get("/".join(parts), GuideFront)


def page_made(parts: tuple[str, ...], front: Any, body: Body, marks: Marks) -> Any:
    """Build the model object of a page from its front matter and body."""
    stem = parts[-1].removesuffix(".md")
    match front:
        case TrackFront():
            return Track(parts[1], front, body, marks)
        case UnitFront():
            return Unit(parts[1], stem, front, body, marks)
        case GradeFront():
            return Grade(parts[1], front, body, marks)
        case LessonFront():
            return Lesson(parts[1], stem, front, body, marks)
        case CalendarFront():
            return Calendar(front, body, marks)
        case TermsFront():
            return Terms(front, body, marks)
    return Guide("/".join(parts), front, body, marks)
