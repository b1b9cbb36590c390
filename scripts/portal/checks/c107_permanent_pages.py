"""C107: a published address opens the page that it opened, where that stands today."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue, Page
from portal.model.finding import Finding, Place
from portal.model.lesson import Lesson
from portal.model.moves import opened_by
from portal.model.release import PageFacts, Release, address_of
from portal.model.unit import Unit

CODE = "C107"
TITLE = "发布过的网址都打得开，搬走的页面旧网址转得到"
WHY = "网址和编号一旦发布，就有人收藏、有记录引用。断了，学过的、用过的就接不上了。"

_KINDS = {"unit": "单元", "lesson": "教案"}


def _shown(address: str) -> str:
    return address.rstrip("/") or "首页"


def _heir(catalogue: Catalogue, published: Release, old: PageFacts) -> Page | None:
    """Return the page that a page seems to have become: a new one of its kind with its title."""
    new = [
        page
        for page, _, marks in catalogue.pages()
        if page.front.title == old.title
        and type(page).__name__.lower() == old.kind
        and address_of(marks.path) not in published.lead
    ]
    return new[0] if len(new) == 1 else None


def _gone(catalogue: Catalogue, published: Release, address: str, old: PageFacts) -> Finding:
    draft = catalogue.page_at.get(old.path.removeprefix("docs/"))
    if draft:
        cure = "改回 status: published；不再用的写 status: retired，收藏的网址和学习记录才接得上。"
        return Finding(draft.marks.at("status"), CODE, f"发布过的“{old.title}”退回了草稿，网址打不开了", cure)
    heir = _heir(catalogue, published, old)
    if heir:
        reason = f"“{old.title}”以前在 {_shown(address)}，那个网址现在打不开了"
        return Finding(heir.marks.at("title"), CODE, reason, f"在页首加一行 aliases: [{_shown(address)}]。")
    cure = (
        "放回原处，用原来的文件名，不再用的写 status: retired；"
        f"改了名、搬了家的，在新页面的页首写 aliases: [{_shown(address)}]。"
    )
    return Finding(Place(old.path), CODE, f"发布过的“{old.title}”不见了，网址打不开了", cure)


def _misled(published: Release, address: str, old: PageFacts, now: Page) -> Iterator[Finding]:
    """Yield what is wrong with the page that a unit's or lesson's old address opens now."""
    place, kind = now.marks.at("aliases"), _KINDS[old.kind]
    own = address_of(now.marks.path)
    if type(now).__name__.lower() != old.kind:
        reason = f"{_shown(address)} 发布时是{kind}“{old.title}”，现在转到的不是{kind}"
        cure = f"从 aliases 里去掉它，把那个{kind}放回原处，写 status: retired；学习记录还认着它。"
        yield Finding(place, CODE, reason, cure)
    elif own in published.lead and published.lead[own] != address:
        reason = f"{_shown(address)} 发布时是另一个{kind}“{old.title}”，两份学习记录会混在一起"
        cure = f"从 aliases 里去掉它，把那个{kind}放回原处，写 status: retired；并过来的题用新的编号。"
        yield Finding(place, CODE, reason, cure)


def _aliases(published: Release, opened: dict[str, Page]) -> Iterator[Finding]:
    """Yield a finding for each address of old that led to a page, and does so no more."""
    for alias, address in published.lead.items():
        page = opened.get(address)
        if page is None or opened.get(alias) is page:
            continue
        where = "打不开了" if alias not in opened else "转到了别的页面"
        reason = f"旧网址 {_shown(alias)} 上次发布时转到“{published.pages[address].title}”，现在{where}"
        yield Finding(page.marks.at("aliases"), CODE, reason, f"在页首的 aliases 里补回 {_shown(alias)}。")


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each published address that opens nothing, or something else, now."""
    opened = opened_by(catalogue)
    for address, old in published.pages.items():
        if old.path in catalogue.unread:
            continue
        now = opened.get(address)
        if now is None:
            yield _gone(catalogue, published, address, old)
        elif old.kind in _KINDS and (not isinstance(now, Unit | Lesson) or now.id != old.id):
            yield from _misled(published, address, old, now)
    yield from _aliases(published, opened)
