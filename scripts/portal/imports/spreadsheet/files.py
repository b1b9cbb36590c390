"""Opens a table by what it is, not by how it is named: .xlsx, .xls, .csv, and web pages called .xls."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from portal.imports.draft import LIMIT
from portal.imports.spreadsheet.old import read_old
from portal.imports.spreadsheet.package import BAD_ZIP, Package, Strange
from portal.imports.spreadsheet.sheet_xml import read_package
from portal.imports.tables import Sheet, refuse
from portal.imports.tables_in_text import read_csv, read_old_xml, read_page
from portal.imports.text_file import TextFile, decoded, read_bytes

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PASSWORD = "用 Excel 或 WPS 打开它，去掉密码（文件 → 信息 → 保护工作簿），保存，再导入。"


@dataclass(frozen=True)
class Workbook:
    """What is in a file, and what kind of file it really is."""

    sheets: tuple[Sheet, ...]
    text: TextFile | None = None
    """How it is written, if it is a .csv."""
    is_package: bool = False
    """Whether it is an .xlsx, into which cells can be put."""


@contextmanager
def opened(raw: bytes, name: str, limit: int = LIMIT) -> Iterator[Package]:
    """Give the parts of an .xlsx workbook. Raises PortalError, also when reading them goes wrong."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as pack:
            package = Package(pack, limit)
            if "word/document.xml" in package:
                raise refuse(name, "是 Word 文档，不是表格", "把文件名的结尾改成 .docx，再导入。")
            if "xl/workbook.bin" in package or "content.xml" in package:
                raise refuse(name, "是别的表格格式，门户不认识")
            yield package
    except Strange as error:
        raise refuse(name, f"{error}，没有读") from error
    # Besides torn zips: what hostile files have where numbers and names belong.
    except (ValueError, ArithmeticError, LookupError, *BAD_ZIP) as error:
        raise refuse(name, "不完整或已经损坏，读不出来") from error


def _read_ole(raw: bytes, name: str) -> Workbook:
    if "EncryptedPackage".encode("utf-16-le") in raw:
        raise refuse(name, "有密码，读不了", _PASSWORD)
    return Workbook(tuple(read_old(raw, name)))


def open_workbook(path: Path) -> Workbook:
    """Return what is in a table. Raises PortalError, in Chinese, when nothing can be read from it."""
    return workbook_of(read_bytes(path), path)


def is_xlsx(raw: bytes) -> bool:
    """Tell whether a file is a zip, as .xlsx workbooks are."""
    return raw.startswith(_ZIP)


def workbook_of(raw: bytes, path: Path) -> Workbook:
    """Return what is in the bytes of a table; of the path only the name is used. Raises PortalError."""
    if not raw.strip(b"\0 \r\n\t"):
        raise refuse(path.name, "是空的", "检查是不是选错了文件。")
    if is_xlsx(raw):
        with opened(raw, path.name) as package:
            return Workbook(tuple(read_package(package)), is_package=True)
    if raw.startswith((_OLE, b"\x09\x08", b"\x09\x04", b"\x09\x02")):
        return _read_ole(raw, path.name)
    if raw.lstrip().lower().startswith((b"mime-version", b"%pdf", b"{\\rtf")):
        raise refuse(path.name, "不是表格")
    if path.suffix.lower() in (".xlsx", ".xlsm") and b"\0" in raw[:4000]:
        raise refuse(path.name, "不完整或已经损坏，读不出来")
    file = decoded(raw, path)
    start = file.text[:4000].lstrip().lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return Workbook(tuple(read_old_xml(file.text, path.name)))
    if start.startswith("<") and any(tag in start for tag in ("<html", "<table", "<meta", "<!doctype")):
        return Workbook(tuple(read_page(file.text, path.name)))
    return Workbook((read_csv(file.text, path.name),), file)
