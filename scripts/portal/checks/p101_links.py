"""P101: relative links lead to files that exist. Anchors are proved by the strict build."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P101"
TITLE = "站内链接都有着落，站外链接用 https"
WHY = "断掉的链接让人停在半路；不加密的地址在校园网里可能被改动。"

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src)=\"([^\"]+)\"")
_SUSPECT = re.compile(r"\]\(|href=\"|src=\"|`")
"""What every link holds; code is among them, as its removal may leave a link behind."""
_CODE = re.compile(r"(`+).*?\1")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)
"""An address with a scheme, or an anchor of the same page."""


def _target(page: str, link: str) -> str:
    path = unquote(link.split("#")[0].split("?")[0])
    return normpath(PurePosixPath(page).parent.joinpath(path).as_posix())


def _fault(page: str, link: str, files: frozenset[str]) -> tuple[str, str] | None:
    if link.startswith("http://"):
        return f"链接 {link} 没有加密", "换成 https:// 的官方网址，或只写文件名。"
    if link.startswith("/"):
        return f"链接 {link} 以 / 开头", "写成相对路径，如 ../c/index.md；门户可能放在子目录里。"
    if not _ELSEWHERE.match(link) and _target(page, link) not in files:
        return f"链接 {link} 指向的文件不存在", "改成存在的 .md 文件的相对路径。"
    return None


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each relative link without a file, and each plain http link."""
    for _, body, marks in catalogue.pages():
        page = marks.path.removeprefix("docs/")
        for line, text in body.lines:
            if not _SUSPECT.search(text):
                continue
            for match in _LINK.finditer(_CODE.sub("", text)):
                link = match[1] or match[2]
                fault = _fault(page, link, catalogue.files)
                if fault:
                    yield Finding(Place(marks.path, line, text.find(link) + 1), CODE, *fault)
