"""A small project on disk and drafts made by hand, for the tests of taking questions in. Asserts nothing."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from small_project import write_project

from portal.commands.import_.judging import judge
from portal.imports.draft import Draft, DraftChoice, Spot
from portal.imports.taking import Entry, Taken, Wishes, take
from portal.imports.writing import Writing, write
from portal.load import load
from portal.load.one_bank import read_bank
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.model.finding import Severity

SOURCE = Path("题库.xlsx")
HERE = Wishes(unit="c-first-steps")
BANK = "quizzes/c/first-steps.yml"


def choices(*texts: str, right: str = "A") -> tuple[DraftChoice, ...]:
    return tuple(DraftChoice(text, chr(ord("A") + at) in right) for at, text in enumerate(texts))


def single(row: int = 2, **changes: object) -> Draft:
    """Return a whole question; `changes` are fields of `Draft`."""
    facts: dict[str, object] = {
        "prompt": "学生红着眼睛来到办公室，不说话。你先做什么？",
        "type": "single",
        "choices": choices("问他为什么哭", "请他坐下，等一等", "打电话给家长", right="B"),
        "explanation": "先让他缓过来。",
        "objective": "notice",
        "status": "published",
    }
    return Draft(Spot("单选题", row), **(facts | changes))  # type: ignore[arg-type]


class Room:
    """A project that drafts are taken into, as `portal import` does it."""

    def __init__(self, root: Path) -> None:
        self.root = write_project(root)
        self.catalogue = _base()

    def bank(self, unit: str = "c-first-steps") -> Bank:
        return self.catalogue.bank_of[unit]

    def look(self, drafts: Sequence[Draft], wishes: Wishes = HERE) -> Taken:
        return take([Entry(SOURCE, draft) for draft in drafts], self.catalogue, wishes)

    def told(self, drafts: Sequence[Draft], wishes: Wishes = HERE, severity: Severity = "error") -> list[str]:
        """Return what is wrong with the drafts: by themselves, else by the rules."""
        taken = self.look(drafts, wishes)
        faults = list(taken.faults)
        if all(fault.problem.severity == "warning" for fault in faults):
            faults += judge(self.catalogue, self.texts(drafts, wishes), taken.pictures, iter)
        return [
            f"{one.spot}：{one.reason}\n    {one.cure}"
            for one in (fault.problem for fault in faults)
            if one.severity == severity
        ]

    def texts(self, drafts: Sequence[Draft], wishes: Wishes = HERE) -> list[Writing]:
        return write(self.root, self.catalogue, self.look(drafts, wishes).rows)

    def put(self, drafts: Sequence[Draft], wishes: Wishes = HERE) -> Taken:
        """Take the drafts in; the caller knows that nothing is wrong with them."""
        taken = self.look(drafts, wishes)
        if any(fault.problem.severity == "error" for fault in taken.faults):
            raise ValueError(taken.faults)
        for one in write(self.root, self.catalogue, taken.rows):
            (self.root / one.path).write_bytes(one.after)
            self.read(one.track, one.slug)
        return taken

    def read(self, track: str, slug: str) -> None:
        """Look at a bank again that has been changed on the disk."""
        text = (self.root / "quizzes" / track / f"{slug}.yml").read_text("utf-8")
        new, _ = read_bank(text, track, slug)
        others = [bank for bank in self.catalogue.banks if bank.unit_id != f"{track}-{slug}"]
        self.catalogue = replace(self.catalogue, banks=(*others, *([new] if new else [])))


@cache
def _base() -> Catalogue:
    with TemporaryDirectory() as folder:
        return load(write_project(Path(folder))).catalogue
