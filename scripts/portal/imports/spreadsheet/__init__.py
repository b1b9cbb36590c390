"""Reads questions from workbooks (.xlsx, .xls) and .csv, as trainers have them.

Texts are plain unless the heading of the prompt says Markdown; see `model/question_sheet.py`. Pictures,
colours and formatting are not taken along, formulas count as what they last gave.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.imports.draft import MOST_QUESTIONS, Draft, Problem, Reading, Spot
from portal.imports.spreadsheet.copies import mark_spreadsheet, write_ids_spreadsheet
from portal.imports.spreadsheet.files import open_workbook
from portal.imports.spreadsheet.layout import first_layout
from portal.imports.spreadsheet.sheet import SheetReader
from portal.imports.tables import Sheet
from portal.model.question_sheet import INSTRUCTIONS

__all__ = ["mark_spreadsheet", "read_spreadsheet", "write_ids_spreadsheet"]

_NO_HEAD = (
    "第一行写上表头，至少有“题干”“正确答案”和“选项A”“选项B”等；也可以用 portal export 导出一份空表照着填。"
)


def read_spreadsheet(path: Path) -> Reading:
    """Return the questions of all sheets and all problems at once.

    Raises PortalError, in Chinese, for a file from which no table can be read at all.
    """
    sheets = [sheet for sheet in open_workbook(path).sheets if sheet.rows and sheet.name != INSTRUCTIONS]
    drafts: list[Draft] = []
    problems: list[Problem] = []
    headed = [(sheet, layout) for sheet in sheets if (layout := first_layout(sheet))]
    for sheet, layout in headed:
        if sheet.is_hidden:
            cure = "要导入就在 Excel 里取消隐藏；不要就不用管。"
            problems.append(Problem(Spot(sheet.name), "这张工作表是隐藏的，没有读", cure, "warning"))
            continue
        reader = SheetReader(sheet, layout)
        drafts += reader.drafts()
        problems += reader.problems
    problems += _without_head(sheets, [sheet for sheet, _ in headed])
    if len(drafts) > MOST_QUESTIONS:
        reason = f"有 {len(drafts)} 道题，一次最多导入 {MOST_QUESTIONS} 道"
        problems.append(Problem(Spot(), reason, "把文件分成几个，分几次导入。"))
    elif not drafts and all(problem.severity == "warning" for problem in problems):
        problems.append(Problem(Spot(), "表头下面一道题也没有", "从表头的下一行起，每行写一道题。"))
    problems += _repeated(drafts)
    return Reading(tuple(drafts), tuple(sorted(problems)))


def _without_head(sheets: Iterable[Sheet], headed: list[Sheet]) -> Iterator[Problem]:
    """Yield a problem for each sheet without headings; only a word if others have some."""
    for sheet in sheets:
        if sheet in headed or (
            headed and (sheet.is_hidden or re.search("说明|须知|字典|目录|示例", sheet.name))
        ):
            continue
        if headed:
            reason = "这张工作表没有题目的表头，没有读"
            yield Problem(Spot(sheet.name), reason, "里面有题目就补上表头；没有就不用管。", "warning")
        else:
            yield Problem(Spot(sheet.name), "没有找到表头，不知道哪一列是题干", _NO_HEAD)


def _repeated(drafts: Iterable[Draft]) -> Iterator[Problem]:
    first: dict[str, Spot] = {}
    for draft in drafts:
        other = first.setdefault(draft.id, draft.spot) if draft.id else draft.spot
        if other != draft.spot:
            cure = "一道题只写一行；复制出来的新题，把题目编号和选项编号都清空。"
            yield Problem(draft.spot, f"题目编号“{draft.id}”和{other}的一样", cure)
