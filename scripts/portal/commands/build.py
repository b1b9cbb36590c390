"""`portal build`: checked content becomes a complete `site/`, moved into place at once."""

import logging
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError, said
from portal.reports.place import move_into_place

_STALE = 3600
"""Seconds after which the folder of another build is that of a killed one."""


def _clear_up(site: Path, prefix: str) -> None:
    """Bring back a site that a killed build had moved aside; take away what killed builds left."""
    for left in [path for path in site.parent.iterdir() if path.name.startswith(prefix)]:
        if (left / "old").exists() and not site.exists():
            (left / "old").rename(site)
        with suppress(FileNotFoundError):  # another build may be done just now
            if time.time() - left.stat().st_mtime > _STALE:
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _room_beside(site: Path) -> Iterator[Path]:
    """Give a temporary folder to one build alone, on the disk of the site."""
    prefix = f".{site.name}-build-"
    site.parent.mkdir(parents=True, exist_ok=True)
    _clear_up(site, prefix)
    work = Path(tempfile.mkdtemp(prefix=prefix, dir=site.parent))
    try:
        yield work
    finally:
        if site.exists() or not (work / "old").exists():
            shutil.rmtree(work, ignore_errors=True)


def _build_into(root: Path, folder: Path, with_files: bool) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True)
    config.extra["files"] = with_files
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()


def build_site(root: Path, site: Path, with_files: bool = True) -> None:
    """Build into a folder beside `site` and move it into place; on failure `site` stays as it was.

    Without files, the pages are built alone: their links to what teachers take away lead nowhere.
    Raises PortalError when the build fails; what was wrong has been logged by then.
    """
    from mkdocs.exceptions import BuildError, ConfigurationError

    try:
        with _room_beside(site) as work:
            _build_into(root, work / "new", with_files)
            move_into_place(work / "new", site, work / "old")
    except (BuildError, ConfigurationError) as error:
        raise PortalError(f"没有生成网站：{error}") from error
    except SystemExit as error:
        raise PortalError("没有生成网站，原因见上面几行。原来的 site/ 没有动。") from error
    except OSError as error:
        what = f"{error.filename or site}：{said(error)}"
        raise PortalError(f"读写不了 {what}。检查磁盘空间和权限。") from error


def build(
    out: Annotated[Path | None, typer.Option(help="生成到哪个文件夹，默认 site/")] = None,
) -> None:
    """检查内容并生成整个网站。"""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    root = project_root()
    site = (out or root / "site").resolve()
    if site.exists() and not (site / "assets" / "catalogue.json").exists() and any(site.iterdir()):
        raise PortalError(f"{site} 里有别的文件，不敢覆盖。请换一个空文件夹。")
    started = time.perf_counter()
    build_site(root, site)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"生成了 {pages} 个页面，用时 {time.perf_counter() - started:.1f} 秒：{site}")
