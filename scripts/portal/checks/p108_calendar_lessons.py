"""P108: the lessons that the calendar names exist and are published."""

from collections.abc import Iterator
from difflib import get_close_matches

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "P108"
TITLE = "校历里列的教案都在，而且已经发布"
WHY = "老师照着校历备课，点开却没有这一课，那一周的安排就落空了。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each lesson id of an anchor that leads to no published page."""
    calendar = catalogue.calendar
    if calendar is None:
        return
    status = {lesson.id: lesson.front.status for lesson in catalogue.lessons}
    unread = {path.removeprefix("docs/lessons/").removesuffix(".md") for path in catalogue.unread}
    for number, anchor in enumerate(calendar.front.anchors):
        for place, lesson in enumerate(anchor.lessons):
            where = calendar.marks.at("anchors", number, "lessons", place)
            if lesson not in status and lesson not in unread:
                near = get_close_matches(lesson, status, 1)
                hint = f"是不是 '{near[0]}'？" if near else ""
                cure = f"{hint}照 docs/lessons 下面的“年级文件夹/文件名”写，不带 .md。"
                yield Finding(where, CODE, f"没有教案 '{lesson}'", cure)
            elif status.get(lesson, "published") != "published":
                yield Finding(where, CODE, f"教案 '{lesson}' 还没有发布", "先发布那一课，或换一课。")
