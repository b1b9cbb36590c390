"""A site as a zip: links for a folder, names for Windows, the same bytes; the look into what was written."""

import zipfile
from pathlib import Path

import pytest

from portal.commands.package.packaging import Choice
from portal.commands.package.texts import note, opener
from portal.errors import PortalError
from portal.exports.folder.links import for_folder, with_index
from portal.exports.site_package import check_names, write_package
from portal.releases.package_check import check_package


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (".", "index.html"),
        ("..", "../index.html"),
        ("../", "../index.html"),
        ("../..", "../../index.html"),
        ("../c/", "../c/index.html"),
        ("../c/?exam=c", "../c/index.html?exam=c"),
        ("c/#passing", "c/index.html#passing"),
        ("lessons/grade-{grade}/?print={month}", "lessons/grade-{grade}/index.html?print={month}"),
        ("a.docx", "a.docx"),
        ("a.b/c", "a.b/c"),
        ("#x", "#x"),
        ("?q=1", "?q=1"),
        ("", ""),
        ("tel:120", "tel:120"),
        ("https://example.org/", "https://example.org/"),
        ("//example.org/", "//example.org/"),
        ("mailto:a@b.c", "mailto:a@b.c"),
        ("javascript:void(0)/", "javascript:void(0)/"),
    ],
)
def test_addresses_of_folders_name_their_page(address: str, expected: str) -> None:
    assert with_index(address) == expected
    assert with_index(expected) == expected


def test_only_links_of_a_page_change_and_those_to_what_is_left_out_lose_theirs() -> None:
    page = (
        "<a href=\"../c/\" data-x='href=\"d/\"'>a/</a><a class=x href=..>b</a><a href='e/'>c</a>"
        '<a download="x" href="../files/grade-8/x.docx">d</a><form action="f/"></form><img src="g/">'
        '<meta http-equiv="refresh" content="0; url=../h/">'
    )
    changed = for_folder(page, lambda address: "grade-8" not in address)
    assert '<a href="../c/index.html"' in changed
    assert '<a class=x href="../index.html">' in changed
    assert '<a href="e/index.html">' in changed
    assert '<a download="x" data-portal-left-out>d</a>' in changed
    assert 'action="f/index.html"' in changed
    assert '<img src="g/">' in changed
    assert 'content="0; url=../h/index.html"' in changed


@pytest.mark.parametrize(
    "names",
    [
        ["a/con.html"], ["a/NUL"], ["a/b?.html"], ["a./b"], ["a /b"], ["a/b:c"], ["a\\b"],
        ["A.html", "a.html"], ["x" * 201], ["a/\x07"], ["LPT1.txt"],
    ],
)  # fmt: skip
def test_names_that_windows_cannot_unpack_are_refused(names: list[str]) -> None:
    with pytest.raises(PortalError, match="解不开"):
        check_names(names)


def test_usual_names_are_taken() -> None:
    check_names(
        ["心育学堂/打开网站.html", "心育学堂/site/a-b/index.html", "x" * 200, "a/console.html", "a/.b"]
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "index.html": '<a href="a/index.html">a</a><a href="files/x.docx">x</a>',
        "a/index.html": '<a href="../index.html">b</a>',
        "files/x.docx": "x" * 1000,
    }
    for path, text in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, "utf-8")
    return tmp_path / "site"


def test_the_same_site_gives_the_same_bytes_and_office_files_are_not_pressed_again(
    site: Path, tmp_path: Path
) -> None:
    for name in ("one.zip", "two.zip"):
        assert write_package(tmp_path / name, {"说明.txt": b"x"}, site, "心育学堂") == 4
        (site / "index.html").touch()
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as pack:
        assert pack.namelist()[0] == "心育学堂/说明.txt"
        assert pack.getinfo("心育学堂/site/files/x.docx").compress_type == zipfile.ZIP_STORED
        assert all(entry.flag_bits & 0x800 for entry in pack.infolist())  # names are marked as UTF-8


def test_a_package_is_opened_again_and_its_links_are_walked(site: Path, tmp_path: Path) -> None:
    write_package(tmp_path / "a.zip", {}, site, "x")
    assert check_package(tmp_path / "a.zip", tmp_path, tmp_path / "room") == 3


@pytest.mark.parametrize(
    ("link", "said"),
    [("a/", "指到文件夹"), ("b/index.html", "没有 b/index.html"), ("files/y.docx", "files/y.docx")],
)
def test_a_package_with_a_link_to_nothing_or_to_a_folder_is_refused(
    site: Path, tmp_path: Path, link: str, said: str
) -> None:
    (site / "index.html").write_text(f'<a href="{link}">x</a>', "utf-8")
    write_package(tmp_path / "a.zip", {}, site, "x")
    with pytest.raises(PortalError, match=said):
        check_package(tmp_path / "a.zip", tmp_path, tmp_path / "room")


def test_a_damaged_package_is_refused(site: Path, tmp_path: Path) -> None:
    write_package(tmp_path / "a.zip", {}, site, "x")
    raw = bytearray((tmp_path / "a.zip").read_bytes())
    at = raw.index(b"xxxxxxxxxx")
    raw[at] = 0
    (tmp_path / "a.zip").write_bytes(raw)
    with pytest.raises(PortalError, match="打不开"):
        check_package(tmp_path / "a.zip", tmp_path, tmp_path / "room")


@pytest.mark.parametrize(
    ("choice", "path", "has"),
    [
        (Choice(), "files/grade-8/x.docx", True),
        (Choice(grades=(5,)), "files/grade-5/x.docx", True),
        (Choice(grades=(5,)), "files/grade-5-year.xlsx", True),
        (Choice(grades=(1,)), "files/grade-11/x.docx", False),
        (Choice(grades=(5,)), "files/grade-8/x.docx", False),
        (Choice(tracks=("c",)), "files/grade-5/x.docx", False),
        (Choice(tracks=("c",)), "lessons/grade-5/index.html", True),
    ],
)
def test_a_choice_takes_only_files_that_teachers_take_away(choice: Choice, path: str, has: bool) -> None:
    assert choice.has(path) is has


def test_the_note_is_for_any_notepad_and_the_opener_needs_no_script() -> None:
    text = note("心育学堂", "2026.11.4", "全部网页")
    assert "\n" not in text.replace("\r\n", "")
    assert "导出" in text
    assert "2026.11.4" in text
    assert b'url=site/index.html"' in opener("心育学堂")
    assert b"<script" not in opener("心育学堂")
