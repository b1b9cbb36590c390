"""Does what `mkdocs build` does, step by step, with pages that need not be made anew taken over."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from jinja2 import Environment
from mkdocs.commands.build import _build_extra_template, _build_theme_template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from portal.model.catalogue import Catalogue
from portal.pages.building.bodies import Bodies
from portal.pages.building.compiled import KeptTemplates
from portal.pages.building.drawn import Drawing
from portal.pages.building.heard import heard_after
from portal.pages.building.hooks import hooks_of
from portal.pages.building.page_cache import PageCache
from portal.pages.building.surroundings import looks, making
from portal.pages.building.theme_files import add_theme_files
from portal.pages.building.ticks import Ticks
from portal.pages.digests import digest_of
from portal.pages.nav_shown import is_pruned, shown
from portal.pages.seen import SeenDigests
from portal.pages.sources import TextOf, digested

_log = logging.getLogger("mkdocs.commands.build")


@dataclass(frozen=True)
class Order:
    """What a build is made from, the configuration aside."""

    catalogue: Catalogue
    text_of: TextOf
    cache: PageCache
    checked: Callable[[], None]
    """Waits for the rules; raises BuildError if the content breaks one, having said which."""


def build_site_pages(config: MkDocsConfig, order: Order) -> None:
    """Build a site into the new folder `config.site_dir`.

    Raises mkdocs.exceptions.Abort when there is anything to complain of; it has been logged by then.
    """
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logging.getLogger("mkdocs").addHandler(counter)
    try:
        _build(config, order)
        if counts := counter.get_counts():
            said = ", ".join(f"{count} {level.lower()}s" for level, count in counts)
            raise Abort(f"Aborted with {said} in strict mode!")
    except Exception as error:
        config.plugins.on_build_error(error=error)
        if isinstance(error, BuildError):
            _log.error(str(error))
            raise Abort("Aborted with a BuildError!") from error
        raise
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)


def _build(config: MkDocsConfig, order: Order) -> None:
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    env.bytecode_cache = KeptTemplates(order.cache)
    add_theme_files(files, config, order.cache.remembered)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    pages = _pages(files, config)
    with Ticks(len(pages)) as ticks:
        bodies = Bodies(config, files, order.cache, ticks)
        common = making(config)
        bodies.make(pages, [_key(common, page, order) for page in pages])

        def said_first() -> None:
            order.checked()
            bodies.speak(pages)

        if bodies.have_failed:
            said_first()
        with heard_after(said_first):  # the rules take as long as all of this
            hooks_of(config).site().made = bodies.made
            env = config.plugins.on_env(env, config=config, files=files)
            _other_files(config, env, files, nav)
            keys = _drawing_keys(config, order, nav, pages, bodies)
            Drawing(config, env, nav, order.cache, ticks).make(files.documentation_pages(), keys)
    for page in pages:
        page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
    config.plugins.on_post_build(config=config)
    order.cache.clear_up("body", "html")


def _other_files(config: MkDocsConfig, env: Environment, files: Files, nav: Navigation) -> None:
    files.copy_static_files()
    for template in config.theme.static_templates:
        _build_theme_template(template, env, files, config, nav)
    for template in config.extra_templates:
        _build_extra_template(template, files, config, nav)


def _pages(files: Files, config: MkDocsConfig) -> list[Page]:
    return [file.page or Page(None, file, config) for file in files.documentation_pages()]


def _key(common: bytes, page: Page, order: Order) -> bytes:
    uri = page.file.src_uri
    return digest_of(common, uri, digested(uri, order.catalogue, order.text_of))


def _drawing_keys(
    config: MkDocsConfig, order: Order, nav: Navigation, pages: list[Page], bodies: Bodies
) -> dict[str, bytes]:
    """Return for each page the fingerprint of all that its template reads."""
    site = hooks_of(config).site()
    common = digest_of(making(config), looks(config))
    whole = "" if is_pruned(config) else repr([(page.title, page.url, page.meta) for page in pages])
    seen = SeenDigests(site.seen, order.text_of)
    page_at = order.catalogue.page_at
    return {
        page.file.src_uri: digest_of(
            common,
            whole,
            bodies.digest_of(page),
            shown(nav, page),
            seen.of(page_at[page.file.src_uri]),
            site.take_away.sizes_seen(page_at[page.file.src_uri]),
        )
        for page in pages
    }
