"""Q110: what was published keeps its id and its meaning; learners' answers hang on it."""

from collections.abc import Iterator

from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "Q110"
TITLE = "发布过的题目和选项编号不消失、不改题型"
WHY = "发布过的题目和选项，学员已经答过。编号没了或者题型变了，旧答案就对不上。"


def _lost_choices(question: Question, old: Question) -> list[str]:
    if isinstance(question, BlankQuestion) or isinstance(old, BlankQuestion):
        return []
    now = {choice.id for choice in question.choices}
    return [choice.id for choice in old.choices if choice.id not in now]


def _gaps(question: Question) -> int:
    return len(question.blanks.accept) if isinstance(question, BlankQuestion) else 0


def _changed(bank: Bank, question: Question, old: Question) -> Iterator[Finding]:
    number = bank.questions.index(question)
    place = bank.marks.at("questions", number, "id")
    cure = "改回原样；要换题，就把它改成 retired，另写一道带 replaces 的新题。"
    if question.type != old.type:
        yield Finding(place, CODE, f"题目 '{question.id}' 的题型从 {old.type} 变成了 {question.type}", cure)
    elif _gaps(question) != _gaps(old):
        yield Finding(place, CODE, f"填空题 '{question.id}' 的空数变了", cure)
    if question.status == "draft":
        reason = f"发布过的题目 '{question.id}' 改回了草稿，学员的作答没有题可对"
        yield Finding(place, CODE, reason, "不再用的题写 status: retired。")
    for choice in _lost_choices(question, old):
        yield Finding(place, CODE, f"题目 '{question.id}' 发布过的选项 '{choice}' 不见了", cure)


def check(catalogue: Catalogue, published: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each id of the published catalogue that this one breaks."""
    for full_id, (old_bank, old) in published.question_of.items():
        if old.status == "draft" or old_bank.marks.path in catalogue.unread:
            continue
        found = catalogue.question_of.get(full_id)
        if found is None:
            bank = catalogue.bank_of.get(old_bank.unit_id)
            place = bank.marks.at() if bank else Place(old_bank.marks.path)
            cure = "把它放回题库，写 status: retired；学员的作答还记着它。"
            yield Finding(place, CODE, f"发布过的题目 '{old.id}' 不见了", cure)
        else:
            yield from _changed(*found, old)
