"""Tells in one pass over a text in which lines which of many patterns could match at all.

Hardly a line holds anything that a rule about words forbids, and to try every pattern at every character
takes longer than all other rules together. What every match of a pattern has to contain is read from the
pattern itself, so nobody keeps a second list that could be wrong: a line without it is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import chain
from typing import Any

_parser: Any = import_module("re._parser")

_MOST_TEXTS = 64
"""Texts up to which a part of a pattern is written out; one that can be more is only searched for pieces."""
_MOST_SIGNS = 16
_ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")

Words = frozenset[str]
"""A match contains one of these."""
Items = Sequence[tuple[Any, Any]]


def _signs(parts: Items) -> Words | None:
    """Return the characters of a class; None if they are many, or all but some."""
    found: set[str] = set()
    for kind, value in parts:
        if str(kind) == "LITERAL":
            found.add(chr(value))
        elif str(kind) == "RANGE" and value[1] - value[0] < _MOST_SIGNS:
            found |= {chr(code) for code in range(value[0], value[1] + 1)}
        else:
            return None
    return frozenset(found) if len(found) <= _MOST_SIGNS else None


def _repeated(least: int, most: int, inner: Items) -> Words | None:
    once = _texts(inner)
    if once is None or most > 2:
        return None
    twice = _joined(once, once)
    options: list[Words | None] = [frozenset({""}), once, twice]
    chosen = options[least : most + 1]
    return None if None in chosen else frozenset(chain.from_iterable(one for one in chosen if one))


def _texts_of(kind: str, value: Any) -> Words | None:
    """Return all texts that an item of a pattern can match; None if they are too many."""
    if kind == "LITERAL":
        return frozenset({chr(value)})
    if kind == "IN":
        return _signs(value)
    if kind in _ZERO_WIDTH:
        return frozenset({""})
    if kind == "SUBPATTERN":
        return _texts(value[3])
    if kind == "BRANCH":
        ways = [_texts(way) for way in value[1]]
        return None if None in ways else frozenset(chain.from_iterable(way for way in ways if way))
    return _repeated(*value) if kind in _REPEATS else None


def _joined(before: Words, after: Words | None) -> Words | None:
    if after is None or len(before) * len(after) > _MOST_TEXTS:
        return None
    return frozenset(one + other for one in before for other in after)


def _texts(items: Items) -> Words | None:
    found: Words | None = frozenset({""})
    for kind, value in items:
        found = _joined(found, _texts_of(str(kind), value)) if found is not None else None
    return found


def _inside(kind: str, value: Any) -> list[Words]:
    """Return what a match must contain for the sake of an item whose texts are too many."""
    if kind == "SUBPATTERN":
        return _needed(value[3])
    if kind == "BRANCH":
        ways = [_needed(way) for way in value[1]]
        return [frozenset(chain.from_iterable(_rarest(way) for way in ways))] if all(ways) else []
    if kind in _REPEATS and value[0]:
        return _needed([*value[2]] * min(value[0], 3))
    return []


def _rarest(needed: Sequence[Words]) -> Words:
    """Return the set whose words are probably met least."""
    return max(needed, key=lambda words: (min(map(len, words)), -len(words)))


def _needed(items: Items) -> list[Words]:
    """Return sets of words; a match contains one word of each."""
    found: list[Words] = []
    run: Words = frozenset({""})
    for kind, value in items:
        texts = _texts_of(str(kind), value)
        longer = _joined(run, texts)
        if longer is None:
            found.append(run)
            found += _inside(str(kind), value) if texts is None else []
        run = longer or texts or frozenset({""})
    return [words for words in (*found, run) if "" not in words]


def _ways(items: Items) -> Iterator[Items]:
    """Yield the alternatives of a pattern, each of which needs words of its own."""
    kind: Any = ""
    value: Any = ()
    if len(items) == 1:
        kind, value = items[0]
    if str(kind) == "SUBPATTERN":
        yield from _ways(value[3])
    elif str(kind) == "BRANCH":
        for way in value[1]:
            yield from _ways(way)
    else:
        yield items


_NEW_LINE = ("CATEGORY_SPACE", "CATEGORY_NOT_WORD", "CATEGORY_NOT_DIGIT")


def _has_new_line(parts: Items) -> bool:
    """Tell whether a class of characters holds the line's end."""
    named = any(
        value == ord("\n") if str(kind) == "LITERAL"
        else value[0] <= ord("\n") <= value[1] if str(kind) == "RANGE"
        else str(kind) == "CATEGORY" and str(value) in _NEW_LINE
        for kind, value in parts
    )  # fmt: skip
    return named != (str(parts[0][0]) == "NEGATE")


def _crosses_lines(items: Items) -> bool:
    """Tell whether a match may go on in the next line, or depend on what stands there, or on flags."""
    return any(_item_crosses(str(kind), value) for kind, value in items)


def _item_crosses(kind: str, value: Any) -> bool:
    if kind == "IN":
        return _has_new_line(value)
    if kind in ("LITERAL", "NOT_LITERAL"):
        return bool((value == ord("\n")) == (kind == "LITERAL"))
    if kind in ("ASSERT", "ASSERT_NOT"):
        return value[0] > 0 and _crosses_lines(value[1])
    if kind == "BRANCH":
        return any(map(_crosses_lines, value[1]))
    if kind == "SUBPATTERN":
        return bool(value[1] or value[2]) or _crosses_lines(value[3])
    if kind in _REPEATS:
        return _crosses_lines(value[2])
    return kind != "ANY" and str(value) not in ("AT_BOUNDARY", "AT_NON_BOUNDARY")


class Sieve:
    """Patterns by name. A pattern that cannot be seen through is tried everywhere, as without a sieve."""

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self._everywhere = {name for name, pattern in patterns.items() if _is_unclear(pattern)}
        self._ways: dict[str, list[tuple[str, list[Words]]]] = {}
        for name, pattern in patterns.items():
            for way in _ways(_parser.parse(pattern.pattern)) if name not in self._everywhere else ():
                needed = _needed(way)
                key = _rarest(needed)
                for word in key:
                    self._ways.setdefault(word, []).append((name, [one for one in needed if one != key]))
        self._beginning: dict[str, list[str]] = {}
        for word in self._ways:
            self._beginning.setdefault(word[0], []).append(word)
        sought = "|".join(_sought(sign, words) for sign, words in self._beginning.items())
        self._scan = re.compile(sought or "(?!)")

    def _possible(self, words: Iterable[str], line: str) -> list[str]:
        """Return the patterns that may match in a line in which these words were found."""
        ways = (way for word in {*words} for way in self._ways[word])
        return sorted({name for name, rest in ways if all(any(word in line for word in one) for one in rest)})

    def lines(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield (name, start, end) of the parts of a text in which a pattern may match, each once, in order.

        A part is a line and its end, so that a match in it is one of the whole text; or all of the text.
        """
        yield from ((name, 0, len(text)) for name in self._everywhere)
        there: list[str] = []
        start, end = 0, 0
        for at in (match.start() for match in self._scan.finditer(text)):
            if at >= end:
                yield from ((name, start, end) for name in self._possible(there, text[start:end]))
                there = []
                start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at) + 1 or len(text)
            there += [word for word in self._beginning[text[at]] if text.startswith(word, at)]
        yield from ((name, start, end) for name in self._possible(there, text[start:end]))


def _is_unclear(pattern: re.Pattern[str]) -> bool:
    items = _parser.parse(pattern.pattern)
    special = pattern.flags & ~re.UNICODE
    return bool(special) or _crosses_lines(items) or not all(_needed(way) for way in _ways(items))


def _sought(sign: str, words: Iterable[str]) -> str:
    """Return a pattern that finds each place of a sign at which one of the words begins."""
    rests = "|".join(sorted({re.escape(word[1:]) for word in words}, key=len))
    return f"{re.escape(sign)}(?={rests})"
