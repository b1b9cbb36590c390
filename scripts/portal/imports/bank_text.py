"""Puts questions into the text of a bank: what is not touched stays as it is, to the byte."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import yaml

from portal.errors import PortalError
from portal.imports.yaml_form import data_of, question_text, value_text
from portal.model.bank import Bank, Question

_ONLY_YAML_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Edit = tuple[int, int, str]
"""From, to, what stands there instead."""


def new_bank(questions: Iterable[Question]) -> str:
    """Return the text of a bank that holds these questions."""
    return "questions:\n" + "\n".join(map(question_text, questions))


def merged(text: str, bank: Bank, changed: Mapping[int, Question], added: Sequence[Question]) -> str:
    """Return the text of a bank with some of its questions changed and others added at its end.

    `changed` goes by the position in the bank. Raises PortalError for a bank that is not written as a
    list with one question after the other.
    """
    lines = _LINE.findall(text)
    starts = [_start(lines, bank, number) for number in range(len(bank.questions))]
    ends = [_end(lines, start, stop) for start, stop in pairwise([*starts, len(lines)])]
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    indent = _indent(lines[starts[0]])
    done, at = [], 0
    for number in sorted(changed):
        item = "".join(lines[starts[number] : ends[number]])
        done += lines[at : starts[number]]
        done.append(_changed(item, bank.questions[number], changed[number], newline))
        at = ends[number]
    done += lines[at:]
    if not added:
        return "".join(done)
    if not done[-1].endswith(("\n", "\r")):
        done.append(newline)
    gap = lines[ends[0] : starts[1]] if len(starts) > 1 else [newline]
    between = newline if any(not line.strip() for line in gap) else ""
    done += [between + question_text(one, indent).replace("\n", newline) for one in added]
    return "".join(done)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _start(lines: Sequence[str], bank: Bank, number: int) -> int:
    """Return the index of the line with the dash of a question."""
    at = bank.marks.at("questions", number).line - 1
    while at >= 0 and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at -= 1
    if not lines[at].lstrip(" ").startswith("-"):
        at -= 1
    if at < 0 or not lines[at].lstrip(" ").startswith("-"):
        raise PortalError(
            f"{bank.marks.path}:{at + 2}：这份题库不是一题一段写的，程序不敢改它。"
            "请把每道题写成以“- id: …”开头的一段，再导入。"
        )
    return at


def _end(lines: Sequence[str], start: int, stop: int) -> int:
    """Return where a question ends: before the blank lines and comments that stand ahead of the next one."""
    dash = _indent(lines[start])
    while stop > start + 1:
        line = lines[stop - 1]
        if line.strip() and not (line.lstrip().startswith("#") and _indent(line) <= dash + 1):
            break
        stop -= 1
    return stop


def _changed(item: str, old: Question, new: Question, newline: str) -> str:
    """Return the text of a changed question: only the changed values are others, if that can be."""
    plain = item.replace("\r\n", "\n").replace("\r", "\n")
    text = _patched(plain, data_of(old), data_of(new))
    if text is None:
        text = question_text(new, _indent(item))
        text = text if plain.endswith("\n") else text.rstrip("\n")
    return text.replace("\n", newline)


class _Patch:
    """Gathers the edits that make one question of another."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self._lines = [0]
        for line in _LINE.findall(text):
            self._lines.append(self._lines[-1] + len(line))

    def _at(self, mark: yaml.Mark) -> int:
        return self._lines[mark.line] + mark.column

    def mapping(self, node: yaml.MappingNode, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        """Note what changes a mapping; raises LookupError for what cannot be done piece by piece."""
        there = {key.value: (key, value) for key, value in node.value}
        if set(old) - set(new) or set(old) - set(there):
            raise LookupError("a key goes")
        before = None
        for name, value in new.items():
            if name not in there:
                if before is None:
                    raise LookupError("nothing to stand behind")
                end = self._line_end(self._region(*there[before])[1])
                indent = there[before][0].start_mark.column
                self.edits.append((end, end, f"\n{' ' * indent}{name}:{value_text(name, value, indent)}"))
                continue
            before = name
            if name not in old or old[name] != value:
                self._value(*there[name], old.get(name), value)

    def _value(self, key: yaml.ScalarNode, node: yaml.Node, old: Any, new: Any) -> None:
        if isinstance(node, yaml.MappingNode) and isinstance(old, Mapping) and not node.flow_style:
            self.mapping(node, old, new)
        elif key.value == "choices" and _same_ids(old, new) and isinstance(node, yaml.SequenceNode):
            for item, one, other in zip(node.value, old, new, strict=True):
                if item.flow_style and one != other:
                    raise LookupError("a choice in braces")
                self.mapping(item, one, other)
        else:
            start, end = self._region(key, node)
            self.edits.append((start, end, value_text(key.value, new, key.start_mark.column)))

    def _region(self, key: yaml.ScalarNode, node: yaml.Node) -> tuple[int, int]:
        """Return from behind the colon to the end of a value, without the comments behind it."""
        start, end = self._at(key.end_mark) + 1, self._at(node.end_mark)
        is_block = getattr(node, "style", None) in ("|", ">")
        if is_block or (isinstance(node, yaml.CollectionNode) and not node.flow_style):
            lines = self.text[start:end].split("\n")
            while len(lines) > 1 and _is_behind(lines[-1], key.start_mark.column if is_block else None):
                lines.pop()
            end = start + len("\n".join(lines))
        return start, end

    def _line_end(self, at: int) -> int:
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found

    def applied(self) -> str:
        """Return the text with all edits made."""
        text = self.text
        for start, end, instead in sorted(self.edits, reverse=True):
            text = text[:start] + instead + text[end:]
        return text


def _is_behind(line: str, column: int | None) -> bool:
    """Tell whether a line at the end of a value is none of it: blank, or a comment."""
    bare = line.strip()
    return not bare or (bare.startswith("#") and (column is None or _indent(line) <= column))


def _same_ids(old: Any, new: Any) -> bool:
    return [one["id"] for one in old] == [one["id"] for one in new]


def _patched(item: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str | None:
    """Return the item with its changed values written anew; None when only all of it can be."""
    patch = _Patch(item)
    try:
        node = yaml.compose(item.translate(_ONLY_YAML_BREAKS), Loader=yaml.CSafeLoader)
        if not isinstance(node, yaml.SequenceNode):
            return None
        patch.mapping(node.value[0], old, new)
        text = patch.applied()
        return text if _plainly(text) == _spoken([new]) else None
    except (yaml.YAMLError, LookupError, AttributeError, TypeError, ValueError):
        return None


def _plainly(text: str) -> Any:
    """Return what a YAML text holds, every value as its letters."""
    return _spoken(yaml.load(text.translate(_ONLY_YAML_BREAKS), Loader=yaml.CBaseLoader))


def _spoken(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _spoken(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_spoken(inner) for inner in value]
    return str(value).lower() if isinstance(value, bool | int) else str(value).strip()
