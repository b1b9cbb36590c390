"""What `portal paper grade` says and writes, on the folder of a small assessment."""

import json
import os
import sys
from pathlib import Path

import openpyxl
import pytest
import typer
from graded_assessments import WANG, ZHAO, A, B, hand_in, make_key, sealed, write_assessment
from small_project import write_project
from typer.testing import CliRunner

from portal.commands.paper.grade import grade
from portal.credentials.sealing import as_code
from portal.errors import PortalError

QUESTIONS = make_key().papers[A].questions


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "项目")
    (root / "mkdocs.yml").write_text("")
    monkeypatch.chdir(root)
    return write_assessment(root / "assessments" / "autumn", make_key())


def run(*arguments: str, pasted: str | None = None) -> tuple[int, list[str]]:
    app = typer.Typer()
    app.command()(grade)
    result = CliRunner().invoke(app, ["autumn", *arguments], input=pasted, catch_exceptions=True)
    if isinstance(result.exception, PortalError):
        raise result.exception
    return result.exit_code, [line for line in result.stdout.splitlines() if line[:1] not in "┏┃┡│└"]


def put(folder: Path, name: str, data: bytes) -> None:
    path = folder / "handed-in" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def people(folder: Path) -> dict[str, tuple[int, bool]]:
    data = json.loads((folder / "results" / "results.json").read_text("utf-8"))
    return {person["number"]: (person["right"], person["passed"]) for person in data["people"]}


def test_files_codes_and_typed_sheets_are_graded_together(folder: Path) -> None:
    put(folder, "一班/a.answers.age", sealed(hand_in()))
    put(folder, "群聊.txt", f"王二：{as_code(sealed(hand_in(WANG, B, wrong=QUESTIONS[:4])))}".encode("gbk"))
    put(folder, "登分表.csv", "编号,姓名,学校,卷号,1,2\r\nT003,赵三,一小,autumn-a,A,AC\r\n".encode("gbk"))
    status, lines = run()
    assert (status, len(lines)) == (0, 3)
    assert lines[0] == f"写好了 {folder / 'results'}：results.xlsx、results.json、audit.jsonl。"
    assert lines[1].startswith("日志最后一行的指纹：")
    assert people(folder) == {"T001": (10, True), "T002": (6, False), "T003": (2, False)}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither pipes nor such names in folders")
def test_pipes_broken_links_and_names_of_raw_bytes_stop_nothing(folder: Path) -> None:
    put(folder, "a.answers.age", sealed(hand_in()))
    os.mkfifo(folder / "handed-in" / "pipe.age")
    (folder / "handed-in" / "link.age").symlink_to("nowhere")
    Path(os.fsdecode(os.fsencode(folder / "handed-in") + b"/\xd5\xc5.age")).write_bytes(b"?")
    with Path("huge.age").open("wb") as huge:
        huge.truncate(40_000_000)
    Path("b.answers.age").write_bytes(sealed(hand_in(WANG)))
    status, lines = run("huge.age", "b.answers.age")
    assert status == 1
    assert [line for line in lines if line.startswith(("huge", "link", "pipe", "\ufffd"))] == [
        "huge.age：超过 32 MB，不会是答卷。移走它。",
        "link.age：读不了：没有这个文件或文件夹。检查权限；正开着就先关掉。",
        "pipe.age：不是普通文件。",
        "\ufffd\ufffd.age：里面没有答卷。答卷是 .answers.age 文件，或以 XYA1. 开头的一段码；纸上的用登分表。",
    ]
    assert people(folder) == {"T001": (10, True), "T002": (10, True)}


def killed_while_making_anew(folder: Path) -> Path:
    """Move away what was handed in, as a run does that is killed then."""
    room = folder / ".portal-work-x"
    (room / "old").mkdir(parents=True)
    note = [[str(folder / "handed-in"), str(room / "old/handed-in")], [str(room / "new"), str(room / "none")]]
    (room / "moves.json").write_text(json.dumps(note))
    (folder / "handed-in").rename(room / "old" / "handed-in")
    return room


def test_answers_that_a_killed_run_had_moved_away_are_back_and_graded(folder: Path) -> None:
    put(folder, "a.answers.age", sealed(hand_in()))
    killed_while_making_anew(folder)
    assert run()[0] == 0
    assert people(folder) == {"T001": (10, True)}


def test_answers_that_cannot_be_brought_back_are_told_and_kept(folder: Path) -> None:
    put(folder, "a.answers.age", sealed(hand_in()))
    room = killed_while_making_anew(folder)
    put(folder, "b.answers.age", sealed(hand_in(WANG)))
    os.utime(room, (0, 0))
    for _ in range(2):
        with pytest.raises(PortalError) as refused:
            run()
        assert str(refused.value) == (
            f"上次出卷中途断了，收起来的 handed-in 还在 {room / 'old'}，"
            f"{folder} 里又有了同名的，没有动它们。把两边的文件合到 {folder}，再删掉 {room}。"
        )
        os.utime(room, (0, 0))
    assert (room / "old/handed-in/a.answers.age").is_file()


def test_times_at_the_end_of_the_calendar_and_invisible_signs_in_names_stop_nothing(folder: Path) -> None:
    strange = {"number": "Ｔ001\u202e", "name": "\x1b[2J李一", "school": "一小"}
    late = {"started": "9999-12-31T23:00:00Z", "finished": "9999-12-31T23:59:59Z", "times": {}}
    put(folder, "a.answers.age", sealed(hand_in(candidate=strange, **late)))
    status, lines = run()
    assert (status, lines[:2]) == (
        0,
        [
            "T001 李一：姓名或学校和名单不一样（写的是[2J李一 一小，名单上是李一 一小）",
            "    编号对得上，照样计分。核实是不是本人，改正写错的一边。",
        ],
    )


def test_what_cannot_be_read_is_listed_and_stops_nothing(folder: Path) -> None:
    put(folder, "a.answers.age", sealed(hand_in()))
    put(folder, "b.answers.age", sealed(hand_in())[:-1])
    put(folder, "c.zip", b"PK\x03\x04")
    put(folder, "d.docx", b"PK\x03\x04")
    put(folder, "e.xlsx", b"PK\x03\x04")
    put(folder, "f.csv", "编号,姓名\r\n".encode())
    put(folder, "g.pdf", b"%PDF")
    put(folder, "~$e.xlsx", b"open")
    status, lines = run()
    assert status == 1
    assert lines[:6] == [
        "b.answers.age：打不开：文件传坏了，或者不是交给这次考核的。请考生从“正式考核”页面再交一次。",
        "c.zip：是压缩包。解压到 handed-in 文件夹里，再判一次。",
        "d.docx：是 Word 文档。把里面的答卷码复制到一个 .txt 文件里，再判一次。",
        "e.xlsx：不完整或已经损坏，读不出来。用 Excel 或 WPS 打开它，另存为 .xlsx，再判一次。",
        "f.csv：没有找到登分表的表头：“编号”“姓名”“卷号”和题号 1、2、3……。"
        "用出卷时写好的 登分表.xlsx，别改表头。",
        "g.pdf：是图片或 PDF，读不出答案。纸上的答题卡请录进 登分表.xlsx。",
    ]
    assert people(folder) == {"T001": (10, True)}


def test_files_and_pasted_codes_are_kept_in_the_folder_once(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    (stick / "答卷.age").write_bytes(sealed(hand_in()))
    (stick / "答卷-副本.age").write_bytes((stick / "答卷.age").read_bytes())
    code = as_code(sealed(hand_in(WANG, B)))
    _, lines = run(str(stick), "-", pasted=code)
    assert lines[0] == f"新收进 {folder / 'handed-in'} 的文件 2 个。"
    again = run(str(stick), "-", pasted=code)[1]
    assert [line for line in again if line.startswith("新收进")] == []
    assert len(list((folder / "handed-in").iterdir())) == 2
    assert people(folder) == {"T001": (10, True), "T002": (10, True)}


def test_two_files_of_one_name_are_both_kept(folder: Path, tmp_path: Path) -> None:
    for school, who in (("一", WANG), ("二", ZHAO)):
        (tmp_path / school).mkdir()
        (tmp_path / school / "autumn-a.answers.age").write_bytes(sealed(hand_in(who)))
    run(str(tmp_path / "一"), str(tmp_path / "二"))
    assert people(folder) == {"T002": (10, True), "T003": (10, True)}


def test_what_needs_a_look_is_said_with_what_to_do(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in(digest="0" * 64)))
    status, lines = run()
    assert (status, lines[:2]) == (0, [
        "T001 李一：试卷被改动过（题目、选项、时间或别的内容和发出去的不一样）",
        "    答的不是发出去的那份卷子。问清楚，用原来的试卷重考，或判无效。",
    ])  # fmt: skip
    book = openpyxl.load_workbook(folder / "results" / "results.xlsx")
    assert book.sheetnames == ["成绩", "异常", "缺考", "没有读出来", "交卷", "题目"]
    assert [cell.value for cell in book["成绩"][2]][:8] == [
        "T001", "李一", "一小", A, 10, 10, 100, "等裁定",
    ]  # fmt: skip
    assert [row[0].value for row in book["缺考"].iter_rows(min_row=2)] == ["T002", "T003"]
    assert book["题目"].max_row == 11


def test_a_ruling_decides(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in(finished="2026-11-21T03:00:00Z")))
    run()
    assert people(folder) == {"T001": (10, False)}
    (folder / "裁定.csv").write_bytes("编号,裁定,理由\r\nt001,有效,停电 40 分钟\r\n".encode("gbk"))
    run()
    assert people(folder) == {"T001": (10, True)}


def test_a_number_typed_wrongly_is_put_right_by_a_ruling(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in(candidate={"number": "TOO1", "name": "李一", "school": "一小"})))
    assert run()[1][:2] == [
        "TOO1 李一：不在名单上（编号 TOO1，写的姓名是李一）",
        "    核实本人。编号写错了，在裁定里写“是”加名单上的编号；名单漏了他，就补进名单。再判一次。",
    ]
    assert people(folder) == {"TOO1": (10, False)}
    (folder / "裁定.csv").write_bytes("编号,裁定,理由\r\nToo1,是 T001,看座位是他\r\n".encode("gbk"))
    assert run()[1][0] == "T001 李一：编号写错了（写的是 TOO1：看座位是他）"
    assert people(folder) == {"T001": (10, True)}


def test_what_was_ruled_is_said_instead_of_what_to_do(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in(finished="2026-11-21T03:00:00Z")))
    (folder / "裁定.csv").write_bytes("编号,裁定,理由\r\nT001,无效,没有停电\r\n".encode("gbk"))
    assert run()[1][:2] == [
        "T001 李一：超过规定的时间（用了 120 分钟，规定 60 分钟）",
        "    已裁定无效：没有停电",
    ]


def test_everything_that_is_wrong_with_the_rulings_is_said_at_once(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in()))
    text = "编号,裁定,理由\nT001,可以,好\n,有效,好\nT002,无效,\nT003,有效,好\nt003,有效,好\nTO1,是 T099,好\n"
    (folder / "裁定.csv").write_text(text, "utf-8")
    with pytest.raises(PortalError) as error:
        run()
    assert str(error.value).splitlines()[1:] == [
        "第 2 行 B 列：“可以”不是裁定", "    写“有效”“无效”，或者“是”加名单上的编号。",
        "第 3 行 A 列：没有编号", "    写上这个人的编号。",
        "第 4 行 C 列：没有理由", "    写一句为什么这样定，凭的是什么。",
        "第 6 行 A 列：编号“t003”裁定了两次", "    留一行。",
        "第 7 行 B 列：名单上没有“T099”", "    写名单上的编号。",
        "裁定共 5 处，改好再判分。",
    ]  # fmt: skip
    assert not (folder / "results").exists()


def test_the_log_is_verified_and_an_edit_is_found(folder: Path) -> None:
    put(folder, "a.age", sealed(hand_in()))
    noted = run()[1][-2]
    _, lines = run("--verify-audit")
    assert lines[0] == "日志 2 行，一行接一行都对得上；成绩就是日志里记的那一份。"
    assert lines[1].removeprefix("最后一行的指纹：") == noted.removeprefix("日志最后一行的指纹：")
    path = folder / "results" / "results.json"
    path.write_text(path.read_text("utf-8").replace('"right": 10', '"right": 9'), "utf-8")
    with pytest.raises(PortalError, match="和日志里记的不一样"):
        run("--verify-audit")


@pytest.mark.parametrize(
    ("lost", "message"),
    [
        ("key.json", "出过卷就从备份里放回来；还没有出卷就先 portal paper make。"),
        ("keys/seal.key", "从备份里放回来；没有它，密封的答卷打不开。"),
    ],
)  # fmt: skip
def test_without_its_keys_nothing_is_graded(folder: Path, lost: str, message: str) -> None:
    (folder / lost).unlink()
    with pytest.raises(PortalError) as error:
        run()
    assert str(error.value) == f"{folder / lost} 读不了：没有这个文件或文件夹。{message}"
    assert not (folder / "results").exists()


def test_an_input_that_is_not_there_is_said(folder: Path) -> None:
    with pytest.raises(PortalError) as error:
        run("没有.age")
    assert str(error.value) == "没有这个文件或文件夹：没有.age。检查路径。"
