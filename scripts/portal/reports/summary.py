"""The report on one page of the terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from portal.reports.intake import Unread
from portal.reports.passed import missing_proofs
from portal.reports.sheet_form import UNKNOWN
from portal.reports.sheets import Run, overview
from portal.reports.tables import Row, Tables

if TYPE_CHECKING:
    from rich.table import Table

_SHOWN = 10


def _cell(value: str | float | None, form: str = "g", empty: str = "") -> str:
    if isinstance(value, str):
        return value
    return empty if value is None else f"{value:{form}}"


def _is_count(row: Row) -> bool:
    return not row[1].startswith("应考")


def _overview(run: Run, tables: Tables) -> "Table":
    from rich.table import Table

    table = Table(title=f"学习情况汇总　{run.today.day}　内容版本 {run.today.release}", title_justify="left")
    for title in ("轨道", "项目"):
        table.add_column(title)
    for title in ("数", "分母", "比例"):
        table.add_column(title, justify="right")
    for row in overview(run, tables):
        track, title, count, whole, share = row
        empty = "—" if _is_count(row) else UNKNOWN
        table.add_row(track, title, _cell(count, "g", empty), _cell(whole), _cell(share, ".1%"))
    return table


def unread_lines(unread: Sequence[Unread]) -> list[str]:
    """Return a line for each file that could not be read, the first ten of them."""
    bad = [item for item in unread if not item.ignored]
    lines = [f"读不出：{item.file}　{item.reason}" for item in bad[:_SHOWN]]
    return lines + ([f"……共 {len(bad)} 个读不出，全部列在“未读文件”表。"] if len(bad) > _SHOWN else [])


def _nobody_listed(tables: Tables) -> Iterator[str]:
    """Yield a line when records came in, but from nobody on the roster: then the numbers differ in form."""
    totals = list(tables.rows("totals.sql"))
    expected, missing, took = (sum(row[place] or 0 for row in totals) for place in (1, 2, 3))
    if took and expected and missing == expected:
        yield (
            "名单上的人一个也没有对上，都算了缺交。多半是编号的写法不一样，比如少了前面的 0："
            "对一对“缺交与名单之外”表里的两种编号，改好名单，再出一次。"
        )


def summary(run: Run, tables: Tables, passed: Sequence[str], out: Path) -> "tuple[Table, list[str]]":
    """Return the table and the lines that are shown when the report is done; `passed` tells who passed."""
    lines = unread_lines(run.unread)
    if run.unnamed:
        lines.append(f"无名记录 {len(run.unnamed)} 份，列在“未读文件”表，没有计入人数。")
    lines += [*_nobody_listed(tables), *missing_proofs(run.scope, run.proofs), *passed]
    lines.append(f"报告已写到 {out}：先看 report.html，全部数字在 report.xlsx 和 CSV 里。")
    return _overview(run, tables), lines
