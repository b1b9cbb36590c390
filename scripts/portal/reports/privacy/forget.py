"""Forgetting somebody: out of the store at once; for files and reports, which hold them still."""

import csv
import json
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from portal.errors import PortalError, said
from portal.model.typed_text import clean
from portal.reports.identity import Who
from portal.reports.place import is_report
from portal.reports.privacy.codes import KEY_FILE, known_codes
from portal.reports.privacy.lookup import LOOKUP, drop
from portal.reports.privacy.past import PAST, Past, past_reports
from portal.reports.store.folder import MARK, check_folder, is_store, locked
from portal.reports.store.source import path_of
from portal.reports.store.store import Store

_NAMING = ("个人.csv", "缺交与名单之外.csv")
_OURS = (KEY_FILE, LOOKUP, PAST)


@dataclass(frozen=True)
class Wanted:
    """Somebody to be forgotten: by number, or by school and name."""

    said: str
    """As it was typed."""
    who: Who

    def is_meant(self, learner: str) -> bool:
        """Tell whether a record is theirs; `learner` as JSON."""
        return self.is_same(Who.of(json.loads(learner)))

    def is_same(self, who: Who) -> bool:
        """Tell whether somebody is meant: by the number, or by school and name whatever the number."""
        if self.who.number:
            return who.number == self.who.number
        return (who.school, who.name) == (self.who.school, self.who.name)


@dataclass
class Forgotten:
    """What came of it for one person."""

    wanted: Wanted
    records: int = 0
    """Records that were taken out of the store."""
    files: list[str] = field(default_factory=list)
    """Input files that hold them still."""
    reports: list[str] = field(default_factory=list)
    """Report folders in which they stand."""
    alike: int = 0
    """Records without a number under the same name and school, which were left."""

    @property
    def is_known(self) -> bool:
        """Whether anything was found of them."""
        return bool(self.records or self.reports)


def wanted_of(text: str) -> Wanted:
    """Return who is meant by a number, or by school and name as 学校/姓名.

    Raises PortalError for a text with neither.
    """
    school, slash, name = text.rpartition("/")
    if slash and clean(school) and clean(name):
        return Wanted(text, Who(clean(school), "", clean(name)))
    if not clean(text) or slash:
        raise PortalError(f"“{text}”说不准是谁：--forget 写编号，或者“学校/姓名”，如 T001、河边小学/王芳。")
    return Wanted(text, Who("", clean(text).upper(), ""))


def _heads(store: Store) -> Iterator[tuple[str, str, str]]:
    """Yield the learner as JSON, the file and the place in it of every record in a store."""
    for part in store.parts:
        heads, sources = (store.file(part, name).replace("'", "''") for name in ("heads", "sources"))
        with duckdb.connect(config={"threads": "1"}) as db:
            yield from db.execute(
                f"select h.learner, s.path, s.inside from '{heads}' h"
                f" join '{sources}' s on s.source = h.source"
                " order by s.path, s.inside, h.record"
            ).fetchall()


def _shown(kept: str, inside: str) -> str:
    file = str(path_of(kept))
    return f"{file}（{inside}）" if inside else file


def _rows(folder: Path) -> Iterator[dict[str, str]]:
    for name in _NAMING:
        try:
            with (folder / name).open(encoding="utf-8-sig", newline="") as table:
                yield from csv.DictReader(table)
        except (OSError, ValueError, csv.Error):
            continue


def _plain(row: dict[str, str], title: str) -> str:
    return (row.get(title) or "").removeprefix("'")


def _stands_in(report: Past, one: Wanted, codes: Collection[str]) -> bool:
    for row in _rows(Path(report.folder)):
        number = _plain(row, "编号")
        if report.codes == "是":
            if number in codes:
                return True
        elif one.is_same(Who(_plain(row, "学校"), number, _plain(row, "姓名"))):
            return True
    return False


def _look(store: Store, one: Wanted, reports: Sequence[Past]) -> Forgotten:
    """Find everything of somebody. Raises PortalError when school and name are those of several people."""
    found = Forgotten(one)
    theirs: list[Who] = []
    unnumbered: list[Who] = []
    for learner, path, inside in _heads(store):
        who = Who.of(json.loads(learner))
        if one.is_same(who):
            found.files.append(_shown(path, inside))
            theirs.append(who)
        elif not who.number and who.key:
            unnumbered.append(who)
    numbers = sorted({who.number for who in theirs} - {""})
    if len(numbers) > 1:
        raise PortalError(
            f"{one.said} 有 {len(numbers)} 个编号：{'、'.join(numbers)}。什么也没有删，请写编号。"
        )
    found.files = list(dict.fromkeys(found.files))
    names = {(who.school, who.name) for who in theirs}
    found.alike = sum((who.school, who.name) in names for who in unnumbered)
    codes = _codes(store.folder, {one.who, *theirs})
    found.reports = [report.folder for report in reports if _stands_in(report, one, codes)]
    return found


def _codes(folder: Path, people: Iterable[Who]) -> set[str]:
    known = known_codes(folder)
    return {known.person(who.number, who.name, who.school) for who in people} if known else set()


def forget(store: Store, people: Sequence[Wanted]) -> list[Forgotten]:
    """Take people out of a store and its table of pseudonyms; tell where they stand still.

    Nothing outside the store is touched. Doing it again finds nothing more and does no harm.
    """
    reports = past_reports(store.folder)
    done = [_look(store, one, reports) for one in people]
    for one in done:
        one.records = store.forget(one.wanted.is_meant)
    _drop_codes(store.folder, people)
    return done


def _drop_codes(folder: Path, people: Sequence[Wanted]) -> None:
    meant = set()
    if (folder / LOOKUP).is_file():
        with (folder / LOOKUP).open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                who = Who(_plain(row, "学校"), _plain(row, "编号"), _plain(row, "姓名"))
                if any(one.is_same(who) for one in people if who.number or who.name):
                    meant.add(row["化名"])
        drop(folder, meant)


def lost_reports(folder: Path) -> list[Past]:
    """Return the reports that no longer stand where they were made: nobody can look into them."""
    return [one for one in past_reports(folder) if not is_report(Path(one.folder))]


def forget_all(folder: Path, project: Path | None) -> list[Past]:
    """Delete a store; return the reports that were made with it, which stay.

    What is not ours in the folder stays, and so does the folder then. Raises PortalError when the folder is
    no store, or something in it cannot be deleted.
    """
    check_folder(folder, project)
    if not is_store(folder):
        return []
    reports = past_reports(folder)
    try:
        with locked(folder):
            for place in sorted(folder.iterdir()):
                if place.name.startswith(("part-", ".making-", ".old-")):
                    shutil.rmtree(place)
                elif place.name in _OURS or (place.name.startswith(".") and place.name.endswith(".new")):
                    place.unlink()
        (folder / MARK).unlink()
        if not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise PortalError(f"{folder} 没有删干净：{said(error)}。关掉用着它的程序，再运行一次。") from error
    return reports


def words_of(done: Sequence[Forgotten], lost: Sequence[Past]) -> Iterator[str]:
    """Yield what to tell about people who were forgotten."""
    for one in done:
        name = one.wanted.said
        if not one.is_known:
            yield f"{name}：留存里没有这个人的记录，以前的报告里也没有找到。核对一下编号，或者写“学校/姓名”。"
            continue
        yield f"{name}：{_deleted(one.records)}"
        yield from _listed("这些文件里还有，没有动；不删掉，下次汇总又会读进来：", one.files)
        again = "删掉上面的文件以后重新出一次" if one.files else "从名单里去掉以后重新出一次"
        yield from _listed(f"这些报告里还有，请整个删掉，或者{again}：", one.reports)
        if one.alike:
            yield f"　另有 {one.alike} 份没有编号的记录，姓名和学校相同，没有动。是同一人，再写“学校/姓名”。"
    if done and lost:
        yield from _listed("这些报告不在原处了，没有办法查；挪到别处的，请自己看一看：", [
            f"{one.folder}（{one.day}，{one.people} 人）" for one in lost
        ])  # fmt: skip


def _deleted(records: int) -> str:
    return f"从留存里删掉了 {records} 份记录。" if records else "留存里没有这个人的记录，不用删。"


def _listed(words: str, items: Sequence[Any]) -> Iterator[str]:
    if items:
        yield f"　{words}"
        yield from (f"　　{item}" for item in items)
