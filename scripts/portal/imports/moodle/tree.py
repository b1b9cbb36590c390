"""Parses Moodle XML of anybody's: no DTD, no entities, no network, bounded in size and depth."""

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from lxml import etree

from portal.errors import PortalError
from portal.imports.text_file import decoded, read_bytes

_FORMS = {"html": "html", "markdown": "markdown", "moodle_auto_format": "moodle"}
_DECLARED = re.compile(rb"""\A(?:\xef\xbb\xbf)?\s{0,20}<\?xml[^>]{0,200}encoding=["']([\w.-]{1,40})["']""")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ELEMENT = re.compile(r"<[A-Za-z_]")
_LINE_OF_PARSER = re.compile(r",? line \d+, column \d+.*", re.DOTALL)


@dataclass(frozen=True)
class Words:
    """A text of a question, how it is written, and the files that come with it."""

    text: str = ""
    form: str = ""
    """html, markdown, plain, moodle; empty when the file does not say."""
    files: Mapping[str, bytes] = field(default_factory=dict)


def quiz_of(path: Path, for_writing: bool = False) -> etree._Element:
    """Return the root of a file; for writing it keeps comments and CDATA as they are.

    Raises PortalError when it cannot be opened, is no Moodle XML, or could be an attack.
    """
    raw = read_bytes(path)
    declared = _DECLARED.match(raw)
    text = decoded(raw, path, declared[1].decode() if declared else "").text
    first = _ELEMENT.search(text)
    if "<!DOCTYPE" in text[: first.start() if first else len(text)]:
        raise PortalError(
            f"{path} 里有 DOCTYPE，Moodle 导出的文件没有它，为了安全不读。请在 Moodle 里重新导出 Moodle XML。"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=not for_writing, strip_cdata=not for_writing,
    )  # fmt: skip
    body = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), _CONTROL.sub("", text), count=1)
    try:
        root = etree.fromstring(body.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise PortalError(f"{path} {_said(error)}") from error
    if root.tag != "quiz":
        name = str(root.tag)[:40]
        cure = "在 Moodle 的题库里选“导出”，格式选“Moodle XML”。"
        raise PortalError(f"{path} 不是 Moodle 的题目（最外层是 <{name}>，应为 <quiz>）。{cure}")
    return root


def _said(error: etree.XMLSyntaxError) -> str:
    line, reason = error.lineno or 1, str(error.msg)
    if "depth" in reason:
        return f"第 {line} 行套得太深，不像题目。请在 Moodle 里重新导出 Moodle XML。"
    if "huge" in reason or "too long" in reason.lower():
        return f"第 {line} 行有一段超过 10 MB，多半是一张大图。在 Moodle 里把图换小，再导出。"
    if "Entity" in reason:
        return f"第 {line} 行有 XML 不认识的写法（如 &nbsp;）。把这段文字放进 <![CDATA[ 和 ]]> 之间。"
    reason = _LINE_OF_PARSER.sub("", reason)
    return f"第 {line} 行起不是完整的 XML（{reason}）。多半是文件没有下载完，或者改动时少了标签；请重新导出。"


def child_text(element: etree._Element, *path: str) -> str:
    """Return the text at the end of a path of tags; empty if it is not there."""
    found = element.find("/".join(path))
    return "" if found is None else "".join(str(part) for part in found.itertext()).strip()


def words_of(element: etree._Element | None, default: str = "html") -> Words:
    """Return a text with its files; one that is written as elements counts as HTML."""
    if element is None:
        return Words(form=default)
    form = _FORMS.get(element.get("format") or "", "plain") if element.get("format") else default
    text = element.find("text")
    if text is None:
        return Words(form=form)
    if len(text):
        inner = "".join(etree.tostring(child, encoding="unicode") for child in text)
        return Words((escape(text.text or "", quote=False) + inner).strip(), "html", _files(element))
    return Words((text.text or "").strip(), form, _files(element))


def _files(element: etree._Element) -> dict[str, bytes]:
    found = {}
    for file in element.findall("file"):
        try:
            found[file.get("name") or ""] = b64decode(file.text or "")
        except (binascii.Error, ValueError):
            continue
    return found
