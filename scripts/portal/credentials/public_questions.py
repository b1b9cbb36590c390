"""Finds every question that is or was on the site: in built sites and in the history that git keeps.

Whatever cannot be read is told, never passed over: a proof with holes is none.
"""

import json
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from portal.credentials.secrecy import PublicQuestion

RELEASE = "assets/release.json"
SITES = ("site", "site.previous")
GIT_SECONDS = 120.0
"""After that the search in git's history is broken off, and it is said how far it came."""

_MOST_BLOB = 4_000_000

Note = Callable[[str], None]
"""Takes a sentence about what could not be looked at."""


def in_site(site: Path, note: Note) -> Iterator[PublicQuestion]:
    """Yield the questions of a built site's release file."""
    path = site / RELEASE
    if not site.is_dir():
        return
    try:
        questions = json.loads(path.read_bytes())["questions"]
        yield from [
            PublicQuestion(str(path), full_id, str(one["prompt"]), _texts(one.get("choices", {}).values()))
            for full_id, one in questions.items()
        ]
    except (OSError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        note(f"{path} 读不出来，没有比对。重新生成一次网站（portal build），再查。")


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))


def _git(root: Path, *order: str, given: bytes | None = None, seconds: float = GIT_SECONDS) -> bytes | None:
    """Return what git says; None when there is no git, no repository, or no end."""
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotepath=off", "-C", str(root), *order],
            input=given, capture_output=True, check=True, timeout=seconds,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout


def has_history(root: Path) -> bool:
    """Tell whether the project's folder is kept by git."""
    return _git(root, "rev-parse", "HEAD", seconds=20) is not None


def in_history(
    root: Path, note: Note, watched: Callable[[Sequence[str]], Iterable[str]] = iter
) -> Iterator[PublicQuestion]:
    """Yield the questions of all banks that any commit ever held; each version of a file once."""
    end = time.monotonic() + GIT_SECONDS
    listed = _git(root, "rev-list", "--all", "--reflog", "--objects", "--", "quizzes")
    if listed is None:
        note("git 的历史读不出来，没有比对以前的题库。")
        return
    if (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true":
        note("git 的历史没有取全（浅克隆），没有比对更早的题库。在项目里运行 git fetch --unshallow。")
    rows = (row.partition(" ") for row in listed.decode("utf-8", "replace").splitlines())
    blobs = {blob: path for blob, _, path in rows if path.endswith((".yml", ".yaml"))}
    for number, blob in enumerate(watched(list(blobs))):
        if time.monotonic() > end:
            note(f"git 的历史里有 {len(blobs)} 份题库，{GIT_SECONDS:.0f} 秒里只比对了 {number} 份。")
            return
        raw = _git(root, "cat-file", "blob", blob)
        if raw is None or len(raw) > _MOST_BLOB:
            note(f"git 历史里的 {blobs[blob]}（{blob[:10]}）读不出来，没有比对。")
            continue
        yield from _in_text(raw, blobs[blob], blob[:10], note)


def _in_text(raw: bytes, path: str, blob: str, note: Note) -> Iterator[PublicQuestion]:
    place = f"git 历史里的 {path}（{blob}）"
    try:
        data = yaml.load(raw.decode("utf-8-sig"), yaml.CSafeLoader)
        questions = data["questions"] if isinstance(data, dict) and "questions" in data else []
        found = [_of_data(one, path, place) for one in questions]
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        note(f"{place}读不出来，没有比对。")
        return
    yield from found


def _of_data(one: dict[str, Any], path: str, place: str) -> PublicQuestion:
    track, stem = Path(path).parts[-2], Path(path).stem
    choices = tuple(str(choice["text"]) for choice in one.get("choices", ()))
    return PublicQuestion(place, f"{track}-{stem}/{one.get('id', '')}", str(one["prompt"]), choices)


def ever_committed(root: Path, folder: Path) -> list[str]:
    """Return up to five files of a private folder that git holds now or held once; they are not private."""
    inside = folder.resolve()
    if not inside.is_relative_to(root.resolve()):
        return []
    listed = _git(root, "log", "--all", "--format=", "--name-only", "--", str(inside))
    names = {line for line in (listed or b"").decode("utf-8", "replace").splitlines() if line}
    kept = _git(root, "ls-files", "--", str(inside)) or b""
    names |= {line for line in kept.decode("utf-8", "replace").splitlines() if line}
    return sorted(name for name in names if not name.endswith(".gitignore"))[:5]
