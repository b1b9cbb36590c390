import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from found_records import found_in, packed, record_of, told
from report_records import make_record

from portal.records.code import encode
from portal.records.collect import Found, find_files, raw_json, read_found


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        (tmp_path / "甲校.zip").write_bytes(content)
        return tmp_path / "甲校.zip"

    return write


Zipped = Callable[[bytes], Path]


def test_every_form_of_a_record_is_read_in_a_zip(zipped: Zipped) -> None:
    path = zipped(
        packed([
            ("a.json", record_of("A")),
            ("二班/b.txt", f"好的 {encode(make_record(number='B'))} {encode(make_record(number='C'))}"),
            ("__MACOSX/._a.json", b"\0\5"),
            (".DS_Store", b""),
            ("二班/", b""),
            ("c.docx", b""),
        ])
    )  # fmt: skip
    assert found_in(path) == [
        ("甲校.zip 里的 a.json", "A"),
        ("甲校.zip 里的 二班/b.txt（第 1 段码）", "B"),
        ("甲校.zip 里的 二班/b.txt（第 2 段码）", "C"),
        ("甲校.zip 里的 c.docx", "是文字文档，没有读。里面有学习记录码，就复制到一个 .txt 文件里，再交。"),
    ]


def test_a_zip_in_a_zip_is_read_and_one_deeper_is_named(zipped: Zipped) -> None:
    inmost = packed([("c.json", record_of("C"))])
    inner = packed([("b.json", record_of("B")), ("c.zip", inmost)])
    path = zipped(packed([("a.json", record_of("A")), ("b.zip", inner), ("torn.zip", inner[:-30])]))
    deeper, torn = found_in(path)[2:]
    assert found_in(path)[:2] == [("甲校.zip 里的 a.json", "A"), ("甲校.zip 里的 b.zip/b.json", "B")]
    assert deeper == (
        "甲校.zip 里的 b.zip/c.zip",
        "是压缩包里的压缩包里的压缩包，没有打开。请先解压，再把文件夹交给本命令。",
    )
    assert torn[0] == "甲校.zip 里的 torn.zip"
    assert torn[1].startswith("压缩包不完整或已经损坏")


def named_as(raw: bytes) -> bytes:
    """A zip with one record, whose name stands in it as these bytes and without a word on what they are."""
    stand_in = "x" * (len(raw) - 5) + ".json"
    return packed([(stand_in, record_of("A"))]).replace(stand_in.encode(), raw)


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_are_read_as_chinese_windows_and_macos_write_them(zipped: Zipped, encoding: str) -> None:
    assert found_in(zipped(named_as("王芳.json".encode(encoding)))) == [("甲校.zip 里的 王芳.json", "A")]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("../../etc/a.json", "../../etc/a.json"),
        ("/etc/a.json", "/etc/a.json"),
        ("C:\\a.json", "C:\\a.json"),
        ("\u202enosj.a.json", "\ufffdnosj.a.json"),
        ("\x1b[2Ja\n.json", "\ufffd[2Ja\ufffd.json"),
        ("<img src=x>.json", "<img src=x>.json"),
    ],
)
def test_a_hostile_name_is_only_shown(zipped: Zipped, name: str, seen: str) -> None:
    path = zipped(packed([(name, record_of("A"))]))
    before = sorted(path.parent.rglob("*"))
    assert found_in(path) == [(f"甲校.zip 里的 {seen}", "A")]
    assert sorted(path.parent.rglob("*")) == before


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.json")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def locked(content: bytes) -> bytes:
    """The same zip, saying that its files have a password."""
    raw = bytearray(content)
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def overlapping() -> bytes:
    """A zip that lists one file a thousand times."""
    one = packed([("a.json", os.urandom(4000).hex())])
    start = one.index(b"PK\x01\x02")
    entry, end = one[start : one.index(b"PK\x05\x06")], bytearray(one[one.index(b"PK\x05\x06") :])
    struct.pack_into("<HHI", end, 8, 1000, 1000, 1000 * len(entry))
    return one[:start] + entry * 1000 + bytes(end)


@pytest.mark.parametrize(
    ("make", "name", "reason"),
    [
        (lambda: b"PK", "", "压缩包不完整或已经损坏"),
        (lambda: b"", "", "压缩包不完整或已经损坏"),
        (lambda: packed([("a.json", "{}")])[:-10], "", "压缩包不完整或已经损坏"),
        (lambda: packed([("a.json", b"0" * 10_000_000)]), " 里的 a.json", "解压后大得不正常"),
        (lambda: packed([(f"{n}.json", b"0" * 900_000) for n in range(120)]), "", "压缩包解压后大得不正常"),
        (lambda: packed([("a.json", b"0" * 2_000_000)], zipfile.ZIP_BZIP2), " 里的 a.json", "压缩的方法少见"),
        (lambda: packed([("a.json", b"0" * 2_000_000)], zipfile.ZIP_LZMA), " 里的 a.json", "压缩的方法少见"),
        (lambda: packed([("a.json", os.urandom(17 << 20))]), " 里的 a.json", "文件超过 16 MB"),
        (lambda: packed([(link(), "/etc/passwd")]), " 里的 link.json", "是指向别处的链接，没有读。"),
        (lambda: locked(packed([("a.json", "{}")])), " 里的 a.json", "有密码，读不了。"),
        (lambda: overlapping(), "", "压缩包里的文件互相重叠"),
    ],
    ids=[
        "two bytes", "empty", "torn", "a bomb", "many small bombs", "bzip2", "lzma", "a large file", "a link",
        "a password", "overlapping files",
    ],
)  # fmt: skip
def test_what_is_not_harmless_is_named_with_the_reason(
    zipped: Zipped, make: Callable[[], bytes], name: str, reason: str
) -> None:
    found = found_in(zipped(make()))
    assert found[-1][0] == f"甲校.zip{name}"
    assert found[-1][1].startswith(reason)


def test_one_bad_file_in_a_zip_does_not_cost_the_others(zipped: Zipped) -> None:
    content = packed([("a.json", record_of("A")), ("b.json", record_of("B")), ("c.json", record_of("C"))])
    place = content.index(b"b.json") + 40
    changed = content[:place] + bytes(10) + content[place + 10 :]
    assert [said[:1] for _, said in found_in(zipped(changed))] == ["A", "压", "C"]


def test_a_zip_with_too_many_files_is_not_opened(zipped: Zipped) -> None:
    content = bytearray(packed([("a.json", "{}")]))
    struct.pack_into("<I", content, content.index(b"PK\x05\x06") + 12, 17 << 20)
    [(name, reason)] = found_in(zipped(bytes(content)))
    assert (name, reason[:17]) == ("甲校.zip", "压缩包里的文件超过 10 万个。请")


def test_a_zip_that_changed_since_it_was_listed_is_told(zipped: Zipped) -> None:
    path = zipped(packed([("a.json", record_of("A")), ("b.json", record_of("B"))]))
    first, second = find_files([path])
    zipped(packed([("a.json", record_of("A"))]))
    assert isinstance(second, Found)
    assert [told(item)[:7] for item in read_found(second)] == ["压缩包不完整或"]
    path.unlink()
    assert isinstance(first, Found)
    assert [told(item) for item in read_found(first)] == ["读不了文件：没有这个文件或文件夹。"]


def test_the_bytes_of_json_are_given_and_of_nothing_else(zipped: Zipped, tmp_path: Path) -> None:
    zipped(packed([("a.JSON", "{}"), ("b.txt", "{}")]))
    (tmp_path / "c.json").write_text("[]")
    files = [one for one in find_files([tmp_path]) if isinstance(one, Found)]
    assert [raw_json(one) for one in files] == [b"[]", b"{}", None]
