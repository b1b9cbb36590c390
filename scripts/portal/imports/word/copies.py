"""Copies of a Word document: with ids below its questions, or with comments where something is wrong.

Reasons are comments and neither colours nor paragraphs: a corrected copy can be imported as it is, because
the reader passes over comments, while red letters may be what marks a right answer.
"""

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from portal.errors import PortalError, said
from portal.imports.draft import Named, Problem
from portal.imports.word.comments import Comments
from portal.imports.word.items import Item
from portal.imports.word.lines import Document
from portal.imports.word.looks import W
from portal.imports.word.package import Package
from portal.imports.word.paper import Paper
from portal.imports.word.patterns import labels_in
from portal.model.question_paper import labelled

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_ids_word(source: Path, named: Sequence[Named], out: Path) -> None:
    """Write a copy of a document with a line 【编号】 below each question; an old such line is put right.

    Raises PortalError when the source cannot be read or the copy not be written.
    """
    package = Package(source)
    document = Document(package)
    waiting = {one.spot.row: one for one in named}
    for item in Paper(document.lines).items:
        if one := waiting.pop(item.row, None):
            _put_id(document, item, _id_line(item, one))
    _write(package, {package.main: _bytes(package.document)}, out)


def mark_word(source: Path, problems: Sequence[Problem], out: Path) -> None:
    """Write a copy of a document with a comment at each paragraph in which something is wrong.

    Raises PortalError when the source cannot be read or the copy not be written.
    """
    package = Package(source)
    document = Document(package)
    if not document.paragraphs:
        _write(package, {}, out)
        return
    comments = Comments(package)
    for problem in sorted(problems):
        at = min(max(problem.spot.row, 1), len(document.paragraphs))
        comments.add(document.paragraphs[at - 1], f"{problem.reason}。", problem.cure)
    _write(package, comments.parts() | {package.main: _bytes(package.document)}, out)


def _id_line(item: Item, named: Named) -> str:
    """Return the words behind 【编号】: the id, and the id of each choice behind its letter."""
    if item.type == "true_false" or not item.choices or len(named.choices) != len(item.choices):
        return named.id
    pairs = zip(item.choices, named.choices, strict=True)
    return f"{named.id}（{'，'.join(f'{letter}={name}' for letter, name in pairs)}）"


def _put_id(document: Document, item: Item, words: str) -> None:
    there = item.parts.get("id")
    if there is not None:
        paragraph = document.paragraphs[there.row - 1]
        text = "".join(map(str, paragraph.itertext(f"{W}t")))
        if [label.part for label in labels_in(text)] == ["id"]:
            _rewrite(paragraph, words)
        return
    first, last = document.paragraphs[item.row - 1], document.paragraphs[item.last_row - 1]
    below = last
    for table in last.iterancestors(f"{W}tbl"):
        if table not in set(first.iterancestors(f"{W}tbl")):
            below = table
    below.addnext(_paragraph(words))


def _paragraph(words: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    paragraph.append(_run(words))
    return paragraph


def _run(words: str) -> etree._Element:
    run = etree.Element(f"{W}r")
    looks = etree.SubElement(run, f"{W}rPr")
    etree.SubElement(looks, f"{W}color").set(f"{W}val", "808080")
    etree.SubElement(looks, f"{W}sz").set(f"{W}val", "18")
    text = etree.SubElement(run, f"{W}t")
    text.text = f"{labelled('id')}{words}"
    text.set(_XML_SPACE, "preserve")
    return run


def _rewrite(paragraph: etree._Element, words: str) -> None:
    for child in list(paragraph):
        if child.tag != f"{W}pPr":
            paragraph.remove(child)
    paragraph.append(_run(words))


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _write(package: Package, changed: dict[str, bytes], out: Path) -> None:
    """Write a copy with some parts changed or added, under a name of its own until it is whole."""
    part = out.with_name(f".{out.name}.part")
    try:
        try:
            package.write(part, changed)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        cure = "在 Word 里开着就先关掉；检查磁盘空间和权限。"
        raise PortalError(f"{out} 写不下来：{said(error)}。{cure}") from error
