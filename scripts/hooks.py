"""Joins the model to MkDocs' events. Besides `portal/pages`, the only file that knows MkDocs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page

from portal.commands.shortened import shortened
from portal.commands.take_away import TakeAway
from portal.errors import PortalError
from portal.exports.folder import with_folder_files
from portal.model.catalogue import Catalogue
from portal.model.unit import Unit
from portal.pages.background import in_background
from portal.pages.generated import generated
from portal.pages.made_from_pages import FromPage, add_generated, joined, search_of, write_texts
from portal.pages.made_from_pages import from_page as made_from_page
from portal.pages.navigation import navigation
from portal.pages.offline import add_offline
from portal.pages.own_html import own_html
from portal.pages.page_data import page_data
from portal.pages.pictures import with_sizes
from portal.pages.quiz_markup import bank_markup
from portal.pages.quiz_speed import quicken
from portal.pages.remembered import Remembered, made_now
from portal.pages.search.theme import silence
from portal.pages.seen import Seen
from portal.pages.shipped import SCRIPTS, replace_sources, shipped, sources_digest, style_files
from portal.pages.stopping import stop_at
from portal.pages.templates import template_of
from portal.shelf import Shelf


class _Site:
    """What one build knows: the catalogue, and the page HTML before the plugin added to it."""

    catalogue = Catalogue()
    plain_html: ClassVar[dict[str, str]] = {}
    is_preview = False
    text_of: ClassVar[Callable[[str], str | None] | None] = None
    """In a preview that reads the content itself: path from the project's root → text."""
    given: tuple[Catalogue, Callable[[], None]] | None = None
    """In `portal build`, which reads the content itself: the catalogue, and what waits for the rules."""
    remembered: ClassVar[Remembered] = made_now
    """Makes what is costly, or knows it from the last build."""
    shelf: ClassVar[Shelf | None] = None
    """Keeps for the next build what it may know of this one."""
    search: ClassVar[Callable[[], None]] = lambda: None
    """Waits for the files of the search, which are made beside the pages."""
    made: ClassVar[dict[str, FromPage]] = {}
    """Path below `docs/` → what is made from that page, where it is known already."""
    seen = Seen(Catalogue())
    take_away = TakeAway(Catalogue(), seen, None)


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only being previewed: then drafts are shown."""
    _Site.is_preview = command == "serve"
    if not _Site.is_preview:
        _Site.text_of = None


def on_shutdown() -> None:
    """Forget what a build had read itself: the next one in this process may be another's."""
    _Site.given, _Site.remembered, _Site.shelf = None, made_now, None


def on_config(config: MkDocsConfig) -> None:
    """Read the content; stop the build on any finding, so that nothing wrong is published."""
    silence(config)
    quicken(config.plugins["mkdocs_quiz"])
    if _Site.is_preview:
        config.extra["service_worker"] = False  # what is being written must never come out of a cache
    if not _Site.text_of:
        _read(config)
    config.nav = navigation(_Site.catalogue)


def _read(config: MkDocsConfig) -> None:
    with_files = config.extra.get("files", True)
    if _Site.given:
        catalogue, checked = _Site.given
        if with_files:  # nothing can be made of content that breaks rules
            checked()
    else:
        from portal.checks import run
        from portal.load import load

        loaded = load(Path(config.config_file_path).parent)
        catalogue = loaded.catalogue
        stop_at([*loaded.findings, *run(catalogue)])
    shown = catalogue.for_preview() if _Site.is_preview else catalogue
    _take(shown, _cache(config) / "files" if with_files else None)
    try:
        if not _Site.is_preview:  # before the pages, which name the sizes
            _Site.take_away.make_all()
    except PortalError as error:
        raise PluginError(str(error)) from error


def _take(catalogue: Catalogue, kept: Path | None) -> None:
    _Site.catalogue, _Site.seen, _Site.made = catalogue, Seen(catalogue), {}
    _Site.take_away = TakeAway(catalogue, _Site.seen, kept)


def give(
    catalogue: Catalogue, checked: Callable[[], None], remembered: Remembered, shelf: Shelf | None
) -> None:
    """Take content that a build has read itself; `checked` waits for the rules and stops at errors."""
    _Site.given, _Site.remembered, _Site.shelf = (catalogue, checked), remembered, shelf


def show(catalogue: Catalogue, text_of: Callable[[str], str | None], kept: Path | None) -> None:
    """Take content that a preview has read itself; `kept` is the folder of made files, None to go without."""
    _take(catalogue.for_preview(), kept)
    _Site.text_of = text_of


def site() -> type[_Site]:
    """Return what the build knows."""
    return _Site


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave drafts out of the site, retired pages out of the navigation; add what the browser reads."""
    for path, content in _Site.catalogue.page_at.items():
        file = files.get_file_from_path(path)
        if file and content.front.status == "draft" and not _Site.is_preview:
            files.remove(file)
        elif file and content.front.status != "published":
            file.inclusion = InclusionLevel.NOT_IN_NAV
    made = generated(_Site.catalogue, is_empty=_Site.text_of is not None)
    add_generated(made if _Site.is_preview else with_folder_files(made), files, config)
    return files


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give a preview the text that was read with the rest of the content."""
    return _Site.text_of(f"docs/{page.file.src_uri}") if _Site.text_of else None


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
    uri = page.file.src_uri
    before, content = _Site.plain_html.pop(uri), _Site.catalogue.page_at[uri]
    try:
        made = own_html(before, html, content, _Site.catalogue)
    except PortalError as error:
        raise PluginError(str(error)) from error
    return with_sizes(made, page.url, files.get_file_from_path)


on_page_content = CombinedEvent(_keep_plain, _take_questions)


def from_page(page: Page, config: MkDocsConfig) -> FromPage:
    """Return what is made from a page whose Markdown has been rendered."""
    uri = page.file.src_uri
    return _Site.made.get(uri) or made_from_page(_Site.catalogue.page_at[uri], page, config)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Add what is made from finished pages, and what runs in a folder; a preview makes neither here."""
    if not _Site.is_preview:
        pages = [file.page for file in files.documentation_pages() if file.page]
        made = {page.file.src_uri: from_page(page, config) for page in pages}
        searching = search_of(_Site.catalogue, made, _Site.remembered, _Site.shelf)
        _Site.search = in_background(lambda: write_texts(with_folder_files(searching), Path(config.site_dir)))
        add_generated(with_folder_files(joined(_Site.catalogue, made)), files, config)
        replace_sources(files, config, _scripts_and_styles(config))


def _cache(config: MkDocsConfig) -> Path:
    return Path(config.extra.get("cache") or Path(config.config_file_path).parent / ".cache")


def _scripts_and_styles(config: MkDocsConfig) -> dict[str, str]:
    """Return the scripts and styles that pages load, by their paths in the site."""
    folder = Path(config.theme.custom_dir or "") / SCRIPTS
    try:
        return shortened(_cache(config) / "scripts", sources_digest(config), folder, style_files(config))
    except PortalError as error:
        raise PluginError(str(error)) from error


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Ask for the scripts and styles that the build has made; a preview serves their sources."""
    return output if _Site.is_preview else shipped(output, config)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the page that lost visitors see."""
    is_page = template_name == "404.html" and not _Site.is_preview
    return shipped(output, config) if is_page else output


def on_post_build(config: MkDocsConfig) -> None:
    """Bring search and files to take away into the finished site; last of all, what works offline."""
    _Site.search()
    if not _Site.is_preview:
        _Site.take_away.copy_into(Path(config.site_dir))
    if config.extra.get("service_worker"):
        about = config.site_description or config.site_name
        add_offline(Path(config.site_dir), _Site.catalogue, config.site_name, about, _Site.shelf)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the templates the page's model and what they list."""
    content = _Site.catalogue.page_at[page.file.src_uri]
    context["portal"] = page_data(_Site.seen.by(content), content, _Site.seen.moved)
    context["portal"]["size_of"] = _Site.take_away.size_of(content)
    if template_of(content) == "rules.html":
        from portal.checks import listed  # with all the rules: for this page alone

        context["portal"] |= listed()
