"""How an element of a sheet is marked with a call of a function in `pdf.typ`."""

import lxml.html
from lxml.html import HtmlElement


def mark(element: HtmlElement, call: str) -> None:
    """Mark an element; what is in it becomes the content that the call is given."""
    element.set("data-typst", call)


def made(tag: str, call: str) -> HtmlElement:
    """Return a new, empty element with a mark."""
    element = lxml.html.Element(tag)
    mark(element, call)
    return element


def enclose(element: HtmlElement, call: str) -> None:
    """Mark what an element holds, where the element itself cannot be marked."""
    inside = made("div", call)
    inside.text, element.text = element.text, None
    inside.extend(element)
    element.append(inside)


def wrap(element: HtmlElement, call: str) -> None:
    """Put an element into a marked block."""
    block = made("div", call)
    block.tail, element.tail = element.tail, None
    element.getparent().replace(element, block)
    block.append(element)
