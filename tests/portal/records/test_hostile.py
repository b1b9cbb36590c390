"""One process reads the worst that can be sent, one thing after the other: it lives, and stays small."""

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MOST_MEGABYTES = 500
CHILD = Path(__file__).with_name("reading_child.py")
CHANCE = random.Random(8)


def dull(size: int) -> bytes:
    """Bytes that shrink to about a hundredth: more would be refused unread."""
    piece = b"".join(CHANCE.randbytes(50).hex().encode() + b"a" * 9_900 for _ in range(100))
    return piece * (size // len(piece))


RELATIONS = '<Relationships><Relationship Id="{0}" Type="x/{1}" Target="{2}"/></Relationships>'
BOOK = '<workbook><sheets><sheet name="S" id="r1"/></sheets></workbook>'


def workbook(sheet: bytes, book: str = BOOK) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        pack.writestr("_rels/.rels", RELATIONS.format("a", "officeDocument", "xl/workbook.xml"))
        pack.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format("r1", "worksheet", "s.xml"))
        pack.writestr("xl/workbook.xml", book)
        pack.writestr("xl/s.xml", sheet)
    return content.getvalue()


def deep_tags() -> bytes:
    return b"".join(b"<t%d>" % CHANCE.randrange(9) for _ in range(200_000))


def many_cells() -> bytes:
    cells = b"".join(b'<c t="str"><v>T%06d</v></c>' % CHANCE.randrange(10**6) for _ in range(50_000))
    return b"<worksheet><row>" + cells + b"</row></worksheet>"


def many_names() -> bytes:
    return b"<t>" + b"".join(b"<t%x/>" % CHANCE.randrange(10**9) for _ in range(300_000)) + b"</t>"


def items(count: int) -> bytes:
    return (
        b'{"schema":"portal-record/1","answers":{' + b",".join(b'"q%d":{}' % n for n in range(count)) + b"}}"
    )


def book_of(sheets: int) -> str:
    return BOOK.replace("<sheet ", '<sheet id="r1"/>' * sheets + "<sheet ")


def nested_zip() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as pack:
        for number in range(50):
            pack.writestr(f"{number}.json", b"0" * 990_000)
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w") as pack:
        for number in range(20):
            pack.writestr(f"{number}.zip", inner.getvalue())
    return outer.getvalue()


def hostile() -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and how the last reason begins."""
    yield "a-50.json", b"0" * 50_000_000, "文件超过 16 MB"
    yield "b-deep.json", b'{"a":' * 100_000, "不是学习记录"
    yield "c-items.json", items(149_000), "另有 148000 处"
    yield "d-items.json", items(900_000), "内容多得不正常"
    yield "e-1e999.json", b'{"schema":"portal-record/1","exported":1e999,"answers":NaN}', "answers 应为"
    yield "f-codes.txt", b"XY1." * 3_900_000, "里面的码太多"
    yield "g-cells.csv", b"XY1.\n" + b"ab,cd\n" * 50_000, "学习记录码不完整"
    yield "h-tags.html", b"XY1.<" * 3_000_000, "里面的码太多"
    yield "i-text.xlsx", workbook(b'<w><c t="str"><v>' + dull(100_000_000)), "里面有长得不正常的格子"
    yield "j-tag.xlsx", workbook(b'<w><c r="' + dull(100_000_000)), "里面有长得不正常的标记"
    yield "k-deep.xlsx", workbook(deep_tags()), "里面的标记套得太深"
    yield "l-names.xlsx", workbook(many_names()), "里面的标记种类多得不正常"
    yield "m-laughs.xlsx", workbook(b'<!DOCTYPE l [<!ENTITY a "haha">]><w>&a;</w>'), "里面有 DTD 声明"
    yield "n-sheets.xlsx", workbook(b"<w/>", book_of(50_000)), "里面没有学习记录码"
    yield "o-cells.xlsx", workbook(many_cells()), "里面没有学习记录码"
    yield "p-zips.zip", nested_zip(), "压缩包解压后大得不正常"


@pytest.mark.skipif(sys.platform == "win32", reason="its memory is not told by resource")
def test_nothing_hostile_takes_much_memory_or_stops_the_rest(tmp_path: Path) -> None:
    expected = {}
    for name, content, reason in hostile():
        (tmp_path / name).write_bytes(content)
        expected[name] = reason
    call = [sys.executable, "-X", "utf8", str(CHILD), str(tmp_path)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=True)
    told, megabytes = json.loads(done.stdout)
    assert {name: told[name][: len(reason)] for name, reason in expected.items()} == expected
    assert megabytes < MOST_MEGABYTES
