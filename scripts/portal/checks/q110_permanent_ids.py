"""Q110: what was published keeps its ids and its form; learners' answers hang on them."""

from collections import Counter
from collections.abc import Iterator

from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.moves import moved_ids
from portal.model.release import QuestionFacts, Release
from portal.model.release_diff import question_now

CODE = "Q110"
TITLE = "发布过的题目和选项编号不消失、不改题型"
WHY = "发布过的题目和选项，学员已经答过。编号没了或者题型变了，旧答案就对不上。"


def _lost_choices(question: Question, old: QuestionFacts) -> list[str]:
    if isinstance(question, BlankQuestion):
        return []
    now = {choice.id for choice in question.choices}
    return [choice for choice in old.choices if choice not in now]


def _gaps(question: Question) -> int:
    return len(question.blanks.accept) if isinstance(question, BlankQuestion) else 0


def _changed(bank: Bank, question: Question, old: QuestionFacts) -> Iterator[Finding]:
    number = bank.number_of[question.id]
    place = bank.marks.at("questions", number, "id")
    cure = "改回原样；要换题，就把它改成 retired，另写一道带 replaces 的新题。"
    if question.type != old.type:
        yield Finding(place, CODE, f"题目 '{question.id}' 的题型从 {old.type} 变成了 {question.type}", cure)
    elif _gaps(question) != len(old.accept):
        yield Finding(place, CODE, f"填空题 '{question.id}' 的空数变了", cure)
    if question.status == "draft":
        reason = f"发布过的题目 '{question.id}' 改回了草稿，学员的作答没有题可对"
        yield Finding(place, CODE, reason, "不再用的题写 status: retired。")
    if question.type == old.type:
        for choice in _lost_choices(question, old):
            yield Finding(place, CODE, f"题目 '{question.id}' 发布过的选项 '{choice}' 不见了", cure)


def _lost_bank(path: str, count: int) -> Finding:
    reason = f"发布过的题库不见了，里面有 {count} 道题；学员的作答还记着它们"
    cure = "把它放回原处；单元改了名、搬了家的，题库跟着改名，并在单元的页首用 aliases 写下旧网址。"
    return Finding(Place(path), CODE, reason, cure)


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each id of the published release that the catalogue breaks."""
    moved = moved_ids(catalogue)
    lost: Counter[str] = Counter()
    for old_id, old in published.questions.items():
        full_id = question_now(old_id, moved)
        unit, _, name = full_id.partition("/")
        bank = catalogue.bank_of.get(unit)
        found = catalogue.question_of.get(full_id)
        if found:
            yield from _changed(*found, old)
        elif bank:
            cure = "把它放回题库，写 status: retired；学员的作答还记着它。"
            yield Finding(bank.marks.at(), CODE, f"发布过的题目 '{name}' 不见了", cure)
        else:
            lost[old.path] += 1
    is_unsure = any(path.startswith("quizzes/") for path in catalogue.unread)
    yield from (_lost_bank(path, count) for path, count in lost.items() if not is_unsure)
