"""Golden cases: edits of the small project in, printed findings out, word for word.

A case is a file: `copy` (new path → old path), then `edit` (path → text, pairs of old and new, or null),
`gbk` (paths saved in GBK), `published` (edits that give the published project, for rules that compare) and
`findings` (what is printed).
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from small_project import base_files, replaced, write_project

from portal.checks import run, run_against
from portal.load import load
from portal.model.release import release_of

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))


def _prepare(folder: Path, case: dict[str, Any]) -> Path:
    edits = case.get("edit", {})
    copies = {new: base_files()[old] for new, old in case.get("copy", {}).items()}
    for path in copies.keys() & edits.keys():
        copies[path] = replaced(str(copies[path]), edits.pop(path))
    root = write_project(folder, copies | edits)
    for path in case.get("gbk", []):
        (root / path).write_bytes((root / path).read_text("utf-8").encode("gbk"))
    return root


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_files_give_exactly_these_findings(file: Path, tmp_path: Path) -> None:
    case = yaml.safe_load(file.read_text("utf-8"))
    loaded = load(_prepare(tmp_path / "now", case))
    found = [*loaded.findings, *run(loaded.catalogue)]
    if "published" in case:
        published = load(write_project(tmp_path / "published", case["published"]))
        found += run_against(loaded.catalogue, release_of(published.catalogue))
    printed = "".join(f"{finding.as_text()}\n" for finding in sorted(found))
    assert printed == case.get("findings", "")
