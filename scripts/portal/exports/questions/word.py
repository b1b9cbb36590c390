"""Banks → a question paper in Word that trainers print, edit and bring in again: questions, answers, ids.

Every part stands in a paragraph style of its own, so that the reader need not guess. What Word cannot hold
as it is (lists, tables, code, links) stands there as the Markdown of the bank. The same content gives the
same bytes.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zipfile import BadZipFile

from lxml.etree import XMLSyntaxError

from portal.errors import PortalError, said
from portal.exports.questions.rich_text import pictures_of
from portal.exports.questions.word_page import Page
from portal.exports.zip_dates import fix_dates
from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.question_paper import labelled
from portal.model.question_sheet import DIFFICULTIES, LETTERS, STATUSES, TYPES
from portal.model.question_words import answer_words

_ORDINALS = "一二三四"
_HOW = (
    "每道题下面写着答案、解析和编号。改完存成 .docx，用 portal import 导入就是更新；编号不要改。"
    "加新题：照着写，不写编号，门户会编好。要印给学员，删去答案和下面几行。"
)


def write_questions_word(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
    """Write the questions of banks as a Word document: by unit, then by type.

    Return what it could not hold, a sentence each. Raises PortalError when a picture is missing or the file
    cannot be written.
    """
    titles = [_title_of(bank, catalogue) for bank in banks]
    heading = f"{titles[0]}：题目" if len(titles) == 1 else f"{len(titles)} 个单元的题目"
    try:
        page = Page(heading)
        page.heading(heading, 1)
        page.note(_HOW)
        for bank, title in zip(banks, titles, strict=True):
            if len(banks) > 1:
                page.heading(title, 2)
            _Writer(page, bank, catalogue).write()
        _save(page, out)
    except (BadZipFile, KeyError, XMLSyntaxError) as error:
        raise PortalError(
            f"Word 的样式文件读不懂（{error}）。重新运行 start.py，把 pandoc 装回来。"
        ) from error
    return tuple(_losses(banks, page))


def _title_of(bank: Bank, catalogue: Catalogue) -> str:
    unit = catalogue.unit_of.get(bank.unit_id)
    return unit.front.title if unit else bank.unit_id


def _save(page: Page, out: Path) -> None:
    part = out.with_name(f".{out.name}.part")
    page.document.core_properties.created = datetime(2026, 1, 1)
    page.document.core_properties.modified = datetime(2026, 1, 1)
    try:
        try:
            page.document.save(str(part))
            fix_dates(part)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        cure = "先在 Word 里关掉这个文件，或者换个地方。"
        raise PortalError(f"试卷写不进 {out}：{said(error)}。{cure}") from error


def _losses(banks: Sequence[Bank], page: Page) -> Iterator[str]:
    """Yield what the paper does not hold, a sentence each."""
    questions = [question for bank in banks for question in bank.questions]
    if told := sum(bool(question.allow or question.reworded or question.corrected) for question in questions):
        yield f"{told} 道题的 allow、reworded、corrected 不在试卷里；改完再导入，它们照旧留在题库里。"
    kinds = list(TYPES)
    if any(
        kinds.index(one.type) > kinds.index(two.type)
        for bank in banks
        for one, two in pairwise(bank.questions)
    ):
        yield "试卷按题型排，和题库里的次序不一样；改完再导入，题库里的次序不变。"
    if page.unshown:
        yield f"{page.unshown} 张 WebP 图 Word 放不下，只写了文件名；改完再导入，图还在。"


class _Writer:
    """Writes one bank."""

    def __init__(self, page: Page, bank: Bank, catalogue: Catalogue) -> None:
        self._page = page
        self._bank = bank
        self._catalogue = catalogue
        unit = catalogue.unit_of.get(bank.unit_id)
        goals = dict(unit.front.objectives) if unit else {}
        texts = list(goals.values())
        self._goals = {slug: text for slug, text in goals.items() if texts.count(text) == 1}

    def write(self) -> None:
        self._page.part((labelled("unit"), self._bank.unit_id))
        number = place = 0
        for kind, title in TYPES.items():
            questions = [question for question in self._bank.questions if question.type == kind]
            if not questions:
                continue
            self._page.heading(f"{_ORDINALS[place]}、{title}（{len(questions)} 题）", 3)
            place += 1
            for question in questions:
                number += 1
                self._question(question, number)

    def _question(self, question: Question, number: int) -> None:
        page = self._page
        page.pictures = pictures_of(self._bank, question, self._catalogue)
        page.prompt(number, question.prompt, has_gaps=isinstance(question, BlankQuestion))
        if not isinstance(question, BlankQuestion) and question.type != "true_false":
            for letter, choice in zip(LETTERS, question.choices, strict=False):
                page.choice(letter, choice.text)
        page.part((labelled("answer"), answer_words(question)))
        page.text(labelled("explanation"), question.explanation)
        if not isinstance(question, BlankQuestion):
            for letter, choice in zip(LETTERS, question.choices, strict=False):
                if choice.feedback:
                    name = choice.text if question.type == "true_false" else letter
                    page.text(f"【{name}】", choice.feedback)
        self._facts(question)

    def _facts(self, question: Question) -> None:
        goal = self._goals.get(question.objective, question.objective)
        facts = [
            (labelled("difficulty"), DIFFICULTIES[question.difficulty]),
            (labelled("status"), STATUSES[question.status]),
        ]
        if question.replaces:
            facts.append((labelled("replaces"), question.replaces))
        facts.append((labelled("objective"), goal))
        self._page.part(*facts)
        self._page.part((labelled("id"), self._id(question)), is_last=True)

    def _id(self, question: Question) -> str:
        full = self._bank.full_id(question)
        if isinstance(question, BlankQuestion) or question.type == "true_false":
            return full
        pairs = zip(LETTERS, question.choices, strict=False)
        return f"{full}（{'，'.join(f'{letter}={choice.id}' for letter, choice in pairs)}）"
