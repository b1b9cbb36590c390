"""In a preview, files are made when somebody asks: one at a time, never half, never outside the site."""

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from portal.errors import PortalError
from portal.pages.preview_files import making_files

Get = Callable[[str], tuple[str, bytes]]


class Maker:
    """Makes `files/a.txt` and counts how many are being made at once."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.words = folder, "一"
        self.now = self.most = 0

    def file_of(self, path: str) -> Path | None:
        if path == "files/bad.txt":
            raise PortalError("《课》里有一张图画不出来。检查它的 <svg>。")
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
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text("秘密", "utf-8")
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    (tmp_path / "store").mkdir()
    return Maker(tmp_path / "store")


@pytest.fixture
def get(site: Path, maker: Maker) -> Get:
    """Return a function: address → status and body, from a server that serves the files of the site."""

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        file = site / environ["PATH_INFO"].removeprefix("/portal/")
        is_there = ".." not in file.parts and file.is_file()
        start_response("200 OK" if is_there else "404 Not Found", [])
        return [file.read_bytes()] if is_there else []

    app = making_files(serve, "/portal/", site, maker.file_of)

    def get(path: str) -> tuple[str, bytes]:
        said: list[str] = []
        body = app({"PATH_INFO": f"/portal/{path}"}, lambda status, headers: said.append(status))
        return said[0], b"".join(body)

    return get


def test_a_file_is_made_when_asked_for_and_again_after_a_rebuild(get: Get, maker: Maker, site: Path) -> None:
    assert get("files/a.txt") == ("200 OK", "一".encode())
    maker.words = "二"
    (site / "files" / "a.txt").unlink()  # as a rebuild does, which clears the site
    assert get("files/a.txt") == ("200 OK", "二".encode())


@pytest.mark.parametrize(
    "path",
    ["files/none.txt", "files/", "files/../../secret.txt", "files//etc/passwd", "files/\x00", "other.txt"],
)
def test_what_is_no_file_of_the_site_stays_unfound(get: Get, site: Path, path: str) -> None:
    assert get(path)[0] == "404 Not Found"
    assert list(site.iterdir()) == []


def test_what_cannot_be_made_is_said_in_words(get: Get) -> None:
    status, body = get("files/bad.txt")
    assert status.startswith("500 ")
    assert body.decode() == "《课》里有一张图画不出来。检查它的 <svg>。"


def test_a_place_that_cannot_be_written_is_said_in_words(get: Get, site: Path) -> None:
    (site / "files").touch()
    status, body = get("files/a.txt")
    assert status.startswith("500 ")
    assert "files/a.txt 写不下来：" in body.decode()


def test_twenty_requests_at_once_get_whole_files_made_one_after_the_other(get: Get, maker: Maker) -> None:
    start = threading.Barrier(20)

    def ask(number: int) -> tuple[str, bytes]:
        start.wait()
        return get(f"files/a{number % 5}.txt")

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(ask, range(20))) == {("200 OK", "一".encode())}
    assert maker.most == 1
