"""Model → findings. One rule per file, with a code, a title, a reason and a cure; opens no file.

A number is never used twice, even after a rule is gone. A new rule may begin as a warning; it
becomes an error in the change that brings its count to zero.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType

from portal.checks import c107_permanent_pages, q110_permanent_ids
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Severity


@dataclass(frozen=True)
class Rule:
    """A rule as the handbook lists it."""

    code: str
    title: str
    """What holds when the rule is kept, in Chinese."""
    check: Callable[[Catalogue], Iterator[Finding]]
    severity: Severity = "error"


_WARNINGS: frozenset[str] = frozenset()
"""Codes that do not fail a build yet."""


def _rule(module: ModuleType) -> Rule:
    severity: Severity = "warning" if module.CODE in _WARNINGS else "error"
    return Rule(module.CODE, module.TITLE, module.check, severity)


_MODULES = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]

COMPARING = (c107_permanent_pages, q110_permanent_ids)
"""Rules that compare a catalogue with a published one; `--against` runs them."""

RULES: tuple[Rule, ...] = tuple(_rule(module) for module in _MODULES if module not in COMPARING)
"""Every rule that looks at one catalogue, a file each."""


def run(catalogue: Catalogue) -> list[Finding]:
    """Return the findings of all rules, sorted by place."""
    return sorted(
        replace(finding, severity=rule.severity) for rule in RULES for finding in rule.check(catalogue)
    )


def run_against(catalogue: Catalogue, published: Catalogue) -> list[Finding]:
    """Return what the catalogue breaks of a published one."""
    return sorted(finding for rule in COMPARING for finding in rule.check(catalogue, published))
