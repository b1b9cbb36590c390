"""Reads and changes the parts of a Word document: paragraphs, their styles and switches."""

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""The namespace of all elements here, as lxml wants it."""

PLAIN = ("", "BodyText", "FirstParagraph", "Compact")
"""Styles of pandoc's for text that bears no other."""


def make(tag: str, **attributes: str) -> etree._Element:
    """Return a new element; its attributes are of the same namespace."""
    return etree.Element(f"{W}{tag}", {f"{W}{name}": value for name, value in attributes.items()})


def style_of(paragraph: etree._Element) -> str:
    """Return the id of a paragraph's style, or nothing."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val", "") if style is not None else ""


def properties_of(element: etree._Element, tag: str) -> etree._Element:
    """Return the properties of a paragraph, row or cell; they come first in it."""
    found = element.find(f"{W}{tag}")
    if found is None:
        found = make(tag)
        element.insert(0, found)
    return found


def restyle(paragraph: etree._Element, style: str) -> None:
    """Give a paragraph the style of that id."""
    properties = properties_of(paragraph, "pPr")
    old = properties.find(f"{W}pStyle")
    if old is not None:
        old.set(f"{W}val", style)
    else:
        properties.insert(0, make("pStyle", val=style))


def text_of(element: etree._Element) -> str:
    """Return the words of an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def add_switch(paragraph: etree._Element, tag: str) -> None:
    """Add a switch such as keepNext: the schema wants it right behind the style."""
    properties = properties_of(paragraph, "pPr")
    place = 1 if properties.find(f"{W}pStyle") is not None else 0
    properties.insert(place, make(tag))
