"""From a full intake to a finished report in its place."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from xlsxwriter.exceptions import XlsxFileError  # type: ignore[import-untyped]

from portal.errors import PortalError
from portal.progress import tracked
from portal.reports import staging
from portal.reports.intake import Intake, Unread
from portal.reports.passed import without_record, write_passed
from portal.reports.place import put_in_place
from portal.reports.plan import Plan
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
    intake: Intake, scope: Scope, plan: Plan, merge: staging.Merge, exams: Exams, proofs: Proofs
) -> set[str]:
    """Write all that the sheets are made of; return the keys of everybody."""
    people = intake.people()
    judge = Judge(scope, intake.grade, proofs)
    staging.stage_people(intake.folder, intake, tracked(people, "合并判分"), plan, merge, exams, judge)
    staging.stage_roster(intake.folder, intake.roster, people, scope)
    staging.stage_scope(intake.folder, scope)
    staging.stage_plan(intake.folder, plan)
    return {key for person in people for key in judge.keys_of(person.who)}


def build(
    intake: Intake,
    scope: Scope,
    plan: Plan,
    unread: Sequence[Unread],
    merge: staging.Merge,
    exams: Exams,
    out: Path,
    proofs: Proofs = NOTHING,
) -> "tuple[Table, list[str]]":
    """Write the report to its place; return its summary for the terminal.

    `merge` puts several records of one person together, `exams` judges their mock exams. Raises
    PortalError, with an earlier report untouched, when there is no room for the new one.
    """
    everybody = _stage(intake, scope, plan, merge, exams, proofs)
    done = intake.folder / "done"
    done.mkdir()
    listed = intake.roster is not None
    run = Run(intake.today, scope, plan, intake.records, intake.unnamed, unread, listed, proofs)
    try:
        with Tables(intake.folder, scope) as tables:
            write_report(done, filled(run, tables), run.today)
            passed = write_passed(done, tables, scope, intake.today.day)
            shown = summary(run, tables, [*without_record(proofs, everybody), *passed], out)
    except (duckdb.OperationalError, XlsxFileError) as error:
        cure = "多半是磁盘满了：腾出空间，或用 --out 换一个磁盘，再运行一次。"
        raise PortalError(f"报告没有写成，原来的没有动：{error}。{cure}") from error
    put_in_place(done, out)
    return shown
