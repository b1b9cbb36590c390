"""The words of a question as the HTML of a paper: a short list of tags, and pictures inside it.

The browser cleans again by the same list, for it need not trust the file.
"""

import html
from base64 import b64encode
from collections.abc import Mapping

from lxml.html import HtmlElement

from portal.model.bank import GAP, BlankQuestion, Question
from portal.model.paper import ALLOWED_TAGS, GAP_HTML, MOST_GAPS, MOST_HTML
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


def fault_of(question: Question, prompt: str, choices: Mapping[str, str]) -> tuple[str, str] | None:
    """Return why the HTML of a question cannot stand in a paper, and what to do; None when it can."""
    wanted = len(question.blanks.accept) if isinstance(question, BlankQuestion) else 0
    shown = prompt.count(GAP_HTML)
    if shown != wanted:
        cure = "题干里每个空写四条下划线 ____，不要放进代码里，accept 里每个空写一组。"
        return f"显示出来的空有 {shown} 个，答案有 {wanted} 组", cure
    if wanted > MOST_GAPS:
        return f"有 {wanted} 个空，太多", f"一题最多 {MOST_GAPS} 个空，分成几题。"
    if not all((prompt, *choices.values())):
        return "题干或选项显示出来是空的", "写上文字，或者给图写上说明。"
    if max(map(len, (prompt, *choices.values()))) > MOST_HTML:
        return "里面的图合起来太大", f"每处的图合起来不超过 {MOST_HTML * 3 // 4 // 1_000_000} MB。"
    return None


def inner_html(element: HtmlElement, pictures: Mapping[str, bytes], gap: str = GAP) -> str:
    """Return what is inside an element: tags of the list without attributes, other tags' words only.

    `pictures` maps what an `img` names to its content; a picture that is not there leaves its description.
    Four underscores become `gap`: they are one only in a question with blanks.
    """
    parts = [html.escape(element.text or "", quote=False)]
    for child in element:
        parts += [_written(child, pictures, gap), html.escape(child.tail or "", quote=False)]
    return "".join(parts).strip() if element.tag not in ("code", "pre") else "".join(parts)
