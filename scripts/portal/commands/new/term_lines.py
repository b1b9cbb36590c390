"""Adds words to the text of the search's word list: one line changes, all others stay as they are."""

import re
from collections.abc import Sequence

from portal.model.marks import Marks

_PLAIN = re.compile(r"[^\W\d_][\w·—-]*")
_READ_AS_OTHERS = {"true", "false", "null", "yes", "no", "on", "off"}
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")
_TO_THE_NEXT = re.compile(r"[^\[\],\n\r]*?(?=\s*(?:[\],\n\r]|\s#|$))")


def _as_item(word: str) -> str:
    """Return a word as YAML reads it back, inside brackets too."""
    if _PLAIN.fullmatch(word) and word.lower() not in _READ_AS_OTHERS:
        return word
    return "'" + word.replace("'", "''") + "'"


def _end_of(line: str, start: int) -> int:
    """Return where the value ends that begins at a position of a line."""
    found = _QUOTED.match(line, start) or _TO_THE_NEXT.match(line, start)
    return found.end() if found else len(line.rstrip())


def _ending(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def joined_to(text: str, marks: Marks, group: int, size: int, words: Sequence[str]) -> str:
    """Return the text with words added at the end of a group that has `size` words."""
    lines = text.splitlines(keepends=True)
    last = marks.at("synonyms", group, size - 1)
    line = lines[last.line - 1]
    before = line[: last.column - 1]
    if before.lstrip().startswith("- ") and "[" not in before:  # each word on a line of its own
        new = [f"{before}{_as_item(word)}{_ending(line)}" for word in words]
        return "".join((*lines[: last.line], *new, *lines[last.line :]))
    end = _end_of(line, last.column - 1)
    added = "".join(f", {_as_item(word)}" for word in words)
    lines[last.line - 1] = f"{line[:end]}{added}{line[end:]}"
    return "".join(lines)


def with_group(text: str, marks: Marks, groups: Sequence[Sequence[str]], words: Sequence[str]) -> str:
    """Return the text with one more group behind the last of `groups`, of which there is one at least."""
    lines = text.splitlines(keepends=True)
    number = len(groups) - 1
    begins, last = marks.at("synonyms", number), marks.at("synonyms", number, len(groups[number]) - 1)
    at = last.line
    opened = lines[begins.line - 1][begins.column - 1 :].startswith("[")
    while opened and at < len(lines) and "]" not in lines[at - 1]:
        at += 1
    dash = lines[begins.line - 1].rindex("-", 0, begins.column)
    new = f"{' ' * dash}- [{', '.join(map(_as_item, words))}]{_ending(lines[at - 1])}"
    return "".join((*lines[:at], new, *lines[at:]))
