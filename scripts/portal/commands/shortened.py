"""The scripts and styles that pages load, shortened, or as they were kept."""

from collections.abc import Iterable
from pathlib import Path

from portal.pages.modules import BASE, parts


def shortened(kept: Path, digest: bytes, folder: Path, styles: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return path in the site → text; made only if a folder does not keep it from an earlier build.

    `digest`: fingerprint of all that they are made from; `folder`: that of the modules. Raises PortalError
    for a form that is not provided for.
    """
    from portal.exports.page_scripts import script_files
    from portal.exports.page_scripts.minified import minified_once

    return minified_once(kept, digest, lambda: dict([*script_files(folder, parts(folder), BASE), *styles]))
