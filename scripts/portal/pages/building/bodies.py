"""The Markdown of all pages, rendered: kept from an earlier build where it still holds."""

import logging
import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from portal.pages.body import Answer, Asked, restore, same_answers, state_of
from portal.pages.building.heard import Record, heard, say_again
from portal.pages.building.hooks import hooks_of
from portal.pages.building.page_cache import PageCache
from portal.pages.building.ticks import Ticks
from portal.pages.building.two_processes import can_share, shared
from portal.pages.digests import digest_of
from portal.pages.made_from_pages import FromPage

_log = logging.getLogger("mkdocs.commands.build")
_KIND = "body"
_LINKS = "links_to_anchors"


@dataclass(frozen=True)
class Body:
    """A page's Markdown, rendered, what is made from it, and what was said about it."""

    answers: dict[str, Answer]
    state: dict[str, Any]
    made: FromPage
    said: list[Record]


class Bodies:
    """Renders the Markdown of the pages of one build."""

    def __init__(self, config: MkDocsConfig, files: Files, cache: PageCache, ticks: Ticks) -> None:
        """Render pages with a configuration that has been set up; `files` are those of the site."""
        self._config, self._files, self._cache, self._ticks = config, files, cache, ticks
        self._hooks = hooks_of(config)
        self._found: dict[str, Body] = {}
        self._digests: dict[str, bytes] = {}
        self._failed: dict[str, tuple[list[Record], Exception]] = {}

    def make(self, pages: Sequence[Page], keys: Sequence[bytes]) -> None:
        """Give every page its rendered Markdown; `keys` are the fingerprints of their sources."""
        key_of = dict(zip((page.file.src_uri for page in pages), keys, strict=True))
        todo = [page for page in pages if not self._take(page, self._cache.old(_KIND, *_at(page, key_of)))]
        self._ticks(len(pages) - len(todo))
        if can_share(len(todo)):
            others = shared(len(todo), lambda at: self._render(todo[at], *_at(todo[at], key_of)))
            for page in (todo[at] for at in sorted(others)):
                self._take(page, self._cache.find(_KIND, *_at(page, key_of)))
                self._ticks()
        for page in todo:
            if page.file.src_uri not in self._found.keys() | self._failed.keys():
                self._render(page, *_at(page, key_of))

    @property
    def have_failed(self) -> bool:
        """Whether something went wrong with a page."""
        return bool(self._failed)

    def speak(self, pages: Sequence[Page]) -> None:
        """Say what is to be said about the pages; raises what went wrong with the first of them."""
        for page in pages:
            failure = self._failed.get(page.file.src_uri)
            say_again(failure[0] if failure else self._found[page.file.src_uri].said)
            if failure:
                raise failure[1]

    @property
    def made(self) -> dict[str, FromPage]:
        """Path below `docs/` → what is made from that page."""
        return {uri: body.made for uri, body in self._found.items()}

    def digest_of(self, page: Page) -> bytes:
        """Return the fingerprint of a page's rendered Markdown."""
        return self._digests[page.file.src_uri]

    def _take(self, page: Page, kept: bytes | None) -> bool:
        """Give a page what was kept of it; tell whether there was something that still holds."""
        if kept is None:
            return False
        body: Body = pickle.loads(kept)
        if not same_answers(body.answers, self._files):
            return False
        links = {self._file(uri): anchors for uri, anchors in body.state[_LINKS].items()}
        restore(page, body.state | {_LINKS: links})
        self._remember(page, body, kept)
        return True

    def _file(self, uri: str) -> File:
        file = self._files.get_file_from_path(uri)
        assert file, "a link was answered with this file"
        return file

    def _remember(self, page: Page, body: Body, kept: bytes) -> None:
        self._found[page.file.src_uri] = body
        self._digests[page.file.src_uri] = digest_of(kept)

    def _render(self, page: Page, uri: str, key: bytes) -> None:
        asked: Any = Asked(self._files)
        with heard() as said:
            try:
                self._populate(page, asked)
                made = self._hooks.from_page(page, self._config)
            except Exception as error:
                self._failed[uri] = said, error
                return
        links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
        body = Body(asked.answers, state_of(page) | {_LINKS: links}, made, said)
        kept = pickle.dumps(body)
        self._cache.keep(_KIND, uri, key, kept)
        self._remember(page, body, kept)
        self._ticks()

    def _populate(self, page: Page, asked: Any) -> None:
        """Do with a page what MkDocs does; `asked` are the site's files."""
        config, plugins = self._config, self._config.plugins
        config._current_page = page
        try:
            page = plugins.on_pre_page(page, config=config, files=asked)
            page.read_source(config)
            page.markdown = plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=asked
            )
            page.render(config, asked)
            page.content = plugins.on_page_content(page.content or "", page=page, config=config, files=asked)
        except Exception as error:
            reason = "" if isinstance(error, BuildError) else f" {error}"
            _log.error(f"Error reading page '{page.file.src_uri}':{reason}")
            raise
        finally:
            config._current_page = None


def _at(page: Page, key_of: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return under what a page is kept."""
    return page.file.src_uri, key_of[page.file.src_uri]
