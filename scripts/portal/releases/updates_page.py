"""The page of releases, `docs/updates/index.md`: a new section on top, the number in its front matter."""

import re
from datetime import date

from portal.errors import PortalError

UPDATES_PATH = "docs/updates/index.md"

_FRONT = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
_RELEASE = re.compile(r"^release:.*$", re.MULTILINE)
_SECTION = re.compile(r"^## ", re.MULTILINE)

_NEW_PAGE = "---\ntitle: 更新公告\nstatus: published\n---\n"


def day_words(day: date) -> str:
    """Return a date as the page writes it, and as the feeds read it back."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def section(number: str, day: date, notes: str) -> str:
    """Return the section of a release; the anchor is written out: 2026.1.11 and 2026.11.1 would share one."""
    return f"## {number} {{ #r{number.replace('.', '-')} }}\n\n{day_words(day)}。\n\n{notes.strip()}\n"


def with_release(page: str, number: str, day: date, notes: str) -> str:
    """Return the page with the notes of a release on top and its number in the front matter.

    Ends of lines stay as they were. Raises PortalError when the page has no front matter.
    """
    text = (page or _NEW_PAGE).removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(text)
    if not front:
        raise PortalError(f"{UPDATES_PATH} 没有页首信息。最前面写两行 ---，中间写 title 和 status。")
    fields = _with_number(front[1], number)
    body = text[front.end() :]
    first = _SECTION.search(body)
    at = first.start() if first else len(body)
    before, after = body[:at].rstrip("\n"), body[at:]
    parts = [
        part
        for part in (before.strip("\n"), section(number, day, notes).strip("\n"), after.strip("\n"))
        if part
    ]
    done = f"---\n{fields}---\n\n" + "\n\n".join(parts) + "\n"
    return done.replace("\n", "\r\n") if "\r\n" in page else done


def _with_number(fields: str, number: str) -> str:
    if _RELEASE.search(fields):
        return _RELEASE.sub(f"release: {number}", fields, count=1)
    return f"{fields}release: {number}\n"


def first_line_of_notes(page: str, number: str) -> int:
    """Return the line of the page, counted from 1, on which the notes of a release begin."""
    lines = page.replace("\r\n", "\n").split("\n")
    heading = next(at for at, line in enumerate(lines, 1) if line.startswith(f"## {number} "))
    return heading + 4
