"""The words of a question as the HTML of a paper: a short list of tags, and pictures inside it.

The browser cleans again by the same list, for it need not trust the file.
"""

import html
from base64 import b64encode
from collections.abc import Mapping

from lxml.html import HtmlElement

from portal.model.bank import GAP
from portal.model.paper import ALLOWED_TAGS
from portal.model.picture import shape_of

_VOID = {"br"}
_INSTEAD = {"b": "strong", "i": "em", **{f"h{level}": "p" for level in range(1, 7)}}
_MIME = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_GAP_TAG = "portal-gap"


def _picture(element: HtmlElement, pictures: Mapping[str, bytes]) -> str:
    data = pictures.get(element.get("src", ""), b"")
    shape = shape_of(data)
    alt = html.escape(element.get("alt", ""))
    if shape is None:
        return f"〔{alt}〕" if alt else ""
    return f'<img alt="{alt}" src="data:{_MIME[shape.format]};base64,{b64encode(data).decode()}">'


def _written(element: HtmlElement, pictures: Mapping[str, bytes], gap: str) -> str:
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return ""
    if tag == _GAP_TAG:
        return gap
    if tag == "img":
        return _picture(element, pictures)
    tag = _INSTEAD.get(tag, tag)
    inside = inner_html(element, pictures, gap)
    if tag in _VOID:
        return f"<{tag}>"
    return f"<{tag}>{inside}</{tag}>" if tag in ALLOWED_TAGS - {"u"} else inside


def inner_html(element: HtmlElement, pictures: Mapping[str, bytes], gap: str = GAP) -> str:
    """Return what is inside an element: tags of the list without attributes, other tags' words only.

    `pictures` maps what an `img` names to its content; a picture that is not there leaves its description.
    Four underscores become `gap`: they are one only in a question with blanks.
    """
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts += [_written(child, pictures, gap), html.escape(child.tail or "", quote=False)]
    return "".join(parts).strip() if element.tag not in ("code", "pre") else "".join(parts)
