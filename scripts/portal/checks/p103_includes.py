"""P103: what a page includes exists in `docs/_includes/`."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "P103"
TITLE = "包含的公共段落都存在"
WHY = "公共段落只写一次，用名字放进来。名字写错，页面上就缺了那一段，常常是求助信息。"

_INCLUDE = re.compile(r'^\s*--8<--\s+"([^"]*)"')


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each include of a file that is not there."""
    known = "、".join(sorted(catalogue.includes))
    for _, body, marks in catalogue.pages():
        for line, text in body.lines:
            match = _INCLUDE.match(text) if "--8<--" in text else None
            if match and match[1] not in catalogue.includes:
                place = Place(marks.path, line)
                yield Finding(place, CODE, f"没有公共段落 '{match[1]}'", f"可用的有：{known}。")
