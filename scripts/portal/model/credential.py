"""A credential: what is signed for somebody who passed, and its compact form for the QR code.

`XYC1.` + base64url of a JSON array + `.` + base64url of the ES256 signature (r and s, 64 bytes) over
everything before the second full stop. `tests/contracts/credential.json` holds samples for every verifier.
It is a record of study, never a licence: `credential_words.py` says so.
"""

import json
import re
import unicodedata
from datetime import date
from typing import Annotated, Any, Final, Self

from pydantic import AfterValidator, Field, StringConstraints

from portal.model.authored import SLUG, Authored
from portal.model.text_code import from_base64url, to_base64url

SCHEMA: Final = "portal-credential/1"
"""Of the file that a person keeps: {schema, compact, jwt}."""

PREFIX: Final = "XYC1."
VERSION: Final = 1
MOST = 600
"""Characters of a compact form: a QR code with more is not read from paper by every telephone."""

_COMPACT = re.compile(r"XYC1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})(?![A-Za-z0-9_-])")

_BETWEEN = r"[\s>]*"
"""Mail quotes lines with `>`, chats put the time and a name right behind the code."""
_PREFIX = _BETWEEN.join(r"XYC1") + _BETWEEN + r"\."
_BEGIN = re.compile(rf"(?={_PREFIX})")
_PASTED = re.compile(
    rf"{_PREFIX}[A-Za-z0-9_\s>-]+\.(?:{_BETWEEN}[A-Za-z0-9_-]){{86}}(?![A-Za-z0-9_-])"
)  # fmt: skip


def _as_day(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError("not a date such as 2026-11-22")
    return text


def _as_one_line(text: str) -> str:
    if any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") for sign in text):
        raise ValueError("has signs that nobody sees")
    return text


Day = Annotated[str, StringConstraints(min_length=10, max_length=10), AfterValidator(_as_day)]
"""A date such as 2026-11-22, in China's time."""

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=80),
    AfterValidator(_as_one_line),
]
"""A name or title: one line, without signs that nobody sees, which would let two names look the same."""

Kid = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,20}$")]
"""Name of a key."""

_FOUR = "[0-9A-HJKMNP-TV-Z]{4}"
CredentialId = Annotated[str, StringConstraints(pattern=rf"^{_FOUR}-{_FOUR}-{_FOUR}$")]
"""Twelve random letters of Crockford's base 32: they can be read out over the telephone."""

RulesId = Annotated[
    str, StringConstraints(pattern=rf"^{SLUG[1:-1]}(/{SLUG[1:-1]})?/[0-9]{{1,4}}$", max_length=90)
]
"""Track, place and version of the pass rules, such as c/1 or c/nanning/2."""


class Credential(Authored):
    """Everything that is signed, in the order of the compact form."""

    kid: Kid
    """Name of the key that signed."""
    id: CredentialId
    name: Line
    """Whose it is."""
    title: Line
    """Title of the track."""
    hours: Annotated[float, Field(gt=0, le=10_000)]
    """学时."""
    date: Day
    """When the person passed."""
    expires: Day | Annotated[str, StringConstraints(max_length=0)] = ""
    """The last day on which it is valid; nothing: for ever."""
    issuer: Line
    """Name of whoever issued it."""
    rules: RulesId
    list: Annotated[int, Field(ge=1, le=999)]
    """Number of the status list."""
    index: Annotated[int, Field(ge=0, lt=131_072)]
    """Place in the status list."""

    @property
    def track(self) -> str:
        """Slug of the track."""
        return self.rules.split("/")[0]

    def as_row(self) -> dict[str, Any]:
        """Return the fields by name; whole hours as a whole number, as browsers write them."""
        fields = self.model_dump()
        fields["hours"] = int(self.hours) if self.hours.is_integer() else self.hours
        return fields

    def payload(self) -> str:
        """Return the JSON array that the compact form carries."""
        return json.dumps([VERSION, *self.as_row().values()], ensure_ascii=False, separators=(",", ":"))

    def to_sign(self) -> str:
        """Return the ASCII text that is signed."""
        return PREFIX + to_base64url(self.payload().encode())

    @classmethod
    def from_payload(cls, data: bytes) -> Self:
        """Return the credential in a payload. Raises ValueError when it is none."""
        try:
            version, *fields = json.loads(data)
        except (TypeError, RecursionError) as error:
            raise ValueError("not an array") from error
        if version != VERSION or len(fields) != len(cls.model_fields):
            raise ValueError("another version")
        named = dict(zip(cls.model_fields, fields, strict=True))
        if isinstance(named["hours"], int) and not isinstance(named["hours"], bool):
            named["hours"] = float(named["hours"])
        return cls.model_validate(named)


def find_compact(text: str) -> str:
    """Return the first compact form in a text; spaces, line breaks and words around it do not matter.

    Raises ValueError when there is none, or only a piece of one.
    """
    for piece in _BEGIN.split("".join(sign for sign in text if unicodedata.category(sign) != "Cf")):
        if found := _PASTED.match(piece):
            return re.sub(_BETWEEN, "", found[0])
    raise ValueError("no compact form")


def split_compact(compact: str) -> tuple[bytes, bytes, bytes]:
    """Return payload, signed bytes and signature of a compact form. Nothing is verified yet.

    Raises ValueError when it is none.
    """
    found = _COMPACT.fullmatch(compact)
    if not found:
        raise ValueError("no compact form")
    return from_base64url(found[1]), f"{PREFIX}{found[1]}".encode(), from_base64url(found[2])
