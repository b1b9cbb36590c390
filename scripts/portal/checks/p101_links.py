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

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src)=\"([^\"]+)\"")
_CODE = re.compile(r"(`+).*?\1")


def _target(page: str, link: str) -> str:
    path = unquote(link.split("#")[0].split("?")[0])
    return normpath(PurePosixPath(page).parent.joinpath(path).as_posix())


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each relative link without a file, and each plain http link."""
    for _, body, marks in catalogue.pages():
        page = marks.path.removeprefix("docs/")
        for line, text in body.lines():
            for match in _LINK.finditer(_CODE.sub("", text)):
                link = match[1] or match[2]
                place = Place(marks.path, line, text.find(link) + 1)
                if link.startswith("http://"):
                    yield Finding(place, CODE, f"链接 {link} 没有加密", "换成 https:// 的官方网址，或只写文件名。")
                elif link.startswith("/"):
                    cure = "写成相对路径，如 ../c/index.md；门户可能放在子目录里。"
                    yield Finding(place, CODE, f"链接 {link} 以 / 开头", cure)
                elif not re.match(r"[a-z][a-z0-9+.-]*:|#", link) and _target(page, link) not in catalogue.files:
                    yield Finding(place, CODE, f"链接 {link} 指向的文件不存在", "改成存在的 .md 文件的相对路径。")
