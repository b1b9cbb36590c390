"""P105: nothing on a page runs a script of its own or fetches from another host.

Pages ask nobody else for anything (design, “The network”), and an imported question must not carry code.
"""

import html
import re
from collections.abc import Iterator

from portal.model.bank import texts_of
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P105"
TITLE = "页面和题目里没有脚本、嵌入框和站外图片，链接只用 https、mailto、tel"
WHY = "门户不向别的网站要任何东西：校园网里打得开，也不会把谁来看过告诉别人。"

_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_ADDRESS = re.compile(r"(?:\]\(|\]:|\b(?:href|src|action|data)\s*=)\s*[\"'<]?\s*([^\s>)\"']+)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = ("https", "mailto", "tel")
_LIVE = re.compile(
    r"<\s*(?:script|iframe|object|embed|link|meta|base|form)\b|<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE
)
_FOREIGN = re.compile(
    r"(?:!\[[^\]]*\]\(\s*<?|\bsrc\s*=\s*[\"']?|\burl\(\s*[\"']?)(?:[a-z]+:)?//", re.IGNORECASE
)


def _scheme(address: str) -> str | None:
    """Return the scheme that a browser would see: entities read, invisible characters dropped."""
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(address))
    match = _SCHEME.match(bare)
    return match[1].lower() if match else None


def _faults(text: str, *, is_bank: bool) -> Iterator[tuple[str, str]]:
    plain = _CODE.sub("", text)
    if not is_bank and _LIVE.search(plain):  # in banks raw HTML is shown as written
        yield "有会运行的内容（脚本、嵌入框、表单或 on… 属性）", "删掉它；需要的功能请提给维护门户的人。"
    if _FOREIGN.search(plain):
        yield "有从别的网站取来的图片或文件", "把文件存到 docs/ 里，写相对路径。"
    for match in _ADDRESS.finditer(plain):
        scheme = _scheme(match[1])
        if scheme and scheme not in _ALLOWED and not (scheme == "http" and not is_bank):  # pages: P101
            yield f"链接 {match[1][:40]} 的开头 {scheme}: 不能用", "只用 https:、mailto:、tel: 或相对路径。"


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each live or foreign piece of a page or a question."""
    for _, body, marks in catalogue.pages():
        for line, text in body.lines:
            for reason, cure in _faults(text, is_bank=False):
                yield Finding(Place(marks.path, line), CODE, reason, cure)
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            for keys, text in texts_of(question):
                for reason, cure in _faults(text, is_bank=True):
                    place = bank.marks.at("questions", number, *keys)
                    yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
