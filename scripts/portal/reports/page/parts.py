"""What stands on the page, and in which order."""

from collections.abc import Iterator
from typing import Any

from portal.reports import columns
from portal.reports.page.missing import missing
from portal.reports.page.part import MOST, Part, cut
from portal.reports.page.periods import periods
from portal.reports.sheet_form import Sheet
from portal.reports.sheets import Run, rows_of
from portal.reports.tables import Tables
from portal.reports.weekly import WEEKS

_QUESTIONS = 20
_FLAGS = 300
_FILES = 300


def _rates(label: tuple[int, ...], sheet: Sheet) -> dict[str, Any]:
    """Return the drawing of both pass rates, each with the columns of its numerator and denominator."""
    titles = [column.title for column in sheet.columns]
    pairs = (("通过 ÷ 实考", "通过", "实考", "通过率（通过÷实考）"),
             ("名单内通过 ÷ 应考", "名单内通过", "应考", "通过率（名单内通过÷应考）"))  # fmt: skip
    return {
        "kind": "bars", "label": label, "most": 20,
        "series": [
            {"title": title, "part": titles.index(part), "whole": titles.index(whole),
             "rate": titles.index(rate)} for title, part, whole, rate in pairs
        ],
    }  # fmt: skip


def _of_sheet(
    run: Run, tables: Tables, sheet: Sheet, name: str, title: str, words: str, most: int = MOST, **more: Any
) -> Part:
    rows, total = cut(rows_of(sheet, run, tables), most)
    return Part(name, title, words, sheet.columns, rows, total, f"{sheet.name}.csv", **more)


def _overview(run: Run, tables: Tables) -> Part:
    words = (
        "每个比例都写明分母：除以实考，说的是参加了的人；除以应考，说的是名单上所有的人。转述时说清是哪一个。"
    )
    return _of_sheet(run, tables, columns.OVERVIEW, "overview", "总览", words, folded=True)


def _counties(run: Run, tables: Tables) -> Part:
    words = "一个区县是它的学校加起来；名单没有写区县的，单列在最后。"
    caption = "各区县两种通过率。括号里是分子和分母。"
    return _of_sheet(
        run, tables, columns.COUNTIES, "counties", "区县", words,
        drawing=_rates((0, 1), columns.COUNTIES), caption=caption, choose=(0, 1),
    )  # fmt: skip


def _schools(run: Run, tables: Tables) -> Part:
    words = "学校 × 轨道。点列名排序，再点一次倒过来；图跟着表走。"
    caption = "表里最前面的 20 行的两种通过率。括号里是分子和分母。"
    return _of_sheet(
        run, tables, columns.SCHOOLS, "schools", "学校", words,
        drawing=_rates((1, 2), columns.SCHOOLS), caption=caption, choose=(0, 2), find=(1,),
    )  # fmt: skip


def _weeks(run: Run, tables: Tables) -> Part:
    words = (
        "按作答的时间算，每周到哪里了。时间是老师电脑上的时钟，可以错：看走势，不当证明。"
        "通过的人算在学完单元的那一周。"
    )
    drawing = {"kind": "lines", "label": 1, "lines": [3, 4, 5], "bars": 6}
    caption = "上：开始了、学完单元、通过的人，逐周累计。下：每周学完的学时。"
    return _of_sheet(
        run, tables, WEEKS, "weeks", "进度", words, drawing=drawing, caption=caption, choose=(0,), folded=True
    )


def _look(run: Run, tables: Tables) -> Part:
    words = (
        "最该看的在前，话说的是题，不是人。先看答案是不是标错了，再看题干会不会读成别的意思；"
        "题库位置是文件和行号。"
    )
    return _of_sheet(
        run, tables, columns.LOOK, "look", "先看这些题", words, _QUESTIONS, choose=(2,), find=(1, 3, 4)
    )


def _periods(run: Run, tables: Tables) -> Part:
    months = [row[0] for row in tables.rows("months_due.sql")]
    return periods(tables.rows("periods_months.sql"), run.plan, months)


def _flags(run: Run, tables: Tables) -> Part:
    words = (
        "对不上的地方，请人问一声。它不改变任何分数，也不是结论：同一台电脑、时钟不准、网站更新过，都会这样。"
    )
    return _of_sheet(
        run, tables, columns.FLAGS, "flags", "想请人问一声的地方", words, _FLAGS,
        choose=(0,), find=(1, 2, 3, 5),
    )  # fmt: skip


def _unread(run: Run, tables: Tables) -> Part:
    words = "读不出的文件没有算进任何数。请老师重新导出、重新发一次。"
    return _of_sheet(
        run, tables, columns.UNREAD, "unread", "未读文件", words, _FILES, choose=(1,), find=(0, 2)
    )


def _guide(run: Run, tables: Tables) -> Part:
    rows = [row for row in rows_of(columns.GUIDE, run, tables) if row[0] == "本报告"]
    return Part(
        "guide", "怎么算的", "每一列的意思见 说明.csv。", columns.GUIDE.columns, rows, len(rows), folded=True
    )


def parts(run: Run, tables: Tables) -> Iterator[Part]:
    """Yield the parts of the page. Rows of sheets are those of the workbook and the CSV files."""
    yield _overview(run, tables)
    counties = _counties(run, tables)
    if any(row[0] not in ("全部区县", "（未填区县）") for row in counties.rows):
        yield counties
    yield _schools(run, tables)
    yield missing(tables.rows("missing.sql"), run.has_roster)
    yield _weeks(run, tables)
    yield _periods(run, tables)
    yield _look(run, tables)
    yield _flags(run, tables)
    yield _unread(run, tables)
    yield _guide(run, tables)
