from pathlib import Path

import pytest

from portal.errors import PortalError
from portal.reports.place import check_place, is_report, not_written, put_in_place, room_beside


def finish(out: Path, text: str = "new") -> None:
    with room_beside(out) as work:
        done = work / "done"
        done.mkdir()
        (done / "a.csv").write_text(text)
        put_in_place(done, out)


def test_an_earlier_report_is_replaced_and_nothing_else_is_left(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report"
    finish(out, "old")
    finish(out)
    assert is_report(out)
    assert (out / "a.csv").read_text() == "new"
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize("marked", [True, False])
def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path, marked: bool) -> None:
    out = tmp_path / "report"
    if marked:
        finish(out, "old")
    out.mkdir(exist_ok=True)
    (out / "我的批注.txt").write_text("keep")
    with pytest.raises(PortalError, match="我的批注"):
        finish(out)
    assert (out / "我的批注.txt").read_text() == "keep"


def test_a_file_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("keep")
    with pytest.raises(PortalError, match="不是文件夹"):
        check_place(tmp_path / "report")


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "report").mkdir()
    finish(tmp_path / "report")
    assert is_report(tmp_path / "report")


def test_a_run_that_breaks_leaves_the_earlier_report(tmp_path: Path) -> None:
    out = tmp_path / "report"
    finish(out, "old")
    with pytest.raises(ZeroDivisionError), room_beside(out):
        _ = 1 / 0
    assert (out / "a.csv").read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_parent_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PortalError, match="不能写入"), room_beside(tmp_path / "file" / "report"):
        pass


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$report.xlsx", ".~lock.report.xlsx#"])
def test_what_the_system_or_excel_leaves_in_a_report_does_not_keep_it(name: str, tmp_path: Path) -> None:
    out = tmp_path / "report"
    finish(out, "old")
    (out / name).touch()
    finish(out)
    assert (out / "a.csv").read_text() == "new"


def test_a_place_that_the_engine_cannot_name_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(PortalError, match="路径里有问号“"):
        finish(tmp_path / "为什么?" / "report")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("told", [
    'IO Error: Could not write file "a.parquet": No space left on device',
    "[Errno 28] No space left on device",
    'IO Error: Could not write file "a.parquet": There is not enough space on the disk.',
])  # fmt: skip
def test_a_full_disk_is_told_in_our_words_whoever_found_out(told: str) -> None:
    assert str(not_written(ValueError(told))) == (
        "磁盘满了，没有做完，原来的报告没有动。腾出空间，或用 --out 和 --store 换一个磁盘，再运行一次。"
    )


def test_what_else_an_engine_says_is_passed_on() -> None:
    assert "没有做完，原来的报告没有动：Out of Memory Error。" in str(
        not_written(ValueError("Out of Memory Error"))
    )
