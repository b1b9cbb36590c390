"""Copies of a trainer's table, with notes on what to change or with permanent ids; all else stays."""

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from workbooks import HEAD, said, save_csv, save_xls, save_xlsx, shorts

from portal.errors import PortalError
from portal.imports.draft import Named, Problem, Reading, Spot
from portal.imports.spreadsheet import mark_spreadsheet, read_spreadsheet, write_ids_spreadsheet

GOOD = ["单选题", "一？", "甲", "乙", None, "A", "道理"]
BAD = ["单选题", "二？", "甲", "乙", "丙", "AB", "道理"]
TRUTH = ["判断题", "三。", None, None, None, "对", "道理"]
ONE_ONLY = "F 列：单选题写了 2 个答案。只留一个字母；确实不止一个正确，就把题型改成多选题。"


def named(reading: Reading) -> list[Named]:
    ids = "abcdefgh"
    return [
        Named(
            draft.spot,
            f"c-listening/q-{number}",
            ("agree", "disagree") if draft.type == "true_false" else tuple(ids[: len(draft.choices)]),
        )
        for number, draft in enumerate(reading.drafts, 1)
    ]


def marked(path: Path) -> Path:
    out = path.with_name("要改的.xlsx")
    mark_spreadsheet(path, read_spreadsheet(path).problems, out)
    return out


def column(path: Path, heading: str, sheet: str | None = None) -> list[Any]:
    book = openpyxl.load_workbook(path)
    page = book[sheet] if sheet else book.active
    rows = list(page.values)
    (head,) = [row for row in rows if "题干" in row]
    place = next(at for at, cell in enumerate(head) if str(cell).startswith(heading))
    return [row[place] for row in rows[rows.index(head) + 1 :]]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def test_a_marked_copy_says_in_its_last_column_what_to_change(tmp_path: Path) -> None:
    out = marked(save_xlsx(tmp_path / "题.xlsx", {"题": [["题库"], HEAD, GOOD, BAD]}))
    assert column(out, "要改的地方") == [None, ONE_ONLY]
    again = read_spreadsheet(out)
    assert shorts(again) == ["single 一？ 甲* 乙"]
    assert [problem.spot for problem in again.problems] == [Spot("题", 4, "F")]


def test_what_concerns_a_whole_sheet_stands_with_the_heading(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, GOOD], "另": [HEAD, GOOD]})
    out = tmp_path / "要改的.xlsx"
    problems = [
        Problem(Spot("另"), "不对", "改对。"), Problem(Spot("另", 2, "C"), "看看", "不用管。", "warning"),
        Problem(Spot("另", 2, "B"), "错了", "改好。"), Problem(Spot(), "太多", "删掉。"),
    ]  # fmt: skip
    mark_spreadsheet(path, problems, out)
    book = openpyxl.load_workbook(out)
    assert [book["另"]["H1"].value, book["题"]["H1"].value] == [
        "要改的地方\n不对。改对。",
        "要改的地方\n太多。删掉。",
    ]
    assert book["另"]["H2"].value == "B 列：错了。改好。\n（提醒）C 列：看看。不用管。"


def test_rows_with_notes_are_coloured_by_a_rule_that_goes_when_the_note_goes(tmp_path: Path) -> None:
    page = openpyxl.load_workbook(marked(save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, GOOD, BAD]})))["题"]
    (rules,) = page.conditional_formatting
    assert str(rules.sqref) == "A1:H3"
    assert [rule.formula[0] for rule in rules.rules] == [
        'ISNUMBER(SEARCH(CHAR(10)&SUBSTITUTE(ADDRESS(1,COLUMN(),4),"1","")&" 列：",CHAR(10)&$H1))',
        'AND(LEN($H1)>0,LEFT($H1,1)<>"（",LEFT($H1,5)<>"要改的地方")',
    ]
    assert [rule.dxf.fill.bgColor.rgb for rule in rules.rules] == ["FFF4B084", "FFFCE4D6"]
    assert page.column_dimensions["H"].width == 60


def test_marking_a_marked_copy_again_takes_away_what_was_put_right(tmp_path: Path) -> None:
    out = marked(save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, BAD, BAD]}))
    book = openpyxl.load_workbook(out)
    book["题"]["F2"] = "A"
    book.save(out)
    again = out.with_name("再.xlsx")
    mark_spreadsheet(out, read_spreadsheet(out).problems, again)
    assert column(again, "要改的地方") == [None, ONE_ONLY]
    assert len(list(openpyxl.load_workbook(again)["题"].conditional_formatting)) == 1


@pytest.mark.parametrize(
    ("rows", "merges"),
    [
        ([[*HEAD, "出题人", "分值"], BAD], []),
        (
            [
                ["题干", "选项", None, None, "答案", "出题人"],
                [None, "A", "B", "C", None, None],
                ["问？", "甲", "乙", "丙", "D"],
            ],
            ["A1:A2", "B1:D1", "E1:E2"],
        ),
        (
            [["题干", "A", "B", "答案"], ["注：以上为示例"], ["判断题"], ["合计"], ["问？", "甲", "乙", "C"]],
            [],
        ),
        ([["题目"], ["问？"]], []),
        ([["题目", "哪一天", "谁"], ["问？", "周一", "甲"]], []),
        ([["题型", "题干", "A*", "B"], ["示例", "问？", "甲", "乙"], ["单选题", "问？", "甲", "乙"]], []),
    ],
)
def test_a_marked_copy_is_read_as_the_table_it_was_made_of(
    tmp_path: Path, rows: list[list[Any]], merges: list[str]
) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": rows}, {"题": merges})
    once = marked(path)
    assert said(read_spreadsheet(once).problems) == said(read_spreadsheet(path).problems)
    twice = once.rename(tmp_path / "一次.xlsx")
    assert list(openpyxl.load_workbook(marked(twice)).active.values) == list(
        openpyxl.load_workbook(twice).active.values
    )


def test_notes_go_when_all_is_well(tmp_path: Path) -> None:
    out = marked(save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, BAD], "另": [HEAD, BAD]}))
    book = openpyxl.load_workbook(out)
    book["题"]["F2"] = "A"
    book.save(out)
    half, done = out.with_name("一半.xlsx"), out.with_name("完.xlsx")
    mark_spreadsheet(out, read_spreadsheet(out).problems, half)
    assert (column(half, "要改的地方", "题"), column(half, "要改的地方", "另")) == ([None], [ONE_ONLY])
    write_ids_spreadsheet(out, named(read_spreadsheet(out)), done)
    assert (column(done, "要改的地方", "题"), column(done, "题目编号", "题")) == ([None], ["c-listening/q-1"])


def test_a_copy_keeps_the_looks_and_every_other_part(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "题.xlsx", {"题": [["题库"], HEAD, GOOD, BAD], "别的": [["a"]]}, {"题": ["A1:G1"]}
    )
    book = openpyxl.load_workbook(path)
    page = book["题"]
    page["B3"].fill = PatternFill("solid", fgColor="FFFF00")
    page["B3"].comment = Comment("问过老李", "甲")
    page.column_dimensions["B"].width = 44
    page.freeze_panes = "A3"
    page.add_data_validation(DataValidation("list", formula1='"单选题,多选题"', sqref="A3:A9"))
    book.save(path)
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr("xl/cellimages.xml", "<pictures-of-wps/>")
    before, after = parts(path), parts(marked(path))
    changed = {"xl/worksheets/sheet1.xml", "xl/styles.xml"}
    assert {name: data for name, data in after.items() if name not in changed} == {
        name: data for name, data in before.items() if name not in changed
    }
    page = openpyxl.load_workbook(tmp_path / "要改的.xlsx")["题"]
    assert (page["B3"].fill.fgColor.rgb, page["B3"].comment.text) == ("00FFFF00", "问过老李")
    assert (page.column_dimensions["B"].width, page.freeze_panes) == (44, "A3")
    assert [str(ref) for ref in page.merged_cells.ranges] == ["A1:G1"]
    assert len(page.data_validations.dataValidation) == 1


@pytest.mark.parametrize("ending", ["xls", "csv"])
def test_what_nobody_can_edit_becomes_a_new_workbook(tmp_path: Path, ending: str) -> None:
    rows = [HEAD, GOOD, ["单选题", "=1+1", "甲", "-乙", "丙", "AB", "道理"]]
    path = tmp_path / f"题.{ending}"
    if ending == "xls":
        save_xls(path, [[cell or "" for cell in row] for row in rows])
    else:
        save_csv(path, rows, "gb18030")
    out = marked(path)
    assert column(out, "要改的地方") == [None, ONE_ONLY]
    assert column(out, "题干") == ["一？", "=1+1"]
    assert [cell.data_type for cell in openpyxl.load_workbook(out).active["B"]] == ["s", "s", "s"]
    assert shorts(read_spreadsheet(out)) == ["single 一？ 甲* 乙"]


def test_ids_are_written_at_the_right_end_and_read_again(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [["题库"], HEAD, GOOD, TRUTH]}, {"题": ["A1:G1"]})
    reading = read_spreadsheet(path)
    out = tmp_path / "已编号.xlsx"
    write_ids_spreadsheet(path, named(reading), out)
    assert column(out, "题目编号") == ["c-listening/q-1", "c-listening/q-2"]
    assert column(out, "选项编号") == ["a b", "agree disagree"]
    again = read_spreadsheet(out)
    assert [draft.id for draft in again.drafts] == ["c-listening/q-1", "c-listening/q-2"]
    assert [[choice.id for choice in draft.choices] for draft in again.drafts] == [
        ["a", "b"],
        ["agree", "disagree"],
    ]
    assert [draft.prompt for draft in again.drafts] == [draft.prompt for draft in reading.drafts]
    write_ids_spreadsheet(out, named(again), tmp_path / "再.xlsx")
    assert parts(tmp_path / "再.xlsx")["xl/worksheets/sheet1.xml"] == parts(out)["xl/worksheets/sheet1.xml"]


def test_an_id_belongs_to_its_column_even_when_one_is_left_empty(tmp_path: Path) -> None:
    row = ["单选题", "一？", "甲", None, "丙", "C", "道理"]
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, row]})
    out = tmp_path / "已编号.xlsx"
    write_ids_spreadsheet(path, [Named(Spot("题", 2), "c-listening/one", ("first", "third"))], out)
    assert column(out, "选项编号") == ["first - third"]
    book = openpyxl.load_workbook(out)
    book["题"]["D2"] = "新的乙"
    book.save(out)
    (draft,) = read_spreadsheet(out).drafts
    assert [(choice.text, choice.id) for choice in draft.choices] == [
        ("甲", "first"), ("新的乙", ""), ("丙", "third"),
    ]  # fmt: skip


def test_ids_of_another_system_stay_beside_ours(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [["题目编号", *HEAD], ["TK-1", *GOOD]]})
    out = tmp_path / "已编号.xlsx"
    write_ids_spreadsheet(path, named(read_spreadsheet(path)), out)
    assert (column(out, "题目编号"), column(out, "门户题目编号")) == (["TK-1"], ["c-listening/q-1"])
    assert [draft.id for draft in read_spreadsheet(out).drafts] == ["c-listening/q-1"]


def test_headings_that_come_again_further_down_keep_the_ids(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, GOOD, HEAD, GOOD]})
    out = tmp_path / "已编号.xlsx"
    write_ids_spreadsheet(path, named(read_spreadsheet(path)), out)
    assert [draft.id for draft in read_spreadsheet(out).drafts] == ["c-listening/q-1", "c-listening/q-2"]


@pytest.mark.parametrize(("encoding", "separator"), [("gb18030", ";"), ("utf-8-sig", ","), ("utf-16", "\t")])
def test_a_csv_with_ids_keeps_its_encoding_and_its_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = save_csv(tmp_path / "题.csv", [["题库"], HEAD, [*GOOD[:6], "有\n两行"]], encoding, separator)
    out = tmp_path / "已编号.csv"
    write_ids_spreadsheet(path, named(read_spreadsheet(path)), out)
    text = path.read_bytes().decode(encoding)
    head, row = separator.join(HEAD), '"有\n两行"'
    assert out.read_bytes().decode(encoding).replace("\r\n", "\n") == (
        text.replace("\r\n", "\n")
        .replace(head, f"{head}{separator}题目编号{separator}选项编号")
        .replace(row, f"{row}{separator}c-listening/q-1{separator}a b")
    )
    assert out.read_bytes()[:3] == path.read_bytes()[:3]
    assert [draft.id for draft in read_spreadsheet(out).drafts] == ["c-listening/q-1"]


def test_an_old_workbook_with_ids_is_a_new_one(tmp_path: Path) -> None:
    path = save_xls(tmp_path / "题.xls", [HEAD, [cell or "" for cell in GOOD]])
    out = tmp_path / "已编号.xlsx"
    write_ids_spreadsheet(path, named(read_spreadsheet(path)), out)
    assert [(draft.id, draft.prompt) for draft in read_spreadsheet(out).drafts] == [
        ("c-listening/q-1", "一？")
    ]


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "题.xlsx", {"题": [HEAD, BAD]})
    out = tmp_path / "没有" / "a.xlsx"
    with pytest.raises(PortalError) as told:
        mark_spreadsheet(path, read_spreadsheet(path).problems, out)
    assert str(told.value) == f"{out} 写不了：没有这个文件或文件夹。检查磁盘空间和权限；正开着就先关掉。"
    assert [file.name for file in tmp_path.iterdir()] == ["题.xlsx"]
