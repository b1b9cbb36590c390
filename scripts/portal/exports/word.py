"""A lesson as an editable Word file: the sheet's HTML through pandoc, with our styles."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from zipfile import BadZipFile

from lxml import etree

from portal.errors import PortalError
from portal.exports.drawings import Picture
from portal.exports.pandoc import run_pandoc
from portal.exports.sheet import lesson_html
from portal.exports.word_html import for_pandoc
from portal.exports.word_layout import lay_out, narrower_lists
from portal.exports.word_styles import EDITION, PLACE, TITLE, reference_document
from portal.exports.zip_dates import read_zip, write_zip
from portal.model.lesson import Lesson, grade_name

_AS_WORD_2013 = (
    b'<w:compat><w:compatSetting w:name="compatibilityMode" '
    b'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:rsids>'
)
"""Else Word opens the file as one of 2007 and sets tables beside the margin."""

_CORE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\
<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:creator>心育学堂</dc:creator>\
<cp:lastModifiedBy>心育学堂</cp:lastModifiedBy><dc:language>zh-CN</dc:language>\
<dcterms:created xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:created>\
<dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>"""


@dataclass(frozen=True)
class _Imprint:
    """What stands around a document's text."""

    title: str
    subject: str = ""
    place: str = ""
    """At the right of the header, such as 五年级 11 月第 1 课."""
    edition: str = ""
    """At the left of the footer, such as 第 2 版."""


def make_word(lesson: Lesson, includes: Mapping[str, str], pictures: Sequence[Picture], target: Path) -> None:
    """Write a lesson's plan with the pupils' sheet as a .docx file.

    `includes` holds the included blocks by name, `pictures` the lesson's drawings in the order of
    `drawings_of`. Raises PortalError with the lesson's title when the file cannot be made, OSError
    when it cannot be written.
    """
    front = lesson.front
    imprint = _Imprint(
        front.title,
        front.key_question,
        f"{grade_name(front.grade)} {front.month} 月第 {front.period} 课",
        f"第 {front.revision} 版",
    )
    _write(lesson_html(lesson, includes), imprint, pictures, target)


def write_document(html: str, title: str, target: Path) -> None:
    """Write HTML of ours, such as a pack's contents, as a .docx file in the look of the lessons.

    Raises PortalError with the title when the file cannot be made, OSError when it cannot be written.
    """
    _write(html, _Imprint(title), (), target)


def _write(html: str, imprint: _Imprint, pictures: Sequence[Picture], target: Path) -> None:
    try:
        parts = _through_pandoc(for_pandoc(html), pictures, target.parent)
        _put_imprint(parts, imprint)
        parts["word/document.xml"] = lay_out(parts["word/document.xml"])
        parts["word/numbering.xml"] = narrower_lists(parts["word/numbering.xml"])
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"<w:rsids>", _AS_WORD_2013, 1)
    except (PortalError, BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        unread = f"pandoc 写出的文件读不懂（{error}）。重新运行 start.py，把 pandoc 装回来。"
        reason = str(error) if isinstance(error, PortalError) else unread
        raise PortalError(f"《{imprint.title}》没有变成 Word 文件：{reason}") from error
    write_zip(target, parts)


def _through_pandoc(html: str, pictures: Sequence[Picture], beside: Path) -> dict[str, bytes]:
    """Return the parts of the Word file that pandoc makes of HTML, in a folder of its own.

    What it only warns of, such as a missing picture, is an error to us.
    """
    options = ("--from=html-auto_identifiers", "--to=docx", "--fail-if-warnings",
               "--reference-doc=reference.docx", "--output=lesson.docx")  # fmt: skip
    with tempfile.TemporaryDirectory(prefix=".word-", dir=beside) as name:
        folder = Path(name)
        for number, picture in enumerate(pictures):
            (folder / f"drawing-{number}.png").write_bytes(picture.png)
        (folder / "reference.docx").write_bytes(reference_document())
        run_pandoc(options, html, folder)
        return read_zip(folder / "lesson.docx")


def _put_imprint(parts: dict[str, bytes], imprint: _Imprint) -> None:
    """Put a document's own words into header, footer and properties."""
    words = {TITLE: imprint.title, PLACE: imprint.place, EDITION: imprint.edition}
    for name in parts:
        if name.startswith(("word/header", "word/footer")):
            text = parts[name].decode()
            for sign, word in words.items():
                text = text.replace(sign, escape(word))
            parts[name] = text.encode()
    core = _CORE.format(title=escape(imprint.title), subject=escape(imprint.subject))
    parts["docProps/core.xml"] = core.encode()
