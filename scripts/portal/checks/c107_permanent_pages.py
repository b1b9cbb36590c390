"""C107: a published unit or lesson keeps its address; its slug is also the id that records hold."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import Lesson
from portal.model.unit import Unit

CODE = "C107"
TITLE = "发布过的单元和教案不消失、不改名"
WHY = "网址和编号一旦发布，就有人收藏、有记录引用。消失或改名，学过的就接不上了。"


def _pages(catalogue: Catalogue) -> tuple[Unit | Lesson, ...]:
    return (*catalogue.units, *catalogue.lessons)


def check(catalogue: Catalogue, published: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each unit or lesson of the published catalogue that is gone or a draft now."""
    kept = {page.marks.path: page for page in _pages(catalogue)}
    for old in _pages(published):
        path = old.marks.path
        if old.front.status != "published" or path in catalogue.unread:
            continue
        now = kept.get(path)
        if now is None or now.front.status == "draft":
            reason = f"发布过的“{old.front.title}”不见了或退回了草稿"
            cure = "放回原处，用原来的文件名；不再用的写 status: retired，收藏的网址和学习记录才接得上。"
            yield Finding(now.marks.at("status") if now else Place(path), CODE, reason, cure)
