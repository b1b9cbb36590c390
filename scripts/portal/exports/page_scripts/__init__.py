"""The site's scripts as pages load them: the modules gathered into a few parts, comments and long names gone.

The same files run on a web server and from a folder (file://), where browsers load no modules. The modules
stay as they are written; a preview serves them so. What the parts do in the browser: `runtime.js`.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from portal.exports.page_scripts.joined import joined
from portal.exports.page_scripts.sources import Sources
from portal.exports.script_forms import source_of

ENTRY = "portal.js"
PLACE = "assets/javascripts/{}"
PART = "parts/{}"
WORKERS = frozenset({"elements/bench-worker.js"})
"""Modules that also run in a worker, without a page: each brings all that it imports."""
_PARTS = "const parts = window.portalParts = window.portalParts || new Map();"
_SAY = "for (const name of [{}]) if (!parts.has(name)) parts.set(name, part);"
_RUNTIME = Path(__file__).parent / "runtime.js"


def _wanted(sources: Sources, inside: Set[str], every: Sequence[str]) -> dict[str, set[str]]:
    """Return what modules outside take of those inside: also by a dynamic import, which takes all."""
    wanted: dict[str, set[str]] = {}
    for name in every:
        module = sources.module(name)
        for one in module.imports if name not in inside else ():
            if one.module in inside:
                wanted.setdefault(one.module, set()).add(one.name)
        for later in module.later:
            if later in inside:
                wanted.setdefault(later, set()).update(sources.module(later).given)
    return wanted


class _Parts:
    def __init__(self, folder: Path) -> None:
        self._sources = Sources(folder)
        self._every = self._sources.all_from(ENTRY)

    def entry(self) -> str:
        """Return the first script, with what makes the parts run."""
        text = self._text(self._sources.with_imports(ENTRY), {ENTRY})
        return f'(() => {{\n"use strict";\n{source_of(_RUNTIME)}\n{text}\nneed("{ENTRY}");\n}})();\n'

    def part(self, names: Sequence[str], before: Sequence[str]) -> str:
        """Return a part with modules and all that they import, without what is there before."""
        there = {*self._sources.with_imports(*before)}
        inside = tuple(name for name in self._sources.with_imports(*names) if name not in there)
        return f"(() => {{\n{_PARTS}\n{self._text(inside, set())}\n}})();\n"

    def worker(self, name: str) -> str:
        """Return a part that begins by itself in a worker; on a page it is asked for like others."""
        modules = [self._sources.module(one) for one in self._sources.with_imports(name)]
        function = joined(modules, {name: {*self._sources.module(name).given}})
        lines = [
            "if (!self.window) self.window = self;", _PARTS,
            f"const part = {function};", _SAY.format(f'"{name}"'), "if (!self.document) part();",
        ]  # fmt: skip
        return "(() => {\n" + "\n".join(lines) + "\n})();\n"

    def _text(self, inside: tuple[str, ...], run: Set[str]) -> str:
        wanted = _wanted(self._sources, {*inside}, self._every) | {name: set() for name in run}
        function = joined([self._sources.module(name) for name in inside], wanted)
        names = ", ".join(f'"{name}"' for name in sorted(wanted))
        return f"const part = {function};\n{_SAY.format(names)}"

    def later(self) -> Iterator[str]:
        """Yield the modules that are asked for one by one."""
        there = {*self._sources.with_imports(ENTRY)}
        seen = {name: None for one in self._every for name in self._sources.module(one).later}
        yield from (name for name in sorted(seen) if name not in there)

    def without(self, base: str) -> set[str]:
        """Return the modules that are also asked for where `base` never is, and `base` itself."""
        found, waiting = {base}, [ENTRY]
        while waiting:
            for name in self._sources.with_imports(waiting.pop()):
                new = {*self._sources.module(name).later} - found
                found |= new
                waiting += new
        return found


def script_files(folder: Path, parts: Mapping[str, Sequence[str]], base: str) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of the scripts, not shortened yet.

    `folder`: that of the modules; `parts`: name → modules that pages of one kind ask for together, besides
    `base`, which all of them need. Raises PortalError for a form that is not provided for.
    """
    made = _Parts(folder)
    yield PLACE.format(ENTRY), made.entry()
    for name, modules in parts.items():
        yield PLACE.format(PART.format(f"{name}.js")), made.part(modules, [ENTRY, base])
    early = made.without(base)
    for name in made.later():
        if name in WORKERS:
            yield PLACE.format(PART.format(name)), made.worker(name)
            continue
        yield PLACE.format(PART.format(name)), made.part([name], [ENTRY] if name in early else [ENTRY, base])
