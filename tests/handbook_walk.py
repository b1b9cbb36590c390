"""Walks through a page of the handbook as its reader does: types its commands, compares what they print.

The pages keep one convention: a fenced block without a language is a command (its line begins with
`py scripts\\start.py`), or what the last command prints. `……` on a line of its own stands for lines left
out, inside a line for words left out. Seconds, clocks, sizes, release numbers and the reader's own folders
may differ. A page that says something else than the terminal raises AssertionError with the place.
"""

import io
import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

PAGES = Path(__file__).parents[1] / "docs" / "handbook"
COMMANDS = ("py scripts\\start.py", "python3 scripts/start.py")
HOME = "D:\\xinyu"
"""Where the handbook's reader has his project; other folders of his disk lie beside it."""

_BLOCK = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
_VARYING = (
    (re.compile(r"[\d.]+ [KM]B，解压以后 [\d.]+ [KM]B"), "SIZE，解压以后 SIZE"),
    (re.compile(r"(打包　[\d.]+ 秒)：\d+ 个文件"), r"\1：N 个文件"),
    (re.compile(r"\d+\.\d+ (秒|MB)"), r"N \1"),
    (re.compile(r"\d\d:\d\d:\d\d"), "HH:MM:SS"),
    (re.compile(r"\d+ (个页面|个给老师取走的文件|处都有着落|处链接都有着落)"), r"N \1"),
    (re.compile(r"20\d\d\.\d{1,2}\.\d{1,2}"), "RELEASE"),
    (re.compile(r"http://127\.0\.0\.1:\d+/"), "ADDRESS"),
)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    line: int
    language: str
    text: str

    @property
    def is_command(self) -> bool:
        return not self.language and self.text.startswith(COMMANDS)


def blocks_of(page: Path) -> list[Block]:
    """Return the fenced blocks of a page, in order."""
    text = page.read_text("utf-8")
    return [
        Block(
            text.count("\n", 0, match.start()) + 1,
            match[2].strip(),
            re.sub(f"^{match[1]}", "", match[3], flags=re.MULTILINE),
        )
        for match in _BLOCK.finditer(text)
    ]


class _Typist(io.StringIO):
    """A terminal at which somebody types the given lines; what is typed is seen, as in a real one."""

    buffer = io.BytesIO()

    def isatty(self) -> bool:
        return True

    def readline(self, size: int | None = -1) -> str:
        typed = super().readline(-1)
        print(typed, end="")
        return typed


def typed(line: str, disk: Path) -> list[str]:
    """Return the words of a command line of the handbook, its folders moved to a disk of the test."""
    for command in COMMANDS:
        line = line.removeprefix(command)
    words = shlex.split(line.replace("\\", "/"))
    return [re.sub(r"^D:/", f"{disk.as_posix()}/", word) for word in words]


def run(words: Sequence[str], root: Path, answers: Sequence[str] = (), columns: int = 80) -> str:
    """Run a command in a project, as if somebody typed the answers; return what the terminal shows."""
    from portal.cli import main

    shown = io.StringIO()
    stdin = _Typist("".join(f"{answer}\n" for answer in answers))
    with (
        chdir(root),
        patch.object(sys, "argv", ["portal", *words]),
        patch.object(sys, "stdin", stdin),
        patch.dict(os.environ, {"COLUMNS": str(columns)}),
        redirect_stdout(shown),
        redirect_stderr(shown),
        suppress(SystemExit),
    ):
        main()
    return shown.getvalue()


def as_read(text: str, disk: Path) -> list[str]:
    """Return lines of a terminal with the reader's folders, and signs instead of what varies."""
    folder = rf"{re.escape(disk.as_posix())}(/[^\s：。；，]*)"
    text = re.sub(folder, lambda path: f"D:{path[1]}".replace("/", "\\"), text)
    for pattern, sign in _VARYING:
        text = pattern.sub(sign, text)
    return [line.rstrip() for line in text.strip("\n").split("\n")]


def _fits(line: str, real: str) -> bool:
    """Tell whether a line of a page is what stands in the terminal."""
    return bool(re.fullmatch(".*".join(map(re.escape, line.split("……"))), real))


def differs(shown: str, real: str, disk: Path) -> str | None:
    """Return the first line of a page that the terminal does not show there; None when all stand there."""
    there = as_read(real, disk)
    at, may_skip = 0, True
    for line in as_read(shown, disk):
        if line == "……":
            may_skip = True
            continue
        if may_skip:
            at = next((number for number in range(at, len(there)) if _fits(line, there[number])), at)
        if at >= len(there) or not _fits(line, there[at]):
            return line
        at, may_skip = at + 1, False
    return None


def table_below(heading: str, page: str) -> list[list[str]]:
    """Return the rows of the first table below a heading of a page."""
    text = (PAGES / f"{page}.md").read_text("utf-8").split(heading, 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert lines
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines[0].splitlines()]
    return [[cell.strip().replace("\\|", "|") for cell in row] for row in rows if set(row[0]) - set(" -")]


class Walk:
    """A reader on his way through a page."""

    def __init__(self, name: str, root: Path) -> None:
        """Open a page, with a project at `<disk>/xinyu`."""
        self.name, self.root, self.disk = name, root, root.parent
        self._blocks = blocks_of(PAGES / f"{name}.md")
        self._at = 0
        self.shown = ""
        """What the last command printed."""

    def _next(self) -> Block:
        block = self._blocks[self._at]
        self._at += 1
        return block

    def example(self, language: str) -> str:
        """Return the next block, which has this language."""
        block = self._next()
        if block.language != language:
            raise AssertionError(f"{self.name}.md:{block.line}: {block.language!r}, 应为 {language!r}")
        return block.text

    def types(self, *answers: str, served: str = "") -> str:
        """Type the next command; compare what it prints with the blocks that follow. Return what it prints.

        `served` is what a preview printed elsewhere: it never ends by itself, so none is begun here.
        """
        block = self._next()
        if not block.is_command:
            raise AssertionError(f"{self.name}.md:{block.line}: 这里应是一条命令\n{block.text}")
        self.shown = ""
        for line in block.text.splitlines():
            words = typed(line, self.disk)
            is_preview = words[:1] in ([], ["serve"])
            self.shown += served if is_preview else run(words, self.root, answers)
        self.reads()
        return self.shown

    def reads(self, shown: str | None = None) -> None:
        """Compare what a terminal shows with the blocks that the page has of it."""
        real = self.shown if shown is None else shown
        for block in self._printed():
            wrong = differs(block.text, real, self.disk)
            if wrong is not None:
                window = "\n".join(as_read(real, self.disk))
                place = f"{self.name}.md:{block.line}"
                raise AssertionError(f"{place}: 窗口里没有这一行：{wrong}\n\n窗口里：\n{window}")

    def _printed(self) -> Iterator[Block]:
        while self._at < len(self._blocks):
            block = self._blocks[self._at]
            if block.language or block.is_command:
                return
            self._at += 1
            yield block

    def ends(self) -> None:
        """Fail when something on the page has not been tried."""
        if self._at < len(self._blocks):
            block = self._blocks[self._at]
            raise AssertionError(f"{self.name}.md:{block.line}: 没有人试过这一段\n{block.text}")
