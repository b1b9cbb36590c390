"""Joins all that may be wrong with an assessment: its plan, its banks, its list, and what is no secret."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.commands.paper.reading import Read, read_people, read_plan, shown
from portal.credentials.candidates import Problem
from portal.credentials.folder import PLAN, check_place, hide_from_git
from portal.credentials.plan_rules import plan_findings
from portal.credentials.public_questions import (
    SITES,
    ever_committed,
    has_history,
    in_history,
    in_site,
)
from portal.credentials.secrecy import PublicQuestion, Watch, of_bank
from portal.load import load
from portal.model.bank import Bank
from portal.model.finding import Finding, Place
from portal.model.paper import Candidate
from portal.progress import tracked


@dataclass(frozen=True)
class Judged:
    """What stands in a folder, and everything that is wrong with it."""

    read: Read
    findings: tuple[Finding, ...]
    """Sorted."""
    list_file: Path | None
    people: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    """With the list of candidates."""
    compared: int
    """Public questions that the private ones were compared with."""
    release: str
    """Of the site, as papers name it."""

    @property
    def is_sound(self) -> bool:
        """Whether papers may be made of it."""
        return not self.problems and not any(finding.severity == "error" for finding in self.findings)


def judge(root: Path, folder: Path) -> Judged:
    """Return an assessment with all that is wrong in it.

    Raises PortalError where the folder lies in the site, or the list cannot be read at all.
    """
    check_place(root, folder)
    hide_from_git(folder)
    read = read_plan(root, folder)
    findings = list(read.findings)
    file, people, problems = read_people(folder)
    if read.plan:
        findings += plan_findings(read.plan)
        findings += _missing_list(read, shown(root, folder), file)
    secret = _Secrecy(root, folder)
    findings += secret.findings(read.catalogue.banks)
    return Judged(read, tuple(sorted(findings)), file, people, problems, secret.compared, secret.release)


def _missing_list(read: Read, place: str, file: Path | None) -> Iterator[Finding]:
    if file or not read.plan:
        return
    at = Place(f"{place}/{PLAN}")
    cure = "写一份 candidates.csv 或 candidates.xlsx：编号、姓名、学校。"
    if read.plan.front.per_candidate:
        yield Finding(at, "A109", "一人一卷，却没有名单", cure)
    else:
        yield Finding(at, "A109", "没有名单，判分时核对不了谁该交、谁没交", cure, "warning")


class _Secrecy:
    """Holds private questions against everything that is or was public."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._place = shown(root, folder)
        self._notes: list[str] = []
        self.compared = 0
        self.release = ""

    def findings(self, banks: tuple[Bank, ...]) -> Iterator[Finding]:
        """Yield what gives private questions away, and what could not be looked at."""
        watch = Watch(banks)
        for public in self._public():
            self.compared += 1
            yield from watch.findings(public)
        for note in self._notes:
            cure = "把它弄好再查；确定里面没有这次考的题，可以不管。"
            yield Finding(Place(f"{self._place}/{PLAN}"), "A202", note, cure, "warning")
        for name in ever_committed(self._root, self._folder):
            cure = "这些题已经不算保密：换题，或者请维护仓库的人把它从历史里清掉，再从 git 里移除。"
            yield Finding(
                Place(f"{self._place}/{PLAN}"), "A203", f"{name} 在 git 里，看得到仓库的人都看得到", cure
            )

    def _public(self) -> Iterator[PublicQuestion]:
        loaded = load(self._root)
        self.release = loaded.catalogue.release
        for bank in loaded.catalogue.banks:
            for number, question in bank.numbered():
                yield of_bank(bank, question, str(bank.marks.at("questions", number, "prompt")))
        unread = sorted(path for path in loaded.catalogue.unread if path.startswith("quizzes/"))
        self._notes += [f"{path} 读不出来，没有比对。先用 portal check 改好。" for path in unread]
        for name in SITES:
            yield from in_site(self._root / name, self._notes.append)
        if has_history(self._root):
            yield from in_history(
                self._root, self._notes.append, lambda blobs: tracked(blobs, "比对 git 历史")
            )
        elif (self._root / ".git").exists():
            self._notes.append("git 的历史读不出来（可能没有装 git），没有比对以前的题库。")
