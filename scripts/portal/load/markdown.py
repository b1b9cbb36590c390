"""Splits a Markdown file into front matter and body, and the body into sections."""

import re
from dataclasses import dataclass

from portal.model.body import Body, Section, lines_of

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t]*(?:\{[^{}]*\})?[ \t]*#*[ \t]*$")


@dataclass
class _Open:
    """A heading whose text is still being read."""

    level: int
    title: str
    line: int
    lines: list[str]
    children: list[Section]

    def close(self) -> Section:
        text = "\n".join(self.lines).strip("\n")
        return Section(self.level, self.title, self.line, text, tuple(self.children))


def split_front(text: str) -> tuple[str | None, str, int]:
    """Return (front matter or None, body, line on which the body begins)."""
    match = _FRONT.match(text)
    if not match:
        return None, text, 1
    return match[1], text[match.end() :], text.count("\n", 0, match.end()) + 1


def parse_body(markdown: str, first_line: int) -> Body:
    """Return the sections of a Markdown text; headings inside fenced code are text."""
    root = _Open(1, "", first_line, [], [])
    stack = [root]
    for number, line, is_code in lines_of(markdown, first_line):
        heading = None if is_code or not line.startswith("#") else _HEADING.match(line)
        if heading and len(heading[1]) > 1:
            level = len(heading[1])
            while stack[-1].level >= level:
                done = stack.pop()
                stack[-1].children.append(done.close())
            stack.append(_Open(level, heading[2].strip(), number, [], []))
        else:
            stack[-1].lines.append(line)
    while len(stack) > 1:
        done = stack.pop()
        stack[-1].children.append(done.close())
    return Body(markdown, first_line, "\n".join(root.lines).strip("\n"), tuple(root.children))
