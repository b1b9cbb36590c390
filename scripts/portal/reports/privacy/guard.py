"""What one run keeps back: groups too small, and in a pseudonymous report everything that names somebody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from portal.reports.identity import Who
from portal.reports.plan import Plan
from portal.reports.privacy.codes import Pseudonyms, open_codes
from portal.reports.privacy.disguise import Disguise, known_of
from portal.reports.privacy.groups import USUAL, Groups
from portal.reports.privacy.holdings import Holdings
from portal.reports.privacy.lookup import Lookup
from portal.reports.privacy.past import Past, note_report
from portal.reports.scope import Scope
from portal.reports.sheets import Run
from portal.reports.sittings import Exams
from portal.reports.tables import sql_text

NO_LISTS = "化名报告里没有通过名单：学习记录上要写姓名，请用实名报告的。"
_PARTNERS = "只差一组就能推算出来的时候，再多略去一组"
_PSEUDONYMS = (
    "编号、学校、区县、班级、文件都换成了化名，同一个人每次是同一个；姓名、备注、学校自己的课题、疑点的具体情形、"
    "读不出的原因和作答的钟点没有写。人少的学校合在一起，算一所。化名不是匿名：熟悉一所学校的人仍可能认出同事，请不要公开"
)


@dataclass(frozen=True)
class Guard:
    """Stands between what was staged and all that is written."""

    groups: Groups = field(default_factory=Groups)
    disguise: Disguise | None = None
    """None in the named report."""
    store: Path | None = None
    """Where it is noted which reports were made; None notes it nowhere."""

    def rank(self, who: Who) -> str:
        """Return what comes before school, number and name in the order of people, the order of all sheets.

        In a pseudonymous report it is the pseudonym: in the order of numbers or names, whoever has a list of
        the school could count down to a person. In the named one it is nothing.
        """
        return self.disguise.codes.person(who.number, who.name, who.school) if self.disguise else ""

    def stage(self, folder: Path) -> None:
        """Take out of the staged files of a folder what the report must not say."""
        if self.disguise:
            self.disguise.stage(folder, sql_text("schema.sql"))

    def run(self, run: Run) -> Run:
        """Return what is told of a run, without what the report must not say."""
        told = replace(run, kept_back=tuple(self._kept_back()))
        hidden = self.disguise
        if hidden is None:
            return told
        return replace(
            told,
            unread=hidden.unread(run.unread),
            unnamed=hidden.unnamed(run.unnamed),
            proofs=replace(run.proofs, papers=hidden.papers(run.proofs.papers)),
        )

    def unless_hidden(self, write: Callable[[], list[str]]) -> list[str]:
        """Write the lists of those who passed and return what to say of them; no pseudonym is on one."""
        return write() if self.disguise is None else [NO_LISTS]

    def holdings(self, run: Run) -> Holdings:
        """Return what lists the personal data of the report while it is written."""
        sources = f"{run.records} 份记录" + ("、名单" if run.has_roster else "")
        return Holdings(sources, self.disguise is not None)

    def keep(self) -> None:
        """Keep the table that leads back from pseudonyms; before the report itself is in its place."""
        if self.disguise:
            self.disguise.lookup.keep()

    def note(self, out: Path, run: Run, people: int) -> None:
        """Note in the store that a report with so many people stands in a folder."""
        if self.store and self.store.is_dir():
            codes = "是" if self.disguise else "否"
            folder, day = str(out.resolve()), run.today.day.isoformat()
            note_report(self.store, Past(folder, day, str(people), str(run.records), codes))

    def _kept_back(self) -> Iterator[tuple[str, str]]:
        if self.groups.least:
            yield "人少的组", f"实考少于 {self.groups.least} 人的组不写学完、通过和通过率；{_PARTNERS}"
        if self.disguise:
            yield "化名", _PSEUDONYMS


@contextmanager
def guarding(
    store: Path, kind: Pseudonyms | None, least: int | None, scope: Scope, plan: Plan, exams: Exams
) -> Iterator[Guard]:
    """Give what keeps back in one run; what is not kept by the end is thrown away.

    `kind`: None for the named report. `least`: the people a group must have; None: what is usual, 1: no
    limit. Raises PortalError when the store's key cannot be read.
    """
    if kind is None:
        yield Guard(Groups(least or 0), None, store)
        return
    least = USUAL if least is None else least
    known = known_of([*exams.fronts, *(track.slug for track in scope.tracks)], plan.titles, scope.questions)
    codes = open_codes(store, kind)
    with Lookup(None if kind is Pseudonyms.ONCE else store) as lookup:
        yield Guard(Groups(least), Disguise(codes, known, lookup, least), store)
