import json
from pathlib import Path
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import complete, mangled, records

from portal.errors import PortalError
from portal.records.code import encode
from portal.records.read import ReadRecord, decode_text, read_file, read_text

Json = dict[str, Any]
CASES = contract("record")


@pytest.mark.parametrize("case", [case for case in CASES if case["record"]], ids=lambda case: case["case"])
def test_good_items_are_kept_and_each_bad_one_is_told(case: Json) -> None:
    read = read_text(json.dumps(case["input"]))
    assert (complete(read.data), len(read.problems)) == (case["record"], case["problems"])


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case["record"]], ids=lambda case: case["case"]
)
def test_what_is_no_record_is_refused(case: Json) -> None:
    with pytest.raises(PortalError, match=r"没有 schema: portal-record/1|是另一个版本"):
        read_text(json.dumps(case["input"]))


def schema_or_sentence(raw: bytes) -> str:
    """Return the schema of the record in a file, or the sentence with which it is refused."""
    try:
        return str(read_text(decode_text(raw)).data["schema"])
    except PortalError as error:
        return str(error)


@given(records)
def test_a_valid_record_is_read_without_problems(record: Json) -> None:
    assert read_text(json.dumps(record)) == ReadRecord(record)


@given(mangled)
def test_any_json_ends_in_a_record_with_problems(data: Json) -> None:
    read = read_text(json.dumps({"schema": "portal-record/1", **data}))
    assert read_text(json.dumps(read.data)) == ReadRecord(read.data)


@given(
    st.binary()
    | st.text().map(lambda text: ("XY1." + text).encode())
    | st.text().map(lambda text: ("类别,编号," + text).encode())
)
def test_any_bytes_end_in_a_record_or_a_sentence(raw: bytes) -> None:
    assert schema_or_sentence(raw).endswith(("portal-record/1", "。"))


RECORD = complete({"release": "2026.9.1", "learner": {"name": "张老师"}})
JSON = json.dumps(RECORD, ensure_ascii=False)


@pytest.mark.parametrize(
    "raw",
    [
        JSON.encode(),
        JSON.encode("utf-8-sig"),
        ("\ufeff" + JSON).encode("utf-8-sig"),
        JSON.encode("utf-16"),
        JSON.encode("gb18030"),
        f" \r\n{JSON}\n".encode(),
        encode(RECORD).encode(),
        encode(RECORD).encode("utf-16"),
        f"这是我的记录：\n{encode(RECORD)[:30]}\u200b\n {encode(RECORD)[30:]}\n请查收".encode(),
    ],
)
def test_a_file_is_read_in_each_encoding_that_programs_give_it(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(raw)
    assert read_file(tmp_path / "a.json") == ReadRecord(RECORD)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "文件是空的。请让老师重新导出。"),
        (b" \n", "文件是空的。请让老师重新导出。"),
        (b"\xff\xfe\x00", "文字编码认不出来（不是 UTF-8 也不是 GBK）。请直接发送导出的原文件。"),
        (b"hello", "不是学习记录：既不是 JSON 文件，也不是表格或学习记录码。"),
        (b"[" * 100_000, "不是学习记录：既不是 JSON 文件，也不是表格或学习记录码。"),
        (b'{"schema": "portal-record/1"', "不是学习记录：既不是 JSON 文件，也不是表格或学习记录码。"),
        (b"XY1.abc", "这不是完整的学习记录码：应以 XY1. 开头、以 7 位校验值结尾。请重新复制整段。"),
        (b"13:05 XYA1.YWdl.abc", "是正式考核的答卷码，不是学习记录。用 portal paper grade 判分。"),
        (b"PK\x03\x04\x14\x00\x06\x00", "不是学习记录：既不是 JSON 文件，也不是表格或学习记录码。"),
    ],
)
def test_a_file_that_is_no_record_says_why(raw: bytes, sentence: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(raw)
    with pytest.raises(PortalError) as error:
        read_file(tmp_path / "a.json")
    assert str(error.value) == sentence


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match=r"^读不了文件：没有这个文件或文件夹。$"):
        read_file(tmp_path / "a.json")


def test_a_file_over_16_megabytes_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(16 * 1024 * 1024 + 1)
    with pytest.raises(PortalError, match=r"^文件超过 16 MB，不会是学习记录。$"):
        read_file(tmp_path / "a.json")


def test_each_problem_names_the_item_and_its_part() -> None:
    bad = {"schema": "portal-record/1", "answers": {"c/a": {"tries": 1}}, "lessons": [1], "score": 5}
    assert read_text(json.dumps(bad)).problems == (
        "answers 里的 'c/a' 不合格式（first），没有计入",
        "lessons 第 1 条不合格式（整条），没有计入",
        "不认识的内容 'score'，没有计入",
    )
