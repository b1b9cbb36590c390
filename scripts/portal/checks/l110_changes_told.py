"""L110: each revision of a lesson after the first says what it changed."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.lesson import Lesson

CODE = "L110"
TITLE = "教案从第 2 版起，每一版都有一句“改了什么”"
WHY = "老师手里是上次取走的 Word。不说改了哪一步，只好从头对一遍，多半就照旧的上了。"


def _missing(lesson: Lesson) -> Iterator[Finding]:
    told = {change.revision for change in lesson.front.changes}
    for revision in range(2, lesson.front.revision + 1):
        if revision not in told:
            cure = f"在 changes 里加一项：revision: {revision}，text 写一句改了哪里。"
            yield Finding(lesson.marks.at("revision"), CODE, f"第 {revision} 版没写改了什么", cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each revision not told of, and each change of none, told twice or out of order."""
    for lesson in catalogue.lessons:
        yield from _missing(lesson)
        last = 1
        for number, change in enumerate(lesson.front.changes):
            place = lesson.marks.at("changes", number, "revision")
            if change.revision > lesson.front.revision:
                reason = f"changes 写到第 {change.revision} 版，revision 还是 {lesson.front.revision}"
                yield Finding(place, CODE, reason, "把 revision 改成最后一版的号，或删去这一项。")
            elif change.revision <= last:
                cure = "一版一项，从第 2 版起按次序写；同一版改了几处，合成一句。"
                yield Finding(place, CODE, f"第 {change.revision} 版写了两次，或次序不对", cure)
            last = max(last, change.revision)
