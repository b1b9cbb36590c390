"""Writes the files of a new piece of content: all of them or none, and never over what is there."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from portal.errors import PortalError

Value = str | float


def filled(root: Path, name: str, values: Mapping[str, Value]) -> str:
    """Return a template of `docs/_templates/` with its fields filled in, as YAML reads them back."""
    text = (root / "docs" / "_templates" / name).read_text(encoding="utf-8")
    return Template(text).substitute({key: _yaml(value) for key, value in values.items()})


def _yaml(value: Value) -> str:
    """Return a value as it may stand after `key: `; text is quoted where YAML would misread it."""
    if not isinstance(value, str):
        return f"{value:g}"
    text = value.strip()
    is_plain = re.fullmatch(r"[^\W\d_][^:#\n'\"]*|〔[^:#\n'\"]*", text)
    if is_plain and text.lower() not in ("true", "false", "null", "yes", "no", "on", "off"):
        return text
    return "'" + text.replace("'", "''").replace("\n", " ") + "'"


def write(root: Path, made: Mapping[str, str], changed: Mapping[str, str] | None = None) -> None:
    """Write new files and the new text of changed ones; on any failure none of the new ones stays.

    Raises PortalError, with nothing written, when a new file is there already.
    """
    for path in made:
        if (root / path).exists():
            raise PortalError(f"{path} 已经有了，没有动它。换一个名字，或直接打开它修改。")
    texts = {**made, **(changed or {})}
    unfinished = {path: (root / path).with_name(f".{Path(path).name}.part") for path in texts}
    try:
        for path, text in texts.items():
            unfinished[path].parent.mkdir(parents=True, exist_ok=True)
            unfinished[path].write_text(text, encoding="utf-8", newline="\n")
        for path, part in unfinished.items():
            os.replace(part, root / path)
            print(f"{'新建' if path in made else '改'}了 {path}")
    finally:
        for part in unfinished.values():
            part.unlink(missing_ok=True)


def say_draft(then: str = "") -> None:
    """Say what a draft is, and what to do when it is finished."""
    print(f"现在是草稿：serve 时看得到，build 时不发布。写好后把 status 改成 published{then}。")
