"""`portal check --against`: what breaks of a published release is printed with its line and its cure."""

import json
from pathlib import Path

import pytest
import typer
from small_project import write_project
from typer.testing import CliRunner

from portal.commands.check import check
from portal.load import load
from portal.model.release import release_of


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "project")
    (root / "mkdocs.yml").touch()
    (root / "last").mkdir()
    (root / "last" / "release.json").write_text(release_of(load(root).catalogue).as_text(), "utf-8")
    monkeypatch.chdir(root)
    return root


def run(*arguments: str) -> tuple[int, str]:
    app = typer.Typer()
    app.command()(check)
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    return result.exit_code, result.stdout


def test_what_was_published_and_still_stands_gives_no_finding(project: Path) -> None:
    assert run("--against", "last/release.json") == (0, "")


def test_a_break_is_an_error_only_in_comparison(project: Path) -> None:
    page = project / "docs/campus/referral.md"
    page.rename(page.with_name("path.md"))
    assert run() == (0, "")
    assert run("--against", "last/release.json") == (
        1,
        "docs/campus/path.md:2:1: error C107: “求助与转介”以前在 campus/referral，那个网址现在打不开了\n"
        "    在页首加一行 aliases: [campus/referral]。\n"
        "\n共 1 处。每条规则的说明见手册“检查规则”。\n",
    )


def test_a_warning_does_not_fail_the_check(project: Path) -> None:
    page = project / "docs/certificates/c/first-steps.md"
    page.write_text(page.read_text("utf-8").replace("早一点看到。", "晚了就难。看到再说。先坐下。"), "utf-8")
    status, out = run("--against", "last/release.json", "--format", "json")
    found = json.loads(out)
    assert (status, [(one["code"], one["severity"], one["line"]) for one in found]) == (
        0,
        [("C110", "warning", 10)],
    )


def test_many_warnings_alike_do_not_bury_an_error(project: Path) -> None:
    bank = project / "quizzes/c/next-steps.yml"
    silent = """
  - id: silent-{0}
    type: single
    objective: refer
    prompt: {1}，先告诉谁？
    choices:
      - {{id: a, text: 心理老师, correct: true}}
      - {{id: b, text: 同桌, correct: false}}
    explanation: 见正文。
    difficulty: 1
    status: published
"""
    scenes = ("他说不想来上学", "她在楼梯口哭", "有人给他起外号", "考卷被撕掉了", "他三天没吃午饭")
    text = bank.read_text("utf-8") + "".join(silent.format(at, scene) for at, scene in enumerate(scenes))
    bank.write_text(text, "utf-8")
    status, out = run()
    assert status == 1
    assert out.count("warning Q119") == 3
    assert "quizzes/c/next-steps.yml: 还有 2 处 Q119 提醒，用 check --format json 列出全部。\n" in out
    assert out.count(": error ") == 2
    assert out.endswith("\n共 7 处，其中 5 处是提醒。每条规则的说明见手册“检查规则”。\n")
