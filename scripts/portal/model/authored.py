"""The base of everything that authors write, and the small types that they share."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=40)]
"""Lower-case English words joined by hyphens, at most 40 characters: folder = file = URL = id."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _without_controls(text: str) -> str:
    if sign := _CONTROL.search(text):
        raise refusal(f"里有控制字符 U+{ord(sign[0]):04X}，Word 和课件存不下", "删掉它，重新输入这一处。")
    return text


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1), AfterValidator(_without_controls)
]
"""Text that says something."""

Status = Literal["draft", "published", "retired"]
"""draft: not on the site; published: on the site; retired: kept for old records only."""

Texts = Annotated[tuple[Text, ...], Field(strict=False)]


def refusal(reason: str, cure: str, *at: str | int) -> PydanticCustomError:
    """Return what a validator raises: reason and cure as the author will read them.

    `at` leads from the validated value to the part of it that is wrong.
    """
    return PydanticCustomError("refused", "{reason}", {"reason": reason, "cure": cure, "at": at})


class Authored(BaseModel):
    """A mapping written by hand: unknown keys and wrong types are refused, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Allowance(Authored):
    """A passage that a rule about words lets stand, and why: a bad example, somebody's words in a story."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=2)]
    """The passage, word for word as it stands on the page."""
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=6)]
    """Why it may stand; a reviewer reads it."""


class Change(Authored):
    """What a revision of a page changed, for those who studied it or took it away before."""

    revision: Annotated[int, Field(ge=2)]
    text: Text
    """One sentence that names the place: 转换第 2 步加了……"""


Changes = Annotated[tuple[Change, ...], Field(strict=False)]

Allowances = Annotated[tuple[Allowance, ...], Field(strict=False)]

_ADDRESS = re.compile(f"{SLUG[1:-1]}(/{SLUG[1:-1]})*")


def _as_address(text: str) -> str:
    if _ADDRESS.fullmatch(text) is None or len(text) > 200:
        cure = "写这一页以前的网址：网站地址后面的那一段，两头不带斜杠，例如 certificates/c/old-name。"
        raise refusal(f"里的 '{text[:60]}' 不像网站里的地址", cure)
    return text


Aliases = Annotated[tuple[Annotated[str, AfterValidator(_as_address)], ...], Field(strict=False)]
"""Addresses that a page had before it moved, such as `certificates/c/old-name`; they lead to it."""
