"""A grade's year plan as a table and as a calendar."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from portal.exports.year_calendar import make_year_calendar
from portal.exports.year_plan import make_year_plan
from portal.model.calendar import SchoolYear
from portal.model.lesson import Grade, Lesson
from portal.model.takeaway import plan_files


def make_plan_files(
    grade: Grade, lessons: Mapping[int, Sequence[Lesson]], year: SchoolYear, folder: Path
) -> None:
    """Write a grade's plan below a folder, each file at its address. `lessons`: month → its lessons.

    Raises OSError when a file cannot be written.
    """
    at = {kind: folder / file.path for kind, file in plan_files(grade).items()}
    make_year_plan(grade, lessons, year, at["xlsx"])
    make_year_calendar(grade, lessons, year, at["ics"])
