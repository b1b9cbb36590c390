"""Answer sheets that were typed into a table: letters as printed on each person's paper → answers.

The table is 登分表, as `exports/papers/typing_workbook.py` writes it, or any with its headings. Every cell
that cannot be read is named, with what to do; a line with such a cell is not graded until it is put right.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from portal.credentials.candidates import Cells, Table
from portal.credentials.oddities import folded
from portal.credentials.submissions import fingerprint
from portal.model.cell_place import column_name
from portal.model.paper import Candidate
from portal.model.paper_key import KeyPaper, PaperKey
from portal.model.paper_results import Submission, Unread
from portal.model.question_sheet import LETTERS
from portal.model.typed_text import clean
from portal.model.typing_sheet import NAME, NOTHING, NUMBER, PAPER, SCHOOL, question_number

_BETWEEN = re.compile(r"[\s,、;/.·+]+")
_TRUTHS = {"对": "A", "√": "A", "✓": "A", "错": "B", "×": "B", "✗": "B"}
_SPLITS = ("|", "\n", ";")
_LONGEST = 200
_FIRST_ROWS = 20
_KINDS = {
    "empty formula": "这一格是公式，没有算出来的值。把答案直接打进去。",
    "error": "这一格是出错的公式。把答案直接打进去。",
    "date": "Excel 把这一格当成了日期。把这一列设成“文本”，再打一次。",
}


class _Bad(Exception):  # noqa: N818  # an answer: which cell, why, and the cure
    def __init__(self, column: int, reason: str) -> None:
        super().__init__(reason)
        self.column = column


@dataclass(frozen=True)
class Head:
    """Where the columns of a table stand."""

    number: int
    name: int
    school: int | None
    paper: int
    questions: Mapping[int, int]
    """Number of the question on the paper → column."""
    row: int


def head_of(table: Table) -> Head | None:
    """Return the head of a table of answer sheets, from one of its first rows; None: it has none."""
    for row in sorted(table)[:_FIRST_ROWS]:
        seen = {column: clean(text).replace(" ", "") for column, (text, _) in sorted(table[row].items())}
        names = {name: column for column, name in reversed(seen.items())}
        asked = {number: column for column, name in seen.items() if (number := question_number(name))}
        if {NUMBER, NAME, PAPER} <= names.keys() and asked:
            return Head(names[NUMBER], names[NAME], names.get(SCHOOL), names[PAPER], asked, row)
    return None


def typed_in(table: Table, source: str, key: PaperKey) -> Iterator[Submission | Unread]:
    """Yield each line of a table of answer sheets, or each of its cells that cannot be read.

    A line without a single answer is nobody's: the table is handed out with all names in it.
    """
    head = head_of(table)
    if head is None:
        cure = "用出卷时写好的 登分表.xlsx，别改表头。"
        yield Unread(source, f"没有找到登分表的表头：“{NUMBER}”“{NAME}”“{PAPER}”和题号 1、2、3……。{cure}")
        return
    papers = {folded(paper): paper for paper in key.papers}
    for row in sorted(row for row in table if row > head.row):
        if any(column in table[row] for column in head.questions.values()):
            yield from _Line(row, table[row], head, source, key, papers).read()


class _Line:
    """Reads one line."""

    def __init__(
        self, row: int, cells: Cells, head: Head, source: str, key: PaperKey, papers: Mapping[str, str]
    ) -> None:
        self._row = row
        self._cells = cells
        self._head = head
        self._source = source
        self._key = key
        self._papers = papers
        self._problems: list[Unread] = []

    def _cell(self, column: int | None) -> str:
        text, kind = self._cells.get(column or 0, ("", "text"))
        if column and kind in _KINDS:
            self._wrong(column, _KINDS[kind])
            return ""
        return clean(text).removeprefix("'").strip()

    def _wrong(self, column: int, reason: str) -> None:
        place = f"{self._source} 第 {self._row} 行 {column_name(column)} 列"
        if all(problem.source != place for problem in self._problems):
            number = clean(self._cells.get(self._head.number, ("", ""))[0])
            self._problems.append(Unread(place, reason, self._seal, number))

    @property
    def _seal(self) -> str:
        said = "\t".join(f"{column}={text}" for column, (text, _) in sorted(self._cells.items()))
        return fingerprint(said.encode())

    def read(self) -> Iterator[Submission | Unread]:
        """Yield the submission, or everything that is wrong with the line."""
        paper = self._papers.get(folded(self._cell(self._head.paper)))
        if paper is None:
            self._wrong(self._head.paper, "卷号不对。照答题卡上印的写，或者从下拉列表里选。")
        candidate = self._candidate()
        answers = self._answers(self._key.papers[paper]) if paper else {}
        if self._problems or paper is None or candidate is None:
            yield from self._problems
            return
        source = f"{self._source} 第 {self._row} 行"
        yield Submission(source, self._seal, paper, candidate, answers)

    def _candidate(self) -> Candidate | None:
        number, name = self._cell(self._head.number), self._cell(self._head.name)
        for column, text, what in ((self._head.number, number, NUMBER), (self._head.name, name, NAME)):
            if not text:
                self._wrong(column, f"没有{what}。照答题卡补上。")
        try:
            return Candidate(number=number, name=name, school=self._cell(self._head.school))
        except ValidationError:
            if number and name:
                self._wrong(self._head.number, "编号、姓名或学校太长，最多 80 个字。")
            return None

    def _answers(self, paper: KeyPaper) -> dict[str, tuple[str, ...]]:
        answers = {}
        for place, question in enumerate(paper.questions, 1):
            column = self._head.questions.get(place)
            text = self._cell(column)
            if column is None or text in ("", *NOTHING):
                continue
            try:
                answers[question] = self._answer(paper, question, text, column)
            except _Bad as bad:
                self._wrong(bad.column, str(bad))
        for number, column in self._head.questions.items():
            if number > len(paper.questions) and self._cell(column):
                self._wrong(column, f"这份卷子只有 {len(paper.questions)} 题。看看是不是错了一列。")
        return answers

    def _answer(self, paper: KeyPaper, question: str, text: str, column: int) -> tuple[str, ...]:
        key = self._key.keys[question]
        if key.type == "blank":
            return _gaps(text, len(key.accept), column)
        choices = paper.choices.get(question, key.choices)
        letters = _BETWEEN.sub("", text).upper()
        if key.type == "true_false":
            letters = _TRUTHS.get(text, letters)
        last = LETTERS[len(choices) - 1]
        if not letters or not set(letters) <= set(LETTERS[: len(choices)]):
            raise _Bad(column, f"“{text}”不是这一题的选项（A—{last}）。照答题卡改；没有答就空着。")
        if len(set(letters)) != len(letters):
            raise _Bad(column, f"“{text}”里有一个字母写了两遍。照答题卡改。")
        if key.type != "multiple" and len(letters) > 1:
            cure = "答题卡上真涂了几个，就写“-”，算没有答。"
            raise _Bad(column, f"这一题只能选一个，这里是“{text}”。{cure}")
        return tuple(choices[LETTERS.index(letter)] for letter in letters)


def _gaps(text: str, count: int, column: int) -> tuple[str, ...]:
    parts = [text]
    for sign in _SPLITS:
        if count > 1 and text.count(sign) == count - 1:
            parts = [part.strip() for part in text.split(sign)]
            break
    if len(parts) != count:
        cure = "各空之间用“|”隔开，没填的空着：甲||丙。"
        raise _Bad(column, f"这一题有 {count} 个空，这里认出 {len(parts)} 个。{cure}")
    if max(map(len, parts)) > _LONGEST:
        raise _Bad(column, f"一个空最多 {_LONGEST} 个字。照答题卡改短。")
    return tuple(parts)
