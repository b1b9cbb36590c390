"""The 核验 page judges every credential as Python does, whatever is brought to it."""

import base64
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from credential_samples import TODAY, World, credential
from hypothesis import strategies as st
from test_core import examples

from portal.credentials.verifying import Pinned, Verdict, verify_compact, verify_jwt
from portal.exports.credential_png import KEYWORD, baked
from portal.model.issuer import IssuerFront, StatusFront
from portal.model.text_code import to_base64url

Run = Callable[[str, str, Any], Any]
SAMPLES = contract("credential")
PINNED = {name: SAMPLES[name] for name in ("issuers", "statuses")}
OURS = Pinned(
    tuple(IssuerFront.model_validate(one) for one in SAMPLES["issuers"]),
    tuple(StatusFront.model_validate(one) for one in SAMPLES["statuses"]),
)
WORLD = World(SAMPLES["private_keys"])
NOW = WORLD.signer("2024-now")
COMPACT = SAMPLES["compact"][0]["text"]
TOKEN = SAMPLES["jwt"][0]["text"]
COURT = """{ pinned: x.pinned, today: x.today,
    isSigned: (await import("/elements/verify-signature.js").then((file) => file.loadSignatures())) }"""
FIND = "m.findInBytes(Uint8Array.from(atob(x), (sign) => sign.charCodeAt(0)))"


def asked(text: str, today: str = TODAY) -> dict[str, Any]:
    return {"text": text, "today": today, "pinned": PINNED}


def judged(run_js: Run, expression: str, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = run_js("credential-verdict", expression, cases)
    return [{"standing": one["standing"], "credential": one["credential"]} for one in found]


def said(verdict: Verdict) -> dict[str, Any]:
    one = verdict.credential
    return {"standing": verdict.standing, "credential": one.as_row() if one else None}


@pytest.mark.parametrize(
    ("form", "expression"),
    [
        ("compact", f"m.verifyCompact(x.text, {COURT})"),
        ("jwt", f"m.verifyJwt(x.text, {COURT})"),
        ("file", f"m.verify(JSON.parse(x.text), {COURT})"),
    ],
)
def test_every_sample_is_judged_as_the_contract_says(run_js: Run, form: str, expression: str) -> None:
    cases = SAMPLES[form]
    found = judged(run_js, expression, [asked(case["text"], case["today"]) for case in cases])
    told = [{"standing": case["standing"], "credential": case["credential"]} for case in cases]
    assert [case["about"] for case, one, two in zip(cases, found, told, strict=True) if one != two] == []


@st.composite
def changed(draw: st.DrawFn, signed: str) -> str:
    """Return a signed text with letters changed, lost or added."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= \u200b"
    text = list(signed)
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(text) - 1))
        text[place : place + draw(st.integers(0, 1))] = draw(st.sampled_from([*letters, ""]))
    return "".join(text)


@pytest.mark.parametrize(
    ("signed", "judge", "expression"),
    [
        (COMPACT, verify_compact, f"m.verifyCompact(x.text, {COURT})"),
        (TOKEN, verify_jwt, f"m.verifyJwt(x.text, {COURT})"),
    ],
    ids=["compact", "jwt"],
)
def test_a_changed_letter_gets_the_verdict_that_python_gives(
    run_js: Run, signed: str, judge: Callable[..., Verdict], expression: str
) -> None:
    texts = examples(changed(signed), 200)
    told = [said(judge(text, OURS, TODAY)) for text in texts]
    assert judged(run_js, expression, [asked(text) for text in texts]) == told
    assert {one["standing"] for one in told} >= {"altered", "unreadable"}


STRANGE: list[Any] = [
    None, True, "", " ", "x" * 81, "张\u200b云", "张\n云", "\ud83c\udf31" * 80, 0, -1, 0.25, 32,
    10_001, 131_072, 1000, "2024-02-30", "2024-1-01", "0000-01-01", "2024-12-01T", "c", "c/1/2/3", "c/12345",
    "C/1", "c//1", "c/a-b/1", "2024-old", "nobody", "O7QF-93MX-2TBD", [], {}, [1], {"a": 1},
]  # fmt: skip


@st.composite
def signed_oddly(draw: st.DrawFn) -> str:
    """Return a compact form that a known key signed although a field is strange, missing or one too many."""
    row = [1, *credential("2024-now").as_row().values()]
    how = draw(st.sampled_from(["replace", "replace", "replace", "drop", "add"]))
    place = draw(st.integers(0, len(row) - 1))
    if how == "replace":
        row[place] = draw(st.sampled_from(STRANGE if place else [0, 2, "1", None]))
    elif how == "drop":
        del row[place]
    else:
        row.append(draw(st.sampled_from(STRANGE)))
    message = f"XYC1.{to_base64url(json.dumps(row, separators=(',', ':')).encode())}"
    return f"{message}.{to_base64url(NOW._sign(message.encode()))}"


def test_what_a_known_key_signed_is_taken_only_in_the_form_that_python_takes(run_js: Run) -> None:
    texts = examples(signed_oddly(), 250)
    told = [said(verify_compact(text, OURS, TODAY)) for text in texts]
    assert judged(run_js, f"m.verifyCompact(x.text, {COURT})", [asked(text) for text in texts]) == told
    assert {one["standing"] for one in told} >= {"valid", "altered", "foreign"}


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def found_in(run_js: Run, *files: bytes) -> list[Any]:
    """Return what the page finds in files: what is in it, or True for a picture, or why nothing."""
    told = run_js("credential-file", FIND, [encoded(data) for data in files])
    return [one["found"] or one.get("isPicture") or one["reason"] for one in told]


DOT = base64.b64decode(SAMPLES["png"]["base64"])
BARE = baked(b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + bytes(17), "x")


def packed_png(token: str) -> bytes:
    """Return a picture in which the JWT is packed, as some badge makers do."""
    body = b"iTXt" + KEYWORD + b"\0\1\0en\0\0" + zlib.compress(token.encode())
    return DOT[:33] + struct.pack(">I", len(body) - 4) + body + bytes(4) + DOT[-12:]


def test_credentials_are_found_in_files_pictures_and_pasted_texts(run_js: Run) -> None:
    file = json.dumps({"schema": "portal-credential/1", "compact": COMPACT, "jwt": TOKEN}, indent=1)
    other = SAMPLES["compact"][2]["text"]
    pdf = b"%PDF-1.7\n\xff\xfe<pdf:Keywords>" + COMPACT.encode() + b"</pdf:Keywords>\n%%EOF"
    texts = [f"\ufeff\r\n{file}", TOKEN, f"{COMPACT}\r\n"]
    assert found_in(run_js, *(text.encode() for text in texts), DOT, packed_png(TOKEN), pdf) == [
        [{"compact": COMPACT, "jwt": TOKEN}],
        [{"jwt": TOKEN}],
        [{"compact": COMPACT}],
        [{"jwt": SAMPLES["png"]["jwt"]}],
        [{"jwt": TOKEN}],
        [{"compact": COMPACT}],
    ]  # fmt: skip
    several = f"一、{COMPACT}\n二、{other}\n{COMPACT[:90]}\n{COMPACT[90:]}".encode()
    assert found_in(run_js, several) == [[{"compact": COMPACT}, {"compact": other}]]


BRING = "请选签发单位发的文件（.json、.png、.pdf），或者扫纸上的二维码。"
CUT = "只有一部分，没有传完整。请本人重新发一次，或者扫纸上的二维码。"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", f"里面是空的。{BRING}"),
        (b" \n", f"里面是空的。{BRING}"),
        ("你好".encode(), f"这里面没有学习记录。学习记录的文字以 XYC1. 开头。{BRING}"),
        (b"XYC1.", f"这串文字{CUT}"),
        (COMPACT[:-9].encode(), f"这串文字{CUT}"),
        (
            f"{COMPACT}\n{SAMPLES['compact'][2]['text'][:-9]}".encode(),
            f"这里面有 1 份{CUT}其余 1 份请另外核验。",
        ),
        (b'{"schema":"portal-credential/1","comp', f"这个文件{CUT}"),
        (b'{"schema":"portal-credential/1"}', f"文件里少了签名的部分。{BRING}"),
        (
            b'{"schema":"portal-credential/2"}',
            "这份学习记录是另一个版本的心育学堂做的，这里还读不了。请扫纸上的二维码。",
        ),
        (
            b'{"schema":"portal-record/1"}',
            f"这是自己导出的作答记录，没有人签过名，不用核验。{BRING}",
        ),
        (b"{}", f"这个文件不是签发的学习记录。{BRING}"),
        (
            b"%PDF-1.4 nothing",
            "这份 PDF 里读不出学习记录，它可能是扫描的，或者另存过。"
            "请扫上面印着的二维码，或者给二维码截一张图拖进来。",
        ),
        (b"PK\x03\x04", f"这是 Word、Excel 或压缩包。请先把里面的文件取出来。{BRING}"),
        (b"\xff\xfe\x00\x80", f"这个文件里没有学习记录。{BRING}"),
        (b"\xff\xd8\xff\xe0 photo", True),
        (BARE[:33], True),
        (DOT[:60], True),
        (DOT.replace(KEYWORD, KEYWORD[::-1]), True),
        (packed_png("x")[:-20], True),
        (b"RIFF\0\0\0\0WEBPVP8 ", True),
    ],
)  # fmt: skip
def test_what_holds_no_credential_is_told_what_it_is_and_what_to_bring(
    run_js: Run, data: bytes, told: Any
) -> None:
    assert found_in(run_js, data) == [told]


def test_any_bytes_at_all_are_answered(run_js: Run) -> None:
    heads = [
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"%PDF-",
        b"XYC1.",
        b"{",
        DOT[:33],
        DOT[:33] + b"\xff\xff\xff\xffiTXt",
    ]
    files = examples(st.builds(bytes.__add__, st.sampled_from(heads), st.binary(max_size=200)), 300)
    assert all(one is True or isinstance(one, (str, list)) for one in found_in(run_js, *files))


def test_a_picture_whose_packed_text_would_fill_the_memory_is_only_a_picture(run_js: Run) -> None:
    assert found_in(run_js, packed_png("A" * 30_000_000)) == [True]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2024-12-01T09:00:00Z", "撤回名单更新于 2024年12月1日（今天）。"),
        ("2024-12-01T16:00:00Z", "撤回名单更新于 2024年12月1日（1 天前）。"),
        ("2024-11-01T00:00:00Z", "撤回名单更新于 2024年12月1日（今天）。"),
        (
            "2025-01-02T00:00:00Z",
            "撤回名单更新于 2024年12月1日（32 天前）。名单旧了，那以后撤回的这里看不出："
            "请联网打开网站，刷新，再核验一次。",
        ),
    ],
)
def test_it_is_said_how_old_the_list_is(run_js: Run, now: str, told: str) -> None:
    expression = "m.listWords('2024-12-01T08:00:00Z', Date.parse(x))"
    assert run_js("credential-words", expression, [now]) == [told]


def test_all_that_was_signed_is_told_in_the_words_and_order_of_the_printed_sheet(run_js: Run) -> None:
    from portal.exports.credential_pdf import _words

    signed = credential("2024-now", expires="2026-12-01", hours=7.5)
    sheet = _words(signed, "")
    facts = run_js("credential-words", "m.factsOf(x)", [signed.as_row()])[0]
    assert facts[:2] == [[sheet["kind"], sheet["title"]], ["姓名", sheet["name"]]]
    assert facts[2:8] == [list(fact) for fact in sheet["facts"]]
    assert sheet["status"] == "　".join(f"{label} {value}" for label, value in facts[8:])
    assert len(facts) == len(signed.as_row()) - 1, "编号和位置写在一格"
