"""The few forms of import and export that the browser's modules use, rewritten for a classic script.

The forms are few on purpose (`import { … } from "./x.js";` and `export` before a declaration), so that a few
lines of Python can do what bundlers do, which need Node, and trainers' computers have none.
"""

import re
from collections.abc import Callable
from pathlib import Path

from portal.errors import PortalError

_IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\(|\bimport\.meta\b", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_RENAMED = re.compile(r"(\w+) as (\w+)")


def source_of(file: Path) -> str:
    """Return the text of a script. Raises PortalError when it is missing."""
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise PortalError(f"少了脚本 {file}，打不成包。请重新拿一份完整的项目文件夹。") from error


def classic(source: str, name: str, taken: Callable[[str], str]) -> str:
    """Return a module as the body of a function that returns its exports.

    `name`: of the file, for complaints; `taken`: address of an imported module → the expression that stands
    for its exports. Raises PortalError for a form of import or export that is not provided for.
    """

    def import_as_const(match: re.Match[str]) -> str:
        wanted = _RENAMED.sub(r"\1: \2", match[1].strip().rstrip(","))
        return f"const {{ {wanted} }} = {taken(match[2])};"

    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(import_as_const, source))
    if left := _LEFT.search(_COMMENT.sub("", body)):
        raise PortalError(f"脚本 {name} 里的“{left[0]}”打不进一个文件：只认 import {{…}} 和 export 声明。")
    given = ", ".join(match[2] for match in _EXPORT.finditer(source))
    return f"{body}\nreturn {{ {given} }};"
