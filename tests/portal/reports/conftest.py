"""Whole reports on the small project, read back. Holds no assertions."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from report_records import Json
from small_project import base_files, write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.records.attempts import Examiner
from portal.records.collect import Found, find_files, read_found
from portal.records.merge import merge_all
from portal.records.regrade import Grader
from portal.reports.build import build
from portal.reports.flags import Today
from portal.reports.intake import Intake
from portal.reports.place import is_report, room_beside
from portal.reports.plan import plan_of
from portal.reports.privacy.codes import Pseudonyms
from portal.reports.privacy.guard import guarding
from portal.reports.roster_reading import read_roster
from portal.reports.scope import scope_of
from portal.reports.sittings import exams_of
from portal.reports.verdicts import NOTHING, Proofs


@dataclass
class Reported:
    """A finished report, read back."""

    out: Path
    lines: list[str] = field(default_factory=list)

    def rows(self, sheet: str) -> list[dict[str, str]]:
        text = (self.out / f"{sheet}.csv").read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def bytes(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.out.iterdir())}

    def kinds(self) -> list[str]:
        return [row["类别"] for row in self.rows("疑点")]


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("project"))).catalogue


_RETIRED = """  - id: q{number}
    type: single
    objective: refer
    prompt: 第 {number} 道旧题。
    choices:
      - {{id: see, text: 看, correct: true, feedback: 对。}}
      - {{id: blame, text: 怪, correct: false, feedback: 错。}}
    explanation: 已经停用。
    difficulty: 1
    status: retired
"""


@pytest.fixture(scope="session")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small project with forty retired questions more: `c-next-steps/q0` to `q39`."""
    bank = "quizzes/c/next-steps.yml"
    text = str(base_files()[bank]) + "".join(_RETIRED.format(number=number) for number in range(40))
    return load(write_project(tmp_path_factory.mktemp("wide"), {bank: text})).catalogue


Report = Callable[..., Reported]


@pytest.fixture
def report(catalogue: Catalogue, tmp_path: Path) -> Report:
    """Report on inputs below the test's folder; records given as values are written first."""

    def run(
        inputs: Sequence[Path] | None = None,
        records: Sequence[Json] = (),
        roster: str | None = None,
        day: date = date(2026, 11, 20),
        proofs: Proofs = NOTHING,
        of: Catalogue | None = None,
        hidden: tuple[Pseudonyms | None, int | None] = (None, None),
        **of_plan: int,
    ) -> Reported:
        content = of or catalogue
        folder = tmp_path / "records"
        folder.mkdir(exist_ok=True)
        for number, record in enumerate(records):
            (folder / f"{number:03}.json").write_text(json.dumps(record), "utf-8")
        scope = scope_of(content)
        listed = read_roster(roster, scope.titles) if roster else None
        plan = plan_of(content, day, **of_plan)
        out, today = tmp_path / "report", Today(day, content.release)
        grade = Grader(content).grade
        exams = exams_of(content, Examiner(content, grade).examine)
        store = tmp_path / "store"
        store.mkdir(exist_ok=True)
        with room_beside(out) as work, Intake(work, grade, today, listed) as intake:
            files = find_files(list(inputs or [folder]), lambda path: is_report(path) or path == store)
            items = [
                item
                for found in files
                for item in (read_found(found) if isinstance(found, Found) else [found])
            ]
            with guarding(store, *hidden, scope, plan, exams) as guard:
                unread = intake.take(items)
                _, lines = build(intake, scope, plan, unread, merge_all, exams, out, proofs, guard=guard)
        return Reported(out, lines)

    return run
