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

from portal.credentials.verifying import Pinned, Verdict, verify_both, verify_compact, verify_jwt
from portal.exports.credential_png import KEYWORD, baked
from portal.model.issuer import IssuerFront, StatusFront
from portal.model.signature import from_base64url, to_base64url

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
FIND = 'm.findInBytes(Uint8Array.from(atob(x), (sign) => sign.charCodeAt(0)))'


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
    None, True, "", " ", "x" * 81, "张\u200b云", "张\n云", "\ud83c\udf31" * 80, 0, -1, 0.25, 32, 10_001, 131_072, 1000,
    "2024-02-30", "2024-1-01", "0000-01-01", "2024-12-01T", "c", "c/1/2/3", "c/12345", "C/1", "c//1", "c/a-b/1",
    "2024-old", "nobody", "O7QF-93MX-2TBD", [], {}, [1], {"a": 1},
]  # fmt: skip


@st.composite
def signed_oddly(draw: st.DrawFn) -> str:
    """Return a compact form that a known key signed although a field is strange, or one too few or too many."""
    row = [1, *credential("2024-now").as_row().values()]
    how = draw(st.sampled_from(["replace", "replace", "replace", "drop", "add"]))
    place = draw(st.integers(0, len(row) - 1))
    if how == "replace":
        row[place] = draw(st.sampled_from(STRANGE))
    elif how == "drop":
        del row[place]
    else:
        row.append(draw(st.sampled_from(STRANGE)))
    message = f"XYC1.{to_base64url(json.dumps(row, separators=(',', ':')).encode())}"
    return f"{message}.{to_base64url(NOW.sign(message.encode()))}"


def test_what_a_known_key_signed_is_taken_only_in_the_form_that_python_takes(run_js: Run) -> None:
    texts = examples(signed_oddly(), 250)
    told = [said(verify_compact(text, OURS, TODAY)) for text in texts]
    assert judged(run_js, f"m.verifyCompact(x.text, {COURT})", [asked(text) for text in texts]) == told
    assert {one["standing"] for one in told} >= {"valid", "altered", "foreign"}
