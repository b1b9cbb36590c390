"""Release numbers: `YYYY.M.N`, where N counts the releases of a month."""

import re
from collections.abc import Iterable
from datetime import date

from portal.errors import PortalError

_NUMBER = re.compile(r"(20\d\d)\.([1-9]|1[0-2])\.([1-9]\d{0,8})")

Parts = tuple[int, int, int]


def parts_of(number: str) -> Parts | None:
    """Return year, month and count; None for what is no release number."""
    found = _NUMBER.fullmatch(number)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def newest(numbers: Iterable[str]) -> str:
    """Return the newest of some numbers; nothing if there is no release number among them."""
    return max(
        (number for number in numbers if parts_of(number)), key=lambda one: parts_of(one) or (), default=""
    )


def next_number(known: Iterable[str], today: date) -> str:
    """Return the number after all known ones; in a new month the count begins again with 1.

    Where the computer's date lies before the last release, that release's month goes on.
    """
    this_month = (today.year, today.month, 0)
    year, month, count = max([this_month, *filter(None, map(parts_of, known))])
    return f"{year}.{month}.{count + 1}"


def checked(number: str, known: Iterable[str]) -> str:
    """Return a number that somebody chose.

    Raises PortalError when it has another form, or is not newer than every known one.
    """
    parts = parts_of(number)
    if parts is None:
        raise PortalError(f"“{number}”不是发布编号。写成 年.月.第几次，如 2026.11.4。")
    last = newest(known)
    if last and parts <= (parts_of(last) or ()):
        raise PortalError(f"编号 {number} 不比已有的 {last} 新。换一个更大的，或不写 --number。")
    return number
