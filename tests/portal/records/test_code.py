import base64
import json
import zlib
from typing import Any

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st
from learner_records import records

from portal.errors import PortalError
from portal.model.text_code import check_value
from portal.records import code

Json = dict[str, Any]
CODE = contract("code")[0]["code"]


def _forged(data: bytes) -> str:
    """Return a code with a true check value around any bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = base64.urlsafe_b64encode(packer.compress(data) + packer.flush()).decode().rstrip("=")
    return f"XY1.{body}.{check_value(data)}"


def schema_or_sentence(text: str) -> str:
    """Return the schema of the record in a code, or the sentence with which it is refused."""
    try:
        return str(code.decode(text)["schema"])
    except PortalError as error:
        return str(error)


@pytest.mark.parametrize("case", contract("code"))
def test_a_stored_code_still_holds_its_record(case: Json) -> None:
    assert code.decode(case["code"]) == code.decode(code.encode(case["record"])) == case["record"]


@given(records)
def test_encoding_and_decoding_gives_the_same_record(record: Json) -> None:
    assert code.decode(code.encode(record)) == record


@pytest.mark.parametrize(
    "text",
    [
        CODE[:40] + "\n" + CODE[40:],
        " ".join(CODE),
        "\u200b".join(CODE),
        f"我的记录：{CODE}。谢谢",
        f"\ufeff{CODE}\r\n",
    ],
)
def test_what_chat_programs_add_does_not_matter(text: str) -> None:
    assert code.decode(text) == contract("code")[0]["record"]


@pytest.mark.parametrize(
    "text", ["", "XY1.", "XY1..", CODE[:-1], CODE[4:], CODE.replace("XY1", "XY2"), CODE.upper()]
)
def test_a_cut_code_says_that_it_is_not_whole(text: str) -> None:
    with pytest.raises(PortalError, match=r"^这不是完整的学习记录码"):
        code.decode(text)


@pytest.mark.parametrize("at", range(4, len(CODE), 7))
def test_a_changed_sign_is_always_noticed(at: int) -> None:
    changed = CODE[:at] + ("a" if CODE[at] != "a" else "b") + CODE[at + 1 :]
    with pytest.raises(PortalError, match=r"^(学习记录码|这不是完整的学习记录码)"):
        code.decode(changed)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        b'{"a":{"u":[[]]},"u":{},"x":[],"t":[],"e":"","r":""}',
        b'{"a":{"u":5},"u":{},"x":[],"t":[],"e":"","r":""}',
        b'{"a":{},"u":{"c":[1e300,0,0,0]},"x":[],"t":[],"e":"","r":""}',
        b'{"a":{},"u":{"c":[null,0,0,0]},"x":[],"t":[],"e":"","r":""}',
        b'{"a":{},"u":{},"x":[],"t":[],"e":"","r":"","l":["a"]}',
        b" " * (4 * 1024 * 1024 + 1),
    ],
)
def test_a_forged_code_ends_in_a_sentence(data: bytes) -> None:
    with pytest.raises(PortalError, match=r"^学习记录码不完整或被改动过。请重新复制整段。$"):
        code.decode(_forged(data))


@given(
    st.text()
    | st.from_regex(r"XY1\.[A-Za-z0-9_-]{1,60}\.[0-9a-z]{7}", fullmatch=True)
    | st.binary(max_size=60).map(_forged)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=3), lambda x: st.lists(x, max_size=6), max_leaves=6
    ).map(
        lambda x: _forged(
            json.dumps({"e": "", "r": "", "a": {"c": x}, "u": {"c": x}, "x": x, "t": x}).encode()
        )
    )
)
def test_any_text_ends_in_a_record_or_a_sentence(text: str) -> None:
    assert schema_or_sentence(text).endswith(("portal-record/1", "。"))
