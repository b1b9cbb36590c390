"""Q108: a question that replaces another names one of its own bank, which stays as retired."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CODE = "Q108"
TITLE = "被替换的题留在题库里，状态是 retired"
WHY = "旧题的答案还在学员手里。旧题留在题库里，那些答案才说得清问的是什么。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each `replaces` that leads nowhere, or to a question still in use."""
    for bank in catalogue.banks:
        status = {question.id: question.status for question in bank.questions}
        for number, question in bank.numbered():
            old = question.replaces
            if old is None or status.get(old) == "retired":
                continue
            place = bank.marks.at("questions", number, "replaces")
            if old not in status:
                reason = f"题目 '{question.id}' 替换的 '{old}' 不在题库里"
                yield Finding(place, CODE, reason, "旧题不删：留在题库里，写 status: retired。")
            else:
                reason = f"题目 '{question.id}' 替换的 '{old}' 还在用"
                yield Finding(place, CODE, reason, f"把 '{old}' 改成 status: retired，或去掉 replaces。")
