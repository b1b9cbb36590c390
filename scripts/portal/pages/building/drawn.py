"""The finished HTML of all pages, written into the site: kept from an earlier build where it still holds."""

import logging
import os
from collections.abc import Mapping, Sequence

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from portal.pages.building.heard import Record, heard, say_again
from portal.pages.building.page_cache import PageCache
from portal.pages.building.ticks import Ticks
from portal.pages.building.two_processes import can_share, shared

_log = logging.getLogger("mkdocs.commands.build")
_KIND = "html"


class Drawing:
    """Draws the pages of one build with their templates."""

    def __init__(
        self, config: MkDocsConfig, env: Environment, nav: Navigation, cache: PageCache, ticks: Ticks
    ) -> None:
        """Draw pages whose Markdown has been rendered."""
        self._config, self._env, self._nav = config, env, nav
        self._cache, self._ticks = cache, ticks
        self._first = os.getpid()
        self._said: dict[str, list[Record]] = {}
        self._failed: dict[str, Exception] = {}

    def make(self, files: Sequence[File], key_of: Mapping[str, bytes]) -> None:
        """Write every page into the site; `key_of` has the fingerprint of all that each is drawn from."""
        pages = [file.page for file in files if file.page]
        todo = [page for page in pages if not self._take(page, key_of[page.file.src_uri])]
        self._ticks(len(pages) - len(todo))

        def draw(at: int) -> None:
            self._draw(todo[at], files, key_of[todo[at].file.src_uri])

        if can_share(len(todo)):
            self._ticks(len(shared(len(todo), draw)))
        for at, page in enumerate(todo):
            if page.file.src_uri not in self._failed and not os.path.exists(page.file.abs_dest_path):
                draw(at)
        for page in pages:
            say_again(self._said.get(page.file.src_uri, ()))
            if failure := self._failed.get(page.file.src_uri):
                raise failure

    def _take(self, page: Page, key: bytes) -> bool:
        html = self._cache.old(_KIND, page.file.src_uri, key)
        if html is None:
            return False
        _write(page, html)
        return True

    def _draw(self, page: Page, files: Sequence[File], key: bytes) -> None:
        uri = page.file.src_uri
        with heard() as said:
            try:
                html = self._filled_in(page, files)
            except Exception as error:
                self._said[uri], self._failed[uri] = said, error
                return
        if said:
            self._said[uri] = said
            if os.getpid() != self._first:  # only the first process can be heard: it draws this page again
                return
        else:
            self._cache.keep(_KIND, uri, key, html)
        _write(page, html)
        self._ticks()

    def _filled_in(self, page: Page, files: Sequence[File]) -> bytes:
        """Do with a page what MkDocs does, and return it as it stands in the site."""
        config, plugins = self._config, self._config.plugins
        config._current_page = page
        page.active = True
        try:
            context = get_context(self._nav, files, config, page)
            template = self._env.get_template(page.meta.get("template", "main.html"))
            context = plugins.on_page_context(context, page=page, config=config, nav=self._nav)
            output = plugins.on_post_page(template.render(context), page=page, config=config)
            return output.encode("utf-8", errors="xmlcharrefreplace")
        except Exception as error:
            reason = "" if isinstance(error, BuildError) else f" {error}"
            _log.error(f"Error building page '{page.file.src_uri}':{reason}")
            raise
        finally:
            page.active = False
            config._current_page = None


def _write(page: Page, html: bytes) -> None:
    """Write a page at once, so that nobody takes the half of one for the whole."""
    if not html.strip():
        return
    path = page.file.abs_dest_path
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.{os.getpid()}"
    with open(new, "wb") as file:
        file.write(html)
    os.replace(new, path)
