"""Q112: the length of a choice tells nothing.

Right answers grow long because their authors secure them; test-wise learners know (Haladyna, Downing &
Rodriguez 2002, “A review of multiple-choice item-writing guidelines”, guideline on equal length).
"""

from collections.abc import Iterator

from portal.checks.q111_places_balanced import single_questions
from portal.checks.sameness import letters
from portal.model.bank import Bank, ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q112"
TITLE = "最长的选项正好正确的单选题，不超过四成"
WHY = "出题的人总想把正确答案说周全，越写越长。不看题、只挑最长的，也能及格。"
ALONE = True

MOST = 0.4
FEWEST = 5
"""Single-choice questions from which on a bank is judged."""


def longest_is_right(question: ChoiceQuestion) -> bool:
    """Tell whether no choice has more letters than the right one, and one has fewer."""
    lengths = [len(letters(choice.text)) for choice in question.choices]
    right = max(length for length, choice in zip(lengths, question.choices, strict=True) if choice.correct)
    return right == max(lengths) and min(lengths) < right


def rate(bank: Bank) -> tuple[int, int]:
    """Return (single-choice questions whose longest choice is right, single-choice questions)."""
    judged = [question for question in single_questions(bank) if question.correct_ids]
    return sum(map(longest_is_right, judged)), len(judged)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each bank whose right answers are too often the longest."""
    for bank in catalogue.banks:
        longest, judged = rate(bank)
        if judged >= FEWEST and longest > MOST * judged:
            which = "、".join(one.id for one in single_questions(bank) if longest_is_right(one))
            reason = f"{judged} 道单选里有 {longest} 道，正确的选项最长：{which}"
            cure = "把正确的选项写短，理由放进 feedback；或把一个错的写得一样周全。"
            yield Finding(bank.marks.at("questions"), CODE, reason, cure)
