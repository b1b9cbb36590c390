"""A locked paper opens only with its code, and any changed byte of it is found."""

import re
from contextlib import suppress

import pytest
from contract_files import contract
from hypothesis import given
from hypothesis import strategies as st

from portal.credentials import locking
from portal.errors import PortalError
from portal.model.paper import LockedPaper, Paper
from portal.model.text_code import from_base64url, to_base64url

PAPER = Paper.model_validate(contract("paper")["papers"][0]["paper"])
SALT, NONCE = bytes(16), bytes(12)
CODE = "7K3QX-9M2TB"
KEY = locking.key_of(CODE, SALT)
LOCKED = locking.lock(PAPER, KEY, SALT, NONCE)
"""Made once: the key takes a tenth of a second on purpose."""

typing_habits = st.lists(st.sampled_from([" ", "-", "－", "–", "\u3000", "\u200b", "\n", "."]), max_size=3)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive each key once; what is asked for stays the same."""
    known: dict[tuple[str, bytes], bytes] = {(locking.plain_code(CODE), SALT): KEY}
    real = locking.key_of

    def key_of(code: str, salt: bytes) -> bytes:
        place = locking.plain_code(code), salt
        if place not in known:
            known[place] = real(code, salt)
        return known[place]

    monkeypatch.setattr(locking, "key_of", key_of)


def test_the_right_code_gives_back_the_paper() -> None:
    assert locking.unlock(LOCKED, CODE.lower()) == PAPER


def test_any_flipped_bit_is_found(quick: None) -> None:
    data = from_base64url(LOCKED.data)
    for place in [*range(0, len(data), max(1, len(data) // 200)), len(data) - 1]:
        for bit in (1, 128):
            changed = bytearray(data)
            changed[place] ^= bit
            altered = LOCKED.model_copy(update={"data": to_base64url(bytes(changed))})
            with pytest.raises(PortalError, match=r"^开卷码不对，或者试卷文件传坏了。"):
                locking.unlock(altered, CODE)


@pytest.mark.parametrize("field", ["id", "title", "nonce"])
def test_what_stands_open_beside_the_paper_cannot_be_changed_either(field: str, quick: None) -> None:
    other = {"id": "winter-2026-b", "title": "另一场", "nonce": to_base64url(bytes(11) + b"\1")}
    with pytest.raises(PortalError, match=r"^开卷码不对，或者试卷文件传坏了。"):
        locking.unlock(LOCKED.model_copy(update={field: other[field]}), CODE)


def test_a_paper_cut_short_is_refused(quick: None) -> None:
    for keep in (24, 40, len(LOCKED.data) // 2, len(LOCKED.data) - 1):
        with pytest.raises(PortalError, match=r"^开卷码不对，或者试卷文件传坏了。"):
            locking.unlock(LOCKED.model_copy(update={"data": LOCKED.data[:keep]}), CODE)


@given(st.text(locking.ALPHABET, min_size=10, max_size=10), st.data())
def test_no_habit_of_typing_changes_a_code(code: str, data: st.DataObject) -> None:
    typed = ""
    for letter in code:
        habit = data.draw(st.sampled_from(["as is", "lower", "wide", "misread"]))
        misread = {"0": "oO", "1": "iIlL"}.get(letter, letter)
        forms = {
            "as is": letter,
            "lower": letter.lower(),
            "wide": chr(ord(letter) + 0xFEE0),
            "misread": misread[0],
        }
        typed += forms[habit] + "".join(data.draw(typing_habits))
    assert locking.plain_code(typed) == code


@given(st.text(max_size=30))
def test_any_text_is_a_code_or_is_refused_in_words(typed: str) -> None:
    with suppress(PortalError):
        assert re.fullmatch(f"[{locking.ALPHABET}]{{10}}", locking.plain_code(typed))


def test_a_new_code_is_ten_letters_from_the_system_with_a_hyphen() -> None:
    codes = {locking.make_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(locking.plain_code(code) == code.replace("-", "") and code[5] == "-" for code in codes)


def test_the_form_of_a_locked_paper_bounds_what_a_hostile_one_may_ask_for() -> None:
    data = LOCKED.as_data()
    assert LockedPaper.model_validate(data) == LOCKED
    for kdf in ({"n": 2**30}, {"r": 1024}, {"p": 64}, {"name": "pbkdf2"}, {"salt": ""}):
        with pytest.raises(ValueError, match=r"kdf"):
            LockedPaper.model_validate(data | {"kdf": data["kdf"] | kdf})
