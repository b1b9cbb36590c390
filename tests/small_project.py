"""A complete small project without findings; tests change a few lines of it. Holds no assertions."""

from collections.abc import Mapping
from pathlib import Path

BASE = Path(__file__).parent / "portal" / "checks" / "base"

EXAM = """title: 模拟考
minutes: 10
pass_percent: 60
lines:
  - {module: basics, count: 4}
status: published
"""
"""A blueprint for the small project, which has none of its own; at quizzes/exams/c.yml."""

Edits = Mapping[str, str | bytes | list[list[str]] | None]
"""Path → its whole text, or pairs (old, new) that change it once each, or None to remove it."""


def base_files() -> dict[str, str | bytes]:
    """Return path → text of the small project."""
    files = sorted(file for file in BASE.rglob("*") if file.is_file())
    return {file.relative_to(BASE).as_posix(): file.read_text("utf-8") for file in files}


def replaced(text: str, pairs: list[list[str]]) -> str:
    """Return a text with pairs (old, new) changed in it, each of which must stand there once."""
    for old, new in pairs:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the base, should be once")
        text = text.replace(old, new)
    return text


def edited(edits: Edits) -> dict[str, str | bytes]:
    """Return the small project's files after edits."""
    files = base_files()
    for path, edit in edits.items():
        if edit is None:
            del files[path]
        else:
            files[path] = replaced(str(files[path]), edit) if isinstance(edit, list) else edit
    return files


def write_project(root: Path, edits: Edits | None = None) -> Path:
    """Write the small project, edited, below a folder and return that folder."""
    for path, content in edited(edits or {}).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root
