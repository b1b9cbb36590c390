"""Plain text → Markdown that shows exactly this text: whatever a machine would take for markup is escaped."""

import re

from portal.model.bank import GAP

_GAP = "\x05"
"""Stands for a gap until all text around it has been escaped; no text of a question holds it."""

_GAPS = re.compile(r"_{3,}|＿{2,}")
_SIGNS = re.compile(r"[\\`*_{]")
_LINK = re.compile(r"\]\s?(?:[(\[:]|$)")
"""What makes a link of the bracket before it; at the end of a piece the next one may go on so."""
_FOOTNOTE = re.compile(r"\[(?=\^)")
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_NUMBER = re.compile(r"(\d+)([.)])(?=\s|$)")
_ESCAPABLE_START = re.compile(r"[-+](?=\s|$)|-(?=[-\s|:]*$)|#|>|!(?=!!)|-(?=-8<--)")
_OTHER_START = re.compile(r"[?=~](?=[?=~]{2})|=(?==*\s*$)|:(?=\s)|;(?=--8<--)|\|")
_CJK = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef“”‘’…—]"
_SEAM = re.compile(rf"(?<={_CJK})\n(?={_CJK})")


def inline(text: str, gaps: bool = False) -> str:
    """Return a piece of a line as Markdown; with `gaps`, rows of underscores wait for `with_gaps`."""
    if gaps:
        text = _GAPS.sub(_GAP, text)
    text = _SIGNS.sub(lambda sign: "\\" + sign[0], text)
    text = _FOOTNOTE.sub("&#91;", _ENTITY.sub("&amp;", text))
    is_open = text.count("[") > text.count("]")
    return text.replace("[", "\\[") if is_open or _LINK.search(text) else text


def line(markdown: str) -> str:
    """Return a line of Markdown that begins no list, heading, quote, table or fence by chance."""
    if number := _NUMBER.match(markdown):
        return f"{number[1]}\\{markdown[number.end(1) :]}"
    if _ESCAPABLE_START.match(markdown):
        return "\\" + markdown
    if _OTHER_START.match(markdown):  # Markdown knows no backslash before these
        return f"&#{ord(markdown[0])};{markdown[1:]}"
    return markdown


def with_gaps(markdown: str) -> str:
    """Return Markdown with its gaps as a bank has them."""
    return markdown.replace(_GAP, GAP)


def literal(text: str, gaps: bool = False) -> str:
    """Return a text of any number of lines, each as a paragraph."""
    lines = (line(inline(one.strip(), gaps)) for one in text.splitlines() if one.strip())
    return with_gaps("\n\n".join(lines))


def one_line(markdown: str) -> str:
    """Return Markdown on one line, as a choice has to be: Chinese closes up, other words keep a space."""
    parts = [part.strip() for part in markdown.split("\n")]
    return _SEAM.sub("", "\n".join(filter(None, parts))).replace("\n", " ")
