"""The picture of a credential, with its Open Badges JWT baked in where badge readers look for it."""

import struct
import zlib

KEYWORD = b"openbadgecredential"
"""Of the iTXt chunk, as Open Badges 3.0 names it."""

_HEAD = b"\x89PNG\r\n\x1a\n"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def baked(png: bytes, token: str) -> bytes:
    """Return a picture with a JWT in it, behind the picture's header."""
    end = len(_HEAD) + 25
    if not png.startswith(_HEAD) or png[12:16] != b"IHDR":
        raise ValueError("not a PNG")
    text = KEYWORD + b"\0\0\0\0\0" + token.encode("ascii")
    return png[:end] + _chunk(b"iTXt", text) + png[end:]
