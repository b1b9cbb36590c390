"""The files of a site → its service worker: `worker.js` with the list of what belongs to this build."""

import base64
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

WORKER = "sw.js"

FIRST = ("my/offline/index.html",)
"""What is fetched before the worker begins: the page for everything that is not kept, with all it needs."""

_SOURCE = Path(__file__).parent / "worker.js"
_LEFT_OUT = re.compile(
    r"files/.*|404\.html|sw\.js|sitemap\.xml|(.*/)?\..*|.*\.(map|gz|json\.js)|updates/feed\..*|"
    r"assets/(published|release)\.json|assets/javascripts/(folder|lunr|workers)/.*"
)
"""Take-away files stand in packs, with their digests; the rest is for servers, readers and folders."""
_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
_PLACES = re.compile(r'"\{(build|files|first)\}"')


def is_kept(path: str) -> bool:
    """Tell whether browsers may keep a file of the site for the time without a network."""
    return not _LEFT_OUT.fullmatch(path)


@lru_cache(maxsize=1)
def _template() -> str:
    return _COMMENT.sub("", _SOURCE.read_text("utf-8"))


def build_of(digests: Mapping[str, str]) -> str:
    """Return the name of a build: another for any other file, or for any other worker."""
    text = json.dumps(sorted(digests.items())) + _template()
    return base64.urlsafe_b64encode(sha256(text.encode()).digest()[:9]).decode()


def worker_script(digests: Mapping[str, str], first: Sequence[str]) -> str:
    """Return the service worker of a site. `digests`: path → digest of all that may be kept."""
    values = {
        "build": build_of(digests),
        "files": dict(sorted(digests.items())),
        "first": [path for path in first if path in digests],
    }
    written = {name: json.dumps(value, separators=(",", ":")) for name, value in values.items()}
    return _PLACES.sub(lambda found: written[found[1]], _template())
