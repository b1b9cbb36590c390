"""Makes status lists: which credentials are revoked, plain and as the W3C's signed credential."""

from collections.abc import Mapping
from datetime import UTC, datetime

from portal.credentials.open_badge import CONTEXT
from portal.credentials.signing import Signer
from portal.model.issuer import StatusFront, status_url
from portal.model.status_bits import encoded_list


def status_list(
    number: int, revoked: Mapping[int, str], issuer_id: str, signer: Signer, now: datetime
) -> StatusFront:
    """Return a signed status list. `revoked`: place → day of revoking."""
    url = status_url(issuer_id, number)
    updated = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    payload = {
        "@context": CONTEXT[:1],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id,
        "validFrom": updated,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded_list(revoked),
        },
        "iss": issuer_id,
        "jti": url,
        "nbf": int(now.timestamp()),
    }
    return StatusFront.model_validate(
        {
            "schema": "portal-status/1",
            "list": number,
            "updated": updated,
            "revoked": sorted(revoked.items()),
            "jwt": signer.token(payload),
        }
    )
