"""Shortens scripts and styles: no comments, no white space, short names inside functions.

The same files give the same bytes. The library runs in a process of its own: it is written in Go, whose
threads would not survive the fork by which pages are made.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from portal.errors import PortalError

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


def minified_once(place: Path, files: Callable[[], Mapping[str, str]]) -> dict[str, str]:
    """Return scripts and styles shortened; made only if they do not lie at `place`, and kept there."""
    try:
        found: dict[str, str] = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        found = minified(files())
        _keep(place, found)
    return found


def _keep(place: Path, made: Mapping[str, str]) -> None:
    """Write what was made instead of what was kept before; a full disk only costs the next build time."""
    new = place.with_suffix(f".{os.getpid()}.new")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(made), "utf-8")
        for old in place.parent.glob("*.json"):
            old.unlink(missing_ok=True)
        new.replace(place)
    except OSError:
        new.unlink(missing_ok=True)
