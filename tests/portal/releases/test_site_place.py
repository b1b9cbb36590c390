"""All or none, wherever a process is stopped: the state is always the one before or the one after."""

import json
import os
from datetime import date
from pathlib import Path

import pytest

from portal.releases import place
from portal.releases.kept import mark_published
from portal.releases.lock import alone
from portal.releases.place import carry_out, clear_up, moves_of_site, room_beside


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def state(folder: Path) -> dict[str, str]:
    """Return what stands where, rooms aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def prepared(tmp_path: Path, has_site: bool, has_previous: bool) -> tuple[Path, list[place.Move]]:
    """Return a room with a finished site and page, and the moves that publish them."""
    site, room = tmp_path / "site", tmp_path / ".site-build-x"
    write(tmp_path / "page.md", "old page")
    if has_site:
        write(site / "index.html", "last")
        (site / "assets").mkdir()
        mark_published(site, "2026.11.2", date(2026, 11, 1))
    if has_previous:
        write(tmp_path / "site.previous" / "index.html", "the one before")
    write(room / "new" / "index.html", "new")
    write(room / "page", "new page")
    moves = [
        *moves_of_site(room / "new", site, room),
        (tmp_path / "page.md", room / "page.old"),
        (room / "page", tmp_path / "page.md"),
    ]
    return room, moves


class _Killed(BaseException):
    """Stands for the end of the process: nothing of ours runs after it."""


SITUATIONS = [(site, previous) for site in (True, False) for previous in (True, False)]


@pytest.mark.parametrize(("has_site", "has_previous"), SITUATIONS)
def test_a_release_takes_its_place_and_the_last_one_is_kept(
    tmp_path: Path, has_site: bool, has_previous: bool
) -> None:
    room, moves = prepared(tmp_path, has_site, has_previous)
    carry_out(moves, room)
    after = state(tmp_path)
    assert (after["site/index.html"], after["page.md"]) == ("new", "new page")
    kept = "last" if has_site else "the one before" if has_previous else None
    assert after.get("site.previous/index.html") == kept


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize(("has_site", "has_previous"), SITUATIONS)
@pytest.mark.parametrize("trouble", [PermissionError(13, "in use"), OSError(28, "full"), KeyboardInterrupt()])
def test_a_move_that_fails_leaves_everything_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, has_site: bool, has_previous: bool,
    trouble: BaseException,
) -> None:  # fmt: skip
    room, moves = prepared(tmp_path, has_site, has_previous)
    if at >= len(moves):
        return
    before, real = state(tmp_path), Path.rename
    monkeypatch.setattr(place, "_PAUSE", 0)

    def rename(self: Path, target: Path) -> Path:
        if (self, target) == moves[at]:
            raise trouble
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(type(trouble)):
        carry_out(moves, room)
    assert state(tmp_path) == before
    assert not (room / "moves.json").exists()


@pytest.mark.parametrize("at", range(6))
@pytest.mark.parametrize(("has_site", "has_previous"), SITUATIONS)
def test_what_a_killed_process_had_begun_is_taken_back_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, has_site: bool, has_previous: bool
) -> None:
    room, moves = prepared(tmp_path, has_site, has_previous)
    if at >= len(moves):
        return
    before, real = state(tmp_path), place._rename
    with monkeypatch.context() as killed:

        def rename(source: Path, target: Path) -> None:
            if (source, target) == moves[at]:
                raise _Killed
            real(source, target)

        killed.setattr(place, "_rename", rename)
        killed.setattr(place, "_take_back", lambda moves: (_ for _ in ()).throw(_Killed()))
        with pytest.raises(_Killed):
            carry_out(moves, room)
    clear_up(tmp_path / "site")
    assert state(tmp_path) == before


def test_a_process_killed_after_the_last_move_has_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, moves = prepared(tmp_path, True, True)
    with monkeypatch.context() as killed:
        killed.setattr(Path, "unlink", lambda self, **_: (_ for _ in ()).throw(_Killed()))
        with pytest.raises(_Killed):
            carry_out(moves, room)
    after = state(tmp_path)
    clear_up(tmp_path / "site")
    assert state(tmp_path) == after
    assert after["site/index.html"] == "new"


def test_a_page_edited_after_the_kill_is_not_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed before the page was moved; the trainer writes on, and the next run brings the site back."""
    room, moves = prepared(tmp_path, True, True)
    with monkeypatch.context() as killed:
        real = place._rename

        def rename(source: Path, target: Path) -> None:
            if target.name == "page.old":
                raise _Killed
            real(source, target)

        killed.setattr(place, "_rename", rename)
        killed.setattr(place, "_take_back", lambda moves: (_ for _ in ()).throw(_Killed()))
        with pytest.raises(_Killed):
            carry_out(moves, room)
    write(tmp_path / "page.md", "written meanwhile")
    clear_up(tmp_path / "site")
    assert state(tmp_path)["page.md"] == "written meanwhile"
    assert state(tmp_path)["site/index.html"] == "last"


def test_moves_that_another_process_is_making_are_left_alone(tmp_path: Path) -> None:
    room, moves = prepared(tmp_path, True, False)
    place._rename(*moves[0])
    note = room / "moves.json"
    note.write_text(json.dumps([[str(path) for path in move] for move in moves]), "utf-8")
    with alone(note) as is_mine:
        assert is_mine
        clear_up(tmp_path / "site")
        assert not (tmp_path / "site").exists()
    clear_up(tmp_path / "site")
    assert state(tmp_path)["site/index.html"] == "last"


def test_a_note_cut_off_by_a_full_disk_means_that_nothing_was_moved(tmp_path: Path) -> None:
    room, _ = prepared(tmp_path, True, True)
    before = state(tmp_path)
    write(room / "moves.json", '[["/a", "/')
    clear_up(tmp_path / "site")
    assert state(tmp_path) == before
    assert not (room / "moves.json").exists()


def test_a_room_that_holds_what_could_not_be_brought_back_stays(tmp_path: Path) -> None:
    with room_beside(tmp_path / "site") as room:
        write(room / "moves.json", "[]")
    assert room.exists()
    (room / "moves.json").unlink()
    with room_beside(tmp_path / "site") as another:
        pass
    assert not another.exists()


def test_a_virus_scanner_that_holds_a_folder_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, moves = prepared(tmp_path, True, True)
    real, left = Path.rename, [2]
    monkeypatch.setattr(place, "_PAUSE", 0)

    def rename(self: Path, target: Path) -> Path:
        if self.name == "site" and left[0]:
            left[0] -= 1
            raise PermissionError(13, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    carry_out(moves, room)
    assert state(tmp_path)["site/index.html"] == "new"


def test_a_site_that_was_only_built_does_not_push_the_last_release_out(tmp_path: Path) -> None:
    write(tmp_path / "site" / "index.html", "only built")
    write(tmp_path / "site.previous" / "index.html", "last release")
    write(tmp_path / ".site-build-x" / "new" / "index.html", "new")
    room = tmp_path / ".site-build-x"
    carry_out(moves_of_site(room / "new", tmp_path / "site", room, keep=True), room)
    assert state(tmp_path)["site.previous/index.html"] == "last release"
    assert os.path.exists(room / "old")
