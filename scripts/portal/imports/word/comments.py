"""Comments of a Word document: ours added, ours of an earlier time taken away, all others kept."""

import posixpath
from contextlib import suppress

from lxml import etree

from portal.imports.word.looks import W
from portal.imports.word.package import Package

AUTHOR = "心育学堂"

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


class Comments:
    """Adds comments to a document that has been read."""

    def __init__(self, package: Package) -> None:
        """Read the comments that are there. Raises PortalError when they are damaged."""
        self._package = package
        folder, file = posixpath.split(package.main)
        self._relations = posixpath.join(folder, "_rels", f"{file}.rels")
        parts = dict(package.relations(package.main).values())
        self._is_new = "comments" not in parts
        self._part = parts.get("comments", posixpath.join(folder, "comments.xml"))
        root = None if self._is_new else package.xml(self._part)
        self._root = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]}) if root is None else root
        self._take_ours_away()
        self._next = 1 + max((int(number) for number in self._numbers() if number.isdigit()), default=-1)

    def _numbers(self) -> list[str]:
        return [comment.get(f"{W}id", "") for comment in self._root]

    def _take_ours_away(self) -> None:
        ours = [comment for comment in self._root if comment.get(f"{W}author") == AUTHOR]
        numbers = {comment.get(f"{W}id") for comment in ours}
        for comment in ours:
            self._root.remove(comment)
        for mark in list(self._package.document.iter(*(f"{W}{name}" for name in _MARKS))) if numbers else ():
            if mark.get(f"{W}id") in numbers and (parent := mark.getparent()) is not None:
                parent.remove(mark)

    def add(self, paragraph: etree._Element, *lines: str) -> None:
        """Add a comment on a whole paragraph."""
        number = str(self._next)
        self._next += 1
        comment = etree.SubElement(self._root, f"{W}comment")
        for name, value in (("id", number), ("author", AUTHOR), ("initials", "心")):
            comment.set(f"{W}{name}", value)
        for line in lines:
            text = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
            text.text = line
        start = etree.Element(f"{W}commentRangeStart", {f"{W}id": number})
        looks = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if looks is None else paragraph.index(looks) + 1, start)
        etree.SubElement(paragraph, f"{W}commentRangeEnd").set(f"{W}id", number)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}commentReference").set(f"{W}id", number)

    def parts(self) -> dict[str, bytes]:
        """Return the parts of the file that hold the comments, as they are now."""
        found = {self._part: _bytes(self._root)}
        if self._is_new:
            found[self._relations] = self._with_relation()
            found["[Content_Types].xml"] = self._with_type()
        return found

    def _with_relation(self) -> bytes:
        root = self._package.xml(self._relations)
        if root is None:
            root = etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})  # type: ignore[dict-item]
        taken = {relation.get("Id") for relation in root}
        number = 1
        while f"rIdPortal{number}" in taken:
            number += 1
        target = posixpath.relpath(self._part, posixpath.dirname(self._package.main) or ".")
        made = {"Id": f"rIdPortal{number}", "Type": _TYPE, "Target": target}
        etree.SubElement(root, f"{{{_RELATIONS}}}Relationship", made)
        return _bytes(root)

    def _with_type(self) -> bytes:
        root = self._package.xml("[Content_Types].xml")
        if root is None:
            root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})  # type: ignore[dict-item]
        with suppress(ValueError):
            etree.SubElement(
                root, f"{{{_TYPES}}}Override", {"PartName": f"/{self._part}", "ContentType": _CONTENT}
            )
        return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
