"""Q119: every choice has feedback; without it the learner is left with the explanation alone."""

from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q119"
TITLE = "发布的选择题，每个选项都有反馈"
WHY = "没有反馈的选项，选它的人只看得到整题的解析，不知道自己这一步想岔在哪里。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield one finding for each published question that has choices without feedback."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion) or question.status != "published":
                continue
            silent = [choice.id for choice in question.choices if not choice.feedback]
            if silent:
                place = bank.marks.at("questions", number, "choices")
                reason = f"题目 '{question.id}' 的选项 {'、'.join(silent)} 没有反馈"
                cure = "给每个选项写一句反馈（feedback）：选它的人想对了什么、想岔在哪里。"
                yield Finding(place, CODE, reason, cure)
