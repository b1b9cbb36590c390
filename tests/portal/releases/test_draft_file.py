from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.releases.draft_file import DRAFT_NAME, FACTS_NAME, put_draft, read_draft

NOTES = "- **上课**\n    - 五年级：新增《一课》。"
MORE = f"{NOTES}\n    - 五年级：新增《又一课》。"


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / DRAFT_NAME
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_draft_that_nobody_touched_is_drafted_anew(tmp_path: Path) -> None:
    put_draft(tmp_path, NOTES)
    draft = put_draft(tmp_path, MORE)
    assert (draft.notes, draft.is_edited, draft.news) == (MORE, False, ())
    assert not (tmp_path / FACTS_NAME).exists()


def test_a_draft_that_a_person_edited_stays_and_the_new_facts_are_beside_it(tmp_path: Path) -> None:
    put_draft(tmp_path, NOTES)
    edit(tmp_path, "新增《一课》", "多了一课，名叫《一课》")
    before = (tmp_path / DRAFT_NAME).read_bytes()
    draft = put_draft(tmp_path, MORE)
    assert (tmp_path / DRAFT_NAME).read_bytes() == before
    assert draft.is_edited
    assert draft.news == ("    - 五年级：新增《一课》。", "    - 五年级：新增《又一课》。")
    assert "新增《又一课》" in (tmp_path / FACTS_NAME).read_text("utf-8")


def test_saving_without_a_change_is_no_edit(tmp_path: Path) -> None:
    """As an editor on Windows saves: a byte order mark, other ends of lines, no line at the end."""
    put_draft(tmp_path, NOTES)
    text = (tmp_path / DRAFT_NAME).read_text("utf-8")
    (tmp_path / DRAFT_NAME).write_bytes(b"\xef\xbb\xbf" + text.rstrip("\n").replace("\n", "\r\n").encode())
    draft = read_draft(tmp_path)
    assert draft
    assert (draft.notes, draft.is_edited) == (NOTES, False)


def test_a_file_that_somebody_wrote_from_nothing_is_theirs(tmp_path: Path) -> None:
    (tmp_path / DRAFT_NAME).write_text("\n\n这次换了样子。\n", "utf-8")
    draft = read_draft(tmp_path)
    assert draft
    assert (draft.notes, draft.first_line, draft.is_edited) == ("这次换了样子。", 3, True)


def test_notes_begin_below_the_comment(tmp_path: Path) -> None:
    draft = put_draft(tmp_path, NOTES)
    lines = (tmp_path / DRAFT_NAME).read_text("utf-8").split("\n")
    assert lines[draft.first_line - 1] == "- **上课**"
    assert lines[0].startswith("<!-- 下一次发布的说明")


def test_a_draft_in_gbk_is_told_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / DRAFT_NAME).write_bytes("这次换了样子。".encode("gbk"))
    with pytest.raises(PortalError) as error:
        read_draft(tmp_path)
    assert (
        str(error.value) == "next-release.md 不是 UTF-8 编码（可能是 GBK）。用编辑器“另存为”，编码选 UTF-8。"
    )


def test_a_full_disk_leaves_the_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_draft(tmp_path, NOTES)

    def full(self: Path, *_: object, **__: object) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(PortalError) as error:
        put_draft(tmp_path, MORE)
    assert str(error.value) == f"写不了 {tmp_path / DRAFT_NAME}：磁盘满了。检查磁盘空间和权限。"
    assert [path.name for path in tmp_path.iterdir()] == [DRAFT_NAME]
    assert (draft := read_draft(tmp_path))
    assert draft.notes == NOTES
