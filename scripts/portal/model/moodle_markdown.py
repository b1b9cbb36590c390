"""Markdown of a bank ⇄ Markdown as Moodle shows it: there `<b>` is HTML, and a gap has five underscores.

Both ways lead back exactly: `&lt;` in a bank becomes `&#60;`, `&#60;` becomes `&#060;`, and so on. Code is
left alone, because nothing in it means anything in either.
"""

import re
from bisect import bisect_right
from collections.abc import Callable

from portal.model.bank import GAP

_TICKS = re.compile(r"`+")
_LESS = re.compile(r"<|&lt;|&#(0*)60;")
_GAPS = re.compile(r"_{4,}")


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a text with everything changed but its code in backticks."""
    runs = list(_TICKS.finditer(text))
    of_length: dict[int, list[int]] = {}
    for number, run in enumerate(runs):
        of_length.setdefault(len(run[0]), []).append(number)
    parts, end, number = [], 0, 0
    while number < len(runs):
        start = runs[number].start()
        same = of_length[len(runs[number][0])]
        later = bisect_right(same, number)
        if later < len(same) and text[start - 1 : start] != "\\":
            number = same[later]
            parts += [change(text[end:start]), text[start : runs[number].end()]]
            end = runs[number].end()
        number += 1
    return "".join([*parts, change(text[end:])])


def _away(found: re.Match[str]) -> str:
    if found[0] == "<":
        return "&lt;"
    return "&#60;" if found[0] == "&lt;" else f"&#0{found[1]}60;"


def _home(found: re.Match[str]) -> str:
    if found[0] in ("<", "&lt;"):
        return "<"
    return f"&#{found[1][1:]}60;" if found[1] else "&lt;"


def for_moodle(text: str) -> str:
    """Return a text of a bank as Moodle shows it the same."""
    return outside_code(text, lambda part: _LESS.sub(_away, part))


def from_moodle(text: str) -> str:
    """Return Markdown of Moodle as a bank has it."""
    return outside_code(text, lambda part: _LESS.sub(_home, part))


def with_gaps_for_moodle(prompt: str) -> str:
    """Return a blank's prompt with gaps that Moodle puts its field into."""
    return outside_code(prompt, lambda part: part.replace(GAP, GAP + "_"))


def with_gaps_from_moodle(prompt: str) -> str:
    """Return a prompt with each gap as a bank has it."""
    return outside_code(prompt, lambda part: _GAPS.sub(GAP, part))
