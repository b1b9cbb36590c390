"""Finds the project's folder, so that a command works from any folder inside it."""

from pathlib import Path

from portal.errors import PortalError


def project_root() -> Path:
    """Return the nearest folder upwards with `mkdocs.yml`, else the one this package lies in.

    Raises PortalError when there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, Path(__file__).resolve().parents[3]):
        if (folder / "mkdocs.yml").is_file() and (folder / "docs").is_dir():
            return folder
    raise PortalError("找不到门户的项目文件夹（里面有 mkdocs.yml 和 docs）。请先进入那个文件夹。")
