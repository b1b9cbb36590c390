"""The form of Markdown: what rumdl finds comes in Chinese, and a missing rumdl is a sentence."""

import shutil
from pathlib import Path

import pytest
from small_project import write_project

from portal.errors import PortalError
from portal.load import load
from portal.load.markdown_form import markdown_findings

PAGE = "docs/certificates/c/first-steps.md"
SLIPS = {
    "#没有空格": "# 后面少一个空格",
    "(文字)[https://a.example]": "链接的括号写反了",
    "[空]()": "链接没有地址",
    "![](board.svg)": "图片没有文字说明",
    "一\t二": "用了 Tab",
    "看\u00ad 不见": "有看不见的字符",
    "<!-- 没有完": "注释没有结束",
    "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> other": "留着合并冲突的记号",
}


@pytest.mark.parametrize(("slip", "reason"), SLIPS.items())
def test_each_slip_is_named_in_chinese_at_its_line(slip: str, reason: str, tmp_path: Path) -> None:
    root = write_project(tmp_path, {PAGE: [["早一点看到。", slip]]})
    found = markdown_findings(root, [PAGE])[PAGE]
    assert reason in [finding.reason for finding in found]
    assert all(finding.place.line >= 17 for finding in found)


def test_a_missing_rumdl_is_said_with_its_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_args, **_more: None)
    with pytest.raises(PortalError, match=r"没有找到 rumdl.*start\.py"):
        load(write_project(tmp_path))


def test_a_rumdl_that_cannot_run_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "rumdl"
    broken.write_text("#!/bin/sh\necho nonsense\n")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda *_args, **_more: str(broken))
    with pytest.raises(PortalError, match="读不懂"):
        markdown_findings(write_project(tmp_path / "project"), [PAGE])
