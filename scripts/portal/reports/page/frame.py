"""The page around its parts: one file, with everything in it, that asks nobody for anything."""

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from portal.reports.page.headline import about, headline
from portal.reports.page.markup import section
from portal.reports.page.part import Part
from portal.reports.page.parts import parts
from portal.reports.sheets import Run
from portal.reports.tables import Tables
from portal.reports.workbook import printable

NAME = "report.html"
SCHEMA = "portal-report-page/1"

_HERE = Path(__file__).parent
_SCRIPTS = ("reading.js", "tables.js", "charts.js", "options.js", "copying.js", "start.js")
_IN_SCRIPTS = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _script() -> str:
    """Return the page's own scripts as one, none of whose names is seen outside."""
    return '(() => {\n"use strict";\n' + "\n".join(_text(name) for name in _SCRIPTS) + "\n})();\n"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _policy(scripts: Sequence[str], style: str) -> str:
    """Return the policy under which the page runs: these scripts, this style, no request and no form."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_digest, scripts))}; style-src {_digest(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _plain(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _data(run: Run, every: Sequence[Part]) -> str:
    """Return what the scripts draw and sort, as JSON in which no text can end the element around it."""
    found = {
        "schema": SCHEMA,
        "date": run.today.day.isoformat(),
        "release": run.today.release,
        "rules": {track.slug: track.rules.name for track in run.scope.tracks},
        "parts": {
            part.id: {
                "title": part.title,
                "columns": [
                    {"title": one.title, "form": one.form, "empty": one.empty} for one in part.columns
                ],
                "rows": [[_plain(value) for value in row] for row in part.rows],
                "total": part.total,
                "drawing": part.drawing or None,
                "choose": part.choose,
                "find": part.find,
            }
            for part in every
        },
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPTS)


def _page(run: Run, tables: Tables) -> Iterator[str]:
    every = list(parts(run, tables))
    library, script, style = _text("vendor/echarts.js"), _script(), _text("report.css")
    title = f"学习情况汇总 {run.today.day}"
    yield '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy((library, script), style))}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title><style>{style}</style></head>\n<body>"
    yield '<a class="skip" href="#main">跳到内容</a>'
    yield f"<header><h1>学习情况汇总</h1>{about(run, tables)}</header>"
    links = "".join(f'<li><a href="#{part.id}">{escape(part.title)}</a></li>' for part in every)
    yield f'<nav aria-label="本页内容"><ul>{links}</ul></nav>\n<main id="main">'
    yield headline(run, tables)
    for part in every:
        yield from section(part)
    yield '</main><p id="said" role="status" aria-live="polite"></p>'
    yield f'<script type="application/json" id="data">{_data(run, every)}</script>'
    yield f"<script>{library}</script>\n<script>{script}</script>\n</body></html>"


def write_page(folder: Path, run: Run, tables: Tables) -> None:
    """Write `report.html` into a folder; the same input gives the same bytes."""
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _page(run, tables))
