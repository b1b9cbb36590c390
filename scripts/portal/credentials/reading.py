"""Finds the credential in a file: its JSON, its PDF, its PNG, or a text with the code."""

import json
import struct
from pathlib import Path

from portal.credentials.verifying import (
    WORDS,
    Pinned,
    Verdict,
    verify_both,
    verify_compact,
    verify_jwt,
)
from portal.errors import PortalError, said
from portal.model.credential_words import plain

MOST_BYTES = 32 * 1024 * 1024
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


def _verdict(raw: bytes, pinned: Pinned, today: str) -> Verdict:
    if raw.startswith(b"\x89PNG"):
        return verify_jwt(_jwt_in_png(raw), pinned, today)
    if raw.startswith(b"%PDF"):
        return verify_compact(raw.decode("latin-1"), pinned, today)
    text = raw.decode("utf-8-sig").strip()
    if text.startswith("{"):
        data = json.loads(text)
        return verify_both(str(data["compact"]), str(data["jwt"]), pinned, today)
    if "XYC1." not in text and text.count(".") == 2:
        return verify_jwt(text, pinned, today)
    return verify_compact(text, pinned, today)


def verify_file(path: Path, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on a file. Raises PortalError when it cannot be opened."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return Verdict("unreadable", None, "文件太大，不会是学习记录")
        raw = path.read_bytes()
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。请检查路径。") from error
    try:
        return _verdict(raw, pinned, today)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError, struct.error):
        return Verdict("unreadable", None, "里面没有学习记录")


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
    age = [f"撤回名单更新于 {verdict.updated}"] if verdict.updated else []
    return [head, *(f"{label}：{value}" for label, value in facts.items()), *age]
