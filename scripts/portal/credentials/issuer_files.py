"""Reads and writes what the site publishes of an issuer: `issuer.json` and the status lists."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from portal.credentials.in_place import write_whole
from portal.credentials.signing import Signer
from portal.credentials.status import status_list
from portal.credentials.verifying import Pinned
from portal.errors import PortalError, said
from portal.model.issuer import ISSUER_PATH, STATUS_FORM, IssuerFront, StatusFront, status_url
from portal.model.signature import signed_payload
from portal.model.status_bits import indices_in

_STATUS = re.compile(r"status-[0-9]+\.json")
_RESTORE = "从备份或 Git 里拿回它；没有就删掉它，再运行 portal credential keys，照登记重新签一份。"

Front = TypeVar("Front", bound=BaseModel)


class IssuerFiles:
    """The files below `docs/credentials/` of a project."""

    def __init__(self, root: Path) -> None:
        """Know where they are."""
        self._docs = root / "docs"
        self.path = self._docs / ISSUER_PATH

    def _read(self, path: Path, kind: type[Front]) -> Front:
        try:
            return kind.model_validate_json(path.read_bytes().removeprefix(BOM_UTF8))
        except OSError as error:
            raise PortalError(f"{path} 读不了：{said(error)}。检查它的权限。") from error
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) or "整个文件"
            raise PortalError(
                f"{path} 写法不对（{where}）。运行 portal check 看是哪一行；改乱了就从备份里拿回来。"
            ) from error

    def issuer(self) -> IssuerFront:
        """Return who issues. Raises PortalError when there is none yet, or the file is broken."""
        if not self.path.exists():
            raise PortalError(
                "还没有签发用的密钥。先做一把：portal credential keys --name 青山县教师发展中心"
                "（写你们单位的名称）。"
            )
        return self._read(self.path, IssuerFront)

    def statuses(self) -> tuple[StatusFront, ...]:
        """Return the status lists, in the order of their numbers; copies under other names are none.

        Raises PortalError for one that is broken, or says to be another.
        """
        found = []
        for file in self.path.parent.glob("status-*.json"):
            if _STATUS.fullmatch(file.name):
                status = self._read(file, StatusFront)
                if self._docs / STATUS_FORM.format(status.list) != file:
                    raise PortalError(f"{file} 里写的是第 {status.list} 份名单，和文件名不同。{_RESTORE}")
                found.append(status)
        return tuple(sorted(found, key=lambda one: one.list))

    def pinned(self) -> Pinned:
        """Return whom the site believes. Raises PortalError for a list that is not as it was signed."""
        issuer, statuses = self.issuer(), self.statuses()
        for status in statuses:
            believed = [key.jwk.model_dump() for key in issuer.keys if not key.is_distrusted]
            if not any(_is_as_signed(status, issuer.id, jwk) for jwk in believed):
                place = self._docs / STATUS_FORM.format(status.list)
                raise PortalError(f"{place} 和它的签名对不上，被改动过。{_RESTORE}")
        return Pinned((issuer,), statuses)

    def write_issuer(self, issuer: IssuerFront) -> None:
        """Write `issuer.json`."""
        write_whole(self.path, issuer.as_text().encode())

    def write_status(self, status: StatusFront) -> None:
        """Write a status list."""
        write_whole(self._docs / STATUS_FORM.format(status.list), status.as_text().encode())

    def bring_up_to_date(
        self, issuer: IssuerFront, signer: Signer, revoked: Mapping[int, Mapping[int, str]], now: datetime
    ) -> list[int]:
        """Sign anew the lists that are not there, lack something revoked, or bear another key's signature.

        `revoked`: number of a list → place → day. What a list already holds stays. Returns the numbers.
        """
        there = {status.list: status for status in self.statuses()}
        changed = []
        for number in sorted({1, *there, *revoked}):
            old = there.get(number)
            wanted = {**revoked.get(number, {}), **dict(old.revoked if old else ())}
            if old is None or not _says(old, wanted, issuer, signer):
                self.write_status(status_list(number, wanted, issuer.id, signer, now))
                changed.append(number)
        return changed


def _says(status: StatusFront, wanted: Mapping[int, str], issuer: IssuerFront, signer: Signer) -> bool:
    """Tell whether both forms of a list say what they should, under the signature of the present key."""
    as_wanted = status.revoked == tuple(sorted(wanted.items()))
    return as_wanted and _is_as_signed(status, issuer.id, signer.public_jwk())


def _is_as_signed(status: StatusFront, issuer_id: str, jwk: Mapping[str, str]) -> bool:
    """Tell whether the owner of a public key signed the list, with the very places that stand open in it."""
    payload = signed_payload(status.jwt, jwk) or {}
    try:
        bits = indices_in(payload["credentialSubject"]["encodedList"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    places = {place for place, _ in status.revoked}
    return payload.get("id") == status_url(issuer_id, status.list) and bits == places


def by_list(places: Iterable[tuple[int, int, str]]) -> dict[int, dict[int, str]]:
    """Return (list, place, day) by list and place."""
    found: dict[int, dict[int, str]] = {}
    for number, place, day in places:
        found.setdefault(number, {})[place] = day
    return found
