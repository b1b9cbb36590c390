"""A GIFT file cut into its questions, and a question into its title, text, answers and explanation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.model.gift_signs import FORMATS, GENERAL, hidden, shown

CATEGORY = "$CATEGORY:"

_GOES_ON = re.compile(r"\s*[=~}#]")
_BRACE = re.compile(r"\\.|[{}]")
_TITLE = re.compile(r"::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(\w{1,20})\]")


@dataclass
class Block:
    """Lines that stand together, as they are in the file."""

    first: int
    """Line of the file on which it begins, its comments counted; from 1."""
    lines: list[str] = field(default_factory=list)
    category: str = ""
    """The last category named before it."""
    depth: int = 0
    """How many braces are open at its end."""

    def add(self, line: str) -> None:
        """Take one more line."""
        self.lines.append(line)
        self.depth += _opened(line)

    @property
    def line(self) -> int:
        """The line on which the question itself begins."""
        return self.first + next((n for n, text in enumerate(self.lines) if not _is_comment(text)), 0)

    def numbered(self) -> Iterator[tuple[int, str]]:
        """Yield (line of the file, what stands there)."""
        yield from enumerate(self.lines, self.first)

    @property
    def comments(self) -> list[str]:
        """Its comment lines."""
        return [text.strip() for text in self.lines if _is_comment(text)]

    @property
    def text(self) -> str:
        """The question without its comments."""
        return "\n".join("" if _is_comment(text) else text.strip() for text in self.lines).strip()


@dataclass(frozen=True)
class Parts:
    """A question's parts; signs that mean nothing are hidden in all but the title."""

    title: str
    form: str
    """How its texts are written; empty when it does not say."""
    before: str
    """What stands before the braces, with the space next to them."""
    inside: str | None
    """What stands in the braces; None when there are none."""
    after: str
    explanation: str


def _is_comment(text: str) -> bool:
    return text.lstrip().startswith("//")


def _opened(line: str) -> int:
    """Return how many braces a line opens and does not close."""
    signs = [] if _is_comment(line) else [found[0] for found in _BRACE.finditer(line)]
    return signs.count("{") - signs.count("}")


def blocks_of(text: str) -> Iterator[Block]:
    """Yield the questions of a file: a blank line parts them, but not within braces that plainly go on."""
    category = ""
    block = Block(1)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(CATEGORY):
            if block.text:
                yield block
            category = line.strip().removeprefix(CATEGORY).strip()
            block = Block(number + 1, category=category)
        elif line.strip() or (block.depth > 0 and _goes_on(lines, number)):
            block.add(line)
        else:
            if block.text:
                yield block
            block = Block(number + 1, category=category)
    if block.text:
        yield block


def _goes_on(lines: list[str], number: int) -> bool:
    """Tell whether what follows a blank line looks like answers; only a few blank lines may lie between."""
    following = next((line for line in lines[number : number + 5] if line.strip()), "")
    return bool(_GOES_ON.match(following))


def brace_fault(block: Block) -> tuple[int, str, str] | None:
    """Return (line, reason, cure) when the braces of a question do not fit."""
    opened = closed = 0
    for number, sign in _braces(block):
        opened += sign == "{"
        closed += sign == "}"
        if opened - closed > 1:
            return number, "大括号里又有大括号", "文字里的大括号前加反斜杠，写成 \\{ 和 \\}。"
        if closed > opened:
            return number, "多了一个“}”，前面没有“{”", "补上“{”；只是文字，就写成 \\}。"
    if opened > closed:
        return block.line, "“{”没有合上", "在答案后面补上“}”；答案中间不要空行。"
    if opened > 1:
        cure = "GIFT 一道题只有一处答案：拆成几道题，或者改用 Moodle XML、Excel。"
        return block.line, f"一道题里有 {opened} 处大括号", cure
    return None


def _braces(block: Block) -> Iterator[tuple[int, str]]:
    """Yield (line of the file, brace) of the braces that mean something."""
    for number, line in block.numbered():
        if not _is_comment(line):
            yield from ((number, sign[0]) for sign in _BRACE.finditer(line) if len(sign[0]) == 1)


def format_of(text: str) -> tuple[str, str]:
    """Return (form named in brackets before a text or empty, text)."""
    found = _FORMAT.match(text)
    if found and found[1].lower() in FORMATS:
        return found[1].lower(), text[found.end() :]
    return "", text


def parts_of(block: Block) -> Parts:
    """Return the parts of a question whose braces fit."""
    text = hidden(block.text)
    named = _TITLE.match(text)
    title = shown(named[1]).strip() if named else ""
    text = text[named.end() :] if named else text
    before, brace, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    answers, general, explanation = inside.rpartition(GENERAL)
    if not general:
        answers, explanation = inside, ""
    form, before = format_of(before)
    return Parts(
        title, form, before.lstrip(), answers.strip() if brace else None, after.rstrip(), explanation.strip()
    )
