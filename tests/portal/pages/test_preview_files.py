"""In a preview, files are made when somebody asks: one at a time, never half, never outside the site."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.pages.preview.files import TakeAwayFiles


class Maker:
    """Makes `files/a.txt` and counts how many are being made at once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.words = folder, "一"
        self.now = self.most = 0

    def file_of(self, path: str) -> Path | None:
        if path == "files/bad.txt":
            raise PortalError("《课》里有一张图画不出来。检查它的 <svg>。")
        if path == "files/locked.txt":
            raise PermissionError(13, "Permission denied")
        if not path.startswith("files/a"):
            return None
        self.now += 1
        self.most = max(self.most, self.now)
        time.sleep(0.01)
        made = self.folder / f"{path.rpartition('/')[2]}-{self.words}"
        made.write_text(self.words, "utf-8")
        self.now -= 1
        return made


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    return Maker(tmp_path)


@pytest.fixture
def files(maker: Maker) -> TakeAwayFiles:
    return TakeAwayFiles(maker.file_of)


def test_a_file_is_made_when_asked_for_and_anew_when_its_content_is_another(
    files: TakeAwayFiles, maker: Maker
) -> None:
    assert files.bring("files/a.txt") == "一".encode()
    maker.words = "二"
    assert files.bring("files/a.txt") == "二".encode()


@pytest.mark.parametrize(
    "path",
    ["files/none.txt", "files/", "files/../../secret.txt", "files//etc/passwd", "files/\x00", "other.txt"],
)
def test_what_is_no_file_of_the_site_stays_unfound(path: str, files: TakeAwayFiles) -> None:
    assert files.bring(path) is None


def test_what_cannot_be_made_is_said_in_words(files: TakeAwayFiles) -> None:
    assert files.bring("files/bad.txt") == "《课》里有一张图画不出来。检查它的 <svg>。"


def test_a_place_that_cannot_be_written_is_said_in_words(files: TakeAwayFiles) -> None:
    assert files.bring("files/locked.txt") == "files/locked.txt 写不下来：没有权限。检查磁盘空间和权限。"


def test_twenty_requests_at_once_get_whole_files_made_one_after_the_other(
    files: TakeAwayFiles, maker: Maker
) -> None:
    start = threading.Barrier(20)

    def ask(number: int) -> object:
        start.wait()
        return files.bring(f"files/a{number % 5}.txt")

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(ask, range(20))) == {"一".encode()}
    assert maker.most == 1
