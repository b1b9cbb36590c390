"""Issuers, keys and credentials for tests; run as a script, it writes `contracts/credential.json` anew.

The keys are public for everybody to read: whatever they sign proves nothing. Holds no assertions.
"""

import base64
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from portal.credentials.open_badge import Number, jwt_payload
from portal.credentials.signing import Signer, new_private_key
from portal.credentials.status import status_list
from portal.credentials.verifying import Pinned
from portal.model.credential import Credential
from portal.model.issuer import IssuerFront, StatusFront
from portal.model.text_code import from_base64url, to_base64url

CONTRACT = Path(__file__).parent / "contracts" / "credential.json"
ISSUER_ID = "https://xinyu.example.edu.cn"
NOW = datetime(2024, 12, 1, 8, tzinfo=UTC)
TODAY = "2024-12-01"
LONGEST_NAME = "阿卜杜热合曼·买买提艾力·阿布都克热木·图尔荪江"


def credential(kid: str = "2024-old", **changes: Any) -> Credential:
    """Return somebody's credential."""
    given = {
        "kid": kid,
        "id": "K7QF-93MX-2TBD",
        "name": "张小云",
        "title": "C 证 · 人人会育心",
        "hours": 32.0,
        "date": "2024-11-22",
        "expires": "",
        "issuer": "青山县教师发展中心",
        "rules": "c/1",
        "list": 1,
        "index": 70_001,
    } | changes
    return Credential(**given)


def issuer_front(*keys: tuple[Signer, str, str | None]) -> IssuerFront:
    """Return an issuer with keys: (signer, from, until)."""
    listed = [
        {"kid": signer.kid, "jwk": signer.public_jwk(), "from": start, "until": until}
        for signer, start, until in keys
    ]
    head = {"schema": "portal-issuer/1", "id": ISSUER_ID, "name": "青山县教师发展中心"}
    return IssuerFront.model_validate({**head, "keys": listed})


@dataclass
class World:
    """One issuer with an old key, the present one, and one that was stolen; and a stranger's key."""

    pem: dict[str, str] = field(
        default_factory=lambda: {
            kid: new_private_key().decode() for kid in ("2024-old", "2024-now", "2024-lost", "stranger")
        }
    )

    def signer(self, kid: str) -> Signer:
        """Return the signer of a name."""
        return Signer(kid, self.pem[kid].encode())

    @property
    def issuer(self) -> IssuerFront:
        """Return the issuer as the site pins it."""
        return issuer_front(
            (self.signer("2024-old"), "2024-09-01", "2024-11-24"),
            (self.signer("2024-lost"), "2024-11-24", "2024-11-23"),
            (self.signer("2024-now"), "2024-11-25", None),
        )

    @property
    def status(self) -> StatusFront:
        """Return the list in which places 5 and 131071 are revoked."""
        revoked = {5: "2024-11-30", 131_071: "2024-12-01"}
        return status_list(1, revoked, ISSUER_ID, self.signer("2024-now"), NOW)

    @property
    def pinned(self) -> Pinned:
        """Return whom a verifier believes."""
        return Pinned((self.issuer,), (self.status,))


def flipped(text: str, place: int) -> str:
    """Return a text with another sign of base64url at a place."""
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


def repacked(compact: str, old: str, new: str) -> str:
    """Return a compact form whose payload was edited, under the signature of the one before."""
    head, payload, signature = compact.split(".")
    edited = from_base64url(payload).decode().replace(old, new)
    return ".".join((head, to_base64url(edited.encode()), signature))


def _compact_cases(world: World) -> list[dict[str, Any]]:
    old, now, lost, stranger = (world.signer(kid) for kid in world.pem)
    mine = credential()
    signed = old.compact(mine)
    ends = {"kid": "2024-now", "expires": "2024-12-01", "index": 9}
    cases: list[tuple[str, str, str, Credential | None, str]] = [
        ("signed with a key that was followed by another", signed, "valid", mine, TODAY),
        (
            "with words, spaces and line breaks around it",
            f"请核验：\n{signed[:50]}\n {signed[50:]}（共一段）",
            "valid",
            mine,
            TODAY,
        ),
        (
            "a long name, half hours, a place of its own",
            now.compact(
                long := credential(
                    "2024-now", name=LONGEST_NAME, hours=7.5, rules="c/nanning/2", index=131_070
                )
            ),
            "valid",
            long,
            TODAY,
        ),
        (
            "passed before the key was made",
            now.compact(early := credential("2024-now", date="2024-09-02")),
            "valid",
            early,
            TODAY,
        ),
        ("on its last day", now.compact(last := credential(**ends)), "valid", last, "2024-12-01"),
        ("the day after", now.compact(last), "expired", last, "2024-12-02"),
        ("revoked", now.compact(taken := credential("2024-now", index=5)), "revoked", taken, TODAY),
        (
            "revoked, the last place of the list",
            now.compact(far := credential("2024-now", index=131_071)),
            "revoked",
            far,
            TODAY,
        ),
        (
            "revoked and expired",
            now.compact(both := credential("2024-now", index=5, expires="2024-11-30")),
            "revoked",
            both,
            TODAY,
        ),
        (
            "a list that the site does not have",
            now.compact(other := credential("2024-now", list=2)),
            "valid",
            other,
            TODAY,
        ),
        (
            "dated after the key's last day",
            old.compact(late := credential(date="2024-11-25")),
            "foreign",
            late,
            TODAY,
        ),
        (
            "a key that is not believed any more",
            lost.compact(theirs := credential("2024-lost")),
            "foreign",
            theirs,
            TODAY,
        ),
        ("a key that nobody knows", stranger.compact(credential("stranger")), "foreign", None, TODAY),
        (
            "a stranger's signature under a known key's name",
            Signer("2024-now", world.pem["stranger"].encode()).compact(credential("2024-now")),
            "altered",
            None,
            TODAY,
        ),
        (
            "another name under the old signature",
            repacked(signed, "张小云", "李大勇"),
            "altered",
            None,
            TODAY,
        ),
        ("more hours under the old signature", repacked(signed, "32", "64"), "altered", None, TODAY),
        ("a payload that is no array", repacked(signed, "[1,", "{1,"), "altered", None, TODAY),
        ("another version of the form", repacked(signed, "[1,", "[2,"), "altered", None, TODAY),
        ("one letter of the signature changed", flipped(signed, len(signed) - 40), "altered", None, TODAY),
        (
            "the spare bits of the signature changed",
            signed[:-1] + chr(ord(signed[-1]) + 1),
            "unreadable",
            None,
            TODAY,
        ),
        ("one letter too many", signed + "A", "unreadable", None, TODAY),
        ("cut short", signed[:-3], "unreadable", None, TODAY),
        ("something else", "https://example.org/", "unreadable", None, TODAY),
        ("nothing", "", "unreadable", None, TODAY),
        ("with the next message of a chat behind it", f"{signed}\nLi 10:05\nOK", "valid", mine, TODAY),
        ("quoted by a mail", f"> {signed[:60]}\n> {signed[60:]}\n> Li", "valid", mine, TODAY),
    ]
    return [_case(*case) for case in cases]


def _case(about: str, text: str, standing: str, signed: Credential | None, today: str) -> dict[str, Any]:
    fields = signed.as_row() if signed else None
    return {"about": about, "text": text, "today": today, "standing": standing, "credential": fields}


def _jwt_cases(world: World) -> list[dict[str, Any]]:
    old, now, lost, stranger = (world.signer(kid) for kid in world.pem)
    number = Number.of("0012", "c2FsdA")

    def badge(signer: Signer, one: Credential) -> str:
        return signer.open_badge(one, ISSUER_ID, number)

    mine = credential()
    signed = badge(old, mine)
    header, body, signature = signed.split(".")
    edited = to_base64url(from_base64url(body).decode().replace("张小云", "李大勇").encode())
    none = to_base64url(json.dumps({"alg": "none", "typ": "JWT", "kid": "2024-old"}).encode())
    payload = jwt_payload(mine, ISSUER_ID, None)
    cases = [
        ("signed with a key that was followed by another", signed, "valid", mine, TODAY),
        (
            "expires, and has half hours",
            badge(now, ends := credential("2024-now", expires="2024-12-31", hours=7.5, index=9)),
            "valid",
            ends,
            TODAY,
        ),
        ("without a number", now.token(payload), "valid", credential("2024-now"), TODAY),
        ("the day after the last", badge(now, ends), "expired", ends, "2025-01-01"),
        ("revoked", badge(now, taken := credential("2024-now", index=5)), "revoked", taken, TODAY),
        (
            "a key that is not believed any more",
            badge(lost, theirs := credential("2024-lost")),
            "foreign",
            theirs,
            TODAY,
        ),
        ("a key that nobody knows", badge(stranger, credential("stranger")), "foreign", None, TODAY),
        ("the status list, which is signed, too", world.status.jwt, "foreign", None, TODAY),
        ("another name under the old signature", f"{header}.{edited}.{signature}", "altered", None, TODAY),
        ("signed by nobody", f"{none}.{body}.", "altered", None, TODAY),
        ("one letter of the signature changed", flipped(signed, len(signed) - 40), "altered", None, TODAY),
        ("two parts", f"{header}.{body}", "unreadable", None, TODAY),
        ("something else", "a.b.c", "unreadable", None, TODAY),
    ]
    return [_case(*case) for case in cases]


def contract() -> dict[str, Any]:
    """Return the fixtures for every verifier, newly signed."""
    world = World()
    mine = credential("2024-now")
    signer = world.signer("2024-now")
    compact = signer.compact(mine)
    token = signer.open_badge(mine, ISSUER_ID, Number.of("0012", "c2FsdA"))
    other = signer.compact(credential("2024-now", name="李大勇"))
    file = {"schema": "portal-credential/1", "compact": compact, "jwt": token}
    return {
        "issuers": [world.issuer.model_dump(by_alias=True, mode="json")],
        "statuses": [world.status.model_dump(by_alias=True, mode="json")],
        "private_keys": world.pem,
        "compact": _compact_cases(world),
        "jwt": _jwt_cases(world),
        "file": [
            {
                "about": "both forms",
                "text": json.dumps(file, ensure_ascii=False),
                "today": TODAY,
                "standing": "valid",
                "credential": mine.as_row(),
            },
            {
                "about": "two credentials in one file",
                "text": json.dumps(file | {"compact": other}),
                "today": TODAY,
                "standing": "altered",
                "credential": None,
            },
        ],
        "png": _png(token),
    }


def _png(token: str) -> dict[str, Any]:
    from portal.exports.credential_png import baked

    one_dot = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg=="
    )
    return {"base64": base64.b64encode(baked(one_dot, token)).decode(), "jwt": token}


if __name__ == "__main__":
    CONTRACT.write_text(json.dumps(contract(), ensure_ascii=False, indent=1) + "\n", "utf-8")
