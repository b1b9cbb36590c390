"""E103: every draw by a published blueprint finds its questions, whatever the seed and the history."""

from collections.abc import Iterator

from portal.checks.e102_known_places import faults
from portal.model.catalogue import Catalogue
from portal.model.draw import most_taken, pool_of
from portal.model.finding import Finding

CODE = "E103"
TITLE = "每一行怎么抽都够题"
WHY = "一道题只抽一次。前面的行先抽走几道，后面的行就可能不够，学员点“开始”却开不了考。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each line that some draw cannot fill."""
    for blueprint in catalogue.published_exams.values():
        folders = (f"quizzes/{blueprint.track}/", f"docs/certificates/{blueprint.track}/")
        if any(path.startswith(folders) for path in catalogue.unread):
            continue
        wrong = {number for number, *_ in faults(catalogue, blueprint)}
        needs = most_taken(blueprint.front.lines, pool_of(catalogue, blueprint.track))
        for number, line in blueprint.numbered():
            fitting, taken = needs[number]
            if number in wrong or line.count <= fitting - taken:
                continue
            place = blueprint.marks.at("lines", number, "count")
            first = f"，前面的行最多先抽走 {taken} 题" if taken else ""
            reason = f"要 {line.count} 题，适合的有 {fitting} 题{first}，不一定够"
            cure = f"改成不大于 {max(fitting - taken, 0)}，或补题；窄的行要写在宽的行前面。"
            yield Finding(place, CODE, reason, cure)
