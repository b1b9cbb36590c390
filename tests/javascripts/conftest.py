"""The browser's own modules in a real Chromium, served from where they lie."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCRIPTS = Path(__file__).parents[2] / "overrides" / "assets" / "javascripts"


class _Quiet(SimpleHTTPRequestHandler):
    # Windows keeps its own idea of `.js` in the registry; a browser runs no module of another type.
    extensions_map: ClassVar = {**SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="session")
def scripts_url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SCRIPTS)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def run_js(browser: "Browser", scripts_url: str) -> Iterator[Callable[[str, str, Any], Any]]:
    """Return a function: (module of core/, expression over `m` and `x`, list of x) → list of results."""
    page = browser.new_page()
    page.goto(f"{scripts_url}/core/")

    def run(module: str, expression: str, examples: Any) -> Any:
        source = f"""async (examples) => {{
            const m = await import("/core/{module}.js");
            const results = [];
            for (const x of examples) results.push(await ({expression}));
            return results;
        }}"""
        return page.evaluate(source, examples)

    yield run
    page.close()
