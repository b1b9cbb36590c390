"""Serves a site with gzip, counts every byte, and can be as slow as a slow network.

The slowness is in the server because the one of DevTools reaches neither workers nor what they ask for.
"""

import functools
import gzip
import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ZIPPED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".webmanifest")
PIECE = 4096


@dataclass(frozen=True)
class Network:
    """Seconds before an answer begins, and bytes a second for all answers together."""

    wait: float
    speed: float


FAST_3G = Network(0.562, 180_000)


@dataclass
class Traffic:
    """What went through the wire since the last `restart`."""

    network: Network | None = None
    sent: dict[str, int] = field(default_factory=dict)
    under_way: int = 0
    _wire: threading.Lock = field(default_factory=threading.Lock)
    _books: threading.Lock = field(default_factory=threading.Lock)

    def restart(self) -> None:
        """Forget what was sent."""
        with self._books:
            self.sent.clear()

    @property
    def total(self) -> int:
        """Bytes of all bodies."""
        with self._books:
            return sum(self.sent.values())

    def note(self, path: str, size: int) -> None:
        """Count an answer."""
        with self._books:
            self.sent[path] = self.sent.get(path, 0) + size

    def begin(self, step: int) -> None:
        """Count an answer that begins (1) or has ended (-1)."""
        with self._books:
            self.under_way += step

    def pace(self, size: int) -> None:
        """Hold the wire as long as so many bytes take."""
        if self.network:
            with self._wire:
                time.sleep(size / self.network.speed)


@functools.cache
def _body(file: Path) -> tuple[bytes, bool]:
    data = file.read_bytes()
    return (gzip.compress(data, 9, mtime=0), True) if file.suffix in ZIPPED else (data, False)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, traffic: Traffic, **more: object) -> None:
        self.traffic = traffic
        super().__init__(*arguments, **more)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.traffic.begin(1)
        try:
            self._answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.traffic.begin(-1)

    def _answer(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if self.traffic.network:
            time.sleep(self.traffic.network.wait)
        if not file.is_file():
            self.send_error(404)
            return
        body, zipped = _body(file)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if zipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.traffic.note(self.path.partition("?")[0], len(body))
        for at in range(0, len(body), PIECE):
            piece = body[at : at + PIECE]
            self.traffic.pace(len(piece))
            self.wfile.write(piece)


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of browsers that hang up."""


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, Traffic]]:
    """Serve a built site; give its address and its traffic, whose network may be changed while it runs."""
    traffic = Traffic()
    handler = functools.partial(_Handler, directory=str(folder), traffic=traffic)
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", traffic
        server.shutdown()
