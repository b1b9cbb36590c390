"""Pseudonyms: one person has the same one from run to run; only who has the key can tell whose it is."""

import base64
import hmac
import os
import re
import secrets
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from portal.errors import PortalError, said
from portal.reports.identity import Who

KEY_FILE = "pseudonym.key"
_KEY_BYTES = 32
_LETTERS = bytes.maketrans(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789")
_BYTES = 8
"""64 bits: among a million people, two share a pseudonym once in forty million reports."""


class Pseudonyms(StrEnum):
    """Which key the pseudonyms of a run are made with."""

    SAME = "same"
    """The store's: everybody has the pseudonym of last time."""
    NEW = "new"
    """A new one that takes the place of the store's: nobody can tell old and new reports together."""
    ONCE = "once"
    """One that is kept nowhere, and no table leads back: not even the office can tell who is who."""


class Codes:
    """Pseudonyms under one key: HMAC-SHA-256 (RFC 2104) of what is meant, shortened to 64 bits.

    Without the key nobody can try out numbers and names until one fits, as with a bare hash.
    """

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._of = lru_cache(maxsize=65536)(self._made)

    def _made(self, mark: str, meant: str) -> str:
        digest = hmac.digest(self._key, f"{mark}\0{meant}".encode("utf-8", "surrogatepass"), "sha256")
        letters = base64.b32encode(digest[:_BYTES]).rstrip(b"=").translate(_LETTERS)
        return f"{mark}-{letters.decode()}"

    def person(self, number: str, name: str, school: str) -> str:
        """Return the pseudonym of a person: by the number, else by school and name."""
        return self._of("人", Who(school, number, name).key or f"name\t\t{name}")

    def of(self, mark: str, meant: str) -> str:
        """Return the pseudonym of something else, such as a school; nothing stays nothing."""
        return self._of(mark, meant) if meant else ""


def _read(file: Path) -> bytes | None:
    try:
        text = file.read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise PortalError(
            f"化名的钥匙 {file} 读不了：{said(error) if isinstance(error, OSError) else '不是文字'}。{_CURE}"
        ) from error
    if not re.fullmatch(f"[0-9a-f]{{{2 * _KEY_BYTES}}}", text):
        raise PortalError(f"化名的钥匙 {file} 坏了，不是原来的样子。{_CURE}")
    return bytes.fromhex(text)


_CURE = "有备份就放回去；没有，用 --pseudonyms new 换一把，化名会和以前的对不上。"


def _keep(file: Path, key: bytes) -> None:
    """Write the key where only the owner can read it, in one step."""
    new = file.with_name(f".{KEY_FILE}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
        out.write(key.hex() + "\n")
    new.replace(file)


def open_codes(store: Path, kind: Pseudonyms) -> Codes:
    """Return the pseudonyms of a run; the key stays in the store, unless it is for once.

    Raises PortalError when the store's key cannot be read: another one taken silently would break the link
    between reports without anybody noticing.
    """
    file = store / KEY_FILE
    key = _read(file) if kind is Pseudonyms.SAME else None
    if key is None:
        key = secrets.token_bytes(_KEY_BYTES)
        if kind is not Pseudonyms.ONCE:
            _keep(file, key)
    return Codes(key)


def known_codes(store: Path) -> Codes | None:
    """Return the pseudonyms under the store's key; None where there never was one."""
    key = _read(store / KEY_FILE)
    return Codes(key) if key else None
