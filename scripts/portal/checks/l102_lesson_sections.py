"""L102: a lesson has its eleven sections, all of them, in order, none empty."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import SECTIONS

CODE = "L102"
TITLE = "教案十一个栏目齐全、次序不乱、没有空栏"
WHY = "每份教案栏目一样，老师在哪个年级都知道到哪里找什么，导出的 Word 也才整齐。"
ALONE = True


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each section that is missing, unknown, misplaced or empty."""
    order = " · ".join(SECTIONS)
    for lesson in catalogue.lessons:
        titles = lesson.body.titles
        for name in SECTIONS:
            if name not in titles:
                yield Finding(lesson.marks.at(), CODE, f"缺少“## {name}”", f"栏目次序：{order}。")
        for section in lesson.body.sections:
            place = Place(lesson.marks.path, section.line)
            if section.title not in SECTIONS:
                cure = f"用“###”写在某个栏目里，或改成：{order}。"
                yield Finding(place, CODE, f"不认识的栏目“{section.title}”", cure)
            elif lesson.front.status != "draft" and not section.full_text.strip():
                yield Finding(place, CODE, f"“{section.title}”是空的", "写上内容；这一栏每份教案都要有。")
        known = tuple(title for title in titles if title in SECTIONS)
        if len(known) == len(SECTIONS) and known != SECTIONS:
            yield Finding(lesson.marks.at(), CODE, "栏目次序不对", f"应为：{order}。")
