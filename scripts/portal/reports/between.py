"""What does not fit between people: the same history, the same mock exam, one lesson in two ledgers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from portal.reports.alike import Pair, alike

Row = tuple[Any, ...]
Flagged = tuple[int, str, str, str]
"""Person, kind, no file, detail: a row of the table `flags`."""

_SHOWN = 3


class Asked(Protocol):
    """The tables of a report."""

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a query."""


def _labels(tables: Asked, people: Iterable[int]) -> Mapping[int, str]:
    """Return how people are called in the flags of others."""
    wanted = set(people)
    return {
        number: f"{name}（{code}）" if name and code else name or code
        for number, code, name in (tables.rows("labels.sql") if wanted else ())
        if number in wanted
    }


def _names(labels: Sequence[str], people: int | None = None) -> str:
    total = len(labels) if people is None else people
    return "、".join(labels[:_SHOWN]) + (f" 等 {total} 人" if total > _SHOWN else "")


def _history_words(count: int, labels: Sequence[str], people: int | None = None) -> str:
    return f"与 {_names(labels, people)} 有 {count} 题的答案和作答时间完全相同"


def _shared(pairs: Sequence[Row], same: Sequence[Row], label: Mapping[int, str]) -> Iterator[Flagged]:
    partners: dict[tuple[int, int], list[str]] = {}
    for a, b, count in pairs:
        for one, other in ((a, b), (b, a)):
            partners.setdefault((one, -count), []).append(label[other])
    groups: dict[int, list[tuple[int, int]]] = {}
    for first, person, answered in same:
        groups.setdefault(first, []).append((person, answered))
    for (one, count), names in sorted(partners.items()):
        yield one, "作答经历相同", "", _history_words(-count, names)
    for group in groups.values():
        for person, answered in group:
            others = [label[one] for one, _ in group[: _SHOWN + 1] if one != person]
            yield person, "作答经历相同", "", _history_words(answered, others, len(group) - 1)


def _alike(found: Iterable[Pair], label: Mapping[int, str]) -> Iterator[Flagged]:
    partners: dict[tuple[int, int, int], list[str]] = {}
    for pair in found:
        for one, other in ((pair.person, pair.other), (pair.other, pair.person)):
            partners.setdefault((one, -pair.units, -pair.wrong), []).append(label[other])
    for (one, units, wrong), names in sorted(partners.items()):
        words = f"在 {-units} 个单元里首次答错的题、选的答案都一样，共 {-wrong} 题，作答时间不同"
        yield one, "答案相同时间不同", "", f"与 {_names(names)} {words}"


def histories(tables: Asked) -> list[Flagged]:
    """Return a flag for everybody whose answers are somebody else's too, at the same times or at others."""
    pairs, same = list(tables.rows("shared.sql")), list(tables.rows("same_histories.sql"))
    known = {(a, b) for a, b, _ in pairs}
    [(people,)] = tables.rows("alike_people.sql")
    found = alike((Pair(*row) for row in tables.rows("alike.sql") if tuple(row[:2]) not in known), people)
    named = [*(one for row in pairs for one in row[:2]), *(row[1] for row in same)]
    label = _labels(tables, [*named, *(one for pair in found for one in (pair.person, pair.other))])
    return [*_shared(pairs, same, label), *_alike(found, label)]


def ledgers(tables: Asked) -> list[Flagged]:
    """Return a flag for everybody one of whose lessons taught stands in a ledger a second time."""
    rows = list(tables.rows("twice.sql"))
    label = _labels(tables, [one for row in rows for one in row[:2]])
    found = []
    for person, other, count, example in rows:
        if person == other:
            words = f"{count} 条是同一班同一天的同一课，班级写法不同，只计一次：如 {example}"
            found.append((person, "同一节课记了两次", "", words))
            continue
        for one, partner in ((person, other), (other, person)):
            words = f"与 {label[partner]} 有 {count} 条上课记录是同一班同一天的同一课，只计一次：如 {example}"
            found.append((one, "同一节课记了两次", "", words))
    return sorted(found)


def sittings(tables: Asked) -> list[Flagged]:
    """Return a flag for everybody one of whose sittings of a mock exam is somebody else's too."""
    rows = list(tables.rows("same_sittings.sql"))
    label = _labels(tables, [one for row in rows for one in (row[0], row[3])])
    found = []
    for person, exam, started, other, others, at_once in rows:
        whom = f"{label[other]}{f' 等 {others} 人' if others > 1 else ''}"
        same = "抽题编号、开始和交卷时间都相同" if at_once else "抽题编号和每一题的对错都相同，时间不同"
        found.append((person, "模拟考相同", "", f"{exam} {started} 这一次与 {whom} 的{same}"))
    return found


def between(tables: Asked) -> list[Flagged]:
    """Return all flags between people, as rows of the table `flags`."""
    return [*histories(tables), *ledgers(tables), *sittings(tables)]
