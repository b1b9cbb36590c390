"""Makes a sheet's HTML ready for pandoc: classes become Word styles, boxes tables, new pages marks."""

import lxml.html
from lxml.html import HtmlElement

NEW_PAGE, NEW_LANDSCAPE = "new-page", "new-landscape"
"""How the ids of headings begin that open a page, upright or across; pandoc makes bookmarks of them."""

_ACROSS, _WIDE_TEXT, _LOW_TEXT = 1.4, 960.0, 540.0
"""A drawing wider than high by this much, alone on a sheet, is printed across; its room in CSS pixels."""

_STYLES = {
    "key-question": "关键问题", "note": "先读一读", "checklist": "清单", "sources": "来源", "ruled": "书写线",
    "said": "要说的话", "reflection": "反思问题", "drawing": "图", "worksheet": "活动单文字", "slip": "裁条",
    "cut-line": "裁切线", "facts": "Facts", "process": "Steps",
}  # fmt: skip
"""Class in a sheet → name of a paragraph's or of signs' style, id of a table's style."""

_STYLE = "data-custom-style"


def for_pandoc(sheet: str) -> str:
    """Return a sheet's HTML with Word's styles named, drawings as PNG files."""
    root = lxml.html.fragment_fromstring(sheet, create_parent="div")
    for box in [*root.find_class("admonition"), *root.iter("details")]:
        _box(box)
    _mark_pages(root)
    _set_parts(root)
    for image in root.iter("img"):
        image.set("src", image.get("src", "").replace(".svg", ".png"))
    for element in root.iter():
        for name in element.get("class", "").split():
            if name in _STYLES:
                element.set(_STYLE, _STYLES[name])
    return str(lxml.html.tostring(root, encoding="unicode"))


def _mark_pages(root: HtmlElement) -> None:
    for number, heading in enumerate(root.iter("h2", "h3", "h4")):
        if "new-page" in heading.get("class", "").split():
            heading.set("id", f"{NEW_PAGE}-{number}")
    for sheet in root.find_class("worksheet"):
        _turn_across(sheet)


def _turn_across(sheet: HtmlElement) -> None:
    """Mark a pupils' sheet that is one wide drawing; give the drawing the width of the turned page."""
    images = list(sheet.iter("img"))
    if len(images) != 1 or len(sheet) > 3:
        return
    width, height = float(images[0].get("width", "1")), float(images[0].get("height", "1"))
    if width / height > _ACROSS:
        scale = min(_WIDE_TEXT / width, _LOW_TEXT / height)
        images[0].set("width", f"{width * scale:.0f}")
        images[0].set("height", f"{height * scale:.0f}")
        sheet[0].set("id", NEW_LANDSCAPE)


def _set_parts(root: HtmlElement) -> None:
    """Give what pandoc cannot style as it stands a form that it can."""
    for line in root.find_class("cut-line"):
        line[0].text = "✂"
    for slip in root.find_class("slip"):
        _wrap(slip[0], "裁条上沿")
    for sources in root.find_class("sources"):
        sources.tag = "div"
        for source in sources:
            source.tag = "p"
    for label in root.xpath('.//table[@class="facts"]//th'):
        label.tag = "td"
        block = lxml.html.fragment_fromstring(f'<div {_STYLE}="表格栏目"><p></p></div>')
        block[0].text, label.text = label.text, None
        label.append(block)


def _wrap(element: HtmlElement, style: str) -> None:
    """Put an element into a block of a style."""
    block = lxml.html.fragment_fromstring(f'<div {_STYLE}="{style}"></div>')
    block.tail, element.tail = element.tail, None
    element.getparent().replace(element, block)
    block.append(element)


def _box(box: HtmlElement) -> None:
    """Turn an admonition into a table of one cell: the only box in Word that holds lists, too."""
    table = lxml.html.fragment_fromstring(
        f'<table {_STYLE}="Box"><colgroup><col style="width:100%"></colgroup>'
        "<tbody><tr><td></td></tr></tbody></table>"
    )
    cell = next(table.iter("td"))
    table.tail = box.tail
    box.getparent().replace(box, table)
    for child in list(box):
        cell.append(child)
    title = cell[0]
    title.tag = "p"
    _wrap(title, "方框标题")
