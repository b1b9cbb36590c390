"""L110: each revision of a lesson or unit after the first says what it changed."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.lesson import Lesson
from portal.model.unit import Unit

CODE = "L110"
TITLE = "教案和单元从第 2 版起，每一版都有一句“改了什么”"
WHY = "老师手里是上次取走的 Word，脑子里是上次学的。不说改了哪里，只好从头对一遍，多半就照旧的用了。"


def _missing(page: Lesson | Unit) -> Iterator[Finding]:
    told = {change.revision for change in page.front.changes}
    for revision in range(2, page.front.revision + 1):
        if revision not in told:
            cure = f"在 changes 里加一项：revision: {revision}，text 写一句改了哪里。"
            yield Finding(page.marks.at("revision"), CODE, f"第 {revision} 版没写改了什么", cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each revision not told of, and each change of none, told twice or out of order."""
    pages: tuple[Lesson | Unit, ...] = (*catalogue.lessons, *catalogue.units)
    for page in pages:
        yield from _missing(page)
        last = 1
        for number, change in enumerate(page.front.changes):
            place = page.marks.at("changes", number, "revision")
            if change.revision > page.front.revision:
                reason = f"changes 写到第 {change.revision} 版，revision 还是 {page.front.revision}"
                yield Finding(place, CODE, reason, "把 revision 改成最后一版的号，或删去这一项。")
            elif change.revision <= last:
                cure = "一版一项，从第 2 版起按次序写；同一版改了几处，合成一句。"
                yield Finding(place, CODE, f"第 {change.revision} 版写了两次，或次序不对", cure)
            last = max(last, change.revision)
