"""The problems of a preview: who found them, which are new, which are cured, which concern one page."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from portal.model.finding import Finding

_MOST_SHOWN = 100


def _same(finding: Finding) -> tuple[str, str, str]:
    """What stays of a finding when lines are put in above it."""
    return finding.place.path, finding.code, finding.reason


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    place = finding.place
    return place.path, place.line, place.column, finding.code, finding.reason


@dataclass(frozen=True)
class Difference:
    """What happened to the problems since somebody last looked."""

    new: tuple[Finding, ...]
    cured: tuple[Finding, ...]
    left: int


def difference(before: Iterable[Finding], now: Iterable[Finding]) -> Difference:
    """Return what is new and what is cured; a problem that has only moved is neither."""
    old, new = list(before), list(now)
    had, have = Counter(map(_same, old)), Counter(map(_same, new))

    def only(found: list[Finding], there: Counter[tuple[str, str, str]]) -> tuple[Finding, ...]:
        spare = Counter(there)
        kept = []
        for finding in found:
            spare[_same(finding)] -= 1
            if spare[_same(finding)] < 0:
                kept.append(finding)
        return tuple(kept)

    return Difference(only(new, had), only(old, have), len(new))


@dataclass
class Problems:
    """What is known to be wrong right now. Safe to use from several threads."""

    form: tuple[Finding, ...] = ()
    rules: dict[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Code of a rule → what it found when it last ran."""
    drawn: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    """Page → why it could not be drawn."""
    config: tuple[Finding, ...] = ()
    """What is wrong with `mkdocs.yml`."""
    _lock: Lock = field(default_factory=Lock)

    def found(self, code: str, findings: Iterable[Finding], unread: Collection[str] = ()) -> None:
        """Take what a rule found now; of files that cannot be read it keeps what it found before."""
        with self._lock:
            kept = [one for one in self.rules.get(code, ()) if one.place.path in unread]
            self.rules[code] = (*findings, *kept)

    def all(self) -> list[Finding]:
        """Return every problem once, sorted by place."""
        with self._lock:
            of_rules = [finding for found in self.rules.values() for finding in found]
        drawn = [finding for found in list(self.drawn.values()) for finding in found]
        return sorted({*self.config, *self.form, *drawn, *of_rules}, key=_order)


def split(findings: Iterable[Finding], files: Iterable[str]) -> dict[str, object]:
    """Return as data: the findings of some files, those elsewhere, and how many more those are.

    Errors come first: a hundred warnings must not stand before them.
    """
    mine = set(files)
    here: list[Finding] = []
    elsewhere: list[Finding] = []
    for finding in sorted(findings, key=lambda finding: finding.severity):
        (here if finding.place.path in mine else elsewhere).append(finding)
    return {
        "here": [finding.as_data() for finding in here],
        "elsewhere": [finding.as_data() for finding in elsewhere[:_MOST_SHOWN]],
        "count": len(elsewhere),
    }
