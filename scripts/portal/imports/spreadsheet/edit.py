"""Puts texts into cells of an .xlsx workbook and leaves every other byte of its parts as it was.

By hand, because openpyxl writes a workbook anew and drops what it does not know: shapes, pictures in
cells as WPS has them, parts of formatted text. A trainer's only copy must not lose anything.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from portal.imports.spreadsheet.package import BAD_ZIP, Package, Strange
from portal.imports.spreadsheet.sheet_xml import PLACE, sheet_parts
from portal.imports.tables import refuse
from portal.model.cell_place import column_name, column_number
from portal.model.question_sheet import NOTES

Element = etree._Element

_BEFORE_RULES = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip
_BEFORE_LOOKS = ("cellStyles", "cellXfs", "cellStyleXfs", "borders", "fills", "fonts", "numFmts")
_LOOKS = """<looks xmlns="{space}">
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">
<alignment vertical="top" wrapText="1"/></xf>
<dxf><font><b/><color rgb="FF9C0006"/></font>
<fill><patternFill patternType="solid"><bgColor rgb="FFF4B084"/></patternFill></fill>
<border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></dxf>
<dxf><fill><patternFill patternType="solid"><bgColor rgb="FFFCE4D6"/></patternFill></fill></dxf></looks>"""
"""The style of notes and ids, the outline of a cell that a note names, the colour of a row with a note."""


@dataclass
class SheetEdit:
    """What is to be written into a sheet."""

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    """Row and column → text; an empty text empties the cell."""
    widths: dict[int, float] = field(default_factory=dict)
    """Column → its width, where it has none yet."""
    notes: int = 0
    """The column of notes; rows with a note are to be coloured. 0: no such column."""


def rules_for(notes: int, first: int = 1) -> tuple[str, str]:
    """Return the formulas that colour a cell: it is named in its row's note; its row has a note of an error.

    So the colour is gone when the note is, and no cell's own looks are touched.
    """
    note = f"${column_name(notes)}{first}"
    own = 'SUBSTITUTE(ADDRESS(1,COLUMN(),4),"1","")'
    named = f'ISNUMBER(SEARCH(CHAR(10)&{own}&" 列：",CHAR(10)&{note}))'
    return named, f'AND(LEN({note})>0,LEFT({note},1)<>"（",LEFT({note},{len(NOTES)})<>"{NOTES}")'


class _Part:
    """A part of the package as a tree, in whatever namespace and with whatever prefix it has."""

    def __init__(self, data: bytes) -> None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
        self.root: Element = etree.fromstring(data, parser)
        self.space = etree.QName(self.root).namespace or ""

    def tag(self, name: str) -> str:
        return f"{{{self.space}}}{name}" if self.space else name

    def find(self, name: str) -> Element | None:
        return self.root.find(self.tag(name))

    def make(self, name: str, **attributes: str) -> Element:
        return self.root.makeelement(self.tag(name), attributes)

    def after(self, names: Iterable[str], element: Element) -> None:
        """Put an element behind the last of those that have to stand before it."""
        found = [child for child in self.root if child.tag in {self.tag(name) for name in names}]
        if found:
            found[-1].addnext(element)
        else:
            self.root.append(element)

    def bytes(self) -> bytes:
        return bytes(etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _add_looks(styles: _Part) -> tuple[int, int, int]:
    """Add what notes and coloured cells look like; return the numbers of style, outline and fill."""
    cells = styles.find("cellXfs")
    if cells is None:
        return 0, -1, -1
    wrapped, outline, fill = etree.fromstring(_LOOKS.format(space=styles.space))
    cells.append(wrapped)
    cells.set("count", str(len(cells)))
    looks = styles.find("dxfs")
    if looks is None:
        looks = styles.make("dxfs")
        styles.after(_BEFORE_LOOKS, looks)
    looks.extend([outline, fill])
    looks.set("count", str(len(looks)))
    return len(cells) - 1, len(looks) - 2, len(looks) - 1


class _SheetPart(_Part):
    """A sheet in which cells can be set."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        found = self.find("sheetData")
        if found is None:
            raise ValueError("no sheetData")
        self.data = found
        self.rows: dict[int, Element] = {}
        last = 0
        for row in self.data:
            last = int(row.get("r") or last + 1)
            self.rows[last] = row
        if (size := self.find("dimension")) is not None:
            self.root.remove(size)

    def _row(self, number: int) -> Element:
        if number not in self.rows:
            row = self.make("row", r=str(number))
            later = [other for other in self.rows if other > number]
            if later:
                self.rows[min(later)].addprevious(row)
            else:
                self.data.append(row)
            self.rows[number] = row
        return self.rows[number]

    def put(self, place: tuple[int, int], text: str, style: int) -> None:
        """Set the text of a cell."""
        row = self._row(place[0])
        if "spans" in row.attrib:
            del row.attrib["spans"]
        name, column, cell = f"{column_name(place[1])}{place[0]}", 0, None
        for other in row:
            there = PLACE.fullmatch(other.get("r", ""))
            column = column_number(there[1]) if there else column + 1
            if column >= place[1]:
                cell = other if column == place[1] else self.make("c")
                if column > place[1]:
                    other.addprevious(cell)
                break
        if cell is None:
            cell = self.make("c")
            row.append(cell)
        kept = cell.get("s", str(style))
        cell[:] = []
        cell.attrib.clear()
        cell.set("r", name)
        cell.set("s", kept)
        if text:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, self.tag("is"))
            words = etree.SubElement(inline, self.tag("t"))
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            words.text = text

    def widen(self, column: int, width: float) -> None:
        """Give a column a width if it has none."""
        columns = self.find("cols")
        if columns is None:
            columns = self.make("cols")
            self.data.addprevious(columns)
        if any(int(one.get("min", 0)) <= column <= int(one.get("max", 0)) for one in columns):
            return
        new = self.make("col", min=str(column), max=str(column), width=str(width), customWidth="1")
        before = [one for one in columns if int(one.get("max", 0)) < column]
        columns.insert(len(before), new)

    def colour(self, notes: int, outline: int, fill: int) -> None:
        """Colour rows with notes, and the cells that the notes name; once only."""
        own, row = rules_for(notes)
        if outline < 0 or any(one.text == own for one in self.root.iter(self.tag("formula"))):
            return
        rules = self.make(
            "conditionalFormatting", sqref=f"A1:{column_name(notes)}{max(self.rows, default=1)}"
        )
        for rank, (formula, looks) in enumerate(((own, outline), (row, fill)), 9001):
            rule = etree.SubElement(rules, self.tag("cfRule"))
            rule.attrib.update({"type": "expression", "dxfId": str(looks), "priority": str(rank)})
            etree.SubElement(rule, self.tag("formula")).text = formula
        self.after(_BEFORE_RULES, rules)


def _changed_parts(package: Package, edits: Mapping[str, SheetEdit]) -> Iterator[tuple[str, bytes]]:
    book = package.first("", "officeDocument", "xl/workbook.xml")
    styles_part = package.first(book, "styles")
    style, outline, fill = 0, -1, -1
    if styles_part in package:
        styles = _Part(package.read(styles_part))
        style, outline, fill = _add_looks(styles)
        yield styles_part, styles.bytes()
    for name, part, _ in sheet_parts(package):
        if edit := edits.get(name):
            sheet = _SheetPart(package.read(part))
            for place, text in edit.cells.items():
                sheet.put(place, text, style)
            for column, width in edit.widths.items():
                sheet.widen(column, width)
            if edit.notes:
                sheet.colour(edit.notes, outline, fill)
            yield part, sheet.bytes()


def edited(path: Path, edits: Mapping[str, SheetEdit]) -> bytes:
    """Return an .xlsx workbook with the edits in it. Raises PortalError when it cannot be edited."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(path) as pack, zipfile.ZipFile(made, "w") as new:
            changed = {name.lower(): data for name, data in _changed_parts(Package(pack), edits)}
            for entry in {entry.filename: entry for entry in pack.infolist()}.values():
                name = entry.filename.lstrip("/").replace("\\", "/").lower()
                new.writestr(entry, changed.get(name) or pack.read(entry), entry.compress_type)
    except (Strange, ValueError, LookupError, etree.LxmlError, *BAD_ZIP) as error:
        raise refuse(path.name, "里面的写法少见，没法在副本里填字") from error
    return made.getvalue()
