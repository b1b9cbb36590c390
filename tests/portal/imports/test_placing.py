"""An import's files are moved into place together or not at all, and can be put back."""

import errno
import os
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.imports.placing import place, undo


def files(root: Path) -> dict[str, bytes]:
    """Return what stands in the project, without the store of old files."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".cache" not in path.parts
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("一", "二", "三"):
        (tmp_path / f"{name}.yml").write_text(f"旧{name}", "utf-8")
    return tmp_path


def take(root: Path, *names: str) -> None:
    before = {name: (root / name).read_bytes() if (root / name).exists() else None for name in names}
    place(root, {name: f"新{name}".encode() for name in names}, before)


def test_files_are_written_and_put_back(root: Path) -> None:
    old = files(root)
    take(root, "一.yml", "图/新.png")
    assert files(root) == old | {"一.yml": "新一.yml".encode(), "图/新.png": "新图/新.png".encode()}
    assert undo(root) == ["一.yml", "图/新.png"]
    assert files(root) == old
    assert not (root / "图").exists()


def test_only_the_last_import_is_put_back_and_only_once(root: Path) -> None:
    take(root, "一.yml")
    first = files(root)
    take(root, "二.yml")
    undo(root)
    assert files(root) == first
    with pytest.raises(PortalError, match=r"^没有可以撤销的导入：还没有导入过，或者已经撤销了。$"):
        undo(root)


def test_what_somebody_edited_since_is_not_put_back(root: Path) -> None:
    take(root, "一.yml", "二.yml")
    (root / "二.yml").write_text("改过", "utf-8")
    now = files(root)
    told = "^导入以后有人改过 二.yml，没有撤销：改过的会丢。请在文件里改回来。$"
    with pytest.raises(PortalError, match=told):
        undo(root)
    assert files(root) == now


def test_a_file_edited_during_the_import_stops_it(root: Path) -> None:
    old = files(root)
    with pytest.raises(PortalError, match=r"^导入的时候有人改了 一.yml。题库没有动，再导入一次就好。$"):
        place(root, {"一.yml": b"new"}, {"一.yml": b"other"})
    assert files(root) == old


@pytest.mark.parametrize("failing", [0, 1, 2])
def test_a_move_that_fails_moves_the_others_back(
    failing: int, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(root, "三.yml")
    old, names = files(root), ("一.yml", "二.yml", "三.yml")
    replace, moves = os.replace, iter(range(9))

    def replace_some(source: Path, target: Path) -> None:
        if source.name.endswith(".part") and next(moves) == failing:
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", replace_some)
        with pytest.raises(PortalError) as caught:
            take(root, *names)
    assert str(caught.value) == (
        f"{names[failing]} 写不了：没有权限。题库没有动。关掉打开它的程序，检查磁盘空间和权限，再来一次。"
    )
    assert files(root) == old
    assert undo(root) == ["三.yml"]


def test_a_full_disk_leaves_nothing_half_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, write = files(root), Path.write_bytes

    def write_little(path: Path, data: bytes) -> int:
        if "二" in path.name:
            write(path, data[:1])
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", write_little)
    with pytest.raises(PortalError, match=r"^二.yml 写不了：磁盘满了。"):
        take(root, "一.yml", "二.yml")
    assert files(root) == old
