"""What was handed in, opened: sealed files, text codes in files and in what was pasted."""

import json
from collections.abc import Iterator
from hashlib import sha256

from pydantic import ValidationError

from portal.credentials.sealing import MOST_BYTES, codes_in, from_code, open_sealed
from portal.errors import PortalError
from portal.model.hand_in import HandIn
from portal.model.paper import Candidate
from portal.model.paper_results import Submission, Unread
from portal.model.typed_text import clean

MOST_CODES = 5_000
"""Text codes in one file; a chat of a whole county has fewer."""


def fingerprint(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal digits."""
    return sha256(data).hexdigest()


def opened(sealed: bytes, source: str, identity: str) -> Submission:
    """Return what is in a sealed hand-in. Raises PortalError, in Chinese, when it cannot be read."""
    plain = open_sealed(sealed, identity)
    try:
        said = HandIn.model_validate(json.loads(plain))
        who = Candidate(**{name: clean(text) for name, text in said.candidate})
    except (ValidationError, ValueError, RecursionError) as error:
        raise PortalError("封好了，里面却不是答卷，或者被改动过。请考生从“正式考核”页面再交一次。") from error
    return Submission(
        source, fingerprint(sealed), said.paper, who, said.answers, said.digest,
        said.times, said.started, said.finished,
    )  # fmt: skip


def _tried(sealed: bytes, source: str, identity: str) -> Submission | Unread:
    try:
        return opened(sealed, source, identity)
    except PortalError as error:
        return Unread(source, str(error), fingerprint(sealed))
    except Exception as error:  # A file made to break the reader must cost only itself.
        reason = f"读的时候出错（{type(error).__name__}）。请考生从“正式考核”页面再交一次。"
        return Unread(source, reason, fingerprint(sealed))


def submissions_in(data: bytes, source: str, identity: str) -> Iterator[Submission | Unread]:
    """Yield what a file holds: one sealed hand-in, or text codes with anything around them."""
    if not data.strip():
        yield Unread(source, "是空的。请考生重新交一次。", fingerprint(data))
    elif data.startswith(b"age-encryption.org/"):
        yield _tried(data, source, identity)
    elif len(data) > 4 * MOST_BYTES:
        yield Unread(source, "太大了，不会是答卷。", fingerprint(data))
    else:
        yield from _coded(data, source, identity)


def _coded(data: bytes, source: str, identity: str) -> Iterator[Submission | Unread]:
    codes = codes_in(_text(data))
    if not codes:
        what = "答卷是 .answers.age 文件，或以 XYA1. 开头的一段码；纸上的用登分表"
        reason = f"里面没有答卷。{what}。"
        yield Unread(source, reason, fingerprint(data))
    elif len(codes) > MOST_CODES:
        yield Unread(source, f"里面有 {len(codes)} 段码，一个文件最多 {MOST_CODES} 段。分成几个文件。",
                     fingerprint(data))  # fmt: skip
    for number, code in enumerate(codes[:MOST_CODES] if len(codes) <= MOST_CODES else (), 1):
        label = f"{source}（第 {number} 段码）" if len(codes) > 1 else source
        try:
            sealed = from_code(code)
        except PortalError as error:
            yield Unread(label, str(error), fingerprint(code.encode()))
            continue
        yield _tried(sealed, label, identity)


def _text(data: bytes) -> str:
    """Return the text of a file; only codes are taken from it, ASCII in every encoding but UTF-16."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")
