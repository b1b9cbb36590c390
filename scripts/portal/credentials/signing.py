"""Signs: the compact form and the JWT of a credential, and the status list."""

import warnings
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from portal.credentials.open_badge import Number, jwt_payload
from portal.model.credential import Credential
from portal.model.text_code import to_base64url

Json = dict[str, Any]


class Signer:
    """A private key with its name."""

    def __init__(self, kid: str, pem: bytes) -> None:
        """Read a PEM. Raises ValueError when it is no private key on P-256."""
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        key = load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("not a private key on P-256")
        self.kid = kid
        self.pem = pem
        self._key = key
        self._jwk = ECKey.import_key(pem)

    def public_jwk(self) -> dict[str, str]:
        """Return the public half: kty, crv, x and y."""
        numbers = self._key.public_key().public_numbers()
        x, y = (to_base64url(number.to_bytes(32)) for number in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def _sign(self, message: bytes) -> bytes:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        r, s = decode_dss_signature(self._key.sign(message, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)

    def compact(self, credential: Credential) -> str:
        """Return the compact form, signed."""
        signed = credential.to_sign()
        return f"{signed}.{to_base64url(self._sign(signed.encode()))}"

    def token(self, payload: Json) -> str:
        """Return a payload as a signed JWT."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return jwt.encode({"alg": "ES256", "typ": "JWT", "kid": self.kid}, payload, self._jwk)

    def open_badge(self, credential: Credential, issuer_id: str, number: Number | None) -> str:
        """Return the credential as an Open Badges 3.0 JWT."""
        return self.token(jwt_payload(credential, issuer_id, number))


def new_private_key() -> bytes:
    """Return a new private key on P-256 as PEM."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.generate_private_key(ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
