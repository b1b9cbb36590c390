"""`portal build`: checked content becomes a complete `site/`, moved into place at once."""

import logging
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from portal.commands.root import project_root
from portal.errors import PortalError, said
from portal.load import load
from portal.load.kept import kept_in
from portal.model.finding import Finding
from portal.releases.kept import check_is_ours
from portal.releases.place import carry_out, moves_of_site, room_beside
from portal.shelf import Shelf


def _build_into(root: Path, folder: Path, extra: Mapping[str, Any], is_fresh: bool) -> str | None:
    from mkdocs.config import load_config

    from portal.pages.background import in_background
    from portal.pages.building import Order, PageCache, build_site_pages, hooks_of
    from portal.pages.building.surroundings import code
    from portal.pages.search.theme import without_segmentation
    from portal.pages.stopping import stop_at

    cached = Path(extra.get("cache") or root / ".cache")
    kept = kept_in(cached, not is_fresh)
    loaded = load(root, kept)

    def found() -> list[Finding]:
        from portal.checks import run
        from portal.checks.known import known_in

        known = known_in(cached, not is_fresh)
        findings = run(loaded.catalogue, known=known)
        kept.put_away()
        known.put_away()
        return findings

    rules = in_background(found)
    without_segmentation()
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.extra.update(extra)
    hooks = hooks_of(config)

    def checked() -> None:
        stop_at([*loaded.findings, *rules()])

    cache = PageCache(cached / "pages", is_read=not is_fresh)
    hooks.give(loaded.catalogue, checked, cache.remembered, Shelf(cached / "site", code(), not is_fresh))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_site_pages(config, Order(loaded.catalogue, kept.text_of, cache, checked))
    finally:
        config.plugins.on_shutdown()
    return config.site_url


@contextmanager
def in_words(site: Path) -> Iterator[None]:
    """Turn what goes wrong while building or moving a site into a PortalError."""
    from mkdocs.exceptions import BuildError, ConfigurationError

    try:
        yield
    except (BuildError, ConfigurationError) as error:
        raise PortalError(f"没有生成网站：{error}") from error
    except SystemExit as error:
        raise PortalError("没有生成网站，原因见上面几行。原来的 site/ 没有动。") from error
    except OSError as error:
        what = f"{error.filename or site}：{said(error)}"
        raise PortalError(f"读写不了 {what}。检查磁盘空间和权限。") from error


def build_pages(
    root: Path, folder: Path, with_files: bool = True, cache: Path | None = None, is_fresh: bool = False
) -> str | None:
    """Build a project into a new folder and return its `site_url`.

    `cache` keeps made files; the project's own when it is not given. Without files, the pages are built
    alone: their links to what teachers take away lead nowhere. A fresh build takes over no page made before.
    """
    extra = {"files": with_files, **({"cache": str(cache)} if cache else {})}
    return _build_into(root, folder, extra, is_fresh)


def build_site(root: Path, site: Path, with_files: bool = True, is_fresh: bool = False) -> None:
    """Build into a folder beside `site` and move it into place; on failure `site` stays as it was.

    A published site that stood there is kept as the release before. Raises PortalError when the build
    fails; what was wrong has been logged by then.
    """
    with in_words(site), room_beside(site) as room:
        build_pages(root, room / "new", with_files, is_fresh=is_fresh)
        carry_out(moves_of_site(room / "new", site, room), room)


def build(
    out: Annotated[Path | None, typer.Option(help="生成到哪个文件夹，默认 site/")] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="每一页都重新生成，不用上次留下的")] = False,
) -> None:
    """检查内容并生成整个网站。"""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    root = project_root()
    site = (out or root / "site").resolve()
    check_is_ours(site)
    started = time.perf_counter()
    build_site(root, site, is_fresh=fresh)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"生成了 {pages} 个页面，用时 {time.perf_counter() - started:.1f} 秒：{site}")
