"""Who issues credentials (`docs/credentials/issuer.json`), and what was revoked (`status-1.json`)."""

import json
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from portal.model.authored import Authored, refusal
from portal.model.credential import Day, Kid, Line
from portal.model.marks import Marks
from portal.model.record import Time

ISSUER_PATH: Final = "credentials/issuer.json"
"""Below `docs/`."""
STATUS_FORM: Final = "credentials/status-{}.json"
"""Below `docs/`, with the number of the list."""

LIST_BITS = 131_072
"""Places of a status list: the least that the W3C allows, so that a place tells nothing of a person."""


def status_url(issuer_id: str, number: int) -> str:
    """Return the address by which credentials name their status list."""
    return f"{issuer_id}/credentials/status-{number}.jwt"


_Coordinate = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]


class Jwk(Authored):
    """A public key on P-256."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: _Coordinate
    y: _Coordinate

    @model_validator(mode="before")
    @classmethod
    def _is_public(cls, data: Any) -> Any:
        if isinstance(data, dict) and "d" in data:
            cure = "马上删掉 d 这一项。这把私钥见过人了，作废它：portal credential keys --distrust 密钥编号。"
            raise refusal("里有 d，那是私钥，绝不能放进网站", cure)
        return data


class IssuerKey(Authored):
    """A public key and the days on which it signs."""

    kid: Kid
    jwk: Jwk
    from_: Day = Field(alias="from")
    """When it was made."""
    until: Day | None = None
    """The last date that a credential signed with it may bear; before `from`: it is not believed at all."""

    @property
    def is_distrusted(self) -> bool:
        """Tell whether nothing that it signed is believed, because somebody else may have it."""
        return self.until is not None and self.until < self.from_

    def may_sign(self, day: str) -> bool:
        """Tell whether a credential of a date may be signed with it.

        Earlier dates than `from` are fine: who passed before a change of keys gets his afterwards.
        """
        return self.until is None or (not self.is_distrusted and day <= self.until)


def _as_identity(text: str) -> str:
    if not text.startswith(("https://", "did:", "urn:")) or any(sign.isspace() for sign in text):
        cure = "写网站的地址（https:// 开头），或者 did:、urn: 开头的一串。不会有人去打开它。"
        raise refusal(f"里的 '{text[:60]}' 不像地址", cure)
    return text.rstrip("/")


class IssuerFront(Authored):
    """What `issuer.json` holds."""

    schema_: Annotated[Literal["portal-issuer/1"], Field(alias="schema")]
    id: Annotated[str, StringConstraints(max_length=200), AfterValidator(_as_identity)]
    """An address or another URI that is nobody else's; no request is ever made to it."""
    name: Line
    keys: Annotated[tuple[IssuerKey, ...], Field(strict=False, min_length=1)]

    def key(self, kid: str) -> IssuerKey | None:
        """Return the key of a name."""
        return next((key for key in self.keys if key.kid == kid), None)

    @property
    def current(self) -> IssuerKey | None:
        """The key that signs now: the last one that has no end."""
        return next((key for key in reversed(self.keys) if key.until is None), None)

    def as_text(self) -> str:
        """Return the JSON text of the file."""
        return json.dumps(self.model_dump(by_alias=True), ensure_ascii=False, indent=1) + "\n"


Place = Annotated[int, Field(ge=0, lt=LIST_BITS)]
Revoked = Annotated[tuple[Place, Day], Field(strict=False)]


class StatusFront(Authored):
    """What `status-1.json` holds: which credentials of a list are revoked, plain and as a signed list."""

    schema_: Annotated[Literal["portal-status/1"], Field(alias="schema")]
    list: Annotated[int, Field(ge=1, le=999)]
    updated: Time
    revoked: Annotated[tuple[Revoked, ...], Field(strict=False)] = ()
    """Place in the list and day of revoking; no reason, no name."""
    jwt: Annotated[str, StringConstraints(min_length=1)]
    """A signed W3C BitstringStatusListCredential of the same."""

    def revoked_on(self, index: int) -> str:
        """Return the day on which a place was revoked, or nothing."""
        return next((day for place, day in self.revoked if place == index), "")

    def as_text(self) -> str:
        """Return the JSON text of the file, a revoked place a line."""
        head = json.dumps(self.model_dump(by_alias=True, include={"schema_", "list", "updated"}))[:-1]
        rows = ",".join(f"\n  {json.dumps(row)}" for row in self.revoked)
        return f'{head},\n "revoked": [{rows}],\n "jwt": {json.dumps(self.jwt)}}}\n'


@dataclass(frozen=True)
class Issuer:
    """`issuer.json` as it was read."""

    front: IssuerFront
    marks: Marks


@dataclass(frozen=True)
class StatusList:
    """`status-1.json` as it was read."""

    front: StatusFront
    marks: Marks
