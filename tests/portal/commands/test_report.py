import json
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest
import typer
from report_records import make_record
from small_project import write_project
from typer.testing import CliRunner

from portal.commands.report import report
from portal.errors import PortalError
from portal.records import code
from portal.reports.store import part

DAY = ["--date", "2026-11-20"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "project")
    (root / "mkdocs.yml").write_text("")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str, pasted: str | bytes | None = None) -> tuple[int, str, str]:
    app = typer.Typer()
    app.command()(report)
    result = CliRunner().invoke(app, [*arguments, *DAY], input=pasted, catch_exceptions=True)
    if isinstance(result.exception, PortalError):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def hand_in(root: Path, name: str = "in/1.json", **given: str) -> None:
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(make_record(**given)), "utf-8")


def test_a_folder_becomes_a_report_with_the_date_in_its_name(project: Path) -> None:
    hand_in(project)
    status, out, _ = run("in")
    assert status == 0
    assert "报告已写到 report-2026-11-20" in out
    assert (project / "report-2026-11-20" / "个人.csv").is_file()
    assert sorted(path.name for path in project.iterdir() if path.name.startswith(".")) == []


def test_a_gbk_roster_inside_the_folder_is_no_record(project: Path) -> None:
    hand_in(project)
    (project / "in" / "名单.csv").write_bytes(
        "工号,姓名,单位\r\nt1,王芳,一小\r\nT2,李伟,一小\r\n".encode("gbk")
    )
    run("in", "--roster", "in/名单.csv", "--out", "out")
    book = openpyxl.load_workbook(project / "out" / "report.xlsx")
    assert [cell.value for cell in book["学校"][2]][:5] == [None, "一小", "C 证", 2, 1]
    assert book["未读文件"].max_row == 1


def test_a_roster_with_numbers_of_another_form_is_noticed(project: Path) -> None:
    hand_in(project, number="007")
    (project / "名单.csv").write_text("编号,姓名,学校\n7,王芳,一小\n", "utf-8")
    assert "名单上的人一个也没有对上" in run("in", "--roster", "名单.csv", "--out", "out")[1]
    (project / "名单.csv").write_text("编号,姓名,学校\n007,王芳,一小\n8,李伟,一小\n", "utf-8")
    assert "没有对上" not in run("in", "--roster", "名单.csv", "--out", "out")[1]


def test_pasted_codes_and_files_go_together(project: Path) -> None:
    hand_in(project)
    chat = f"李伟 10:30\n{code.encode(make_record('李伟', 'T2'))}\n收到\nXY1.cut"
    status, out, _ = run("in", "-", "--out", "out", pasted=chat.encode("gb18030"))
    assert status == 0
    assert "读不出：（粘贴）（第 2 段码）" in out
    assert openpyxl.load_workbook(project / "out" / "report.xlsx")["个人"].max_row == 3


def test_the_same_day_again_replaces_the_report(project: Path) -> None:
    hand_in(project)
    run("in", "--out", "out")
    hand_in(project, "in/2.json", number="T2")
    assert run("in", "--out", "out")[0] == 0
    assert openpyxl.load_workbook(project / "out" / "report.xlsx")["个人"].max_row == 3


def test_the_name_of_the_report_comes_from_the_day(project: Path) -> None:
    hand_in(project)
    app = typer.Typer()
    app.command()(report)
    CliRunner().invoke(app, ["in"])
    assert (project / f"report-{date.today()}").is_dir()


@pytest.mark.parametrize("pasted", [b"", "今天没有".encode(), b"\xff\xfe\x00", b"\x81"])
def test_not_one_record_is_status_1_and_no_folder(project: Path, pasted: bytes) -> None:
    status, _, errors = run("-", "--out", "out", pasted=pasted)
    assert status == 1
    assert "一份记录也没有读出来" in errors
    assert "读不出：（粘贴）" in errors
    assert sorted(path.name for path in project.iterdir()) == ["docs", "mkdocs.yml", "quizzes"]


def test_a_disk_that_fills_up_while_records_are_read_is_told_in_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("Could not write file: No space left on device")

    hand_in(project)
    monkeypatch.setattr(part, "write_table", full)
    with pytest.raises(PortalError, match=r"^磁盘满了，没有做完"):
        run("in", "--out", "out")
    assert sorted(path.name for path in project.iterdir() if path.name.startswith((".", "out"))) == []


def test_where_nothing_is_kept_forgetting_says_so_and_makes_no_folder(project: Path) -> None:
    with pytest.raises(PortalError, match=r"report-store 不在，.*什么也没有删。--out 要写成出报告时的那个"):
        run("--forget", "T1", "--out", "elsewhere/out")
    assert not (project / "elsewhere").exists()


STRICT = """rules:
  hours: 2
  assessment: required
  practice:
    - {id: plan, title: 教案 1 份}
"""
RESULTS = {
    "schema": "portal-results/1", "assessment": "november", "track": "c", "pass_percent": 80,
    "graded": "2026-11-20T08:00:00Z",
    "people": [{"number": "T1", "name": "王芳", "school": "一小", "paper": "november-a",
                "right": 9, "total": 10, "percent": 90, "passed": True, "flags": []}],
}  # fmt: skip


def strict(root: Path, *confirmed: list[object]) -> None:
    """Let the track ask for everything; put what proves it among the records."""
    page = root / "docs/certificates/c/index.md"
    page.write_text(page.read_text("utf-8").replace("rules: {hours: 2}\n", STRICT), "utf-8")
    book = openpyxl.Workbook()
    for row in (["编号", "轨道", "项目", "日期", "确认人"], *confirmed):
        book.active.append(row)
    book.save(root / "in" / "确认 表.xlsx")
    (root / "in" / "results.json").write_text(json.dumps(RESULTS), "utf-8")


def test_what_schools_confirm_and_assessments_give_decides_with_the_records(project: Path) -> None:
    hand_in(project)
    strict(project, ["T1", "c", "教案 1 份", date(2026, 11, 19), "教导处"])
    proofs = ("--confirmed", "in/确认 表.xlsx", "--assessment", "in/results.json")
    status, out, _ = run("in", *proofs, "--out", "out")
    assert status == 0
    assert "C 证：1 人通过，写在 passed-c.json，可以给他们发学习记录。" in out
    assert openpyxl.load_workbook(project / "out" / "report.xlsx")["未读文件"].max_row == 1
    [person] = json.loads((project / "out" / "passed-c.json").read_text("utf-8"))["people"]
    assert person == {"number": "T1", "name": "王芳", "school": "一小", "percent": 100}
    _, out, _ = run("in/1.json", "--out", "out")
    assert not (project / "out" / "passed-c.json").exists()
    assert "没有给考核成绩（--assessment）：C 证要求正式考核，都算没有成绩。" in out


def test_a_wrong_row_of_a_confirmation_changes_no_report(project: Path) -> None:
    hand_in(project)
    strict(project, ["T1", "c", "流程图", date(2026, 11, 19), "教导处"])
    with pytest.raises(PortalError) as error:
        run("in/1.json", "--confirmed", "in/确认 表.xlsx", "--out", "out")
    assert str(error.value) == (
        "确认表 确认 表.xlsx 有 1 处要改，没有写报告：\n"
        "第 2 行 C 列（项目）：这条轨道没有项目“流程图”。可以写：教案 1 份、通过。"
    )
    assert not (project / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "nowhere"),
        (["in", "--roster", "nowhere.csv"], "nowhere.csv"),
        (["in", "--roster", "in"], "名单"),
        (["in", "--roster", "bad.csv"], "缺少列"),
        (["in", "--confirmed", "nowhere.xlsx"], "nowhere.xlsx"),
        (["in", "--confirmed", "bad.csv"], "确认表 bad.csv 缺少列：编号、轨道、项目、日期、确认人"),
        (["in", "--assessment", "nowhere.json"], "成绩文件 nowhere.json 读不了"),
        (["in", "--assessment", "bad.csv"], "成绩文件 bad.csv 不是完整的 JSON"),
        (["in", "--school-year", "2027"], "2027—2028 学年在报告日期 2026-11-20 还没有开始"),
        (["in", "--out", "mkdocs.yml"], "不是文件夹"),
        (["in", "--out", "docs"], "别的文件"),
    ],
)
def test_misuse_is_a_sentence(project: Path, arguments: list[str], word: str) -> None:
    hand_in(project)
    (project / "bad.csv").write_text("电话\n1", "utf-8")
    with pytest.raises(PortalError, match=word):
        run(*arguments)


def test_periods_are_held_against_the_quota_and_the_year_that_were_asked_for(project: Path) -> None:
    lesson = {"lesson": "grade-5/why-i-learn", "class": "五(1)班", "date": "2026-06-02", "periods": 1}
    (project / "in").mkdir()
    (project / "in" / "1.json").write_text(json.dumps(make_record(lessons=[lesson])), "utf-8")
    _, out, _ = run("in", "--out", "out", "--quota", "4", "--school-year", "2025")
    assert "2025—2026 学年" in out
    page = openpyxl.load_workbook(project / "out" / "report.xlsx")["课时（班级）"]
    assert [cell.value for cell in page[2]] == ["一小", "五年级", "五(1)班", 4, *[0] * 9, 1, 1, 40, 39]


def test_a_broken_bank_is_no_reason_to_fail_everybody(project: Path) -> None:
    hand_in(project)
    (project / "quizzes" / "c" / "next-steps.yml").write_text("questions: [")
    with pytest.raises(PortalError, match=r"next-steps\.yml"):
        run("in")


def test_answers_under_the_id_that_a_unit_had_count_for_it_today(project: Path) -> None:
    hand_in(project)
    run("in", "--out", "before")
    for name in ("docs/certificates/c/first-steps.md", "quizzes/c/first-steps.yml"):
        (project / name).rename(project / name.replace("first-steps", "see-and-say"))
    moved = project / "docs/certificates/c/see-and-say.md"
    moved.write_text(
        moved.read_text("utf-8").replace("hours: 1", "hours: 1\naliases: [certificates/c/first-steps]"),
        "utf-8",
    )
    for name in ("index.md", "next-steps.md"):
        page = project / "docs/certificates/c" / name
        page.write_text(page.read_text("utf-8").replace("first-steps", "see-and-say"), "utf-8")
    run("in", "--out", "after")
    before, after = ((project / name / "个人.csv").read_bytes() for name in ("before", "after"))
    assert b"c-first-steps/" not in (project / "after" / "题目.csv").read_bytes()
    assert before == after
