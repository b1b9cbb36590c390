"""The text code: a record small enough to paste where downloads are blocked, with a check value.

`XY1.` + base64url of raw DEFLATE of compact JSON + `.` + CRC-32 of that JSON in base 36. The same
form stands in `overrides/assets/javascripts/core/code.js`. Compressed bytes differ between
browsers, so codes are compared decoded, never as text.
"""

import base64
import binascii
import json
import re
import unicodedata
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.errors import PortalError
from portal.model.record import SCHEMA
from portal.model.text_code import check_value, to_base64url
from portal.records.canonical import canonical

Json = dict[str, Any]

PREFIX = "XY1."
MAX_BYTES = 4 * 1024 * 1024
"""A code that unpacks to more than this is refused: nobody's record is that large."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FORM = re.compile(r"XY1\.([A-Za-z0-9_-]+)\.([0-9a-z]{7})")


def _seconds(moment: str | None) -> int:
    return int((datetime.fromisoformat(moment) - _EPOCH).total_seconds()) if moment else 0


def _moment(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).isoformat().replace("+00:00", "Z")


def _pack_answer(question: str, answer: Json) -> list[Any]:
    first, latest = answer["first"], answer["latest"]
    changed = [latest["value"], _seconds(latest["at"])] if latest != first else [None, None]
    row = [question, first["value"], _seconds(first["at"]), *changed, answer["tries"]]
    if "log" in answer:
        row.append([[given["value"], _seconds(given["at"])] for given in answer["log"]])
    return row


def _pack_favourites(record: Json) -> Json:
    found = record.get("favourites", {}).items()
    rows = [[full_id, int(one["on"]), _seconds(one["at"])] for full_id, one in found]
    return {"f": rows} if rows else {}


def _pack(record: Json) -> Json:
    answers: dict[str, list[Any]] = {}
    for full_id, answer in sorted(record.get("answers", {}).items()):
        unit, question = full_id.split("/")
        answers.setdefault(unit, []).append(_pack_answer(question, answer))
    units = {
        unit: [_seconds(study["opened"]), _seconds(study.get("finished")),
               study.get("revision") or 0, study.get("seconds", 0)]
        for unit, study in record.get("units", {}).items()
    }  # fmt: skip
    learner = record.get("learner")
    return {
        "e": record.get("exported", ""),
        "r": record.get("release", ""),
        "a": answers,
        "u": units,
        "x": record.get("attempts", []),
        "t": record.get("lessons", []),
        **({"l": [learner.get(key, "") for key in ("name", "number", "school")]} if learner else {}),
        **_pack_favourites(record),
    }


def _unpack_answer(row: list[Any]) -> Json:
    _, value, at, latest_value, latest_at, tries, *log = row
    first = {"value": value, "at": _moment(at)}
    same = latest_value is None
    latest = first if same else {"value": latest_value, "at": _moment(latest_at)}
    given = {"log": [{"value": one, "at": _moment(when)} for one, when in log[0]]} if log else {}
    return {"first": first, "latest": latest, "tries": tries, **given}


def _unpack_unit(row: list[int]) -> Json:
    opened, finished, revision, seconds = row
    return {
        "opened": _moment(opened),
        **({"finished": _moment(finished)} if finished else {}),
        **({"revision": revision} if revision else {}),
        "seconds": seconds,
    }


def _unpack(packed: Json) -> Json:
    record = {
        "schema": SCHEMA,
        "release": packed["r"],
        "exported": packed["e"],
        "answers": {
            f"{unit}/{row[0]}": _unpack_answer(row) for unit, rows in packed["a"].items() for row in rows
        },
        "units": {unit: _unpack_unit(row) for unit, row in packed["u"].items()},
        "attempts": packed["x"],
        "lessons": packed["t"],
    }
    if "f" in packed:
        record["favourites"] = {name: {"on": on == 1, "at": _moment(at)} for name, on, at in packed["f"]}
    if "l" in packed:
        named = zip(("name", "number", "school"), packed["l"], strict=True)
        record["learner"] = {name: text for name, text in named if text}
    return record


def encode(record: Json) -> str:
    """Return the text code of a record."""
    data = canonical(_pack(record)).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = to_base64url(packer.compress(data) + packer.flush())
    return f"{PREFIX}{body}.{check_value(data)}"


def _inflate(body: str) -> bytes:
    unpacker = zlib.decompressobj(-15)
    packed = base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))
    data = unpacker.decompress(packed, MAX_BYTES)
    if not unpacker.eof:
        raise zlib.error("cut short or too large")
    return data


def _bare(text: str) -> str:
    """Leave out what chat programs put into long lines: spaces, line breaks, invisible marks."""
    text = "".join(text.split())
    if text.isascii():
        return text
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf")


def looks_like_code(text: str) -> bool:
    """Tell whether a text code may stand in a text, perhaps with other words around it."""
    return PREFIX in _bare(text[: 2 * MAX_BYTES])


def decode(text: str) -> Json:
    """Return the record in a pasted text code; spaces, line breaks and words around it do not matter.

    Raises PortalError when the code was cut, changed, or is none. The items inside are not yet
    validated: that is the reader's work.
    """
    match = _FORM.search(_bare(text))
    if not match:
        raise PortalError("这不是完整的学习记录码：应以 XY1. 开头、以 7 位校验值结尾。请重新复制整段。")
    try:
        data = _inflate(match[1])
        if check_value(data) != match[2]:
            raise PortalError("学习记录码的校验值不对，可能漏了几个字。请重新复制整段。")
        return _unpack(json.loads(data))
    except (zlib.error, binascii.Error, ValueError, LookupError, TypeError, AttributeError,
            OverflowError, RecursionError) as error:  # fmt: skip
        raise PortalError("学习记录码不完整或被改动过。请重新复制整段。") from error
