"""Q115: absolute words do not give the answer away.

Learners know that “always” and “never” are seldom right (Haladyna, Downing & Rodriguez 2002, guideline on
specific determiners). A question is reported when crossing out what sounds absolute already solves it.
"""

import re
from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q115"
TITLE = "不能靠“一定、从不、所有”这类词就猜出答案"
WHY = "把口气绝对的选项划掉，剩下的就是答案，这样的题不用学也会做。"
ALONE = True

_ABSOLUTE = re.compile(
    r"一定|绝对|肯定|必然|必定|永远|从不|从来|所有|任何|一切|一律|完全|全部|唯一|毫无|根本不"
)


def _is_given_away(question: ChoiceQuestion) -> bool:
    if question.type == "true_false":
        return bool(_ABSOLUTE.search(question.prompt)) and question.correct_ids == ("disagree",)
    sober = tuple(choice.id for choice in question.choices if not _ABSOLUTE.search(choice.text))
    return len(sober) < len(question.choices) and sober == question.correct_ids


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each question that absolute words alone solve."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion) or question.status == "retired":
                continue
            if _is_given_away(question):
                place = bank.marks.at("questions", number)
                cure = "去掉绝对的词，让错误的说法听起来也有道理；或者让正确的选项也用这样的词。"
                yield Finding(place, CODE, f"题目 '{question.id}' 看口气就能猜出答案", cure)
