import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_records import make_record

from portal.errors import PortalError
from portal.records import code
from portal.records.collect import Found, Item, find_files, read_found, read_pasted


def numbers(text: str) -> list[str | None]:
    """The learner's number of each record found, None where there is none."""
    return [
        item.record.data["learner"]["number"] if item.record else None for item in read_pasted(text, "聊天")
    ]


def code_of(number: str) -> str:
    return code.encode(make_record(number=number))


def wrapped(text: str, width: int = 40, join: str = "\n") -> str:
    return join.join(text[place : place + width] for place in range(0, len(text), width))


def found_in(*inputs: Path) -> tuple[list[Found], list[Item]]:
    """What is to be read, and what is passed over."""
    everything = list(find_files(inputs))
    return [one for one in everything if isinstance(one, Found)], [
        one for one in everything if isinstance(one, Item)
    ]


CHAT = "王芳 2026-11-03 10:32\n"


@pytest.mark.parametrize(
    "text",
    [
        code_of("A"),
        CHAT + code_of("A") + "\n收到 ok thanks",
        CHAT + wrapped(code_of("A")),
        CHAT + wrapped(code_of("A"), 33, "\r\n> "),
        "好的" + wrapped(code_of("A"), 50, "\u200b") + "。",
        wrapped(code_of("A"), len(code_of("A")) - 3),
    ],
)
def test_a_code_is_found_in_chat_however_it_was_wrapped(text: str) -> None:
    assert numbers(text) == ["A"]


def test_many_codes_are_told_apart_and_numbered() -> None:
    text = f"{CHAT}{wrapped(code_of('A'))}\n李伟 10:40\n{code_of('B')}{code_of('C')}"
    assert [item.name for item in read_pasted(text, "聊天")] == [f"聊天（第 {n} 段码）" for n in (1, 2, 3)]
    assert numbers(text) == ["A", "B", "C"]


@pytest.mark.parametrize("words", ["", "\nok\n", "\nLi Wei 10:40\n", "\n李伟\n"])
@pytest.mark.parametrize("kept", [4, 20, -9, -8, -2])
def test_a_code_cut_short_never_swallows_its_neighbour(words: str, kept: int) -> None:
    text = code_of("A")[:kept] + words + code_of("B")
    found = numbers(text)
    assert found[-1] == "B"
    assert "A" not in found


def test_a_body_that_ends_like_a_start_is_still_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("portal.records.pasted.read_text", lambda text: seen.append(text))
    list(read_pasted("XY1.abcXY1.0123456 XY1.def.0abcdef", "聊天"))
    assert seen == ["XY1.abcXY1.0123456", "XY1.def.0abcdef"]


@pytest.mark.parametrize("text", ["", " \n", "今天没有记录", "XY1.", "XY1.abc", "XY1.abc.0123456"])
def test_text_without_a_record_is_one_reason(text: str) -> None:
    [item] = read_pasted(text, "聊天")
    assert item.record is None
    assert item.reason


@settings(max_examples=60, deadline=None)
@given(st.text(), st.lists(st.sampled_from("ABC"), max_size=3))
def test_no_chat_text_stops_the_rest(noise: str, people: list[str]) -> None:
    text = "。\n".join(noise.replace("XY1", "") + "\n好。\n" + code_of(number) for number in people)
    found = [number for number in numbers(text) if number] if text else []
    assert found == people


def _garbage(folder: Path) -> dict[str, bytes]:
    chance = random.Random(1)
    return {
        "empty.json": b"",
        "blank.txt": b" \n ",
        "binary.json": chance.randbytes(5000),
        "binary.txt": chance.randbytes(5000),
        "zeros.csv": bytes(3000),
        "deep.json": b"[" * 100_000,
        "list.json": b"[1, 2]",
        "number.json": b"1" * 10_000,
        "cut.json": b'{"schema": "portal-record/1", "answers": {',
        "other.json": b'{"schema": "something-else"}',
        "huge.txt": b"a" * (16 * 1024 * 1024 + 1),
        "huge.json": b" " * (16 * 1024 * 1024 + 1),
        "table.csv": "编号,姓名\n1,王芳".encode("gbk"),
        "cell.csv": "类别,编号,标题\n".encode() + b'"' + b"a" * 200_000,
        "halves.json": b"\xff\xfe\x00",
    }


def test_a_folder_of_garbage_is_listed_file_by_file(tmp_path: Path) -> None:
    for name, data in _garbage(tmp_path).items():
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "pipe.json")
    (tmp_path / "nowhere.json").symlink_to(tmp_path / "gone.json")
    files, passed = found_in(tmp_path)
    items = [item for found in files for item in read_found(found)]
    assert passed == []
    assert sorted(Path(item.name).name for item in items) == sorted(
        [*_garbage(tmp_path), "pipe.json", "nowhere.json"]
    )
    assert all(item.record is None and item.reason for item in items)


def test_other_files_are_named_and_lock_files_are_not(tmp_path: Path) -> None:
    for name in ("a.rar", "b.docx", "c.JSON", "d.answers.age", ".hidden.json", "~$b.docx", "Thumbs.db"):
        (tmp_path / name).write_text("")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.json").write_text("")
    files, passed = found_in(tmp_path)
    assert [found.path.name for found in files] == ["c.JSON"]
    assert [Path(item.name).name for item in passed] == ["a.rar", "b.docx", "d.answers.age"]
    assert "解压" in passed[0].reason
    assert passed[2].reason == "是正式考核的答卷，不是学习记录。用 portal paper grade 判分。"


def test_a_file_given_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("")
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")
    inputs = [tmp_path, tmp_path / "a.json", tmp_path / "." / "a.json", tmp_path]
    assert [found.name for found in found_in(*inputs)[0]] == [str(tmp_path / "a.json")]
    assert found_in(*inputs[::-1]) == found_in(*inputs)


def test_a_name_that_is_no_text_can_still_be_printed(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.json")
    with open(path, "wb"):
        pass
    [found] = found_in(tmp_path)[0]
    [item] = read_found(found)
    assert item.name.encode().endswith("\ufffd.json".encode())
    assert item.reason.startswith("文件是空的")


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to(tmp_path / "a.json")
    [found] = found_in(tmp_path)[0]
    assert [item.reason for item in read_found(found)] == ["读不了文件：链接绕成了圈。"]


def test_a_loop_of_folders_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [item.reason for item in found_in(tmp_path)[1]] == ["是指向别处的链接，没有进去。"]


def test_an_input_that_is_not_there_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="gone"):
        find_files([tmp_path, tmp_path / "gone"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chat_file_may_have_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes((CHAT + code_of("A")).encode(encoding))
    found: list[Any] = [item.record for item in read_found(found_in(path)[0][0])]
    assert [record.data["learner"]["number"] for record in found] == ["A"]
