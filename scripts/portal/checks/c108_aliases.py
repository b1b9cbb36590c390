"""C108: an old address leads to one page, and no page stands there any more."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.release import address_of

CODE = "C108"
TITLE = "aliases 里的旧网址没有别的页面在用"
WHY = "一个网址只能打开一页。旧网址上又有了新页面，或者两页都说是自己的，收藏它的人就到了别处。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each alias at which a page stands, and for each that is claimed twice."""
    stands = {address_of(marks.path): marks.path for _, _, marks in catalogue.pages()}
    claimed: dict[str, str] = {}
    for page, _, marks in catalogue.pages():
        for number, alias in enumerate(page.front.aliases):
            place = marks.at("aliases", number)
            taken = stands.get(f"{alias}/")
            if taken == marks.path:
                yield Finding(place, CODE, f"旧网址 {alias} 就是这一页现在的网址", "删掉这一项。")
            elif taken:
                cure = f"搬过来的是这一页，就给 {taken} 换一个文件名；不是，就从 aliases 里删掉它。"
                yield Finding(place, CODE, f"旧网址 {alias} 上有另一页 {taken}", cure)
            elif alias in claimed:
                reason = f"旧网址 {alias} 在 {claimed[alias]} 里已经写过"
                yield Finding(place, CODE, reason, "只留一处：以前真在那里的那一页。")
            claimed.setdefault(alias, marks.path)
