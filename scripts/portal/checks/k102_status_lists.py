"""K102: a status list is signed by the issuer, and says the same in its two forms."""

from collections.abc import Iterator
from typing import Any

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.issuer import STATUS_FORM, IssuerFront, StatusFront, StatusList, status_url
from portal.model.signature import signed_payload
from portal.model.status_bits import indices_in

CODE = "K102"
TITLE = "撤回名单由 issuer.json 里的密钥签名，两种写法说的是同一件事"
WHY = "改动过的名单能让撤回了的又变有效，也能让没有撤回的变无效；别处的核验程序读签名的那一份。"

_AGAIN = "不要用手改这个文件。运行 portal credential keys，它会照登记重新签一份。"


def _payload(status: StatusFront, issuer: IssuerFront) -> dict[str, Any] | None:
    """Return what the signed list says; None when no key that is believed signed it."""
    payloads = (
        signed_payload(status.jwt, key.jwk.model_dump()) for key in issuer.keys if not key.is_distrusted
    )
    return next((payload for payload in payloads if payload is not None), None)


def _bits(payload: dict[str, Any]) -> set[int] | None:
    try:
        return indices_in(payload["credentialSubject"]["encodedList"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _faults(status: StatusList, issuer: IssuerFront) -> Iterator[tuple[str, str]]:
    """Yield (member, reason)."""
    front = status.front
    if status.marks.path != f"docs/{STATUS_FORM.format(front.list)}":
        yield "list", f"写的是第 {front.list} 份名单，和文件名不同"
    places = [place for place, _ in front.revoked]
    if len(set(places)) < len(places):
        yield "revoked", "有的位置写了两次"
    payload = _payload(front, issuer)
    if payload is None:
        yield "jwt", "签名不是 issuer.json 里的密钥签的，或者名单被改动过"
    elif payload.get("id") != status_url(issuer.id, front.list):
        yield "jwt", "签名的是另一份名单，或者签发单位的网址改过"
    elif _bits(payload) != set(places):
        yield "jwt", "签名的名单和 revoked 里写的不同"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each status list that verifiers should not go by."""
    for status in catalogue.status_lists:
        if catalogue.issuer:
            for member, reason in _faults(status, catalogue.issuer.front):
                yield Finding(status.marks.at(member), CODE, reason, _AGAIN)
        elif "docs/credentials/issuer.json" not in catalogue.unread:
            cure = "从备份或 Git 里拿回 docs/credentials/issuer.json。"
            yield Finding(status.marks.at(), CODE, "有撤回名单，没有 issuer.json", cure)
