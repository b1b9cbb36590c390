"""Answers sealed to the trainer's key with age (X25519), and the text code that carries them through chats.

The code is `XYA1.` + base64url of the sealed bytes + `.` + their CRC-32 in base 36, as records have it.
Pasted text may have spaces, line breaks and invisible marks in it.
"""

import re
import unicodedata

from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt, x25519  # type: ignore[import-untyped]

from portal.errors import PortalError
from portal.model.text_code import check_value, from_base64url, to_base64url

PREFIX = "XYA1."
MOST_BYTES = 4_000_000
"""Of sealed answers: 400 long answers have a tenth of that."""

_HEAD = b"age-encryption.org/v1\n"
_PASTED = re.compile(r"XYA1\s*\.[A-Za-z0-9_\s>-]+\.(?:[\s>]*[0-9a-z]){7}")
"""Mail quotes lines with `>`, chats put the time and a name right behind the code."""
_FORM = re.compile(r"XYA1\.([A-Za-z0-9_-]+)\.([0-9a-z]{7})(?![0-9a-zA-Z_-])")


def make_identity() -> tuple[str, str]:
    """Return a new private key, and the recipient that papers carry."""
    identity = x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def recipient_of(identity: str) -> str:
    """Return the recipient that belongs to a private key. Raises PortalError when it is none."""
    return str(_identity(identity).to_public())


def _identity(text: str) -> x25519.Identity:
    keys = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    try:
        (key,) = keys
        return x25519.Identity.from_str(key)
    except (ValueError, IdentityError) as error:
        cure = "从备份里把 make 那一次的 keys/seal.key 放回来；没有它，交上来的答卷打不开。"
        raise PortalError(f"密钥文件里不是密钥。{cure}") from error


def seal(data: bytes, recipient: str) -> bytes:
    """Return bytes that only the key of the recipient opens. Raises PortalError for no recipient."""
    try:
        return bytes(encrypt(data, [x25519.Recipient.from_str(recipient)]))
    except RecipientError as error:
        raise PortalError("试卷里的公钥不对。请向主考老师再要一份试卷。") from error


def open_sealed(sealed: bytes, identity: str) -> bytes:
    """Return what was sealed.

    Raises PortalError when it was not sealed to this key, or a single bit of it has changed.
    """
    if len(sealed) > MOST_BYTES or not sealed.startswith(_HEAD):
        raise PortalError("不是密封的答卷。请考生从“正式考核”页面再交一次。")
    key = _identity(identity)
    try:
        return bytes(decrypt(sealed, [key]))
    except DecryptError as error:
        raise PortalError(
            "打不开：文件传坏了，或者不是交给这次考核的。请考生从“正式考核”页面再交一次。"
        ) from error


def as_code(sealed: bytes) -> str:
    """Return sealed bytes as a text code."""
    return f"{PREFIX}{to_base64url(sealed)}.{check_value(sealed)}"


def codes_in(text: str) -> list[str]:
    """Return every text code in a pasted text, put together again; a broken one is among them."""
    pieces = re.split(r"(?=XYA1\s*\.)", "".join(c for c in text if unicodedata.category(c) != "Cf"))
    codes = [piece for piece in pieces if piece.startswith("XYA1")]
    whole = [found[0] if (found := _PASTED.match(piece)) else piece for piece in codes]
    return [re.sub(r"[\s>]+", "", piece) for piece in whole]


def from_code(code: str) -> bytes:
    """Return the sealed bytes of a text code. Raises PortalError when it is not whole."""
    found = _FORM.search("".join(c for c in code if not c.isspace() and unicodedata.category(c) != "Cf"))
    if found is None or len(code) > 2 * MOST_BYTES:
        raise PortalError("答卷码不完整：应以 XYA1. 开头，末尾是点和 7 位校验码。请考生重新复制整段。")
    try:
        sealed = from_base64url(found[1])
    except ValueError:
        sealed = b""
    if check_value(sealed) != found[2]:
        raise PortalError("答卷码的校验不对，复制时少了或变了几个字。请考生重新复制整段。")
    return sealed
