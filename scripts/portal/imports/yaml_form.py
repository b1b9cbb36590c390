"""A question as a person would write it into a bank: YAML with few quotes and whole lines."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from portal.model.bank import Question

_SIGNS = r"\u4e00-\u9fff，。、；：？！“”‘’（）《》…—A-Za-z0-9_"
_USUAL = re.compile(rf"[\u4e00-\u9fff“‘《（](?:[{_SIGNS} -]*[{_SIGNS}-])?")
"""Nearly every text of a bank, seen at one glance: nothing in it means anything to YAML."""
_PLAIN = re.compile(r"[^\W\d_][^\n\t]*|[“‘《（〔【「…—√×①-⑳\d][^\n\t]*")
_MISREAD = re.compile(r": |:$| #|\s$")
_NUMBER = re.compile(r"[\d.][\d.,:_eExXobTZ+ -]*|0x[\da-fA-F]+|\.inf|\.nan", re.IGNORECASE)
_WORDS = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))
_ODD = re.compile(
    r"[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|\A\s|\s\Z"
)
"""What YAML forbids or reads as an end of a line, tabs, and spaces at the ends."""
_ORDER = (
    "id", "type", "objective", "prompt", "choices", "blanks", "explanation", "difficulty", "status",
)  # fmt: skip


def scalar(value: str | bool | int, indent: int) -> str:
    """Return a value as it stands after `key: `, the key being indented by so many spaces."""
    if not isinstance(value, str):
        return str(value).lower()
    if _USUAL.fullmatch(value):
        return value
    if _ODD.search(value):
        return _quoted(value)
    if "\n" in value:
        return _block(value, indent + 2)
    is_plain = _PLAIN.fullmatch(value) and not _MISREAD.search(value)
    if is_plain and not _NUMBER.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def _quoted(value: str) -> str:
    """Return a double-quoted form with only the odd signs escaped."""

    def escape(match: re.Match[str]) -> str:
        code = ord(match[0])
        return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"

    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _ODD.sub(escape, quoted).replace("\n", "\\n") + '"'


def _block(value: str, indent: int) -> str:
    lines = [" " * indent + line if line else "" for line in value.split("\n")]
    return "\n".join(["|-", *lines])


def mapping(value: Mapping[str, Any], indent: int) -> str:
    """Return the lines of a mapping, the first without its indent, no newline at the end."""
    lines = [f"{key}:{value_text(key, item, indent)}" for key, item in value.items()]
    return ("\n" + " " * indent).join(lines)


def value_text(key: str, value: Any, indent: int) -> str:
    """Return what stands behind `key:`, a key that is indented by so many spaces."""
    if key == "accept":
        gaps = ", ".join(f"[{', '.join(map(_quoted, gap))}]" for gap in value)
        return f" [{gaps}]"
    if isinstance(value, Mapping):
        return f"\n{' ' * (indent + 2)}{mapping(value, indent + 2)}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "".join(f"\n{' ' * (indent + 2)}- {mapping(item, indent + 4)}" for item in value)
    return f" {scalar(value, indent)}"


def data_of(question: Question) -> dict[str, Any]:
    """Return a question as its mapping, keys in the order of the banks, without what is not said."""
    data = question.model_dump(mode="json", exclude_none=True)
    order = [*_ORDER, *(key for key in data if key not in _ORDER)]
    return {key: data[key] for key in order if data.get(key) not in (None, [])}


def question_text(question: Question, indent: int = 2) -> str:
    """Return a question as an item of a bank's list, with a newline at its end."""
    return f"{' ' * indent}- {mapping(data_of(question), indent + 2)}\n"
