"""The site of a preview: any page of it as `portal build` would write it, made when it is asked for.

Whenever content changes, the site's structure (files, navigation) is set up anew, which is quick; a page is
rendered when somebody looks at it, and its Markdown only if something that it is made from has changed.
"""

from pathlib import Path
from threading import RLock
from typing import Any, cast

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.model.finding import Finding
from portal.pages.body import Asked, Rendered, restore, same_answers, state_of
from portal.pages.generated import written_for_browser
from portal.pages.modules import forget_scripts
from portal.pages.navigation import navigation
from portal.pages.preview.memory import (
    CompiledTemplates,
    Hooks,
    Shown,
)
from portal.pages.preview.trouble import bare_page, error_page, trouble_of
from portal.pages.search.theme import without_segmentation
from portal.pages.sources import TextOf, sources_of

_COMPILED = CompiledTemplates()


class PreviewSite:
    """One `mkdocs.yml` and the content that it shows. Safe to use from several threads."""

    def __init__(
        self, config_file: Path, catalogue: Catalogue, text_of: TextOf, with_files: bool = True
    ) -> None:
        """Read the configuration and show the content.

        Raises mkdocs.exceptions.ConfigurationError, or whatever a broken configuration makes plugins raise.
        """
        self._lock = RLock()
        self.troubles: dict[str, tuple[Finding, ...]] = {}
        self._rendered: dict[str, Rendered] = {}
        self._last: dict[str, bytes] = {}
        self._parsed: dict[str, tuple[str, str, dict[str, Any]]] = {}
        self._looks = config_file.parent / "overrides"
        self._kept = config_file.parent / ".cache" / "files" if with_files else None
        without_segmentation()
        config = load_config(str(config_file), site_dir=str(config_file.parent / "site"))
        self.hooks: Hooks = cast(dict[str, Any], config.hooks)["scripts/hooks.py"]
        self.hooks.show(catalogue, text_of, self._kept)
        config.plugins.on_startup(command="serve", dirty=False)
        self._config: MkDocsConfig = config.plugins.on_config(config)
        self._env = self._config.theme.get_env()
        self._env.bytecode_cache = _COMPILED
        self._names: list[str] = []
        self.read_looks()
        self.show(catalogue, text_of)

    def read_looks(self) -> None:
        """Read templates, styles and scripts again; call `show` afterwards."""
        with self._lock:
            forget_scripts()
            if self._env.cache is not None:
                self._env.cache.clear()
            names = sorted(str(path) for path in self._looks.rglob("*"))
            if names != self._names:
                self._names, theme = names, Files([])
                theme.add_files_from_theme(self._env, self._config)
                self._theme_files = list(theme)

    def show(self, catalogue: Catalogue, text_of: TextOf) -> None:
        """Show other content from now on. Every page that has a file must be in the catalogue."""
        with self._lock:
            self.hooks.show(catalogue, text_of, self._kept)
            config, plugins = self._config, self._config.plugins
            self._catalogue, self._text_of = catalogue, text_of
            config.nav = navigation(catalogue)
            files = get_files(config)
            for file in list(files):
                if file.is_documentation_page() and file.src_uri not in catalogue.page_at:
                    files.remove(file)
            for file in self._theme_files:
                if file.src_uri not in files.src_uris:
                    files.append(file)
            files = plugins.on_files(files, config=config)
            set_exclusions(files, config)
            self._nav: Navigation = plugins.on_nav(get_navigation(files, config), config=config, files=files)
            self._files = files
            self._doc_files = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            for file in self._doc_files:
                self._read(file)
            self._env = plugins.on_env(self._env, config=config, files=files)
            self._html: dict[str, Shown] = {}
            self._at = {file.dest_uri: file for file in files}
            for gone in self.troubles.keys() - catalogue.page_at.keys():
                del self.troubles[gone]

    def forget(self) -> None:
        """Render every page anew: something has changed that no page is known to be made from."""
        with self._lock:
            self._rendered.clear()

    def _read(self, file: File) -> Page:
        """Give a file its page, with front matter and Markdown."""
        page = file.page or Page(None, file, self._config)
        text = self._text_of(f"docs/{file.src_uri}")
        parsed = self._parsed.get(file.src_uri)
        if text is not None and parsed and parsed[0] == text:
            page.markdown, page.meta = parsed[1], dict(parsed[2])
        else:
            page.read_source(self._config)
            if text is not None:
                self._parsed[file.src_uri] = text, page.markdown or "", dict(page.meta)
        self.hooks.own_meta(page)
        return page

    def _render(self, page: Page) -> tuple[Finding, ...]:
        """Give a page its rendered Markdown; where that cannot be, the one that it had before."""
        uri, config = page.file.src_uri, self._config
        sources = sources_of(uri, self._catalogue, self._text_of)
        old = self._rendered.get(uri)
        if old and old.sources == sources and same_answers(old.answers, self._files):
            restore(page, old.state)
            self.troubles.pop(uri, None)
            return ()
        asked: Any = Asked(self._files)
        config._current_page = page
        try:
            self._read(page.file)
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=asked
            )
            page.render(config, asked)
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=asked
            )
        except Exception as error:  # an author's slip, or one of a plugin: the other pages go on
            self.troubles[uri] = trouble = (trouble_of(error, uri, self._looks),)
            restore(page, old.state if old else {"content": error_page(trouble), "toc": get_toc([])})
            return trouble
        finally:
            config._current_page = None
        self._rendered[uri] = Rendered(sources, asked.answers, state_of(page))
        self.troubles.pop(uri, None)
        return ()

    def _draw(self, page: Page) -> Shown:
        uri = page.file.src_uri
        troubles = self._render(page)
        try:
            self._last[uri] = self._fill_in(page, page.meta.get("template", "main.html"))
        except Exception as error:  # a slip in a template, or content that it does not expect
            self.troubles[uri] = troubles = (*troubles, trouble_of(error, uri, self._looks))
            return Shown(self._last.get(uri) or self._plain(page, troubles), troubles)
        return Shown(self._last[uri], troubles)

    def _plain(self, page: Page, troubles: tuple[Finding, ...]) -> bytes:
        """Return a page that its own template never could draw, in the plainest template that can."""
        try:
            return self._fill_in(page, "main.html")
        except Exception:
            return bare_page(troubles)

    def _fill_in(self, page: Page, template: str) -> bytes:
        config = self._config
        config._current_page = page
        page.active = True
        try:
            context = get_context(self._nav, self._doc_files, config, page)
            drawn = self._env.get_template(template)
            context = config.plugins.on_page_context(context, page=page, config=config, nav=self._nav)
            output = config.plugins.on_post_page(drawn.render(context), page=page, config=config)
            return output.encode("utf-8", errors="xmlcharrefreplace")
        finally:
            page.active = False
            config._current_page = None

    def page(self, address: str) -> Shown | None:
        """Return the page at an address below the site, such as `my/index.html`; None if there is none."""
        with self._lock:
            file = self._at.get(address)
            if not file or not file.page:
                return None
            if file.src_uri not in self._html:
                self._html[file.src_uri] = self._draw(file.page)
            return self._html[file.src_uri]

    def source_of(self, address: str) -> str | None:
        """Return the path below `docs/` of the page at an address; None if there is none."""
        file = self._at.get(address)
        return file.src_uri if file and file.page else None

    def addresses(self) -> list[str]:
        """Return the addresses of all pages, in the order of the files."""
        return [file.dest_uri for file in self._doc_files]

    def asset(self, address: str) -> bytes | Path | None:
        """Return what else stands at an address: a file, or its bytes where there is none on the disk."""
        file = self._at.get(address)
        if not file or file.page:
            return None
        written = written_for_browser(self.hooks.site().catalogue, file.src_uri)
        if written is not None:
            return written.encode()
        return Path(file.abs_src_path) if file.abs_src_path else file.content_bytes

    def not_found(self) -> bytes:
        """Return the page that says that there is none."""
        name, config = "404.html", self._config
        with self._lock:
            try:
                template = config.plugins.on_pre_template(
                    self._env.get_template(name), template_name=name, config=config
                )
                context = get_context(self._nav, self._files, config, base_url="/")
                context = config.plugins.on_template_context(context, template_name=name, config=config)
                return template.render(context).encode()
            except Exception as error:
                return bare_page([trouble_of(error, name, self._looks)])

    def to_search(self, address: str) -> tuple[str, Content, str] | None:
        """Return what the search reads of a page: path below `docs/`, model, HTML; None if there is none.

        It renders the page's Markdown if need be, so that showing the page later is quick.
        """
        with self._lock:
            file = self._at.get(address)
            content = self._catalogue.page_at.get(file.src_uri) if file else None
            if not file or not file.page or not content:
                return None
            self._render(file.page)
            return file.src_uri, content, file.page.content or ""

    @property
    def catalogue(self) -> Catalogue:
        """The content that it shows."""
        return self._catalogue
