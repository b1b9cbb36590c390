"""Takes in what was read and settles whose it is and what it is worth, never holding much at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol

from portal.model.flat import Givens, flattened
from portal.reports.flags import Flag, Grade, Today
from portal.reports.graded import grade_all
from portal.reports.identified import Nobody, Rank, identify, know_people
from portal.reports.persons import Persons
from portal.reports.renamed import NOTHING_RENAMED, Renamed
from portal.reports.roster import Roster
from portal.reports.scope import IN_USE, Scope
from portal.reports.store.desk import Desk
from portal.reports.store.part import PartWriter
from portal.reports.store.source import NO_PATH, Source
from portal.reports.store.store import Store
from portal.reports.suspects import flag_records

Json = dict[str, Any]
ASIDE: Final = Source("", NO_PATH, "", 0, -1)
"""What comes from no file and is not kept."""
_FAR = 2**30
"""Number of the first part that is not kept; no store has so many."""


class Content(Protocol):
    """A validated record as the reader gives it."""

    @property
    def data(self) -> Json:
        """The items that are valid."""

    @property
    def problems(self) -> tuple[str, ...]:
        """What had to be left out."""


class Readable(Protocol):
    """A thing that was found: a record, or the reason why there is none."""

    @property
    def name(self) -> str:
        """The file, for people."""

    @property
    def record(self) -> Content | None:
        """The record, if there is one."""

    @property
    def reason(self) -> str:
        """Why there is none."""

    @property
    def ignored(self) -> bool:
        """Whether it was not even opened."""


@dataclass(frozen=True, order=True)
class Unread:
    """A file or pasted code without a usable record."""

    file: str
    reason: str
    ignored: bool = False


@dataclass(frozen=True)
class Unnamed:
    """A record that nobody can be given."""

    file: str
    reason: str
    flags: tuple[Flag, ...]


def _no_rank(_: object) -> str:
    return ""


@dataclass
class Intake:
    """All records of a run: whose they are, and what does not fit in them."""

    folder: Path
    grade: Grade
    today: Today
    roster: Roster | None = None
    renamed: Renamed = NOTHING_RENAMED
    records: int = 0
    unnamed: list[Unnamed] = field(default_factory=list)
    given: list[tuple[int, int, int, str]] = field(default_factory=list)
    """The rows of the report's table `given`."""

    def __enter__(self) -> "Intake":
        """Open the run's database."""
        self.desk = Desk(self.folder)
        self._aside: list[Store] = []
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it; its folder is somebody else's to remove."""
        self.desk.close()

    def take(self, items: Iterable[Readable]) -> list[Unread]:
        """Take in whatever was found, and nothing else; return what holds no record, sorted."""
        self.put_aside(items)
        self.desk.list([ASIDE])
        return self.gather(())

    def put_aside(self, items: Iterable[Readable]) -> None:
        """Take in what comes from no file, such as what was pasted; it has to be listed as `ASIDE`."""
        place = self.folder / "pasted"
        place.mkdir()
        store = Store(place, "", _FAR)
        number = store.next_part()
        part, givens = PartWriter(place, number, "", [ASIDE]), Givens()
        for turn, item in enumerate(items):
            if item.record:
                part.add(0, turn, item.name, flattened(item.record.data, givens, item.record.problems))
            else:
                part.add_unread(0, turn, item.name, item.reason, item.ignored)
        part.close(givens)
        store.added(number)
        self._aside.append(store)

    def gather(self, stores: Sequence[Store]) -> list[Unread]:
        """Look at what the stores hold of what is listed; return what holds no record, sorted."""
        self.desk.gather([*stores, *self._aside])
        self.records = self.desk.count("heads")
        return sorted(Unread(file, reason, bool(ignored)) for file, reason, ignored in self.desk.unread())

    def settle(self, scope: Scope, rank: Rank = _no_rank) -> Persons:
        """Judge, merge and put in order everything; return everybody.

        Writes the merged answers to `answers.parquet`. `rank` comes first in the order, then school, number
        and name.
        """
        places = {question.id: place for place, question in enumerate(scope.questions)}
        self.given = grade_all(self.desk, places, self.grade, self.renamed.question)
        flag_records(self.desk, self.grade, self.today, self.renamed.record)
        nobody = identify(self.desk, self.roster)
        know_people(self.desk, self.roster, rank, self.renamed.is_any)
        self.unnamed = self._named_flags(nobody)
        self.desk.make("answers")
        self.desk.make("histories")
        used = ((place, one.unit) for place, one in enumerate(scope.questions) if one.status == IN_USE)
        self.desk.fill("in_use", "question int, unit varchar", used)
        self.desk.keep("answers", self.folder / "answers.parquet")
        return Persons(self.desk, self.roster)

    def _named_flags(self, nobody: Sequence[Nobody]) -> list[Unnamed]:
        flags: dict[int, list[Flag]] = {one.record: [] for one in nobody}
        for record, kind, detail in self.desk.rows(
            "select record, kind, detail from record_flags "
            "where record not in (select record from identified) order by record, place"
        ):
            flags[record].append(Flag(kind, detail))
        ask = "没有计入人数。请问明是谁，补填后重新导出。"
        return [
            Unnamed(one.file, f"{one.reason}，{ask}", tuple(flags[one.record]))
            for one in sorted(nobody, key=lambda one: (one.file, one.record))
        ]
