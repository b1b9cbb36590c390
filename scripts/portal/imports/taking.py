"""Drafts + catalogue → what the banks are to hold; every draft that cannot be taken says why, all at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from portal.imports.draft import Draft, Named, Problem
from portal.imports.homes import Unknown, find_objective, find_unit, the_objective, units_of
from portal.imports.known import Known
from portal.imports.making import faults_of, make, status_of, type_of
from portal.imports.meaning import meaning_faults
from portal.imports.pictures import Shelf
from portal.model.bank import BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.model.finding import Severity
from portal.model.likeness import letters, prompt_runs, twins
from portal.model.unit import Unit
from portal.progress import tracked

Change = Literal["new", "changed", "same"]


@dataclass(frozen=True)
class Wishes:
    """What the command's options say for all questions that say nothing themselves."""

    unit: str = ""
    objective: str = ""
    status: str = ""
    accept_new: bool = False
    """Whether a question that is nearly one of the bank's is taken for a new one."""


@dataclass(frozen=True)
class Entry:
    """A draft and the file it came from."""

    source: Path
    draft: Draft

    def fault(self, reason: str, cure: str, severity: Severity = "error") -> "Fault":
        """Return a problem at this draft's place."""
        return Fault(self.source, Problem(self.draft.spot, reason, cure, severity))


@dataclass(frozen=True, order=True)
class Fault:
    """A problem and the file it is in."""

    source: Path
    problem: Problem


@dataclass(frozen=True)
class Row:
    """A draft that found its place."""

    entry: Entry
    unit: Unit
    question: Question
    old: Question | None
    choice_ids: tuple[str, ...]
    """In the order of the file."""

    @property
    def change(self) -> Change:
        """Whether it is new, changes its old question, or says the same."""
        return "new" if self.old is None else "same" if self.question == self.old else "changed"

    @property
    def has_new_key(self) -> bool:
        """Whether old answers will be graded otherwise than before."""
        if self.old is None or self.old.status == "draft":
            return False
        return _key(self.question) != _key(self.old)

    @property
    def named(self) -> Named:
        """Its permanent ids, to be written back."""
        return Named(self.entry.draft.spot, f"{self.unit.id}/{self.question.id}", self.choice_ids)


def _key(question: Question) -> object:
    if isinstance(question, BlankQuestion):
        return question.blanks.accept
    return frozenset(question.correct_ids)


@dataclass(frozen=True)
class Taken:
    """What came of the drafts: rows in the order of the files, faults, pictures to be written."""

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    pictures: dict[str, bytes]
    """Path from the project's root → what the file holds."""


def take(entries: Sequence[Entry], catalogue: Catalogue, wishes: Wishes) -> Taken:
    """Return which questions the entries are, new or known, with everything that speaks against taking them.

    Nothing is written.
    """
    taker = _Taker(catalogue, wishes)
    rows = [row for entry in tracked(entries, "核对题目") for row in taker.row(entry)]
    taker.faults += _doubled(rows)
    if not wishes.accept_new:
        taker.faults += _nearly_known(rows, taker.known)
    return Taken(tuple(rows), tuple(sorted(taker.faults)), taker.shelf.pictures)


class _Taker:
    """Finds a place for one draft after the other."""

    def __init__(self, catalogue: Catalogue, wishes: Wishes) -> None:
        self.catalogue = catalogue
        self.wishes = wishes
        self.units = units_of(catalogue)
        self.faults: list[Fault] = []
        self.passed_over: set[str] = set()
        """Names of units that lead nowhere, told once each."""
        self.known: dict[str, Known] = {}
        self.shelf = Shelf(catalogue)

    def row(self, entry: Entry) -> Iterator[Row]:
        """Yield the row of a draft; note why, if there is none."""
        draft = entry.draft
        found = self._home(entry)
        wrong = [*faults_of(draft, type_of(draft))]
        if isinstance(found, Unknown):
            wrong.append((found.reason, found.cure))
        if isinstance(found, Unknown) or wrong:
            self.faults += [entry.fault(*fault) for fault in wrong]
            return
        known = self._known(found)
        draft, picture_faults = self.shelf.settle(draft, found)
        id_, old, fault = known.identify(draft)
        objective = self._objective(draft, old, found)
        wrong += picture_faults
        wrong += [fault] if fault else []
        if isinstance(objective, Unknown):
            self.faults += [entry.fault(*one) for one in (*wrong, (objective.reason, objective.cure))]
            return
        question, choice_ids, refusals = make(
            draft, old, id_, objective, status_of(draft, old, self.wishes.status)
        )
        wrong += refusals
        if question and old:
            wrong += meaning_faults(question, old, known.saying(question))
        self.faults += [entry.fault(*one) for one in wrong]
        if question:
            yield Row(entry, found, question, old, choice_ids)

    def _known(self, unit: Unit) -> Known:
        if unit.id not in self.known:
            self.known[unit.id] = Known(self.catalogue.bank_of.get(unit.id))
        return self.known[unit.id]

    def _home(self, entry: Entry) -> Unit | Unknown:
        """Return the unit of a draft: its id says it, else the file, else the option."""
        draft = entry.draft
        named = find_unit(draft.unit, self.units) if draft.unit.strip() else None
        if "/" in draft.id:
            of_id = self.catalogue.unit_of.get(draft.id.rpartition("/")[0])
            if of_id is None:
                return Unknown(f"编号“{draft.id}”里的单元不存在", "编号写“单元编号/题目编号”，或者空着。")
            if isinstance(named, Unit) and named.id != of_id.id:
                reason = f"编号“{draft.id}”是单元 {of_id.id} 的题，单元写的却是“{draft.unit}”"
                return Unknown(reason, "题目不搬家：改对单元，或者把编号清空，在新的单元里另出一题。")
            return of_id
        if isinstance(named, Unit):
            return named
        if self.wishes.unit:
            if named and draft.unit not in self.passed_over:
                self.passed_over.add(draft.unit)
                cure = "放错了就改对单元的名字，再导入一次。"
                self.faults.append(entry.fault(f"{named.reason}，按 --unit 放", cure, "warning"))
            return find_unit(self.wishes.unit, self.units)
        return named or Unknown("没有写是哪个单元的题", "加一列“单元”，或者用 --unit 写整份文件的单元。")

    def _objective(self, draft: Draft, old: Question | None, unit: Unit) -> str | Unknown:
        if draft.objective.strip():
            return find_objective(draft.objective, unit)
        if old:
            return old.objective
        return find_objective(self.wishes.objective, unit) if self.wishes.objective else the_objective(unit)


def row_of(row: Row, other: Row) -> str:
    """Return where a row stands, as somebody looking at the other one would look for it."""
    spot = row.entry.draft.spot
    same_file = row.entry.source == other.entry.source
    return f"{spot}" if same_file else f"{row.entry.source.name} {spot}"


def _doubled(rows: Sequence[Row]) -> Iterator[Fault]:
    """Yield a fault for each question that stands twice: by its id, or by what it says."""
    by_id: dict[tuple[str, str], Row] = {}
    by_words: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        first = by_id.setdefault((row.unit.id, row.question.id), row)
        if first is not row:
            yield _is_double(row, first)
            continue
        words = letters(row.question.prompt)
        same = by_words[row.unit.id, words]
        if len(words) >= 12 and (twin := next((one for one in same if not (one.old and row.old)), None)):
            cure = "留下一行；确实是两道题，就把题干写得分得开。"
            yield row.entry.fault(f"题干和{row_of(twin, row)}一样", cure)
        same.append(row)


def _is_double(row: Row, first: Row) -> Fault:
    has_id = bool(row.entry.draft.id)
    which = f"（{row.question.id}）" if has_id else ""
    but = "，答案却不一样" if _key(row.question) != _key(first.question) else ""
    cure = "留下一行，删掉另一行" + ("；确实是两道题，就把这一行的编号清空。" if has_id else "。")
    return row.entry.fault(f"和{row_of(first, row)}是同一道题{which}{but}", cure)


def _nearly_known(rows: Sequence[Row], known: dict[str, Known]) -> Iterator[Fault]:
    """Yield a fault for each new question that is nearly one of its bank's: perhaps that one, edited."""
    for unit_id, bank in known.items():
        new = [row for row in rows if row.unit.id == unit_id and row.old is None]
        olds = bank.questions if new else ()
        runs = [prompt_runs(question.prompt) for question in (*olds, *(row.question for row in new))]
        seen: set[int] = set()
        for position, other in twins(runs):
            if position >= len(olds) > other and position not in seen:
                seen.add(position)
                yield _is_like(new[position - len(olds)], olds[other].id)
        for number, row in enumerate(new, len(olds)):
            if number not in seen and (old := bank.reworded(row.question)):
                yield _is_like(row, old.id)


def _is_like(row: Row, old: str) -> Fault:
    cure = f"要更新那一题，就在编号里填 {old}；确实是另一道题，导入时加 --new。"
    return row.entry.fault(f"像是 {old} 改过的，不知道是更新还是新增", cure)
