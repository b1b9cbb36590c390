"""L109: no lesson is another lesson with changed names."""

from collections.abc import Iterator

from portal.checks.known import looked_at
from portal.checks.sameness import alike, letters
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.lesson import Lesson, own_words

CODE = "L109"
TITLE = "任意两份教案的文字重合不超过 12%"
WHY = "同一个班一年要上二十节。套同一个模子写出来的课，学生第三节就不看了。"

MOST = 0.12
"""Share of the shorter lesson's 8-character runs that stand in the longer one too."""


def overlaps(lessons: tuple[Lesson, ...], least: float) -> list[tuple[Lesson, Lesson, float]]:
    """Return the pairs of lessons that share at least `least` of their runs, the most alike first."""
    texts = [letters(own_words(lesson)) for lesson in lessons]
    found = [(lessons[first], lessons[second], share) for first, second, share in alike(texts, least)]
    return sorted(found, key=lambda pair: (-pair[2], pair[0].id, pair[1].id))


def looks_at(catalogue: Catalogue) -> Iterator[str]:
    """Yield the texts of all lessons, and what else their findings name."""
    yield from looked_at(
        (one.id, one.marks.path, one.body.line, one.front.status, one.body.markdown)
        for one in catalogue.lessons
    )


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding, at the second of two lessons, for each pair that overlaps too much.

    A draft may begin as a copy.
    """
    published = tuple(lesson for lesson in catalogue.lessons if lesson.front.status == "published")
    for first, second, share in overlaps(published, MOST):
        if share > MOST:
            reason = f"和 {first.marks.path} 有 {share:.0%} 的文字重合"
            cure = "换掉相同的段落；全校通用的话放进 docs/_includes/，用 --8<-- 包含。"
            yield Finding(Place(second.marks.path, second.body.line), CODE, reason, cure)
