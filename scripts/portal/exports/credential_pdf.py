"""A credential to print (PDF), and as a card (PNG): both with the QR code of its compact form."""

import io
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import segno
import typst

from portal.errors import PortalError
from portal.exports.drawings import fonts
from portal.model import credential_words as words
from portal.model.credential import Credential

Json = dict[str, Any]

_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


def qr_svg(compact: str) -> str:
    """Return the QR code of a compact form as SVG."""
    made = io.BytesIO()
    segno.make(compact, error="m", micro=False).save(made, kind="svg", border=2, xmldecl=False, nl=False)
    return made.getvalue().decode()


def _words(credential: Credential, compact: str) -> Json:
    hours = words.plain(credential.hours)
    expires = credential.expires or "长期"
    facts = [
        ("学时", hours),
        ("通过日期", credential.date),
        ("有效期至", expires),
        ("签发单位", credential.issuer),
        ("通过要求", credential.rules),
        ("记录编号", credential.id),
    ]
    return {
        "kind": words.KIND,
        "heading": f"{words.KIND}　{credential.name}",
        "title": credential.title,
        "name": credential.name,
        "facts": facts,
        "line": f"{hours} 学时　{credential.date} 通过" + (f"　{expires} 到期" if credential.expires else ""),
        "issuer": credential.issuer,
        "id": credential.id,
        "check_heading": "怎样核验",
        "how_to_check": words.HOW_TO_CHECK,
        "status": f"密钥 {credential.kid}　撤回名单 {credential.list}，第 {credential.index} 位",
        "qr_label": "核验用的二维码",
        "what": words.WHAT_IT_IS,
        "not": words.WHAT_IT_IS_NOT,
        "compact": compact,
    }


@lru_cache(maxsize=1)
def _look() -> bytes:
    return (Path(__file__).parent / "credential.typ").read_bytes()


def _compiled(form: str, credential: Credential, compact: str, qr: str, **settings: Any) -> bytes:
    inputs = {"form": form, "words": json.dumps(_words(credential, compact), ensure_ascii=False), "qr": qr}
    try:
        made = typst.compile(_look(), font_paths=fonts(), sys_inputs=inputs, **settings)
    except RuntimeError as error:
        signs = dict.fromkeys(_NO_GLYPH.findall(getattr(error, "diagnostic", "") or str(error)))
        shown = "、".join(f"“{sign}”" for sign in signs) or str(error)
        raise PortalError(
            f"{credential.name}：字体里没有{shown}，PDF 和图片印不出来；JSON 文件照样能核验。"
        ) from error
    return made if isinstance(made, bytes) else made[0]


def credential_pdf(credential: Credential, compact: str, qr: str) -> bytes:
    """Return the sheet to print. The compact form stands in the file's keywords, too.

    Raises PortalError with the person's name when a sign of it is in no font.
    """
    return _compiled("sheet", credential, compact, qr, pdf_standards=["ua-1"])


def credential_card(credential: Credential, compact: str, qr: str) -> bytes:
    """Return the card as PNG, nothing baked in yet. Raises PortalError as `credential_pdf` does."""
    return _compiled("card", credential, compact, qr, format="png", ppi=144)
