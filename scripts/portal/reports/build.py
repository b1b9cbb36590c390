"""From a full intake to a finished report in its place."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from xlsxwriter.exceptions import XlsxFileError  # type: ignore[import-untyped]

from portal.progress import tracked
from portal.reports import staging
from portal.reports.engines.duck import Duck
from portal.reports.engines.engine import Open
from portal.reports.intake import Intake, Unread
from portal.reports.page import write_page
from portal.reports.passed import without_record, write_passed
from portal.reports.persons import Person, Persons
from portal.reports.place import not_written, put_in_place
from portal.reports.plan import Plan
from portal.reports.privacy.guard import Guard
from portal.reports.scope import Scope
from portal.reports.sheets import Run, filled
from portal.reports.sittings import Exams
from portal.reports.summary import summary
from portal.reports.tables import Tables
from portal.reports.verdicts import NOTHING, Judge, Proofs
from portal.reports.workbook import write_report

if TYPE_CHECKING:
    from rich.table import Table


def _stage(
    intake: Intake,
    scope: Scope,
    plan: Plan,
    merge: staging.Merge,
    exams: Exams,
    proofs: Proofs,
    guard: Guard,
) -> set[str]:
    """Write all that the sheets are made of; return the keys of those who have a result of an assessment."""
    judge = Judge(scope, proofs)
    wanted = {key for key, _ in proofs.assessed or ()}
    found: set[str] = set()

    def seen(people: Persons) -> Iterator[Person]:
        for person in people:
            found.update(wanted.intersection(judge.keys_of(person.who)))
            yield person

    people = intake.settle(scope, guard.rank)
    everybody = tracked(seen(people), "合并判分", lambda: len(people))
    claimed = staging.stage_people(intake, everybody, plan, merge, exams, judge)
    staging.stage_roster(intake.folder, intake.roster, claimed, scope)
    staging.stage_scope(intake.folder, scope)
    staging.stage_plan(intake.folder, plan)
    guard.stage(intake.folder)
    return found


def build(
    intake: Intake,
    scope: Scope,
    plan: Plan,
    unread: Sequence[Unread],
    merge: staging.Merge,
    exams: Exams,
    out: Path,
    proofs: Proofs = NOTHING,
    engine: Open = Duck,
    guard: Guard | None = None,
) -> "tuple[Table, list[str]]":
    """Write the report to its place; return its summary for the terminal.

    `merge` puts several records of one person together, `exams` judges their mock exams. Raises
    PortalError, with an earlier report untouched, when there is no room for the new one.
    """
    guard = guard or Guard()
    everybody = _stage(intake, scope, plan, merge, exams, proofs, guard)
    done = intake.folder / "done"
    done.mkdir()
    listed = intake.roster is not None
    run = Run(intake.today, scope, plan, intake.records, intake.unnamed, unread, listed, proofs)
    try:
        with Tables(intake.folder, scope, engine, guard.groups) as tables:
            told, holdings = guard.run(run), guard.holdings(run)
            write_report(done, holdings.watched(filled(told, tables)), run.today)
            write_page(done, told, tables)
            passed = guard.unless_hidden(lambda: write_passed(done, tables, scope, intake.today.day))
            shown = summary(run, tables, [*without_record(proofs, everybody), *passed], out)
            people = holdings.write(done)
    except (duckdb.OperationalError, XlsxFileError) as error:
        raise not_written(error) from error
    guard.keep()
    put_in_place(done, out)
    guard.note(out, run, people)
    return shown
