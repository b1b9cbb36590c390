"""`portal serve` as a browser and a terminal meet it: saves, slips, rushed saves, and its end."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from preview_project import BANK, ROOT, UNIT, UNIT_PAGE, change, write_preview_project

from portal.commands.serve import previewing as source
from portal.commands.serve.previewing import Previewing
from portal.errors import PortalError
from portal.pages.preview.server import PreviewServer, open_server

PATIENCE = 120.0
UNIT_PATH = f"/{UNIT_PAGE.removesuffix('index.html')}"


class Running:
    """A preview with its server; `save` is what the watcher does."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.previewing = Previewing(root)
        self.previewing._checker.check = lambda: None  # type: ignore[method-assign]
        self.server: PreviewServer = open_server(20_000 + os.getpid() % 10_000, self.previewing.preview)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def get(self, path: str, **headers: str) -> tuple[int, str, http.client.HTTPResponse]:
        line = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=PATIENCE)
        line.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            answer = line.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), answer
        finally:
            line.close()

    def save(self, *paths: str) -> dict[str, Any]:
        self.previewing.react(paths)
        return self.news()

    def news(self, path: str = UNIT_PATH) -> dict[str, Any]:
        return self.previewing.preview.message(path)

    def end(self) -> None:
        self.server.has_ended = True
        self.server.shutdown()
        self.server.server_close()
        self.previewing.end()


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Callable[..., Running]]:
    """Return a function: edits of the small project → its preview."""
    running: list[Running] = []

    def start(edits: Any = None) -> Running:
        running.append(Running(write_preview_project(tmp_path / "project", edits)))
        return running[-1]

    yield start
    for one in running:
        one.end()


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One preview for the tests that change nothing."""
    preview = Running(write_preview_project(tmp_path_factory.mktemp("steady") / "project"))
    yield preview
    preview.end()


def test_a_saved_page_a_bank_and_a_new_page_are_served_at_once(run: Callable[..., Running]) -> None:
    preview = run()
    change(preview.root / UNIT, "早一点看到。", "早一点看见。")
    assert preview.save(UNIT)["here"] == []
    assert "早一点看见。" in preview.get(UNIT_PATH)[1]
    change(preview.root / BANK, "prompt: 哪一句更合适？", "prompt: 哪一句好？")
    preview.save(BANK)
    assert "哪一句好？" in preview.get(UNIT_PATH)[1]
    guide = (preview.root / "docs/campus/referral.md").read_text("utf-8")
    (preview.root / "docs/campus/new-page.md").write_text(guide, "utf-8")
    preview.save("docs/campus/new-page.md")
    assert preview.get("/campus/new-page/")[0] == 200


def test_another_page_changes_only_the_print_of_pages_that_show_it(run: Callable[..., Running]) -> None:
    preview = run()
    before = preview.news()["print"]
    change(preview.root / "docs/lessons/grade-5/why-i-learn.md", "## 学情分析\n", "## 学情分析\n\n又一句。\n")
    assert preview.save("docs/lessons/grade-5/why-i-learn.md")["print"] == before
    help_block = preview.root / "docs/_includes/help.md"
    help_block.write_text(help_block.read_text("utf-8") + "\n又一句。\n", "utf-8")
    after = preview.save("docs/_includes/help.md")["print"]
    assert after != before
    (preview.root / "overrides/assets/stylesheets/portal.css").write_text("p {}", "utf-8")
    assert preview.save("overrides/assets/stylesheets/portal.css")["print"] != after
    assert preview.get("/assets/stylesheets/portal.css")[1] == "p {}"


def test_a_broken_page_keeps_its_last_text_and_says_where_and_why(run: Callable[..., Running]) -> None:
    preview = run()
    before = preview.news()["print"]
    change(preview.root / UNIT, "title: 第一步", "title: [第一步")
    news = preview.save(UNIT)
    assert news["print"] == before
    assert news["stale"] == [UNIT]
    assert [(one["path"], one["code"]) for one in news["here"]] == [(UNIT, "F105")]
    assert preview.news("/")["elsewhere"] == news["here"]
    change(preview.root / UNIT, "title: [第一步", "title: 第一步")
    assert preview.save(UNIT)["stale"] == []


def test_a_broken_bank_keeps_the_questions_as_they_were(run: Callable[..., Running]) -> None:
    preview = run()
    (preview.root / BANK).write_text("questions:\n  - id: [", "utf-8")
    news = preview.save(BANK)
    assert news["stale"] == [BANK]
    assert "哪一句更合适？" in preview.get(UNIT_PATH)[1]


@pytest.mark.parametrize(
    ("path", "content"),
    [
        (UNIT, "---\ntitle: [\n---\n\n## 为什么学\n"),
        (UNIT, "标题".encode("gb18030")),
        (BANK, "questions: ["),
        ("docs/certificates/c/index.md", "没有页首信息"),
        ("docs/index.md", "---\ntitle: [\n---\n"),
        ("docs/_includes/help.md", "求助".encode("gb18030")),
        ("docs/lessons/grade-5/index.md", ""),
        ("docs/campus/referral.md", "<<<<<<< HEAD\n=======\n>>>>>>> b\n"),
    ],
)
def test_a_file_broken_at_the_start_stops_nothing(
    run: Callable[..., Running], path: str, content: str | bytes
) -> None:
    preview = run({path: content})
    assert preview.previewing.preview.problems.form
    for address in preview.previewing.preview.site.addresses():
        status, html, _ = preview.get(f"/{address.removesuffix('index.html')}")
        assert status == 200
        assert "</html>" in html or "</body>" in html, address


def test_in_place_of_a_page_broken_at_the_start_stands_what_to_do(run: Callable[..., Running]) -> None:
    preview = run({UNIT: [["title: 第一步", "title: [第一步"]]})
    html = preview.get(UNIT_PATH)[1]
    assert "这一页现在显示不出来" in html
    assert f"<code>{UNIT}:3:" in html
    assert preview.get("/lessons/grade-5/why-i-learn/")[0] == 200
    change(preview.root / UNIT, "title: [第一步", "title: 第一步")
    preview.save(UNIT)
    assert "早一点看到。" in preview.get(UNIT_PATH)[1]


def test_a_half_written_file_is_read_again_before_anybody_is_alarmed(run: Callable[..., Running]) -> None:
    preview = run()
    whole = (preview.root / UNIT).read_text("utf-8").replace("早一点看到。", "早一点看见。")
    (preview.root / UNIT).write_text("", "utf-8")
    threading.Timer(source._SETTLING / 2, lambda: (preview.root / UNIT).write_text(whole, "utf-8")).start()
    news = preview.save(UNIT)
    assert (news["here"], news["stale"]) == ([], [])
    assert "早一点看见。" in preview.get(UNIT_PATH)[1]


def test_the_file_that_is_looked_at_may_go_and_come_back(run: Callable[..., Running]) -> None:
    preview = run()
    text = (preview.root / UNIT).read_text("utf-8")
    before = preview.news()["print"]
    (preview.root / UNIT).unlink()
    assert preview.save(UNIT)["print"] == ""
    assert preview.get(UNIT_PATH)[0] == 404
    (preview.root / UNIT).write_text(text, "utf-8")
    assert preview.save(UNIT)["print"] == before


def test_a_hundred_files_at_once_are_one_change(run: Callable[..., Running]) -> None:
    preview = run()
    text = (preview.root / "docs/campus/referral.md").read_text("utf-8")
    paths = [f"docs/campus/page-{number}.md" for number in range(100)]
    for path in paths:
        (preview.root / path).write_text(text, "utf-8")
    edition = preview.previewing.preview.edition
    preview.save(*paths)
    assert preview.previewing.preview.edition - edition <= 2
    assert preview.get("/campus/page-99/")[0] == 200


def test_a_folder_that_is_gone_for_a_moment_is_waited_for(
    run: Callable[..., Running], capsys: pytest.CaptureFixture[str]
) -> None:
    preview = run()
    docs = preview.root / "docs"
    docs.rename(preview.root / "elsewhere")
    threading.Timer(0.1, lambda: (preview.root / "elsewhere").rename(docs)).start()
    change(preview.root / "elsewhere/certificates/c/first-steps.md", "早一点看到。", "早一点看见。")
    preview.save(UNIT)
    assert "早一点看见。" in preview.get(UNIT_PATH)[1]
    docs.rename(preview.root / "elsewhere")
    preview.save(UNIT)
    assert f"{preview.root} 里没有 docs 文件夹。" in capsys.readouterr().out
    assert preview.get(UNIT_PATH)[0] == 200


def test_a_broken_configuration_is_told_and_the_site_stays(run: Callable[..., Running]) -> None:
    preview = run()
    config = preview.root / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("name: material", "name: nothing-like-it"), "utf-8")
    news = preview.save("mkdocs.yml")
    assert [(one["path"], one["code"]) for one in news["elsewhere"]] == [("mkdocs.yml", "P203")]
    assert preview.get(UNIT_PATH)[0] == 200
    config.write_text(text.replace("site_name: 心育学堂", "site_name: 别的名字"), "utf-8")
    assert preview.save("mkdocs.yml")["count"] == 0
    assert "别的名字" in preview.get(UNIT_PATH)[1]


def test_the_terminal_tells_what_is_new_what_is_cured_and_the_count(
    run: Callable[..., Running], capsys: pytest.CaptureFixture[str]
) -> None:
    preview = run()
    change(preview.root / UNIT, "title: 第一步", "titel: 第一步")
    preview.save(UNIT)
    said = capsys.readouterr().out
    assert (
        f"{UNIT}:2:1: error F101: 不认识的键 'titel'\n    是不是 'title'？改成认识的键，或者删掉这一行。"
        in said
    )
    assert "还有 2 处。" in said
    preview.save(UNIT)
    assert capsys.readouterr().out == ""
    change(preview.root / UNIT, "titel: 第一步", "title: 第一步")
    preview.save(UNIT)
    said = capsys.readouterr().out
    assert f"改好了：{UNIT} F101 不认识的键 'titel'" in said
    assert "没有问题了。" in said


def test_the_rules_run_beside_and_their_findings_come_later(tmp_path: Path) -> None:
    root = write_preview_project(tmp_path / "project")
    previewing = Previewing(root)
    try:
        change(root / UNIT, "先看，再说。", "先看，再说。〔写：还有什么〕")
        previewing.react({UNIT})
        found: dict[str, Any] = {}
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and (not found.get("here") or found["busy"]):
            found = previewing.preview.message(UNIT_PATH)
            time.sleep(0.05)
        assert "C106" in [one["code"] for one in found["here"]]
    finally:
        previewing.end()


def test_events_come_at_once_and_again_when_something_changes(run: Callable[..., Running]) -> None:
    preview = run()
    line = http.client.HTTPConnection("127.0.0.1", preview.server.server_port, timeout=PATIENCE)
    line.request("GET", f"/_preview/events?at={UNIT_PATH}")
    answer = line.getresponse()

    def event() -> Any:
        while not (text := answer.readline()).startswith(b"data: "):
            assert text
        return json.loads(text[6:])

    first = event()
    assert f'<meta name="portal-preview" content="{first["print"]}">' in preview.get(UNIT_PATH)[1]
    change(preview.root / UNIT, "早一点看到。", "早一点看见。")
    preview.save(UNIT)
    assert event()["print"] != first["print"]
    answer.close()
    line.close()


def test_what_did_not_change_is_not_sent_again(steady: Running) -> None:
    _, _, answer = steady.get("/assets/stylesheets/portal.css")
    status, body, _ = steady.get(
        "/assets/stylesheets/portal.css", If_None_Match=answer.headers.get("ETag", "")
    )
    assert (status, body) == (304, "")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/certificates/c/first-steps", 302), ("/none/", 404), ("/../mkdocs.yml", 404), ("/%ff/", 404),
        ("/%2e%2e/mkdocs.yml", 404), ("/_preview/none.js", 404), ("/_preview/panel.js", 200),
        ("/files/none.docx", 404), ("/assets/catalogue.json", 200), ("/search/head.json", 200),
        ("/quizzes/c/first-steps.yml", 404), ("/assets/questions/c-first-steps.json", 200),
        ("/assets/questions/none.json", 404),
    ],
)  # fmt: skip
def test_addresses_answer_as_on_a_web_server(steady: Running, path: str, status: int) -> None:
    assert steady.get(path)[0] == status


def test_the_next_port_is_taken_when_one_is_in_use(steady: Running) -> None:
    other = open_server(steady.server.server_port, steady.previewing.preview)
    assert other.server_port > steady.server.server_port
    assert other.server_address[0] == "127.0.0.1"
    other.server_close()


def test_no_free_port_is_said_with_its_cure(steady: Running) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 65535))
        with pytest.raises(PortalError, match=r"端口 65535 到 65535 都被占用。用 --port 换一个。"):
            open_server(65535, steady.previewing.preview)


def test_ctrl_c_ends_it_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    root = write_preview_project(tmp_path / "project")
    before = sorted(path for path in root.rglob("*") if ".cache" not in path.parts)
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",  # Python's own __pycache__ beside the hooks is none of ours
    }  # fmt: skip
    command = [sys.executable, "-m", "portal", "serve", "--port", str(30_000 + os.getpid() % 10_000)]
    child = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert child.stdout
    while "网站好了：" not in child.stdout.readline():
        assert child.poll() is None
    time.sleep(1)
    begin = time.monotonic()
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=PATIENCE)
    assert time.monotonic() - begin < 10
    assert (child.returncode, err) == (0, "")
    assert "预览结束了。" in out
    assert sorted(path for path in root.rglob("*") if ".cache" not in path.parts) == before
