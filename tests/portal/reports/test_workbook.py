import csv
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from report_records import make_record

from portal.reports import columns, workbook
from portal.reports.columns import Column, Sheet
from portal.reports.flags import Today
from portal.reports.row_heights import height_of
from portal.reports.workbook import write_report

TODAY = Today(date(2026, 11, 20), "2026.11.1")
SHEET = Sheet("表", (Column("文字", ""), Column("数", "", form="count"), Column("率", "", form="percent")))
FORMULAS = ["=1+1", "+1", "-1", "@a", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x")', "http://example.com"]


def read(folder: Path, sheet: str = "表") -> tuple[Any, list[list[str]]]:
    page = openpyxl.load_workbook(folder / "report.xlsx")[sheet]
    with (folder / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return page, list(csv.reader(file))


def chart_texts(folder: Path) -> list[str]:
    with zipfile.ZipFile(folder / "report.xlsx") as book:
        return [book.read(name).decode() for name in sorted(book.namelist()) if "/chart" in name]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_becomes_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    write_report(tmp_path, [(SHEET, [(text, 1, 0.5)])], TODAY)
    page, table = read(tmp_path)
    assert (page["A2"].data_type, page["A2"].hyperlink) == ("s", None)
    assert page["A2"].value.endswith(text.strip())
    assert table[1][0] == (text if text.startswith("http") else f"'{text}")


def test_numbers_are_numbers_and_no_value_is_a_dash(tmp_path: Path) -> None:
    write_report(tmp_path, [(SHEET, [("a", 3, 0.8), ("b", None, None)])], TODAY)
    page, table = read(tmp_path)
    assert [cell.value for cell in page[2]] == ["a", 3, 0.8]
    assert page["C2"].number_format == "0.0%"
    assert [cell.value for cell in page[3]] == ["b", "—", "—"]
    assert table == [["文字", "数", "率"], ["a", "3", "0.8"], ["b", "—", "—"]]


def test_the_header_stays_and_can_be_filtered(tmp_path: Path) -> None:
    write_report(tmp_path, [(SHEET, [("a", 3, 0.8)])], TODAY)
    page, _ = read(tmp_path)
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:C2")


def test_every_sheet_is_ready_for_paper_and_shares_are_bars_from_0_to_1(tmp_path: Path) -> None:
    write_report(tmp_path, [(SHEET, [("a", 3, 0.8)])], TODAY)
    page, _ = read(tmp_path)
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)
    assert page.print_title_rows == "$1:$1"
    [bars] = page.conditional_formatting
    assert str(bars.sqref) == "C2"
    assert [(end.type, end.val) for end in bars.rules[0].dataBar.cfvo] == [("num", 0), ("num", 1)]


def test_what_is_for_paper_goes_on_in_the_next_line_and_its_rows_are_high_enough(tmp_path: Path) -> None:
    paper = Sheet(
        "表", (Column("文字", "", 80, wraps=12), Column("名", "", 6), Column("数", "", form="count"))
    )
    write_report(tmp_path, [(paper, [("一二三四五六七八九十", "a", 1), ("短", "b", 2)])], TODAY)
    page, _ = read(tmp_path)
    assert [page.column_dimensions[letter].width for letter in "AB"] == pytest.approx([12.7, 6.7], abs=0.1)
    assert all(page[place].alignment.wrap_text for place in ("A2", "B2"))
    assert {page[place].alignment.vertical for place in ("A2", "B2", "C2")} == {"top"}
    assert (page.row_dimensions[2].height, page.row_dimensions[3].height) == (45, None)
    assert page.print_options.gridLines


def test_a_row_is_never_higher_than_excel_allows_and_lines_that_were_typed_count() -> None:
    columns_of_it = (Column("文字", "", 80, wraps=12), Column("数", "", form="count"))
    assert height_of(("字" * 30_000, 1), columns_of_it) == 409
    assert height_of(("a\nb\n\nc", 1), columns_of_it) == 60
    assert height_of(("", 1), columns_of_it) == height_of((1, 2), columns_of_it) == 15


def test_a_long_sheet_is_cut_in_excel_and_whole_in_csv(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "LIMIT", 2)
    write_report(tmp_path, [(SHEET, [(str(n), n, 0.1) for n in range(5)])], TODAY)
    page, table = read(tmp_path)
    assert [cell.value for cell in page["A"]] == ["文字", "0", "1", "还有 3 行，见 表.csv"]
    assert len(table) == 6


def test_texts_that_excel_cannot_hold_are_still_written(tmp_path: Path) -> None:
    write_report(tmp_path, [(SHEET, [("长" * 40_000, 1, 1.0), ("\ud800\x00", 1, 1.0)])], TODAY)
    page, _ = read(tmp_path)
    assert len(page["A2"].value) == 32_000


def test_a_real_report_has_all_sheets_and_a_fixed_date(report: Callable[..., Any]) -> None:
    done = report(records=[make_record()])
    book = openpyxl.load_workbook(done.out / "report.xlsx")
    assert book.sheetnames == [sheet.name for sheet in columns.SHEETS]
    assert book.properties.created == datetime(2026, 11, 20)
    for page in book:
        assert page.max_row == len(done.rows(page.title)) + 1
    charts = [re.findall(r"<c:f>(.*?)</c:f>", text) for text in chart_texts(done.out)]
    assert charts == [
        ["区县!$B$2", "区县!$J$2", "区县!$B$2", "区县!$M$2"],
        [f"进度!${column}$2" for column in "BDBEBF"],
    ]


def test_every_column_is_explained(report: Callable[..., Any]) -> None:
    told = {(row["表"], row["列"]) for row in report(records=[make_record()]).rows("说明")}
    for sheet in columns.SHEETS:
        assert {(sheet.name, column.title) for column in sheet.columns} <= told
