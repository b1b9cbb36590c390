"""`portal import` as a trainer meets it: a workbook in, everything told, all or nothing written."""

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook
from small_project import write_project
from typer.testing import CliRunner, Result

from portal.checks import run
from portal.cli import app
from portal.load import load

HEAD = ["题型", "题干", "选项A", "选项B", "选项C", "正确答案", "答案解析", "难度", "目标", "状态"]
TEARS = [
    "单选题",
    "学生红着眼睛来到办公室，不说话。你先做什么？",
    "问他为什么哭",
    "请他坐下，等一等",
    "打电话给家长",
]
FIRST = [*TEARS, "B", "先让他缓过来。", "易", "看到学生的变化", ""]
LINE = ["判断题", "保密的例外要讲在前面。", "", "", "", "对", "讲在后面就成了食言。", "中", "notice", ""]
CALL = ["填空题", "全国统一的热线号码是 ____。", "", "", "", "12356", "", "", "get-help", ""]
BANK = "quizzes/c/first-steps.yml"

Go = Callable[..., Result]


def book(path: Path, *rows: Sequence[str]) -> Path:
    """Write a workbook with the usual headings."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("题目")
        for number, row in enumerate([HEAD, *rows]):
            sheet.write_row(number, 0, row)
    return path


def cells(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "门 户")
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return root


@pytest.fixture
def go(root: Path) -> Go:
    return lambda *order: CliRunner().invoke(app, ["import", *map(str, order)])


def content(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("docs", "quizzes")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def test_a_workbook_is_taken_in_and_its_ids_are_written_back(root: Path, go: Go) -> None:
    source = book(root / "题库.xlsx", FIRST, LINE, CALL)
    result = go(source, "--unit", "第一步")
    assert result.exit_code == 0, result.output
    assert (
        result.output
        == """\
┏━━━━┳━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━┳━━━━━━━━━━┳━━━━━━━━┳━━━━━━┓
┃ 行 ┃ 题型 ┃ 题干                                         ┃ 答案  ┃ 目标     ┃ 做什么 ┃ 状态 ┃
┡━━━━╇━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━╇━━━━━━━━━━╇━━━━━━━━╇━━━━━━┩
│ 2  │ 单选 │ 学生红着眼睛来到办公室，不说话。你先做什么？ │ B     │ notice   │ 新增   │ 草稿 │
│ 3  │ 判断 │ 保密的例外要讲在前面。                       │ 对    │ notice   │ 新增   │ 草稿 │
│ 4  │ 填空 │ 全国统一的热线号码是 ＿＿。                  │ 12356 │ get-help │ 新增   │ 草稿 │
└────┴──────┴──────────────────────────────────────────────┴───────┴──────────┴────────┴──────┘
新增 3，更新 0，不变 0；草稿 3（其中缺解析 1、缺反馈 2）。
草稿学员看不到。要发布，在“状态”一列写“发布”，或者导入时加 --status published。
改了 quizzes/c/first-steps.yml
撤销：portal import --undo。
编号写回了 题库.xlsx，原件存为 题库.原件.xlsx。
"""
    )
    assert [row[:2] for row in cells(root / "题库.原件.xlsx")] == [
        row[:2] for row in (HEAD, FIRST, LINE, CALL)
    ]
    assert [row[10] for row in cells(source)][1:] == [
        "c-first-steps/q-pw35tihy", "c-first-steps/q-cisaaga5", "c-first-steps/q-otksln7k",
    ]  # fmt: skip
    loaded = load(root)
    assert [*loaded.findings, *run(loaded.catalogue)] == []
    assert loaded.catalogue.bank_of["c-first-steps"].questions[-1].id == "q-otksln7k"


def test_the_same_workbook_again_changes_nothing(root: Path, go: Go) -> None:
    source = book(root / "题库.xlsx", FIRST, LINE)
    go(source, "--unit", "first-steps", "--no-write-back")
    before = content(root)
    for _ in range(2):  # without ids in the file, then with them
        result = go(source, "--unit", "first-steps")
        assert "新增 0，更新 0，不变 2；草稿 2（其中缺解析 0、缺反馈 2）。\n" in result.output
        assert result.output.endswith("--status published。\n题库没有动。\n")
        assert content(root) == before


def test_edits_in_the_workbook_update_the_questions(root: Path, go: Go) -> None:
    source = book(root / "题库.xlsx", FIRST, LINE)
    go(source, "--unit", "first-steps")
    head, *rows = cells(source)
    rows[0][1] = "学生红着眼睛走进办公室，一句话也不说。你先做什么？"
    with xlsxwriter.Workbook(source) as workbook:
        sheet = workbook.add_worksheet("题目")
        for number, row in enumerate([head, rows[1], rows[0]]):
            sheet.write_row(number, 0, [str(cell) for cell in row])
    result = go(source)
    assert "新增 0，更新 1，不变 1；" in result.output
    questions = {
        question.id: question for question in load(root).catalogue.bank_of["c-first-steps"].questions
    }
    assert questions["q-pw35tihy"].prompt == rows[0][1]


def test_of_many_questions_only_those_that_change_are_listed(root: Path, go: Go) -> None:
    rows = [[*LINE[:1], f"第 {number} 件事可以交给同学。", *LINE[2:]] for number in range(25)]
    go(book(root / "题库.xlsx", *rows), "--unit", "first-steps", "--no-write-back")
    rows[7][5] = "错"
    result = go(book(root / "题库.xlsx", *rows), "--unit", "first-steps", "--dry-run")
    listed = [line for line in result.output.splitlines() if line.startswith("│")]
    assert [line.split("│")[1].strip() for line in listed] == ["9"]
    assert "新增 0，更新 1，不变 24；" in result.output


def test_a_dry_run_writes_nothing(root: Path, go: Go) -> None:
    source = book(root / "题库.xlsx", FIRST)
    before = content(root)
    result = go(source, "--unit", "first-steps", "--dry-run")
    assert result.exit_code == 0
    assert result.output.endswith(
        "新增 1，更新 0，不变 0；草稿 1（其中缺解析 0、缺反馈 1）。\n"
        "草稿学员看不到。要发布，在“状态”一列写“发布”，或者导入时加 --status published。\n"
        "只是预览，什么也没有写。\n"
    )
    assert content(root) == before
    assert sorted(path.name for path in root.glob("*.xlsx")) == ["题库.xlsx"]


def test_everything_wrong_is_told_at_once_and_marked_in_a_copy(root: Path, go: Go) -> None:
    source = book(
        root / "题库.xlsx",
        [*TEARS, "", "先让他缓过来。", "易", "notice", ""],
        LINE,
        [*TEARS[:1], "谁可以先来帮忙？", *"甲乙丙", "C", "", "难", "保密", ""],
    )
    before = content(root)
    result = go(source, "--unit", "first-steps")
    assert result.exit_code == 1
    assert (
        result.output
        == """\
题库.xlsx 工作表“题目”第 2 行 F 列：没有正确答案
    写上正确选项的字母，几个就连着写，如 A 或 ABD。
题库.xlsx 工作表“题目”第 4 行：目标“保密”对不上单元“第一步”的哪一个
    改成其中一个：notice（看到学生的变化）；get-help（知道找谁）。要添新的目标，先写进单元页首的 objectives。

共 2 处要改，题库没有动。改好再导入一次。
标出问题的副本：题库（要改的）.xlsx
副本就在原来的文件旁边：照着改原来的文件，或者直接改副本、导入副本。
"""
    )
    assert content(root) == before
    assert "没有正确答案" in str(cells(root / "题库（要改的）.xlsx")[1][-1])


def test_what_is_wrong_in_many_rows_is_said_once(root: Path, go: Go) -> None:
    rows = [
        [*LINE[:1], f"第 {number} 件事可以交给{'甲乙丙丁'[number % 4]}。", *LINE[2:]] for number in range(30)
    ]
    rows[4] = [*rows[4][:5], "也许", *rows[4][6:]]
    result = go(book(root / "题库.xlsx", *rows))
    assert result.output == (
        "题库.xlsx 工作表“题目”第 2—5、7—31 行（共 29 行）：没有写是哪个单元的题\n"
        "    加一列“单元”，或者用 --unit 写整份文件的单元。\n"
        "题库.xlsx 工作表“题目”第 6 行 F 列：看不懂判断题的答案“也许”\n"
        "    写“对”或“错”。\n\n"
        "共 30 处要改，题库没有动。改好再导入一次。\n"
        "标出问题的副本：题库（要改的）.xlsx\n"
        "副本就在原来的文件旁边：照着改原来的文件，或者直接改副本、导入副本。\n"
    )


def test_the_marked_copy_can_be_mended_and_imported_itself(root: Path, go: Go) -> None:
    source = book(root / "题库.xlsx", [*TEARS, "", *FIRST[6:]])
    go(source, "--unit", "first-steps")
    copy = root / "题库（要改的）.xlsx"
    result = go(copy, "--unit", "first-steps")
    assert "标出问题的副本：题库（要改的 2）.xlsx\n" in result.output
    head, row, *_ = cells(copy)
    row[5] = "B"
    with xlsxwriter.Workbook(copy) as workbook:
        sheet = workbook.add_worksheet("题目")
        sheet.write_row(0, 0, head)
        sheet.write_row(1, 0, row)
    assert "编号写回了 题库（要改的）.xlsx" in go(copy, "--unit", "first-steps").output
    assert cells(copy)[1][cells(copy)[0].index("题目编号")] == "c-first-steps/q-pw35tihy"


def test_the_pattern_of_a_new_bank_makes_room_for_what_comes_in(root: Path, go: Go) -> None:
    bank = root / "quizzes/c/next-steps.yml"
    pattern = (Path(__file__).parents[3] / "docs/_templates/bank.yml").read_text("utf-8")
    bank.write_text(pattern.replace("first-objective", "refer"), "utf-8")
    result = go(book(root / "题库.xlsx", [*FIRST[:8], "refer", ""]), "--unit", "第二步")
    assert result.exit_code == 0, result.output
    text = bank.read_text("utf-8")
    assert text.startswith(pattern.splitlines(keepends=True)[0] + "questions:\n  - id: q-pw35tihy\n")
    assert "〔写" not in text
    go("--undo")
    assert bank.read_text("utf-8") == pattern.replace("first-objective", "refer")


def test_what_the_rules_find_is_told_by_row(root: Path, go: Go) -> None:
    source = book(
        root / "题库.xlsx", LINE, [*TEARS[:2], "问一问", "以上都对", "", "B", "先听。", "易", "notice", ""]
    )
    result = go(source, "--unit", "first-steps")
    assert (
        result.output
        == """\
题库.xlsx 工作表“题目”第 3 行：这道题有“以上都对”
    改成一个具体的选项；几个都对，就用多选题。

共 1 处要改，题库没有动。改好再导入一次。
标出问题的副本：题库（要改的）.xlsx
副本就在原来的文件旁边：照着改原来的文件，或者直接改副本、导入副本。
"""
    )


def test_several_files_go_in_together_or_not_at_all(root: Path, go: Go) -> None:
    good = book(root / "甲.xlsx", FIRST)
    bad = book(root / "乙.xlsx", [*LINE[:5], "也许", *LINE[6:]])
    before = content(root)
    assert go(good, bad, "--unit", "first-steps").exit_code == 1
    assert content(root) == before
    book(root / "乙.xlsx", LINE)
    result = go("*.xlsx", "--unit", "first-steps")
    assert result.exit_code == 0, result.output
    assert "│ 甲 题目 2 │" in result.output


def test_a_unit_without_a_bank_gets_one(root: Path, go: Go) -> None:
    (root / "quizzes/c/next-steps.yml").unlink()
    row = [*FIRST[:8], "refer", "已发布"]
    result = go(book(root / "题库.xlsx", row), "--unit", "第二步", "--no-write-back")
    assert "新建了 quizzes/c/next-steps.yml\n" in result.output
    assert (
        (root / "quizzes/c/next-steps.yml").read_text("utf-8")
        == """\
questions:
  - id: q-pw35tihy
    type: single
    objective: refer
    prompt: 学生红着眼睛来到办公室，不说话。你先做什么？
    choices:
      - id: a
        text: 问他为什么哭
        correct: false
      - id: b
        text: 请他坐下，等一等
        correct: true
      - id: c
        text: 打电话给家长
        correct: false
    explanation: 先让他缓过来。
    difficulty: 1
    status: published
"""
    )


def test_an_import_is_undone(root: Path, go: Go) -> None:
    before = content(root)
    go(book(root / "题库.xlsx", FIRST), "--unit", "first-steps")
    assert content(root) != before
    result = go("--undo")
    assert (result.exit_code, result.output) == (0, "恢复了 quizzes/c/first-steps.yml\n")
    assert content(root) == before


def test_a_workbook_that_excel_holds_gets_its_ids_beside(
    root: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = book(root / "题库.xlsx", FIRST)
    replace = os.replace

    def held(part: Path, target: Path) -> None:
        if Path(target) == source:
            raise PermissionError(errno.EACCES, "Permission denied")
        replace(part, target)

    monkeypatch.setattr(os, "replace", held)
    result = go(source, "--unit", "first-steps")
    assert result.exit_code == 0, result.output
    assert result.output.endswith(
        "题库.xlsx 写不了（没有权限）。编号写在旁边的 题库（已编号）.xlsx 里，以后改它、导入它。\n"
    )
    assert sorted(path.name for path in root.glob("*.xlsx")) == ["题库.xlsx", "题库（已编号）.xlsx"]


@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_preview_fits_the_terminal(
    width: int, root: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    monkeypatch.setenv("COLUMNS", str(width))
    result = go(book(root / "题库.xlsx", FIRST, LINE, CALL), "--unit", "first-steps", "--dry-run")
    table = [line for line in result.output.split("\n") if line.startswith(("┃", "│"))]
    assert table
    assert max(map(cell_len, table)) <= width


def test_it_asks_at_a_terminal_and_takes_no_for_an_answer(
    root: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = book(root / "题库.xlsx", FIRST)
    before = content(root)
    monkeypatch.setattr("portal.commands.import_._asks", lambda: True)
    assert (
        CliRunner()
        .invoke(app, ["import", str(source), "--unit", "first-steps"], input="n\n")
        .output.endswith("写进题库吗？写 y 再回车：题库没有动。\n")
    )
    assert content(root) == before
    CliRunner().invoke(app, ["import", str(source), "--unit", "first-steps", "--yes"])
    assert content(root) != before


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (
            ["题库.xlsx", "--unit", "第七步"],
            "--unit：没有单元“第七步”。是不是 c-next-steps（第二步）、c-first-steps",
        ),
        (
            ["题库.xlsx", "--unit", "第一步", "--objective", "保密"],
            "--objective：目标“保密”对不上单元“第一步”的哪一个。改成其中一个：",
        ),
        (["没有.xlsx"], "没有.xlsx：没有这个文件，请检查名字和路径。"),
        ([], "没有写要导入的文件。例如：portal import 题库.xlsx --unit 单元编号。"),
        (["--undo"], "没有可以撤销的导入：还没有导入过，或者已经撤销了。"),
    ],
)
def test_orders_that_make_no_sense_end_in_a_sentence(order: list[str], told: str, root: Path, go: Go) -> None:
    book(root / "题库.xlsx", FIRST)
    result = go(*order)
    assert str(result.exception).startswith(told)
