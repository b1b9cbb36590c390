"""What every verifier must say of the same credentials, and what a signature is worth."""

import base64
from datetime import date
from typing import Any

import jwt as pyjwt
import pytest
from contract_files import contract
from credential_samples import ISSUER_ID, LONGEST_NAME, TODAY, World, credential
from hypothesis import given
from hypothesis import strategies as st
from openbadgeslib.ob3.status import check_credential_status
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from portal.credentials.open_badge import Number
from portal.credentials.reading import verify_file
from portal.credentials.verifying import Pinned, Verdict, verify_both, verify_compact, verify_jwt
from portal.model import credential_words
from portal.model.credential import MOST, Credential
from portal.model.issuer import LIST_BITS, IssuerFront, StatusFront
from portal.model.status_bits import encoded_list, indices_in

SAMPLES = contract("credential")
WORLD = World(SAMPLES["private_keys"])
PINNED = Pinned(
    tuple(IssuerFront.model_validate(one) for one in SAMPLES["issuers"]),
    tuple(StatusFront.model_validate(one) for one in SAMPLES["statuses"]),
)
NOW = WORLD.signer("2024-now")
PUBLIC = pyjwt.PyJWK(NOW.public_jwk() | {"alg": "ES256"}).key
NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)
DAYS = st.dates(min_value=date(1971, 1, 1)).map(lambda day: day.isoformat())


def said(verdict: Verdict) -> dict[str, Any]:
    one = verdict.credential
    return {"standing": verdict.standing, "credential": one.as_row() if one else None}


@pytest.mark.parametrize("form", ["compact", "jwt"])
def test_every_sample_is_judged_as_the_contract_says(form: str) -> None:
    judge = {"compact": verify_compact, "jwt": verify_jwt}[form]
    wrong = [
        case["about"]
        for case in SAMPLES[form]
        if said(judge(case["text"], PINNED, case["today"]))
        != {"standing": case["standing"], "credential": case["credential"]}
    ]
    assert wrong == []


def test_files_of_the_contract_are_judged_by_both_forms(tmp_path: Any) -> None:
    for case in SAMPLES["file"]:
        (tmp_path / "1.json").write_text(case["text"], "utf-8")
        verdict = verify_file(tmp_path / "1.json", PINNED, case["today"])
        assert said(verdict) == {"standing": case["standing"], "credential": case["credential"]}


def test_a_verdict_says_why_and_how_old_the_list_is() -> None:
    case = next(case for case in SAMPLES["compact"] if case["about"] == "revoked")
    verdict = verify_compact(case["text"], PINNED, TODAY)
    assert (verdict.reason, verdict.updated) == ("2024-11-30 撤回", "2024-12-01T08:00:00Z")
    lost = next(case for case in SAMPLES["compact"] if "not believed" in case["about"])
    assert verify_compact(lost["text"], PINNED, TODAY).reason == "签名的密钥已经作废"


@given(NAMES, st.floats(0.1, 400), DAYS, st.integers(0, LIST_BITS - 1), DAYS | st.just(""))
def test_both_forms_give_back_what_was_signed(
    name: str, hours: float, day: str, index: int, ends: str
) -> None:
    one = credential("2024-now", name=name, hours=hours, date=day, index=index, expires=ends)
    assert Credential.from_payload(one.payload().encode()) == one
    token = NOW.open_badge(one, ISSUER_ID, Number.of("0012", "salt"))
    assert verify_both(NOW.compact(one), token, PINNED, TODAY).credential == one


SIGNED = NOW.compact(credential("2024-now"))
TOKEN = NOW.open_badge(credential("2024-now"), ISSUER_ID, Number.of("0012", "salt"))
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


@given(place=st.integers(0, len(SIGNED) - 1), letter=st.sampled_from(LETTERS))
def test_any_changed_letter_of_the_compact_form_is_found(place: int, letter: str) -> None:
    changed = SIGNED[:place] + letter + SIGNED[place + 1 :]
    assert (verify_compact(changed, PINNED, TODAY).standing == "valid") == (changed == SIGNED)


@given(place=st.integers(0, len(TOKEN) - 1), letter=st.sampled_from(LETTERS))
def test_any_changed_letter_of_the_jwt_is_found(place: int, letter: str) -> None:
    changed = TOKEN[:place] + letter + TOKEN[place + 1 :]
    assert (verify_jwt(changed, PINNED, TODAY).standing == "valid") == (changed == TOKEN)


@given(st.text(max_size=300) | st.text(LETTERS, max_size=300).map(lambda text: f"XYC1.{text}"))
def test_whatever_is_pasted_gets_a_verdict(text: str) -> None:
    assert verify_compact(text, PINNED, TODAY).standing != "valid"
    assert verify_jwt(text, PINNED, TODAY).standing != "valid"


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda data: b"\x89PNG\r\n\x1a\n" + data))
def test_whatever_is_in_a_file_gets_a_verdict(tmp_path_factory: Any, data: bytes) -> None:
    file = tmp_path_factory.getbasetemp() / "any.bin"
    file.write_bytes(data)
    assert verify_file(file, PINNED, TODAY).standing != "valid"


def test_another_library_takes_the_jwt_for_an_open_badge() -> None:
    badge = OB3Verifier(PUBLIC).verify(TOKEN)
    assert badge.issuer.name == "青山县教师发展中心"
    assert badge.achievement.name == "学习记录：C 证 · 人人会育心"
    assert [one.identity_hash for one in badge.identifiers] == ["张小云", Number.of("0012", "salt").hash]
    assert pyjwt.decode(TOKEN, PUBLIC, algorithms=["ES256"])["credentialSubject"]["creditsEarned"] == 32


@pytest.mark.parametrize(("index", "is_revoked"), [(4, False), (5, True), (131_071, True), (131_070, False)])
def test_another_library_reads_the_status_list_and_its_signature(index: int, is_revoked: bool) -> None:
    token = NOW.open_badge(credential("2024-now", index=index), ISSUER_ID, None)
    badge = OB3Verifier(PUBLIC).verify(token)
    asked: list[str] = []

    def download(url: str) -> bytes:
        asked.append(url)
        return SAMPLES["statuses"][0]["jwt"].encode()

    def check() -> None:
        check_credential_status(badge, download=download, verify_list=True, list_pubkey_pem=_pem())

    if is_revoked:
        with pytest.raises(OB3VerificationError, match=f"'revocation' is set at index {index}"):
            check()
    else:
        check()
    assert asked == [f"{ISSUER_ID}/credentials/status-1.jwt"]


def _pem() -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def test_another_library_unbakes_the_picture(tmp_path: Any) -> None:
    png = base64.b64decode(SAMPLES["png"]["base64"])
    assert OB3Verifier.extract_token_from_png(png) == SAMPLES["png"]["jwt"]
    (tmp_path / "1.png").write_bytes(png)
    assert verify_file(tmp_path / "1.png", PINNED, TODAY).standing == "valid"


@given(st.sets(st.integers(0, LIST_BITS - 1), max_size=50))
def test_a_status_list_gives_back_its_places(places: set[int]) -> None:
    assert indices_in(encoded_list(places)) == places


@pytest.mark.parametrize("broken", ["", "x", "u", "uAAAA", "H4sIAAAA", encoded_list([])[:-4]])
def test_a_broken_status_list_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        indices_in(broken)


def test_a_status_list_that_unpacks_to_gigabytes_is_refused_at_once() -> None:
    import gzip

    bomb = "u" + base64.urlsafe_b64encode(gzip.compress(bytes(50_000_000))).decode().rstrip("=")
    with pytest.raises(ValueError, match="another size"):
        indices_in(bomb)


def test_the_longest_name_still_makes_a_code_that_telephones_read() -> None:
    one = credential(
        "2024-now", name=LONGEST_NAME, issuer="广西壮族自治区南宁市青秀区中小学心理健康教育指导中心"
    )
    assert len(NOW.compact(one)) <= MOST


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\n", "\x00", "\u2028"])
def test_names_with_signs_that_nobody_sees_are_refused(sign: str) -> None:
    with pytest.raises(ValueError, match=r"nobody sees|String"):
        credential(name=f"张{sign}云")


def test_no_text_of_a_credential_says_licence_but_to_say_what_it_is_not() -> None:
    texts = [
        value for name, value in vars(credential_words).items() if name.isupper() and isinstance(value, str)
    ]
    texts += [credential_words.name_of("轨道"), credential_words.criteria("c/nanning/1", "32")]
    texts.remove(credential_words.WHAT_IT_IS_NOT)
    assert [word for word in credential_words.NEVER for text in texts if word in text] == []
    assert credential_words.WHAT_IT_IS_NOT.startswith("它不是")
