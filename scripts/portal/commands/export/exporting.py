"""The steps of `portal export`: which questions, in which form, into which files."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from portal.commands.export.place import Place
from portal.errors import PortalError
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.model.unit import Unit

Writer = Callable[[Sequence[Bank], Catalogue, Path], tuple[str, ...]]

CURRENT = ("published", "draft")
"""What is exported unless somebody asks for something else: all that is in use or on its way."""

_MOST_SAID = 30


@dataclass(frozen=True)
class Form:
    """A form that questions can be exported to."""

    write: Writer
    suffixes: tuple[str, ...]
    """Endings that fit; the first is the usual one."""
    tail: str = ""
    """Stands before the ending where several forms have the same."""
    per_unit: bool = False
    """Whether a file holds one unit only."""


@dataclass(frozen=True)
class Job:
    """A file to be written."""

    out: Path
    banks: tuple[Bank, ...]


def form_of(name: str) -> Form:
    """Return what is known of a form; heavy libraries are loaded for the one that is asked for."""
    if name in ("qti", "qti3"):
        return Form(_qti("2.1" if name == "qti" else "3.0"), (".zip",), f"-{name}")
    if name in ("scorm", "scorm2004"):
        return Form(_scorm("1.2" if name == "scorm" else "2004"), (".zip",), f"-{name}", per_unit=True)
    if name in ("xlsx", "csv"):
        from portal.exports.questions.spreadsheet import write_questions_spreadsheet

        return Form(write_questions_spreadsheet, (f".{name}",))
    if name == "docx":
        from portal.exports.questions.word import write_questions_word

        return Form(write_questions_word, (".docx",))
    if name == "gift":
        from portal.exports.questions.gift import write_questions_gift

        return Form(write_questions_gift, (".txt", ".gift"), ".gift")
    from portal.exports.questions.moodle import write_questions_moodle

    return Form(write_questions_moodle, (".xml",))


def _qti(version: str) -> Writer:
    from portal.exports.qti import write_qti

    return lambda banks, catalogue, out: write_qti(
        banks, catalogue, out, "2.1" if version == "2.1" else "3.0"
    )


def _scorm(version: str) -> Writer:
    from portal.exports.scorm import write_scorm

    def write(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
        unit = catalogue.unit_of[banks[0].unit_id]
        shown = replace(catalogue, banks=tuple(banks))
        return write_scorm(unit, shown, out, "1.2" if version == "1.2" else "2004")

    return write


def banks_of(targets: Sequence[str], catalogue: Catalogue) -> list[Bank]:
    """Return the banks that names of units and tracks stand for, each once; `all` stands for every one.

    Raises PortalError for a name that leads nowhere, with the nearest ones that do.
    """
    found: dict[str, Bank] = {}
    for target in targets:
        found |= {bank.unit_id: bank for bank in _banks_of(target.strip(), catalogue)}
    return list(found.values())


def _banks_of(target: str, catalogue: Catalogue) -> list[Bank]:
    slugs = {track.slug for track in catalogue.tracks if target in (track.slug, track.front.title)}
    if slugs or target == "all":
        return [bank for bank in catalogue.banks if target == "all" or bank.track in slugs]
    unit = _unit_named(target, catalogue)
    if unit.id not in catalogue.bank_of:
        raise PortalError(f"单元 {unit.id} 还没有题库。先用 portal new bank {unit.slug} 新建。")
    return [catalogue.bank_of[unit.id]]


def _unit_named(name: str, catalogue: Catalogue) -> Unit:
    from portal.imports.homes import Unknown, find_unit, units_of

    unit = find_unit(name, units_of(catalogue))
    if isinstance(unit, Unknown):
        tracks = "、".join(track.slug for track in catalogue.tracks)
        raise PortalError(f"{unit.reason}。{unit.cure}也可以写轨道（{tracks}）或 all。")
    return unit


def chosen(banks: Sequence[Bank], statuses: Sequence[str]) -> list[Bank]:
    """Return the banks with the questions of some statuses; those without any are left out.

    Raises PortalError when nothing is left.
    """
    kept = [
        replace(bank, questions=tuple(one for one in bank.questions if one.status in statuses))
        for bank in banks
    ]
    kept = [bank for bank in kept if bank.questions]
    if not kept:
        raise PortalError("选中的单元里没有这样的题。换一个 --status（all 是全部），或者换一个单元。")
    return kept


def jobs_for(form: Form, banks: Sequence[Bank], name: str, out: Path | None) -> list[Job]:
    """Return which files are to be written; `name` is for a file that nobody has named.

    Raises PortalError when `out` does not fit the form.
    """
    ending = form.tail + form.suffixes[0]
    is_file = out is not None and bool(out.suffix) and not out.is_dir()
    if out is not None and is_file and out.suffix.lower() not in form.suffixes:
        fitting = " 或 ".join(form.suffixes)
        raise PortalError(f"--out {out} 的后缀和格式不合：改成 {fitting}，或者写一个文件夹。")
    if form.per_unit and len(banks) > 1:
        if is_file:
            raise PortalError(f"这种格式一个单元一个文件，这里有 {len(banks)} 个单元：--out 写一个文件夹。")
        return [Job((out or Path()) / f"{bank.unit_id}{ending}", (bank,)) for bank in banks]
    named = out if out is not None and is_file else (out or Path()) / f"{name}{ending}"
    return [Job(named, tuple(banks))]


def write_template(
    name: str, targets: Sequence[str], catalogue: Catalogue, out: Path | None, place: Place
) -> str:
    """Write something to fill in, with the objectives of a unit if one is named; return what was written.

    Raises PortalError for a form that nobody writes by hand, and for more than one unit.
    """
    units = [_unit_named(target, catalogue) for target in targets]
    if len(units) > 1:
        raise PortalError("空表一次写一个单元的。只写一个单元，或者不写单元。")
    form = _template_form(name, units[0] if units else None)
    [job] = jobs_for(form, (), f"{units[0].id}-空表" if units else "题目空表", out)
    place.check(job.out)
    place.write(job.out, lambda part: form.write((), catalogue, part))
    return f"写好了 {job.out}。填好以后用 portal import 导入。"


def _template_form(name: str, unit: Unit | None) -> Form:
    """Return a form whose writer writes something to fill in, whatever the banks are."""
    if name not in ("xlsx", "csv", "gift"):
        raise PortalError("这种格式没有空表。用 --to xlsx（Excel）、csv 或 gift。")
    from portal.exports.questions.gift import write_template_gift
    from portal.exports.questions.spreadsheet import write_template_spreadsheet

    fill = write_template_gift if name == "gift" else write_template_spreadsheet

    def write(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
        fill(unit, out)
        return ()

    return Form(write, (".txt", ".gift"), ".gift") if name == "gift" else Form(write, (f".{name}",))


def told(job: Job, lost: Sequence[str]) -> str:
    """Return what was written, and what the form could not hold."""
    questions = [question for bank in job.banks for question in bank.questions]
    drafts = sum(question.status == "draft" for question in questions)
    retired = sum(question.status == "retired" for question in questions)
    parts = [f"{word} {count}" for word, count in (("草稿", drafts), ("停用", retired)) if count]
    besides = f"（{'、'.join(parts)}）" if parts else ""
    lines = [f"写好了 {job.out}：{len(job.banks)} 个单元，选中 {len(questions)} 题{besides}。"]
    lines += [f"    {sentence}" for sentence in lost[:_MOST_SAID]]
    if len(lost) > _MOST_SAID:
        lines.append(f"    还有 {len(lost) - _MOST_SAID} 处没有列出来。")
    return "\n".join(lines)
