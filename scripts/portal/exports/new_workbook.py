"""An empty workbook of ours: no text becomes a formula or a link; the same content gives the same bytes."""

import io
from datetime import datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from portal.exports.zip_dates import FIXED


def new_workbook(file: io.BytesIO, title: str) -> Any:
    """Return an xlsxwriter workbook that is written to `file` when it is closed."""
    book = xlsxwriter.Workbook(file, {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": "微软雅黑", "font_size": 10},
    })  # fmt: skip
    book.set_properties({"title": title, "author": "心育学堂", "created": datetime(*FIXED)})
    return book
