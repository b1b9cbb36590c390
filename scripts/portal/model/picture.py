"""Pictures in questions: how a text names them, and what the bytes of one say of themselves.

A bank writes `![what can be seen](pictures/<unit>/<name>.png)`; the file stands beside the unit's page, in
`docs/certificates/<track>/pictures/<unit>/`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.model.bank import Bank, Question, texts_of
from portal.model.marks import Keys

LARGEST = 500_000
"""Bytes that a picture may have: on a phone, away from Wi-Fi, it still comes within a few seconds."""

WIDEST = 4000
"""Pixels that a picture may have on either side: a small file can unpack to more than a phone can hold."""

FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WebP"}
"""End of a file's name → what people call the format."""

REFERENCE = re.compile(r"!\[((?:\\.|[^\]\\])*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
"""A picture in Markdown: what it shows, and where it stands."""

_CODE = re.compile(
    r"(^ *(?P<fence>`{3,}|~{3,}).*?^ *(?P=fence) *$|(?P<tick>`+).+?(?P=tick))", re.DOTALL | re.MULTILINE
)


def words_alone(markdown: str) -> str:
    """Return what a short Markdown text says, on one line, without emphasis, code marks and pictures."""
    return " ".join(re.sub(r"[*`\n]", "", REFERENCE.sub("", markdown)).split())


@dataclass(frozen=True)
class Shape:
    """What the first bytes of a picture say."""

    format: str
    """A key of FORMATS."""
    width: int
    """Pixels."""
    height: int


@dataclass(frozen=True)
class Picture:
    """A file that questions may show."""

    file: Path
    """Where it stands on this computer."""
    bytes: int
    shape: Shape | None
    """None: it is no picture of a known format, whatever its name says."""


@dataclass(frozen=True)
class Shown:
    """A picture as a text of a question names it."""

    keys: Keys
    """Which text, as in the bank's marks."""
    alt: str
    target: str


def without_code(text: str) -> str:
    """Return Markdown without its code."""
    return _CODE.sub("", text)


def shown_in(text: str) -> list[tuple[str, str]]:
    """Return (what it shows, where it stands) of every picture in a text; code holds none."""
    if "![" not in text:  # nearly always, and a bank may have thousands of texts
        return []
    return [(found[1], found[2]) for found in REFERENCE.finditer(without_code(text))]


def shown_by(question: Question) -> Iterator[Shown]:
    """Yield every picture of a question."""
    for keys, text in texts_of(question):
        for alt, target in shown_in(text):
            yield Shown(keys, alt, target)


def path_of(bank: Bank, target: str) -> str:
    """Return the path below `docs/` of a picture that a bank names."""
    return f"certificates/{bank.track}/{target}"


def shape_of(data: bytes) -> Shape | None:
    """Return format and size of a picture, told by its first bytes; None if it is none that we show.

    64 KB are enough, but for a JPEG with more than that before its size.
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and len(data) >= 24:
        return Shape("png", _big(data[16:20]), _big(data[20:24]))
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return Shape("gif", _little(data[6:8]), _little(data[8:10]))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return _jpeg(data) if data.startswith(b"\xff\xd8\xff") else None


def _big(part: bytes) -> int:
    return int.from_bytes(part, "big")


def _little(part: bytes) -> int:
    return int.from_bytes(part, "little")


def _webp(data: bytes) -> Shape | None:
    kind = data[12:16]
    if len(data) < 30:
        return None
    if kind == b"VP8X":
        return Shape("webp", _little(data[24:27]) + 1, _little(data[27:30]) + 1)
    if kind == b"VP8L":
        bits = _little(data[21:25])
        return Shape("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 ":
        return Shape("webp", _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF)
    return None


def _jpeg(data: bytes) -> Shape | None:
    """Walk from segment to segment up to the one that holds the size."""
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return Shape("jpg", _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7]))
        at += 1 if mark == 0xFF else 2 + _big(data[at + 2 : at + 4])
    return None
