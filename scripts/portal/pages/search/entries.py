"""What the search knows of a page besides its text: the page's line in `search/head.json`."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from portal.model.calendar_page import Calendar
from portal.model.catalogue import Page
from portal.model.guide import Guide
from portal.model.lesson import SECTIONS as LESSON_SECTIONS
from portal.model.lesson import Lesson
from portal.model.release import address_of
from portal.model.search_terms import Terms
from portal.model.track import Track
from portal.model.unit import SECTIONS as UNIT_SECTIONS
from portal.model.unit import Unit
from portal.pages.search.sections import Section

Json = dict[str, Any]

_LONGEST_SUMMARY = 48
_FOR_FEW = {"handbook", "my", "updates"}
"""Kinds of pages whose headings and summaries are only in the shards: few look for them."""
_EVERYWHERE = {*LESSON_SECTIONS, *UNIT_SECTIONS}
"""Headings of every lesson or unit; they say nothing of the one."""
_OF_MANY = re.compile(r"^(?:窗口里|案例：)|卡住的时候|不成功的时候|分钟）$")
"""Headings that many pages have, with other words around them."""
_KIND_OF_FOLDER = {
    "certificates": "track", "lessons": "grade", "micro": "micro", "my": "my", "handbook": "handbook",
    "updates": "updates", "campus": "guide",
}  # fmt: skip


def kind_of(page: Page) -> str:
    """Return the kind of a page as the search shows it: one of `model.facets.KINDS`."""
    match page:
        case Lesson():
            return "lesson"
        case Unit():
            return "unit"
    folder, _, rest = page.marks.path.removeprefix("docs/").partition("/")
    return _KIND_OF_FOLDER.get(folder, "guide") if rest else "home"


def intro_of(page: Page) -> str:
    """Return the words of its front matter that a page shows above its text."""
    match page:
        case Lesson(front=front):
            aims = front.objectives
            return " ".join((front.key_question, aims.know, aims.feel, aims.do, front.content_note))
        case Unit(front=front):
            return " ".join(front.objectives.values())
        case Track(front=front):
            return front.audience
        case Guide(front=front) | Calendar(front=front) | Terms(front=front):
            return front.summary or ""
    return ""


def drawn_sections(page: Page) -> Iterator[Section]:
    """Yield the sections that a page's template writes from front matter below its text."""
    match page:
        case Track(front=front):
            yield from (Section(module.id, module.title, "", 2) for module in front.modules)
        case Calendar(front=calendar):
            for anchor in calendar.anchors:
                said = (anchor.what, anchor.activity, anchor.notice or "", anchor.avoid)
                yield Section(anchor.id, anchor.title, " ".join(" ".join(said).split()), 2)


def _summary(page: Page) -> str:
    match page:
        case Lesson(front=front):
            text = front.key_question
        case Track(front=front):
            text = front.audience
        case Guide(front=front) | Calendar(front=front) if kind_of(page) not in _FOR_FEW:
            text = front.summary or ""
        case _:
            text = ""
    return text if len(text) <= _LONGEST_SUMMARY else f"{text[: _LONGEST_SUMMARY - 1]}…"


def _headings(page: Page, sections: Iterable[Section]) -> list[list[str]]:
    """Return the headings that tell one page from others, with their anchors."""
    if isinstance(page, Lesson) or kind_of(page) in _FOR_FEW:
        return []
    return [
        [one.anchor, one.heading]
        for one in sections
        if one.anchor
        and one.level == 2
        and one.heading not in _EVERYWHERE
        and not _OF_MANY.search(one.heading)
    ]


def entry_of(page: Page, sections: list[Section]) -> Json:
    """Return what `search/head.json` says of a page; what is empty is left out."""
    front = page.front
    found: Json = {
        "u": address_of(page.marks.path),
        "t": front.title,
        "k": kind_of(page),
        "g": getattr(front, "grade", 0),
        "m": getattr(front, "month", 0),
        "a": getattr(front, "area", ""),
        "c": page.track if isinstance(page, Unit) else page.slug if isinstance(page, Track) else "",
        "s": _summary(page),
        "w": list(getattr(front, "keywords", ())),
        "h": _headings(page, sections),
        "n": sum(len(section.text) for section in sections),
    }
    return {key: value for key, value in found.items() if value or key == "u"}
