"""Opens tables for those who have people or text codes in them: the reader of tables belongs to imports."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from portal.errors import PortalError, said

if TYPE_CHECKING:
    from portal.imports.tables import Sheet
    from portal.reports.roster import Roster
    from portal.reports.roster_table import RosterSheet

_TEXTS = (".csv", ".txt", ".tsv")


@contextmanager
def _without_imports(name: str, again: str) -> Iterator[None]:
    """Leave out of what the reader of tables says its name for the file, and that it speaks of importing."""
    try:
        yield
    except PortalError as error:
        raise PortalError(str(error).removeprefix(f"{name}：").replace("再导入", again)) from error


def cells_in(raw: bytes, name: str, wanted: Callable[[str], bool]) -> Iterator[tuple[str, int, int, str]]:
    """Yield sheet, row, column and text of the cells of a table whose text is wanted, row by row.

    Raises PortalError, in Chinese, when it cannot be read.
    """
    from portal.imports.spreadsheet.texts import texts_in

    stands_for = f"表格{Path(name).suffix}"
    with _without_imports(stands_for, "再交一次"):
        yield from texts_in(raw, stands_for, wanted)


def _roster_sheet(sheet: "Sheet") -> "RosterSheet":
    from portal.reports.roster_table import RosterSheet

    rows = [
        (row, {place: cell.text for place, cell in cells.items()})
        for row, cells in sorted(sheet.rows.items())
    ]
    merges = [(one.top, one.left, one.bottom, one.right) for one in sheet.merges]
    return RosterSheet(rows, sheet.name, sheet.is_hidden, merges)


def roster_at(path: Path, tracks: Mapping[str, str]) -> "Roster":
    """Return the roster in a workbook or CSV; `tracks` maps slugs to titles.

    Raises PortalError, in Chinese, when it cannot be opened, or has nobody in it.
    """
    from portal.imports.spreadsheet.files import open_workbook
    from portal.records.read import decode_text
    from portal.reports.roster_reading import read_roster, read_sheets

    if path.suffix.lower() in _TEXTS:
        try:
            text = decode_text(path.read_bytes())
        except OSError as error:
            raise PortalError(f"名单 {path} 读不了：{said(error)}。请检查路径。") from error
        return read_roster(text, tracks)
    try:
        with _without_imports(path.name, "再出报告"):
            sheets = open_workbook(path).sheets
    except PortalError as error:
        raise PortalError(f"名单 {path.name}：{error}") from error
    return read_sheets([_roster_sheet(sheet) for sheet in sheets], tracks)
