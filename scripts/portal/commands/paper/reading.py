"""Joins load, imports and checks: reads the folder of an assessment, tells all that is wrong in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from portal.credentials.candidates import Problem, Table, read_candidates
from portal.credentials.folder import BANKS, CANDIDATES, PICTURES, PLAN
from portal.errors import PortalError, said
from portal.load.complaints import complaints
from portal.load.kept import text_of
from portal.load.marked_yaml import read_yaml
from portal.model.assessment import Assessment, AssessmentFront
from portal.model.authored import SLUG
from portal.model.bank import Bank, BankFront
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place
from portal.model.paper import Candidate
from portal.model.picture import LARGEST, Picture, shape_of

if TYPE_CHECKING:
    from portal.model.marks import Marks

Front = TypeVar("Front", AssessmentFront, BankFront)

_RULES_FOR_BANKS = ("Q", "W", "S", "P", "F")


@dataclass(frozen=True)
class Read:
    """What stands in the folder of an assessment."""

    plan: Assessment | None
    findings: tuple[Finding, ...]
    catalogue: Catalogue
    """The private banks with their pictures, for what looks at catalogues."""


def folder_named(root: Path, given: str) -> Path:
    """Return the folder that somebody names: a path, or a name below `assessments/` of the project.

    Raises PortalError when it is not there.
    """
    path, below = Path(given), root / "assessments" / given
    for folder in (path, below):
        if (folder / PLAN).is_file():
            return folder
    if path.is_dir():
        raise PortalError(f"{path} 里没有 {PLAN}。写考核的文件夹；新的一次用 portal paper new 建。")
    raise PortalError(f"没有考核文件夹 {given}。写它的路径或名字；新的一次用 portal paper new 建。")


def quoted(folder: Path | str) -> str:
    """Return a folder as it is typed after a command: in quotation marks where its path has a space."""
    return f'"{folder}"' if " " in str(folder) else str(folder)


def shown(root: Path, folder: Path) -> str:
    """Return how findings name the folder: from the project's root, or whole where it lies elsewhere."""
    real, home = folder.resolve(), root.resolve()
    return real.relative_to(home).as_posix() if real.is_relative_to(home) else real.as_posix()


def read_plan(root: Path, folder: Path) -> Read:
    """Return the plan with its banks; None when their form is wrong, and then findings say why."""
    place = shown(root, folder)
    findings: list[Finding] = []
    front, marks = _file(folder / PLAN, f"{place}/{PLAN}", AssessmentFront, findings)
    slug = folder.resolve().name
    if re.fullmatch(SLUG, slug) is None or len(slug) > 40:
        cure = "改成小写英文、数字和连字符，最多 40 个字符，例如 2026-winter；试卷的编号由它来。"
        findings.append(Finding(Place(f"{place}/{PLAN}"), "A107", f"文件夹的名字 '{slug}' 不能作编号", cure))
    banks = list(_banks(folder, place, front.track if front else "private", findings))
    pictures = dict(_pictures(folder, banks))
    catalogue = Catalogue(banks=tuple(banks), files=frozenset(pictures), pictures=pictures)
    findings += _judged(catalogue, place)
    is_whole = front is not None and not any(one.code.startswith(("F", "A107")) for one in findings)
    plan = Assessment(slug, front, tuple(banks), marks) if front and is_whole else None
    return Read(plan, tuple(findings), catalogue)


def _file(
    path: Path, shown_as: str, kind: type[Front], findings: list[Finding]
) -> tuple[Front | None, "Marks"]:
    text = None
    try:
        text = text_of(path.read_bytes())
    except OSError as error:
        cure = "检查它的权限；正开着就先关掉。"
        findings.append(Finding(Place(shown_as), "F108", f"文件打不开：{said(error)}", cure))
    except UnicodeDecodeError:
        cure = "用编辑器“另存为”，编码选 UTF-8。"
        findings.append(Finding(Place(shown_as), "F106", "文件不是 UTF-8 编码（可能是 GBK）", cure))
    marked = read_yaml(text or "", shown_as)
    findings += marked.findings
    try:
        if text is not None and not (marked.data is None and marked.findings):
            return kind.model_validate(marked.data or {}), marked.marks
    except ValidationError as error:
        findings += complaints(error, kind, marked.marks)
    return None, marked.marks


def _banks(folder: Path, place: str, track: str, findings: list[Finding]) -> Iterator[Bank]:
    files = sorted(path for path in (folder / BANKS).glob("*") if not path.name.startswith("."))
    for file in files:
        at = f"{place}/{BANKS}/{file.name}"
        if file.suffix != ".yml" or re.fullmatch(SLUG, file.stem) is None:
            cure = "题库的文件名用小写英文、数字和连字符，后缀 .yml；别的文件移到别处。"
            findings.append(Finding(Place(at), "A108", "不是题库的文件名", cure))
            continue
        front, marks = _file(file, at, BankFront, findings)
        if front:
            yield Bank(track, file.stem, front.questions, marks)
    if not files:
        cure = (
            "每个题库一个文件，写法和网站的题库一样；Word、Excel 里的题可以先用 portal import 导入再移过来。"
        )
        findings.append(Finding(Place(f"{place}/{BANKS}"), "A108", "没有题库", cure))


def _pictures(folder: Path, banks: list[Bank]) -> Iterator[tuple[str, Picture]]:
    """Yield the folder's pictures at the paths that the site's pictures would have."""
    for file in sorted((folder / PICTURES).rglob("*")):
        if file.is_file():
            raw = file.read_bytes()
            for track in {bank.track for bank in banks}:
                path = f"certificates/{track}/{file.relative_to(folder).as_posix()}"
                yield path, Picture(file, len(raw), shape_of(raw[:LARGEST]))


def _judged(catalogue: Catalogue, place: str) -> Iterator[Finding]:
    """Yield what the rules for public banks say of the private ones."""
    from portal.checks import run

    for finding in run(catalogue):
        if finding.place.path.startswith(f"{place}/") and finding.code.startswith(_RULES_FOR_BANKS):
            cure = re.sub(r"docs/certificates/[a-z0-9-]+/", f"{place}/", finding.cure)
            yield Finding(finding.place, finding.code, finding.reason, cure, finding.severity)


def read_people(folder: Path) -> tuple[Path | None, tuple[Candidate, ...], tuple[Problem, ...]]:
    """Return the list of candidates: its file, everybody in it, and all problems by row and column.

    Raises PortalError when no table can be read from the file, or there are two.
    """
    from portal.imports.spreadsheet.files import open_workbook

    there = [folder / name for name in CANDIDATES if (folder / name).is_file()]
    if len(there) > 1:
        raise PortalError(f"{folder} 里有两份名单：{'、'.join(CANDIDATES)}。留下一份，另一份移走。")
    if not there:
        return None, (), ()
    sheets = [sheet for sheet in open_workbook(there[0]).sheets if not sheet.is_hidden]
    tables: list[Table] = [sheet.rows for sheet in sheets]
    table = next((one for one in tables if not read_candidates(one)[1]), tables[0] if tables else {})
    return there[0], *read_candidates(table)
