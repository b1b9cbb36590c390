"""Files find their reader; what no reader can take is told with the cure."""

from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.imports import draft, forms
from portal.imports.forms import beside, form_of, found_files, marked_beside


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("题库.xlsx", "spreadsheet"),
        ("题库.XLS", "spreadsheet"),
        ("题库.csv", "spreadsheet"),
        ("试卷.docx", "word"),
        ("quiz.gift", "gift"),
        ("quiz.txt", "gift"),
        ("quiz.xml", "moodle"),
    ],
)
def test_the_ending_tells_the_reader(name: str, module: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    assert form_of(tmp_path / name).read.__name__ == f"read_{module}"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("卷.doc", "卷.doc：.doc 读不了。用 Word 或 WPS 打开它，另存为 .docx，再导入。"),
        ("卷.et", "卷.et：.et 读不了。用 Word 或 WPS 打开它，另存为 .xlsx，再导入。"),
        (
            "卷.yml",
            "卷.yml：不认识的文件。可以导入 Excel（.xlsx、.xls、.csv）、Word（.docx）、GIFT（.gift、.txt）和 "
            "Moodle XML（.xml）。",
        ),
    ],
)
def test_other_files_are_refused_with_the_way_out(name: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(PortalError) as caught:
        form_of(tmp_path / name)
    assert str(caught.value) == f"{tmp_path}/{told}"


def test_a_missing_file_a_folder_and_a_huge_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "大.csv").write_bytes(b"x" * 3_000_001)
    monkeypatch.setattr(forms, "LIMIT", 2_000_000)
    told = []
    for path in (tmp_path / "无.csv", tmp_path, tmp_path / "大.csv"):
        with pytest.raises(PortalError) as caught:
            form_of(path)
        told.append(str(caught.value).removeprefix(str(tmp_path)))
    assert told == [
        "/无.csv：没有这个文件，请检查名字和路径。",
        "：这是文件夹，请写里面的文件。",
        "/大.csv 有 3 MB，超过 2 MB。把它分成几个文件。",
    ]
    assert draft.LIMIT == 50_000_000


def test_a_pattern_finds_files_but_not_our_own_nor_locks(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx", "~$甲.xlsx", "甲（要改的）.xlsx", "甲（已编号）.xlsx", "甲.原件.xlsx"):
        (tmp_path / name).touch()
    assert [path.name for path in found_files([str(tmp_path / "*.xlsx")])] == ["乙.xlsx", "甲.xlsx"]
    assert [path.name for path in found_files([str(tmp_path / "甲.xlsx")] * 2)] == ["甲.xlsx"]
    with pytest.raises(PortalError, match=r"请检查名字和路径。$"):
        found_files([str(tmp_path / "*.docx")])


def test_what_is_written_lies_beside_its_source() -> None:
    assert beside(Path("a/题库.xlsx"), forms.ORIGINAL) == Path("a/题库.原件.xlsx")
    assert marked_beside(Path("题库.csv")) == Path("题库（要改的）.xlsx")
    assert marked_beside(Path("卷.docx")) == Path("卷（要改的）.docx")
