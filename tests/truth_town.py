"""Keeps account of who handed in what, and of what a report must make of it. Holds no assertions."""

import csv
import io
import json
import random
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from truth_people import BEGIN, Course, Json, Learner, as_table

from portal.model.moves import moved_ids
from portal.records import code

COUNTIES = {"一小": "甲县", "二小": "甲县", "三小": "乙县", "四小": "乙县"}
NO_COUNTY = "（未填区县）"
SCHOOLS = tuple(COUNTIES)
DAY = "2026-12-20"


@dataclass
class Truth:
    """What a report on the folder must say, known before any report was made."""

    day: str = DAY
    records: int = 0
    """How many records can be read, nameless ones too."""
    people: dict[str, str] = field(default_factory=dict)
    """Number, or name where there is none → 通过, 未通过 or 没有参加; everybody who handed in."""
    schools: dict[str, dict[str, int]] = field(default_factory=dict)
    """School → 应考, 缺交, 交记录, 实考, 学完单元, 通过, 名单内实考, 名单内通过."""
    counties: dict[str, dict[str, int]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    """Numbers on the list of which study records are made."""
    unread: dict[str, str] = field(default_factory=dict)
    """File → a part of the reason, for what should have been a record."""
    passed_over: dict[str, str] = field(default_factory=dict)
    """File → a part of the reason, for what is not even opened."""
    nameless: list[str] = field(default_factory=list)
    flags: list[tuple[str, str, str]] = field(default_factory=list)
    """(number or name, kind, a part of the evidence), sorted; no other pair of person and kind may appear."""
    items: dict[str, tuple[int, int, int, int, int]] = field(default_factory=dict)
    """Question → people, first answers judged and right, latest answers judged and right."""
    periods: list[tuple[str, int, int, int, float, float, float, int]] = field(default_factory=list)
    """School, grade, month, classes, periods taught, due, lacking, classes that reach the quota."""

    def to_json(self) -> str:
        """Return the truth as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)


@dataclass
class Case:
    """One person: on the roster or not, with or without a record, and what stands in the proofs."""

    learner: Learner
    key: str
    """How the report names this person: the number, or the name where there is none."""
    listed: bool = True
    handed_in: bool = True
    confirmed: bool = True
    assessed: bool | None = True
    mock: bool = True
    """Whether the best mock exam suffices, where the track asks for one."""
    roster: tuple[str, str] | None = None
    """Number and name as the roster has them, where they differ from the record's."""


class Town:
    """Everything that comes in, file by file, and the truth of it."""

    def __init__(self, course: Course, seed: int) -> None:
        """Begin with nobody."""
        self.course, self.chance = course, random.Random(seed)
        self.truth = Truth()
        self.files: dict[str, bytes] = {}
        self.whose: dict[str, str] = {}
        """File with one plain record → whose it is."""
        self.cases: list[Case] = []
        rules = course.catalogue.published_tracks[0].front.rules
        self._mock, self._assessment = rules.mock_exam == "required", rules.assessment == "required"
        self.practice = tuple(one.id for one in rules.practice)
        self.examined = course.track in course.catalogue.published_exams

    @property
    def moves(self) -> tuple[str, str] | None:
        """Return the id of a unit that moved, and one that it had before."""
        found = (
            (now, old) for old, now in moved_ids(self.course.catalogue).items() if now in self.course.units
        )
        return next(found, None)

    def quota(self, grade: int) -> int:
        """Return the periods due for each class and month."""
        said = {one.front.grade: one.front.periods for one in self.course.catalogue.grades}
        return said.get(grade) or 2

    def someone(self, what: str, school: str = "", number: str | None = None, **of_case: Any) -> Case:
        """Return a new person, who has done nothing yet; `what` becomes part of the (invented) name."""
        place = len(self.cases)
        code_ = f"T{place:03}" if number is None else number
        at = BEGIN + 7200 * place
        where = school or SCHOOLS[place % len(SCHOOLS)]
        learner = Learner(self.course, self.chance, what, code_, where, at)
        case = Case(learner, code_ or what, **of_case)
        self.cases.append(case)
        return case

    def studied(self, what: str, slips: float = 0.2, short: Iterable[str] = (), **more: Any) -> Case:
        """Return somebody who went through all units and sat the mock exam."""
        case = self.someone(what, **more)
        case.learner.study(self.course.units, slips, short)
        if self.examined:
            case.learner.sit(10**6 if case.mock else 0)
        return case

    def put(self, name: str, data: bytes | str) -> str:
        """Put a file into the folder; return its name."""
        if name in self.files:
            raise ValueError(f"{name} is there already")
        self.files[name] = data if isinstance(data, bytes) else data.encode()
        return name

    def hand_in(self, case: Case, record: Json | None = None, form: str = "json") -> str:
        """Hand a record in as file, table or pasted code; return the file's name."""
        made = case.learner.record() if record is None else record
        stem = f"{case.learner.school or '无校'}/学习记录-{len(self.files):03}"
        self.truth.records += 1
        if form == "csv":
            return self.put(f"{stem}.csv", as_table(made))
        if form == "txt":
            return self.put(f"{stem}.txt", f"老师 10:30\n{code.encode(made)}\n收到，谢谢！")
        self.whose[f"{stem}.json"] = case.key
        return self.put(f"{stem}.json", json.dumps(made, ensure_ascii=False))

    def within(self, case: Case) -> str:
        """Count a record that comes inside something else; return it as JSON."""
        self.truth.records += 1
        return json.dumps(case.learner.record(), ensure_ascii=False)

    def flag(self, case: Case, kind: str, evidence: str = "") -> None:
        """Say that a report has to point something out."""
        self.truth.flags.append((case.key, kind, evidence))

    def broken(self, name: str, data: bytes | str, reason: str) -> None:
        """Put in a file without a record."""
        self.truth.unread[self.put(name, data)] = reason

    def passed_over(self, name: str, data: bytes | str, reason: str) -> None:
        """Put in a file that is none to be opened."""
        self.truth.passed_over[self.put(name, data)] = reason

    def _done(self, case: Case) -> bool:
        """Tell whether all units are done."""
        right = {question for question, (_, latest) in case.learner.sheet.items() if latest == 1}
        return all(
            sum(one in right for one in ids) >= self.course.needed(unit)
            for unit, ids in self.course.units.items()
        )

    def passes(self, case: Case) -> bool:
        """Tell whether somebody meets every rule."""
        mock = case.mock or not self._mock
        assessed = case.assessed is True or not self._assessment
        return self._done(case) and mock and assessed and (case.confirmed or not self.practice)

    def _counts(self, cases: list[Case]) -> dict[str, int]:
        here = [case for case in cases if case.handed_in]
        took = [
            case
            for case in here
            if any(latest >= 0 or first >= 0 for first, latest in case.learner.sheet.values())
        ]
        passed = [case for case in here if self.passes(case)]
        return {
            "应考": sum(case.listed for case in cases),
            "缺交": sum(case.listed and not case.handed_in for case in cases),
            "交记录": len(here),
            "实考": len(took),
            "学完单元": sum(map(self._done, here)),
            "通过": len(passed),
            "名单内实考": sum(case.listed for case in took),
            "名单内通过": sum(case.listed for case in passed),
        }

    def _verdict(self, case: Case) -> str:
        if self.passes(case):
            return "通过"
        return "未通过" if any(max(pair) >= 0 for pair in case.learner.sheet.values()) else "没有参加"

    def _item(self, question: str) -> tuple[int, int, int, int, int]:
        sheets = [case.learner.sheet for case in self.cases if case.handed_in]
        firsts, latests = zip(*(sheet[question] for sheet in sheets if question in sheet), strict=True)
        return (
            len(firsts), sum(one >= 0 for one in firsts), sum(one == 1 for one in firsts),
            sum(one >= 0 for one in latests), sum(one == 1 for one in latests),
        )  # fmt: skip

    def closed(self) -> Truth:
        """Return the whole truth, now that everybody has handed in."""
        truth, cases = self.truth, self.cases
        for case in cases:
            if not case.handed_in:
                truth.missing.append(case.key)
                continue
            truth.people[case.key] = self._verdict(case)
            truth.outside += [] if case.listed else [case.key]
            truth.passed += [case.key] if case.listed and self.passes(case) else []
        schools = dict.fromkeys(case.learner.school for case in cases)
        truth.schools = {
            school: self._counts([case for case in cases if case.learner.school == school])
            for school in schools
        }
        county_of = {school: COUNTIES.get(school, NO_COUNTY) for school in schools}
        truth.counties = {
            county: self._counts([one for one in cases if county_of[one.learner.school] == county])
            for county in dict.fromkeys(county_of.values())
        }
        truth.items = {question: self._item(question) for question in self.course.questions}
        truth.flags.sort()
        return truth

    def roster(self) -> str:
        """Return the roster as CSV."""
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(["编号", "姓名", "学校", "区县", "轨道"])
        for case in (one for one in self.cases if one.listed):
            number, name = case.roster or (case.learner.number, case.learner.name)
            school = case.learner.school
            table.writerow([number, name, school, COUNTIES.get(school, ""), self.course.track])
        return "\ufeff" + text.getvalue()

    def confirmed(self) -> str:
        """Return what schools confirm, as CSV."""
        rows = ["编号,轨道,项目,日期,确认人"]
        for case in (one for one in self.cases if one.confirmed and one.handed_in and one.learner.number):
            rows += [f"{case.key},{self.course.track},{item},2026-11-20,教导处" for item in self.practice]
        return "\ufeff" + "\r\n".join(rows)

    def results(self) -> str:
        """Return the results of a formal assessment."""
        people = [
            {"number": case.key, "name": case.learner.name, "school": case.learner.school,
             "right": 9 if case.assessed else 1, "total": 10, "passed": case.assessed}
            for case in self.cases if case.assessed is not None and case.handed_in and case.learner.number
        ]  # fmt: skip
        head = {
            "schema": "portal-results/1",
            "assessment": "november",
            "track": self.course.track,
            "pass_percent": 80,
        }
        return json.dumps(head | {"people": people}, ensure_ascii=False)
