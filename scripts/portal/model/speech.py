"""Who acts in a bullet of a step, and which of its words are to be said aloud."""

import re
from typing import Literal

Role = Literal["teacher", "pupils", "why"]

_ROLE = re.compile(r"\s*(教师|学生|为什么)")
_ROLES: dict[str, Role] = {"教师": "teacher", "学生": "pupils", "为什么": "why"}
_SPOKEN_END = re.compile(r"[。！？…—～][’）]*$")


def role_of(bullet: str) -> Role | None:
    """Return of whom a bullet of a step tells: of the teacher, of the pupils, or why the step is there."""
    match = _ROLE.match(bullet)
    return _ROLES[match[1]] if match else None


def speeches(text: str) -> list[tuple[int, int]]:
    """Return where in a text somebody speaks: outer “ ” around whole sentences or behind a colon.

    “懒” on the board is not said. Marks of which one is missing are left alone, and all that follows.
    """
    found, depth, start = [], 0, 0
    for position, sign in enumerate(text):
        if sign == "“":
            start = position if depth == 0 else start
            depth += 1
        elif sign == "”" and depth:
            depth -= 1
            words = text[start + 1 : position]
            if depth == 0 and (_SPOKEN_END.search(words) or text[:start].endswith("：")):
                found.append((start, position + 1))
    return found
