"""U101: a unit says why, teaches with a worked case, lets the reader act, and sums up."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.unit import SECTIONS

CODE = "U101"
TITLE = "单元的栏目齐全、有案例、次序不乱、没有空栏"
WHY = "每个单元走同一条路：为什么学、正文和案例、做一做、误区、要点，学员心里有数。"
ALONE = True


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each section that is missing, misplaced or empty."""
    order = " · ".join(SECTIONS)
    for unit in catalogue.units:
        titles = unit.body.titles
        missing = [name for name in SECTIONS if name not in titles]
        for name in missing:
            yield Finding(unit.marks.at(), CODE, f"缺少“## {name}”", f"栏目次序：{order}。")
        if not missing and [name for name in titles if name in SECTIONS] != list(SECTIONS):
            yield Finding(unit.marks.at(), CODE, "栏目次序不对", f"应为：{order}。")
        if not any("案例" in part.title for top in unit.body.sections for part in top.walk()):
            cure = "加一个标题里有“案例”的小节，写明是虚构，写出老师说的话。"
            yield Finding(unit.marks.at(), CODE, "没有走完一遍的案例", cure)
        for top in unit.body.sections:
            if unit.front.status != "draft" and not top.full_text.strip():
                place = Place(unit.marks.path, top.line)
                cure = "写上内容；" + (
                    "这一栏每个单元都要有。" if top.title in SECTIONS else "不要这一节，就去掉标题。"
                )
                yield Finding(place, CODE, f"“{top.title}”是空的", cure)
