"""Pictures of questions on a unit's page: the same as in the bank, sized, and fetched when they are near."""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from portal.model.bank import Bank
from portal.model.picture import Picture, path_of, shown_in


def named_in(text: str) -> list[tuple[str, str]]:
    """Return (what it shows, name of its file) of every picture that a text of a bank names."""
    return [(alt, target.rpartition("/")[2]) for alt, target in shown_in(text)]


def seen_in(element: HtmlElement) -> list[tuple[str, str]]:
    """Return (words about it, name of its file) of every picture in rendered HTML."""
    return [
        (re.sub(r"[\W_]", "", image.get("alt", "")), image.get("src", "").rpartition("/")[2])
        for image in element.iter("img")
    ]


def size_pictures(block: HtmlElement, bank: Bank, pictures: Mapping[str, Picture]) -> None:
    """Let pictures come when they are about to be seen, without moving what stands below them."""
    for image in block.iter("img"):
        name = image.get("src", "").rpartition("/")[2]
        picture = pictures.get(path_of(bank, f"pictures/{bank.slug}/{name}"))
        image.set("loading", "lazy")
        image.set("decoding", "async")
        if picture and picture.shape:
            image.set("width", str(picture.shape.width))
            image.set("height", str(picture.shape.height))
