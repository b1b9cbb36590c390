"""Proves the links of a built site: pages, files, anchors, feeds; and that no page asks another host.

By hand, because the known checkers crawl a running server, and this has to read a folder and name the source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from portal.progress import tracked
from portal.releases.site_links import Link, links_of, parsed_page

_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:|//")
_OTHER_HOST = re.compile(r"(?i)(https?:)?//")
_NAMING = (".html", ".css", ".js", ".xml", ".json")
"""Endings of files that may name addresses."""

_OUR_WORK = "正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。"


@dataclass(frozen=True)
class BrokenLink:
    """A link of the built site that does not lead where it should."""

    page: str
    """The file with the link, below the site."""
    reason: str
    cure: str
    source: str = ""
    """The file that an author can change, from the project's root; empty when there is none."""
    line: int = 0
    """Of the source; 0 when it is not known."""

    def as_text(self) -> str:
        """Two lines: where and what, then what to do."""
        where = f"{self.source}:{self.line}" if self.line else self.source or f"网站的 {self.page}"
        return f"{where}: {self.reason}\n    {self.cure}"


@dataclass
class _Site:
    """What a built site has."""

    folder: Path
    base: str
    """Path of the site on its server, with slashes at the ends."""
    host: str
    """Such as `https://xinyu.example.edu.cn`; empty when nobody said where the site will be."""
    files: frozenset[str]
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)

    def file_at(self, path: str) -> str | None:
        """Return the file that a server sends for a path; None if it has none."""
        if path in self.files:
            return path
        index = join(path, "index.html")
        return index if index in self.files else None

    def path_of(self, page: str, address: str) -> str | None:
        """Return the path below the site that an address on a page leads to; None outside the site."""
        if address.startswith("/"):
            if not f"{address}/".startswith(self.base):
                return None
            address = f"./{address[len(self.base) :]}"
            page = ""
        path = normpath(join(dirname(page), address))
        if path.startswith(".."):
            return None
        return "" if path == "." else path

    def has_anchor(self, file: str, anchor: str) -> bool:
        if file not in self.anchors:
            page = parsed_page(self.folder / file)
            self.anchors[file] = frozenset((*page.xpath("//@id"), *page.xpath("//a/@name")))
        return anchor in self.anchors[file]


def _site(folder: Path, site_url: str | None) -> _Site:
    parts = urlsplit(site_url or "")
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    host = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return _Site(folder, parts.path.rstrip("/") + "/", host, files)


def _fault(site: _Site, page: str, link: Link) -> tuple[str, str] | None:
    """Return what is wrong with a link and the cure; None if it leads where it should."""
    url = link.url
    if site.host and f"{url}/".startswith(f"{site.host}/"):
        url = url.removeprefix(site.host) or "/"
    if _OTHER_HOST.match(url) and link.is_loaded:
        return f"向别的网站要文件：{url}", "把文件放进 docs/，用相对路径；网站要在没有外网的地方也能用。"
    if _SCHEME.match(url):
        return None
    parts = urlsplit(url)
    path = site.path_of(page, unquote(parts.path)) if parts.path else page
    if path is None:
        return f"链接 {url} 跑到了网站外面", "少写一层 ../，或写全网址。"
    file = site.file_at(path)
    if file is None:
        return _missing(site, path)
    anchor = unquote(parts.fragment)
    if (
        anchor
        and not anchor.startswith(":~:")
        and file.endswith(".html")
        and not site.has_anchor(file, anchor)
    ):
        return (
            f"链接 {url} 的落点 #{anchor} 那一页上没有",
            "打开那一页，看标题改成了什么；或去掉 # 后面的部分。",
        )
    return None


def _missing(site: _Site, path: str) -> tuple[str, str]:
    alike = next((file for file in sorted(site.files) if file.lower() == path.lower()), None)
    if alike:
        return f"链接 {path} 大小写不对，文件叫 {alike}", "照文件名写；服务器分大小写，Windows 不分。"
    if path.startswith("files/"):
        return f"没有文件 {path}", "再发布一次；还是没有，看那一课是不是改成了草稿。"
    return f"没有 {path or '首页'} 这一页或这个文件", "改成有的页面；页面换了地方，就写它现在的相对路径。"


def _source_of(root: Path, page: str) -> str:
    """Return the Markdown file that a page is made from; empty for what is made otherwise."""
    stem = page.removesuffix("index.html").rstrip("/")
    paths = ("docs/index.md",) if not stem else (f"docs/{stem}.md", f"docs/{stem}/index.md")
    return (
        next((path for path in paths if (root / path).is_file()), "") if page.endswith("index.html") else ""
    )


def _line_of(text: str, link: Link) -> int:
    """Return the first line with the last part of a link's address, or with its words; 0 if there is none."""
    parts = urlsplit(link.url)
    wanted = [
        f"#{unquote(parts.fragment)}" if parts.fragment else "",
        unquote(parts.path).rstrip("/").rpartition("/")[2],
        f"[{link.text}]" if link.text else "",
    ]
    for needle in wanted:
        found = [number for number, line in enumerate(text.split("\n"), 1) if needle and needle in line]
        if found and needle not in (".", ".."):
            return found[0]
    return 0


def _problem(root: Path, page: str, link: Link, fault: tuple[str, str]) -> BrokenLink:
    reason, cure = fault
    source = _source_of(root, page)
    line = _line_of((root / source).read_text("utf-8"), link) if source else 0
    return BrokenLink(page, reason, cure if line else _OUR_WORK, source if line else "", line)


def _gathered(broken: list[BrokenLink]) -> tuple[BrokenLink, ...]:
    """Tell what stands in a template once, with the number of its pages."""
    alike: dict[str, list[BrokenLink]] = {}
    for one in broken:
        alike.setdefault(one.as_text() if one.source else one.reason, []).append(one)
    return tuple(
        replace(group[0], reason=f"{group[0].reason}（在 {len(group)} 页上）") if len(group) > 1 else group[0]
        for group in alike.values()
    )


@dataclass(frozen=True)
class Checked:
    """How many links were looked at, and which do not lead where they should."""

    links: int
    broken: tuple[BrokenLink, ...]


def _of_file(site: _Site, page: str) -> Iterator[Link]:
    yield from {link.url: link for link in links_of(site.folder / page) if link.url}.values()


def check_links(folder: Path, root: Path, site_url: str | None = None) -> Checked:
    """Look at each internal link of a built site; `root` is the project that it was built from."""
    site = _site(folder, site_url)
    count, broken = 0, []
    for page in tracked(sorted(file for file in site.files if file.endswith(_NAMING)), "检查链接"):
        for link in _of_file(site, page):
            count += 1
            fault = _fault(site, page, link)
            if fault:
                broken.append(_problem(root, page, link, fault))
    return Checked(count, _gathered(broken))
