"""Model → the small pages that stand at old addresses and lead on, without script."""

import html
from collections.abc import Iterator
from posixpath import relpath

from portal.model.catalogue import Catalogue
from portal.model.release import address_of

_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="canonical" href="{target}">
<meta http-equiv="refresh" content="0; url={target}">
</head>
<body>
<p>这一页搬家了。没有自动打开，请点：<a href="{target}">{title}</a></p>
</body>
</html>
"""


def _redirect(alias: str, address: str, title: str) -> str:
    target = relpath(address or ".", alias) + "/"
    return _PAGE.format(target=html.escape(target), title=html.escape(title))


def redirects(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield (path below the site, HTML) for each old address of a page that opens."""
    for page, _, marks in catalogue.pages():
        if page.front.status != "draft":
            for alias in page.front.aliases:
                yield f"{alias}/index.html", _redirect(alias, address_of(marks.path), page.front.title)
