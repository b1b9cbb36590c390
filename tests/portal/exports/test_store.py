"""Made files are kept, made again only when something changed, and never half there."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.exports.store import Bundle, Store


def write(name: str, folder: Path) -> None:
    (folder / "files" / f"{name}.txt").write_text(name, "utf-8")


def fail_with_disk(folder: Path) -> None:
    write("half", folder)
    raise OSError(errno.ENOSPC, "No space left on device")


def fail_with_content(folder: Path) -> None:
    write("half", folder)
    raise PortalError("《课》里有一张图画不出来。")


def fail_unforeseen(folder: Path) -> None:
    write("half", folder)
    raise ZeroDivisionError("division by zero")


def forget(folder: Path) -> None:
    """Write nothing."""


def bundle(name: str, fingerprint: str = "") -> Bundle:
    return Bundle(f"《{name}》", fingerprint or f"print-{name}", (f"files/{name}.txt",), partial(write, name))


def names(folder: Path) -> list[str]:
    """Return the made files; the store's own note beside them is none."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".sizes")
    return sorted(path.relative_to(folder).as_posix() for path in files)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.mark.parametrize("count", [1, 6])  # in this process, and in others
def test_what_is_there_is_not_made_again(store: Store, count: int) -> None:
    bundles = [bundle(f"b{number}") for number in range(count)]
    assert store.bring_up_to_date(bundles, "做文件") == count
    assert store.bring_up_to_date(bundles, "做文件") == 0
    assert [store.size(made, made.paths[0]) for made in bundles] == [2] * count


def test_only_what_changed_is_made_again(store: Store) -> None:
    before = [bundle("a"), bundle("b")]
    store.bring_up_to_date(before, "做文件")
    after = [before[0], bundle("b", "another")]
    assert store.size(after[1], "files/b.txt") is None
    assert store.bring_up_to_date(after, "做文件") == 1


@pytest.mark.parametrize("count", [0, 6])
@pytest.mark.parametrize(
    ("make", "words"),
    [
        (fail_with_disk, "《坏》的文件没有写成"),
        (fail_with_content, "《课》里有一张图画不出来。"),
        (
            fail_unforeseen,
            r"《坏》的文件没有做成，.*ZeroDivisionError: division by zero（test_store\.py:\d+）",
        ),
        (forget, "《坏》少了文件：files/half.txt"),
    ],
)
def test_one_that_fails_is_named_and_leaves_nothing_and_the_others_are_kept(
    store: Store, make: object, words: str, count: int
) -> None:
    good = [bundle(f"b{number}") for number in range(count)]
    bad = Bundle("《坏》", "print-bad", ("files/half.txt",), make)  # type: ignore[arg-type]
    with pytest.raises(PortalError, match=words):
        store.bring_up_to_date([bad, *good], "做文件")
    assert names(store.folder) == [f"print-b{number}/files/b{number}.txt" for number in range(count)]
    assert store.bring_up_to_date(good, "做文件") == 0


def test_all_problems_are_told_at_once(store: Store) -> None:
    bad = [Bundle(f"《{name}》", name, ("files/half.txt",), fail_with_disk) for name in "甲乙"]
    with pytest.raises(PortalError) as caught:
        store.bring_up_to_date(bad, "做文件")
    assert "《甲》" in str(caught.value)
    assert "《乙》" in str(caught.value)
    assert "磁盘满了" in str(caught.value)


def test_a_folder_that_cannot_be_made_is_a_message(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PortalError, match="不能写入"):
        Store(tmp_path / "file" / "store").bring_up_to_date([bundle("a")], "做文件")


def test_files_come_to_their_addresses(store: Store, tmp_path: Path) -> None:
    bundles = [bundle("a"), bundle("b")]
    store.bring_up_to_date(bundles, "做文件")
    store.copy(bundles, tmp_path / "site")
    assert names(tmp_path / "site") == ["files/a.txt", "files/b.txt"]


def test_what_no_build_used_for_a_month_goes_and_what_was_used_stays(store: Store, tmp_path: Path) -> None:
    old, used, new = bundle("old"), bundle("used"), bundle("new")
    store.bring_up_to_date([old, used, new], "做文件")
    long_ago = time.time() - 40 * 24 * 3600
    for place in store.folder.iterdir():
        os.utime(place, (long_ago, long_ago))
    (store.folder / "print-new").touch()
    store.copy([used], tmp_path / "site")
    store.clear_up([used])
    assert names(store.folder) == ["print-new/files/new.txt", "print-used/files/used.txt"]


def test_a_folder_that_a_killed_build_left_goes_after_an_hour(store: Store) -> None:
    left, young = store.folder / ".making-left", store.folder / ".making-young"
    for folder in (left, young):
        folder.mkdir(parents=True)
    two_hours_ago = time.time() - 2 * 3600
    os.utime(left, (two_hours_ago, two_hours_ago))
    store.clear_up([])
    assert list(store.folder.iterdir()) == [young]


def damaged(place: Path) -> None:
    (place / "files" / "a.txt").write_text("", "utf-8")


def emptied(place: Path) -> None:
    (place / "files" / "a.txt").unlink()


def unnoted(place: Path) -> None:
    (place / ".sizes").write_bytes(b"\xff\xfe")


@pytest.mark.parametrize("damage", [damaged, emptied, unnoted])
def test_what_a_disk_cut_off_is_noticed_and_made_again(
    store: Store, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    made = bundle("a")
    store.bring_up_to_date([made], "做文件")
    damage(store.folder / made.fingerprint)
    assert store.bring_up_to_date([made], "做文件") == 1
    store.copy([made], tmp_path / "site")
    assert (tmp_path / "site" / "files" / "a.txt").read_text("utf-8") == "a"
    assert [path.name for path in store.folder.iterdir()] == [made.fingerprint]


def test_two_builds_that_make_the_same_files_leave_one_whole_set(store: Store) -> None:
    made = bundle("a")

    def make(folder: Path) -> None:
        store.bring_up_to_date([made], "做文件")
        write("a", folder)

    slow = Bundle(made.title, made.fingerprint, made.paths, make)
    assert store.bring_up_to_date([slow], "做文件") == 1
    assert store.bring_up_to_date([made], "做文件") == 0
    assert [path.name for path in store.folder.iterdir()] == [made.fingerprint]


SLOW_BUILD = """
import sys, time
from functools import partial
from pathlib import Path
from portal.exports.store import Bundle, Store

def make(name, folder):
    print("making", flush=True)
    time.sleep(1)
    (folder / name).write_text(name)

if __name__ == "__main__":
    bundles = [Bundle(f"《{n}》", f"print-{n}", (f"{n}.txt",), partial(make, f"{n}.txt")) for n in range(40)]
    try:
        Store(Path(sys.argv[1])).bring_up_to_date(bundles, "做文件")
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a group of processes")
def test_ctrl_c_ends_all_processes_without_a_word_and_leaves_nothing_half(
    store: Store, tmp_path: Path
) -> None:
    script = tmp_path / "slow.py"
    script.write_text(SLOW_BUILD, "utf-8")
    build = subprocess.Popen(
        [sys.executable, str(script), str(store.folder)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
        # what a shell starts in the background ignores Ctrl+C, and so would its children
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert build.stdout is not None
    assert build.stdout.readline() == "making\n"
    os.killpg(build.pid, signal.SIGINT)
    _, said = build.communicate(timeout=60)  # ends when no process holds the other end
    assert (build.returncode, said) == (130, "")
    assert [path.name for path in store.folder.iterdir() if path.name.startswith(".making-")] == []
