"""L106: each step says who does what and why; each stage opens with words that can be spoken."""

import re
from collections.abc import Iterator

from portal.model.body import Section
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "L106"
TITLE = "每步写明教师、学生、为什么；每个阶段第一步有老师说得出口的话"
WHY = "换一位老师拿到教案，最难的是开口第一句。只写“引导学生讨论”，等于没写。"
ALONE = True

_PARTS = ("- 教师", "- 学生", "- 为什么")
_SPOKEN = re.compile(r"“[^”]{4,}")


def _says(step: Section, name: str) -> bool:
    """Tell whether a step has a line that begins with `name`, and something after its colon or below it."""
    for part in re.split(r"\n(?=- )", f"\n{step.full_text}"):
        if part.strip().startswith(name):
            _, colon, words = part.partition("：")
            if words.strip() or not colon:
                return True
    return False


def _step(path: str, step: Section, *, is_first: bool) -> Iterator[Finding]:
    place = Place(path, step.line)
    for name in _PARTS:
        if not _says(step, name):
            cure = f"加一行“{name}：…”。教师写做什么、说什么，学生写真的会怎样，为什么写用意。"
            yield Finding(place, CODE, f"步骤“{step.title}”没写“{name.removeprefix('- ')}”", cure)
    words = step.full_text[: step.full_text.find("- 学生")] if "- 学生" in step.full_text else step.full_text
    if is_first and _says(step, "- 教师") and not _SPOKEN.search(words):
        cure = "在“教师”这一行用“ ”写出开口的那几句话。"
        yield Finding(place, CODE, "这个阶段一开头没有老师说的话", cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each part that a step lacks, and for each stage without words to open it."""
    for lesson in catalogue.lessons:
        for stage in lesson.stages:
            for number, step in enumerate(stage.children):
                yield from _step(lesson.marks.path, step, is_first=number == 0)
