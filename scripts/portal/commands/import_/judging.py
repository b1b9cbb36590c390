"""Joins import, load and checks: what the rules would say of the banks that an import is about to write."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from portal.checks import Rule, run
from portal.errors import PortalError
from portal.imports.draft import Problem, Spot
from portal.imports.taking import Fault, Row, row_of
from portal.imports.writing import Writing
from portal.load.one_bank import read_bank
from portal.model.bank import Bank
from portal.model.body import Body
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding
from portal.model.picture import Picture, shape_of

Watched = Callable[[Sequence[Rule]], Iterable[Rule]]


def judge(
    catalogue: Catalogue, writings: Sequence[Writing], pictures: Mapping[str, bytes], watched: Watched
) -> list[Fault]:
    """Return what the rules find in the changed banks and did not find before, at its place in the source.

    Raises PortalError if a text does not say what it was written for: then the fault is the program's.
    """
    if not writings:
        return []
    banks = {writing.path: _read(writing) for writing in writings}
    before = _about_banks(catalogue, catalogue.banks, {})
    others = [bank for bank in before.banks if bank.marks.path not in banks]
    together = sorted((*others, *banks.values()), key=lambda bank: bank.marks.path)
    found = _findings(_about_banks(catalogue, together, pictures), banks, watched)
    known = Counter(map(_kind, _findings(before, banks, watched))) if found else Counter()
    faults = []
    for finding in found:
        known[_kind(finding)] -= 1
        if known[_kind(finding)] < 0:
            faults.append(_fault(finding, banks, writings))
    return sorted(faults)


def _read(writing: Writing) -> Bank:
    bank, findings = read_bank(writing.after.decode("utf-8-sig"), writing.track, writing.slug)
    if bank is None or bank.questions != writing.wanted or findings:
        what = findings[0].as_text() if findings else "有一道题读回来和写进去的不一样"
        raise PortalError(f"{writing.path} 没有写成，题库没有动：{what}。请把这一行告诉维护门户的人。")
    return bank


def _about_banks(catalogue: Catalogue, banks: Sequence[Bank], pictures: Mapping[str, bytes]) -> Catalogue:
    """Return the catalogue with these banks, without the words of the pages: an import leaves them alone."""
    nothing = Body("", 1, "", ())
    new = {path.removeprefix("docs/"): data for path, data in pictures.items()}
    shown = {path: Picture(Path(path), len(data), shape_of(data)) for path, data in new.items()}
    return replace(
        catalogue,
        banks=tuple(banks),
        units=tuple(replace(unit, body=nothing) for unit in catalogue.units),
        tracks=tuple(replace(track, body=nothing) for track in catalogue.tracks),
        grades=(),
        lessons=(),
        guides=(),
        calendar=None,
        includes={},
        files=catalogue.files | set(new),
        pictures={**catalogue.pictures, **shown},
    )


def _findings(catalogue: Catalogue, banks: Mapping[str, Bank], watched: Watched) -> list[Finding]:
    """Return the findings that questions can have caused."""
    found = run(catalogue, watched)
    return [one for one in found if one.place.path in banks or one.code.startswith("Q")]


_OF_THE_WHOLE = ("Q111", "Q112", "Q118")
"""Rules whose sentence counts the questions of a bank or track: it is another one after each import."""


def _kind(finding: Finding) -> tuple[str, ...]:
    """Return what makes a finding the same one as before, whatever line it has moved to."""
    words = () if finding.code in _OF_THE_WHOLE else (finding.reason,)
    return (finding.code, finding.place.path, *words)


def _fault(finding: Finding, banks: Mapping[str, Bank], writings: Sequence[Writing]) -> Fault:
    writing = next((one for one in writings if one.path == finding.place.path), writings[0])
    row = _row(finding, banks, writing)
    reason = f"{finding.place.path}：{finding.reason}"
    if row:  # whoever looks at a table sees rows, not ids
        reason = re.sub(rf"题目 '{row.question.id}' ?", "这道题", finding.reason)
        reason = _in_rows(reason, row, writings)
    spot = row.entry.draft.spot if row else Spot()
    source = (row or writing.rows[0]).entry.source
    return Fault(source, Problem(spot, reason, finding.cure, finding.severity))


_ELSEWHERE = re.compile(r" ?(quizzes/[a-z0-9/-]+\.yml) 的 '([a-z0-9-]+)' ?")


def _in_rows(reason: str, row: Row, writings: Sequence[Writing]) -> str:
    """Return a reason that names another question's row, where that one comes in with the same import."""
    there = {(one.path, other.question.id): other for one in writings for other in one.rows}

    def place(named: re.Match[str]) -> str:
        other = there.get((named[1], named[2]))
        return row_of(other, row) if other else named[0]

    return _ELSEWHERE.sub(place, reason)


def _row(finding: Finding, banks: Mapping[str, Bank], writing: Writing) -> Row | None:
    """Return the row whose question a finding is about."""
    bank = banks.get(finding.place.path)
    if bank is None or bank.marks.path != writing.path:
        return None
    lines = [bank.marks.at("questions", number).line for number in range(len(bank.questions))]
    at = bisect_right(lines, finding.place.line) - 1
    if at < 0:
        return None
    return next((row for row in writing.rows if row.question.id == bank.questions[at].id), None)
