"""The pseudonymous report: nothing that was typed in outside the project gets into it."""

import csv
import itertools
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from report_records import RIGHT, make_answer, make_record

from portal.errors import PortalError
from portal.reports.assessed import SatPaper
from portal.reports.plan import Plan
from portal.reports.privacy.codes import KEY_FILE, Codes, Pseudonyms, open_codes
from portal.reports.privacy.disguise import SMALL, small_schools
from portal.reports.privacy.guard import guarding
from portal.reports.privacy.lookup import LOOKUP, Lookup
from portal.reports.privacy.texts import TEXTS, Fate, check, tables_of
from portal.reports.scope import Scope
from portal.reports.sittings import Exams
from portal.reports.tables import sql_text
from portal.reports.verdicts import Proofs

Report = Callable[..., Any]
HIDDEN = {"hidden": (Pseudonyms.SAME, None)}
EVERYBODY = range(6)
EMPTY = (
    Scope("2026.11.1", (), ()), Plan(2026, date(2026, 11, 20), {}, {}), Exams(lambda _: (), {}, {}),
)  # fmt: skip
"""A scope, plan and exams without anything in them."""


class Markers:
    """Gives a text that stands nowhere else, each time it is asked for one."""

    def __init__(self) -> None:
        self._count = itertools.count(100)
        self.given: list[str] = []

    def __call__(self, prefix: str = "") -> str:
        self.given.append(f"ZQ{next(self._count)}XJ")
        return prefix + self.given[-1]


def lesson(mark: Markers, number: int) -> dict[str, Any]:
    return {
        "lesson": "grade-5/other" if number % 2 else f"grade-5/{mark().lower()}",
        "class": mark("五"), "date": "2026-11-03", "periods": 1, "note": mark(),
        "at": "2026-11-03T09:13:27Z",
    }  # fmt: skip


def attempt(mark: Markers) -> dict[str, Any]:
    return {
        "exam": mark().lower(), "seed": 5, "started": "2026-11-03T09:13:27Z",
        "finished": "2026-11-03T09:43:28Z", "drawn": ["c-first-steps/alone"],
        "answers": {"c-first-steps/alone": ["disagree"], f"c-first-steps/{mark().lower()}": [mark()]},
    }  # fmt: skip


def marked(mark: Markers, number: int, school: str, county: str) -> tuple[dict[str, Any], str]:
    """A record with a marker wherever a text can stand, and the roster's line of somebody else."""
    values = RIGHT | {
        "c-first-steps/hotline": [mark()],
        "c-first-steps/opening": make_answer([mark()], "2026-11-02T08:13:27Z"),
        f"c-first-steps/{mark().lower()}": [mark()],
    }
    more = {
        "units": {mark().lower(): {"opened": "2026-11-02T08:00:00Z", "finished": "2026-11-01T08:00:00Z"}},
        "attempts": [attempt(mark)],
        "lessons": [lesson(mark, number)],
        "log": [],
        mark(): mark(),
    }
    record = make_record(mark("王"), mark("T"), school, values, **more)
    return record, f"{mark('M')},{mark('李')},{school},{county},c {mark()}\n"


def everything(out: Path) -> bytes:
    """All bytes of a report, its workbook unpacked."""
    found = b""
    for file in sorted(out.rglob("*")):
        found += str(file.relative_to(out)).encode() + (file.read_bytes() if file.is_file() else b"")
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                found += b"".join(name.encode() + book.read(name) for name in book.namelist())
    return found


def plant(folder: Path, mark: Markers) -> str:
    """Write records full of markers under names full of markers; return the roster."""
    roster = "编号,姓名,学校,区县,轨道\n"
    schools = [(mark("校"), mark("县")), (mark("校"), mark("县"))]
    folder.mkdir(exist_ok=True)
    for number in EVERYBODY:
        record, line = marked(mark, number, *schools[number % 2])
        (folder / f"{mark()}.json").write_text(json.dumps(record), "utf-8")
        roster += line
    nobody = make_record("", "", "", {mark().lower(): [mark()]}) | {"learner": {"name": mark()}}
    (folder / f"{mark()}.json").write_text(json.dumps(nobody), "utf-8")
    (folder / f"{mark()}.json").write_text('{"schema": "' + mark(), "utf-8")
    (folder / f"{mark()}.csv").write_text(f"{mark()},{mark()}\n", "utf-8")
    (folder / f"{mark()}.{mark().lower()}").write_text(mark(), "utf-8")
    return roster + f"{mark('T')},,,,\n,{mark('张')},,,\n"


def test_nothing_that_was_typed_in_is_in_any_byte(report: Report, tmp_path: Path) -> None:
    mark = Markers()
    roster = plant(tmp_path / "records", mark)
    number, school = mark("T"), mark()
    assessed = {(f"number\t{number}", "c"): True, (f"name\t{school}\t{mark()}", "c"): False}
    proofs = Proofs(frozenset(), assessed, (SatPaper(mark(), "c", mark(), 4, 40, 120, 400),))
    named = everything(report(roster=roster, proofs=proofs).out).lower()
    hidden = everything(report(roster=roster, proofs=proofs, **HIDDEN).out).lower()
    seen = [one for one in mark.given if one.lower().encode() in named]
    assert len(seen) > len(mark.given) / 2
    assert [one for one in mark.given if one.lower().encode() in hidden] == []
    assert b"08:13:27" in named
    assert b":13:27" not in hidden


def test_a_text_of_which_nobody_said_what_becomes_of_it_stops_the_report() -> None:
    check(tables_of(sql_text("schema.sql")))
    more = sql_text("schema.sql").replace("hint string", "hint string, phone string")
    with pytest.raises(PortalError, match=r"people\.phone"):
        check(tables_of(more))
    with pytest.raises(PortalError, match=r"pupils\.name"):
        check(tables_of("create table pupils (name varchar);"))


def test_every_table_that_is_named_is_one_of_the_schema() -> None:
    tables = tables_of(sql_text("schema.sql"))
    assert TEXTS.keys() <= tables.keys()
    assert [
        (table, column) for table in TEXTS for column in TEXTS[table] if column not in tables[table]
    ] == []
    assert {fate for columns in TEXTS.values() for fate in columns.values()} == set(Fate)


def sample() -> list[dict[str, Any]]:
    return [make_record(f"王{number}", f"T{number}", "一小") for number in EVERYBODY]


def people(done: Any) -> list[str]:
    return [row["编号"] for row in done.rows("个人")]


def test_people_have_pseudonyms_in_whose_order_they_stand(report: Report, tmp_path: Path) -> None:
    done = report(records=[*sample(), make_record("=SUM(A1)", "", "一小")], **HIDDEN)
    with (tmp_path / "store" / LOOKUP).open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    meant = {row["化名"]: (row["编号"], row["姓名"], row["学校"]) for row in rows if row["姓名"]}
    assert {meant[code] for code in people(done)} == {
        *((f"T{number}", f"王{number}", "一小") for number in EVERYBODY), ("", "'=SUM(A1)", "一小"),
    }  # fmt: skip
    assert people(done) == sorted(people(done))
    assert "一小" in [row["原来的文字"] for row in rows if row["化名"].startswith("校")]
    assert [name for name in done.bytes() if name == LOOKUP or name.startswith("passed-")] == []
    assert any("没有通过名单" in line for line in done.lines)


def test_pseudonyms_for_once_leave_nothing_in_the_store(tmp_path: Path) -> None:
    codes = [open_codes(tmp_path, Pseudonyms.ONCE).person("T1", "", "") for _ in range(2)]
    assert len(set(codes)) == 2
    with guarding(tmp_path, Pseudonyms.ONCE, None, *EMPTY) as guard:
        assert guard.disguise
        guard.disguise.lookup.note(codes[0], "T1", "王芳", "一小")
        guard.keep()
    assert list(tmp_path.iterdir()) == []


def test_the_table_keeps_what_earlier_reports_called_people(tmp_path: Path) -> None:
    for code, name in (("人-B", "王"), ("人-C", "李"), ("人-B", "王芳")):
        with Lookup(tmp_path) as lookup:
            lookup.note(code, "T1", name, "一小")
            lookup.keep()
    with Lookup(tmp_path) as lookup:
        lookup.note("人-D", "T4", "没有写成的报告", "一小")
    rows = (tmp_path / LOOKUP).read_text("utf-8-sig").splitlines()[1:]
    assert rows == ["人-B,T1,王芳,一小,", "人-C,T1,李,一小,"]
    assert [file.name for file in tmp_path.iterdir()] == [LOOKUP]


def test_numbers_are_the_same_and_small_schools_stand_together(report: Report) -> None:
    few = [make_record(f"李{number}", f"X{number}", f"{number}小", {}) for number in range(4)]
    one = make_record("赵", "X9", "9小")
    named = report(records=[*sample(), *few, one])
    hidden = report(records=[*sample(), *few, one], **HIDDEN)
    assert [row for row in hidden.rows("总览") if row["轨道"] == "C 证"] == [
        row for row in named.rows("总览") if row["轨道"] == "C 证"
    ]
    rows = {row["学校"]: row for row in hidden.rows("学校")}
    assert len(rows) == 2
    assert (rows[SMALL]["交记录"], rows[SMALL]["实考"], rows[SMALL]["通过"]) == (
        "5", "1", "—（少于 5 人）",
    )  # fmt: skip


def test_small_schools_are_joined_by_the_next_smallest_until_they_hide_each_other() -> None:
    assert small_schools({"甲": 9, "乙": 6, "丙": 3}, 5) == {"乙", "丙"}
    assert small_schools({"甲": 9, "乙": 6, "丙": 3, "丁": 2}, 5) == {"丙", "丁"}
    assert small_schools({"甲": 9, "乙": 5}, 5) == set()
    assert small_schools({"甲": 1}, 5) == {"甲"}
    assert small_schools({"": 1, "甲": 5}, 5) == set()


def test_one_has_the_pseudonym_of_last_time_until_the_key_is_new(tmp_path: Path) -> None:
    first = open_codes(tmp_path, Pseudonyms.SAME).person("T1", "王芳", "一小")
    assert open_codes(tmp_path, Pseudonyms.SAME).person("T1", "王方", "二小") == first
    assert open_codes(tmp_path, Pseudonyms.SAME).person("", "王芳", "一小") != first
    new = open_codes(tmp_path, Pseudonyms.NEW).person("T1", "王芳", "一小")
    assert new != first
    assert open_codes(tmp_path, Pseudonyms.SAME).person("T1", "王芳", "一小") == new
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_damaged_key_is_no_reason_to_take_another_one(tmp_path: Path) -> None:
    codes = open_codes(tmp_path, Pseudonyms.SAME)
    assert codes.person("T1", "", "") == open_codes(tmp_path, Pseudonyms.SAME).person("T1", "王", "一小")
    for damage in ("", "12", "z" * 64):
        (tmp_path / KEY_FILE).write_text(damage, "ascii")
        with pytest.raises(PortalError, match="钥匙"):
            open_codes(tmp_path, Pseudonyms.SAME)
    assert open_codes(tmp_path, Pseudonyms.NEW).person("T1", "", "") != codes.person("T1", "", "")


def test_a_pseudonym_is_nothing_that_excel_takes_for_a_number_or_formula() -> None:
    codes = Codes(b"k" * 32)
    found = [codes.person(f"T{number}", "", "") for number in range(200)]
    assert len(set(found)) == 200
    assert all(code.startswith("人-") and len(code) == 15 for code in found)
