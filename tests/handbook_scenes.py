"""What the reader of the handbook has and does besides commands: workbooks, and a window with a preview."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

from handbook_walk import run, table_below
from openpyxl import Workbook, load_workbook
from preview_project import ROOT

UNIT = "listening-and-feedback"
GAP = "（看到）"
"""What the reader of the walk-through replaces by a gap."""


def write_workbook(path: Path, rows: list[list[str]]) -> None:
    """Write a workbook as Excel begins one: a sheet named Sheet1."""
    path.parent.mkdir(exist_ok=True)
    book = Workbook()
    book.active.title = "Sheet1"
    for row in rows:
        book.active.append(row)
    book.save(path)


def edit_workbook(path: Path, cell: str, old: str, new: str) -> None:
    """Change one text in a cell."""
    book = load_workbook(path)
    text = book.active[cell].value
    if old not in text:
        raise ValueError(f"{old!r} is not in {cell}: {text!r}")
    book.active[cell] = text.replace(old, new)
    book.save(path)


def write_sample(path: Path) -> None:
    """Write the table that the walk-through gives to be copied, with its slip."""
    write_workbook(path, table_below("{ #table }", "fifteen-minutes"))


def write_known_questions(path: Path, root: Path) -> None:
    """Write the same table without the slip, bring it in, and change one prompt since."""
    write_sample(path)
    edit_workbook(path, "B5", GAP, "____")
    run(["import", str(path), "--unit", UNIT, "--yes"], root)
    edit_workbook(path, "B2", "这时怎么做", "这时怎么做才好")


class Window:
    """A window in which `portal serve` runs."""

    def __init__(self, root: Path) -> None:
        """Begin; `waits_for` tells when it is ready."""
        self._child = subprocess.Popen(
            [sys.executable, "-m", "portal", "serve", "--port", "8460"],
            cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT / "scripts")},
            # what a shell starts in the background ignores Ctrl+C, and so would its children
            preexec_fn=None if os.name == "nt" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        self._said: list[str] = []
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self._child.stdout
        self._said.extend(self._child.stdout)

    @property
    def said(self) -> str:
        """What it has printed so far."""
        return "".join(self._said)

    def waits_for(self, words: str) -> None:
        """Wait until it has printed some words. Raises AssertionError when it does not within a minute."""
        end = time.monotonic() + 60
        while words not in self.said:
            if self._child.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"窗口里没有“{words}”：\n{self.said}")
            time.sleep(0.05)

    def end(self) -> None:
        """Press Ctrl+C."""
        self._child.send_signal(signal.SIGINT)
        try:
            self._child.wait(20)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._listener.join()
        assert self._child.stdout
        self._child.stdout.close()
