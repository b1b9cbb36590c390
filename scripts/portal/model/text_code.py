"""What text codes are made of: bytes as base64url, and a check value that notices a bad copy.

Records (`XY1`), sealed answers (`XYA1`) and credentials (`XYC1`) are all carried this way; `core/bytes.js` is
the browser's.
"""

import base64
import binascii
import zlib

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def to_base64url(data: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Return the bytes of base64url.

    Raises ValueError unless it is exactly what `to_base64url` writes, the spare bits at the end included: two
    texts with the same bytes would let a changed text pass for a signed one.
    """
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
    if to_base64url(data) != text:
        raise ValueError("not the shortest base64url")
    return data


def check_value(data: bytes) -> str:
    """Return the CRC-32 of bytes as seven digits of base 36."""
    number, digits = zlib.crc32(data), ""
    for _ in range(7):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
