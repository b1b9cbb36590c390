"""Fingerprints of texts, by which a build knows what it has made before."""

from hashlib import blake2b

SIZE = 20
"""Bytes of a fingerprint."""


def digest_of(*parts: bytes | str) -> bytes:
    """Return a fingerprint of some texts, each of which ends where it ends."""
    sum_of = blake2b(digest_size=SIZE)
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        sum_of.update(b"%d:" % len(raw))
        sum_of.update(raw)
    return sum_of.digest()
