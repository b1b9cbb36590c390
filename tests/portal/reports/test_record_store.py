"""The store: a second run opens only what is new, forgets what is gone, trusts nothing that is damaged."""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from report_records import make_record

from portal.commands.record_reading import read_batch, read_into
from portal.errors import PortalError
from portal.records import code
from portal.records.collect import Found, find_files
from portal.reports.store.desk import Desk
from portal.reports.store.folder import MARK, is_store
from portal.reports.store.source import Source, kept_path, path_of, source_of
from portal.reports.store.store import Store, opened

LONG_AGO = 1_700_000_000


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Three files: two records, one that is broken; none changed lately."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b"):
        write(folder / f"{name}.json", make_record(f"老师{name}", name))
    (folder / "c.json").write_text("{", "utf-8")
    os.utime(folder / "c.json", (LONG_AGO, LONG_AGO))
    return folder


@pytest.fixture(autouse=True)
def patient_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files made by a test are as good as old ones."""
    monkeypatch.setattr("portal.reports.store.source._RACY", -(10**18))


def write(file: Path, record: dict[str, Any], at: int = LONG_AGO) -> None:
    file.write_text(json.dumps(record), "utf-8")
    os.utime(file, (at, at))


@contextmanager
def run(
    folder: Path, inputs: Path, code: str = "1", fresh: bool = False
) -> Iterator[tuple[Store, Desk, int, int]]:
    """One run: store, what it gives, how many files were read and how many have gone."""
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    with opened(folder / "store", code, None, fresh) as store:
        desk = Desk(work)
        found = [one for one in find_files([inputs]) if isinstance(one, Found)]
        desk.list(source_of(one.name, one.path, one.inside) for one in found)
        gone = desk.gone(store)
        read = read_into(store, desk)
        desk.gather([store])
        yield store, desk, read, gone
        desk.close()


def names(desk: Desk) -> list[str]:
    return sorted(json.loads(learner)["number"] for (learner,) in desk.rows("select learner from heads"))


def test_a_second_run_reads_nothing_and_has_the_same(tmp_path: Path, inputs: Path) -> None:
    with run(tmp_path, inputs) as (_, desk, read, gone):
        first = names(desk), list(desk.unread()), desk.count("stored_answers")
        assert (read, gone, first[0], first[2]) == (3, 0, ["a", "b"], 10)
        assert [file.endswith("c.json") for file, _, _ in first[1]] == [True]
    with run(tmp_path, inputs) as (_, desk, read, gone):
        assert (read, gone) == (0, 0)
        assert (names(desk), list(desk.unread()), desk.count("stored_answers")) == first


def test_only_what_is_new_or_changed_is_read(tmp_path: Path, inputs: Path) -> None:
    with run(tmp_path, inputs):
        pass
    write(inputs / "b.json", make_record("老师", "x"), LONG_AGO + 5)
    write(inputs / "d.json", make_record("老师", "d"))
    with run(tmp_path, inputs) as (store, desk, read, gone):
        assert (read, gone, names(desk)) == (2, 0, ["a", "d", "x"])
        assert len(store.parts) == 2
        assert desk.count("stored_heads") == 3


def test_a_file_that_is_gone_takes_its_records_and_answers_along(tmp_path: Path, inputs: Path) -> None:
    write(inputs / "b.json", make_record("老师b", "b", values={"c-first-steps/hotline": ["只有他这样写"]}))
    with run(tmp_path, inputs):
        pass
    (inputs / "b.json").unlink()
    with run(tmp_path, inputs) as (store, desk, read, gone):
        assert (read, gone, names(desk)) == (0, 1, ["a"])
        assert desk.count("stored_given") == 5
        assert "只有" not in "".join(value for (value,) in desk.rows("select value from stored_given"))
        assert is_store(store.folder)


def test_a_file_that_lies_elsewhere_now_is_left_out_and_stays_in_the_store(
    tmp_path: Path, inputs: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write(other / "z.json", make_record("老师", "z"))
    with run(tmp_path, inputs):
        pass
    with run(tmp_path, other) as (_, desk, read, gone):
        assert (read, gone, names(desk)) == (1, 0, ["z"])
    with run(tmp_path, inputs) as (_, desk, read, gone):
        assert (read, gone, names(desk)) == (0, 0, ["a", "b"])


@pytest.mark.parametrize("table", ["answers.parquet", "heads.parquet", "proof.json"])
def test_a_damaged_part_is_thrown_away_and_read_anew(tmp_path: Path, inputs: Path, table: str) -> None:
    with run(tmp_path, inputs):
        pass
    file = tmp_path / "store" / "part-000000" / table
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)
    with run(tmp_path, inputs) as (store, desk, read, _):
        assert (store.damaged, read, names(desk)) == (1, 3, ["a", "b"])


def test_what_another_program_read_and_what_is_to_be_fresh_is_read_anew(tmp_path: Path, inputs: Path) -> None:
    for of_program, fresh, expected in (("1", False, 3), ("2", False, 3), ("2", False, 0), ("2", True, 3)):
        with run(tmp_path, inputs, of_program, fresh) as (store, desk, read, _):
            assert (store.damaged, read, names(desk)) == (0, expected, ["a", "b"])


def test_an_interrupted_run_leaves_what_was_finished(
    tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def second_fails(batch: Any) -> int:
        seen.append(batch)
        if len(seen) == 2:
            (batch.folder / ".making-part-000001").mkdir()
            raise KeyboardInterrupt
        return read_batch(batch)

    with monkeypatch.context() as patched:
        patched.setattr("portal.commands.record_reading.read_batch", second_fails)
        patched.setattr("portal.commands.record_reading.MOST", 1)
        with pytest.raises(KeyboardInterrupt), run(tmp_path, inputs):
            pass
    with run(tmp_path, inputs) as (store, desk, read, _):
        assert (read, names(desk)) == (2, ["a", "b"])
        assert not list(store.folder.glob(".making*"))


def test_processes_read_the_same_as_one(
    tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inputs / "codes.txt").write_text(
        f"{code.encode(make_record('甲', 'k1'))}\n好\n{code.encode(make_record('乙', 'k2'))}\nXY1.cut",
        "utf-8",
    )
    found = []
    for processes in (1, 2):
        monkeypatch.setattr("portal.commands.record_reading.MOST", 2)
        monkeypatch.setattr("portal.commands.record_reading._PROCESSES", processes)
        monkeypatch.setattr("portal.commands.record_reading._ALONE", 0)
        with run(tmp_path, inputs, fresh=True) as (_, desk, _, _):
            rows = [sorted(desk.rows(f"select * from stored_{table}")) for table in ("answers", "given")]
            heads = sorted(desk.rows("select file, learner, answers, until from heads"))
            found.append((rows, heads, sorted(desk.unread())))
    assert found[0] == found[1]
    assert [Path(file).name for file, *_ in found[0][1]] == [
        "a.json", "b.json", "codes.txt（第 1 段码）", "codes.txt（第 2 段码）",
    ]  # fmt: skip


def test_somebody_can_be_forgotten(tmp_path: Path, inputs: Path) -> None:
    with run(tmp_path, inputs) as (store, _, _, _):
        assert store.forget(lambda learner: json.loads(learner)["number"] == "a") == 1
        assert store.forget(lambda learner: json.loads(learner)["number"] == "a") == 0
    raw = b"".join(file.read_bytes() for file in (tmp_path / "store").rglob("*.*") if file.is_file())
    assert "老师a".encode() not in raw
    (inputs / "a.json").unlink()
    with run(tmp_path, inputs) as (_, desk, read, gone):
        assert (read, gone, names(desk)) == (0, 0, ["b"])


def test_a_folder_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "part-000000").mkdir()
    with pytest.raises(PortalError, match="没有动它"), opened(tmp_path / "store", "1"):
        pass
    assert (tmp_path / "store" / "part-000000").is_dir()


@pytest.mark.parametrize("place", ["docs/store", "site", "docs/../docs/a/b"])
def test_the_store_never_lies_in_what_is_published(tmp_path: Path, place: str) -> None:
    (tmp_path / "docs").mkdir()
    with pytest.raises(PortalError, match="随网站发布"), opened(tmp_path / place, "1", tmp_path):
        pass


def test_one_run_at_a_time_uses_a_store(tmp_path: Path) -> None:
    with (
        opened(tmp_path / "store", "1"),
        pytest.raises(PortalError, match="正被"),
        opened(tmp_path / "store", "1"),
    ):
        pass
    with opened(tmp_path / "store", "1") as store:
        assert (store.folder / MARK).is_file()


@pytest.mark.skipif(os.name == "nt", reason="only there have folders a mode")
def test_nobody_else_can_read_the_store(tmp_path: Path, inputs: Path) -> None:
    with run(tmp_path, inputs) as (store, _, _, _):
        modes = [path.stat().st_mode & 0o077 for path in (store.folder, *store.folder.rglob("*.parquet"))]
    assert set(modes) == {0}


@pytest.mark.parametrize("name", ["记录.json", "a[1]*?.json", "b\udcff.json", "%41.json", "=x.json"])
def test_any_path_can_be_kept(tmp_path: Path, name: str) -> None:
    kept = kept_path(tmp_path / name)
    assert path_of(kept) == tmp_path / name
    assert kept.encode()


def test_a_file_changed_just_now_is_never_taken_for_unchanged(
    tmp_path: Path, inputs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.reports.store.source._RACY", 2 * 10**9)
    (inputs / "a.json").write_text("{", "utf-8")
    assert source_of("a", inputs / "a.json").changed == -1
    assert source_of("gone", inputs / "gone.json") == Source(
        "gone", kept_path(inputs / "gone.json"), "", 0, -1
    )
