"""Reads who issues credentials, and what was revoked: the JSON files of `docs/credentials/`."""

import re
from collections.abc import Iterable
from typing import Any

from portal.model.issuer import ISSUER_PATH, Issuer, IssuerFront, StatusFront, StatusList

_STATUS = re.compile(r"credentials/status-\d+\.json")


def _issuer(reader: Any, text: str, path: str) -> Issuer | None:
    front, marks = reader.front(text, path, 1, IssuerFront)
    return Issuer(front, marks) if front else None


def _status(reader: Any, text: str, path: str) -> StatusList | None:
    front, marks = reader.front(text, path, 1, StatusFront)
    return StatusList(front, marks) if front else None


def issuer_of(reader: Any, files: Iterable[str]) -> dict[str, Any]:
    """Return what the catalogue holds of the issuer. `files`: paths below `docs/`."""
    there = sorted(files)
    lists = [reader.file(f"docs/{path}", _status) for path in there if _STATUS.fullmatch(path)]
    return {
        "issuer": reader.file(f"docs/{ISSUER_PATH}", _issuer) if ISSUER_PATH in there else None,
        "status_lists": tuple(one for one in lists if one),
    }
