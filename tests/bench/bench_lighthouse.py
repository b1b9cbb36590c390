"""Lighthouse on a simulated slow phone: four of our pages, and bare Material's beside them.

.venv/bin/python tests/bench/bench_lighthouse.py SITE BARE_SITE [--runs 3] [--out FILE]

The two folders are built sites: `site/`, and the bare twin that `run.py` writes. Of all our programs this one
alone needs Node 18 or later with npx; and a Chromium (PORTAL_BROWSER). Fetches one version of Lighthouse.
"""

import argparse
import gzip
import http.server
import json
import mimetypes
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

LIGHTHOUSE = "lighthouse@12.8.2"
PAGES = {
    "first page": "",
    "lesson": "lessons/grade-5/bystanders-have-power/",
    "unit": "certificates/c/policy-and-periods/",
    "我的学习": "my/learning/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
SHIFT = "cumulative-layout-shift"


class _Zipping(http.server.SimpleHTTPRequestHandler):
    """Gives files as a usual server does: compressed, kept by the browser, one line for many."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        place = Path(self.translate_path(self.path))
        file = place / "index.html" if place.is_dir() else place
        if not file.is_file():
            self.send_error(404)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        is_text = kind.startswith("text/") or kind.endswith(("javascript", "json", "xml", "manifest+json"))
        body = gzip.compress(file.read_bytes(), 6) if is_text else file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if is_text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Zipping, directory=folder)) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def _look(address: str) -> dict[str, Any]:
    """Return what Lighthouse says of one page."""
    with tempfile.TemporaryDirectory(prefix="portal-lighthouse-") as name:
        told = Path(name, "told.json")
        command = [
            "npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json", f"--output-path={told}",
            "--chrome-flags=--headless --no-sandbox", f"--only-categories={','.join(CATEGORIES)}",
        ]  # fmt: skip
        chrome = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium") or ""
        done = subprocess.run(
            command, env={**os.environ, "CHROME_PATH": chrome}, capture_output=True, text=True
        )
        if not told.is_file():
            raise SystemExit(f"Lighthouse said nothing of {address}:\n{done.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(told.read_text("utf-8"))
        return found


def _row(name: str, found: list[dict[str, Any]]) -> str:
    def middle(take: Any) -> float:
        return median(take(one) for one in found)

    scores = [f"{middle(lambda one, c=c: one['categories'][c]['score']) * 100:.0f}" for c in CATEGORIES]
    times = [f"{middle(lambda one, t=t: one['audits'][t]['numericValue']):,.0f}" for t in TIMES]
    shift = f"{middle(lambda one: one['audits'][SHIFT]['numericValue']):.3f}"
    sent = f"{middle(lambda one: one['audits']['total-byte-weight']['numericValue']) / 1000:.0f}"
    return f"| {name} | {' / '.join(scores)} | {' / '.join(times)} | {shift} | {sent} |"


def _table(sites: dict[str, Path], runs: int) -> Iterator[str]:
    yield f"| page | {' / '.join(CATEGORIES)} | {' / '.join(TIMES.values())} ms | shift | sent, KB |"
    yield "|---|---|---|---:|---:|"
    for page, url in PAGES.items():
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in sites}
        for number in range(runs):
            for name, folder in sites.items():
                with _serving(folder) as address:
                    found[name].append(_look(address + url))
                print(f"  {page}, {name}, {number + 1}/{runs}", file=sys.stderr, flush=True)
        for name, told in found.items():
            yield _row(f"{page}, {name}", told)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("site", type=Path)
    parser.add_argument("bare", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    if not shutil.which("npx"):
        raise SystemExit("This benchmark alone needs Node 18 or later with npx: https://nodejs.org")
    text = "\n".join(_table({"ours": given.site, "bare Material": given.bare}, given.runs))
    print(text)
    if given.out:
        given.out.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main()
