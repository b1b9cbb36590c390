"""Text of a Word document with its looks, sign by sign, so that patterns need to see only the words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from portal.imports.literal import inline
from portal.imports.literal import line as at_line_start

BOLD, ITALIC, LINE, COLOUR, DOTS = 1, 2, 4, 8, 16
"""Looks of a sign; LINE is underlined, COLOUR red or highlighted, DOTS an emphasis mark below it."""

_STRONG = BOLD | LINE | DOTS
_INSERT = 0xF0000
_INSERTS = re.compile("[\U000f0000-\U000ffffd]")
_NO_WORD = re.compile(r"[\W_]*")
_LONGEST_ROW = 60
_ROWS = re.compile(rf"[ \t\u00a0\u3000_＿]{{{_LONGEST_ROW},}}")
_SPACES = re.compile(r"(?!(?<=（)\u3000）)[ \t\u00a0\u2002-\u200a\u3000]+")


@dataclass(frozen=True)
class Insert:
    """What stands among the words and is none: a picture, a table."""

    markdown: str
    name: str = ""
    """File name of a picture."""
    data: bytes = b""
    is_block: bool = False
    """It needs lines of its own."""
    gaps: int = 0
    """Gaps in it, where it is Markdown of a bank."""


@dataclass(frozen=True)
class Rich:
    """A text and the looks of each of its signs. A sign above U+F0000 stands for an insert."""

    text: str = ""
    looks: bytes = b""

    @classmethod
    def of(cls, text: str, look: int = 0) -> "Rich":
        """Return a text that looks the same all over."""
        return cls(text, bytes([look]) * len(text))

    def __getitem__(self, part: slice) -> "Rich":
        """Return a part of the text."""
        return Rich(self.text[part], self.looks[part])

    def __add__(self, other: "Rich") -> "Rich":
        """Return both, one behind the other."""
        return Rich(self.text + other.text, self.looks + other.looks)

    def __bool__(self) -> bool:
        """Tell whether there is anything but white space."""
        return bool(self.text.strip())

    def strip(self) -> "Rich":
        """Return the text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : len(self.text.rstrip())] if self else Rich()

    def lines(self) -> Iterator["Rich"]:
        """Yield the lines of the text."""
        at = 0
        for line in self.text.split("\n"):
            yield self[at : at + len(line)]
            at += len(line) + 1

    def without(self, start: int, end: int, instead: str = "") -> "Rich":
        """Return the text with a part replaced."""
        return self[:start] + Rich.of(instead) + self[end:]


def joined(parts: Iterable[Rich], between: str = "") -> Rich:
    """Return texts one behind the other."""
    found = list(parts)
    looks = bytes(len(between)).join(part.looks for part in found)
    return Rich(between.join(part.text for part in found), looks)


def shortened(rich: Rich) -> Rich:
    """Return a text without endless rows of blanks or lines: patterns would look at them for hours."""
    at, parts = 0, []
    for found in _ROWS.finditer(rich.text):
        parts.append(rich[at : found.start() + _LONGEST_ROW])
        at = found.end()
    return joined([*parts, rich[at:]])


def insert_sign(number: int) -> str:
    """Return the sign that stands for an insert."""
    return chr(_INSERT + number)


def inserts_in(text: str) -> list[int]:
    """Return the numbers of the inserts of a text."""
    return [ord(sign) - _INSERT for sign in _INSERTS.findall(text)]


def words_of(rich: Rich) -> str:
    """Return the words, as people quote them: without inserts, white space as single spaces."""
    return re.sub(r"\s+", " ", _INSERTS.sub("", rich.text)).strip()


def _look_of_all(rich: Rich) -> int:
    """Return the looks that every word shares: what all bears emphasises nothing."""
    shared = 255
    for sign, look in zip(rich.text, rich.looks, strict=True):
        if not sign.isspace() and ord(sign) < _INSERT:
            shared &= look
    return shared


def _runs(rich: Rich, ignored: int, keep: bool) -> Iterator[tuple[int, str]]:
    """Yield (1 bold, 2 italic, 3 both, 0), text of each run; white space and lone signs go with the plain."""
    levels = [
        (1 if look & ~ignored & _STRONG else 0) | (look & ~ignored & ITALIC) if ord(sign) < _INSERT else 0
        for sign, look in zip(rich.text, rich.looks, strict=True)
    ]
    at = 0
    for level, group in groupby(levels):
        text = rich.text[at : at + len(list(group))]
        at += len(text)
        if not level or not text.strip() or (_NO_WORD.fullmatch(text) and not keep):
            yield 0, text
            continue
        bare = text.strip()
        start = text.index(bare)
        yield from ((0, text[:start]), (level, bare), (0, text[start + len(bare) :]))


def _marked(rich: Rich, ignored: int, keep: bool) -> str:
    """Return one line as Markdown, with the signs of inserts still in it."""
    parts: list[str] = []
    before = 0
    merged = ((level, "".join(text for _, text in group)) for level, group in groupby(
        (run for run in _runs(rich, ignored, keep) if run[1]), key=lambda run: run[0]))  # fmt: skip
    for level, text in merged:
        stars = "*" * (2 * (level & 1) + (level >> 1))
        if stars and before:  # `**a***b*` would be read in more than one way
            stars = ""
        before = level if stars else 0
        parts.append(f"{stars}{inline(text)}{stars}")
    return "".join(parts)


def markdown_of(rich: Rich, inserts: Sequence[Insert], *, gap: str = "", keep: bool = False) -> str:
    """Return a text as Markdown: one paragraph for each line, looks as emphasis, inserts in their places.

    `gap` is a text that is left as it is. `keep` keeps emphasis that all words share.
    """
    ignored = 0 if keep else _look_of_all(rich)
    paragraphs: list[str] = []
    for line in rich.lines():
        tidy = line.strip() if keep else _tidied(line.strip())
        if not tidy:
            continue
        words = at_line_start(_marked(tidy, ignored, keep))
        if gap:
            words = words.replace("\\_" * len(gap), gap)
        paragraphs.append(_INSERTS.sub(lambda sign: _shown(sign[0], inserts), words).strip())
    return "\n\n".join(paragraphs)


def _shown(sign: str, inserts: Sequence[Insert]) -> str:
    insert = inserts[ord(sign) - _INSERT]
    return f"\n\n{insert.markdown}\n\n" if insert.is_block else insert.markdown


def _tidied(rich: Rich) -> Rich:
    """Return a line with single spaces; the room for an answer, （　）, stays."""
    at, parts = 0, []
    for found in _SPACES.finditer(rich.text):
        parts.append(rich[at : found.start()])
        parts.append(Rich.of(" ", rich.looks[found.start()]))
        at = found.end()
    return joined([*parts, rich[at:]])
