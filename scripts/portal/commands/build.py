"""`portal build`: checked content becomes a complete `site/`, moved into place at once."""

import logging
import shutil
import time
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.root import project_root
from portal.errors import PortalError


def build_site(root: Path, site: Path) -> None:
    """Build into a folder beside `site` and move it into place; on failure `site` stays as it was.

    Raises PortalError when the build fails; what was wrong has been logged by then.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import BuildError, ConfigurationError

    made, old = site.with_name(f".{site.name}-new"), site.with_name(f".{site.name}-old")
    try:
        for folder in (made, old):
            shutil.rmtree(folder, ignore_errors=True)
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(made), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
        if site.exists():
            site.rename(old)
        made.rename(site)
        shutil.rmtree(old, ignore_errors=True)
    except (BuildError, ConfigurationError) as error:
        raise PortalError(f"没有生成网站：{error}") from error
    except SystemExit as error:
        raise PortalError("没有生成网站，原因见上面几行。原来的 site/ 没有动。") from error
    except OSError as error:
        raise PortalError(f"写不了 {error.filename or site}：{error.strerror}。检查磁盘空间和权限。") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


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
