"""Reads what was published before: of a built site, of its `release.json`, or of a project's content."""

from pathlib import Path

from pydantic import ValidationError

from portal.errors import PortalError, said
from portal.load.tree import load
from portal.model.release import RELEASE_PATH, SCHEMA, Release, release_of

_HOW = "写上一次发布的 site 文件夹、其中的 assets/release.json，或者那时候的项目文件夹。"
_MOST = 64 * 1024 * 1024
"""Bytes; a release of 5,000 questions has a tenth of that."""


def read_release(text: str, name: str) -> Release:
    """Return the release that a JSON text holds; `name` tells people which file it is.

    Raises PortalError for JSON that is broken, something else, or of a newer portal.
    """
    try:
        return Release.model_validate_json(text)
    except ValidationError as error:
        wrong = {detail["loc"]: detail for detail in error.errors(include_url=False)}
    if () in wrong and wrong[()]["type"] == "json_invalid":
        raise PortalError(f"{name} 坏了，读不出来。从网站服务器再取一份；或者{_HOW}")
    given = wrong[("schema",)]["input"] if ("schema",) in wrong else None
    if isinstance(given, str) and given.startswith("portal-release/"):
        raise PortalError(
            f"{name} 是另一版门户写的（{given[:30]}，这里读 {SCHEMA}）。"
            "请用发布它的那一版门户来比，或更新这一份门户。"
        )
    raise PortalError(f"{name} 不是发布清单。{_HOW}")


def _read(path: Path) -> Release:
    try:
        if path.stat().st_size > _MOST:
            raise PortalError(f"{path} 太大了，不会是发布清单。{_HOW}")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。检查它的权限，或换一份。") from error
    except UnicodeDecodeError as error:
        raise PortalError(f"{path} 坏了，不是 UTF-8 编码。从网站服务器再取一份。") from error
    return read_release(text, str(path))


def _of_project(path: Path) -> Release:
    catalogue = load(path).catalogue
    if catalogue.unread:
        some = "、".join(sorted(catalogue.unread)[:3])
        raise PortalError(f"{path} 里有读不出来的文件（{some}），比不了。先在那里运行 check，改好了再比。")
    return release_of(catalogue)


def release_at(path: Path) -> Release:
    """Return the release of a published site's folder, of its release file, or of a project folder.

    Raises PortalError for anything else.
    """
    if path.is_file():
        return _read(path)
    if not path.is_dir():
        raise PortalError(f"没有这个文件或文件夹：{path}。{_HOW}")
    if (path / RELEASE_PATH).is_file():
        return _read(path / RELEASE_PATH)
    if (path / "mkdocs.yml").is_file() and (path / "docs").is_dir():
        return _of_project(path)
    if (path / "assets" / "catalogue.json").is_file():
        raise PortalError(
            f"{path} 是旧版门户生成的网站，里面还没有发布清单（{RELEASE_PATH}）。"
            "改用那次发布的项目文件夹来比。"
        )
    raise PortalError(f"{path} 里既没有发布过的网站，也没有项目。{_HOW}")
