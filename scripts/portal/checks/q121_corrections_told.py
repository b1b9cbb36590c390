"""Q121: a key that was put right is told to those who answered by it."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.moves import moved_ids
from portal.model.release import Release, question_facts
from portal.model.release_diff import question_now

CODE = "Q121"
TITLE = "更正了答案，就用一句话告诉答过的人"
WHY = "答案一改，所有旧作答都重新判分。不说一声，学员只看到自己的对错变了，也还记着原来的说法。"


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each published question whose key changed without a word on it."""
    moved = moved_ids(catalogue)
    for old_id, old in published.questions.items():
        found = catalogue.question_of.get(question_now(old_id, moved))
        if found is None or found[1].status != "published":
            continue
        bank, question = found
        new = question_facts(bank.marks.path, question)
        is_other_form = question.type != old.type or len(new.accept) != len(old.accept)
        is_told = new.corrected is not None and new.corrected != old.corrected
        if is_other_form or is_told or new.key == old.key:
            continue
        number = bank.number_of[question.id]
        part = "blanks" if question.type == "blank" else "choices"
        cure = "在这道题里加 corrected: {date: 今天的日期, text: 一句话，现在怎样算对、为什么}。"
        if new.corrected:
            cure = "corrected 里还是上一次的话：日期写今天，text 写这一次更正了什么。"
        reason = f"题目 '{question.id}' 的答案和上次发布的不同，还没有告诉学员"
        yield Finding(bank.marks.at("questions", number, part), CODE, reason, cure)
