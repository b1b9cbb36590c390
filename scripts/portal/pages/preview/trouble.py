"""What stands in a preview where a page cannot be drawn, and the finding that says why."""

import html
import re
import traceback
from collections.abc import Iterable
from pathlib import Path

from jinja2 import TemplateSyntaxError

from portal.model.finding import Finding, Place

_PRINTED = re.compile(
    r"(?P<path>[^\n:]+):(?P<line>\d+):(?P<column>\d+): error (?P<code>\w+): (?P<reason>.*?)\n"
)


def _of_hooks(message: str) -> Finding | None:
    """Return the finding that a message prints, if it prints one."""
    found = _PRINTED.match(f"{message}\n")
    if not found:
        return None
    place = Place(found["path"], int(found["line"]), int(found["column"]))
    return Finding(place, found["code"], found["reason"], message[found.end() :].strip())


def _template_place(error: BaseException, looks: Path) -> Place | None:
    """Return the innermost line of our own templates that an error came through."""
    spots = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError) and error.filename:
        spots.append((error.filename, error.lineno))
    for name, line in reversed(spots):
        if Path(name).is_relative_to(looks) and name.endswith(".html"):
            return Place(f"{looks.name}/{Path(name).relative_to(looks).as_posix()}", line)
    return None


def trouble_of(error: BaseException, uri: str, looks: Path) -> Finding:
    """Return why a page could not be drawn; `looks` is the folder of our own templates."""
    printed = _of_hooks(str(error))
    if printed:
        return printed
    words = " ".join(str(error).split())[:300] or type(error).__name__
    place = _template_place(error, looks)
    if place:
        return Finding(place, "P202", f"模板画不出页面：{words}", "改好这一行再保存；页面会自己跟上。")
    cure = "改好它再保存。没改好以前，这里显示的是上一次画出来的样子。"
    return Finding(Place(f"docs/{uri}"), "P201", f"这一页画不出来：{words}", cure)


def error_page(findings: Iterable[Finding]) -> str:
    """Return what stands in place of a page that was never drawn."""
    items = "".join(
        f"<li><code>{html.escape(str(one.place))}</code>：{html.escape(one.reason)}<br>{html.escape(one.cure)}</li>"
        for one in findings
    )
    return (
        "<h1>这一页现在显示不出来</h1><p>别的页面照常能看。把下面的问题改好，保存，这里就会换成真正的页面。</p>"
        f"<ul>{items}</ul>"
    )


def bare_page(findings: Iterable[Finding]) -> bytes:
    """Return a whole page without any template, for when the templates themselves are broken."""
    return (
        '<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>显示不出来</title></head><body>'
        f"{error_page(findings)}</body></html>"
    ).encode()
