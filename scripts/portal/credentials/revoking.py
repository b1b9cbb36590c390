"""Finds which lines of the register somebody wants to revoke."""

from collections.abc import Iterable

from portal.credentials.register import Issued, Register
from portal.errors import PortalError


def _told(row: Issued) -> str:
    day = f"（{row.revoked} 已撤回）" if row.revoked else ""
    return f"    {row.id}　{row.name}　{row.school}　{row.title}　{row.date}{day}"


def chosen(words: Iterable[str], register: Register) -> list[Issued]:
    """Return one line for each word: id, number or name. Revoked ones may be named again.

    Raises PortalError with every word that means nobody or several.
    """
    found: dict[str, Issued] = {}
    problems: list[str] = []
    for word in words:
        rows = register.matching(word)
        open_rows = [row for row in rows if not row.revoked] or rows
        if not rows:
            problems.append(f"  “{word}”：登记里没有")
        elif len(open_rows) > 1:
            problems += [f"  “{word}”有 {len(open_rows)} 份，写记录编号：", *map(_told, open_rows)]
        else:
            found[open_rows[0].id] = open_rows[0]
    if problems:
        raise PortalError("\n".join(["没有撤回：", *problems, f"登记在 {register.path}。"]))
    return list(found.values())
