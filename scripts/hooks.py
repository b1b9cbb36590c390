"""Joins the model to MkDocs' events. Besides `portal/pages`, the only file that knows MkDocs."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from portal.checks import COMPARING, GROUPS, RULES, run
from portal.errors import PortalError
from portal.exports.folder import folder_files, is_fetched
from portal.exports.site_files import SiteFiles
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.model.lesson import Lesson
from portal.model.release import RELEASE_PATH, release_of
from portal.model.unit import Unit
from portal.pages.browser_catalogue import browser_catalogue, record_schema
from portal.pages.issuer_pages import verifier_files
from portal.pages.lesson_html import lesson_html
from portal.pages.made_from_pages import add_generated, add_made_from_pages
from portal.pages.modules import needed_modules
from portal.pages.navigation import navigation
from portal.pages.page_data import page_data
from portal.pages.quiz_html import unit_html
from portal.pages.quiz_markup import bank_markup
from portal.pages.quiz_speed import quicken
from portal.pages.redirects import redirects
from portal.pages.tables import without_empty_headers
from portal.pages.templates import template_of

_log = logging.getLogger("mkdocs.hooks.portal")


class _Site:
    """What one build knows: the catalogue, and the page HTML before the plugin added to it."""

    catalogue = Catalogue()
    plain_html: ClassVar[dict[str, str]] = {}
    is_preview = False
    text_of: ClassVar[Callable[[str], str | None] | None] = None
    """In a preview that reads the content itself: path from the project's root → text."""
    files: SiteFiles | None = None
    """What teachers take away; None in a build that goes without."""
    made_files: Path | None = None
    """In a preview that reads the content itself: the folder that keeps made files."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only being previewed: then drafts are shown."""
    _Site.is_preview = command == "serve"
    if not _Site.is_preview:
        _Site.text_of = None


def on_config(config: MkDocsConfig) -> None:
    """Read the content; stop the build on any finding, so that nothing wrong is published."""
    logging.getLogger("jieba").setLevel(logging.WARNING)  # it sets itself to DEBUG when imported
    quicken(config.plugins["mkdocs_quiz"])
    if _Site.text_of:
        config.nav = navigation(_Site.catalogue)
        return
    loaded = load(Path(config.config_file_path).parent)
    findings = [*loaded.findings, *run(loaded.catalogue)]
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in errors:
        _log.error("%s", finding.as_text())
    if errors:
        raise PluginError(f"内容有 {len(errors)} 处错误，没有生成网站。")
    _make_files(loaded.catalogue, config)
    _Site.catalogue = loaded.catalogue.for_preview() if _Site.is_preview else loaded.catalogue
    config.nav = navigation(loaded.catalogue)


def show(catalogue: Catalogue, text_of: Callable[[str], str | None], kept: Path | None) -> None:
    """Take content that a preview has read itself; `kept` is the folder of made files, None to go without."""
    _Site.catalogue, _Site.text_of = catalogue.for_preview(), text_of
    _Site.files, _Site.made_files = None, kept


def _files() -> SiteFiles | None:
    if _Site.files is None and _Site.made_files:
        _Site.files = SiteFiles(_Site.catalogue, _Site.made_files)
    return _Site.files


def file_of(path: str) -> Path | None:
    """Return a file that teachers take away, made now if need be; None if there is no such file."""
    files = _files()
    return files.make(path) if files else None


def _size_of(content: Content) -> Callable[[str], str]:
    """Return what tells the templates how large a file is that teachers take away, in words."""
    files = _files()
    if not files:
        return lambda path: ""
    if not (_Site.is_preview and isinstance(content, Lesson)):
        return files.size_of
    sizes = files.sizes_of(content)
    return lambda path: sizes[path] if path in sizes else files.size_of(path)


def _make_files(catalogue: Catalogue, config: MkDocsConfig) -> None:
    """Make what teachers take away before the pages, which name the sizes; a preview makes it when asked."""
    _Site.files = None
    if not config.extra.get("files", True):
        return
    cache = Path(config.extra.get("cache") or Path(config.config_file_path).parent / ".cache")
    _Site.files = SiteFiles(catalogue, cache / "files")
    if _Site.is_preview:
        return
    try:
        _Site.files.make_all()
    except PortalError as error:
        raise PluginError(str(error)) from error


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave drafts out of the site, retired pages out of the navigation; add what the browser reads."""
    for path, content in _Site.catalogue.page_at.items():
        file = files.get_file_from_path(path)
        if file and content.front.status == "draft" and not _Site.is_preview:
            files.remove(file)
        elif file and content.front.status != "published":
            file.inclusion = InclusionLevel.NOT_IN_NAV
    for uri, text in (
        *((uri, "" if _Site.text_of else write()) for uri, write in _READ_BY_BROWSER.items()),
        *redirects(_Site.catalogue),
        *verifier_files(_Site.catalogue),
        *(() if _Site.is_preview else [(RELEASE_PATH, release_of(_Site.catalogue).as_text())]),
    ):
        files.append(File.generated(config, uri, content=text))
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give a preview the text that was read with the rest of the content."""
    return _Site.text_of(f"docs/{page.file.src_uri}") if _Site.text_of else None


_READ_BY_BROWSER: dict[str, Callable[[], str]] = {
    "assets/catalogue.json": lambda: browser_catalogue(_Site.catalogue),
    "assets/portal-record-1.schema.json": record_schema,
}


def written(uri: str) -> str | None:
    """Return a file that the browser reads: a preview writes it only when it is asked for."""
    write = _READ_BY_BROWSER.get(uri)
    return write() if write else None


def own_meta(page: Page) -> None:
    """Choose the template; take away front matter for which the theme would draw signs of its own."""
    for key in ("status", "tags"):
        page.meta.pop(key, None)
    if template := template_of(_Site.catalogue.page_at[page.file.src_uri]):
        page.meta["template"] = template


@event_priority(50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Write the bank's questions below a unit, before mkdocs-quiz reads it."""
    own_meta(page)
    content = _Site.catalogue.page_at[page.file.src_uri]
    bank = _Site.catalogue.bank_of.get(content.id) if isinstance(content, Unit) else None
    if not bank:
        return markdown
    page.meta["quiz"] = {"enabled": True}
    return f"{markdown}\n\n{bank_markup(bank)}\n"


@event_priority(100)
def _keep_plain(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    _Site.plain_html[page.file.src_uri] = html
    return html


@event_priority(-100)
def _take_questions(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    plain = without_empty_headers(_Site.plain_html.pop(page.file.src_uri))
    unit = _Site.catalogue.page_at[page.file.src_uri]
    if isinstance(unit, Lesson):
        return lesson_html(plain)
    bank = _Site.catalogue.bank_of.get(unit.id) if isinstance(unit, Unit) else None
    if not isinstance(unit, Unit) or not bank:
        return plain
    percents = (track.front.pass_percent for track in _Site.catalogue.tracks if track.slug == unit.track)
    percent = next(percents, 100)  # in a preview, the track's page may be the one that is broken
    try:
        return unit_html(plain, html, bank, unit.front.revision, percent, _Site.catalogue.pictures)
    except PortalError as error:
        raise PluginError(str(error)) from error


on_page_content = CombinedEvent(_keep_plain, _take_questions)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Add what is made from finished pages, and what runs in a folder; a preview makes neither here."""
    if not _Site.is_preview:
        add_made_from_pages(_Site.catalogue, files, config)
        fetched = {file.src_uri: file for file in files if is_fetched(file.src_uri)}
        texts = ((uri, file.content_string) for uri, file in fetched.items())
        add_generated(folder_files(_scripts(config), texts), files, config)


def _scripts(config: MkDocsConfig) -> Path:
    return Path(config.theme.custom_dir or "") / "assets" / "javascripts"


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Ask for all script files of the page at once."""
    links = "".join(
        f'<link rel="modulepreload" href="{get_relative_url(f"assets/javascripts/{name}", page.url)}">'
        for name in needed_modules(output, _scripts(config))
    )
    return output.replace("</head>", f"{links}</head>", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """Bring the files that teachers take away into the finished site."""
    if _Site.files and not _Site.is_preview:
        _Site.files.copy_into(Path(config.site_dir))


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the templates the page's model and what they list."""
    catalogue = _Site.catalogue
    content = catalogue.page_at[page.file.src_uri]
    context["portal"] = page_data(catalogue, content) | {
        "size_of": _size_of(content),
        "rules": sorted((*RULES, *COMPARING), key=lambda rule: rule.code),
        "rule_groups": GROUPS,
    }
