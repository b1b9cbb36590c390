"""The Markdown below a front matter, as headings with the text under each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})(.*)")

_CODE = re.compile(r"(`+)[^`\n]+\1")
_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def _line_breaks(match: re.Match[str]) -> str:
    """Return the line breaks of a tag; a space at least, so that the words around it stay apart."""
    return "\n" * match[0].count("\n") or " "


def lines_of(markdown: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield (line in the file, text, whether it belongs to fenced code).

    As in pymdownx.superfences, only the very same signs, with nothing after them, close a fence.
    """
    fence = ""
    for number, text in enumerate(markdown.split("\n"), first_line):
        mark = _FENCE.match(text)
        yield number, text, bool(fence or mark)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1] == fence and not mark[2].strip():
            fence = ""


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it, up to the next heading of its level or higher."""

    level: int
    """2 for `##`, 3 for `###`, 4 for `####`."""
    title: str
    """The heading without its attribute list `{ … }`."""
    line: int
    """Line of the heading in the file, counted from 1."""
    text: str
    """The text directly below the heading, before its first sub-heading."""
    children: tuple["Section", ...] = ()

    def walk(self) -> Iterator["Section"]:
        """Yield this section and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def full_text(self) -> str:
        """The text of this section and of all sections below it."""
        return "\n".join(section.text for section in self.walk())


@dataclass(frozen=True)
class Body:
    """A page's Markdown: the text before the first heading, then its `##` sections."""

    markdown: str
    line: int
    """Line of the file on which the Markdown begins."""
    preamble: str
    sections: tuple[Section, ...]

    def section(self, title: str) -> Section | None:
        """Return the `##` section of that title, or None."""
        return next((part for part in self.sections if part.title == title), None)

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the `##` sections, in order."""
        return tuple(part.title for part in self.sections)

    @cached_property  # four rules read every line
    def lines(self) -> tuple[tuple[int, str], ...]:
        """(line in the file, text) of every line outside fenced code."""
        found = lines_of(self.markdown, self.line)
        return tuple((number, text) for number, text, is_code in found if not is_code)

    @cached_property  # every rule about words reads it
    def prose(self) -> str:
        """The Markdown as it is read: code left blank, of drawings the words alone; lines keep numbers."""
        found = lines_of(self.markdown, self.line)
        text = "\n".join("" if is_code else text for _, text, is_code in found)
        text = _DRAWING.sub(lambda match: _TAG.sub(_line_breaks, match[0]), text)
        return _CODE.sub(lambda match: " " * len(match[0]), text)
