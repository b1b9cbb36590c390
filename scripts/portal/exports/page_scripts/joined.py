"""Joins modules into one function in which they share their names: much less is left for a phone to load.

A module whose names are taken already is put into a function of its own.
"""

from collections.abc import Iterable, Mapping, Sequence, Set

from portal.exports.page_scripts.sources import Module

ARGUMENTS = ("$need", "$load", "fetch", "$scripts")
"""What a part is given: the exports of a module, its loading, the page's `fetch`, where the scripts are."""

BROWSERS = frozenset([
    "alert", "atob", "blur", "btoa", "close", "closed", "confirm", "console", "crypto", "document",
    "event", "external", "fence", "find", "focus", "frames", "history", "length", "location", "name",
    "navigation", "navigator", "open", "opener", "origin", "parent", "performance", "print", "prompt",
    "scheduler", "screen", "scroll", "self", "status", "stop", "top", "viewport", "when", "window",
])  # fmt: skip
"""Plain words that browsers give; shared, such a name of one module would hide the browser's own."""


def _names(pairs: Iterable[tuple[str, str]]) -> str:
    return ", ".join(name if name == local else f"{name}: {local}" for name, local in sorted(pairs))


class _Joined:
    def __init__(self) -> None:
        self.taken = {*ARGUMENTS, *BROWSERS}
        self.lines: list[str] = []
        self.at: dict[tuple[str, str], str] = {}
        """(module, what it gives) → the name under which all see it."""

    def _free(self, name: str) -> str:
        number = 2
        free = name
        while free in self.taken:
            free, number = f"{name}${number}", number + 1
        self.taken.add(free)
        return free

    def take(self, module: str, names: Set[str]) -> None:
        """Name what another part gives."""
        for name in names:
            self.at[module, name] = self._free(name)
        given = _names((name, self.at[module, name]) for name in names)
        self.lines.append(f'const {{ {given} }} = $need("{module}");')

    def add(self, module: Module) -> None:
        """Add a module after all that it imports."""
        seen = [(self.at[one.module, one.name], one.local) for one in module.imports]
        renamed = [pair for pair in seen if pair[0] != pair[1]]
        if renamed or module.is_of_others or self.taken & {*module.declared}:
            self._box(module, renamed)
            return
        self.taken |= {*module.declared}
        self.at |= {(module.name, name): local for name, local in module.given.items()}
        self.lines.append(module.body)

    def _box(self, module: Module, renamed: Sequence[tuple[str, str]]) -> None:
        self.at |= {(module.name, name): self._free(name) for name in module.given}
        outside = _names((name, self.at[module.name, name]) for name in module.given)
        inside, passed = (", ".join(pair[at] for pair in renamed) for at in (1, 0))
        last = f"return {{ {_names(module.given.items())} }};" if module.given else ""
        call = f"(({inside}) => {{\n{module.body}\n{last}\n}})({passed});"
        self.lines.append(f"const {{ {outside} }} = {call}" if module.given else call)


def joined(modules: Sequence[Module], wanted: Mapping[str, Set[str]]) -> str:
    """Return modules, each after what it imports, as one function that returns what others want of them.

    `wanted`: module → the names that code outside takes from it.
    """
    inside = {module.name for module in modules}
    outside: dict[str, set[str]] = {}
    for one in (one for module in modules for one in module.imports if one.module not in inside):
        outside.setdefault(one.module, set()).add(one.name)
    text = _Joined()
    for name in sorted(outside):
        text.take(name, outside[name])
    for module in modules:
        text.add(module)
    given = ", ".join(
        f'"{name}": {{ {_names((one, text.at[name, one]) for one in wanted[name])} }}'
        for name in sorted(wanted)
    )
    lines = "\n".join(text.lines)
    return f'({", ".join(ARGUMENTS)}) => {{\n"use strict";\n{lines}\nreturn {{ {given} }};\n}}'
