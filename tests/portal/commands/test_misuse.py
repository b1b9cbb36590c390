"""Whatever is wrong with an order, it is said in Chinese, with a cure, and the exit code is 2."""

import errno
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from small_project import write_project
from typer.testing import CliRunner

from portal.cli import app
from portal.errors import said

SCRIPTS = Path(__file__).parents[3] / "scripts"
ENGLISH = r"[A-Za-z]{4,} [a-z]{3,}"
COMMAND = r"portal( new)?( (serve|build|check|report|unit|bank|lesson|chek|tset|lesso)\b)?"

MISUSES = {
    "chek": "是不是 portal check？",
    "tset": "没有命令 portal tset。",
    "new lesso": "是不是 portal new lesson、micro-lesson？",
    "--quiet": "portal 没有选项 --quiet。",
    "--": "命令没有写全。",
    "report --rooster x": "是不是 --roster？",
    "report": "后面缺少“文件或文件夹”",
    "report missing.json": "没有这个文件或文件夹：missing.json",
    "report missing.json --date 2026": "--date 不能是“2026”：请写成 2026-09-01 这样的日期。",
    "report x --quota 0": "--quota 不能是“0”：请写 1 到 8 的整数。",
    "report x --quota 2.5": "--quota 不能是“2.5”：请写 1 到 8 的整数。",
    "report x --quota 两": "--quota 不能是“两”：请写 1 到 8 的整数。",
    "report x --school-year 2026/27": "--school-year 不能是“2026/27”：请写 2000 到 2099 的整数。",
    "report x --school-year 26": "--school-year 不能是“26”：请写 2000 到 2099 的整数。",
    "report x --school-year 2098": "2098—2099 学年在报告日期",
    "serve --port x": "--port 不能是“x”：请写 1 到 65535 的整数。",
    "serve --open=1": "选项 --open 后面不写值。",
    "build --out": "选项 --out 后面要写一个值。",
    "build 1 2": "后面多写了：1 2。",
    "check --format xml": "--format 不能是“xml”：可用：text、github、json。",
    "new unit": "没有终端可以问：请在命令后面写文件名",
    "new unit extra --hours nan": "--hours 不能是“nan”：请写 0.5 到 40 的数。",
    "new unit extra": "没有终端可以问：请用 --title 写标题。",
    "new lesson extra": "没有终端可以问：请用 --title 写标题。",
    "new lesson extra --title 听": "没有终端可以问：请用 --grade 写年级",
    "new lesson extra --title 听 --grade 1": "没有终端可以问：请用 --month 写月份",
    "new lesson extra --grade 13": "--grade 不能是“13”：请写 1 到 12 的整数。",
    "new lesson extra --month a": "--month 不能是“a”：请写整数。",
    "new lesson extra --month 7": "7 月不上课。可用：9、",
}


def run(order: list[str], folder: Path, answers: str = "") -> subprocess.CompletedProcess[str]:
    place = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(SCRIPTS)}
    command = [sys.executable, "-m", "portal", *order]
    return subprocess.run(
        command, cwd=folder, env=place, input=answers, capture_output=True, encoding="utf-8", timeout=60
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_project(tmp_path_factory.mktemp("project"))
    (root / "mkdocs.yml").touch()
    return root


@pytest.mark.parametrize(("order", "told"), MISUSES.items(), ids=MISUSES)
def test_a_misuse_is_said_in_chinese(order: str, told: str, project: Path) -> None:
    done = run(order.split(), project)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert re.findall(ENGLISH, re.sub(COMMAND, "", done.stdout + done.stderr)) == []


@pytest.mark.parametrize("order", ["import", "export", "publish", "report", "new unit"])
def test_help_leaves_nothing_out_and_names_kinds_in_chinese(
    order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    shown = CliRunner().invoke(app, [*order.split(), "--help"], prog_name="portal").output
    assert re.findall(r"\S+ …|<\w*>|<%", shown) == []
    bare = re.sub(r"[\s│]+", "", shown)
    assert ("没有写目标的题考哪个目标" in bare) == (order == "import")


@pytest.mark.parametrize("order", ["", "new"])
def test_an_order_that_says_nothing_shows_the_help(order: str, project: Path) -> None:
    done = run(order.split(), project)
    assert (done.returncode, done.stderr.strip()) == (2, "")
    assert "用法：portal" in done.stdout


@pytest.mark.parametrize("order", ["", "serve", "build", "check", "report", "new", "new unit", "new lesson"])
def test_the_help_has_chinese_headings(order: str, project: Path) -> None:
    done = run([*order.split(), "--help"], project)
    assert done.returncode == 0
    assert "显示这份说明" in done.stdout
    assert (
        re.findall(r"Usage|Options|Commands|Arguments|OPTIONS|ARGS|required|default|Show", done.stdout) == []
    )


def test_a_wrong_answer_is_asked_for_again(project: Path) -> None:
    done = run(["new", "lesson", "extra"], project, "\n听\n十三\n13\n3\n7\n")
    assert done.returncode == 2
    assert "年级没有“13”，再写一次。" in done.stdout
    assert "月份没有“7”，再写一次。" in done.stdout


def test_the_system_s_reasons_are_chinese_where_we_know_them() -> None:
    assert said(OSError(errno.ENOSPC, "No space left on device")) == "磁盘满了"
    assert said(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert said(OSError(9999, "Strange")) == "Strange"


def test_ctrl_c_while_the_program_is_being_read_ends_it_quietly(tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise KeyboardInterrupt\n", "utf-8")
    paths = os.pathsep.join((str(tmp_path), str(SCRIPTS)))
    command = [sys.executable, "-m", "portal", "check"]
    ended = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")
