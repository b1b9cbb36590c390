"""The first key of an issuer, the next one, and one that is not believed any more."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import ValidationError

from portal.credentials.issuer_files import IssuerFiles
from portal.credentials.keys import KeyFolder, new_signer
from portal.credentials.signing import Signer
from portal.errors import PortalError
from portal.model.issuer import IssuerFront, IssuerKey

Json = dict[str, Any]


@dataclass(frozen=True)
class Changed:
    """The issuer as it is to be published, and what happened, in sentences."""

    issuer: IssuerFront
    told: list[str]


def changed(
    files: IssuerFiles,
    place: KeyFolder,
    day: str,
    name: str | None,
    identity: str | None,
    rotate: bool,
    distrust: str | None,
) -> Changed:
    """Return the issuer after what was asked for. New private keys are made; nothing else is written.

    Raises PortalError when it cannot be done.
    """
    if not files.path.exists():
        return _first(files, place, day, name, identity)
    issuer = files.issuer()
    told: list[str] = []
    keys = list(issuer.keys)
    if distrust:
        keys = _without(keys, distrust, told)
    if not rotate and any(key.until is None for key in keys):
        told = told or [_line(key) for key in keys]
        return Changed(_checked(identity or issuer.id, name or issuer.name, keys), told)
    signer = new_signer(day)
    keys = [key if key.until else key.model_copy(update={"until": day}) for key in keys]
    made = _checked(identity or issuer.id, name or issuer.name, [*keys, _public(signer, day)])
    place.keep(signer)
    told.append(f"做好了新密钥 {signer.kid}，从今天起用它签名。把私钥文件夹备份一份。")
    return Changed(made, told)


def _first(files: IssuerFiles, place: KeyFolder, day: str, name: str | None, identity: str | None) -> Changed:
    if place.names():
        raise PortalError(
            f"{place.folder} 里有私钥，{files.path} 却不在。"
            "先把它从备份或 Git 里拿回来：没有它，签过的都核验不了。"
        )
    if not name:
        raise PortalError("第一次做密钥要写单位的名称：portal credential keys --name 青山县教师发展中心。")
    signer = new_signer(day)
    issuer = _checked(identity or f"urn:uuid:{uuid.uuid4()}", name, [_public(signer, day)])
    place.keep(signer)
    told = [f"做好了密钥 {signer.kid}。把私钥文件夹备份一份，不要发给别人，也不要放进网站。"]
    return Changed(issuer, told)


def _public(signer: Signer, day: str) -> IssuerKey:
    return IssuerKey.model_validate({"kid": signer.kid, "jwk": signer.public_jwk(), "from": day})


def _without(keys: Sequence[IssuerKey], kid: str, told: list[str]) -> list[IssuerKey]:
    if all(key.kid != kid for key in keys):
        raise PortalError(f"没有密钥 {kid}。有的是：{'、'.join(key.kid for key in keys)}。")
    told.append(f"作废了密钥 {kid}。它签过的记录都不再有效，请用原来的通过名单重新签发。")
    return [
        key.model_copy(
            update={"until": (date.fromisoformat(key.from_) - timedelta(days=1)).isoformat()}
        )
        if key.kid == kid
        else key
        for key in keys
    ]  # fmt: skip


def _line(key: IssuerKey) -> str:
    if key.is_distrusted:
        return f"密钥 {key.kid}：已经作废"
    return f"密钥 {key.kid}：{key.from_} 起，" + (f"用到 {key.until}" if key.until else "正在用")


def _checked(identity: str, name: str, keys: Sequence[IssuerKey]) -> IssuerFront:
    """Return the issuer. Raises PortalError for a name or an address that cannot be one."""
    data: Json = {"schema": "portal-issuer/1", "id": identity, "name": name}
    data["keys"] = [key.model_dump(by_alias=True) for key in keys]
    try:
        return IssuerFront.model_validate(data)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) for detail in error.errors()}
        if "name" in wrong:
            raise PortalError(f"单位名称“{name}”不行：一行，1 到 80 个字，没有看不见的字符。") from error
        if "id" in wrong:
            raise PortalError(
                f"--id 不能是“{identity}”：写单位的网址，https:// 开头；或者 did:、urn: 开头的一串。"
            ) from error
        raise
