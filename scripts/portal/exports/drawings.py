"""The lessons' SVG drawings as pictures for Word and slides, drawn by typst with the project's own fonts."""

import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from lxml import etree

from portal.errors import PortalError

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"
FONT_FOLDER = Path(pylopdf_fonts_zh_cn.__file__).parent

DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)

ON_PAPER, ON_SCREEN = 192, 288
"""Dots an inch, where a drawing has 96: a slide stretches a drawing over a whole wall."""

_VIEW_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_LABEL = re.compile(r'aria-label="([^"]*)"')
_BOLD = ("bold", "bolder", "600", "700", "800", "900")


@dataclass(frozen=True)
class Picture:
    """A drawing as a PNG picture."""

    png: bytes
    width: float
    """In CSS pixels (1/96 inch), as the drawing names it."""
    height: float
    label: str
    """What it shows, for those who cannot see it."""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the project's own fonts, read once. No font of the machine is used: every build looks alike."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONT_FOLDER])


def _inherited(element: etree._Element, name: str, default: str) -> str:
    """Return an attribute of an element as its ancestors hand it down."""
    handed_down = (holder.get(name) for holder in (element, *element.iterancestors()))
    return next(filter(None, handed_down), default)


def for_typst(svg: str) -> str:
    """Return an SVG that typst draws with the project's fonts.

    They have one weight; bold letters get an outline of their own colour instead.
    Raises lxml.etree.XMLSyntaxError when it is no SVG.
    """
    root = etree.fromstring(svg.replace("☐", "□"))
    for element in root.iter("{*}text", "{*}tspan"):
        is_bold = _inherited(element, "font-weight", "normal") in _BOLD
        if is_bold and _inherited(element, "stroke", "none") == "none":
            element.set("stroke", _inherited(element, "fill", "#000"))
            element.set("stroke-width", "0.5")
    for element in root.iter():
        for name in ("font-weight", "font-family"):
            element.attrib.pop(name, "")
    root.set("font-family", SANS)
    _complete_size(root)
    return etree.tostring(root, encoding="unicode")


def _complete_size(root: etree._Element) -> None:
    """Give a drawing that names only its width the height that fits: typst would take the view box's."""
    box, width = _VIEW_BOX.search(f'viewBox="{root.get("viewBox", "")}"'), root.get("width", "")
    if box and width and not root.get("height"):
        root.set("height", f"{float(width) * float(box[2]) / float(box[1]):g}")


def draw(svgs: Sequence[str], of: str, ppi: int = ON_PAPER) -> list[Picture]:
    """Return the drawings as pictures, in order. `of` names the page in messages.

    Raises PortalError when a drawing is no valid SVG.
    """
    if not svgs:
        return []
    try:
        pngs = _draw([for_typst(svg) for svg in svgs], ppi)
    except (RuntimeError, etree.XMLSyntaxError) as error:
        raise PortalError(f"《{of}》里有一张图画不出来：{error}。检查它的 <svg>。") from error
    return [_picture(svg, png) for svg, png in zip(svgs, pngs, strict=True)]


def _draw(svgs: Sequence[str], ppi: int) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="portal-drawings-") as folder:
        for number, svg in enumerate(svgs):
            Path(folder, f"{number}.svg").write_text(svg, encoding="utf-8")
        pages = "\n#pagebreak()\n".join(f'#image("{number}.svg")' for number in range(len(svgs)))
        source = Path(folder, "drawings.typ")
        source.write_text(f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}\n", encoding="utf-8")
        drawn = typst.compile(source, format="png", ppi=ppi, font_paths=fonts())
    return drawn if isinstance(drawn, list) else [drawn]


def _picture(svg: str, png: bytes) -> Picture:
    box, label = _VIEW_BOX.search(svg), _LABEL.search(svg)
    width, height = (float(box[1]), float(box[2])) if box else (520.0, 300.0)
    return Picture(png, width, height, label[1] if label else "")
