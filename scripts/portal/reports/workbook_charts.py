"""Charts below the overview of report.xlsx, drawn by Excel out of the cells of other sheets."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from portal.reports.columns import COUNTIES, SCHOOLS
from portal.reports.sheet_form import Sheet
from portal.reports.tables import Row
from portal.reports.weekly import NO_DAY, WEEKS

# xlsxwriter has no types.
Book: TypeAlias = Any
Page: TypeAlias = Any

DRAWN = (COUNTIES, SCHOOLS, WEEKS)
"""Sheets that charts are drawn from; they are short enough to be held."""

MOST = 30
"""Bars beyond which nobody reads a chart; the sheet's filters and data bars serve then."""

_COLOURS = ("#00796B", "#B7791F", "#5B4B9A")
_DASHES = ("solid", "dash", "round_dot")
_RATES = ("通过率（通过÷实考）", "通过率（名单内通过÷应考）")
_WIDTH = 900
_ROW = 20
_SIDE = 110
"""Rows that can still be read on one side of A4."""


@dataclass(frozen=True)
class Rows:
    """Some rows of a sheet, one after another: numbers as in Excel's code, 0 being the head."""

    sheet: Sheet
    first: int
    last: int

    def cells(self, title: str, until: str = "") -> list[Any]:
        """Return the place of a column's cells, or of those of all columns up to another."""
        titles = [column.title for column in self.sheet.columns]
        return [self.sheet.name, self.first, titles.index(title), self.last, titles.index(until or title)]


def _rates(book: Book, rows: Rows, title: str, names: tuple[str, str]) -> tuple[Any, int]:
    """Return a chart of both pass rates and its height in pixels."""
    chart = book.add_chart({"type": "bar"})
    for name, colour in zip(_RATES, _COLOURS, strict=False):
        chart.add_series({
            "name": name, "categories": rows.cells(*names), "values": rows.cells(name), "gap": 60,
            "fill": {"color": colour}, "data_labels": {"value": True, "num_format": "0.0%"},
        })  # fmt: skip
    chart.set_x_axis({"min": 0, "max": 1, "num_format": "0%", "major_gridlines": {"visible": True}})
    chart.set_y_axis({"reverse": True, "crossing": "max"})
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    return chart, 140 + 40 * (rows.last - rows.first + 1)


def _course(book: Book, rows: Rows, track: str) -> tuple[Any, int]:
    """Return a chart of one track's weeks; lines differ in their strokes too."""
    chart = book.add_chart({"type": "line"})
    for name, colour, dash in zip(("累计实考", "累计学完单元", "累计通过"), _COLOURS, _DASHES, strict=True):
        chart.add_series({
            "name": name, "categories": rows.cells("周（星期一）"), "values": rows.cells(name),
            "line": {"color": colour, "width": 2.25, "dash_type": dash},
        })  # fmt: skip
    chart.set_y_axis({"min": 0, "num_format": "0"})
    chart.set_title({"name": f"进度：{track}（人数，逐周累计）", "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    return chart, 320


def _weeks(rows: Sequence[Row]) -> Iterator[tuple[str, Rows]]:
    """Yield each track with those of its rows that have a day."""
    numbered = [(row[0], number) for number, row in enumerate(rows, 1) if row[1] != NO_DAY]
    for track, of_track in itertools.groupby(numbered, key=lambda item: item[0]):
        numbers = [number for _, number in of_track]
        yield track, Rows(WEEKS, numbers[0], numbers[-1])


def _charts(book: Book, held: Mapping[Sheet, Sequence[Row]]) -> Iterator[tuple[Any, int]]:
    counties, schools = held[COUNTIES], held[SCHOOLS]
    tracks = len({row[1] for row in counties})
    if tracks:
        yield _rates(book, Rows(COUNTIES, 1, tracks), "各轨道通过率", ("轨道", "轨道"))
    if 2 * tracks < len(counties) <= MOST + tracks:
        rows = Rows(COUNTIES, 1 + tracks, len(counties))
        yield _rates(book, rows, "各区县通过率", ("区县", "轨道" if tracks > 1 else "区县"))
    if 1 < len(schools) <= MOST:
        yield _rates(
            book, Rows(SCHOOLS, 1, len(schools)), "各校通过率", ("学校", "轨道" if tracks > 1 else "学校")
        )
    for track, rows in _weeks(held[WEEKS]):
        yield _course(book, rows, track)


def add_charts(book: Book, page: Page, below: int, held: Mapping[Sheet, Sequence[Row]]) -> None:
    """Draw what there is to draw on a page, below a row, one chart under the other.

    On paper all of it stands on one side where that can still be read: no chart is cut in two.
    """
    row = below + 2
    for chart, height in _charts(book, held):
        chart.set_size({"width": _WIDTH, "height": height})
        page.insert_chart(row, 0, chart, {"object_position": 3})
        row += height // _ROW + 2
    page.set_portrait()
    page.fit_to_pages(1, 1 if row <= _SIDE else 0)
