"""How a built site comes to its place; the build itself is proved by the journeys."""

from pathlib import Path

import pytest

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
    def build_into(root: Path, folder: Path, with_files: bool) -> None:
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
    def fail(root: Path, folder: Path, with_files: bool) -> None:
        folder.mkdir()
        raise error

    monkeypatch.setattr(build, "_build_into", fail)
    with pytest.raises(PortalError):
        build.build_site(Path(), site)
    assert names(site.parent) == ["site/old.html"]


def test_two_builds_at_once_do_not_touch_each_others_files(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build_into(root: Path, folder: Path, with_files: bool) -> None:
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
    left.mkdir()
    site.rename(left / "old")

    def fail(root: Path, folder: Path, with_files: bool) -> None:
        raise SystemExit(1)

    monkeypatch.setattr(build, "_build_into", fail)
    with pytest.raises(PortalError):
        build.build_site(Path(), site)
    assert names(site) == ["old.html"]
