"""Joins the model to MkDocs' events. Besides `portal/pages`, the only file that knows MkDocs."""

import logging
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
from portal.exports.site_files import SiteFiles
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.guide import MICRO
from portal.model.lesson import AREAS, Lesson, grade_name, minutes_of
from portal.model.related import related
from portal.model.takeaway import lesson_files, month_pack, plan_files, term_pack
from portal.model.unit import Unit
from portal.pages.browser_catalogue import browser_catalogue, record_schema
from portal.pages.lesson_html import lesson_html
from portal.pages.modules import needed_modules
from portal.pages.navigation import navigation
from portal.pages.preview_files import making_files
from portal.pages.quiz_html import unit_html
from portal.pages.quiz_markup import bank_markup
from portal.pages.tables import without_empty_headers
from portal.pages.templates import template_of

_log = logging.getLogger("mkdocs.hooks.portal")


class _Site:
    """What one build knows: the catalogue, and the page HTML before the plugin added to it."""

    catalogue = Catalogue()
    plain_html: ClassVar[dict[str, str]] = {}
    is_preview = False
    files: SiteFiles | None = None
    """What teachers take away; None in a build that goes without."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether pages are only being previewed: then drafts are shown."""
    _Site.is_preview = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Read the content; stop the build on any finding, so that nothing wrong is published."""
    logging.getLogger("jieba").setLevel(logging.WARNING)  # it sets itself to DEBUG when imported
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


def _make_files(catalogue: Catalogue, config: MkDocsConfig) -> None:
    """Make what teachers take away before the pages, which name the sizes; a preview makes it when asked."""
    _Site.files = None
    if not config.extra.get("files", True):
        return
    _Site.files = SiteFiles(catalogue, Path(config.config_file_path).parent / ".cache" / "files")
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
        ("assets/catalogue.json", browser_catalogue(_Site.catalogue)),
        ("assets/portal-record-1.schema.json", record_schema()),
    ):
        files.append(File.generated(config, uri, content=text))
    return files


def _file_of(path: str) -> Path | None:
    return _Site.files.make(path) if _Site.files else None


@event_priority(50)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the template and write the bank's questions below a unit, before mkdocs-quiz reads it."""
    content = _Site.catalogue.page_at[page.file.src_uri]
    for key in ("status", "tags"):  # ours; the theme would draw its own signs for them
        page.meta.pop(key, None)
    if template := template_of(content):
        page.meta["template"] = template
    if not isinstance(content, Unit):
        return markdown
    page.meta["quiz"] = {"enabled": True}
    return f"{markdown}\n\n{bank_markup(_Site.catalogue.bank_of[content.id])}\n"


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
    if not isinstance(unit, Unit):
        return plain
    bank = _Site.catalogue.bank_of[unit.id]
    track = next(track for track in _Site.catalogue.tracks if track.slug == unit.track)
    try:
        return unit_html(
            plain, html, bank, unit.front.revision, track.front.pass_percent, _Site.catalogue.pictures
        )
    except PortalError as error:
        raise PluginError(str(error)) from error


on_page_content = CombinedEvent(_keep_plain, _take_questions)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Ask for all script files of the page at once."""
    folder = Path(config.theme.custom_dir or "") / "assets" / "javascripts"
    links = "".join(
        f'<link rel="modulepreload" href="{get_relative_url(f"assets/javascripts/{name}", page.url)}">'
        for name in needed_modules(output, folder)
    )
    return output.replace("</head>", f"{links}</head>", 1)


def on_post_build(config: MkDocsConfig) -> None:
    """Bring the files that teachers take away into the finished site."""
    if _Site.files and not _Site.is_preview:
        _Site.files.copy_into(Path(config.site_dir))


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Make files when somebody takes them; say where the site is, once it is there."""
    server.set_app(making_files(server.get_app(), server.mount_path, Path(config.site_dir), _file_of))
    print(f"网站好了：{server.url}　保存文件后会自动刷新，按 Ctrl+C 结束。", flush=True)
    return server


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Give the templates the page's model and what they list."""
    catalogue = _Site.catalogue
    context["portal"] = {
        "content": catalogue.page_at[page.file.src_uri],
        "catalogue": catalogue,
        "by_month": catalogue.by_month,
        "areas": AREAS,
        "grade_name": grade_name,
        "minutes_of": minutes_of,
        "related": related,
        "lesson_files": lesson_files,
        "plan_files": plan_files,
        "month_pack": month_pack,
        "term_pack": term_pack,
        "size_of": _Site.files.size_of if _Site.files else lambda path: "",
        "rules": sorted((*RULES, *COMPARING), key=lambda rule: rule.code),
        "rule_groups": GROUPS,
        "micro": MICRO,
    }
