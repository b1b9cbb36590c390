"""What makes a finished site installable and readable without a network. Made last, from all its files.

A site without `sw.js` asks browsers that still have an old worker to let go of it: `elements/installed.js`.
"""

from pathlib import Path

from portal.model.catalogue import Catalogue
from portal.pages.offline.packs import pack_json, packs_of
from portal.pages.offline.service_worker import FIRST, WORKER, is_kept, worker_script
from portal.pages.offline.site_reading import SiteReading
from portal.pages.offline.web_manifest import MANIFEST, web_manifest
from portal.shelf import Shelf

__all__ = ["MANIFEST", "WORKER", "add_offline"]


def add_offline(site: Path, catalogue: Catalogue, name: str, about: str, shelf: Shelf | None = None) -> None:
    """Write manifest, packs and service worker into a built site, where nothing is changed any more.

    `name`, `about`: of the site; the shelf may know pages from the last build. The same files give the same
    bytes. Raises OSError when the disk is full.
    """
    _write(site / MANIFEST, web_manifest(name, about))
    reading = SiteReading(site, shelf)
    for pack in packs_of(catalogue, reading.paths):
        _write(site / pack.path, pack_json(pack, reading))
        reading.add(pack.path)
    digests = {path: reading.digest(path) for path in reading.paths if is_kept(path)}
    first = sorted(reading.needed_by([path for path in FIRST if path in digests]))
    _write(site / WORKER, worker_script(digests, first))
    reading.put_away()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
