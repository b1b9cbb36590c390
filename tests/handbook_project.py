"""The project in which the handbook's commands are tried: small, with one real unit's name and bank.

Holds no assertions.
"""

import re
import shutil
from pathlib import Path

from preview_project import ROOT, write_preview_project

UNIT = "certificates/c/listening-and-feedback"
MODULE = "climate-and-communication"
BODY = """
## 为什么学

他开了口，你怎么接。

## 案例：走廊里的小林（虚构）

老师说：“我看到你有点难过。”

## 做一做

写下一句开场白：＿＿＿＿

## 常见误区

急着讲道理。

## 要点回顾

先听，再说。

## 延伸阅读

--8<-- "help.md"
"""
_MODULES = """modules:
  - id: basics
    title: 基础
    hours: 2
    units: [first-steps, next-steps]
  - id: climate-and-communication
    title: 班级心理环境与沟通
    hours: 2
    units: [listening-and-feedback]
"""
_UPDATES = """---
title: 更新公告
release: 2026.11.3
status: published
---

## 2026.11.3

- **学证书**：多了一个单元。
"""


_GUIDE = """---
title: {}
status: published
---

这一页在别处写好了。

--8<-- "help.md"
"""
_GUIDES = {"campus/help-and-referral": "求助与转介", "handbook/index": "培训者手册"}
"""Pages to which every page leads."""


def write_handbook_project(root: Path, with_lessons: bool = False) -> Path:
    """Write a project as a trainer has it: one track, one grade, the templates; return its folder.

    Lessons have files to take away, which take many seconds to make: left out unless asked for.
    """
    write_preview_project(root)
    for folder in ("_includes", "_templates"):
        shutil.copytree(ROOT / "docs" / folder, root / "docs" / folder, dirs_exist_ok=True)
    track = root / "docs" / "certificates" / "c" / "index.md"
    text = track.read_text("utf-8").replace("hours: 3\n", "hours: 4\n", 1)
    track.write_text(re.sub(r"modules:\n(?:  .*\n)+", _MODULES, text), "utf-8")
    real = (ROOT / "docs" / f"{UNIT}.md").read_text("utf-8")
    front = real.split("---\n")[1]
    (root / "docs" / f"{UNIT}.md").write_text(f"---\n{front}---\n{BODY}", "utf-8")
    bank = (ROOT / "quizzes" / "c" / "listening-and-feedback.yml").read_text("utf-8")
    questions = bank.split("\n\n  - id:")[:15]  # so many the handbook counts; more may be added
    (root / "quizzes" / "c" / "listening-and-feedback.yml").write_text("\n\n  - id:".join(questions), "utf-8")
    (root / "docs" / "updates" / "index.md").write_text(_UPDATES, "utf-8")
    for path, title in _GUIDES.items():
        (root / "docs" / path).parent.mkdir(exist_ok=True)
        (root / "docs" / f"{path}.md").write_text(_GUIDE.format(title), "utf-8")
    if not with_lessons:
        shutil.rmtree(root / "docs" / "lessons" / "grade-5")
    return root
