"""Model → findings. One rule per file, with a code, a title, a reason and a cure; opens no content.

Rules that are lists of words stand together in `wording.yml`. A number is never used twice, even after a
rule is gone. A new rule may begin as a warning; it becomes an error in the change that brings its count
to zero.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from inspect import signature
from types import ModuleType

from portal.checks.known import Known
from portal.checks.wording import WORDINGS
from portal.collector import collector_resting
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Severity
from portal.model.release import Release


@dataclass(frozen=True)
class Rule:
    """A rule as the handbook lists it."""

    code: str
    title: str
    """What holds when the rule is kept, in Chinese."""
    why: str
    """What goes wrong for whom when it is not, in Chinese; the handbook shows it."""
    check: Callable[..., Iterator[Finding]]
    """Takes a catalogue; a rule of COMPARING takes a published release too."""
    severity: Severity = "error"
    cure: str = ""
    """What to do, where it is the same for every finding of the rule."""
    is_alone: bool = False
    """Whether it looks at each file for itself: what it finds in one depends on nothing else."""
    looks_at: Callable[[Catalogue], Iterable[str]] | None = None
    """Tells all that the findings depend on; None for a rule that is quicker than that."""


_WARNINGS = frozenset({"C110", "E104", "E105", "E106", "Q119"})
"""Codes that do not fail a build. C110: only its author knows whether a text means something else now. Q119:
questions from elsewhere seldom have feedback, and an explanation teaches enough to begin with. E104 to E106:
an exam that its author may want so, or not yet have."""

_RULE_FILE = re.compile(r"[a-z]\d{3}_")


def _rule(source: ModuleType) -> Rule:
    severity: Severity = "warning" if source.CODE in _WARNINGS else "error"
    alone, looks_at = getattr(source, "ALONE", False), getattr(source, "looks_at", None)
    return Rule(
        source.CODE, source.TITLE, source.WHY, source.check, severity, is_alone=alone, looks_at=looks_at
    )


_MODULES = [
    importlib.import_module(f"{__name__}.{found.name}")
    for found in pkgutil.iter_modules(__path__)
    if _RULE_FILE.match(found.name)
]

COMPARING: tuple[Rule, ...] = tuple(
    _rule(module) for module in _MODULES if len(signature(module.check).parameters) == 2
)
"""Rules that compare a catalogue with a published release; `--against` runs them."""

_COMPARED = {rule.code for rule in COMPARING}

GROUPS = {
    "C": "轨道、单元和文件的关系",
    "U": "单元",
    "L": "教案",
    "Q": "题库",
    "E": "模拟考的蓝图",
    "P": "所有页面",
    "S": "安全",
    "T": "搜索词表",
    "K": "学习记录的公钥和撤回名单",
    "W": "文字",
}
"""First letter of a code → what its rules look at, in the order of the handbook; F is `load`'s."""

RULES: tuple[Rule, ...] = tuple(
    sorted(
        [
            *(_rule(module) for module in _MODULES if module.CODE not in _COMPARED),
            *(
                Rule(words.code, words.title, words.why, words.check, cure=words.cure, is_alone=True)
                for words in WORDINGS
            ),
        ],
        key=lambda rule: rule.code,
    )
)
"""Every rule that looks at one catalogue, in the order of their codes."""


def listed() -> dict[str, object]:
    """Return all rules by their codes, and their groups, as the handbook's template reads them."""
    return {
        "rules": sorted((*RULES, *COMPARING), key=lambda rule: rule.code),
        "rule_groups": GROUPS,
    }


@collector_resting()
def run(
    catalogue: Catalogue,
    watched: Callable[[Sequence[Rule]], Iterable[Rule]] = iter,
    known: Known | None = None,
) -> list[Finding]:
    """Return the findings of all rules, sorted by place; `watched` may show how far they are.

    What is `known` of an earlier run is not looked for again.
    """
    return sorted(finding for rule in watched(RULES) for finding in findings_of(rule, catalogue, known))


def findings_of(rule: Rule, catalogue: Catalogue, known: Known | None = None) -> list[Finding]:
    """Return the findings of one rule, sorted by place."""
    if known and rule.is_alone:
        return known.alone(rule.code, catalogue, lambda part: findings_of(rule, part))
    if known and rule.looks_at:
        return known.whole(rule.code, rule.looks_at(catalogue), lambda: findings_of(rule, catalogue))
    return sorted(replace(finding, severity=rule.severity) for finding in rule.check(catalogue))


def run_against(catalogue: Catalogue, published: Release) -> list[Finding]:
    """Return what the catalogue breaks of a published release, sorted by place."""
    return sorted(
        replace(finding, severity=rule.severity)
        for rule in COMPARING
        for finding in rule.check(catalogue, published)
    )
