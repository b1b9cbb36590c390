"""The steps of `portal import`, one after the other; the last one alone writes into the project."""

import os
import shutil
from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from rich.console import Console

from portal.commands.import_.faults import told
from portal.commands.import_.judging import judge
from portal.errors import PortalError, said
from portal.imports.draft import Problem
from portal.imports.forms import (
    NUMBERED,
    ORIGINAL,
    Form,
    beside,
    can_be_replaced,
    form_of,
    found_files,
    marked_beside,
)
from portal.imports.homes import Unknown, find_objective, find_unit, units_of
from portal.imports.placing import place
from portal.imports.preview import preview, summary
from portal.imports.taking import Entry, Fault, Row, Wishes, take
from portal.imports.writing import write
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.progress import tracked

_MOST_ERRORS = 200
"""Kinds of problems that are printed; the marked copy has all of them."""
_MOST_WARNINGS = 10


class Import:
    """An import on its way: everything is read and judged when this has been made."""

    def __init__(self, root: Path, files: Sequence[str], wishes: Wishes) -> None:
        """Read all files and find out what the banks would be.

        Raises PortalError for files and options that make it senseless to go on.
        """
        self.root = root
        self.forms: dict[Path, Form] = {path: form_of(path) for path in found_files(files)}
        catalogue = load(root).catalogue
        _refuse_wishes(wishes, catalogue)
        entries, self.faults = self._read()
        self.taken = take(entries, catalogue, wishes)
        self.faults += self.taken.faults
        self.writings = write(root, catalogue, self.taken.rows) if self._may_go_on() else []
        if self._may_go_on():
            self.faults += judge(
                catalogue, self.writings, self.taken.pictures, lambda rules: tracked(rules, "检查")
            )

    def _may_go_on(self) -> bool:
        return all(fault.problem.severity == "warning" for fault in self.faults)

    def _read(self) -> tuple[list[Entry], list[Fault]]:
        entries: list[Entry] = []
        faults: list[Fault] = []
        for path in tracked(list(self.forms), "读取文件"):
            reading = self.forms[path].read(path)
            entries += [Entry(path, draft) for draft in reading.drafts]
            faults += [Fault(path, problem) for problem in reading.problems]
        return entries, faults

    def problems(self) -> bool:
        """Print what is wrong; mark it in copies of the files. Tell whether the import has to stop."""
        errors = [fault for fault in self.faults if fault.problem.severity == "error"]
        warnings = [fault for fault in self.faults if fault.problem.severity == "warning"]
        _print(warnings, "（提醒）", _MOST_WARNINGS)
        _print(errors, "", _MOST_ERRORS)
        if not errors:
            return False
        print(f"\n共 {len(errors)} 处要改，题库没有动。改好再导入一次。")
        self._mark()
        return True

    def _mark(self) -> None:
        by_source: defaultdict[Path, list[Problem]] = defaultdict(list)
        for fault in self.faults:
            by_source[fault.source].append(fault.problem)
        for source, problems in by_source.items():
            out = marked_beside(source)
            try:
                self.forms[source].mark(source, sorted(problems), out)
                print(f"标出问题的副本：{out.name}")
            except (OSError, PortalError) as error:
                print(f"标出问题的副本 {out.name} 没有写成：{_why(error)}")
        print("副本就在原来的文件旁边：照着改原来的文件，或者直接改副本、导入副本。")

    def show(self) -> None:
        """Print the preview."""
        if table := preview(self.taken.rows):
            Console().print(table)
        print("\n".join(summary(self.taken.rows)))

    def is_idle(self) -> bool:
        """Tell whether the banks say everything already."""
        return not self.writings

    def put_in_place(self, write_back: bool) -> None:
        """Write the banks and pictures, all or none; then the ids into the files they came from."""
        files = {writing.path: writing.after for writing in self.writings}
        before: dict[str, bytes | None] = {writing.path: writing.before for writing in self.writings}
        pictures = self.taken.pictures
        place(self.root, files | pictures, before | dict.fromkeys(pictures))
        for writing in self.writings:
            print(f"{'改了' if writing.before is not None else '新建了'} {writing.path}")
        if pictures:
            print(f"放好了 {len(pictures)} 张图")
        print("撤销：portal import --undo。")
        for source in self.forms if write_back else ():
            self._write_back(source)

    def _write_back(self, source: Path) -> None:
        rows = [row for row in self.taken.rows if row.entry.source == source]
        if all(map(_has_ids, rows)):
            return
        ending = source.suffix if can_be_replaced(source) else ".xlsx"
        part = beside(source, ".编号中", ending)
        try:
            self.forms[source].write_ids(source, [row.named for row in rows], part)
            print(_replaced(part, source) if can_be_replaced(source) else _beside(part, source))
        except (OSError, PortalError) as error:
            print(f"编号没有写回 {source.name}：{_why(error)}")
            print("题目已经收进题库；再导入同一个文件也不会重复。")
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _print(faults: Sequence[Fault], label: str, most: int) -> None:
    kinds = told(faults)
    for lines in kinds[:most]:
        print(lines)
    if len(kinds) > most:
        print(f"{label}还有 {len(kinds) - most} 种没有列出来。")


def _has_ids(row: Row) -> bool:
    draft = row.entry.draft
    return draft.id == row.named.id and all(choice.id for choice in draft.choices)


def _replaced(part: Path, source: Path) -> str:
    """Move a file with ids to where it came from, or beside it while another program holds that one."""
    kept = beside(source, ORIGINAL)
    shutil.copy2(source, kept)
    try:
        os.replace(part, source)
    except OSError as error:
        with suppress(OSError):
            kept.unlink()
        return f"{source.name} 写不了（{said(error)}）。{_beside(part, source)}"
    return f"编号写回了 {source.name}，原件存为 {kept.name}。"


def _beside(part: Path, source: Path) -> str:
    out = beside(source, NUMBERED, part.suffix)
    os.replace(part, out)
    return f"编号写在旁边的 {out.name} 里，以后改它、导入它。"


def _why(error: OSError | PortalError) -> str:
    return f"{said(error)}。" if isinstance(error, OSError) else str(error)


def _refuse_wishes(wishes: Wishes, catalogue: Catalogue) -> None:
    """Raise PortalError for a unit or objective of the command line that does not exist."""
    unit = find_unit(wishes.unit, units_of(catalogue)) if wishes.unit else None
    if isinstance(unit, Unknown):
        raise PortalError(f"--unit：{unit.reason}。{unit.cure}")
    objective = find_objective(wishes.objective, unit) if unit and wishes.objective else None
    if isinstance(objective, Unknown):
        raise PortalError(f"--objective：{objective.reason}。{objective.cure}")
