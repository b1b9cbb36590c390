"""Files that were changed at random: each ends in records or in reasons, and never in anything else."""

import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from found_records import packed, record_of, told
from report_records import make_record
from test_cells import FORM, workbook

from portal.commands.tables import cells_in
from portal.records.code import encode
from portal.records.collect import Found, find_files, read_found


def torn(data: bytes, chance: random.Random) -> bytes:
    """The same bytes with one to four places changed, cut out, doubled or zeroed."""
    raw = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place, size = chance.randrange(len(raw) + 1), chance.choice((1, 1, 1, 2, 4, 30, 300))
        raw[place : place + size] = chance.choice((
            chance.randbytes(size), b"", bytes(size), b"\xff" * size, raw[place : place + size] * 2,
        ))  # fmt: skip
    return bytes(raw)


def zips() -> bytes:
    inner = packed([("b.txt", encode(make_record(number="B"))), ("c.xlsx", workbook({"S": FORM}))])
    return packed([("a.json", record_of("A")), ("一小/b.zip", inner)])


def table() -> bytes:
    first, second = (encode(make_record(number=number)) for number in "AB")
    return f'姓名,码\r\n"甲老师","{first}"\r\n乙老师,{second}'.encode("utf-8-sig")


def torn_inside(data: bytes, chance: random.Random) -> bytes:
    """The same archive with one of its files torn, so that it can be opened."""
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        files = {name: pack.read(name) for name in pack.namelist()}
    name = chance.choice(sorted(files))
    return packed([*(files | {name: torn(files[name], chance)}).items()])


FORMS: dict[str, Callable[[], bytes]] = {
    "zip": zips,
    "xlsx": lambda: workbook({"S": FORM, "T": FORM}),
    "csv": table,
    "html": lambda: f"<p>{encode(make_record(number='A'))}</p>".encode(),
    "txt": lambda: f"{encode(make_record(number='A'))}\n{encode(make_record(number='B'))}".encode("gbk"),
    "json": lambda: json.dumps(make_record(number="A")).encode(),
}


def results(path: Path) -> Iterator[str]:
    for found in find_files([path]):
        yield from map(told, read_found(found, cells_in) if isinstance(found, Found) else [found])


@pytest.mark.parametrize("form", FORMS)
def test_a_torn_file_ends_in_records_or_in_reasons(form: str, tmp_path: Path) -> None:
    chance, whole = random.Random(form), FORMS[form]()
    path = tmp_path / f"a.{form}"
    for turn in range(60):
        inside = form in ("zip", "xlsx") and turn % 2
        path.write_bytes(torn_inside(whole, chance) if inside else torn(whole, chance))
        assert all(result.endswith("。") or len(result) < 9 for result in results(path))
