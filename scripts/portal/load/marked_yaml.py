"""YAML with the line and column of every value. Text stays text: `no`, `off` and dates too."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from portal.collector import collector_resting
from portal.load.plain_yaml import NotPlainError, PlainReader
from portal.model.finding import Finding, Place
from portal.model.marks import Keys, Marks


class _Loader(yaml.CSafeLoader):
    """YAML 1.2's booleans only, and no dates: `answer: no` must not become False."""


_UNWANTED = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _UNWANTED]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


_MOST_VALUES = 100_000
_SHORTEST_VALUE = 4
"""Characters that a value takes in a long text; where there are more values, aliases multiply them."""
_DEEPEST = 60
_HIDDEN = yaml.reader.Reader.NON_PRINTABLE
# PyYAML lets the last four escape for `!!bool x`, `!!int ""` and `!!timestamp x`.
_FAILURES = (
    yaml.YAMLError, ValueError, RecursionError, LookupError, AttributeError, TypeError, OverflowError,
)  # fmt: skip


@dataclass(frozen=True)
class MarkedYaml:
    """What a YAML text says, where each part of it stands, and what is wrong with its form."""

    data: Any
    """None when the text could not be read."""
    marks: Marks
    findings: tuple[Finding, ...]


def _walk(
    node: yaml.Node, keys: Keys, first: int, most: int, found: dict[Keys, tuple[int, int]]
) -> list[Keys]:
    """Note the position of everything below a node; return the key paths that appear twice."""
    found[keys] = (node.start_mark.line + first, node.start_mark.column + 1)
    if len(found) > most:
        raise ValueError("more values than anyone writes: aliases that multiply")
    twice: list[Keys] = []
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            twice += _walk(item, (*keys, number), first, most, found)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            path = (*keys, str(key.value))
            twice += [path] if path in found else []
            twice += _walk(value, path, first, most, found)
            found[path] = (key.start_mark.line + first, key.start_mark.column + 1)
    return twice


def _refuse_depth(text: str) -> None:
    """Raise ValueError for brackets in brackets in brackets: libyaml's recursion would end the process."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise ValueError("nested deeper than anyone writes")


_ONLY_YAML_BREAKS = "\u0085\u2028\u2029"
"""Signs at which YAML begins a line and editors do not: positions would lie below what people see."""


@collector_resting()
def read_yaml(text: str, path: str, first_line: int = 1) -> MarkedYaml:
    """Read a YAML text that begins on `first_line` of the file at `path`."""
    for sign in _ONLY_YAML_BREAKS:
        text = text.replace(sign, " ")
    most = max(_MOST_VALUES, len(text) // _SHORTEST_VALUE)
    return _plain(text, path, first_line, most) or _whole(text, path, first_line, most)


def _plain(text: str, path: str, first_line: int, most: int) -> MarkedYaml | None:
    """Read a text in one pass; None if that is not possible."""
    loader = _Loader(text)
    reader = PlainReader(loader, first_line, most, _DEEPEST)
    try:
        data = reader.document()
    except (NotPlainError, *_FAILURES):
        return None
    finally:
        loader.dispose()
    return _read(data, reader.positions, reader.twice, path)


def _whole(text: str, path: str, first_line: int, most: int) -> MarkedYaml:
    """Read a text that may have everything that YAML has, and tell why if it cannot be read."""
    positions: dict[Keys, tuple[int, int]] = {}
    loader = _Loader(text)
    try:
        _refuse_depth(text)
        node = loader.get_single_node()
        twice = _walk(node, (), first_line, most, positions) if node else []
        data = loader.construct_document(node) if node else None
    except _FAILURES as error:
        return MarkedYaml(None, Marks(path), (_unreadable(error, text, path, first_line),))
    finally:
        loader.dispose()
    return _read(data, positions, twice, path)


def _read(data: Any, positions: dict[Keys, tuple[int, int]], twice: list[Keys], path: str) -> MarkedYaml:
    marks = Marks(path, positions)
    return MarkedYaml(data, marks, tuple(_doubled(marks, keys) for keys in twice))


def _unreadable(error: Exception, text: str, path: str, first_line: int) -> Finding:
    hidden = _HIDDEN.search(text)
    if hidden:
        before = text[: hidden.start()].split("\n")
        place = Place(path, first_line + len(before) - 1, len(before[-1]) + 1)
        cure = "删掉这个字符前后几个字，重新输入。"
        return Finding(place, "F105", "YAML 读不出来：有看不见的控制字符", cure)
    # A quotation mark or bracket never closed is noticed behind the end, but stands where it was opened.
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    inside = [mark for mark in marks if mark and mark.line <= text.rstrip("\n").count("\n")]
    place = Place(path, first_line)
    if inside:
        place = Place(path, inside[0].line + first_line, inside[0].column + 1)
    problem = getattr(error, "problem", None) or "内容无法解析"
    return Finding(
        place,
        "F105",
        f"YAML 读不出来：{problem}",
        "检查这一行的缩进、引号和冒号：文字里有“: ”“ #”或以引号、括号开头时，整句用英文单引号括起来。",
    )


def _doubled(marks: Marks, keys: Keys) -> Finding:
    reason = f"键 '{keys[-1]}' 写了两次，后一次会盖掉前一次"
    return Finding(marks.at(*keys), "F104", reason, "留下一个，删掉另一个。")
