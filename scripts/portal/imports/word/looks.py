"""What styles and lists of a Word document say about a paragraph: its looks, and the number before it."""

from dataclasses import dataclass, field

from lxml import etree

from portal.imports.word.package import Package
from portal.imports.word.text import BOLD, COLOUR, DOTS, ITALIC, LINE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20
"""Styles that a style may go back to, one through the other."""
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
            "ideographTraditional", "taiwaneseCounting", "chineseLegalSimplified")  # fmt: skip


def value(element: etree._Element | None, path: str) -> str:
    """Return the value at a path below an element, such as `pPr/pStyle`; empty if there is none."""
    for step in path.split("/"):
        if element is None:
            return ""
        element = next(element.iterchildren(W + step), None)
    return str(element.get(VAL, "")) if element is not None else ""


def look_of(properties: etree._Element | None, base: int = 0) -> int:
    """Return the looks that run properties give to signs that would otherwise have those of `base`."""
    if properties is None:
        return base
    look = base
    for tag, bit in (("b", BOLD), ("i", ITALIC), ("u", LINE), ("em", DOTS)):
        for found in properties.iterchildren(W + tag):
            look = look & ~bit if found.get(VAL, "1") in _OFF else look | bit
    colour, highlight = value(properties, "color"), value(properties, "highlight")
    if _is_red(colour) or highlight not in ("", "none", "white"):
        look |= COLOUR
    elif colour:
        look &= ~COLOUR
    return look


def _is_red(colour: str) -> bool:
    try:
        number = int(colour, 16) if len(colour) == 6 else 0
    except ValueError:
        return False
    return number >> 16 > 176 and (number >> 8 & 255) < 96 and (number & 255) < 96


@dataclass(frozen=True)
class Marker:
    """The number that Word sets before a paragraph by itself."""

    kind: str = ""
    """number, letter or section (一、); empty: none, or a bullet."""
    number: int = 0


NONE = Marker()


@dataclass
class _List:
    levels: dict[int, tuple[str, int]]
    """Level → (format, first number)."""
    counts: dict[int, int] = field(default_factory=dict)


class Looks:
    """Styles and lists of one document; counts list items as they are asked for, from top to bottom."""

    def __init__(self, package: Package) -> None:
        """Read both parts. Raises PortalError when one of them is damaged."""
        parts = dict(package.relations(package.main).values())
        self._styles: dict[str, etree._Element] = {}
        self.default = ""
        self._read_styles(package.xml(parts["styles"]) if "styles" in parts else None)
        self._lists: dict[str, _List] = {}
        self._read_lists(package.xml(parts["numbering"]) if "numbering" in parts else None)
        self._resolved: dict[str, tuple[int, str, str]] = {}

    def _read_styles(self, root: etree._Element | None) -> None:
        for style in root.iter(f"{W}style") if root is not None else ():
            name = style.get(f"{W}styleId", "")
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") == "1":
                self.default = name

    def _read_lists(self, root: etree._Element | None) -> None:
        if root is None:
            return
        abstract = {one.get(f"{W}abstractNumId", ""): one for one in root.iter(f"{W}abstractNum")}
        shared: dict[str, _List] = {}
        for num in root.iter(f"{W}num"):
            name = value(num, "abstractNumId")
            made = shared.setdefault(name, _List(_levels(abstract.get(name))))
            if overrides := _levels(num) | _restarts(num, made.levels):
                made = _List(made.levels | overrides)
            self._lists[num.get(f"{W}numId", "")] = made

    def style(self, name: str) -> tuple[int, str, str]:
        """Return (looks, id of its list, level) of a style, with what it takes from others."""
        if name not in self._resolved:
            look, num, level = 0, "", ""
            for style in reversed(self._chain(name)):
                look = look_of(style.find(f"{W}rPr"), look)
                num = value(style, "pPr/numPr/numId") or num
                level = value(style, "pPr/numPr/ilvl") or level
            self._resolved[name] = (look, num, level)
        return self._resolved[name]

    def _chain(self, name: str) -> list[etree._Element]:
        """Return a style and what it is based on, one after the other."""
        found: list[etree._Element] = []
        while name in self._styles and len(found) < _DEEPEST:
            found.append(self._styles[name])
            name = value(self._styles[name], "basedOn")
        return found

    def name(self, style: str) -> str:
        """Return the name of a style."""
        return value(self._styles.get(style), "name")

    def marker(self, paragraph: etree._Element) -> Marker:
        """Return the number of a paragraph, and count it."""
        _, num, level = self.style(value(paragraph, "pPr/pStyle") or self.default)
        num = value(paragraph, "pPr/numPr/numId") or num
        level = value(paragraph, "pPr/numPr/ilvl") or level
        if not num or num not in self._lists:
            return NONE
        at = int(level) if level.isdigit() and len(level) < 3 else 0
        found = self._lists[num]
        format_, start = found.levels.get(at, ("bullet", 1))
        found.counts = {other: count for other, count in found.counts.items() if other <= at}
        found.counts[at] = found.counts.get(at, start - 1) + 1
        return Marker(_kind_of(format_), found.counts[at])


def _kind_of(format_: str) -> str:
    if format_ in ("upperLetter", "lowerLetter"):
        return "letter"
    if format_ in _CHINESE:
        return "section"
    return "number" if format_.startswith("decimal") else ""


def _number(text: str, default: int) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else default


def _levels(element: etree._Element | None) -> dict[int, tuple[str, int]]:
    found = {}
    for level in element.iter(f"{W}lvl") if element is not None else ():
        format_ = value(level, "numFmt") or "decimal"
        found[_number(level.get(f"{W}ilvl", ""), 0)] = (format_, _number(value(level, "start"), 1))
    return found


def _restarts(num: etree._Element, levels: dict[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    found = {}
    for override in num.iter(f"{W}lvlOverride"):
        at, start = _number(override.get(f"{W}ilvl", ""), 0), value(override, "startOverride")
        if start and at in levels:
            found[at] = (levels[at][0], _number(start, 1))
    return found
