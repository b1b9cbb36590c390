"""What the site gives to verifiers: data for the 核验 page, and files in the forms of other verifiers."""

import json
from collections.abc import Iterator
from typing import Any

from portal.model.catalogue import Catalogue

Json = dict[str, Any]


def pinned(catalogue: Catalogue) -> Json:
    """Return the issuers that the 核验 page believes, and their status lists: {issuers, statuses}."""
    issuers = [catalogue.issuer.front] if catalogue.issuer else []
    return {
        "issuers": [issuer.model_dump(mode="json", by_alias=True) for issuer in issuers],
        "statuses": [
            status.front.model_dump(mode="json", by_alias=True) for status in catalogue.status_lists
        ],
    }


def verifier_files(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text): the public keys as a JWK set, each status list as the bare JWT."""
    if catalogue.issuer:
        keys = [
            key.jwk.model_dump() | {"kid": key.kid, "use": "sig", "alg": "ES256"}
            for key in catalogue.issuer.front.keys
            if not key.is_distrusted
        ]
        yield "credentials/jwks.json", json.dumps({"keys": keys}, indent=1) + "\n"
    for status in catalogue.status_lists:
        yield f"credentials/status-{status.front.list}.jwt", status.front.jwt
