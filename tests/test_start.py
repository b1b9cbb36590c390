"""The launcher's decisions, without network, installation or a real browser."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = ROOT / "scripts/start.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("requirements.lock", "requirements-test.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


@pytest.fixture
def sound(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment whose Python answers."""
    stamp(project, "site")
    monkeypatch.setattr(start, "run", lambda *_, **__: "")
    return project


def stamp(project: Path, kind: str, **changes: str) -> None:
    (project / ".venv").mkdir(exist_ok=True)
    made = {**start.fingerprint(project), "kind": kind, **changes}
    (project / ".venv/portal.json").write_text(json.dumps(made), "utf-8")


def executable(path: Path, text: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_parses_on_python_3_6() -> None:
    ast.parse(LAUNCHER.read_text("utf-8"), feature_version=(3, 6))


def test_needs_only_the_standard_library() -> None:
    nodes = list(ast.walk(ast.parse(LAUNCHER.read_text("utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_help_is_readable_in_the_c_locale_and_installs_nothing() -> None:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"}
    env.pop("PYTHONIOENCODING", None)
    done = subprocess.run([sys.executable, LAUNCHER, "--help"], env=env, capture_output=True, timeout=30)
    assert done.returncode == 0
    assert done.stderr == b""
    assert "serve    生成网站" in done.stdout.decode("utf-8")


def test_help_is_readable_on_a_chinese_windows_console() -> None:
    env = {**os.environ, "PYTHONIOENCODING": "gbk"}
    done = subprocess.run([sys.executable, LAUNCHER, "--help"], env=env, capture_output=True, timeout=30)
    assert "运行全部测试" in done.stdout.decode("gbk")


# The environment


def test_no_environment_is_new(project: Path) -> None:
    assert start.state(project, "site") == "new"


def test_an_interrupted_installation_is_new(project: Path) -> None:
    executable(start.python_of(project))
    assert start.state(project, "site") == "new"


@pytest.mark.parametrize("text", ["", "{", "[]", '"text"', "7"])
def test_a_broken_stamp_is_new(project: Path, text: str) -> None:
    (project / ".venv").mkdir()
    (project / ".venv/portal.json").write_text(text)
    assert start.state(project, "site") == "new"


def test_an_environment_without_its_python_is_new(project: Path) -> None:
    stamp(project, "site")
    assert start.state(project, "site") == "new"


def test_an_environment_without_our_package_is_new(project: Path) -> None:
    stamp(project, "site")
    python = start.python_of(project)
    python.parent.mkdir()
    python.symlink_to("/bin/false")
    assert start.state(project, "site") == "new"


def test_a_sound_environment_is_ready(sound: Path) -> None:
    assert start.state(sound, "site") == "ready"


@pytest.mark.parametrize("change", ["root", "python", "locks"])
def test_another_place_python_or_lock_is_new(sound: Path, change: str) -> None:
    stamp(sound, "site", **{change: "another"})
    assert start.state(sound, "site") == "new"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_a_changed_lock_is_new(sound: Path, lock: str) -> None:
    (sound / lock).write_text("changed")
    assert start.state(sound, "site") == "new"


def test_a_changed_project_file_is_an_upgrade(sound: Path) -> None:
    (sound / "pyproject.toml").write_text("changed")
    assert start.state(sound, "site") == "upgrade"


def test_tests_upgrade_a_site_environment_and_the_site_takes_one_for_tests(sound: Path) -> None:
    assert start.state(sound, "test") == "upgrade"
    stamp(sound, "test")
    assert start.state(sound, "test") == start.state(sound, "site") == "ready"


def test_a_failed_installation_leaves_no_stamp(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise start.Stop("no")

    monkeypatch.setattr(start, "install", fail)
    with pytest.raises(start.Stop):
        start.prepare(sound, "test")
    assert start.state(sound, "site") == "new"


def test_the_path_to_the_source_is_relative_ascii(tmp_path: Path) -> None:
    root = tmp_path / "心育"
    site = root / ".venv/lib/python3.11/site-packages"
    site.mkdir(parents=True)
    (site / "_editable_impl_portal.pth").write_text(str(root / "scripts"), "utf-8")
    start.tidy_paths(root)
    text = (site / "_editable_impl_portal.pth").read_text("ascii")
    assert (site / text).resolve() == (root / "scripts").resolve()


# Mirrors


def settings(tmp_path: Path, text: str, **environ: str) -> dict[str, str]:
    (tmp_path / "pip.conf").write_text(text, "utf-8")
    return {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), **environ}


def test_uv_gets_the_mirror_of_pip(tmp_path: Path) -> None:
    text = "[global]\nindex-url = mirror\nextra_index_url =\n    a\n    b\n[install]\nfind-links = c d\n"
    env = start.uv_env(settings(tmp_path, text), tmp_path)
    assert (env["UV_DEFAULT_INDEX"], env["UV_INDEX"], env["UV_FIND_LINKS"]) == ("mirror", "a b", "c,d")


def test_pip_reads_the_users_own_file(tmp_path: Path) -> None:
    (tmp_path / ".config/pip").mkdir(parents=True)
    (tmp_path / ".config/pip/pip.conf").write_text("\ufeff[global]\nindex-url = mine\n# 镜像\n", "utf-8")
    assert start.pip_settings({}, tmp_path)["index-url"] == "mine"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    environ = settings(tmp_path, "[global]\nindex-url = file\n", PIP_INDEX_URL="environment")
    assert start.uv_env(environ, tmp_path)["UV_DEFAULT_INDEX"] == "environment"


@pytest.mark.parametrize("name", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_the_mirror_of_uv_wins_over_the_mirror_of_pip(tmp_path: Path, name: str) -> None:
    environ = settings(tmp_path, "[global]\nindex-url = pip\n", **{name: "uv"})
    env = start.uv_env(environ, tmp_path)
    assert {env.get("UV_DEFAULT_INDEX"), env.get("UV_INDEX_URL")} <= {"uv", None}


def test_children_run_in_utf_8_mode_and_inside_the_environment() -> None:
    env = start.child_env({"PYTHONPATH": "x", "PYTHONUTF8": "0", "PIP_USER": "1", "A": "b"})
    assert env == {"PYTHONUTF8": "1", "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive", "A": "b"}


# Failures


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("OSError: [Errno 28] No space left on device", "磁盘满了"),
        ("磁盘空间不足。 (os error 112)", "磁盘满了"),
        ("[Errno 13] Permission denied: '/x'", "没有写入的权限"),
        ("error: Read-only file system (os error 30)", "没有写入的权限"),
        ("dns error: failed to lookup address information", "网络不通"),
        ("Failed to establish: NewConnectionError('…')", "网络不通"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES", "锁文件不一致"),
    ],
)
def test_a_failure_comes_with_its_cure(text: str, words: str) -> None:
    assert words in str(start.problem("没有做成。", text))


def test_an_unknown_failure_shows_the_tools_own_words() -> None:
    assert "something odd" in str(start.problem("没有做成。", "something odd"))


# The browser


@pytest.mark.skipif(os.name == "nt", reason="Windows looks in Program Files, not on PATH")
def test_browsers_are_looked_for_in_this_order(tmp_path: Path) -> None:
    shell = "chromium-headless-shell"
    for name in ("microsoft-edge", "google-chrome", "chromium-browser", "chromium", shell):
        executable(tmp_path / name)
    places = start.browser_places({"PORTAL_BROWSER": "/mine", "PATH": str(tmp_path)}, "linux")
    found = [Path(place).name for place in places if place]
    assert found == ["mine", shell, "chromium", "chromium-browser", "google-chrome", "microsoft-edge"]


def test_chrome_and_edge_are_found_in_program_files() -> None:
    places = [place for place in start.browser_places({"PATH": "", "PROGRAMFILES": "P"}, "win32") if place]
    assert [Path(place).name for place in places] == ["chrome.exe", "msedge.exe"]


def test_browsers_are_found_among_the_applications_of_a_mac() -> None:
    places = [place for place in start.browser_places({"PATH": ""}, "darwin") if place]
    assert "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" in places


def test_a_browser_that_fails_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("chromium", "google-chrome"):
        executable(tmp_path / name)
    monkeypatch.setattr(start, "browser_works", lambda place: Path(place).name == "google-chrome")
    assert start.find_browser(environ={"PATH": str(tmp_path)}) == str(tmp_path / "google-chrome")


def test_a_wrong_choice_of_the_user_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = str(tmp_path / "missing")
    assert start.find_browser("no-python", {"PORTAL_BROWSER": wrong, "PATH": ""}) is None
    assert f"浏览器 {wrong} 不存在" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="the stubs are shell scripts")
@pytest.mark.parametrize(
    ("script", "works"), [("echo '<html></html>'", True), ("echo", False), ("exit 1", False)]
)
def test_a_browser_is_tried(tmp_path: Path, script: str, works: bool) -> None:
    assert start.browser_works(executable(tmp_path / "chromium", f"#!/bin/sh\n{script}\n")) is works


def test_no_browser_is_a_message_and_not_a_skip(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise start.Failed("offline")

    monkeypatch.setattr(start, "run", fail)
    monkeypatch.setattr(start, "find_browser", lambda *_: None)
    with pytest.raises(start.Stop, match="PORTAL_BROWSER"):
        start.get_browser(project)


def test_the_fixture_gives_a_real_browser_in_chinese(page) -> None:  # type: ignore[no-untyped-def]
    page.set_content("<p>心育学堂</p>")
    assert page.inner_text("p") == "心育学堂"
    assert page.evaluate("navigator.language") == "zh-CN"
