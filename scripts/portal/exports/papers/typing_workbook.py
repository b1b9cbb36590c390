"""登分表: a workbook into which answer sheets of paper are typed, with every candidate and paper in it."""

import io
from collections.abc import Sequence
from typing import Any, TypeAlias

from portal.exports.new_workbook import new_workbook
from portal.model.paper import Candidate, Paper
from portal.model.question_words import guarded
from portal.model.typing_sheet import NAME, NUMBER, PAPER, SCHOOL, SHEET, question_heading

# xlsxwriter has no types.
Page: TypeAlias = Any

_SPARE = 200
"""Empty lines below the candidates, for people who are not on the list."""
_PAPERS = "卷号"
_WIDTHS = (14, 10, 18, 22)
_HOW = (
    "一行一张答题卡。灰色的表头不能改，下面的格子随便填；空着的行不会计分。",
    "卷号：从下拉列表里选，和答题卡右上角印的一样。",
    "选择题、判断题：照答题卡写字母，如 B；多选题连着写，如 ABD。判断题写“对”“错”也行。",
    "填空题：照写。有几个空的，各空之间用“|”隔开，如 12356|12；没填的空着，如 12356|。",
    "没有答的题空着，或者写“-”。涂了几个、看不清、算没有答的，也写“-”。",
    "两个人各登一遍，再对一对，错得最少。",
    "登完保存，把这个文件放进 handed-in 文件夹，再运行 portal paper grade。",
)


def typing_workbook(papers: Sequence[Paper], candidates: Sequence[Candidate]) -> bytes:
    """Return the workbook for papers of one assessment; the paper of a candidate who has one is filled in."""
    file = io.BytesIO()
    book = new_workbook(file, "登分表")
    head = book.add_format({"bold": True, "bg_color": "#DDDDDD", "border": 1, "valign": "vcenter"})
    free = book.add_format({"num_format": "@", "locked": False})
    page = book.add_worksheet(SHEET)
    most = max(len(paper.questions) for paper in papers)
    titles = [NUMBER, NAME, SCHOOL, PAPER, *(question_heading(number + 1) for number in range(most))]
    for column, title in enumerate(titles):
        page.set_column(column, column, _WIDTHS[column] if column < len(_WIDTHS) else 6, free)
        page.write_string(0, column, title, head)
    own = {paper.candidate.number: paper.id for paper in papers if paper.candidate}
    only = papers[0].id if len(papers) == 1 else ""
    for row, person in enumerate(candidates, 1):
        paper = own.get(person.number, only)
        for column, text in enumerate((person.number, person.name, person.school, paper)):
            page.write_string(row, column, guarded(text, in_csv=False), free)
    last = len(candidates) + _SPARE
    _lock(page, last, len(papers))
    _list_papers(book.add_worksheet(_PAPERS), papers, head)
    _explain(book.add_worksheet("怎么登"))
    book.close()
    return file.getvalue()


def _lock(page: Page, last: int, papers: int) -> None:
    page.data_validation(1, 3, last, 3, {
        "validate": "list",
        "source": f"={_PAPERS}!$A$2:$A${papers + 1}",
        "error_title": "没有这份卷子",
        "error_message": "照答题卡右上角的卷号，从列表里选。",
    })  # fmt: skip
    page.protect("", {
        "format_cells": True, "format_columns": True, "format_rows": True, "sort": True,
        "autofilter": True, "insert_rows": True,
    })  # fmt: skip
    page.freeze_panes(1, 2)
    page.set_row(0, 22)
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)


def _list_papers(page: Page, papers: Sequence[Paper], head: Any) -> None:
    page.set_column(0, 0, 30)
    page.write_string(0, 0, PAPER, head)
    for row, paper in enumerate(papers, 1):
        page.write_string(row, 0, paper.id)
    page.protect()


def _explain(page: Page) -> None:
    page.set_column(0, 0, 90)
    for row, words in enumerate(_HOW):
        page.write_string(row, 0, words)
    page.protect()
