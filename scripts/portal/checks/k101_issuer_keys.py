"""K101: every public key has a name of its own, days that fit, and lies on the curve."""

from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.issuer import Issuer, IssuerKey
from portal.model.signature import is_on_curve

CODE = "K101"
TITLE = "每把公钥的编号只用一次，是 P-256 上的点，至多一把没有停用日期"
WHY = "核验页凭编号找公钥。编号重了、公钥抄坏了，发出去的学习记录就都说成“被改动过”。"

_RESTORE = "从备份或 Git 里拿回 issuer.json；公钥不要用手改，用 portal credential keys 换。"


def _faults(key: IssuerKey, earlier: list[IssuerKey]) -> Iterator[tuple[str, str, str]]:
    """Yield (member, reason, cure)."""
    if any(key.kid == other.kid for other in earlier):
        yield "kid", f"密钥编号 {key.kid} 用了两次", _RESTORE
    elif any(key.jwk == other.jwk for other in earlier):
        yield "jwk", f"密钥 {key.kid} 和前面一把是同一把公钥", _RESTORE
    if not is_on_curve(key.jwk.model_dump()):
        yield "jwk", f"密钥 {key.kid} 的 x、y 不是 P-256 上的点，多半抄坏了", _RESTORE
    if key.until is None and any(other.until is None for other in earlier):
        cure = "给旧的那一把写上 until：用它签名的最后一天。"
        yield "kid", f"密钥 {key.kid} 和前面一把都没有停用日期", cure


def _of(issuer: Issuer) -> Iterator[Finding]:
    keys = list(issuer.front.keys)
    for number, key in enumerate(keys):
        for member, reason, cure in _faults(key, keys[:number]):
            yield Finding(issuer.marks.at("keys", number, member), CODE, reason, cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each key that verifiers could not go by."""
    if catalogue.issuer:
        yield from _of(catalogue.issuer)
