"""Model → findings. One rule per file, with a code, a title, a reason and a cure; opens no file.

A number is never used twice, even after a rule is gone. A new rule may begin as a warning; it
becomes an error in the change that brings its count to zero.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import ModuleType

from portal.checks import (
    c101_slugs,
    c102_modules_and_units,
    c103_hours_add_up,
    c104_prerequisites,
    c105_unit_and_bank,
    c106_no_placeholders,
    l101_one_lesson_per_period,
    l102_lesson_sections,
    l103_minutes_add_up,
    l104_slides,
    l105_worksheet,
    p101_links,
    p102_help_block,
    p103_includes,
    p104_no_quiz_in_pages,
    q101_correct_choices,
    q102_unique_ids,
    q103_distinct_choices,
    q104_known_objective,
    q105_objectives_asked,
    q106_gaps,
    q107_literal_text,
    q108_replaces,
    q109_true_false,
    q110_permanent_ids,
    u101_unit_sections,
)
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


RULES: tuple[Rule, ...] = tuple(
    _rule(module)
    for module in (
        c101_slugs,
        c102_modules_and_units,
        c103_hours_add_up,
        c104_prerequisites,
        c105_unit_and_bank,
        c106_no_placeholders,
        u101_unit_sections,
        l101_one_lesson_per_period,
        l102_lesson_sections,
        l103_minutes_add_up,
        l104_slides,
        l105_worksheet,
        q101_correct_choices,
        q102_unique_ids,
        q103_distinct_choices,
        q104_known_objective,
        q105_objectives_asked,
        q106_gaps,
        q107_literal_text,
        q108_replaces,
        q109_true_false,
        p101_links,
        p102_help_block,
        p103_includes,
        p104_no_quiz_in_pages,
    )
)
"""Every rule that looks at one catalogue; Q110 compares two and is run by `--against`."""


def run(catalogue: Catalogue) -> list[Finding]:
    """Return the findings of all rules, sorted by place."""
    return sorted(
        replace(finding, severity=rule.severity) for rule in RULES for finding in rule.check(catalogue)
    )


def run_against(catalogue: Catalogue, published: Catalogue) -> list[Finding]:
    """Return what the catalogue breaks of a published one."""
    return sorted(q110_permanent_ids.check(catalogue, published))
