"""Q117: feedback says why; to be told “wrong” teaches nothing."""

import re
from collections.abc import Iterator

from portal.checks.sameness import letters
from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "Q117"
TITLE = "每个选项的反馈说出为什么，各说各的"
WHY = "选错的人最想知道的是“我哪里想岔了”。只回一句“错误”，他下次还会选错。"
ALONE = True

_EMPTY = re.compile(
    r"(?:你?(?:回答|答|选)(?:得|的)?)?(?:很|完全|非常)?(?:是的?|对了?|正确|不对|错了?|错误|不正确|有误|很好|真棒|好|"
    r"再想想|再想一想|请再(?:看看|想想)|加油|恭喜你?|不合适|合适|不妥|不是)*"
)


def _faults(question: ChoiceQuestion) -> Iterator[tuple[int, str]]:
    seen: dict[str, str] = {}
    for position, choice in enumerate(question.choices):
        if not choice.feedback:
            continue
        words = letters(choice.feedback)
        if _EMPTY.fullmatch(words):
            yield position, f"反馈“{choice.feedback}”没有说为什么"
        elif words in seen:
            yield position, f"反馈和选项 '{seen[words]}' 的一样"
        seen.setdefault(words, choice.id)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each feedback that says only right or wrong, or repeats another."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion) or question.status == "retired":
                continue
            for position, reason in _faults(question):
                place: Place = bank.marks.at("questions", number, "choices", position, "feedback")
                cure = "写选这一项的人想岔在哪里，或者它好在哪里。"
                yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
