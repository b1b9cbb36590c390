"""Bytes as text that survives addresses, chats and file names: base64url without padding."""

import base64
import binascii


def to_text(data: bytes) -> str:
    """Return bytes as base64url."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def to_bytes(text: str) -> bytes:
    """Return the bytes of base64url.

    Raises ValueError unless it is exactly what `to_text` writes: one text for each run of bytes.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if to_text(data) != text:
        raise ValueError("not the shortest base64url")
    return data
