"""Verifies credentials against pinned issuers, offline. The browser's 核验 page follows the same order.

`tests/contracts/credential.json` holds what either must say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from portal.credentials.open_badge import credential_in
from portal.model.credential import Credential, find_compact, split_compact
from portal.model.issuer import IssuerFront, IssuerKey, StatusFront
from portal.model.signature import is_signed, split_jwt

Standing = Literal["valid", "revoked", "expired", "foreign", "altered", "unreadable"]

WORDS: dict[Standing, str] = {
    "valid": "有效",
    "revoked": "已撤回",
    "expired": "已过期",
    "foreign": "不是本站签发",
    "altered": "被改动过",
    "unreadable": "读不出来",
}
"""What people read."""


@dataclass(frozen=True)
class Verdict:
    """What is to be thought of a credential."""

    standing: Standing
    credential: Credential | None = None
    """What was signed; only what a known key signed is ever shown."""
    reason: str = ""
    """More than the standing says, where there is more: day of revoking, why a key is not believed."""
    updated: str = ""
    """Time of the status list that was asked; nothing when there was none."""


@dataclass(frozen=True)
class Pinned:
    """Whom a site believes."""

    issuers: tuple[IssuerFront, ...]
    statuses: tuple[StatusFront, ...] = ()

    def key(self, kid: str) -> IssuerKey | None:
        """Return the key of a name, whoever's it is."""
        return next((key for issuer in self.issuers if (key := issuer.key(kid))), None)

    def status(self, number: int) -> StatusFront | None:
        """Return the status list of a number."""
        return next((status for status in self.statuses if status.list == number), None)


def _judged(credential: Credential, key: IssuerKey, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on a credential whose signature is right."""
    if not key.may_sign(credential.date):
        why = "签名的密钥已经作废" if key.is_distrusted else f"签名的密钥只用到 {key.until}"
        return Verdict("foreign", credential, why)
    status = pinned.status(credential.list)
    updated = status.updated if status else ""
    if status and (day := status.revoked_on(credential.index)):
        return Verdict("revoked", credential, f"{day} 撤回", updated)
    if credential.expires and credential.expires < today:
        return Verdict("expired", credential, f"有效到 {credential.expires}", updated)
    if not status:
        return Verdict("valid", credential, "没有撤回名单，不知道有没有撤回过")
    return Verdict("valid", credential, "", updated)


def verify_compact(text: str, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on the compact form in a text. `today`: 2026-12-01."""
    try:
        data, signed, signature = split_compact(find_compact(text))
    except ValueError:
        return Verdict("unreadable")
    try:
        credential = Credential.from_payload(data)
    except ValueError:
        return Verdict("altered")
    key = pinned.key(credential.kid)
    if key is None:
        return Verdict("foreign", None, f"不认识密钥 {credential.kid}")
    if not is_signed(signed, signature, key.jwk.model_dump()):
        return Verdict("altered")
    return _judged(credential, key, pinned, today)


def verify_jwt(token: str, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on an Open Badges JWT. `today`: 2026-12-01."""
    try:
        header, payload, signed, signature = split_jwt(token.strip())
    except ValueError:
        return Verdict("unreadable")
    key = pinned.key(str(header.get("kid")))
    if key is None:
        return Verdict("foreign", None, f"不认识密钥 {str(header.get('kid'))[:20]}")
    if header.get("alg") != "ES256" or not is_signed(signed, signature, key.jwk.model_dump()):
        return Verdict("altered")
    try:
        credential = credential_in(payload, key.kid)
    except ValueError:
        return Verdict("foreign", None, "签名对，但不是学习记录")
    return _judged(credential, key, pinned, today)


def verify_both(compact: str, token: str, pinned: Pinned, today: str) -> Verdict:
    """Return the verdict on a credential's file: both forms must be right and say the same."""
    first, second = (verify_compact(compact, pinned, today), verify_jwt(token, pinned, today))
    order: Sequence[Standing] = ("unreadable", "altered", "foreign", "revoked", "expired", "valid")
    if order.index(second.standing) < order.index(first.standing):
        return second
    if first.credential != second.credential:
        return Verdict("altered", None, "二维码里的和文件里的不是同一份")
    return first
