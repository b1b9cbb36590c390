"""A running preview: what a browser gets at each address, and what it is told when something changes."""

import hashlib
import json
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from threading import Condition
from typing import Any

from portal.errors import said
from portal.pages.preview.content import Content
from portal.pages.preview.files import TakeAwayFiles
from portal.pages.preview.memory import Shown
from portal.pages.preview.problems import Problems, split
from portal.pages.preview.questions import questions_at
from portal.pages.preview.search import SearchFiller
from portal.pages.preview.site import PreviewSite
from portal.pages.sources import files_of

OWN = "_preview/"
"""Addresses below this are the preview's own; a built site has none of them."""

_HERE = Path(__file__).parent
_PANEL = {"panel.js": "text/javascript", "panel.css": "text/css"}
_HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """What goes back to a browser."""

    status: int
    kind: str
    body: bytes
    location: str = ""


def kind_of(address: str) -> str:
    """Return the media type of an address. Windows' registry is not asked: it may call scripts plain text."""
    known = {".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
             ".json": "application/json", ".md": "text/plain"}  # fmt: skip
    suffix = PurePosixPath(address).suffix.lower()
    kind = known.get(suffix) or mimetypes.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


class Preview:
    """Joins the site, its problems and those who look at it. Safe to use from several threads."""

    def __init__(self, site: PreviewSite, content: Content) -> None:
        """Show content with a site."""
        self.site, self.content = site, content
        self.problems = Problems(drawn=site.troubles)
        self.search = SearchFiller(lambda: self.site, self.tell)
        self._files = TakeAwayFiles(lambda path: self.site.hooks.site().take_away.make(path))
        self._looks = 0
        self._assets: dict[str, int] = {}
        self._busy: tuple[str, ...] = ()
        self.news = Condition()
        self.edition = 0

    def show(self, content: Content, site: PreviewSite | None = None) -> None:
        """Show other content, or the same with another site."""
        if site is None:
            self.site.show(content.catalogue, content.text_of)
        else:
            self.site, self.problems.drawn = site, site.troubles
        self.content = content

    def changed_assets(self, paths: Iterable[str]) -> None:
        """Note which files besides pages are others now: paths from the project's root."""
        for path in paths:
            if path.startswith("overrides/"):
                self._looks += 1
            elif path.startswith("docs/") and not path.endswith(".md"):
                name = path.rpartition("/")[2]
                self._assets[name] = self._assets.get(name, 0) + 1

    def tell(self, busy: tuple[str, ...] | None = None) -> None:
        """Let all browsers look again; `busy` says in sentences what is being done."""
        with self.news:
            self._busy = self._busy if busy is None else busy
            self.edition += 1
            self.news.notify_all()

    def _print_of(self, shown: Shown) -> str:
        """Return what changes exactly when a browser should load the page again."""
        assets = sorted(
            (name, count) for name, count in self._assets.items() if name.encode() in shown.html
        )  # fmt: skip
        return hashlib.sha256(shown.html + repr((self._looks, assets)).encode()).hexdigest()[:16]

    def message(self, path: str) -> dict[str, Any]:
        """Return what the browser that looks at a path should know."""
        address = address_of(path)
        shown = self.site.page(address)
        uri = self.site.source_of(address)
        files = files_of(uri, self.content.catalogue, self.content.text_of) if uri else ()
        return {
            "print": self._print_of(shown) if shown else "",
            "stale": [file for file in files if file in self.content.instead],
            "busy": list(self._busy),
            **split(self.problems.all(), files),
        }

    def answer(self, path: str) -> Answer:
        """Return what stands at a path such as `/my/`."""
        self.search.used()
        address = address_of(path)
        if address.startswith(OWN):
            name = address.removeprefix(OWN)
            found = (_HERE / name).read_bytes() if name in _PANEL else None
            return Answer(200, kind_of(name), found) if found else Answer(404, _TEXT, b"")
        shown = self.site.page(address)
        if shown:
            return Answer(200, _HTML, self._with_panel(shown.html, self._print_of(shown)))
        if self.site.source_of(f"{address}/index.html"):
            return Answer(302, _TEXT, b"", f"{path}/")
        return self._other(address)

    def _other(self, address: str) -> Answer:
        if (searched := self.search.file(address)) is not None:
            return Answer(200, "application/json", searched)
        questions = questions_at(address, self.content.catalogue, self.site)
        if questions is not None:
            return Answer(200, kind_of(address), questions)
        taken = self._files.bring(address)
        if isinstance(taken, str):
            return Answer(500, _TEXT, taken.encode())
        found = self.site.asset(address) if taken is None else taken
        if isinstance(found, Path):
            try:
                found = found.read_bytes()
            except FileNotFoundError:
                found = None
            except OSError as error:
                return Answer(500, _TEXT, f"{address} 打不开：{said(error)}。".encode())
        if found is None:
            return Answer(404, _HTML, self._with_panel(self.site.not_found(), ""))
        return Answer(200, kind_of(address), found)

    def _with_panel(self, html: bytes, page_print: str) -> bytes:
        """Return a page with the panel of problems: the only thing that a built page has not."""
        head = (
            f'<meta name="portal-preview" content="{page_print}">'
            f'<link rel="stylesheet" href="/{OWN}panel.css">'
            f'<script type="module" src="/{OWN}panel.js"></script>'
        ).encode()
        before, end, after = html.partition(b"</head>")
        return before + head + end + after if end else head + html

    def event(self, path: str) -> bytes:
        """Return a message as an event for `EventSource`."""
        return f"data: {json.dumps(self.message(path), ensure_ascii=False)}\n\n".encode()


def address_of(path: str) -> str:
    """Return the address below the site of a path in the browser: folders stand for their first page."""
    address = path.lstrip("/")
    return f"{address}index.html" if not address or address.endswith("/") else address
