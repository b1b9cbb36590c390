"""A credential as an Open Badges 3.0 `OpenBadgeCredential`: JWT payload and back."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.model import credential_words
from portal.model.credential import Credential
from portal.model.issuer import status_url

Json = dict[str, Any]

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_MORNING, _EVENING = "T00:00:00+08:00", "T23:59:59+08:00"


@dataclass(frozen=True)
class Number:
    """A person's number, as a hash: who knows the number can compare it, who does not cannot read it."""

    hash: str
    salt: str

    @classmethod
    def of(cls, number: str, salt: str) -> "Number":
        """Return the hash of a number."""
        return cls("sha256$" + hashlib.sha256(f"{number}{salt}".encode()).hexdigest(), salt)


def _identifiers(credential: Credential, number: Number | None) -> list[Json]:
    name = {
        "type": "IdentityObject",
        "hashed": False,
        "identityHash": credential.name,
        "identityType": "name",
    }
    if number is None:
        return [name]
    hidden = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": number.hash,
        "identityType": "systemId",
        "salt": number.salt,
    }
    return [name, hidden]


def _subject(credential: Credential, issuer_id: str, number: Number | None) -> Json:
    hours = credential.as_row()["hours"]
    return {
        "type": ["AchievementSubject"],
        "identifier": _identifiers(credential, number),
        "creditsEarned": hours,
        "achievement": {
            "id": f"{issuer_id}#{credential.rules}",
            "type": ["Achievement"],
            "name": credential_words.name_of(credential.title),
            "description": credential_words.WHAT_IT_IS + credential_words.WHAT_IT_IS_NOT,
            "criteria": {"narrative": credential_words.criteria(credential.rules, f"{hours:g}")},
            "fieldOfStudy": credential.title,
            "creditsAvailable": hours,
            "version": credential.rules,
        },
    }


def jwt_payload(credential: Credential, issuer_id: str, number: Number | None) -> Json:
    """Return what the JWT of a credential says; without a number for somebody who has none."""
    starts = credential.date + _MORNING
    ends = credential.expires + _EVENING if credential.expires else ""
    whole_id = f"{issuer_id}#{credential.id}"
    status = status_url(issuer_id, credential.list)
    return {
        "@context": CONTEXT,
        "id": whole_id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": credential_words.name_of(credential.title),
        "issuer": {"id": issuer_id, "type": ["Profile"], "name": credential.issuer},
        "validFrom": starts,
        **({"validUntil": ends} if ends else {}),
        "credentialSubject": _subject(credential, issuer_id, number),
        "credentialStatus": {
            "id": f"{status}#{credential.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(credential.index),
            "statusListCredential": status,
        },
        "iss": issuer_id,
        "jti": whole_id,
        "nbf": int(datetime.fromisoformat(starts).timestamp()),
        **({"exp": int(datetime.fromisoformat(ends).timestamp())} if ends else {}),
    }


def credential_in(payload: Json, kid: str) -> Credential:
    """Return the credential that a JWT states. Raises ValueError when it is none of ours."""
    try:
        subject, status = payload["credentialSubject"], payload["credentialStatus"]
        achievement = subject["achievement"]
        return Credential(
            kid=kid,
            id=payload["id"].rpartition("#")[2],
            name=subject["identifier"][0]["identityHash"],
            title=achievement["fieldOfStudy"],
            hours=float(subject["creditsEarned"]),
            date=payload["validFrom"].removesuffix(_MORNING),
            expires=payload.get("validUntil", "").removesuffix(_EVENING),
            issuer=payload["issuer"]["name"],
            rules=achievement["version"],
            list=int(status["statusListCredential"].rpartition("/status-")[2].removesuffix(".jwt")),
            index=int(status["statusListIndex"]),
        )
    except (KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise ValueError("not a credential of this portal") from error
