"""Reads what lies in files and folders as the report does. Holds no assertions."""

import io
import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

from report_records import make_record

from portal.commands.tables import cells_in
from portal.records.collect import Found, Item, find_files, read_found

Packed = Sequence[tuple[str | zipfile.ZipInfo, bytes | str]]


def record_of(number: str) -> str:
    return json.dumps(make_record(number=number))


def packed(files: Packed, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as pack:
        for name, data in files:
            pack.writestr(name, data)
    return content.getvalue()


def found_in(*inputs: Path) -> list[tuple[str, str]]:
    """The name of everything found, without the folder, with the learner's number or the reason."""
    folder = f"{inputs[0].parent}{os.sep}"
    items = [
        item
        for found in find_files(inputs)
        for item in (read_found(found, cells_in) if isinstance(found, Found) else [found])
    ]
    return [(item.name.removeprefix(folder), told(item)) for item in items]


def told(item: Item) -> str:
    return (item.record.data.get("learner") or {}).get("number", "") if item.record else item.reason
