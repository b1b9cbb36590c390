"""The sheet and the card of a credential: every signed field is on them, and nothing that was not signed."""

import io
from pathlib import Path

import pytest
from credential_samples import ISSUER_ID, LONGEST_NAME, World, credential
from openbadgeslib.ob3.verifier import OB3Verifier
from pypdf import PdfReader

from portal.errors import PortalError
from portal.exports.credential_files import Made, stems, write_credentials
from portal.exports.credential_pdf import credential_pdf, qr_svg
from portal.exports.credential_png import baked
from portal.model.credential import Credential, find_compact
from portal.model.credential_words import WHAT_IT_IS_NOT

SIGNER = World().signer("2024-now")


def made(one: Credential, stem: str = "0012") -> Made:
    return Made(stem, one, SIGNER.compact(one), SIGNER.open_badge(one, ISSUER_ID, None))


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 1
    return "".join(pages[0].extract_text().split())


@pytest.mark.parametrize(
    "one",
    [
        credential("2024-now"),
        credential(
            "2024-now", name=LONGEST_NAME, hours=7.5, expires="2027-11-22", rules="c/nanning/12",
            title="兼职心理教师与班主任的学校心理健康教育课程", issuer="青秀区心理健康教育指导中心（教研室）",
        ),
    ],
    ids=["short", "long"],
)  # fmt: skip
def test_the_sheet_is_one_page_with_every_signed_field(one: Credential) -> None:
    compact = SIGNER.compact(one)
    pdf = credential_pdf(one, compact, qr_svg(compact))
    text = text_of(pdf)
    signed = {str(value) for value in one.as_row().values() if value}
    assert [value for value in signed if "".join(value.split()) not in text] == []
    assert ("长期" in text) == (one.expires == "")
    assert WHAT_IT_IS_NOT in text
    assert find_compact(pdf.decode("latin-1")) == compact


def test_a_sign_that_no_font_has_costs_one_person_the_sheet_and_nobody_else(tmp_path: Path) -> None:
    rare = made(credential("2024-now", name="张𪚥"), "1")
    with pytest.raises(PortalError) as error:
        write_credentials([rare, made(credential("2024-now"), "2")], ("json", "pdf"), tmp_path)
    assert str(error.value) == (
        f"有 1 人的文件没有做全，其余的都放在 {tmp_path}：\n"
        "张𪚥：字体里没有“𪚥”，PDF 和图片印不出来；JSON 文件照样能核验。"
    )
    assert sorted(file.name for file in tmp_path.iterdir()) == ["1.json", "2.json", "2.pdf"]


def test_another_library_reads_the_card(tmp_path: Path) -> None:
    one = made(credential("2024-now"))
    write_credentials([one], ("png",), tmp_path)
    png = (tmp_path / "0012.png").read_bytes()
    assert OB3Verifier.extract_token_from_png(png) == one.jwt


def test_only_pictures_are_baked() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        baked(b"GIF89a", "a.b.c")


def test_names_of_files_fit_every_system_and_differ() -> None:
    numbers = ["0012", "a/b:c", "CON", "甲", "甲", "..", "ABC", "abc"]
    assert stems(list(zip(numbers, "ABCDEFGH", strict=True))) == [
        "0012",
        "a-b-c",
        "CON-C",
        "甲",
        "甲-E",
        "F",
        "ABC",
        "abc-H",
    ]


def test_files_for_many_are_made_on_all_processors(tmp_path: Path) -> None:
    everybody = [made(credential("2024-now", index=at), f"{at:02}") for at in range(10)]
    write_credentials(everybody, ("json", "png"), tmp_path / "新 文件夹")
    names = sorted(file.name for file in (tmp_path / "新 文件夹").iterdir())
    assert names == sorted(f"{at:02}.{form}" for at in range(10) for form in ("json", "png"))
