"""What journeys visit: a folder behind an address, and small sites that a test may edit between visits."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from small_project import Edits, write_project

from portal.commands.build import build_site

ROOT = Path(__file__).parents[2]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing between the dots of pytest."""


class Server(http.server.ThreadingHTTPServer):
    """Has room for all that a page asks for at once; the usual five turn a browser away now and then."""

    request_queue_size = 128


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class SmallSite:
    """A small project behind one address; `rebuild` is what a trainer does between two visits."""

    def __init__(self, root: Path) -> None:
        self.root, self.site = root / "project", root / "site"
        self.address = ""

    def write(self, edits: Edits | None = None) -> None:
        """Write the project anew, without building it."""
        shutil.rmtree(self.root, ignore_errors=True)
        write_project(self.root, edits)
        shutil.copy(ROOT / "mkdocs.yml", self.root)
        shutil.copytree(ROOT / "overrides", self.root / "overrides")
        shutil.copytree(ROOT / "docs" / "my", self.root / "docs" / "my")
        (self.root / "scripts").mkdir()
        shutil.copy(ROOT / "scripts" / "hooks.py", self.root / "scripts")

    def rebuild(self, edits: Edits | None = None, with_files: bool = False) -> None:
        self.write(edits)
        build_site(self.root, self.site, with_files)
