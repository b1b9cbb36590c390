"""Q120: a published question asks what it asked, and its choices say what they said.

Nobody can prove that two texts mean the same. The rule finds what hardly ever does: a text of which too
little is left, a `not` more or less, words and key changed at once, texts of choices that changed places.
How much is left is the ratio of `difflib` over letters and digits alone, 0 to 1. Of 24 rewordings as editors
make them (`tests/portal/checks/test_meaning.py`) none is below 0.5 and half are above 0.85; of the 2,126
pairs of prompts in one bank of this site of which neither replaces the other, all are below it.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from portal.checks.sameness import letters
from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.marks import Keys
from portal.model.moves import moved_ids
from portal.model.release import QuestionFacts, Release, question_facts
from portal.model.release_diff import question_now

CODE = "Q120"
TITLE = "发布过的题目和选项，意思没有变"
WHY = "学员答的是原来的那句话。话变了、编号没变，旧答案就算到了另一道题上。"

LEAST_ALIKE = 0.5

_NOT = re.compile("[不没未勿错]")
_CURE = (
    "意思没变，就在这道题里加一行 reworded: 写一句为什么还是同一道题；"
    "意思变了，就改回原样，写 status: retired，另写一道带 replaces 的新题。"
)


def _doubt(old: str, new: str, other_key: bool) -> str:
    """Return why a text may mean something else by now; nothing where it says the same."""
    before, after = letters(old), letters(new)
    if before == after:
        return ""
    if other_key:
        return "文字和答案一起改了"
    if len(_NOT.findall(before)) != len(_NOT.findall(after)):
        return "多了或少了一个“不”字这样的词"
    alike = SequenceMatcher(None, before, after, autojunk=False).ratio()
    return "改得几乎不是原来那句话了" if alike < LEAST_ALIKE else ""


def _swapped(old: QuestionFacts, new: QuestionFacts) -> Iterator[tuple[str, str]]:
    """Yield (choice, the choice whose text it has now)."""
    had = {letters(text): choice for choice, text in old.choices.items()}
    if len(had) < len(old.choices):  # told apart by signs alone, as numbers with a minus are
        had = {text: choice for choice, text in old.choices.items()}
    for choice, text in new.choices.items():
        owner = had.get(letters(text), had.get(text, choice))
        if choice in old.choices and owner != choice:
            yield choice, owner


def _doubts(question: Question, old: QuestionFacts) -> Iterator[tuple[Keys, str, str]]:
    """Yield (key path, what may mean something else, what to do)."""
    new = question_facts(old.path, question)
    if new == old:
        return
    swapped = dict(_swapped(old, new))
    at = {} if isinstance(question, BlankQuestion) else {c.id: n for n, c in enumerate(question.choices)}
    for choice, owner in swapped.items():
        cure = "编号跟着文字走：把文字换回去；想换次序，就连编号、对错和反馈一起移动。"
        yield ("choices", at[choice], "text"), f"选项 '{choice}' 的文字换成了 '{owner}' 原来的", cure
    if question.reworded and question.reworded != old.reworded:
        return
    if doubt := _doubt(old.prompt, new.prompt, old.key != new.key):
        yield ("prompt",), f"题干{doubt}", _CURE
    for choice in sorted((old.choices.keys() & new.choices.keys()) - swapped.keys(), key=at.__getitem__):
        turned = (choice in old.correct) != (choice in new.correct)
        if doubt := _doubt(old.choices[choice], new.choices[choice], turned):
            yield ("choices", at[choice], "text"), f"选项 '{choice}' {doubt}", _CURE


def _has_form(question: Question, old: QuestionFacts) -> bool:
    """Tell whether type and number of gaps are the same; what is not is for Q110 to say."""
    gaps = len(question.blanks.accept) if isinstance(question, BlankQuestion) else 0
    return question.type == old.type and gaps == len(old.accept)


def _findings(bank: Bank, question: Question, old: QuestionFacts) -> Iterator[Finding]:
    number = bank.number_of[question.id]
    for keys, what, cure in _doubts(question, old):
        reason = f"发布过的题目 '{question.id}'：{what}"
        yield Finding(bank.marks.at("questions", number, *keys), CODE, reason, cure)


def check(catalogue: Catalogue, published: Release) -> Iterator[Finding]:
    """Yield a finding for each published text that probably means something else now."""
    moved = moved_ids(catalogue)
    for old_id, old in published.questions.items():
        found = catalogue.question_of.get(question_now(old_id, moved))
        if found and _has_form(found[1], old):
            yield from _findings(*found, old)
