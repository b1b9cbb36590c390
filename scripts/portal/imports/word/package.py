"""Opens a .docx file without trusting it: bounded in size, no entities, no outside, no macros."""

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree

from portal.errors import PortalError, said
from portal.imports.draft import LIMIT

_MOST_PARTS = 20_000
_MOST_TAGS = 6_000_000
"""Signs `<` in one part; the tree that they unfold to takes about half a gigabyte."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
     b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
)  # fmt: skip
"""Names of “Strict Open XML”, and the usual ones that mean the same."""

_OTHER_FILES = (
    (b"%PDF", "是 PDF，不是 Word 文档", "用 Word 打开这个 PDF（文件 → 打开），检查一遍，另存为 .docx。"),
    (b"{\\rtf", "是 RTF 文件，只是后缀叫 .docx", "用 Word 或 WPS 打开它，“另存为”选 .docx。"),
    (b"<", "是网页或 XML，只是后缀叫 .docx", "用 Word 或 WPS 打开它，“另存为”选 .docx。"),
)
_OLD = b"\xd0\xcf\x11\xe0"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SAVE_AGAIN = "用 Word 或 WPS 打开它，“另存为”一份新的 .docx，再导入那一份。"


class Package:
    """The parts of a .docx file, each read when asked for."""

    def __init__(self, path: Path) -> None:
        """Open a file. Raises PortalError with the name and the cure when it is no Word document."""
        self.name = path.name
        self.raw = self._bytes_of(path)
        self._left = LIMIT
        try:
            self._zip = zipfile.ZipFile(BytesIO(self.raw))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError) as error:
            raise self._broken() from error
        self.main = self._main_part()
        root = self.xml(self.main)
        if root is None or not root.tag.endswith("}document") or "wordprocessingml" not in root.tag:
            raise PortalError(f"{self.name} 不是 Word 文档（可能是 Excel、PPT 或别的压缩包）。{_SAVE_AGAIN}")
        self.document: etree._Element = root

    def _bytes_of(self, path: Path) -> bytes:
        try:
            size = path.stat().st_size
            raw = path.read_bytes() if size <= LIMIT else b""
        except OSError as error:
            raise PortalError(
                f"{path} 打不开：{said(error)}。检查文件名；在 Word 里开着就先关掉。"
            ) from error
        if size > LIMIT:
            raise PortalError(
                f"{self.name} 有 {size / 1e6:.0f} MB，超过 {LIMIT / 1e6:.0f} MB。"
                "在 Word 里“图片格式 → 压缩图片”，或者分成几份导入。"
            )
        if raw.startswith(_OLD):
            raise PortalError(
                f"{self.name} 是旧的 .doc 格式，或者设了打开密码，读不了。"
                "用 Word 或 WPS 打开它，去掉密码，“另存为”选 .docx，再导入那一份。"
            )
        for start, what, cure in _OTHER_FILES:
            if raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(start):
                raise PortalError(f"{self.name} 其实{what}。{cure}")
        if raw.count(b"PK\x01\x02") > _MOST_PARTS:
            raise self._too_large()
        return raw

    def _broken(self) -> PortalError:
        return PortalError(f"{self.name} 不是完整的 .docx 文件，读不出来。{_SAVE_AGAIN}")

    def _too_large(self) -> PortalError:
        return PortalError(
            f"{self.name} 展开来太大（超过 {LIMIT / 1e6:.0f} MB，或标记太多），没有读。"
            "把试题复制到一份新文档里，或者分成几份导入。"
        )

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, None if there is none.

        Raises PortalError when it is damaged, or when more has been unpacked than LIMIT.
        """
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        try:
            with self._zip.open(entry) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, ValueError) as error:
            raise self._broken() from error
        except (NotImplementedError, OverflowError, MemoryError) as error:
            raise self._broken() from error
        self._left -= len(data)
        if self._left < 0:
            raise self._too_large()
        return data

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None if there is none.

        Raises PortalError when it is damaged, too large, or declares a document type: Word never does.
        """
        data = self.read(name)
        if data is None:
            return None
        if data.count(b"<") > _MOST_TAGS:
            raise self._too_large()
        if b"<!DOCTYPE" in data.replace(b"\0", b""):
            raise PortalError(
                f"{self.name} 里有 Word 不会写的内容（DOCTYPE），为安全起见没有读。{_SAVE_AGAIN}"
            )
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken() from error

    def _main_part(self) -> str:
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return id → (last word of the type, part) of what a part refers to; nothing outside the file."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for relation in root.iter(_REL) if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "").replace("\\", "/")
            part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], part)
        return found

    def write(self, path: Path, changed: Mapping[str, bytes]) -> None:
        """Write the file again with some parts changed or added; all others as they are.

        Raises PortalError when a part is damaged or too large, OSError when the place cannot be written.
        """
        left = 4 * LIMIT
        with zipfile.ZipFile(path, "w") as pack:
            for entry in self._zip.infolist():
                data = changed.get(entry.filename)
                if data is None:
                    self._left = min(left, LIMIT)
                    data = self.read(entry.filename) or b""
                    left -= len(data)
                copy = zipfile.ZipInfo(entry.filename, entry.date_time)
                copy.compress_type, copy.external_attr = entry.compress_type, entry.external_attr
                pack.writestr(copy, data)
            for name in changed.keys() - {entry.filename for entry in self._zip.infolist()}:
                pack.writestr(zipfile.ZipInfo(name), changed[name], zipfile.ZIP_DEFLATED)
