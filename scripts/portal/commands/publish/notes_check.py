"""Holds the notes of a release to the rules of all pages, before anything is built."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from portal.errors import PortalError
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.releases.draft_file import DRAFT_NAME, Draft
from portal.releases.updates_page import UPDATES_PATH, first_line_of_notes


def _findings(root: Path, catalogue: Catalogue, page: str) -> list[Finding]:
    """Return what is wrong on the new page of releases; it is read from a project that has nothing else."""
    from portal.checks import run
    from portal.load import load

    with tempfile.TemporaryDirectory(prefix="portal-") as folder:
        alone = Path(folder)
        if (root / "docs" / "_includes").is_dir():
            shutil.copytree(root / "docs" / "_includes", alone / "docs" / "_includes")
        path = alone / UPDATES_PATH
        path.parent.mkdir(parents=True)
        path.write_bytes(page.encode())
        loaded = load(alone)
    among = replace(loaded.catalogue, files=catalogue.files | loaded.catalogue.files)
    found = [*loaded.findings, *run(among)]
    return [
        finding for finding in found if finding.place.path == UPDATES_PATH and finding.severity == "error"
    ]


def _in_draft(finding: Finding, first: int, draft: Draft) -> Finding:
    """Return a finding with its place in the draft, if it is about a line of the notes."""
    line = finding.place.line - first
    if not 0 <= line <= draft.notes.count("\n"):
        return finding
    return replace(finding, place=Place(DRAFT_NAME, line + draft.first_line, finding.place.column))


def check_notes(root: Path, catalogue: Catalogue, page: str, number: str, draft: Draft) -> None:
    """Raise PortalError when the notes are empty, split the page, or break a rule; findings are printed."""
    if not draft.notes.strip():
        raise PortalError(f"{DRAFT_NAME} 是空的。写几句这次更新了什么，再运行 publish。")
    for line, text in enumerate(draft.notes.split("\n"), draft.first_line):
        if text.startswith(("# ", "## ")):
            cure = "小标题用 ### 或加粗；编号和日期会自己写上。"
            raise PortalError(f"{DRAFT_NAME} 第 {line} 行的标题太大，会和别次发布混在一起。{cure}")
    first = first_line_of_notes(page, number)
    found = sorted(_in_draft(finding, first, draft) for finding in _findings(root, catalogue, page))
    for finding in found:
        print(finding.as_text())
    if found:
        raise PortalError(f"更新说明有 {len(found)} 处要改，没有发布。改好 {DRAFT_NAME}，再运行一次。")
