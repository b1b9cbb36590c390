"""The small project with all that a site needs besides content, for the preview. Holds no assertions."""

import shutil
from pathlib import Path

from small_project import Edits, write_project

ROOT = Path(__file__).parents[1]

UNIT = "docs/certificates/c/first-steps.md"
UNIT_PAGE = "certificates/c/first-steps/index.html"
BANK = "quizzes/c/first-steps.yml"


def write_preview_project(root: Path, edits: Edits | None = None) -> Path:
    """Write the small project with the site's own templates, hooks and configuration; return its folder."""
    write_project(root, edits)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs" / "my", root / "docs" / "my", dirs_exist_ok=True)
    (root / "scripts").mkdir(exist_ok=True)
    shutil.copy(ROOT / "scripts" / "hooks.py", root / "scripts")
    return root


def change(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text("utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{old!r} stands {text.count(old)} times in {file}")
    file.write_text(text.replace(old, new), "utf-8")
