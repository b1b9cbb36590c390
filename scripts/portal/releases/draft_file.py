"""The file in which a trainer edits the notes; never overwritten once a person has edited it."""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from portal.errors import PortalError, said

DRAFT_NAME = "next-release.md"
"""In the project's folder, where a trainer sees it; it outlives a publish that failed."""

FACTS_NAME = "next-release.facts.md"
"""Beside it: what would be drafted now, when the draft is a person's."""

_HEAD = "<!-- 下一次发布的说明，写给老师看。改好保存，再运行 publish。这一行不会发布。草稿号 {mark} -->"
_MARK = re.compile(r"<!--[^>]*草稿号 ([0-9a-f]{8}) -->\s*")
_COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)


@dataclass(frozen=True)
class Draft:
    """What stands in the file now."""

    notes: str
    """Markdown, without the comment on top."""
    first_line: int
    """The line of the file on which the notes begin, counted from 1."""
    is_edited: bool
    """Whether a person has changed what was drafted."""
    news: tuple[str, ...] = ()
    """Lines that would be drafted now and do not stand in it; only when a person has edited it."""


def _mark(notes: str) -> str:
    return sha256(notes.strip().encode()).hexdigest()[:8]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise PortalError(
            f"{path.name} 不是 UTF-8 编码（可能是 GBK）。用编辑器“另存为”，编码选 UTF-8。"
        ) from error


def read_draft(folder: Path) -> Draft | None:
    """Return what stands in the file; None if there is no file.

    Raises PortalError when it is not UTF-8.
    """
    path = folder / DRAFT_NAME
    if not path.exists():
        return None
    text = _text(path)
    mark = _MARK.search(text)
    head = _COMMENT.match(text.lstrip("\n"))
    skipped = len(text) - len(text.lstrip("\n")) + (head.end() if head else 0)
    notes = text[skipped:]
    return Draft(
        notes.strip("\n"),
        text.count("\n", 0, skipped) + 1,
        is_edited=mark is None or mark[1] != _mark(notes),
    )


def _write(path: Path, notes: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(f"{_HEAD.format(mark=_mark(notes))}\n\n{notes}\n", encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise PortalError(f"写不了 {path}：{said(error)}。检查磁盘空间和权限。") from error
    finally:
        part.unlink(missing_ok=True)


def put_draft(folder: Path, notes: str) -> Draft:
    """Write the draft, unless a person has edited the one that is there; then write the facts beside it.

    Raises PortalError when the file cannot be read or written.
    """
    there = read_draft(folder)
    if there is None or not there.is_edited:
        _write(folder / DRAFT_NAME, notes)
        (folder / FACTS_NAME).unlink(missing_ok=True)
        return read_draft(folder) or Draft(notes, 1, is_edited=False)
    known = {line.strip() for line in there.notes.split("\n")}
    news = tuple(line for line in notes.split("\n") if line.strip() and line.strip() not in known)
    if news:
        _write(folder / FACTS_NAME, notes)
    return Draft(there.notes, there.first_line, is_edited=True, news=news)
