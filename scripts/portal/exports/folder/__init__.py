"""The site's JSON for a folder opened without a server: browsers fetch nothing there (file://).

Beside each JSON file that the browser's modules fetch lies a script with the same in it. What asks for it:
`exports/page_scripts/runtime.js`; on a web server none of these scripts is loaded.
"""

import json
import re
from collections.abc import Iterable, Iterator

_FETCHED = re.compile(r"(assets/(catalogue|questions/[a-z0-9-]+)|search/[a-z0-9/]+)\.json")


def is_fetched(path: str) -> bool:
    """Tell whether the modules fetch a file of the site."""
    return bool(_FETCHED.fullmatch(path))


def folder_files(fetched: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of a script for each JSON file.

    `fetched`: (path in the site, text) of these.
    """
    for path, text in fetched:
        yield f"{path}.js", f"portalFolder.data({_quoted(path)}, {_quoted(text)});\n"


def with_folder_files(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) as they come, each JSON file with its script behind it."""
    for path, text in texts:
        yield path, text
        if is_fetched(path):
            yield from folder_files([(path, text)])


def _quoted(text: str) -> str:
    # Old browsers take these two for the end of a line inside a string.
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
