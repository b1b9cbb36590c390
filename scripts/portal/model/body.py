"""The Markdown below a front matter, as headings with the text under each."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_FENCE = re.compile(r"\s*(`{3,}(?=[^`]*$)|~{3,})(.*)")

_DRAWING = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPOKEN = re.compile(r'\b(?:aria-label|alt|title)="([^"]*)"')
_MARKER = re.compile(r'^[ \t]*(?:!!!|\?\?\?\+?|===)[ +!][^\n"]*(?:"([^"\n]*)")?', re.MULTILINE)


def _only(match: re.Match[str], kept: Iterable[re.Match[str]]) -> str:
    """Return a match with everything but the kept groups left blank, so that nothing moves."""
    text = "\n".join(" " * len(line) for line in match[0].split("\n"))
    for part in kept:
        start = part.start(1) - (match.start() if part.string is match.string else 0)
        text = text[:start] + part[1] + text[start + len(part[1]) :]
    return text


def _words_of_tag(match: re.Match[str]) -> str:
    return _only(match, _SPOKEN.finditer(match[0]) if '="' in match[0] else ())


def _words_of_marker(match: re.Match[str]) -> str:
    return _only(match, [match] if match[1] else [])


def lines_of(markdown: str, first_line: int) -> Iterator[tuple[int, str, bool]]:
    """Yield (line in the file, text, whether it belongs to fenced code).

    As in pymdownx.superfences, only the very same signs, with nothing after them, close a fence.
    """
    texts = markdown.split("\n")
    if "```" not in markdown and "~~~" not in markdown:
        yield from ((first_line + position, text, False) for position, text in enumerate(texts))
        return
    marks = [_FENCE.match(text) for text in texts]
    closers: dict[str, list[int]] = {}
    for position, mark in enumerate(marks):
        if mark and not mark[2].strip():
            closers.setdefault(mark[1], []).append(position)
    end = -1
    for position, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        if mark and position > end:  # an opening that nothing closes is text, as in pymdownx.superfences
            later = closers.get(mark[1], [])
            at = bisect_right(later, position)
            end = later[at] if at < len(later) else end
        yield first_line + position, text, position <= end


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
        """The Markdown as it is read or heard: fenced code and markup left blank, so that nothing moves."""
        texts = [""] * (self.markdown.count("\n") + 1)
        for number, line in self.lines:
            texts[number - self.line] = line
        text = "\n".join(texts)
        text = _DRAWING.sub(lambda match: _TAG.sub(_words_of_tag, match[0]), text)
        return _MARKER.sub(_words_of_marker, text)
