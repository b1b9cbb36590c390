"""The site's scripts for a folder opened without a server, where browsers load no modules and fetch no JSON.

`overrides/assets/javascripts/from-folder.js` asks for the first of these files, and only there. What they do
in the browser: `runtime.js`. The modules stay as they are; on a web server none of this is loaded.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from posixpath import dirname, join, normpath

from portal.errors import PortalError
from portal.exports.script_forms import classic, source_of

ENTRY = "portal.js"
PLACE = "assets/javascripts/folder/{}"
"""Where the classic form of a module lies in the site; all of ours are in that of the entry."""

_FETCHED = re.compile(r"assets/(catalogue|questions/[a-z0-9-]+)\.json")
_RUNTIME = Path(__file__).parent / "runtime.js"
_TYPE = re.compile(r'\bimport\("\.[^"]+"\)\.(?=[A-Z])')
"""Of a type, in a comment: whoever looks for links would look for that file beside the script."""
_CALLED = re.compile(r'\bimport\("(\.[^"]+)"\)')
"""A module asked for when it is needed."""
_OWN_ADDRESS = "import.meta.url"
_VENDOR_EXPORT = re.compile(r"\bexport\s*\{([^{}]*)\};?\s*$")


def _is_vendored(name: str) -> bool:
    return name.startswith("vendor/")


class _Bundle:
    """The modules of a folder that the entry needs, now or later."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bodies: dict[str, str] = {}
        self.vendored: set[str] = set()

    def add(self, name: str, waiting: tuple[str, ...] = ()) -> None:
        """Take in a module with all that it needs. Raises PortalError for a form that is not provided for."""
        if name in waiting:
            raise PortalError(f"脚本 {name} 绕了一圈又要用到自己，打不成一个文件。")
        if name in self.bodies or _is_vendored(name):
            self.vendored |= {name} if _is_vendored(name) else set()
            return
        source = source_of(self.folder / name)
        later: list[str] = []

        def at(address: str) -> str:
            return normpath(join(dirname(name), address))

        def taken(address: str) -> str:
            self.add(at(address), (*waiting, name))
            return f'need("{at(address)}")'

        def loaded(match: re.Match[str]) -> str:
            later.append(at(match[1]))
            return f'load("{at(match[1])}")'

        own = f'new URL("{name}", scripts).href'
        plain = _CALLED.sub(loaded, _TYPE.sub("", source)).replace(_OWN_ADDRESS, own)
        self.bodies[name] = classic(plain, name, taken)
        for other in later:
            self.add(other)

    def as_script(self) -> str:
        """Return all modules as one classic script that runs the entry."""
        parts = (f'define("{name}", () => {{\n{body}\n}});\n' for name, body in sorted(self.bodies.items()))
        head = f'(() => {{\n"use strict";\n{source_of(_RUNTIME)}\n'
        return f'{head}{"".join(parts)}need("{ENTRY}");\n}})();\n'


def _vendor_script(source: str, name: str) -> str:
    found = _VENDOR_EXPORT.search(source)
    if not found:
        raise PortalError(f"脚本 {name} 末尾没有 export {{…}}，从文件夹打开的网页用不了它。")
    pairs = (one.strip().split(" as ") for one in found[1].split(","))
    given = ", ".join(f"{pair[-1]}: {pair[0]}" for pair in pairs)
    body = source[: found.start()]
    return f'portalFolder.define("{name}", () => {{\n"use strict";\n{body}\nreturn {{ {given} }};\n}});\n'


def folder_scripts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of the scripts. The same modules give the same texts.

    `folder`: that of the modules. Raises PortalError for a form of import or export that is not provided for.
    """
    bundle = _Bundle(folder)
    bundle.add(ENTRY)
    yield PLACE.format(ENTRY), bundle.as_script()
    for name in sorted(bundle.vendored):
        yield PLACE.format(name), _vendor_script(source_of(folder / name), name)


def is_fetched(path: str) -> bool:
    """Tell whether the modules fetch a file of the site."""
    return bool(_FETCHED.fullmatch(path))


def folder_files(folder: Path, fetched: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what `folder_scripts` does, and a script for each JSON file.

    `fetched`: (path in the site, text) of these.
    """
    yield from folder_scripts(folder)
    for path, text in fetched:
        yield f"{path}.js", f"portalFolder.data({_quoted(path)}, {_quoted(text)});\n"


def _quoted(text: str) -> str:
    # Old browsers take these two for the end of a line inside a string.
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
