"""How a built site comes to its place; the build itself is proved by the journeys."""

import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal import cli
from portal.commands import build
from portal.errors import PortalError


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "old.html").touch()
    return tmp_path / "site"


def write(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def build_into(root: Path, folder: Path, extra: object, is_fresh: bool) -> None:
        folder.mkdir()
        (folder / name).touch()

    monkeypatch.setattr(build, "_build_into", build_into)


def test_a_finished_site_takes_the_place_of_the_old_one(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("new.html", monkeypatch)
    build.build_site(Path(), site)
    assert names(site.parent) == ["site/new.html"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SystemExit(1)])
def test_a_failed_build_leaves_the_site(
    site: Path, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(root: Path, folder: Path, extra: object, is_fresh: bool) -> None:
        folder.mkdir()
        raise error

    monkeypatch.setattr(build, "_build_into", fail)
    with pytest.raises(PortalError):
        build.build_site(Path(), site)
    assert names(site.parent) == ["site/old.html"]


def test_ctrl_c_leaves_the_site_and_nothing_beside_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(root: Path, folder: Path, extra: object, is_fresh: bool) -> None:
        (folder / "files").mkdir(parents=True)
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "_build_into", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build.build_site(Path(), site)
    assert [path.name for path in site.parent.iterdir()] == ["site"]
    assert names(site) == ["old.html"]


@pytest.mark.skipif(os.name == "nt", reason="there, another process stands in for the first")
def test_under_another_locale_the_same_process_goes_on_in_utf8(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process would be killed while it clears up after Ctrl+C."""
    started: list[tuple[list[str], str]] = []
    flags = SimpleNamespace(utf8_mode=0)
    monkeypatch.setattr(
        cli, "sys", SimpleNamespace(flags=flags, executable="python", argv=["portal", "build"])
    )

    def execve(path: str, command: list[str], environment: dict[str, str]) -> None:
        started.append((command, environment["PYTHONUTF8"]))
        raise SystemExit  # the real one does not come back

    monkeypatch.setattr(os, "execve", execve)
    with pytest.raises(SystemExit):
        cli._in_utf8()
    assert started == [(["python", "-X", "utf8", "-m", "portal", "build"], "1")]


def test_two_builds_at_once_do_not_touch_each_others_files(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_into(root: Path, folder: Path, extra: object, is_fresh: bool) -> None:
        folder.mkdir()
        (folder / "first.html").touch()
        write("second.html", monkeypatch)
        build.build_site(Path(), site)

    monkeypatch.setattr(build, "_build_into", build_into)
    build.build_site(Path(), site)
    assert names(site.parent) == ["site/first.html"]


def test_a_site_that_a_killed_build_had_moved_aside_comes_back(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = site.parent / ".site-build-killed"
    (left / "new").mkdir(parents=True)
    moves = [[str(site), str(left / "old")], [str(left / "new"), str(site)]]
    (left / "moves.json").write_text(json.dumps(moves), "utf-8")
    site.rename(left / "old")

    def fail(root: Path, folder: Path, extra: object, is_fresh: bool) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(build, "_build_into", fail)
    with pytest.raises(PortalError):
        build.build_site(Path(), site)
    assert names(site) == ["old.html"]
