"""C104: prerequisites are units of the same track, and do not run in a circle."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.unit import Unit

CODE = "C104"
TITLE = "先修单元都存在，而且不绕圈"
WHY = "先修单元写错了，学员不知道先学哪个；绕成圈，谁也开不了头。"


def _needs_itself(unit: Unit, units: dict[str, Unit]) -> bool:
    seen: set[str] = set()
    open_slugs = list(unit.front.prerequisites)
    while open_slugs:
        slug = open_slugs.pop()
        if slug not in seen and slug in units:
            seen.add(slug)
            open_slugs += units[slug].front.prerequisites
    return unit.slug in seen


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each prerequisite that is no unit, and for each circle."""
    for unit in catalogue.units:
        units = {other.slug: other for other in catalogue.units if other.track == unit.track}
        for number, slug in enumerate(unit.front.prerequisites):
            path = f"docs/certificates/{unit.track}/{slug}.md"
            if slug not in units and path not in catalogue.unread:
                place = unit.marks.at("prerequisites", number)
                cure = f"写 {unit.track} 轨道里单元的文件名。"
                yield Finding(place, CODE, f"先修单元 '{slug}' 不存在", cure)
        if _needs_itself(unit, units):
            place = unit.marks.at("prerequisites")
            yield Finding(place, CODE, f"单元 '{unit.slug}' 绕一圈成了自己的先修", "拆掉这个圈里的一处先修。")
