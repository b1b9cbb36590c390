import json
from typing import Any

import pytest
from graded_assessments import IDENTITY, LI, RECIPIENT, hand_in, sealed

from portal.credentials.sealing import as_code, seal
from portal.credentials.submissions import submissions_in
from portal.model.paper_results import Submission, Unread


def read(data: bytes, name: str = "1.age") -> list[Submission | Unread]:
    return list(submissions_in(data, name, IDENTITY))


def reasons(data: bytes) -> list[str]:
    return [one.reason for one in read(data) if isinstance(one, Unread)]


def test_a_sealed_file_is_opened() -> None:
    (found,) = read(sealed(hand_in()))
    assert isinstance(found, Submission)
    assert (found.candidate, found.paper, found.seconds) == (LI, "autumn-a", 2400)


def test_codes_are_found_in_a_chat_and_each_has_its_number() -> None:
    code = as_code(sealed(hand_in()))
    text = f"张老师：\n我的 {code[:80]}\n {code[80:]}\n谢谢\n{code}"
    assert [one.source for one in read(text.encode("utf-16"), "群.txt")] == [
        "群.txt（第 1 段码）",
        "群.txt（第 2 段码）",
    ]


@pytest.mark.parametrize("behind", ["\n2026-11-22 10:05 李四\n收到", " ok", "\nLisi: hello", "0", "。谢谢"])
def test_what_a_chat_puts_right_behind_a_code_does_no_harm(behind: str) -> None:
    (found,) = read(f"{as_code(sealed(hand_in()))}{behind}".encode())
    assert isinstance(found, Submission)


def test_a_code_that_a_mail_quotes_is_put_together_again() -> None:
    code = as_code(sealed(hand_in()))
    quoted = "\n> ".join(code[at : at + 76] for at in range(0, len(code), 76))
    (found,) = read(f"> {quoted}\n>\n> 张三".encode())
    assert isinstance(found, Submission)


def test_a_broken_code_costs_only_itself() -> None:
    code = as_code(sealed(hand_in()))
    found = read(f"{code[:200]} {code}".encode())
    assert [type(one) for one in found] == [Unread, Submission]


def test_any_flipped_byte_of_a_sealed_file_is_found() -> None:
    data = sealed({**hand_in(), "answers": {}, "times": {}})
    for place in range(len(data)):
        changed = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
        assert all(isinstance(one, Unread) for one in read(changed)), place
    for cut in range(0, len(data), 7):
        assert all(isinstance(one, Unread) for one in read(data[:cut]))


@pytest.mark.parametrize(
    "inside",
    [
        b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000, b'{"schema": "portal-answers/2"}',
        json.dumps({**hand_in(), "answers": {"c-talk/q-0": "one"}}).encode(),
        json.dumps({**hand_in(), "finished": "gestern"}).encode(),
        json.dumps({**hand_in(), "score": 100}).encode(),
    ],
)  # fmt: skip
def test_what_is_sealed_but_no_answers_is_said_so(inside: bytes) -> None:
    assert reasons(seal(inside, RECIPIENT)) == [
        "封好了，里面却不是答卷，或者被改动过。请考生从“正式考核”页面再交一次。"
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" \n", "是空的。请考生重新交一次。"),
        (b"hello", "里面没有答卷。答卷是 .answers.age 文件，或以 XYA1. 开头的一段码；纸上的用登分表。"),
        (b"age-encryption.org/v1\n-> X", "打不开：文件传坏了，或者不是交给这次考核的。"
                                          "请考生从“正式考核”页面再交一次。"),
    ],
)  # fmt: skip
def test_what_holds_no_answers_says_what_to_do(data: bytes, reason: str) -> None:
    assert reasons(data) == [reason]


def test_answers_handed_in_again_have_another_seal_and_the_same_content() -> None:
    data: dict[str, Any] = hand_in()
    (one,), (two,) = read(sealed(data)), read(sealed(data))
    assert isinstance(one, Submission)
    assert isinstance(two, Submission)
    assert one.seal != two.seal
    assert one.content == two.content
