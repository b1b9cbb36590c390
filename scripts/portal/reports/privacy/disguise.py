"""Rewrites all that was staged, so that no query can find a name: the one place where it happens."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from portal.errors import PortalError
from portal.reports.assessed import SatPaper
from portal.reports.intake import Unnamed, Unread
from portal.reports.items.figures import OTHER_WORDING
from portal.reports.plan import is_own
from portal.reports.privacy.codes import Codes
from portal.reports.privacy.lookup import Lookup
from portal.reports.privacy.texts import TEXTS, Columns, Fate, check, tables_of

NOT_SHOWN = "（化名报告里不写）"
SMALL = "（人少的学校）"
OWN_LESSON = "（学校自己的课）"
STRANGE_LESSON = "（不认识的课）"
_OTHER_WORDING = json.dumps([OTHER_WORDING], separators=(",", ":"))

Row = dict[str, str]


@dataclass(frozen=True)
class Known:
    """What the project itself has, and which therefore names nobody."""

    exams: frozenset[str]
    lessons: frozenset[str]
    gaps: frozenset[int]
    """Places of the questions that are answered in the learner's own words."""


def small_schools(people: Mapping[str, int], least: int) -> frozenset[str]:
    """Return the schools that are shown as one, so that whoever is in it is one of at least `least` people.

    People without a school are no school. Where the small ones together still have too few people, the next
    smallest joins them: else the total less the other schools would give them away.
    """
    sizes = sorted((count, school) for school, count in people.items() if school)
    together = [(count, school) for count, school in sizes if count < least]
    for one in sizes[len(together) :]:
        if not together or sum(count for count, _ in together) >= least:
            break
        together.append(one)
    return frozenset(school for _, school in together)


@dataclass(frozen=True)
class Disguise:
    """Makes a pseudonymous report out of what is staged."""

    codes: Codes
    known: Known
    lookup: Lookup
    least: int
    """Schools with fewer people, on the roster or with a record, are shown together."""

    def stage(self, folder: Path, schema: str) -> None:
        """Rewrite the staged files of a folder in place; `schema` is the text that names their columns.

        Raises PortalError when there is a column or a file of which nobody has said what becomes of it.
        """
        tables = tables_of(schema)
        check(tables)
        small = small_schools(self._sizes(folder, tables), self.least)
        for table in (name for name, texts in TEXTS.items() if texts):
            if (folder / f"{table}.parquet").exists():
                raise PortalError(f"化名报告没有写：{table} 不是料想的样子。请告诉开发的人。")
            self._rewrite(folder / f"{table}.csv", tables[table], partial(self._row, table, small))

    def unread(self, items: Iterable[Unread]) -> list[Unread]:
        """Return files that hold no record, without their names and what was found in them."""
        return sorted(Unread(self._noted("文件", item.file), NOT_SHOWN, item.ignored) for item in items)

    def unnamed(self, items: Iterable[Unnamed]) -> list[Unnamed]:
        """Return records that nobody can be given, without the names of their files."""
        found = [replace(item, file=self._noted("文件", item.file), reason=NOT_SHOWN) for item in items]
        return sorted(found, key=lambda item: item.file)

    def papers(self, items: Iterable[SatPaper]) -> tuple[SatPaper, ...]:
        """Return the papers of assessments without what somebody called them."""
        return tuple(
            replace(one, assessment=self._noted("考核", one.assessment), paper=self._noted("卷", one.paper))
            for one in items
        )

    @staticmethod
    def _sizes(folder: Path, tables: Mapping[str, Columns]) -> Counter[str]:
        """Return school → its people: those with a record and those of the roster without one."""
        sizes: Counter[str] = Counter()
        for table in ("people", "roster"):
            for row in _read(folder / f"{table}.csv", tables[table]):
                sizes[row["school"]] += table == "people" or int(row["person"]) < 0
        return sizes

    @staticmethod
    def _rewrite(file: Path, columns: Columns, change: Callable[[Row], Row]) -> None:
        new = file.with_suffix(".new")
        with new.open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out, quoting=csv.QUOTE_ALL)
            table.writerows(list(change(row).values()) for row in _read(file, columns))
        new.replace(file)

    def _noted(self, mark: str, text: str) -> str:
        code = self.codes.of(mark, text)
        self.lookup.note(code, text)
        return code

    def _school(self, school: str, small: frozenset[str]) -> str:
        if school in small:
            self._noted("校", school)
            return SMALL
        return self._noted("校", school)

    def _person(self, row: Row) -> str:
        who = row["number"], row["name"], row["school"]
        code = self.codes.person(*who)
        self.lookup.note(code, *who)
        return code

    def _class(self, row: Row) -> str:
        place = row["school"] or f"\t{row['owner']}"
        label = self.codes.of("班", "\t".join((place, row["grade"], row["class"])) if row["class"] else "")
        self.lookup.note(label, f"{row['school']} {row['label']}".strip())
        return label

    def _lesson(self, row: Row) -> tuple[str, str]:
        lesson = row["lesson"]
        if is_own(lesson):
            return lesson, OWN_LESSON
        return (lesson, row["title"]) if lesson in self.known.lessons else (
            self._noted("课", lesson), STRANGE_LESSON
        )  # fmt: skip

    def _value(self, row: Row) -> str:
        verdict, is_gap = int(row["verdict"]), int(row["question"]) in self.known.gaps
        return row["value"] if verdict == 1 or (verdict == 0 and not is_gap) else _OTHER_WORDING

    def _row(self, table: str, small: frozenset[str], row: Row) -> Row:
        changed: Row = {}
        for column, fate in TEXTS[table].items():
            changed[column] = self._text(fate, column, row, small)
        if "line" in row:
            changed["line"] = "0"
        return row | changed

    def _text(self, fate: Fate, column: str, row: Row, small: frozenset[str]) -> str:
        text = row[column]
        made: Mapping[Fate, Callable[[], str]] = {
            Fate.OURS: lambda: text,
            Fate.PERSON: lambda: self._person(row),
            Fate.SCHOOL: lambda: self._school(text, small),
            Fate.COUNTY: lambda: "" if row["school"] in small else self._noted("区", text),
            Fate.CLASS: lambda: self._class(row),
            Fate.LESSON: lambda: self._lesson(row)[column == "title"],
            Fate.FILE: lambda: self._noted("文件", text),
            Fate.EXAM: lambda: text if text in self.known.exams else self._noted("模拟考", text),
            Fate.DAY: lambda: text[:10],
            Fate.MARK: lambda: self.codes.of("同", text),
            Fate.DETAIL: lambda: NOT_SHOWN,
            Fate.VALUE: lambda: self._value(row),
            Fate.GONE: lambda: "",
        }
        return made[fate]()


def _read(file: Path, columns: Columns) -> Iterator[Row]:
    try:
        with file.open(encoding="utf-8", newline="") as table:
            for cells in csv.reader(table):
                yield dict(zip(columns, cells, strict=True))
    except (OSError, ValueError) as error:
        raise PortalError(
            f"化名报告没有写：{file.name} 不是料想的样子（{error}）。请告诉开发的人。"
        ) from error


def known_of(exams: Iterable[str], lessons: Iterable[str], questions: Iterable[Any]) -> Known:
    """Return what the project has; `questions` in the report's order."""
    gaps = (place for place, question in enumerate(questions) if not question.choices)
    return Known(frozenset(exams), frozenset(lessons), frozenset(gaps))
