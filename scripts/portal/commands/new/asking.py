"""Asks in the terminal for what the options of `portal new` did not say."""

import re
import sys
from collections.abc import Collection, Mapping

from portal.errors import PortalError
from portal.model.authored import SLUG

_RULE = "用小写英文词加连字符，最多 40 个字符，如 five-minute-talk"


def asked(option: str, what: str) -> str:
    """Return what somebody answers; PortalError when nobody does.

    `option` says how it could have been written at once: `用 --title `.
    """
    while True:
        try:
            answer = input(f"{what}：").strip()
        except (EOFError, RuntimeError):  # the end of the input; a program without any input
            print()
            why = "没有回答" if sys.stdin and sys.stdin.isatty() else "没有终端可以问"
            raise PortalError(f"{why}：请{option}写{what}。") from None
        if answer:
            return answer


def asked_number(option: str, what: str, allowed: Collection[int]) -> int:
    """Return one of the allowed numbers, asking again after any other answer."""
    label = f"{what}（{'、'.join(map(str, allowed))}）"
    while True:
        answer = asked(option, label)
        if answer.isdecimal() and int(answer) in allowed:
            return int(answer)
        print(f"{what}没有“{answer}”，再写一次。")


def chosen(option: str, what: str, given: str | None, choices: Mapping[str, str]) -> str:
    """Return the key of one of the choices (key → title): the given one, the only one, or the one asked for.

    Both key and title name a choice. Raises PortalError when the given one is none of them.
    """
    keys = {title: key for key, title in choices.items()} | {key: key for key in choices}
    if given is not None:
        if given not in keys:
            raise PortalError(f"没有{what} '{given}'。已有的{what}：{_listed(choices)}。")
        return keys[given]
    if len(choices) == 1:
        return next(iter(choices))
    while True:
        answer = asked(option, f"{what}（{_listed(choices)}）")
        if answer in keys:
            return keys[answer]
        print(f"没有{what}“{answer}”，写括号里的编号或名称。")


def _listed(choices: Mapping[str, str]) -> str:
    return "、".join(f"{key} {title}" for key, title in choices.items()) or "（没有）"


def slug_of(given: str | None) -> str:
    """Return a name that can be file and address, asking when none was given.

    Raises PortalError for a given name that cannot.
    """
    while True:
        name = given or asked("在命令后面", "文件名，也是网址（小写英文词加连字符）")
        if re.fullmatch(SLUG, name) and len(name) <= 40:
            return name
        wrong = f"'{name}' 不能做文件名：{_RULE}。"
        if given:
            raise PortalError(wrong)
        print(wrong)
