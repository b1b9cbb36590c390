"""L107: the three objectives of a lesson say three things, each of them something one can see."""

from collections.abc import Iterator

from portal.checks.sameness import letters
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "L107"
TITLE = "三个目标各说各的：知道什么、感受到什么、做到什么"
WHY = "三个目标写成一句话，下课时就说不出这节课到底成了没有。"

SHORTEST = 5


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each objective that is too short to say something or repeats another."""
    for lesson in catalogue.lessons:
        seen: set[str] = set()
        for kind, text in lesson.front.objectives.model_dump().items():
            place = lesson.marks.at("objectives", kind)
            words = letters(text)
            if len(words) < SHORTEST:
                yield Finding(
                    place, CODE, f"目标 {kind} 太短", "写一件下课时看得出来的事，例如“说得出三个办法”。"
                )
            elif words in seen:
                yield Finding(place, CODE, f"目标 {kind} 和前面的一样", "三个目标分别写知道、感受、做到。")
            seen.add(words)
