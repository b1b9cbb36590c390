"""A learning platform around a SCORM package: scorm-again in the outer frame, answers kept between visits."""

import gzip
import json
import mimetypes
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, FrameLocator, Page, Route

VENDOR = Path(__file__).parents[1] / "vendor" / "scorm-again"
HOST = "http://lms.test/"

_OUTER = """<!doctype html><meta charset="utf-8"><title>平台</title>
<style>html, body, iframe {{ width: 100%; height: 100%; margin: 0; border: 0 }}</style>
<script type="module">
  import {{ {name} }} from "/scorm.js";
  const api = new {name}({settings});
  const kept = {kept};
  if (kept) api.loadFromJSON(kept);
  window.{api} = api;
  window.tell = (name) => api.{read}(name);
  const frame = document.createElement("iframe");
  frame.src = "/course/index.html";
  document.body.append(frame);
</script>"""
_FACTS = {
    "1.2": ("Scorm12API", "API", "lmsGetValue", "scorm12"),
    "2004": ("Scorm2004API", "API_1484_11", "lmsGetValue", "scorm2004"),
}


class Platform:
    """What a platform does: open the package, take what it reports, give it back at the next visit."""

    def __init__(self, context: BrowserContext, package: Path, version: str) -> None:
        """Take a package."""
        self.version = version
        self.kept: dict[str, Any] | None = None
        """What it knows: all that was reported; before the first visit perhaps a pass mark."""
        self.is_deaf = False
        """Whether it refuses to save."""
        self.strangers: list[str] = []
        """Requests to anywhere else."""
        with zipfile.ZipFile(package) as opened:
            self.files = {name: opened.read(name) for name in opened.namelist()}
        context.route("**/*", self._answer)

    def visit(self, page: Page) -> FrameLocator:
        """Open the package, as a learner who starts or comes back."""
        page.goto(HOST)
        frame = page.frame_locator("iframe")
        frame.locator("html[data-portal-ready]").wait_for()
        return frame

    def leave(self, page: Page) -> None:
        """Close the package as a platform does: its frame goes away."""
        page.evaluate("document.querySelector('iframe').remove()")
        page.goto("about:blank")

    def value(self, name: str) -> Any:
        """Return what was reported, by its full name `cmi.core.lesson_status`."""
        place: Any = {"cmi": self.kept}
        for part in name.split("."):
            place = place[part]
        return place

    def _outer(self) -> str:
        name, api, read, _ = _FACTS[self.version]
        settings = {"lmsCommitUrl": "/commit", "autocommit": False, "logLevel": 5, "mastery_override": True}
        kept = json.dumps(self.kept, ensure_ascii=False)
        return _OUTER.format(name=name, api=api, read=read, settings=json.dumps(settings), kept=kept)

    def _answer(self, route: Route) -> None:
        address = route.request.url
        path = unquote(urlsplit(address).path).lstrip("/")
        if not address.startswith(HOST):
            self.strangers.append(address)
            route.abort()
        elif path == "commit":
            self._commit(route)
        elif path == "":
            route.fulfill(body=self._outer(), content_type="text/html; charset=utf-8")
        elif path == "scorm.js":
            source = gzip.decompress((VENDOR / f"{_FACTS[self.version][3]}.min.js.gz").read_bytes())
            route.fulfill(body=source, content_type="text/javascript")
        elif path.removeprefix("course/") in self.files:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=self.files[path.removeprefix("course/")], content_type=kind)
        else:
            route.fulfill(status=404)

    def _commit(self, route: Route) -> None:
        if self.is_deaf:
            route.fulfill(status=500, json={"result": "false", "errorCode": 101})
            return
        self.kept = route.request.post_data_json["cmi"]
        route.fulfill(json={"result": "true", "errorCode": 0})
