"""The empty deck: 16:9, calm colours, 微软雅黑, three layouts with real placeholders, a notes page."""

import io
import re
from functools import lru_cache
from typing import Any, TypeAlias

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from portal.exports.slide_fit import Box
from portal.exports.slide_places import ALONE, ALONE_SIZE, BODY, HEIGHT, TITLE, TITLE_SIZE, WIDTH

# The types of lxml and of python-pptx do not know each other.
Xml: TypeAlias = Any

FONT = "微软雅黑"
JADE, INK, PAPER = "23655A", "26302D", "FFFDF9"

TEXT, PICTURE, WORDS = "标题和文字", "标题和图", "只有几个字"
"""The names of the layouts."""

_DEFAULT_LAYOUTS = {"Title and Content": TEXT, "Title Only": PICTURE, "Title Slide": WORDS}
_KEPT_ON_NOTES = (PP_PLACEHOLDER.SLIDE_IMAGE, PP_PLACEHOLDER.BODY)
_COLOURS = {
    "dk1": INK, "lt1": PAPER, "dk2": JADE, "lt2": "EEF5F1", "accent1": JADE, "accent2": "B5651D",
    "accent3": "5F7D4E", "accent4": "7A4A00", "accent5": "2D5F7C", "accent6": "CFDFD8",
    "hlink": JADE, "folHlink": "6B7772",
}  # fmt: skip

_SPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_GROUP = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm>'
    "</p:grpSpPr>"
)
_STRIP = Box(0, 0, 14, HEIGHT)
_NUMBER = Box(WIDTH - 84, HEIGHT - 38, 64, 28)
_FIELD = (
    '<a:fld id="{C1FF6DA9-008F-8B48-92A6-B652298478BF}" type="slidenum">'
    '<a:rPr lang="zh-CN"/><a:t>‹#›</a:t></a:fld>'
)


def _place(box: Box) -> str:
    x, y, width, height = (int(Pt(side)) for side in (box.x, box.y, box.width, box.height))
    return (
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _holder(number: int, name: str, kind: str, text: str, box: Box | None = None, *, body: str = "",
            style: str = "") -> str:  # fmt: skip
    """Return a placeholder; without a box it stands where the master has it."""
    place = _place(box) if box else ""
    words = text if text.startswith("<") else f'<a:r><a:rPr lang="zh-CN"/><a:t>{text}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"<p:txBody>{body or '<a:bodyPr/>'}<a:lstStyle>{style}</a:lstStyle><a:p>{words}</a:p></p:txBody>"
        "</p:sp>"
    )


def _body(anchor: str) -> str:
    return (
        f'<a:bodyPr vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}">'
        "<a:normAutofit/></a:bodyPr>"
    )


_NUMBER_STYLE = (
    '<a:lvl1pPr algn="r"><a:defRPr sz="1800"><a:solidFill><a:schemeClr val="folHlink"/></a:solidFill>'
    "</a:defRPr></a:lvl1pPr>"
)


_TITLE = 'type="title"'


def _page_number(box: Box | None) -> str:
    body, style = (_body("ctr"), _NUMBER_STYLE) if box else ("", "")
    return _holder(4, "页码", 'type="sldNum" sz="quarter" idx="12"', _FIELD, box, body=body, style=style)


_GROUND = '<p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'


def _tree(name: str, *shapes: str) -> etree._Element:
    """Return the shapes of a layout, or of the master when there is no name."""
    start = f'<p:cSld {_SPACES} name="{name}">' if name else f"<p:cSld {_SPACES}>{_GROUND}"
    return etree.fromstring(f"{start}<p:spTree>{_GROUP}{''.join(shapes)}</p:spTree></p:cSld>")


def _master() -> etree._Element:
    strip = (
        '<p:sp><p:nvSpPr><p:cNvPr id="5" name="色条"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_place(_STRIP)}<a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )
    title = _holder(2, "标题", _TITLE, "标题", TITLE, body=_body("ctr"))
    text = _holder(3, "文字", 'type="body" idx="1"', "一行一句，字要大", BODY, body=_body("ctr"))
    return _tree("", strip, title, text, _page_number(_NUMBER))


def _layouts() -> dict[str, etree._Element]:
    number, title = _page_number(None), _holder(2, "标题", _TITLE, "标题")
    centred = f'<a:lvl1pPr algn="ctr"><a:defRPr sz="{ALONE_SIZE * 100}"/></a:lvl1pPr>'
    alone = _holder(2, "标题", _TITLE, "几个字", ALONE, body=_body("ctr"), style=centred)
    text = _holder(3, "文字", 'type="body" idx="1"', "一行一句，字要大")
    return {
        TEXT: _tree(TEXT, title, text, number),
        PICTURE: _tree(PICTURE, title, number),
        WORDS: _tree(WORDS, alone, number),
    }


def _text_style(name: str, size: int, colour: str, font: str, *, is_bold: bool) -> str:
    bold = ' b="1"' if is_bold else ""
    level = (
        '<a:lvl1pPr marL="0" indent="0" algn="l" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size * 100}"{bold} kern="1200">'
        f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>'
        f'<a:latin typeface="+{font}-lt"/><a:ea typeface="+{font}-ea"/><a:cs typeface="+{font}-cs"/>'
        "</a:defRPr></a:lvl1pPr>"
    )
    return f"<p:{name}>{level}</p:{name}>"


def _styles() -> etree._Element:
    return etree.fromstring(
        f"<p:txStyles {_SPACES}>{_text_style('titleStyle', TITLE_SIZE, 'tx2', 'mj', is_bold=True)}"
        f"{_text_style('bodyStyle', 54, 'tx1', 'mn', is_bold=False)}"
        f"{_text_style('otherStyle', 18, 'tx1', 'mn', is_bold=False)}</p:txStyles>"
    )


def _theme(xml: str) -> str:
    """Return a theme with our colours and our font."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    xml = re.sub(
        r"(<a:clrScheme name=)[^>]*>.*?(?=</a:clrScheme>)", rf'\1"心育学堂">{colours}', xml, flags=re.S
    )
    xml = re.sub(r'(<a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', xml)
    xml = re.sub(r'(<a:ea typeface=)"[^"]*"', rf'\1"{FONT}"', xml)
    xml = re.sub(r'(script="Hans" typeface=)"[^"]*"', rf'\1"{FONT}"', xml)
    return xml.replace('name="Office Theme"', 'name="心育学堂"').replace('"Office"', '"心育学堂"')


def _retheme(part: Part) -> None:
    """Give the theme of a master our colours and font."""
    theme = part.part_related_by(RELATIONSHIP_TYPE.THEME)
    blob = _theme(theme.blob.decode("utf-8")).encode("utf-8")
    if hasattr(theme, "_element"):
        theme._element = etree.fromstring(blob)
    else:
        theme._blob = blob


def _replace(parent: Xml, tag: str, new: Xml) -> None:
    parent.replace(parent.find(qn(tag)), new)


def _without_leftovers(deck: Deck) -> None:
    """Take out what the library's own deck brings: other layouts, a thumbnail, facts about another deck."""
    for layout in list(deck.slide_layouts):
        if layout.name not in _DEFAULT_LAYOUTS:
            deck.slide_layouts.remove(layout)
    package = deck.part.package
    for part, kind in (
        (deck.part, "printerSettings"),
        (package, "thumbnail"),
        (package, "extended-properties"),
    ):
        for name in [name for name, rel in part._rels.items() if rel.reltype.endswith(kind)]:
            part._rels.pop(name)
    size: Xml = deck.part._element.find(qn("p:sldSz"))
    del size.attrib["type"]  # names 4:3


def _name_notes_master(deck: Deck) -> None:
    """List the notes master in the deck, which the library forgets; keep of it the slide and the words."""
    for holder in list(deck.notes_master.placeholders):
        element: Xml = holder._element
        if holder.placeholder_format.type not in _KEPT_ON_NOTES:
            element.getparent().remove(element)
    masters: Xml = deck.part._element.find(qn("p:sldMasterIdLst"))
    listed = masters.makeelement(qn("p:notesMasterIdLst"), {})
    where = deck.part.relate_to(deck.notes_master.part, RELATIONSHIP_TYPE.NOTES_MASTER)
    listed.append(listed.makeelement(qn("p:notesMasterId"), {qn("r:id"): where}))
    masters.addnext(listed)


@lru_cache(maxsize=1)
def _template() -> bytes:
    """Return the empty deck as a file; it is made once."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _without_leftovers(deck)
    layouts = _layouts()
    for layout in deck.slide_layouts:
        name = _DEFAULT_LAYOUTS[layout.name]
        layout._element.set("type", "tx" if name == TEXT else "titleOnly")
        _replace(layout._element, "p:cSld", layouts[name])
    master = deck.slide_master._element
    _replace(master, "p:cSld", _master())
    _replace(master, "p:txStyles", _styles())
    _name_notes_master(deck)
    for part in (deck.slide_master.part, deck.notes_master.part):
        _retheme(part)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def empty_deck() -> Deck:
    """Return a new deck without slides."""
    return Presentation(io.BytesIO(_template()))
