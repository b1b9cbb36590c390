"""Reads the browser's modules: what each imports, gives, declares, and asks for only when it is needed.

The forms are few on purpose (`import { … } from "./x.js";` and `export` before a declaration), so that a few
lines of Python can do what bundlers do, which need Node, and trainers' computers have none.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath

from portal.errors import PortalError
from portal.exports.script_forms import source_of

_IMPORT = re.compile(r'^import\s+\{([^}]*)\}\s+from\s+"(\.[^"]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
_DECLARED = re.compile(
    r"^(export )?(?:async )?(?:function\*?|class|const|let|var) +([\w$]+|[\[{][^=]*)", re.M
)
_NAME = re.compile(r"[\w$]+")
_LEFT = re.compile(r"^(?:import|export)\b.*|\bimport\(|\bimport\.meta\b", re.MULTILINE)
_TYPE = re.compile(r'\bimport\("\.[^"]+"\)\.(?=[A-Z])')
_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_CALLED = re.compile(r'\bimport\("(\.[^"]+)"\)(?!\.[A-Z])')
"""A module asked for when it is needed; before a capital stands a type, in a comment."""
_OTHERS_EXPORT = re.compile(r"\bexport\s*\{([^{}]*)\};?\s*$")


@dataclass(frozen=True)
class Import:
    """One name that a module takes from another."""

    module: str
    name: str
    local: str


@dataclass(frozen=True)
class Module:
    """A script file of the browser."""

    name: str
    source: str

    def _at(self, address: str) -> str:
        return normpath(join(dirname(self.name), address))

    @property
    def is_of_others(self) -> bool:
        """Whether the file is code of others, which has its one `export` at the end."""
        return self.name.startswith("vendor/")

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """What it takes, in the order of the file."""
        if self.is_of_others:
            return ()
        found = []
        for names, address in _IMPORT.findall(self.source):
            for pair in filter(None, (one.strip() for one in names.split(","))):
                name, _, local = pair.partition(" as ")
                found.append(Import(self._at(address), name, local or name))
        return tuple(found)

    @cached_property
    def later(self) -> tuple[str, ...]:
        """The modules it asks for when it needs them."""
        return (
            () if self.is_of_others else tuple(self._at(address) for address in _CALLED.findall(self.source))
        )

    @cached_property
    def declared(self) -> tuple[str, ...]:
        """The names it declares at its top, those that it gives included."""
        return tuple(name for _, words in _DECLARED.findall(self.body) for name in _NAME.findall(words))

    @cached_property
    def given(self) -> dict[str, str]:
        """What it exports: name outside → name inside."""
        if self.is_of_others:
            pairs = (one.split(" as ") for one in self._export_of_others()[1].split(","))
            return {pair[-1].strip(): pair[0].strip() for pair in pairs}
        return {words: words for exported, words in _DECLARED.findall(self.source) if exported}

    def _export_of_others(self) -> re.Match[str]:
        found = _OTHERS_EXPORT.search(self.source)
        if not found:
            raise PortalError(f"脚本 {self.name} 末尾没有 export {{…}}，打不进网页用的脚本。")
        return found

    @cached_property
    def body(self) -> str:
        """The code without import and export; raises PortalError for a form that is not provided for."""
        if self.is_of_others:
            return self.source[: self._export_of_others().start()]
        called = _CALLED.sub(lambda match: f'$load("{self._at(match[1])}")', self.source)
        own = f'new URL("{self.name}", $scripts).href'
        body = _EXPORT.sub("", _IMPORT.sub("", called)).replace("import.meta.url", own)
        if left := _LEFT.search(_COMMENT.sub("", _TYPE.sub("", body))):
            raise PortalError(
                f"脚本 {self.name} 里的“{left[0]}”打不进一个文件：只认 import {{…}} 和 export 声明。"
            )
        return body


class Sources:
    """The modules of a folder, each read once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Module] = {}

    def module(self, name: str) -> Module:
        """Return a module. Raises PortalError when it is missing."""
        if name not in self._read:
            self._read[name] = Module(name, source_of(self._folder / name))
        return self._read[name]

    def with_imports(self, *names: str) -> tuple[str, ...]:
        """Return modules and all that they import, each after what it imports."""
        found: dict[str, None] = {}

        def add(name: str, waiting: tuple[str, ...]) -> None:
            if name in waiting:
                raise PortalError(f"脚本 {name} 绕了一圈又要用到自己，打不成一个文件。")
            if name not in found:
                for one in self.module(name).imports:
                    add(one.module, (*waiting, name))
                found[name] = None

        for name in names:
            add(name, ())
        return tuple(found)

    def all_from(self, entry: str) -> tuple[str, ...]:
        """Return all modules that the entry needs now or later, in the order in which they are met."""
        found: dict[str, None] = {}
        waiting = [entry]
        while waiting:
            for name in self.with_imports(waiting.pop(0)):
                if name not in found:
                    found[name] = None
                    waiting += self.module(name).later
        return tuple(found)
