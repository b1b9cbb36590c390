"""Styles and scripts as pages ask for them: one stylesheet, and the few parts that hold the page's modules.

Templates name the sources, which a preview serves as they are. A finished page names what the build made.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from portal.pages.building.surroundings import code, texts_below
from portal.pages.digests import digest_of
from portal.pages.modules import ENTRY, needed_scripts, waiting_scripts

SCRIPTS = "assets/javascripts"
STYLES = "assets/stylesheets"

_NAMED = re.compile(rf"'{STYLES}/([\w-]+)\.css'")
_SHEET = re.compile(rf'\s*<link rel="stylesheet" href="([^"]*){STYLES}/([\w-]+)\.css">')
_SCRIPT = re.compile(rf'<script type="module" src="([^"]*{SCRIPTS}/){re.escape(ENTRY)}"></script>')
_LEFT_ALONE = re.compile(r"<(pre|textarea|script|style)\b.*?</\1>", re.DOTALL)
_BREAK = re.compile(r"[ \t]*\n\s*")


@lru_cache(maxsize=8)
def _sheets(overrides: Path, everywhere: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return which stylesheets pages load together, as the templates say."""
    named = (tuple(_NAMED.findall(file.read_text("utf-8"))) for file in overrides.glob("*.html"))
    return frozenset((*names, *everywhere) for names in named)


def _everywhere(config: MkDocsConfig) -> tuple[str, ...]:
    return tuple(Path(str(path)).stem for path in config.extra_css)


def _overrides(config: MkDocsConfig) -> Path:
    return Path(config.theme.custom_dir or "/nowhere")


def style_files(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of our stylesheets: each, and those that pages load together."""
    folder = _overrides(config) / STYLES
    texts = {file.stem: file.read_text("utf-8") for file in sorted(folder.glob("*.css"))}
    for name, text in texts.items():
        yield f"{STYLES}/{name}.css", text
    for names in sorted(_sheets(_overrides(config), _everywhere(config))):
        if len(names) > 1 and {*names} <= texts.keys():
            yield f"{STYLES}/{'-'.join(names)}.css", "\n".join(texts[name] for name in names)


def sources_digest(config: MkDocsConfig) -> bytes:
    """Return the fingerprint of all from which the scripts and styles are made, and of what makes them."""
    together = sorted(_sheets(_overrides(config), _everywhere(config)))
    folders = (_overrides(config) / folder for folder in (SCRIPTS, STYLES))
    return digest_of(code(), repr(together), *(text for folder in folders for text in texts_below(folder)))


def replace_sources(files: Files, config: MkDocsConfig, made: Mapping[str, str]) -> None:
    """Put what was made in the place of our scripts and styles."""
    folders = [_overrides(config) / folder for folder in (SCRIPTS, STYLES)]
    for file in [file for file in files if file.src_uri.startswith("assets/") and file.abs_src_path]:
        if any(Path(file.abs_src_path or "").is_relative_to(folder) for folder in folders):
            files.remove(file)
    for uri, text in made.items():
        files.append(File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV))


def _with_one_sheet(html: str, config: MkDocsConfig) -> str:
    head, end, rest = html.partition("</head>")
    found = _SHEET.findall(head)
    names = tuple(name for _, name in found)
    if len(names) < 2 or names not in _sheets(_overrides(config), _everywhere(config)):
        return html
    one = f'<link rel="stylesheet" href="{found[0][0]}{STYLES}/{"-".join(names)}.css">'
    links = iter([one])
    return _SHEET.sub(lambda _: next(links, ""), head) + end + rest


def _with_scripts(html: str, config: MkDocsConfig) -> str:
    folder = _overrides(config) / SCRIPTS
    waiting = waiting_scripts(html, folder)
    names = [name for name in needed_scripts(html, folder) if name not in waiting]
    later = " ".join(name.removeprefix("parts/") for name in waiting)
    said = {ENTRY: f' data-portal-later="{later}"'} if waiting else {}
    return _SCRIPT.sub(
        lambda match: "".join(
            f'<script defer src="{match[1]}{name}"{said.get(name, "")}></script>' for name in names
        ),
        html,
    )


def _without_breaks(html: str) -> str:
    """Leave one line break where several stand, with the white space about them."""
    parts: list[str] = []
    end = 0
    for match in _LEFT_ALONE.finditer(html):
        parts += [_BREAK.sub("\n", html[end : match.start()]), match[0]]
        end = match.end()
    return "".join([*parts, _BREAK.sub("\n", html[end:])])


def shipped(html: str, config: MkDocsConfig) -> str:
    """Return a page as it stands in the site."""
    return _without_breaks(_with_scripts(_with_one_sheet(html, config), config))
