"""AutoCorrect gives up on very long lines; the page is reported, neither crashed on nor passed over."""

from pathlib import Path

from small_project import write_project

from portal.checks.w101_chinese_copy import check
from portal.load import load

PAGE = "docs/certificates/c/first-steps.md"


def test_a_line_too_long_to_be_read_is_said(tmp_path: Path) -> None:
    root = write_project(tmp_path, {PAGE: [["早一点看到。", "他说,好的。" * 80_000]]})
    found = [finding.reason for finding in check(load(root).catalogue)]
    assert found == ["从这里起有一行太长，查不了标点"]
