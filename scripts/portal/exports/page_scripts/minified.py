"""Shortens scripts and styles: no comments, no white space, short names inside functions.

The same files give the same bytes. The library runs in a process of its own: it is written in Go, whose
threads would not survive the fork by which pages are made.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from portal.errors import PortalError
from portal.shelf import Shelf

_OLDEST = 2018
"""The year of the language: nothing younger is made of what is written, whatever the oldest browsers know."""
_TYPES = {"js": "application/javascript", "css": "text/css"}
_WORK = """import json, sys, minify
minify.config({"js-version": int(sys.argv[1])})
made = {}
for name, (kind, text) in json.load(sys.stdin).items():
    try:
        made[name] = minify.string(kind, text)
    except minify.MinifyError as error:
        sys.exit(f"{name}: {str(error).splitlines()[0]}")
json.dump(made, sys.stdout)"""


def minified(files: Mapping[str, str]) -> dict[str, str]:
    """Return scripts and styles shortened, by their paths.

    Raises PortalError when a file cannot be read as what its name says.
    """
    asked = {name: (_TYPES[name.rpartition(".")[2]], text) for name, text in files.items()}
    command = [sys.executable, "-X", "utf8", "-c", _WORK, str(_OLDEST)]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, encoding="utf-8")
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["没有说原因"])[-1]
        raise PortalError(f"脚本和样式缩不短：{reason}。请检查最近改过的脚本和样式，或重新安装项目的软件。")
    shortened: dict[str, str] = json.loads(done.stdout)
    return shortened


def minified_once(folder: Path, key: bytes, files: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    """Return scripts and styles shortened; made only if they do not lie in a folder, and kept there.

    `key` is a fingerprint of all that they are made from, and of what makes them.
    """
    shelf = Shelf(folder, key)
    found: dict[str, str] | None = shelf.find("shortened")
    if found is None:
        found = minified(files())
        shelf.keep("shortened", found)
    return found
