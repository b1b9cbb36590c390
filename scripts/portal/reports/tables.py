"""The report's tables in DuckDB. The SQL stands in `sql/` and runs on Spark as well."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from portal.reports.scope import CountedQuestion, Scope

Row = tuple[Any, ...]

_SQL = Path(__file__).parent / "sql"
_MADE = ("progress.sql", "standing.sql", "counts.sql", "items.sql", "histories.sql", "taught.sql")
# Empty texts stay texts: nothing staged is ever null.
_PLAIN = "format csv, header false, auto_detect false, nullstr '\\N', allow_quoted_nulls false"
_CSV = f"{_PLAIN}, delimiter ',', quote '\"', escape '\"'"
_TSV = f"{_PLAIN}, delimiter '\t', quote '', escape ''"
_BATCH = 5000
_SHOWN = 3


def sql_text(name: str) -> str:
    """Return one of the queries."""
    return (_SQL / name).read_text(encoding="utf-8")


class Tables:
    """All tables of one report, made out of the staged files in a folder."""

    def __init__(self, folder: Path, scope: Scope, memory: str = "256MB") -> None:
        self._scope = scope
        # One thread: sums of floats would otherwise differ in the last digit from run to run.
        self._db = duckdb.connect(str(folder / "tables.duckdb"), config={
            "memory_limit": memory,
            "threads": "1",
            "temp_directory": str(folder / "duckdb"),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        })  # fmt: skip
        self._load(folder)

    def __enter__(self) -> "Tables":
        """Return the tables, ready to be asked."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self._db.close()

    def _load(self, folder: Path) -> None:
        self._db.execute(sql_text("schema.sql"))
        for (table,) in self._db.execute("select table_name from information_schema.tables").fetchall():
            file, form = (f"{table}.tsv", _TSV) if table == "answers" else (f"{table}.csv", _CSV)
            self._db.execute(f"copy {table} from '{_quoted(folder / file)}' ({form})")
        for name in _MADE:
            self._db.execute(sql_text(name))
        self._flag_shared()
        self._flag_twice()
        self._flag_same_sittings()

    def rows(self, name: str) -> Iterator[Row]:
        """Yield the rows of a query, some thousands at a time."""
        cursor = self._db.cursor()
        cursor.execute(sql_text(name))
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        found = self._db.execute(f"select count(*) from {table}").fetchone()
        return int(found[0]) if found else 0

    def questions(self) -> Iterator[Row]:
        """Yield the rows of 题目, each with the distribution of its choices."""
        given: dict[str, list[tuple[list[str], int]]] = {}
        for question, value, count in self.rows("values.sql"):
            given.setdefault(question, []).append((json.loads(value), count))
        known = {question.id: question for question in self._scope.questions}
        for row in self.rows("questions.sql"):
            yield (*row, _distribution(known[row[0]], given.get(row[0], [])))

    def _labels(self) -> dict[int, str]:
        """Return how people are called in the flags of others."""
        people = self._db.execute("select person, number, name from people").fetchall()
        return {
            number: f"{name}（{code}）" if name and code else name or code for number, code, name in people
        }

    def _flag(self, kind: str, flags: Sequence[tuple[int, str]]) -> None:
        if flags:
            self._db.executemany(f"insert into flags values (?, '{kind}', '', ?)", flags)

    def _flag_shared(self) -> None:
        """Add a flag for everybody whose answers and times are somebody else's too."""
        label = self._labels()
        partners: dict[tuple[int, int], list[str]] = {}
        for a, b, count in self.rows("shared.sql"):
            for one, other in ((a, b), (b, a)):
                partners.setdefault((one, -count), []).append(label[other])
        flags = [(one, _shared(-count, names)) for (one, count), names in sorted(partners.items())]
        self._flag("作答经历相同", [*flags, *self._same(label)])

    def _flag_twice(self) -> None:
        """Add a flag for everybody one of whose lessons taught stands in a ledger a second time."""
        label = self._labels()
        flags = []
        for person, other, count, example in self.rows("twice.sql"):
            if person == other:
                flags.append(
                    (person, f"{count} 条是同一班同一天的同一课，班级写法不同，只计一次：如 {example}")
                )
                continue
            for one, partner in ((person, other), (other, person)):
                words = f"与 {label[partner]} 有 {count} 条上课记录是同一班同一天的同一课，只计一次"
                flags.append((one, f"{words}：如 {example}"))
        self._flag("同一节课记了两次", sorted(flags))

    def _flag_same_sittings(self) -> None:
        """Add a flag for everybody one of whose sittings of a mock exam is somebody else's too."""
        label = self._labels()
        flags = [
            (
                person,
                f"{exam} {started} 这一次与 {label[other]}{f' 等 {others} 人' if others > 1 else ''} 的"
                "抽题编号、开始和交卷时间都相同",
            )
            for person, exam, started, other, others in self.rows("same_sittings.sql")
        ]
        self._flag("模拟考相同", flags)

    def _same(self, label: dict[int, str]) -> list[tuple[int, str]]:
        rows = self._db.execute(
            "select first_person, person, answered from histories where people > 1 order by 1, 2"
        ).fetchall()
        groups: dict[int, list[tuple[int, int]]] = {}
        for first, person, answered in rows:
            groups.setdefault(first, []).append((person, answered))
        return [
            (person, _shared(answered, [label[one] for one, _ in group[: _SHOWN + 1] if one != person],
                             len(group) - 1))
            for group in groups.values() for person, answered in group
        ]  # fmt: skip


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _shared(count: int, names: Sequence[str], people: int | None = None) -> str:
    total = len(names) if people is None else people
    more = f" 等 {total} 人" if total > _SHOWN else ""
    return f"与 {'、'.join(names[:_SHOWN])}{more} 有 {count} 题的答案和作答时间完全相同"


def _distribution(question: CountedQuestion, given: Sequence[tuple[list[str], int]]) -> str:
    if not question.choices:
        return "；".join(f"{' / '.join(value)} {count}" for value, count in given)
    counts = dict.fromkeys((choice for choice, _ in question.choices), 0)
    for value, count in given:
        for choice in value:
            counts[choice] = counts.get(choice, 0) + count
    mark = dict(question.choices)
    return "；".join(f"{choice}{'✓' if mark.get(choice) else ''} {counts[choice]}" for choice in counts)
