"""Q106: a blank question has as many gaps as lists of accepted answers, each worth something."""

import re
from collections.abc import Iterator

from portal.model.bank import GAP, BlankQuestion
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.normaliser import normalise

CODE = "Q106"
TITLE = "填空题的空和答案一一对应"
WHY = "空和答案数目不对，这道题永远答不对。"

_GAPS = re.compile(r"_{2,}")
_CODE = re.compile(r"(`+).*?\1", re.DOTALL)


def _faults(question: BlankQuestion) -> Iterator[tuple[str, str]]:
    gaps = _GAPS.findall(_CODE.sub("", question.prompt))
    answers = len(question.blanks.accept)
    if any(gap != GAP for gap in gaps):
        yield "空的下划线个数不对", f"每个空写四个英文下划线 {GAP}。"
    elif len(gaps) != answers:
        yield f"题干有 {len(gaps)} 个空，accept 有 {answers} 组答案", "每个空在 accept 里有一组答案，按次序。"
    for number, accepted in enumerate(question.blanks.accept, 1):
        if any(len(text) > 200 for text in accepted):
            yield f"第 {number} 空有超过 200 字的答案", "学员最多能填 200 字，缩短它。"
        if not all(re.search(r"\w", normalise(text)) for text in accepted):
            yield f"第 {number} 空有只含标点的答案", "答案里至少要有一个字或数字。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each blank question whose gaps and answers do not fit."""
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            if isinstance(question, BlankQuestion):
                place = bank.marks.at("questions", number, "blanks")
                for reason, cure in _faults(question):
                    yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
