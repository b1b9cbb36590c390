"""The bits of a W3C Bitstring Status List: `u` + base64url of gzip, the first bit the highest of its byte."""

import gzip
import zlib
from collections.abc import Iterable

from portal.model.issuer import LIST_BITS
from portal.model.text_code import from_base64url, to_base64url


def encoded_list(indices: Iterable[int]) -> str:
    """Return the list with the bits at some places set."""
    bits = bytearray(LIST_BITS // 8)
    for index in indices:
        bits[index // 8] |= 0x80 >> index % 8
    return "u" + to_base64url(gzip.compress(bytes(bits), mtime=0))


def indices_in(encoded: str) -> set[int]:
    """Return the places of an encoded list whose bits are set.

    Raises ValueError when it is no list of the size that ours have.
    """
    if not encoded.startswith("u"):
        raise ValueError("not base64url of a bit string")
    inflater = zlib.decompressobj(wbits=31)
    try:
        bits = inflater.decompress(from_base64url(encoded[1:]), LIST_BITS // 8 + 1)
    except zlib.error as error:
        raise ValueError("not gzip") from error
    if len(bits) != LIST_BITS // 8 or not inflater.eof:
        raise ValueError("another size")
    return {
        8 * place + bit for place, byte in enumerate(bits) if byte for bit in range(8) if byte & 0x80 >> bit
    }
