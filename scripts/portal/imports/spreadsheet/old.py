"""Reads old .xls workbooks with calamine, in a process of its own with a limit of time and memory.

One wrong byte in a workbook of 10 KB makes calamine ask for 54 GB or 100 TB, and what it cannot get ends
the whole program: no exception, so nobody could be told. A process of our own may end.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from portal.imports.tables import Cell, Merge, Sheet, refuse

_SECONDS = 60
_CHILD = Path(__file__).with_name("old_child.py")


def _sheet(data: dict[str, Any]) -> Sheet:
    merges = [Merge(top + 1, left + 1, bottom + 1, right + 1) for top, left, bottom, right in data["merges"]]
    sheet = Sheet(data["name"], merges=merges, is_hidden=data["hidden"])
    for row, column, kind, text in data["cells"]:
        sheet.put(row, column, Cell(text, kind))
    return sheet


def read_old(raw: bytes, name: str) -> list[Sheet]:
    """Return the sheets of an .xls workbook. Raises PortalError when it cannot be read."""
    # -I: nothing of the environment or of the current folder decides what is imported.
    call = [sys.executable, "-I", "-X", "utf8", str(_CHILD)]
    try:
        done = subprocess.run(call, input=raw, capture_output=True, timeout=_SECONDS, check=False)
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"refused": "broken"}
    except subprocess.TimeoutExpired:
        found = {"refused": "slow"}
    except ValueError:
        found = {"refused": "broken"}
    if why := found.get("refused"):
        reasons = {
            "password": "有密码，读不了",
            "big": "内容太多，不像是题目表",
            "slow": f"{_SECONDS} 秒还没有读完",
            "broken": "读不出来，文件可能不完整，或者不是 Excel 存的",
        }
        cure = "用 Excel 或 WPS 打开它，去掉密码，另存为 .xlsx，再导入。" if why == "password" else ""
        raise refuse(name, reasons[why], cure) if cure else refuse(name, reasons[why])
    return [_sheet(data) for data in found["sheets"]]
