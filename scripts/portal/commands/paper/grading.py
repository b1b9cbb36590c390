"""The steps of `portal paper grade`: the key, the list, the rulings; and what is said of the results."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import ValidationError
from rich.table import Table as Shown

from portal.commands.paper.reading import read_people
from portal.credentials.folder import KEY
from portal.credentials.oddities import folded
from portal.credentials.rulings import FILES, read_rulings
from portal.errors import PortalError, said
from portal.model.paper import Candidate
from portal.model.paper_key import PaperKey
from portal.model.paper_results import Flag, PersonResult, Results, Ruling

_SHOWN = 20


def read_key(folder: Path) -> PaperKey:
    """Return the key of an assessment. Raises PortalError when it is not there, or not as it was made."""
    path = folder / KEY
    cure = "出过卷就从备份里放回来；还没有出卷就先 portal paper make。"
    try:
        return PaperKey.model_validate(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。{cure}") from error
    except (ValueError, ValidationError, RecursionError) as error:
        raise PortalError(f"{path} 不是出卷时写的答案文件，或者被改过。{cure}") from error


def candidates_of(folder: Path) -> tuple[Candidate, ...]:
    """Return the list of candidates. Raises PortalError with everything that is wrong with it."""
    file, people, problems = read_people(folder)
    if problems:
        raise PortalError(
            "\n".join([f"{file}", *map(str, problems), f"名单共 {len(problems)} 处，改好再判分。"])
        )
    return people


def rulings_of(folder: Path, candidates: Iterable[Candidate]) -> dict[str, Ruling]:
    """Return what was decided, by folded number. Raises PortalError with everything that is wrong with it."""
    from portal.imports.spreadsheet.files import open_workbook

    there = [folder / name for name in FILES if (folder / name).is_file()]
    if len(there) > 1:
        raise PortalError(f"{folder} 里有两份裁定：{'、'.join(FILES)}。留下一份，另一份移走。")
    if not there:
        return {}
    sheets = open_workbook(there[0]).sheets
    listed = {folded(one.number) for one in candidates}
    rulings, problems = read_rulings(sheets[0].rows if sheets else {}, listed)
    if problems:
        raise PortalError(
            "\n".join([f"{there[0]}", *map(str, problems), f"裁定共 {len(problems)} 处，改好再判分。"])
        )
    return rulings


def table_of(results: Results) -> Shown:
    """Return the counts of an assessment, as they are printed."""
    shown = Shown(title=None)
    for title in ("交卷", "通过", "没有通过", "等裁定", "缺考", "没有读出来"):
        shown.add_column(title, justify="right")
    people = results.people
    waiting = sum(_waits(person) for person in people)
    passed = sum(person.passed for person in people)
    counts = (len(people), passed, len(people) - passed - waiting, waiting)
    shown.add_row(*map(str, (*counts, len(results.absent), len(results.unread))))
    return shown


def _waits(person: PersonResult) -> bool:
    return person.graded.stops and person.ruling is None


def _next(flag: Flag, ruling: Ruling | None) -> str:
    if ruling is None or not flag.kind.stops:
        return flag.kind.cure
    return f"已裁定{'有效' if ruling.is_valid else '无效'}：{ruling.reason}"


def told(results: Results) -> Iterator[str]:
    """Yield what needs a look, a line each, and what could not be read."""
    flagged = [(person, flag) for person in results.people for flag in person.graded.flags]
    for person, flag in flagged[:_SHOWN]:
        who = f"{person.candidate.number} {person.candidate.name}"
        yield f"{who}：{flag.kind.title}（{flag.detail}）\n    {_next(flag, person.ruling)}"
    if len(flagged) > _SHOWN:
        yield f"    还有 {len(flagged) - _SHOWN} 处，都在 results.xlsx 的“异常”里。"
    for unread in results.unread[:_SHOWN]:
        yield f"{unread.source}：{unread.reason}"
    if len(results.unread) > _SHOWN:
        yield f"    还有 {len(results.unread) - _SHOWN} 处没有读出来，都在 results.xlsx 里。"
