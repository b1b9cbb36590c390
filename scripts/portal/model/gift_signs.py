"""The signs of GIFT (https://docs.moodle.org/en/GIFT_format), as its reader and its writer share them.

A sign that means nothing is written with a backslash. A reader hides such signs before it looks for the
others, so that it can split a question with plain searches, and shows them again in the end.
"""

import re

FORMATS = ("markdown", "html", "plain", "moodle")
"""What may stand in brackets before a text; `moodle` (text in which HTML counts) where nothing stands."""

GENERAL = "####"
"""Before the explanation of a question."""

CHANGE = "// 要改："
"""Begins the comments that a marked copy has before what should be changed."""

_MEANINGS = {"\\": "\\", ":": ":", "#": "#", "=": "=", "{": "{", "}": "}", "~": "~", "n": "\n"}
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_SIGN = re.compile(r"[\\:#={}~\n]")
_HIDDEN = {sign: chr(number) for number, sign in enumerate(_MEANINGS, 1)}
_SHOWN = {ord(hidden): _MEANINGS[sign] for sign, hidden in _HIDDEN.items()}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def escaped(text: str) -> str:
    """Return a text as it may stand in a question: on one line, without any sign that means something."""
    return _SIGN.sub(lambda sign: "\\n" if sign[0] == "\n" else "\\" + sign[0], text.replace("\r", ""))


def hidden(text: str) -> str:
    """Return a question with a control character for each escaped sign; others are taken away."""
    return _ESCAPE.sub(lambda found: _HIDDEN[found[1]], _CONTROL.sub("", text))


def shown(text: str) -> str:
    """Return what a hidden text says."""
    return text.translate(_SHOWN)
