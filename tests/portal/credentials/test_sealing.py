"""Sealed answers open only with the trainer's key, and any changed byte is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.credentials.sealing import (
    as_code,
    codes_in,
    from_code,
    make_identity,
    open_sealed,
    recipient_of,
    seal,
)
from portal.errors import PortalError

IDENTITY, RECIPIENT = make_identity()
SEALED = seal("答卷".encode() * 20, RECIPIENT)
DAMAGED = "打不开：文件传坏了，或者不是交给这次考核的。请考生从“正式考核”页面再交一次。"
NOT_SEALED = "不是密封的答卷。请考生从“正式考核”页面再交一次。"


def test_the_key_of_the_recipient_opens() -> None:
    assert open_sealed(SEALED, f"# 密钥\n\n{IDENTITY}\n") == "答卷".encode() * 20
    assert recipient_of(IDENTITY) == RECIPIENT


def test_another_key_does_not() -> None:
    with pytest.raises(PortalError) as refused:
        open_sealed(SEALED, make_identity()[0])
    assert str(refused.value) == DAMAGED


def test_any_flipped_bit_is_found() -> None:
    for place in range(len(SEALED)):
        changed = bytearray(SEALED)
        changed[place] ^= 1 << place % 8
        with pytest.raises(PortalError) as refused:
            open_sealed(bytes(changed), IDENTITY)
        assert str(refused.value) in (DAMAGED, NOT_SEALED)


@given(st.binary(max_size=300))
def test_bytes_from_anywhere_are_refused_in_words(data: bytes) -> None:
    for given_bytes in (data, SEALED[:22] + data, SEALED[: len(data)], SEALED + data + b"\0"):
        with pytest.raises(PortalError) as refused:
            open_sealed(given_bytes, IDENTITY)
        assert str(refused.value) in (DAMAGED, NOT_SEALED)


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1", "一句话", f"{IDENTITY}\n{IDENTITY}"])
def test_a_key_file_that_holds_no_key_names_the_cure(text: str) -> None:
    with pytest.raises(PortalError) as refused:
        recipient_of(text)
    assert str(refused.value) == (
        "密钥文件里不是密钥。从备份里把 make 那一次的 keys/seal.key 放回来；没有它，交上来的答卷打不开。"
    )


def test_a_paper_with_a_broken_recipient_is_no_paper() -> None:
    with pytest.raises(PortalError) as refused:
        seal(b"x", "age1x")
    assert str(refused.value) == "试卷里的公钥不对。请向主考老师再要一份试卷。"


@given(
    st.binary(max_size=200),
    st.lists(st.sampled_from([" ", "\n", "\r\n", "\u200b", "\u3000", "\t"]), max_size=4),
)
def test_a_code_survives_what_chats_do_to_long_lines(data: bytes, breaks: list[str]) -> None:
    code = as_code(data) if data else as_code(b"-")
    pieces = [code[at : at + 17] for at in range(0, len(code), 17)]
    pasted = "您好，答卷：" + ("".join(breaks) or " ").join(pieces)
    assert [from_code(found) for found in codes_in(pasted)] == [data or b"-"]


@given(st.binary(min_size=1, max_size=80), st.data())
def test_no_changed_letter_of_a_code_goes_unnoticed(data: bytes, draw: st.DataObject) -> None:
    code = as_code(data)
    place = draw.draw(st.integers(6, len(code) - 1))
    other = draw.draw(st.sampled_from("abcXYZ019-_."))
    if other != code[place]:
        with pytest.raises(PortalError, match=r"^答卷码"):
            from_code(code[:place] + other + code[place + 1 :])


def test_two_codes_in_one_chat_are_two() -> None:
    first, second = as_code(b"one"), as_code(b"two")
    text = f"张老师：{first}\n李老师：\n{second}\n收到请回复"
    assert [from_code(code) for code in codes_in(text)] == [b"one", b"two"]


@given(st.text(max_size=200))
def test_any_pasted_text_is_searched_without_harm(text: str) -> None:
    for code in codes_in(text + "XYA1.abc.1234567" + text):
        assert code.startswith("XYA1")
