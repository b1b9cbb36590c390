"""What all pages depend on: our code, the installed packages, the configuration, the looks."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
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


def texts_below(folder: str | Path) -> Iterator[bytes]:
    """Yield the path of every file below a folder and what stands in it, in order."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield place[len(str(folder)) :].encode()
        for name in sorted(names):
            with suppress(OSError), open(os.path.join(place, name), "rb") as file:
                yield name.encode()
                yield file.read()


@lru_cache(maxsize=1)
def code() -> bytes:
    """Return the fingerprint of our own code and of all that is installed; neither changes in a run."""
    return digest_of(sys.version, *_packages(), *texts_below(Path(portal.__file__).parent))


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
    return digest_of(code(), text, repr(extra), *(hook.read_bytes() for hook in hooks), never)


def looks(config: MkDocsConfig) -> bytes:
    """Return the fingerprint of templates, styles and scripts: what a page is drawn with."""
    return digest_of(*texts_below(config.theme.custom_dir or "/nowhere"))
