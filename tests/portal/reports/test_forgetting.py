"""Forgetting somebody takes them out of the store, and tells where they stand still."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest
from report_records import Json, make_record
from small_project import write_project
from typer.testing import CliRunner

from portal.cli import app
from portal.errors import PortalError
from portal.model.flat import Givens, flattened
from portal.reports.place import MARK as REPORT_MARK
from portal.reports.privacy.codes import Pseudonyms, known_codes, open_codes
from portal.reports.privacy.forget import forget, forget_all, lost_reports, wanted_of, words_of
from portal.reports.privacy.lookup import LOOKUP, Lookup
from portal.reports.privacy.past import PAST, Past, note_report
from portal.reports.store.folder import make_folder
from portal.reports.store.part import PartWriter
from portal.reports.store.source import source_of
from portal.reports.store.store import Store, opened

CODE = "of today"


def keep(store: Store, files: Mapping[Path, Json]) -> None:
    """Put records into a store as if they had been read from these files."""
    number, givens = store.next_part(), Givens()
    part = PartWriter(store.folder, number, CODE, [source_of(path.name, path) for path in files])
    for place, record in enumerate(files.values()):
        part.add(place, 0, "", flattened(record, givens, ()))
    part.close(givens)
    store.added(number)


def write_report(folder: Path, store: Path, codes: str, rows: list[tuple[str, str, str]]) -> None:
    folder.mkdir()
    (folder / REPORT_MARK).touch()
    with (folder / "个人.csv").open("w", encoding="utf-8-sig", newline="") as table:
        csv.writer(table).writerows([("编号", "姓名", "学校"), *rows])
    note_report(store, Past(str(folder), "2026-11-20", str(len(rows)), "9", codes))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with three people, of whom one handed in twice."""
    place = tmp_path / "store"
    make_folder(place)
    with opened(place, CODE) as store:
        keep(store, {
            tmp_path / "a.json": make_record("王芳", "T1", "一小"),
            tmp_path / "b.json": make_record("李伟", "T2", "一小"),
        })  # fmt: skip
        keep(store, {
            tmp_path / "c.json": make_record("王芳", "t1", "一小"),
            tmp_path / "d.json": make_record("王芳", "", "一小"),
            tmp_path / "e.json": {**make_record(), "learner": {}},
        })  # fmt: skip
    return place


def said(folder: Path, *people: str) -> str:
    with opened(folder, CODE) as store:
        done = forget(store, [wanted_of(one) for one in people])
    return "\n".join(words_of(done, lost_reports(folder)))


def held(folder: Path) -> int:
    """How many records a store holds."""
    counts: list[str] = []
    with opened(folder, CODE) as store:
        store.forget(lambda learner: bool(counts.append(learner)))
    return len(counts)


def test_a_number_takes_all_records_of_a_person_and_nobody_elses(folder: Path, tmp_path: Path) -> None:
    words = said(folder, "Ｔ1")
    assert "删掉了 2 份记录" in words
    assert [name for name in "abcde" if str(tmp_path / f"{name}.json") in words] == ["a", "c"]
    assert "另有 1 份没有编号的记录" in words
    assert held(folder) == 3


def test_doing_it_again_finds_nobody_and_harms_nobody(folder: Path) -> None:
    said(folder, "T1")
    assert "没有这个人的记录" in said(folder, "T1")
    assert held(folder) == 3


def test_school_and_name_serve_where_there_is_one_number(folder: Path) -> None:
    assert "删掉了 3 份记录" in said(folder, "一小/王芳")
    assert held(folder) == 2


def test_a_name_that_two_numbers_share_deletes_nothing(folder: Path, tmp_path: Path) -> None:
    with opened(folder, CODE) as store:
        keep(store, {tmp_path / "f.json": make_record("王芳", "T9", "一小")})
    with pytest.raises(PortalError, match="T1、T9"):
        said(folder, "T2", "一小/王芳")
    assert held(folder) == 6


@pytest.mark.parametrize("text", ["", " ", "/王芳", "一小/", "\u200b"])
def test_a_text_that_says_nobody_is_refused(text: str) -> None:
    with pytest.raises(PortalError, match="说不准是谁"):
        wanted_of(text)


def test_the_reports_in_which_somebody_stands_are_named(folder: Path, tmp_path: Path) -> None:
    codes = open_codes(folder, Pseudonyms.SAME)
    write_report(tmp_path / "named", folder, "否", [("T1", "王芳", "一小"), ("T2", "李伟", "一小")])
    write_report(tmp_path / "hidden", folder, "是", [(codes.person("T1", "", ""), "", "校")])
    write_report(tmp_path / "others", folder, "否", [("T2", "李伟", "一小")])
    note_report(folder, Past(str(tmp_path / "moved"), "2026-10-01", "30", "31", "否"))
    lines = said(folder, "T1").splitlines()
    reports = [name for name in ("named", "hidden", "others") if f"　　{tmp_path / name}" in lines]
    assert reports == ["named", "hidden"]
    assert f"　　{tmp_path / 'moved'}（2026-10-01，30 人）" in lines
    assert (tmp_path / "named" / "个人.csv").is_file()


def test_the_table_of_pseudonyms_loses_the_person_too(folder: Path) -> None:
    codes = open_codes(folder, Pseudonyms.SAME)
    with Lookup(folder) as lookup:
        for number, name in (("T1", "王芳"), ("T2", "李伟")):
            lookup.note(codes.person(number, name, "一小"), number, name, "一小")
        lookup.note("校-A", "一小")
        lookup.keep()
    said(folder, "T1")
    text = (folder / LOOKUP).read_text("utf-8-sig")
    assert ("王芳" in text, "李伟" in text, "校-A" in text) == (False, True, True)


def test_forgetting_all_leaves_what_is_not_ours(folder: Path, tmp_path: Path) -> None:
    open_codes(folder, Pseudonyms.SAME)
    write_report(tmp_path / "named", folder, "否", [("T1", "王芳", "一小")])
    (folder / "mine.txt").write_text("mine")
    assert [one.folder for one in forget_all(folder, None)] == [str(tmp_path / "named")]
    assert [file.name for file in folder.iterdir()] == ["mine.txt"]
    assert known_codes(folder) is None
    with pytest.raises(PortalError, match="别的文件"):
        forget_all(folder, None)


def test_forgetting_all_removes_the_folder_and_is_content_when_there_is_none(folder: Path) -> None:
    assert forget_all(folder, None) == []
    assert not folder.exists()
    assert forget_all(folder, None) == []


def test_nothing_outside_the_store_is_touched(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    write_report(tmp_path / "named", folder, "否", [("T1", "王芳", "一小")])
    before = {
        file: file.read_bytes()
        for file in tmp_path.rglob("*")
        if folder not in file.parents and file.is_file()
    }
    said(folder, "T1", "T2")
    forget_all(folder, None)
    assert {file: file.read_bytes() for file in before} == before
    assert PAST not in {file.name for file in tmp_path.iterdir()}


def test_a_person_is_gone_until_the_file_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write_project(tmp_path / "project"))
    (tmp_path / "project" / "mkdocs.yml").touch()
    records = tmp_path / "records"
    records.mkdir()
    for number in (1, 2):
        record = make_record(f"王{number}", f"T{number}", "一小")
        (records / f"{number}.json").write_text(json.dumps(record), "utf-8")
    target = ["--out", str(tmp_path / "report"), "--date", "2026-11-20"]
    command = CliRunner().invoke
    assert command(app, ["report", str(records), *target]).exit_code == 0
    told = command(app, ["report", "--forget", "T1", "T9", *target])
    assert (told.exit_code, f"　　{records / '1.json'}" in told.stdout.splitlines()) == (0, True)
    assert "T9：留存里没有这个人的记录" in told.stdout
    heads = str(tmp_path / "report-store" / "part-*" / "heads.parquet")
    [(learner,)] = duckdb.sql(f"select learner from '{heads}'").fetchall()
    assert json.loads(learner)["number"] == "T2"
    assert "都删掉了" in command(app, ["report", "--forget-all", *target]).stdout
    assert sorted(file.name for file in tmp_path.iterdir()) == ["project", "records", "report"]
