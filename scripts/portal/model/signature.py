"""ES256 signatures, as credentials and their status lists bear them."""

import json
from collections.abc import Mapping
from typing import Any

from portal.model.text_code import from_base64url

Json = dict[str, Any]

SIGNATURE_BYTES = 64
"""r and s of P-256, 32 bytes each, one behind the other."""


def is_on_curve(jwk: Mapping[str, str]) -> bool:
    """Tell whether x and y of a JWK are a point of P-256."""
    try:
        _public_key(jwk)
    except ValueError:
        return False
    return True


def _public_key(jwk: Mapping[str, str]) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    x, y = (int.from_bytes(from_base64url(jwk[name])) for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def is_signed(message: bytes, signature: bytes, jwk: Mapping[str, str]) -> bool:
    """Tell whether a signature (r and s, 64 bytes) is that of a message by the owner of a public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    if len(signature) != SIGNATURE_BYTES:
        return False
    r, s = int.from_bytes(signature[:32]), int.from_bytes(signature[32:])
    try:
        _public_key(jwk).verify(encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def split_jwt(token: str) -> tuple[Json, Json, bytes, bytes]:
    """Return header, payload, the signed bytes and the signature of a JWT. Nothing is verified yet.

    Raises ValueError when it is none.
    """
    parts = token.split(".")
    if len(parts) != 3:
        raise ValueError("a JWT has three parts")
    try:
        header, payload = (json.loads(from_base64url(part)) for part in parts[:2])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(header, dict) or not isinstance(payload, dict):
        raise ValueError("header and payload are objects")
    return header, payload, f"{parts[0]}.{parts[1]}".encode(), from_base64url(parts[2])


def signed_payload(token: str, jwk: Mapping[str, str]) -> Json | None:
    """Return the payload of a JWT that the owner of a public key signed with ES256; None for any other."""
    try:
        header, payload, signed, signature = split_jwt(token)
    except ValueError:
        return None
    return payload if header.get("alg") == "ES256" and is_signed(signed, signature, jwk) else None
