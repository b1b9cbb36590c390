"""Q101: single and true_false have one correct choice; multiple at least two, and a wrong one."""

from collections.abc import Iterator

from portal.model.bank import ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q101"
TITLE = "单选、判断恰有一个正确选项；多选至少两个正确、一个错误"
WHY = "正确选项的个数不对，学员怎么答都可能被判错。"


def _fault(question: ChoiceQuestion) -> tuple[str, str] | None:
    right = len(question.correct_ids)
    if question.type == "multiple":
        if right < 2:
            return f"多选题只有 {right} 个正确选项", "至少两个选项写 correct: true；只有一个就改成 single。"
        if right == len(question.choices):
            return "多选题的选项全部正确", "至少一个选项写 correct: false。"
    elif right != 1:
        cure = "只给一个选项写 correct: true；不止一个就改成 multiple。"
        return f"应恰有一个正确选项，现在有 {right} 个", cure
    return None


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each question with the wrong number of correct choices."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            fault = _fault(question) if isinstance(question, ChoiceQuestion) else None
            if fault:
                place = bank.marks.at("questions", number, "choices")
                yield Finding(place, CODE, f"题目 '{question.id}'：{fault[0]}", fault[1])
