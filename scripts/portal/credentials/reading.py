"""Finds the credential in a file: its JSON, its PDF, its PNG, or a text with the code."""

import json
import struct
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISREG

from portal.credentials.verifying import (
    WORDS,
    Pinned,
    Verdict,
    verify_both,
    verify_compact,
    verify_jwt,
)
from portal.errors import said
from portal.model.credential_words import plain
from portal.model.paper_results import beijing

MOST_BYTES = 32 * 1024 * 1024
_QUIET = ("Thumbs.db", "desktop.ini")
_KEYWORD = b"openbadgecredential\0"


def _jwt_in_png(png: bytes) -> str:
    """Return the JWT that is baked into a picture. Raises ValueError when there is none."""
    at = 8
    while at + 12 <= len(png):
        size, kind = struct.unpack(">I4s", png[at : at + 8])
        data = png[at + 8 : at + 8 + size]
        if kind == b"iTXt" and data.startswith(_KEYWORD) and data[len(_KEYWORD) :][:1] == b"\0":
            rest = data[len(_KEYWORD) + 2 :]
            return rest.split(b"\0", 2)[2].decode("ascii")
        at += size + 12
    raise ValueError("no credential in it")


def _text(raw: bytes) -> str:
    """Return the text of a file; all that is looked for is ASCII, the same in every encoding but UTF-16."""
    if raw[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):
        return raw.decode("utf-16", "replace").strip()
    return raw.removeprefix(BOM_UTF8).decode("utf-8", "replace").strip()


def _verdict(raw: bytes, pinned: Pinned, today: str) -> Verdict:
    if raw.startswith(b"\x89PNG"):
        return verify_jwt(_jwt_in_png(raw), pinned, today)
    if raw.startswith(b"%PDF"):
        return verify_compact(raw.decode("latin-1"), pinned, today)
    text = _text(raw)
    if text.startswith("{"):
        data = json.loads(text)
        return verify_both(str(data["compact"]), str(data["jwt"]), pinned, today)
    if "XYC1." not in text and text.count(".") == 2:
        return verify_jwt("".join(text.split()), pinned, today)
    return verify_compact(text, pinned, today)


def verify_file(path: Path, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on a file; one that cannot be opened is unreadable, too."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            return Verdict("unreadable", None, "不是普通文件")
        if status.st_size > MOST_BYTES:
            return Verdict("unreadable", None, "文件太大，不会是学习记录")
        raw = path.read_bytes()
    except OSError as error:
        return Verdict("unreadable", None, f"{said(error)}，请检查路径")
    try:
        return _verdict(raw, pinned, today)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError, struct.error):
        return Verdict("unreadable", None, "里面没有学习记录")


def files_of(given: Sequence[Path]) -> Iterator[Path]:
    """Yield files, and all files below folders, sorted, without what programs keep there for themselves."""
    for path in given:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(file for file in path.rglob("*") if not file.is_dir()):
            inside = file.relative_to(path).parts
            if not any(part.startswith((".", "~$")) for part in inside) and file.name not in _QUIET:
                yield file


def counted(verdicts: Sequence[Verdict]) -> str:
    """Return how many files there were, and of which verdict."""
    counts = Counter(verdict.standing for verdict in verdicts)
    shown = "，".join(f"{words} {counts[name]}" for name, words in WORDS.items() if counts[name])
    return f"共 {len(verdicts)} 个文件：{shown}。"


def told(verdict: Verdict) -> list[str]:
    """Return the verdict in lines: what it is, then everything that was signed."""
    head = WORDS[verdict.standing] + (f"：{verdict.reason}" if verdict.reason else "")
    one = verdict.credential
    if one is None:
        return [head]
    facts = {
        "姓名": one.name, "轨道": one.title, "学时": plain(one.hours), "通过日期": one.date,
        "有效期至": one.expires or "长期", "签发单位": one.issuer, "通过要求": one.rules,
        "记录编号": one.id, "密钥": one.kid,
    }  # fmt: skip
    age = [f"撤回名单更新于 {beijing(verdict.updated)}"] if verdict.updated else []
    return [head, *(f"{label}：{value}" for label, value in facts.items()), *age]
