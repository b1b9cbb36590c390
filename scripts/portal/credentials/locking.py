"""Papers locked with an opening code that is given out at the hour.

The key is scrypt of the code (made for passwords: each guess costs memory and time), the lock is
ChaCha20-Poly1305, so that a changed byte is found. One code and one salt serve a whole sitting; every paper
has a nonce of its own.
"""

import json
import re
import secrets
import unicodedata
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from pydantic import ValidationError

from portal.errors import PortalError
from portal.model.paper import LOCKED_SCHEMA, Kdf, LockedPaper, Paper, canonical_text
from portal.model.text_code import from_base64url, to_base64url

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O and U, which are misread or spell words."""
CODE_LETTERS = 10
"""50 bits: with scrypt at 32768, all computers of a town do not try them out before the hour."""

_MISREAD = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212_·.-]+")


def make_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Return a new opening code as it is given out, XXXXX-XXXXX; by default from the system's randomness."""
    letters = "".join(choose(ALPHABET) for _ in range(CODE_LETTERS))
    return f"{letters[:5]}-{letters[5:]}"


def plain_code(typed: str) -> str:
    """Return the ten letters of an opening code however it was typed.

    Full width and lower case count, spaces, hyphens and dashes do not; O is 0, I and L are 1.
    Raises PortalError when it cannot be one.
    """
    text = unicodedata.normalize("NFKC", typed)
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")
    text = _BETWEEN.sub("", text).upper().translate(_MISREAD)
    if len(text) != CODE_LETTERS or not set(text) <= set(ALPHABET):
        raise PortalError("开卷码是 10 个字母和数字，形如 7K3QX-9M2TB。请照监考老师给的再输一次。")
    return text


def key_of(code: str, salt: bytes) -> bytes:
    """Return the key that an opening code gives; takes a tenth of a second on purpose."""
    kdf = Scrypt(salt=salt, length=32, n=32768, r=8, p=1)
    return kdf.derive(plain_code(code).encode())


def _bound(paper_id: str, title: str) -> bytes:
    """Return what stands open beside the locked paper and must not be changed either."""
    return f"{LOCKED_SCHEMA}\n{paper_id}\n{title}".encode()


def lock(paper: Paper, key: bytes, salt: bytes, nonce: bytes) -> LockedPaper:
    """Return the paper locked with a key of `key_of`; a nonce may never come twice under one key."""
    text = canonical_text(paper.as_data()).encode()
    data = ChaCha20Poly1305(key).encrypt(nonce, text, _bound(paper.id, paper.title))
    return LockedPaper(
        id=paper.id,
        title=paper.title,
        kdf=Kdf(name="scrypt", n=32768, r=8, p=1, salt=to_base64url(salt)),
        nonce=to_base64url(nonce),
        data=to_base64url(data),
    )


def unlock(locked: LockedPaper, code: str) -> Paper:
    """Return the paper. Raises PortalError for another code, and for a file in which anything was changed."""
    try:
        key = key_of(code, from_base64url(locked.kdf.salt))
        text = ChaCha20Poly1305(key).decrypt(
            from_base64url(locked.nonce), from_base64url(locked.data), _bound(locked.id, locked.title)
        )
        return Paper.model_validate(json.loads(text))
    except (InvalidTag, ValueError, ValidationError) as error:
        raise PortalError(
            "开卷码不对，或者试卷文件传坏了。先核对开卷码；还不行，就向主考老师再要一份试卷。"
        ) from error
