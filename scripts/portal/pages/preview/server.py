"""The small web server of a preview: for this machine alone, with a line open to each page looked at."""

import hashlib
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from portal.errors import PortalError
from portal.pages.preview import OWN, Answer, Preview

_TRIES = 20
_HEARTBEAT = 15.0
"""Seconds after which a silent line is tried: a browser that has gone is noticed then."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "PreviewServer"

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for problems."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        try:
            path = unquote(parts.path, errors="strict")
        except UnicodeDecodeError:
            path = parts.path
        if path == f"/{OWN}events":
            self._events(parse_qs(parts.query).get("at", ["/"])[0])
        else:
            self._send(self._answer(path))

    def _answer(self, path: str) -> Answer:
        try:
            return self.server.preview.answer(path)
        except Exception as error:  # one address must not take the others with it
            words = f"{path} 出错了：{' '.join(str(error).split())[:300]}。改一改相关的文件再保存。"
            return Answer(500, "text/plain; charset=utf-8", words.encode())

    def do_HEAD(self) -> None:
        self.do_GET()

    def _send(self, answer: Answer) -> None:
        tag = f'"{hashlib.sha256(answer.body).hexdigest()[:20]}"'
        is_known = answer.status == 200 and self.headers.get("If-None-Match") == tag
        body = b"" if is_known else answer.body
        self.send_response(304 if is_known else answer.status)
        if answer.location:
            self.send_header("Location", quote(answer.location))
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("ETag", tag)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _events(self, path: str) -> None:
        preview, last = self.server.preview, b""
        seen = -1
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        while not self.server.has_ended:
            with preview.news:
                if preview.edition == seen:
                    preview.news.wait(_HEARTBEAT)
                is_new, seen = preview.edition != seen, preview.edition
            event = preview.event(path) if is_new else last
            self.wfile.write(event if event != last else b": \n\n")
            self.wfile.flush()
            last = event


class PreviewServer(ThreadingHTTPServer):
    """Serves a preview on 127.0.0.1; threads end with the program."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would share a port that somebody listens on
    request_queue_size = 64

    def __init__(self, port: int, preview: Preview) -> None:
        """Raises OSError when the port is taken."""
        self.preview = preview
        self.has_ended = False
        super().__init__(("127.0.0.1", port), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that closes the line is no error; of anything else, the next request will show it."""

    @property
    def address(self) -> str:
        """Where the site is."""
        return f"http://127.0.0.1:{self.server_port}/"


def open_server(wanted: int, preview: Preview) -> PreviewServer:
    """Return a server on the wanted port, or on the next of twenty that nobody uses.

    Raises PortalError when none of them is free.
    """
    last = min(wanted + _TRIES, 65536) - 1
    for port in range(wanted, last + 1):
        try:
            return PreviewServer(port, preview)
        except OSError:
            continue
    raise PortalError(f"端口 {wanted} 到 {last} 都被占用。用 --port 换一个。")
