"""The lessons' SVG drawings as pictures for Word and slides, drawn by typst with the project's own fonts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
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

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_USUAL = (520.0, 300.0)
_LONGEST = 2000.0
"""CSS pixels: more would fill the machine's memory, and no sheet or slide shows them."""
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


def attribute_of(svg: str, name: str) -> str:
    """Return an attribute of a drawing as it is written, signs of XML still escaped; or nothing."""
    found = re.search(rf"""<svg\b[^>]*?\s{name}=(["'])(.*?)\1""", svg, re.DOTALL)
    return found[2] if found else ""


def size_of(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing's view box; the usual ones when it names none."""
    numbers = [float(number) for number in _NUMBER.findall(attribute_of(svg, "viewBox"))]
    if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
        return numbers[2], numbers[3]
    return _USUAL


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
    _set_size(root, svg)
    return etree.tostring(root, encoding="unicode")


def _set_size(root: etree._Element, svg: str) -> None:
    """Write out how large a drawing is: typst would take the view box's size for what is not named."""
    across, down = size_of(svg)
    wanted = root.get("width", "")
    width = float(wanted) if _NUMBER.fullmatch(wanted) and float(wanted) > 0 else across
    height = width * down / across
    scale = min(1, _LONGEST / max(width, height))
    root.set("width", f"{width * scale:g}")
    root.set("height", f"{max(height * scale, 1):g}")


def draw(svgs: Sequence[str], of: str, ppi: int = ON_PAPER) -> list[Picture]:
    """Return the drawings as pictures, in order. `of` names the page in messages.

    Raises PortalError when a drawing is no valid SVG.
    """
    if not svgs:
        return []
    try:
        pngs = _draw([for_typst(svg) for svg in svgs], ppi)
    except (RuntimeError, etree.XMLSyntaxError) as error:
        raise not_drawn(of, error) from error
    return [_picture(svg, png) for svg, png in zip(svgs, pngs, strict=True)]


def not_drawn(of: str, error: Exception) -> PortalError:
    """Return that a drawing of a page cannot be drawn, and why."""
    return PortalError(f"《{of}》里有一张图画不出来：{error}。检查它的 <svg>。")


def _draw(svgs: Sequence[str], ppi: int) -> list[bytes]:
    inputs = {str(number): svg for number, svg in enumerate(svgs)}
    pages = "\n#pagebreak()\n".join(
        f'#image(bytes(sys.inputs.at("{number}")), format: "svg")' for number in inputs
    )
    source = f"#set page(width: auto, height: auto, margin: 0pt)\n{pages}\n"
    drawn = typst.compile(source.encode(), format="png", ppi=ppi, font_paths=fonts(), sys_inputs=inputs)
    return drawn if isinstance(drawn, list) else [drawn]


def _picture(svg: str, png: bytes) -> Picture:
    width, height = size_of(svg)
    return Picture(png, width, height, unescape(attribute_of(svg, "aria-label")))
