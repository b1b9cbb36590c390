"""Reads the YAML that people write in one pass: text, numbers, lists and mappings, without anchors and tags.

Composing nodes and then constructing values from them takes three times as long, which is felt with banks of
thousands of questions. Whatever is not plain is left to `marked_yaml`, which knows all of YAML.
"""

from typing import Any

import yaml

from portal.model.marks import Keys

_SCALAR = yaml.ScalarEvent
_TAG = "tag:yaml.org,2002:"
_SIMPLE = {f"{_TAG}{name}" for name in ("int", "float", "bool", "null")}


class NotPlainError(Exception):
    """There is more in the text than this reader knows."""


class PlainReader:
    """Turns the events of a YAML text into values and positions."""

    def __init__(self, loader: Any, first: int, most: int, deepest: int) -> None:
        """Read from a loader; a text with more values, or nested deeper, is not plain."""
        self._event = loader.get_event
        self._loader = loader
        self._rules = loader.yaml_implicit_resolvers
        self._first = first
        self._most = most
        self._deepest = deepest
        self._known: dict[str, Any] = {}
        self.positions: dict[Keys, tuple[int, int]] = {}
        self.twice: list[Keys] = []
        """Key paths that appear a second time."""

    def document(self) -> Any:
        """Return the value of the only document, None for an empty text.

        Raises NotPlainError, or what the loader raises.
        """
        self._event()
        if isinstance(self._event(), yaml.StreamEndEvent):
            return None
        root = self._event()
        self._note((), root)
        value = self._value(root, (), 0)
        self._event()
        if not isinstance(self._event(), yaml.StreamEndEvent):
            raise NotPlainError
        return value

    def _note(self, keys: Keys, event: Any) -> None:
        mark = event.start_mark
        self.positions[keys] = (mark.line + self._first, mark.column + 1)

    def _value(self, event: Any, keys: Keys, depth: int) -> Any:
        """Return the value that begins with an event; note where all in it stands."""
        kind = type(event)
        if kind is _SCALAR:
            return self._scalar(event)
        if depth == self._deepest or len(self.positions) > self._most or kind is yaml.AliasEvent:
            raise NotPlainError
        if event.anchor or event.tag:
            raise NotPlainError
        return self._sequence(keys, depth) if kind is yaml.SequenceStartEvent else self._mapping(keys, depth)

    def _sequence(self, keys: Keys, depth: int) -> list[Any]:
        items: list[Any] = []
        while type(event := self._event()) is not yaml.SequenceEndEvent:
            path = (*keys, len(items))
            self._note(path, event)
            items.append(self._value(event, path, depth + 1))
        return items

    def _mapping(self, keys: Keys, depth: int) -> dict[Any, Any]:
        items: dict[Any, Any] = {}
        positions, get, first = self.positions, self._event, self._first
        while type(event := get()) is _SCALAR:
            path = (*keys, event.value)
            if path in positions:
                self.twice.append(path)
            mark: Any = event.start_mark
            positions[path] = (mark.line + first, mark.column + 1)
            key, event = self._scalar(event), get()
            items[key] = (
                self._scalar(event) if type(event) is _SCALAR else self._value(event, path, depth + 1)
            )
        if type(event) is not yaml.MappingEndEvent:
            raise NotPlainError
        return items

    def _scalar(self, event: Any) -> Any:
        if event.anchor or event.tag:
            raise NotPlainError
        text: str = event.value
        rules = self._rules.get(text[:1])
        if rules is None or not event.implicit[0]:
            return text
        if text not in self._known:
            self._known[text] = self._resolved(text, rules)
        return self._known[text]

    def _resolved(self, text: str, rules: Any) -> Any:
        """Return what a scalar without quotes is: text, unless it looks like something else."""
        tag = next((tag for tag, pattern in rules if pattern.match(text)), None)
        if tag is None:
            return text
        if tag not in _SIMPLE:
            raise NotPlainError
        return self._loader.construct_document(yaml.ScalarNode(tag, text))
