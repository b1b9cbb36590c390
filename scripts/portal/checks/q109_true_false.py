"""Q109: a true_false question offers 对 (agree) and 错 (disagree), in this order."""

from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q109"
TITLE = "判断题的选项是 agree 对、disagree 错"
WHY = "判断题全站一个样，学员不用每道重新看选项；编号固定，改字也不影响旧答案。"

_WANTED = [("agree", "对"), ("disagree", "错")]


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each true_false question with other choices."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if not isinstance(question, ChoiceQuestion) or question.type != "true_false":
                continue
            if [(choice.id, choice.text) for choice in question.choices] != _WANTED:
                place = bank.marks.at("questions", number, "choices")
                cure = "写两个选项：id: agree、text: 对；id: disagree、text: 错。"
                yield Finding(place, CODE, f"判断题 '{question.id}' 的选项不是“对、错”", cure)
