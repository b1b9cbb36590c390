"""L101: each (grade, month, period) that a grade's page claims has exactly one lesson."""

from collections.abc import Iterator, Mapping

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.lesson import Grade, Lesson

CODE = "L101"
TITLE = "年级页声明的每个月、每课时恰有一份教案"
WHY = "年级页写了哪几个月，老师就会照着来找课。缺一份，那个班那个月就少一课时。"


Slot = tuple[int, int, int]
"""Grade, month, period."""


def _misplaced(catalogue: Catalogue) -> Iterator[Finding]:
    known = catalogue.unread | {page.marks.path for page in catalogue.grades}
    for lesson in catalogue.lessons:
        grade, folder = lesson.front.grade, lesson.grade_slug
        index = f"docs/lessons/{folder}/index.md"
        if folder != f"grade-{grade}":
            cure = f"改成文件夹的年级，或把文件移到 lessons/grade-{grade}/。"
            yield Finding(lesson.marks.at("grade"), CODE, f"文件在 {folder} 里，年级写的是 {grade}", cure)
        if lesson.front.status == "published" and index not in known:
            cure = f"新建 {index}，写 title、grade、months、status。"
            yield Finding(lesson.marks.at(), CODE, "这个年级还没有年级页", cure)


def _doubled(slots: Mapping[Slot, list[Lesson]]) -> Iterator[Finding]:
    for (grade, month, period), (first, *others) in slots.items():
        for lesson in others:
            reason = f"{grade} 年级 {month} 月第 {period} 课时已有 '{first.slug}'"
            yield Finding(lesson.marks.at("period"), CODE, reason, "改月份或课时，或把其中一份改成 draft。")


def _missing(page: Grade, slots: Mapping[Slot, list[Lesson]]) -> Iterator[Finding]:
    for number, month in enumerate(page.front.months):
        for period in range(1, page.front.periods + 1):
            if (page.front.grade, month, period) not in slots:
                place = page.marks.at("months", number)
                reason = f"{month} 月第 {period} 课时没有已发布的教案"
                yield Finding(place, CODE, reason, "写好这一课，或从 months 里去掉这个月。")


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each period without a lesson, or with more than one."""
    slots: dict[Slot, list[Lesson]] = {}
    for lesson in catalogue.lessons:
        front = lesson.front
        if front.status == "published":
            slots.setdefault((front.grade, front.month, front.period), []).append(lesson)
    yield from _misplaced(catalogue)
    yield from _doubled(slots)
    for page in catalogue.grades:
        if not any(path.startswith(f"docs/lessons/{page.slug}/") for path in catalogue.unread):
            yield from _missing(page, slots)
