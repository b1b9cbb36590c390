"""Joins the model to MkDocs' events. Besides `portal/pages`, the only file that knows MkDocs."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from portal.checks import COMPARING, GROUPS, RULES, run
from portal.errors import PortalError
from portal.exports.folder import folder_files, is_fetched
from portal.exports.page_scripts import script_files
from portal.exports.page_scripts.minified import minified_once
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.model.finding import Finding
from portal.model.lesson import Lesson
from portal.model.unit import Unit
from portal.pages.background import in_background
from portal.pages.browser_catalogue import browser_catalogue, record_schema
from portal.pages.issuer_pages import verifier_files
from portal.pages.lesson_html import lesson_html
from portal.pages.made_from_pages import FromPage, add_generated, joined, search_of
from portal.pages.made_from_pages import from_page as made_from_page
from portal.pages.modules import BASE, parts
from portal.pages.navigation import navigation
from portal.pages.offline import add_offline
from portal.pages.page_data import page_data
from portal.pages.quiz_html import unit_html
from portal.pages.quiz_markup import bank_markup
from portal.pages.quiz_speed import quicken
from portal.pages.redirects import redirects
from portal.pages.remembered import Remembered, made_now
from portal.pages.search.theme import silence
from portal.pages.seen import Seen
from portal.pages.shipped import SCRIPTS, replace_sources, shipped, sources_digest, style_files
from portal.pages.tables import without_empty_headers
from portal.pages.templates import template_of

if TYPE_CHECKING:
    from portal.exports.site_files import SiteFiles

_log = logging.getLogger("mkdocs.hooks.portal")


class _Site:
    """What one build knows: the catalogue, and the page HTML before the plugin added to it."""

    catalogue = Catalogue()
    plain_html: ClassVar[dict[str, str]] = {}
    is_preview = False
    text_of: ClassVar[Callable[[str], str | None] | None] = None
    """In a preview that reads the content itself: path from the project's root → text."""
    files: "SiteFiles | None" = None
    """What teachers take away; None in a build that goes without."""
    made_files: Path | None = None
    """In a preview that reads the content itself: the folder that keeps made files."""
    given: tuple[Catalogue, Callable[[], None]] | None = None
    """In `portal build`, which reads the content itself: the catalogue, and what waits for the rules."""
    remembered: ClassVar[Remembered] = made_now
    """Makes what is costly, or knows it from the last build."""
    search: ClassVar[Callable[[], list[tuple[str, str]]]] = list
    """Waits for the files of the search, which are made beside the pages."""
    made: ClassVar[dict[str, FromPage]] = {}
    """Path below `docs/` → what is made from that page, where it is known already."""
    seen = Seen(Catalogue())


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only being previewed: then drafts are shown."""
    _Site.is_preview = command == "serve"
    if not _Site.is_preview:
        _Site.text_of = None


def on_shutdown() -> None:
    """Forget what a build had read itself: the next one in this process may be another's."""
    _Site.given, _Site.remembered = None, made_now


def on_config(config: MkDocsConfig) -> None:
    """Read the content; stop the build on any finding, so that nothing wrong is published."""
    silence(config)
    quicken(config.plugins["mkdocs_quiz"])
    if _Site.is_preview:
        config.extra["service_worker"] = False  # what is being written must never come out of a cache
    if _Site.text_of:
        config.nav = navigation(_Site.catalogue)
        return
    if _Site.given:
        catalogue, checked = _Site.given
        if config.extra.get("files", True):
            checked()
    else:
        loaded = load(Path(config.config_file_path).parent)
        catalogue = loaded.catalogue
        stop_at([*loaded.findings, *run(catalogue)])
    _make_files(catalogue, config)
    _take(catalogue.for_preview() if _Site.is_preview else catalogue)
    config.nav = navigation(catalogue)


def stop_at(findings: Sequence[Finding]) -> None:
    """Tell the errors among the findings and stop the build if there are any."""
    errors = [finding for finding in findings if finding.severity == "error"]
    for finding in errors:
        _log.error("%s", finding.as_text())
    if errors:
        raise PluginError(f"内容有 {len(errors)} 处错误，没有生成网站。")


def _take(catalogue: Catalogue) -> None:
    _Site.catalogue, _Site.seen, _Site.made = catalogue, Seen(catalogue), {}


def give(catalogue: Catalogue, checked: Callable[[], None], remembered: Remembered) -> None:
    """Take content that a build has read itself; `checked` waits for the rules and stops at errors."""
    _Site.given, _Site.remembered = (catalogue, checked), remembered


def show(catalogue: Catalogue, text_of: Callable[[str], str | None], kept: Path | None) -> None:
    """Take content that a preview has read itself; `kept` is the folder of made files, None to go without."""
    _take(catalogue.for_preview())
    _Site.text_of = text_of
    _Site.files, _Site.made_files = None, kept


def _site_files(catalogue: Catalogue, folder: Path) -> "SiteFiles":
    from portal.exports.site_files import SiteFiles  # with all that writes Word and PDF: only who needs it

    return SiteFiles(catalogue, folder)


def _files() -> "SiteFiles | None":
    if _Site.files is None and _Site.made_files:
        _Site.files = _site_files(_Site.catalogue, _Site.made_files)
    return _Site.files


def file_of(path: str) -> Path | None:
    """Return a file that teachers take away, made now if need be; None if there is no such file."""
    files = _files()
    return files.make(path) if files else None


def seen() -> Seen:
    """Return the catalogue as the templates of its pages see it."""
    return _Site.seen


def sizes_seen(content: Content) -> str:
    """Return as text the sizes that the template of a page may ask for."""
    files = _files()
    if not files or _sees_little(content):
        return ""
    return repr(sorted((files.sizes_of(content) if isinstance(content, Lesson) else files.sizes()).items()))


def _sees_little(content: Content) -> bool:
    return not isinstance(content, Lesson) and _Site.seen.by(content) is not _Site.seen.facts


def _size_of(content: Content) -> Callable[[str], str]:
    """Return what tells the templates how large a file is that teachers take away, in words."""
    files = _files()
    if not files or _sees_little(content):
        return lambda path: ""
    if not isinstance(content, Lesson):
        return files.size_of
    sizes = files.sizes_of(content)
    return lambda path: sizes.get(path, "")


def _make_files(catalogue: Catalogue, config: MkDocsConfig) -> None:
    """Make what teachers take away before the pages, which name the sizes; a preview makes it when asked."""
    _Site.files = None
    if not config.extra.get("files", True):
        return
    cache = Path(config.extra.get("cache") or Path(config.config_file_path).parent / ".cache")
    _Site.files = _site_files(catalogue, cache / "files")
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


def from_page(page: Page, config: MkDocsConfig) -> FromPage:
    """Return what is made from a page whose Markdown has been rendered."""
    uri = page.file.src_uri
    return _Site.made.get(uri) or made_from_page(_Site.catalogue.page_at[uri], page, config)


def take_made(made: dict[str, FromPage]) -> None:
    """Take what is made from pages, where it is known already."""
    _Site.made = made


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Add what is made from finished pages, and what runs in a folder; a preview makes neither here."""
    if not _Site.is_preview:
        pages = [file.page for file in files.documentation_pages() if file.page]
        made = {page.file.src_uri: from_page(page, config) for page in pages}
        remembered = _Site.remembered
        _Site.search = in_background(lambda: [*_for_folder(search_of(_Site.catalogue, made, remembered))])
        add_generated(joined(_Site.catalogue, made), files, config)
        fetched = [file for file in files if is_fetched(file.src_uri)]
        texts = ((file.src_uri, file.content_string) for file in fetched)
        add_generated(folder_files(texts), files, config)
        replace_sources(files, config, _scripts_and_styles(config))


def _for_folder(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text), and after each what a folder without a server needs of it."""
    for path, text in texts:
        yield path, text
        if is_fetched(path):
            yield from folder_files([(path, text)])


def _cache(config: MkDocsConfig) -> Path:
    return Path(config.extra.get("cache") or Path(config.config_file_path).parent / ".cache")


def _scripts_and_styles(config: MkDocsConfig) -> dict[str, str]:
    """Return the scripts and styles that pages load, by their paths in the site."""
    folder = Path(config.theme.custom_dir or "") / SCRIPTS
    try:
        return minified_once(
            _cache(config) / "scripts" / f"{sources_digest(config).hex()}.json",
            lambda: {**dict(script_files(folder, parts(folder), BASE)), **dict(style_files(config))},
        )
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
    for path, text in _Site.search():
        write_file(text.encode(), str(Path(config.site_dir, path)))
    if _Site.files and not _Site.is_preview:
        _Site.files.copy_into(Path(config.site_dir))
    if config.extra.get("service_worker"):
        about = config.site_description or config.site_name
        add_offline(Path(config.site_dir), _Site.catalogue, config.site_name, about)


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the templates the page's model and what they list."""
    content = _Site.catalogue.page_at[page.file.src_uri]
    context["portal"] = page_data(_Site.seen.by(content), content, _Site.seen.moved) | {
        "size_of": _size_of(content),
        "rules": sorted((*RULES, *COMPARING), key=lambda rule: rule.code),
        "rule_groups": GROUPS,
    }
