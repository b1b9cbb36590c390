"""In a preview, a file that teachers take away is made when somebody asks for it."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock
from typing import Any

from portal.errors import PortalError, said

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def making_files(app: App, mount: str, site: Path, file_of: Callable[[str], Path | None]) -> App:
    """Return the preview's web application with the take-away files in it.

    `mount` is where the site begins, such as `/`; `file_of` returns the made file of an address below
    the site, None where there is none, and raises PortalError when it cannot be made. Files are made one
    after the other: a browser asks for several at once, and what makes them serves one at a time.
    """
    lock = Lock()

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"].removeprefix(mount)
        if path.startswith("files/"):
            try:
                with lock:
                    _bring(file_of(path), site / path)
            except PortalError as error:
                return _refusal(str(error), start_response)
            except OSError as error:
                return _refusal(f"{path} 写不下来：{said(error)}。检查磁盘空间和权限。", start_response)
        return app(environ, start_response)

    return answer


def _refusal(words: str, start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")])
    return [words.encode()]


def _bring(made: Path | None, target: Path) -> None:
    if made is not None and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made, target)
