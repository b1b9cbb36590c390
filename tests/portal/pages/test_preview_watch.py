"""Which saves the preview hears of, and which it rightly does not."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
import watchfiles
from small_project import write_project

from portal.pages.preview.watch import changes, different, is_temporary, snapshot

PAGE = "docs/campus/referral.md"
PATIENCE = 20.0


@pytest.mark.parametrize(
    "path",
    [
        "docs/campus/~$referral.docx", "docs/campus/.referral.md.swp", "docs/campus/referral.md~",
        "docs/campus/4913", "docs/campus/#referral.md#", "docs/campus/.#referral.md", "docs/.git/index",
        "docs/x.tmp", "quizzes/c/a.yml.bak", "docs/.DS_Store", "overrides/.idea/workspace.xml",
    ],
)  # fmt: skip
def test_what_editors_leave_lying_about_is_nobodys_save(path: str) -> None:
    assert is_temporary(path)


@pytest.mark.parametrize(
    "path", ["docs/a.md", "docs/pictures/a#1.png", "mkdocs.yml", "docs/temp/a.md", "docs/tmp.md"]
)
def test_what_people_write_is(path: str) -> None:
    assert not is_temporary(path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_project(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    return tmp_path


@pytest.fixture
def heard(root: Path) -> Iterator[Callable[[str], bool]]:
    """Return a function that waits until a path has been told of."""
    ended, told = threading.Event(), Queue[set[str]]()
    paths: set[str] = set()

    def listen() -> None:
        for saved in changes(root, ended):
            told.put(saved)

    def is_heard(path: str) -> bool:
        end = time.monotonic() + PATIENCE
        while path not in paths and time.monotonic() < end:
            try:
                paths.update(told.get(timeout=0.2))
            except Empty:
                continue
        was_heard = path in paths
        paths.clear()
        return was_heard

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    time.sleep(0.3)
    yield is_heard
    ended.set()
    thread.join(PATIENCE)
    assert not thread.is_alive()


def test_what_was_saved_before_the_watch_began_is_told_first(root: Path) -> None:
    seen, ended = snapshot(root), threading.Event()
    (root / PAGE).write_text("新", "utf-8")
    assert next(changes(root, ended, seen)) == {PAGE}
    ended.set()


def test_saving_renaming_and_deleting_are_heard(root: Path, heard: Callable[[str], bool]) -> None:
    page = root / PAGE
    page.write_text("新", "utf-8")
    assert heard(PAGE)
    page.rename(root / "docs/campus/other.md")
    assert heard("docs/campus/other.md")
    (root / "docs/campus/other.md").unlink()
    assert heard("docs/campus/other.md")


def test_a_save_that_puts_another_file_in_place_is_heard(root: Path, heard: Callable[[str], bool]) -> None:
    for _ in range(2):
        (root / "docs/campus/x.tmp").write_text("新", "utf-8")
        (root / "docs/campus/x.tmp").replace(root / PAGE)
        assert heard(PAGE)


def test_the_configuration_is_heard_though_it_lies_outside_the_folders(
    root: Path, heard: Callable[[str], bool]
) -> None:
    (root / "new.yml").write_text("site_name: another\n", "utf-8")
    (root / "new.yml").replace(root / "mkdocs.yml")
    assert heard("mkdocs.yml")


def test_a_folder_that_was_taken_away_and_made_anew_is_still_heard(
    root: Path, heard: Callable[[str], bool]
) -> None:
    shutil.rmtree(root / "docs")
    assert heard(PAGE)
    write_project(root)
    assert heard(PAGE)
    time.sleep(2.5)
    (root / PAGE).write_text("新", "utf-8")
    assert heard(PAGE)


def test_without_events_of_the_system_saves_are_found_by_looking(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **more: object) -> Iterator[object]:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    ended = threading.Event()
    found = changes(root, ended)
    threading.Timer(0.5, lambda: (root / PAGE).write_text("新", "utf-8")).start()
    assert PAGE in next(found)
    ended.set()
    assert list(found) == []


def test_a_snapshot_differs_by_what_is_new_gone_or_changed(root: Path) -> None:
    before = snapshot(root)
    (root / PAGE).write_text("新的一页", "utf-8")
    (root / "docs/index.md").unlink()
    (root / "docs/new.md").touch()
    (root / "docs/.new.md.swp").touch()
    assert different(before, snapshot(root)) == {PAGE, "docs/index.md", "docs/new.md"}
