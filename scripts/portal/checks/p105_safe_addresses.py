"""P105: nothing on a page runs a script of its own or fetches from another host.

Pages ask nobody else for anything (design, “The network”), and an imported question must not carry code.
"""

import html
import re
from collections.abc import Iterator

from portal.model.bank import texts_of
from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P105"
TITLE = "页面和题目里没有脚本、嵌入框和站外图片，链接只用 https、mailto、tel"
WHY = "门户不向别的网站要任何东西：校园网里打得开，也不会把谁来看过告诉别人。"
ALONE = True

_CODE = re.compile(r"(`+).*?\1", re.DOTALL)
_ADDRESS = re.compile(r"(?:\]\(|\]:|\b(?:href|src|action|data)\s*=)\s*[\"'<]?\s*([^\s>)\"']+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\](?:\(|:)\s*[\"'<]?\s*([^\s>)\"']+)")
"""The same, for a text that names none of `_ATTRIBUTES`: much quicker."""
_ATTRIBUTES = ("href", "src", "action", "data")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED = ("https", "mailto", "tel")
_LIVE = re.compile(
    r"<\s*(?:script|iframe|object|embed|link|meta|base|form)\b|<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE
)
_FETCHED = ("![", "src", "url(")
"""What begins everything that a browser fetches by itself."""
_SUSPECT = re.compile(r"[\[=(]")
"""What every address holds; most texts of questions have none of it."""
_FOREIGN = re.compile(
    r"(?:!\[[^\]]*\]\(\s*<?|\bsrc\s*=\s*[\"']?|\burl\(\s*[\"']?)(?:[a-z]+:)?//", re.IGNORECASE
)


def _scheme(address: str) -> str | None:
    """Return the scheme that a browser would see: entities read, invisible characters dropped."""
    bare = re.sub(r"[\x00-\x20]", "", html.unescape(address))
    match = _SCHEME.match(bare)
    return match[1].lower() if match else None


def _faults(text: str, *, is_bank: bool) -> Iterator[tuple[int, str, str]]:
    """Yield (position, reason, cure) of everything live or foreign in a text without code."""
    live = () if is_bank else _LIVE.finditer(text)  # in banks raw HTML is shown as written
    for match in live:
        reason = "有会运行的内容（脚本、嵌入框、表单或 on… 属性）"
        yield match.start(), reason, "删掉它；需要的功能请提给维护门户的人。"
    lower = text.lower()
    for match in _FOREIGN.finditer(text) if any(words in lower for words in _FETCHED) else ():
        yield match.start(), "有从别的网站取来的图片或文件", "把文件存到 docs/ 里，写相对路径。"
    addresses = _ADDRESS if any(words in lower for words in _ATTRIBUTES) else _IN_BRACKETS
    for match in addresses.finditer(text):
        scheme = _scheme(match[1])
        if scheme and scheme not in _ALLOWED and not (scheme == "http" and not is_bank):  # pages: P101
            reason = f"链接 {match[1][:40]} 的开头 {scheme}: 不能用"
            yield match.start(1), reason, "只用 https:、mailto:、tel: 或相对路径。"


def _page(body: Body, path: str) -> Iterator[Finding]:
    """Yield each kind of fault once a line."""
    lines = [_CODE.sub("", text) if "`" in text else text for _, text in body.lines]
    whole = "\n".join(lines)
    seen = set()
    for position, reason, cure in _faults(whole, is_bank=False):
        number, _ = body.lines[whole.count("\n", 0, position)]
        if (number, reason) not in seen:
            seen.add((number, reason))
            yield Finding(Place(path, number), CODE, reason, cure)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each live or foreign piece of a page or a question."""
    for _, body, marks in catalogue.pages():
        yield from _page(body, marks.path)
    for bank in catalogue.banks:
        for number, question in bank.numbered():
            for keys, text in texts_of(question):
                if not _SUSPECT.search(text):
                    continue
                place = bank.marks.at("questions", number, *keys)
                faults = _faults(_CODE.sub("", text), is_bank=True)
                for reason, cure in dict.fromkeys((reason, cure) for _, reason, cure in faults):
                    yield Finding(place, CODE, f"题目 '{question.id}'：{reason}", cure)
