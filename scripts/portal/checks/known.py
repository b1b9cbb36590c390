"""Keeps findings between two runs: what a rule looks at has not changed, so it finds the same.

A rule that looks at each file for itself says so by `ALONE`; its findings are kept file by file. A rule that
compares files may tell by `looks_at` all that its findings depend on. Every other rule is quick, and is run.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.own_code import digest_of_code
from portal.shelf import Shelf, digest_of

Find = Callable[[Catalogue], list[Finding]]
_Alone = dict[str, dict[str, tuple[bytes, list[Finding]]]]
"""Code of a rule → path → fingerprint of that file, and what the rule finds in it."""


class Known:
    """What the rules found in an earlier run. It is kept for all files that are read, so a rule of one file
    finds nothing anywhere else: `tests/portal/checks/test_known.py` proves that of each rule that says so.
    """

    def __init__(self, shelf: Shelf) -> None:
        """Begin with what lies on a shelf."""
        self._shelf = shelf
        self._alone: _Alone = shelf.find("alone") or {}
        self._now: _Alone = {}
        self._parts: dict[frozenset[str], Catalogue] = {}
        self._whole: Catalogue | None = None

    def alone(self, code: str, catalogue: Catalogue, find: Find) -> list[Finding]:
        """Return what a rule finds in each file for itself, looking only at those that have changed."""
        known = self._alone.get(code, {})
        digests = catalogue.digests
        same = {path: kept for path, kept in known.items() if digests.get(path) == kept[0]}
        changed = frozenset(digests.keys() - same.keys())
        found: dict[str, list[Finding]] = {path: [] for path in changed}
        for finding in find(self._part(catalogue, changed)) if changed else ():
            found[finding.place.path].append(finding)
        self._now[code] = same | {path: (digests[path], new) for path, new in found.items()}
        return sorted(finding for _, findings in self._now[code].values() for finding in findings)

    def _part(self, catalogue: Catalogue, paths: frozenset[str]) -> Catalogue:
        """Return the part of a catalogue in some files; the same object each time, so it is searched once."""
        if self._whole is not catalogue:
            self._whole, self._parts = catalogue, {}
        if paths not in self._parts:
            self._parts[paths] = catalogue.only(paths)
        return self._parts[paths]

    def whole(self, code: str, looks_at: Iterable[str], find: Callable[[], list[Finding]]) -> list[Finding]:
        """Return what a rule finds that has told all it looks at."""
        key = digest_of(*(text.encode("utf-8", "surrogatepass") for text in looks_at))
        found: list[Finding] | None = self._shelf.find(code, key)
        if found is None:
            found = find()
            self._shelf.keep(code, found, key)
        return found

    def put_away(self) -> None:
        """Keep what was found, for the next run and for the next time in this one."""
        now = self._alone | self._now
        if now != self._alone:
            self._shelf.keep("alone", now)
        self._alone, self._now = now, {}


def known_in(folder: Path, is_read: bool = True) -> Known:
    """Return what earlier runs found, below a folder of kept things; nothing of it if not `is_read`."""
    code = digest_of_code(("checks", "load", "model"), ("autocorrect-py", "pydantic", "pyyaml"))
    return Known(Shelf(folder / "findings", code, is_read))


def looked_at(parts: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield texts that differ when any of the parts does."""
    for part in parts:
        yield from map(str, part)
        yield "\0"
