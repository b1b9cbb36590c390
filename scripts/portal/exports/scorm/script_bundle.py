"""The browser's modules as one classic script: for places where a browser loads no modules.

That is a package opened without a server (file://), and platforms that give `.js` another type. The modules
stay as they are; each becomes a function around its own names, called in the order of their needs.
"""

from pathlib import Path

from portal.errors import PortalError
from portal.exports.script_forms import classic, source_of


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
        body = classic(
            source_of(file), file.name, lambda address: self.add((file.parent / address).resolve())
        )
        name = f"module{len(self.names)}"
        self.parts.append(f"const {name} = (() => {{\n{body}\n}})();\n")
        self.names[file] = name
        self.waiting.remove(file)
        return name


def bundled(entry: Path) -> str:
    """Return a module and all it imports as one script. The same files give the same text.

    Raises PortalError when a file is missing, or uses a form of import or export that is not provided for.
    """
    bundle = _Bundle()
    bundle.add(entry.resolve())
    return '(() => {\n"use strict";\n' + "\n".join(bundle.parts) + "})();\n"
