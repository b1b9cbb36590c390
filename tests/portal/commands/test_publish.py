"""Publishing, step by step: each step that fails leaves the last release and the page of releases alone.

Building the pages is proved by the journeys; here a site of two pages stands for it.
"""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from small_project import write_project

from portal.commands import build
from portal.commands.publish import preparing, publish, publishing
from portal.commands.publish.going_back import go_back
from portal.commands.publish.preparing import Order
from portal.commands.publish.publishing import run
from portal.errors import PortalError
from portal.load import load
from portal.model.release import release_of
from portal.releases import place
from portal.releases.draft_file import DRAFT_NAME, FACTS_NAME
from portal.releases.lock import alone
from portal.releases.updates_page import UPDATES_PATH

UNIT = "docs/certificates/c/first-steps.md"
SECOND = "revision: 2\nchanges:\n  - revision: 2\n    text: “做一做”里加了一个例子"
THIRD = f"{SECOND.replace('revision: 2', 'revision: 3', 1)}\n  - revision: 3\n    text: 常见误区多了一条"
TOLD = (
    "- **学证书**\n    - C 证：[《第一步》](../certificates/c/first-steps.md)改了：“做一做”里加了一个例子。"
)
GO = Order(go_on=True)


class _Day(date):
    @classmethod
    def today(cls) -> "_Day":
        return cls(2026, 11, 22)


def _two_pages(root: Path, folder: Path, extra: Mapping[str, Any], is_fresh: bool) -> str | None:
    """Write what a build writes, as far as publishing looks at it."""
    (folder / "assets").mkdir(parents=True)
    (folder / "updates").mkdir()
    (folder / "index.html").write_text('<a href="updates/">更新</a><script>a()</script>', "utf-8")
    (folder / "updates" / "index.html").write_text((root / UPDATES_PATH).read_text("utf-8"), "utf-8")
    (folder / "assets" / "catalogue.json").write_text("{}", "utf-8")
    (folder / "assets" / "release.json").write_text(release_of(load(root).catalogue).as_text(), "utf-8")
    return None


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_build_into", _two_pages)
    monkeypatch.setattr(preparing, "date", _Day)
    monkeypatch.setattr(place, "_PAUSE", 0)


def change(project: Path, old: str = "revision: 1", new: str = SECOND, path: str = UNIT) -> None:
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1
    (project / path).write_text(text.replace(old, new), "utf-8")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = write_project(tmp_path_factory.mktemp("published") / "project")
    (project / "mkdocs.yml").touch()
    (project / UPDATES_PATH).write_text("---\ntitle: 更新公告\nstatus: published\n---\n", "utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        hurry(monkeypatch)
        run(project, GO)
    change(project)
    return project


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    """A project that was published as 2026.11.1, and has a revised unit since."""
    return Path(shutil.copytree(published, tmp_path / "project"))


def state(project: Path) -> dict[str, bytes]:
    """Return everything that a trainer or a server would notice; not what a killed build left."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file() and not path.relative_to(project).parts[0].startswith((".cache", ".site-build-"))
    }


def refused(project: Path, order: Order = GO) -> str:
    with pytest.raises(PortalError) as error:
        run(project, order)
    return str(error.value)


def number_of(site: Path) -> str:
    return str(json.loads((site / "assets" / "published.json").read_text("utf-8"))["release"])


def test_a_release_has_number_notes_and_site_and_keeps_the_last_one(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, GO)
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.2", "2026.11.1")
    page = (root / UPDATES_PATH).read_text("utf-8")
    assert page.startswith("---\ntitle: 更新公告\nstatus: published\nrelease: 2026.11.2\n---\n")
    assert f"## 2026.11.2 {{ #r2026-11-2 }}\n\n2026 年 11 月 22 日。\n\n{TOLD}\n\n## 2026.11.1" in page
    assert (root / "site" / "updates" / "index.html").read_text("utf-8") == page
    assert not (root / DRAFT_NAME).exists()
    assert [path.name for path in root.iterdir() if path.name.startswith(".site")] == []
    steps = [line.split("　")[0] for line in capsys.readouterr().out.split("\n") if line.startswith("✓")]
    assert steps == [
        "✓ 检查内容", "✓ 和 2026.11.1 比较", "✓ 起草更新说明", "✓ 检查更新说明", "✓ 生成网页和文件",
        "✓ 检查链接", "✓ 换上新网站",
    ]  # fmt: skip


def test_the_end_says_where_it_is_and_what_to_do_next(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / ".git").mkdir()
    run(root, GO)
    assert capsys.readouterr().out.split("\n\n")[-1] == (
        f"发布了 2026.11.2：{root / 'site'}\n"
        "2 个页面，0 个给老师取走的文件，共 0.0 MB。\n"
        "上一次的 2026.11.1 留在 site.previous，publish --back 可以退回去。\n"
        "接下来：把 site/ 里的全部文件传到服务器，做法见手册“发布”。\n"
        "mkdocs.yml 里没有 site_url，订阅和站点地图写不出完整的网址。网站有了固定的网址，就加一行。\n"
        "项目在 Git 里：提交这次的改动，再打一个标签，git tag 2026.11.2。\n"
    )


def test_what_is_published_has_nothing_new(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(root, GO)
    before = state(root)
    run(root, GO)
    assert capsys.readouterr().out.endswith("内容没有变，不用发布。只换了样子或程序，加 --force。\n")
    assert state(root) == before


def test_another_look_alone_can_be_published(root: Path) -> None:
    run(root, GO)
    run(root, Order(go_on=True, force=True))
    page = (root / UPDATES_PATH).read_text("utf-8")
    assert "2026 年 11 月 22 日。\n\n- 内容没有变，网站的样子或程序有改动。\n\n## 2026.11.2" in page


def test_a_trial_changes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(root)
    run(root, Order(only_try=True))
    out = capsys.readouterr().out
    assert TOLD in out
    assert out.endswith(
        "试过了，都能成：2026.11.2，2 个页面，0 个给老师取走的文件，共 0.0 MB。什么也没有改动。\n"
    )
    assert state(root) == before


def test_notes_alone_are_drafted(root: Path) -> None:
    before = state(root)
    run(root, Order(stop_at_notes=True))
    after = state(root)
    assert TOLD.encode() in after.pop(DRAFT_NAME)
    assert after == before


def test_a_trainer_is_asked_and_may_edit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def edit(question: str) -> str:
        asked.append(question)
        (root / DRAFT_NAME).write_text("老师们好：《第一步》换了一个例子。\n", "utf-8")
        return ""

    monkeypatch.setattr("builtins.input", edit)
    run(root, Order())
    assert asked == ["说明写在 next-release.md，改好了按回车继续，不发布按 Ctrl+C："]
    assert "\n\n老师们好：《第一步》换了一个例子。\n\n" in (root / UPDATES_PATH).read_text("utf-8")


def test_content_saved_while_somebody_is_asked_is_checked_and_told_too(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers: list[Callable[[], object]] = [lambda: change(root, SECOND, THIRD), lambda: None]
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0)())
    run(root, Order())
    assert "内容刚才又改过，重新检查。" in capsys.readouterr().out
    assert "加了一个例子。常见误区多了一条。" in (root / UPDATES_PATH).read_text("utf-8")
    assert len(answers) == 1


def test_without_a_terminal_nothing_is_published_unasked(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(root)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert refused(root, Order()) == "没有终端可以问，没有发布。看过 next-release.md，再运行 publish --yes。"
    after = state(root)
    del after[DRAFT_NAME]
    assert after == before


def test_ctrl_c_at_the_question_keeps_the_draft(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(question: str) -> str:
        raise KeyboardInterrupt

    before = state(root)
    monkeypatch.setattr("builtins.input", interrupt)
    with pytest.raises(KeyboardInterrupt):
        run(root, Order())
    after = state(root)
    assert TOLD.encode() in after.pop(DRAFT_NAME)
    assert after == before
    assert capsys.readouterr().out.endswith("\n停下了，没有发布，原来的网站和更新公告都没有动。\n")


def test_an_edited_draft_is_kept_and_the_new_facts_are_shown(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, Order(stop_at_notes=True))
    (root / DRAFT_NAME).write_text("《第一步》换了一个例子。\n", "utf-8")
    change(root, SECOND, THIRD)
    capsys.readouterr()
    run(root, Order(stop_at_notes=True))
    assert (root / DRAFT_NAME).read_text("utf-8") == "《第一步》换了一个例子。\n"
    assert capsys.readouterr().out.endswith(
        "\n《第一步》换了一个例子。\n\n"
        "next-release.md 有人改过，照它的用，没有重新起草。\n"
        "现在比出来、说明里没有照原样写的（全文在 next-release.facts.md）：\n"
        "- **学证书**\n"
        f"    {TOLD.split('    ')[1]}常见误区多了一条。\n\n"
    )
    run(root, GO)
    assert not (root / FACTS_NAME).exists()


@pytest.mark.parametrize(
    ("notes", "told", "printed"),
    [
        ("", "next-release.md 是空的。写几句这次更新了什么，再运行 publish。", ""),
        (
            "一句。\n\n## 小标题\n",
            "next-release.md 第 3 行的标题太大，会和别次发布混在一起。"
            "小标题用 ### 或加粗；编号和日期会自己写上。",
            "",
        ),
        (
            "看[这里](../certificates/c/no.md)。\n\n- 〔写：这次更新了什么〕\n",
            "更新说明有 2 处要改，没有发布。改好 next-release.md，再运行一次。",
            "next-release.md:1:7: error P101: 链接 ../certificates/c/no.md 指向的文件不存在\n"
            "    改成存在的 .md 文件的相对路径。\n"
            "next-release.md:3:3: error C106: 正文还有模板的话\n"
            "    写上真正的内容；还没写好就用 status: draft。\n",
        ),
    ],
    ids=["empty", "a heading that splits the page", "rules of all pages"],
)
def test_notes_that_are_not_fit_stop_it_at_their_line(
    root: Path, notes: str, told: str, printed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / DRAFT_NAME).write_text(notes, "utf-8")
    before = state(root)
    assert refused(root) == told
    assert printed in capsys.readouterr().out
    assert {**state(root), FACTS_NAME: b""} == {**before, FACTS_NAME: b""}


def test_content_with_an_error_stops_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "title: 第一步", "titel: 第一步")
    before = state(root)
    assert refused(root) == "内容有 2 处错误，没有发布。照上面改好，再运行一次。"
    assert "docs/certificates/c/first-steps.md:2:1: error F101: 不认识的键 'titel'" in capsys.readouterr().out
    assert state(root) == before


def test_what_breaks_a_published_page_stops_it(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(root, "status: published", "status: draft")
    assert refused(root).endswith("处错误，没有发布。照上面改好，再运行一次。")
    assert "error C107" in capsys.readouterr().out


def test_a_broken_link_stops_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(project: Path, folder: Path, extra: Mapping[str, Any], is_fresh: bool) -> None:
        _two_pages(project, folder, extra, is_fresh)
        (folder / "index.html").write_text('<a href="gone/">', "utf-8")

    before = state(root)
    monkeypatch.setattr(build, "_build_into", broken)
    assert refused(root) == "有 1 处链接没有着落，没有发布。照上面改好，再运行一次。"
    assert "网站的 index.html: 没有 gone 这一页或这个文件\n" in capsys.readouterr().out
    assert {path: data for path, data in state(root).items() if path != DRAFT_NAME} == before


FULL = OSError(28, "No space left on device", "…/new/index.html")
LOCKED = PermissionError(13, "Access is denied", "site")
LOCKED.winerror = 32  # type: ignore[attr-defined]  # as Windows says it


def _fail_to(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    ("module", "name", "error", "told"),
    [
        (build, "_build_into", SystemExit(1), "没有生成网站，原因见上面几行。原来的 site/ 没有动。"),
        (build, "_build_into", FULL, "读写不了 …/new/index.html：磁盘满了。检查磁盘空间和权限。"),
        (publishing, "take_snapshot", FULL, "读写不了 …/new/index.html：磁盘满了。检查磁盘空间和权限。"),
        (publishing, "mark_published", FULL, "读写不了 …/new/index.html：磁盘满了。检查磁盘空间和权限。"),
        (publishing, "check_links", FULL, "读写不了 …/new/index.html：磁盘满了。检查磁盘空间和权限。"),
        (
            publishing, "carry_out", LOCKED,
            "没有换上，原来的网站和更新公告都没有动。site：正被别的程序占用。"
            "关掉打开着它的窗口（浏览器、资源管理器、命令行、本机服务器），再运行一次。",
        ),
    ],
)  # fmt: skip
def test_a_step_that_fails_changes_nothing_but_the_draft(
    root: Path, monkeypatch: pytest.MonkeyPatch, module: Any, name: str, error: BaseException, told: str
) -> None:
    before = state(root)
    monkeypatch.setattr(module, name, _fail_to(error))
    assert refused(root) == told
    after = state(root)
    assert TOLD.encode() in after.pop(DRAFT_NAME)
    assert after == before


@pytest.mark.parametrize("step", ["_build_into", "check_links", "carry_out"])
def test_ctrl_c_amid_a_step_changes_nothing_but_the_draft(
    root: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = state(root)
    monkeypatch.setattr(build if step == "_build_into" else publishing, step, _fail_to(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        run(root, GO)
    after = state(root)
    del after[DRAFT_NAME]
    assert after == before


_VICTIM = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3]]
import test_publish
from portal.commands import build
from portal.commands.publish import preparing
from portal.releases import place
build._build_into, preparing.date = test_publish._two_pages, test_publish._Day
left, rename = [int(sys.argv[2])], place._rename
def killed(source, target):
    if not left[0]:
        os.kill(os.getpid(), 9)
    left[0] -= 1
    rename(source, target)
place._rename = killed
test_publish.run(Path(sys.argv[1]), test_publish.GO)
"""


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal that Windows does not know")
@pytest.mark.parametrize("moves", range(5))
def test_a_publish_that_is_killed_amid_the_moves_is_taken_back_by_the_next(root: Path, moves: int) -> None:
    before = state(root)
    here = Path(__file__).parent
    paths = os.pathsep.join([str(here.parents[2] / "scripts"), str(here.parents[1])])
    command = [sys.executable, "-c", _VICTIM, str(root), str(moves), str(here)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=False)
    assert done.returncode == -9, done.stderr.decode()
    run(root, Order(only_try=True))
    after = state(root)
    del after[DRAFT_NAME]
    assert after == before
    run(root, GO)
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.2", "2026.11.1")


def test_files_saved_while_it_begins_to_build_are_not_published_unchecked(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = publishing.take_snapshot

    def snapshot(project: Path, copy: Path) -> None:
        real(project, copy)
        change(root, "急着讲道理。", "急着讲道理、急着给办法。")

    monkeypatch.setattr(publishing, "take_snapshot", snapshot)
    assert refused(root) == "正要生成网站，又有文件保存了。没有发布，再运行一次。"


def test_a_second_publish_at_the_same_time_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    with alone(root / ".cache" / "publish.lock") as is_mine:
        assert is_mine
        with pytest.raises(PortalError) as error:
            publish()
    assert str(error.value) == "另一个窗口正在发布。等它做完，再运行一次。"


def test_going_back_brings_the_last_release_and_forth_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(root, GO)
    content = (root / UPDATES_PATH).read_bytes()
    capsys.readouterr()
    go_back(root / "site")
    assert capsys.readouterr().out == (
        f"退回好了：{root / 'site'} 现在是 2026.11.1。\n"
        "2026.11.2 留在 site.previous，再运行一次 publish --back 就换回来。\n"
        "docs/ 和 quizzes/ 里的内容没有动，更新公告也没有动：改好以后再 publish，编号接着往下数。\n"
        "服务器上的网站还是原来那份，要把 site/ 再传一遍。\n"
    )
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.1", "2026.11.2")
    assert (root / UPDATES_PATH).read_bytes() == content
    go_back(root / "site")
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.2", "2026.11.1")


def test_after_going_back_the_next_release_is_compared_with_the_newest(root: Path) -> None:
    run(root, GO)
    go_back(root / "site")
    change(root, SECOND, THIRD)
    run(root, GO)
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.3", "2026.11.1")
    newest = (root / UPDATES_PATH).read_text("utf-8").split("## ")[1]
    assert "常见误区多了一条。" in newest
    assert "加了一个例子" not in newest


def test_there_must_be_something_to_go_back_to(root: Path) -> None:
    with pytest.raises(PortalError) as error:
        go_back(root / "site")
    where = root / "site.previous"
    assert str(error.value) == f"没有上一次发布可以退回：{where} 不在。发布过两次以后才有。"


def test_a_folder_in_use_keeps_both_releases_where_they_are(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, GO)
    before, real = state(root), Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "site.previous":
            raise LOCKED
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(PortalError) as error:
        go_back(root / "site")
    assert str(error.value) == (
        "没有换成，都还在原处。site：正被别的程序占用。"
        "关掉打开着它的窗口（资源管理器、命令行、本机服务器），再运行一次。"
    )
    assert state(root) == before


def test_a_build_between_two_releases_keeps_the_last_one_to_compare_with(root: Path) -> None:
    build.build_site(root, root / "site")
    assert number_of(root / "site.previous") == "2026.11.1"
    build.build_site(root, root / "site")
    run(root, GO)
    assert (number_of(root / "site"), number_of(root / "site.previous")) == ("2026.11.2", "2026.11.1")


def test_without_the_last_release_it_asks_where_that_is(root: Path) -> None:
    (root / "site").rename(root.parent / "elsewhere")
    assert refused(root) == (
        "找不到 2026.11.1 发布的网站，比不出改了什么。用 --against 指给我：上次发布的 site 文件夹，"
        "或者那时的项目文件夹（现在的 site/ 就是发布出去的那一份，写 --against site）。"
        "真的找不到了，加 --force，更新说明自己写。"
    )
    run(root, Order(go_on=True, against=root.parent / "elsewhere"))
    assert TOLD in (root / UPDATES_PATH).read_text("utf-8")


def test_a_folder_of_somebody_elses_is_not_replaced(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    (project / "site").mkdir()
    (project / "site" / "我的照片.jpg").touch()
    assert refused(project) == f"{project / 'site'} 里有别的文件，不敢覆盖。请换一个空文件夹。"


def test_servers_configurations_follow_the_site(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples = root / "docs" / "_includes" / "servers"
    samples.mkdir(parents=True)
    for name in ("nginx.conf", "Caddyfile"):
        (samples / name).write_text("say \"default-src 'none'\";\n", "utf-8")
    run(root, GO)
    written = (root / "site.servers" / "nginx.conf").read_text("utf-8")
    assert written.startswith("say \"default-src 'none'; script-src 'self' 'sha256-")
    assert "小脚本变了" not in capsys.readouterr().out
    (root / "site.servers" / "nginx.conf").write_text("say \"default-src 'none'; old\";\n", "utf-8")
    run(root, Order(go_on=True, force=True))
    assert (
        capsys.readouterr().out.count(
            "网页里的小脚本变了：服务器上的 nginx.conf 要换成 site.servers 里新的，不然有的按钮不灵。\n"
        )
        == 1
    )
    assert (root / "site.servers" / "nginx.conf").read_text("utf-8") == written


def test_hundreds_of_warnings_do_not_hide_the_rest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = "".join(
        f"  - id: q{number}\n    type: single\n    objective: notice\n    prompt: 第 {number} 种里选哪个？\n"
        "    choices:\n"
        + "".join(
            f"      - {{id: {name}, text: {text}, correct: {str(number % 3 == place).lower()}}}\n"
            for place, (name, text) in enumerate({"a": "甲", "b": "乙", "c": "丙"}.items())
        )
        + f"    explanation: 道理{number}。\n    difficulty: 1\n    status: published\n"
        for number in range(30)
    )
    bank = root / "quizzes/c/first-steps.yml"
    bank.write_text(bank.read_text("utf-8") + questions, "utf-8")
    run(root, Order(stop_at_notes=True))
    out = capsys.readouterr().out
    assert out.count(": warning Q119") == 3
    assert "还有 27 处 Q119 提醒，用 check --format json 列出全部。\n✓ 检查内容" in out
