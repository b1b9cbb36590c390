"""The browser's modules as one classic script: for places where a browser loads no modules.

That is a folder opened without a server (file://), and servers that give `.js` another type. The modules stay
as they are; each becomes a function around its own names, called in the order in which they need each other.
Written by hand, because the bundlers that are kept need Node, and trainers' computers have none.
"""

import re
from pathlib import Path

from portal.errors import PortalError

_IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\(|\bimport\.meta\b", re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//.*$", re.DOTALL | re.MULTILINE)
_RENAMED = re.compile(r"(\w+) as (\w+)")


class _Bundle:
    def __init__(self) -> None:
        self.names: dict[Path, str] = {}
        self.parts: list[str] = []
        self.waiting: list[Path] = []

    def add(self, file: Path) -> str:
        """Take in a module and, before it, all it needs; return the name under which its exports stand."""
        if file in self.names:
            return self.names[file]
        if file in self.waiting:
            raise PortalError(f"脚本 {file.name} 绕了一圈又要用到自己，打不成一个文件。")
        self.waiting.append(file)
        source = _read(file)

        def taken(match: re.Match[str]) -> str:
            wanted = _RENAMED.sub(r"\1: \2", match[1].strip().rstrip(","))
            return f"const {{ {wanted} }} = {self.add((file.parent / match[2]).resolve())};"

        body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(taken, source))
        if left := _LEFT.search(_COMMENT.sub("", body)):
            raise PortalError(
                f"脚本 {file.name} 里的“{left[0]}”打不进一个文件：只认 import {{…}} 和 export 声明。"
            )
        name = f"module{len(self.names)}"
        given = ", ".join(match[2] for match in _EXPORT.finditer(source))
        self.parts.append(f"const {name} = (() => {{\n{body}\nreturn {{ {given} }};\n}})();\n")
        self.names[file] = name
        self.waiting.remove(file)
        return name


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError as error:
        raise PortalError(f"少了脚本 {file}，打不成包。请重新拿一份完整的项目文件夹。") from error


def bundled(entry: Path) -> str:
    """Return a module and all it imports as one script. The same files give the same text.

    Raises PortalError when a file is missing, or uses a form of import or export that is not provided for.
    """
    bundle = _Bundle()
    bundle.add(entry.resolve())
    return '(() => {\n"use strict";\n' + "\n".join(bundle.parts) + "})();\n"
