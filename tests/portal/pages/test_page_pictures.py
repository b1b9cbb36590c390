from pathlib import Path

import pytest
from mkdocs.structure.files import File

from portal.pages.body import answer_of
from portal.pages.pictures import Size, size_of, with_sizes

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (640).to_bytes(4, "big") + (480).to_bytes(4, "big")
ALT = "一张图：a &gt; b"


def file_of(folder: Path, name: str, data: bytes) -> File:
    (folder / name).write_bytes(data)
    return File(name, str(folder), str(folder / "site"), use_directory_urls=True)


@pytest.mark.parametrize(
    ("name", "data", "size"),
    [
        ("a.png", PNG, (640, 480)),
        ("a.svg", b'<svg xmlns="x" viewBox="0 0 9 9" width="692" height="468.5">', (692, 468)),
        ("a.svg", b'<svg viewBox="0 0 692 468" stroke-width="2">', None),
        ("a.svg", b'<svg width="100%" height="40">', None),
        ("a.png", b"no picture", None),
        ("a.md", PNG, None),
    ],
)
def test_a_picture_says_its_size(tmp_path: Path, name: str, data: bytes, size: Size | None) -> None:
    assert size_of(file_of(tmp_path, name, data)) == size


def test_pictures_keep_their_room_and_those_below_the_first_heading_come_late(tmp_path: Path) -> None:
    file = file_of(tmp_path, "一.png", PNG)
    asked = []

    def file_at(path: str) -> File | None:
        asked.append(path)
        return file if path.endswith("一.png") else None

    html = (
        f'<p><img alt="{ALT}" src="../pictures/%E4%B8%80.png" /></p><h2>二</h2><img src="gone.png">'
        '<img src="一.png" width="9" loading="eager">'
    )
    assert with_sizes(html, "handbook/page/", file_at) == (
        f'<p><img alt="{ALT}" src="../pictures/%E4%B8%80.png" width="640" height="480"'
        ' decoding="async" /></p>'
        '<h2>二</h2><img src="gone.png" loading="lazy" decoding="async" />'
        '<img src="一.png" width="9" loading="eager" decoding="async" />'
    )
    assert asked == ["handbook/pictures/一.png", "handbook/page/gone.png", "handbook/page/一.png"]


def test_a_page_that_was_kept_is_made_anew_when_a_picture_has_another_size(tmp_path: Path) -> None:
    file = file_of(tmp_path, "a.png", PNG)
    files = type("Files", (), {"get_file_from_path": lambda _, path: file if path == "a.png" else None})()
    before = answer_of(files, "a.png")
    (tmp_path / "a.png").write_bytes(PNG[:16] + PNG[20:24] + PNG[16:20])
    assert answer_of(files, "a.png") != before
    assert answer_of(files, "b.png") is None
