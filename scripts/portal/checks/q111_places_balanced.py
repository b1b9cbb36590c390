"""Q111: the place of the right answer tells nothing."""

from collections import Counter
from collections.abc import Iterator

from portal.model.bank import Bank, ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q111"
TITLE = "正确答案的位置分散：单选不老在同一格，判断不全是“对”或“错”"
WHY = "一半以上的题选第二个就对，学员练的是猜位置。"

FEWEST = 6
"""Single-choice questions from which on a bank's places are counted."""
MOST = 0.5
"""Share of them that may have their right answer in one place."""
FEWEST_TRUE_FALSE = 3


def single_questions(bank: Bank) -> list[ChoiceQuestion]:
    """Return the published single-choice questions of a bank."""
    return [question for question in bank.published if question.type == "single"]


def places(bank: Bank) -> Counter[int]:
    """Return how often each place, counted from 1, holds the right answer of a single-choice question."""
    return Counter(
        number
        for question in single_questions(bank)
        for number, choice in enumerate(question.choices, 1)
        if choice.correct
    )


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each bank whose right answers stand in one place too often."""
    for bank in catalogue.banks:
        counted = places(bank)
        if counted.total() >= FEWEST:
            place, times = counted.most_common(1)[0]
            if times > MOST * counted.total():
                there = "、".join(
                    question.id
                    for question in single_questions(bank)
                    if len(question.choices) >= place and question.choices[place - 1].correct
                )
                reason = f"{counted.total()} 道单选里有 {times} 道的正确答案在第 {place} 个：{there}"
                cure = "把其中几道题的选项换换位置；编号跟着选项走，不会影响旧答案。"
                yield Finding(bank.marks.at("questions"), CODE, reason, cure)
        statements = [question for question in bank.published if question.type == "true_false"]
        answers = {question.correct_ids for question in statements}
        if len(statements) >= FEWEST_TRUE_FALSE and len(answers) == 1:
            reason = f"{len(statements)} 道判断题的答案全都一样"
            yield Finding(bank.marks.at("questions"), CODE, reason, "改写其中一两道，让它的答案相反。")
