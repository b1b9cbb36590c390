"""The list of personal data that a finished report holds: which file, what, of how many people, what for.

Made from what was really written: the sheets' rows are counted while they are written, every other file is
read back. A file nobody looked into is said to be one.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.reports.long_rows import LongRows
from portal.reports.sheet_form import Sheet
from portal.reports.tables import Row

HOLDINGS = "个人数据清单.csv"
HEAD = ("文件", "个人数据", "涉及人数", "来自", "为了什么", "留多久")
BOOK = "report.xlsx"

_WHO = ("编号", "姓名", "教师", "学校")
_NAMING = ("编号", "姓名", "教师", "文件", "班级", "课题", "备注")
"""Columns whose text may lead to a person by itself."""
_CODED = ("编号", "文件", "班级")
"""Those in which pseudonyms stand in a pseudonymous report."""
_UNNAMED = "（无名）"
_TEXTS = (".html", ".json", ".csv", ".txt")
_WORDS = re.compile(r"[^\s\"'<>，、：；。（）(),:;\[\]{}\\&=]+")
_KEEP = "本地规定；用完就删"
_WHY: Mapping[str, str] = {
    BOOK: "核对谁学完、谁通过，给每个人回话；汇总各校情况",
    "report.html": "看汇总、催交",
    "个人.csv": "核对谁通过、还差什么", "单元.csv": "核对每个单元学得怎样", "模拟考.csv": "核对模拟考",
    "疑点.csv": "请人看一看对不上的地方", "缺交与名单之外.csv": "催交，核对名单",
    "课时（明细）.csv": "核对上课记录", "课时（班级）.csv": "看各班课时够不够",
    "未读文件.csv": "找人重新导出",
}  # fmt: skip
_NOTHING = "没有"
_PASSED = "给通过的人发学习记录"


@dataclass
class Watched:
    """What was seen of one sheet while it was written."""

    columns: tuple[str, ...]
    filled: set[str] = field(default_factory=set)
    """Titles of naming columns in which something stands."""
    people: set[int] = field(default_factory=set)
    """Fingerprints of the people in it."""


class Holdings:
    """Watches a report being written and lists what it holds."""

    def __init__(self, sources: str, pseudonymous: bool) -> None:
        """`sources`: from what it was made, in words."""
        self._sources = sources
        self._are_codes = pseudonymous
        self._sheets: dict[str, Watched] = {}

    def watched(self, sheets: Iterable[tuple[Sheet, Iterable[Row]]]) -> Iterator[tuple[Sheet, Iterable[Row]]]:
        """Yield the sheets as they come, and look at their rows as they pass."""
        for sheet, rows in sheets:
            if isinstance(rows, LongRows):
                deque(self._rows(sheet, rows.people()), maxlen=0)
                yield sheet, rows
            else:
                yield sheet, self._rows(sheet, rows)

    def _rows(self, sheet: Sheet, rows: Iterable[Row]) -> Iterator[Row]:
        titles = tuple(column.title for column in sheet.columns)
        seen = self._sheets[sheet.name] = Watched(titles)
        named = [place for place, title in enumerate(titles) if title in _WHO and title != "学校"]
        who = [place for place, title in enumerate(titles) if title in _WHO] if named else []
        wanted = _NAMING if named else ("文件", "班级")
        empty = {place: title for place, title in enumerate(titles) if title in wanted}
        last: list[object] = []
        for row in rows:
            yield row
            for place in [place for place in empty if row[place]] if empty else ():
                seen.filled.add(empty.pop(place))
            person = [row[place] for place in who]
            if person != last:
                last = person
                if any(row[place] not in (None, "", _UNNAMED) for place in named):
                    seen.people.add(hash(tuple(person)))

    def write(self, folder: Path) -> int:
        """Write the list into the report's folder; return how many people are in the report."""
        known = list(_known(folder))
        rows = [self._line(file, known) for file in sorted(folder.iterdir()) if file.name != HOLDINGS]
        with (folder / HOLDINGS).open("w", encoding="utf-8-sig", newline="") as out:
            table = csv.writer(out)
            table.writerow(HEAD)
            table.writerows(rows)
            table.writerow((HOLDINGS, _NOTHING, 0, "—", "知道个人数据在哪里，用完好删", "—"))
        return len(set().union(*(seen.people for seen in self._sheets.values())))

    def _line(self, file: Path, known: Iterable[tuple[str, str]]) -> tuple[str | int, ...]:
        what, people = self._held(file, known)
        if what == _NOTHING:
            return file.name, what, people, "—", "汇总，不涉及哪一个人", "—"
        why = _PASSED if file.name.startswith("passed-") else _WHY.get(file.name, "—")
        return file.name, what, people, self._sources, why, _KEEP

    def _held(self, file: Path, known: Iterable[tuple[str, str]]) -> tuple[str, int]:
        if file.name == BOOK:
            every = [self._words(seen) for seen in self._sheets.values()]
            people = set().union(*(seen.people for seen in self._sheets.values()))
            return _joined(dict.fromkeys(word for words in every for word in words)), len(people)
        seen = self._sheets.get(file.stem) if file.suffix == ".csv" else None
        if seen:
            return _joined(self._words(seen)), len(seen.people)
        if file.suffix not in _TEXTS:
            return "没有查看：不认识这种文件", 0
        return self._found(file.read_text("utf-8", "replace"), known)

    def _words(self, seen: Watched) -> list[str]:
        """Return what of people stands in a sheet: what names them, and what else is told of them."""
        found = [title for title in seen.columns if title in seen.filled]
        if self._are_codes:
            found = [f"{title}（化名）" if title in _CODED else title for title in found]
        if seen.people:
            found += [title for title in seen.columns if title not in _NAMING]
        return found

    def _found(self, text: str, known: Iterable[tuple[str, str]]) -> tuple[str, int]:
        words = set(_WORDS.findall(text))
        numbers = names = people = 0
        for number, name in known:
            numbers += number in words
            names += name in words
            people += number in words or name in words
        mark = "（化名）" if self._are_codes else ""
        kinds = [f"{title}{mark}" for title, count in (("编号", numbers), ("姓名", names)) if count]
        return _joined(kinds), people


def _joined(words: Iterable[str]) -> str:
    return "、".join(words) or _NOTHING


def _known(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the number and name of everybody whom the report names."""
    last = ("", "")
    for name in ("个人", "缺交与名单之外"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                person = row["编号"].removeprefix("'"), row["姓名"].removeprefix("'")
                if person != last and any(person):
                    yield person
                last = person
