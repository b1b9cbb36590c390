"""What all pages depend on: our code, the installed packages, the configuration, the looks."""

import os
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

import portal
from portal.pages.digests import digest_of

_PLUGINS = {"material/search", "search", "mkdocs_quiz", "portal-ticks"}
"""Plugins of which we know that they read nothing but the page."""
_ELSEWHERE = ("!ENV", "INHERIT", "auto_append", "url_download", "pymdownx.b64")
"""Words in `mkdocs.yml` by which pages may depend on what this file does not look at."""


def _packages() -> Iterator[str]:
    """Yield the name of every installed package with its version, and when it was installed."""
    for place in sys.path:
        try:
            with os.scandir(place or ".") as entries:
                yield from sorted(
                    f"{one.name} {one.stat().st_mtime_ns}"
                    for one in entries
                    if one.name.endswith((".dist-info", ".egg-info", ".egg-link", ".pth"))
                )
        except OSError:
            continue


def _texts(folder: Path, files: Iterable[Path]) -> Iterator[bytes]:
    for file in sorted(files):
        yield file.relative_to(folder).as_posix().encode()
        yield file.read_bytes()


@lru_cache(maxsize=1)
def code() -> bytes:
    """Return the fingerprint of our own code and of all that is installed; neither changes in a run."""
    package = Path(portal.__file__).parent
    ours = (file for file in package.rglob("*") if file.is_file() and "__pycache__" not in file.parts)
    return digest_of(sys.version, *_packages(), *_texts(package, ours))


def making(config: MkDocsConfig) -> bytes:
    """Return the fingerprint of what the Markdown of any page is rendered with.

    Where the configuration reads from elsewhere, or names plugins that we do not know, it never comes again.
    """
    file = Path(config.config_file_path)
    text = file.read_text("utf-8")
    hooks = [file.parent / name for name in config.hooks]
    ours = {*_PLUGINS, *config.hooks}
    is_known = (
        set(config.plugins) <= ours and len(hooks) == 1 and not any(word in text for word in _ELSEWHERE)
    )
    never = b"" if is_known else os.urandom(20)
    extra = sorted((name, value) for name, value in config.extra.items() if name != "cache")
    return digest_of(code(), text, repr(extra), *_texts(file.parent, hooks), never)


def looks(config: MkDocsConfig) -> bytes:
    """Return the fingerprint of templates, styles and scripts: what a page is drawn with."""
    own = Path(config.theme.custom_dir or "/nowhere")
    files = (file for file in own.rglob("*") if file.is_file())
    return digest_of(*_texts(own, files))
