"""F110: slips of Markdown that make a page look wrong, found by rumdl (https://github.com/rvben/rumdl).

Only rules are on whose slips a reader would see: a list that runs into its paragraph, asterisks that
stay asterisks. Matters of taste, such as the length of lines, are left to the author.
"""

import json
import shutil
import subprocess
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from portal.errors import PortalError, said
from portal.model.finding import Finding, Place

MARKDOWN = (".md", ".mdx", ".qmd", ".rmd")
"""Endings of the files that rumdl reads and that may stand in `docs/`."""

_FEW = 50
"""Up to so many files are named one by one; a command line has an end, on Windows soon."""

_BLANK_LINES = "在它前后各空一行。"
_SLIPS = {
    "MD001": ("标题跳了一级", "一级一级往下写：## 下面用 ###，再下面用 ####。"),
    "MD010": ("用了 Tab", "换成空格。"),
    "MD011": ("链接的括号写反了", "写成 [文字](地址)。"),
    "MD018": ("# 后面少一个空格", "写成“## 标题”，井号和字之间空一格。"),
    "MD023": ("标题没有顶格写", "把 # 前面的空格删掉。"),
    "MD031": ("代码块前后没有空行", _BLANK_LINES),
    "MD032": ("列表前后没有空行，会和上下文连成一段", _BLANK_LINES),
    "MD037": ("加粗的星号里面有空格，会原样显示出来", "星号紧挨着字：**不**。"),
    "MD042": ("链接没有地址", "在圆括号里写上地址，或者去掉链接。"),
    "MD045": ("图片没有文字说明", "在方括号里写一句话，说出图上有什么。"),
    "MD052": ("引用的链接没有定义", "改成 [文字](地址)。"),
    "MD056": ("表格这一行的格数和表头不一样", "补上或删掉竖线 |，让每一行格数相同。"),
    "MD058": ("表格前后没有空行，会显示成一串竖线", _BLANK_LINES),
    "MD070": ("代码块里又有代码块，提前结束了", "外面那一层用四个反引号。"),
    "MD075": ("这一行像表格，却不在表格里", "补上表头和 | --- | 那一行，或者删掉多出的空行。"),
    "MD083": ("有乱码", "从原文重新输入这一段，文件存成 UTF-8。"),
    "MD084": ("有看不见的字符", "删掉这一处前后几个字，重新输入。"),
    "MD086": ("注释没有结束", "在注释末尾写上 -->。"),
    "MD091": ("HTML 里面的 Markdown 会原样显示", "在 HTML 的开始标签里加上 markdown，例如 <div markdown>。"),
    "MD092": ("留着合并冲突的记号", "选定一种写法，删掉 <<<<<<<、=======、>>>>>>> 三行。"),
}


def _rumdl() -> str:
    found = shutil.which("rumdl", path=sysconfig.get_path("scripts")) or shutil.which("rumdl")
    if not found:
        raise PortalError("没有找到 rumdl，查不了页面的写法。请重新运行 start.py，它会装好缺的东西。")
    return found


def markdown_findings(root: Path, paths: Sequence[str]) -> dict[str, list[Finding]]:
    """Return what is slipped in Markdown files: path → findings. Paths go from the project's root.

    A file in a hidden folder, or itself hidden, is nobody's page: it is passed over.

    Raises PortalError when rumdl is not there or cannot run.
    """
    command = [
        _rumdl(),
        "check",
        "--isolated",
        "--no-cache",
        "--respect-gitignore=false",
        "--output-format",
        "json",
    ]
    command += ["--enable", ",".join(_SLIPS), "--config", 'global.flavor = "mkdocs"']
    seen = [path for path in paths if "/." not in path]
    if not seen:
        return {}
    command += seen if len(seen) <= _FEW else ["docs"]
    try:
        ended = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
        slips = json.loads(ended.stdout or "[]") if ended.returncode < 2 else None
    except (OSError, ValueError) as error:
        reason = said(error) if isinstance(error, OSError) else "它的回答读不懂"
        raise PortalError(f"rumdl 没能查完页面的写法：{reason}。") from error
    if slips is None:
        raise PortalError(f"rumdl 没能查完页面的写法：{ended.stderr.strip()[:200]}。")
    found: dict[str, list[Finding]] = {}
    for slip in slips:
        place = Place(slip["file"].replace("\\", "/"), slip["line"], slip["column"])
        found.setdefault(place.path, []).append(Finding(place, "F110", *_SLIPS[slip["rule"]]))
    return found
