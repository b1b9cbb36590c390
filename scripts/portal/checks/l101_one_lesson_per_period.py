"""L101: each (grade, month, period) that a grade's page claims has exactly one lesson."""

from collections import defaultdict
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.lesson import Lesson

CODE = "L101"
TITLE = "年级页声明的每个月、每课时恰有一份教案"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each period without a lesson, or with more than one."""
    known = catalogue.unread | {page.marks.path for page in catalogue.grades}
    slots: dict[tuple[int, int, int], list[Lesson]] = defaultdict(list)
    for lesson in catalogue.lessons:
        front = lesson.front
        if lesson.grade_slug != f"grade-{front.grade}":
            cure = f"改成文件夹的年级，或把文件移到 lessons/grade-{front.grade}/。"
            yield Finding(lesson.marks.at("grade"), CODE, f"文件在 {lesson.grade_slug} 里，年级写的是 {front.grade}", cure)
        index = f"docs/lessons/{lesson.grade_slug}/index.md"
        if front.status == "published" and index not in known:
            yield Finding(lesson.marks.at(), CODE, "这个年级还没有年级页", f"新建 {index}，写 title、grade、months、status。")
        if front.status == "published":
            slots[front.grade, front.month, front.period].append(lesson)
    for (grade, month, period), lessons in slots.items():
        for lesson in lessons[1:]:
            reason = f"{grade} 年级 {month} 月第 {period} 课时已有 '{lessons[0].slug}'"
            yield Finding(lesson.marks.at("period"), CODE, reason, "改月份或课时，或把其中一份改成 draft。")
    for page in catalogue.grades:
        if any(path.startswith(f"docs/lessons/{page.slug}/") for path in catalogue.unread):
            continue
        for number, month in enumerate(page.front.months):
            for period in range(1, page.front.periods + 1):
                if not slots.get((page.front.grade, month, period)):
                    reason = f"{month} 月第 {period} 课时没有已发布的教案"
                    place = page.marks.at("months", number)
                    yield Finding(place, CODE, reason, "写好这一课，或从 months 里去掉这个月。")
