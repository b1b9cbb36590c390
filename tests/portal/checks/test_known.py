"""Findings that are kept between two runs are those that a fresh run finds, whatever was edited meanwhile."""

import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_project import base_files, replaced, write_project

from portal.checks import RULES, findings_of, run
from portal.checks.known import known_in
from portal.load import Loaded, load
from portal.load.kept import kept_in
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding

CASES = [
    case
    for file in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    if "published" not in (case := yaml.safe_load(file.read_text("utf-8")))
]
READABLE = [case for case in CASES if " error F" not in case.get("findings", "")]
ROUNDS = 10
PARTS = 8
ALONE = [rule for rule in RULES if rule.is_alone]


def _edit(root: Path, case: Mapping[str, Any]) -> None:
    """Put a case's edits into a project that others have been put into; those that do not fit are left."""
    for new, old in case.get("copy", {}).items():
        text = base_files()[old]
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / new).write_text(str(text), "utf-8")
    for path, edit in case.get("edit", {}).items():
        file = root / path
        if edit is None:
            file.unlink(missing_ok=True)
        elif not isinstance(edit, list):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(edit if isinstance(edit, bytes) else edit.encode())
        elif file.is_file() and all(file.read_text("utf-8").count(old) == 1 for old, _ in edit):
            file.write_text(replaced(file.read_text("utf-8"), edit), "utf-8")


def _restore(root: Path, path: str) -> None:
    (root / path).write_text(str(base_files()[path]), "utf-8")


def _told(loaded: Loaded, findings: list[Finding]) -> list[str]:
    return [finding.as_text() for finding in sorted([*loaded.findings, *findings])]


def _checked(root: Path, *, is_read: bool = True) -> list[str]:
    """Check a project as a process of its own would, with what the last one kept beside it."""
    kept, known = kept_in(root / ".cache", is_read), known_in(root / ".cache", is_read)
    loaded = load(root, kept)
    told = _told(loaded, run(loaded.catalogue, known=known))
    kept.put_away()
    known.put_away()
    return told


def _one_by_one(catalogue: Catalogue, rule: Any) -> list[Finding]:
    parts = [catalogue.only({path}) for path in sorted(catalogue.digests)]
    return sorted(finding for part in parts for finding in findings_of(rule, part))


@pytest.mark.parametrize("seed", range(2))
def test_after_any_edits_the_kept_findings_are_those_of_a_fresh_run(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    root = write_project(tmp_path)
    seen = set()
    for _ in range(ROUNDS):
        for case in chance.sample(READABLE, 12):
            _edit(root, case)
        for path in chance.sample(sorted(base_files()), 6):
            _restore(root, path)
        loaded = load(root)
        fresh = _told(loaded, run(loaded.catalogue))
        assert _checked(root) == fresh
        seen |= set(re.findall(r"(?:error|warning) ([A-Z]\d+):", "\n".join(fresh)))
    assert len(seen) > 20


@pytest.mark.parametrize("part", range(PARTS))
def test_a_rule_of_one_file_finds_the_same_in_each_file_alone(part: int, tmp_path: Path) -> None:
    root = write_project(tmp_path)
    for case in CASES[part::PARTS]:
        _edit(root, case)
    catalogue = load(root).catalogue
    for rule in ALONE:
        assert findings_of(rule, catalogue) == _one_by_one(catalogue, rule), rule.code


def test_nothing_is_read_again_of_what_is_not_to_be_read(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    assert _checked(root) == []
    for file in (root / ".cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"broken")
    assert _checked(root) == []
    assert _checked(root, is_read=False) == []


def test_what_another_version_of_a_rule_found_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_project(tmp_path, {"docs/campus/referral.md": [["转介", "转介，，"]]})
    loaded = load(root)
    found = run(loaded.catalogue, known=(known := known_in(root / ".cache")))
    assert found
    known.put_away()
    monkeypatch.setattr("portal.checks.known.digest_of_code", lambda folders, packages: b"another")
    other = known_in(root / ".cache")
    assert run(loaded.catalogue, known=other) == found
    assert other._alone == {}
