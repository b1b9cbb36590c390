"""Q102: ids of questions are unique in their bank, ids of choices in their question.

With the unit's slug in front, a question's id is then unique on the whole site.
"""

from collections.abc import Iterator, Sequence

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q102"
TITLE = "题目编号在题库里唯一，选项编号在题目里唯一"
WHY = "学员的答案按编号保存。编号重了，一道题的答案会记到另一道题上。"


def _repeats(ids: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield (position, position of the first with the same id)."""
    first: dict[str, int] = {}
    for number, name in enumerate(ids):
        if first.setdefault(name, number) != number:
            yield number, first[name]


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each id that stands a second time, naming both places."""
    cure = "给后写的那个换一个新编号；已经发布过的编号不要动。"
    for bank in catalogue.banks:
        for again, first in _repeats([question.id for question in bank.questions]):
            place = bank.marks.at("questions", again, "id")
            line = bank.marks.at("questions", first, "id").line
            yield Finding(place, CODE, f"题目编号 '{bank.questions[again].id}' 在第 {line} 行已用过", cure)
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion):
                continue
            for again, first in _repeats([choice.id for choice in question.choices]):
                place = bank.marks.at("questions", number, "choices", again, "id")
                line = bank.marks.at("questions", number, "choices", first, "id").line
                name = question.choices[again].id
                yield Finding(
                    place, CODE, f"题目 '{question.id}' 的选项编号 '{name}' 在第 {line} 行已用过", cure
                )
