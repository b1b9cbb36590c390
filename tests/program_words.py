"""What the program can say: every text in its source, so that a page which quotes it cannot go stale.

Holds no assertions.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_NAMES = re.compile(
    r"“[^”]*”|'[^']*'"
    r"|[A-Z]:\\\S+?(?=[：。　 ]|$)|[\w（）-]+\.(?:xlsx|docx|json|txt|yml|md)"
    r"|第 \d+ [行题段空页]"
)
"""What a message has of its reader's own: names, folders, places in his files."""
_BETWEEN = re.compile(r"[\x00-\x7f：。，；、？《》（）…　]+")
"""Numbers, names in English, and what joins two clauses."""
_TELLING = 5
"""Characters of a piece that no other message has by chance."""


def _texts(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@cache
def _all() -> str:
    texts = [text for file in sorted((ROOT / "scripts").rglob("*.py")) for text in _texts(file)]
    texts += [file.read_text("utf-8") for file in sorted((ROOT / "scripts").rglob("*.js"))]
    return "\0".join(_BETWEEN.sub("\0", text) for text in texts)


def is_said(message: str) -> bool:
    """Tell whether a message is made of texts of the program, but for names, numbers and paths."""
    return all(map(_is_made, _BETWEEN.split(_NAMES.sub("\0", message))))


@cache
def _is_made(piece: str) -> bool:
    """Tell whether a piece is a text of the program, or several, one behind the other."""
    if len(piece) < _TELLING or piece in _all():
        return True
    ends = range(len(piece) - 1, _TELLING - 1, -1)
    return any(piece[:end] in _all() and _is_made(piece[end:]) for end in ends)
