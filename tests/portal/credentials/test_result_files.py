import json
from pathlib import Path

import pytest
from graded_assessments import CANDIDATES, IDENTITY, WANG, A, hand_in, make_key, sealed

from portal.credentials.audit import FIRST, fingerprint_of, last_fingerprint, lines_of
from portal.credentials.grading import Grader
from portal.credentials.result_files import verify, write_results
from portal.credentials.submissions import submissions_in
from portal.errors import PortalError
from portal.model.paper_results import Results, Ruling

ONE, TWO = sealed(hand_in()), sealed(hand_in(WANG, wrong=make_key().papers[A].questions[:4]))


def results(*files: bytes, rulings: dict[str, Ruling] | None = None) -> Results:
    found = [
        one for number, data in enumerate(files) for one in submissions_in(data, f"{number}.age", IDENTITY)
    ]
    return Grader(make_key(), CANDIDATES, rulings or {}).results(found)


def write(folder: Path, found: Results, now: str = "2026-11-22T08:00:00Z") -> str:
    return write_results(folder, found, make_key(), now, lambda graded: f"book of {graded}".encode())


def test_the_results_are_written_as_others_read_them(tmp_path: Path) -> None:
    write(tmp_path, results(ONE, TWO))
    assert json.loads((tmp_path / "results.json").read_text("utf-8")) == {
        "schema": "portal-results/1",
        "assessment": "autumn",
        "track": "c",
        "pass_percent": 80,
        "graded": "2026-11-22T08:00:00Z",
        "people": [
            {"number": "T001", "name": "李一", "school": "一小", "paper": A, "right": 10, "total": 10,
             "percent": 100, "passed": True, "flags": []},
            {"number": "T002", "name": "王二", "school": "二小", "paper": A, "right": 6, "total": 10,
             "percent": 60, "passed": False, "flags": []},
        ],
        "absent": ["T003"],
    }  # fmt: skip


def test_the_same_files_again_change_nothing(tmp_path: Path) -> None:
    write(tmp_path, results(ONE, TWO, b"?"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    write(tmp_path, results(ONE, TWO, b"?"), "2026-11-29T08:00:00Z")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert sorted(before) == ["audit.jsonl", "results.json", "results.xlsx"]


def test_a_file_that_comes_later_adds_its_lines_to_the_log(tmp_path: Path) -> None:
    first = write(tmp_path, results(ONE))
    second = write(tmp_path, results(ONE, TWO), "2026-11-23T08:00:00Z")
    assert second.startswith(first)
    assert [entry["kind"] for entry in lines_of(second)] == ["hand-in", "results", "hand-in", "results"]
    assert [entry["at"][:10] for entry in lines_of(second)] == ["2026-11-22"] * 2 + ["2026-11-23"] * 2


def test_a_ruling_has_its_line(tmp_path: Path) -> None:
    log = write(tmp_path, results(ONE, rulings={"t001": Ruling(False, "替考，李一本人承认")}))
    assert [entry["kind"] for entry in lines_of(log)] == ["hand-in", "ruling", "results"]
    assert lines_of(log)[1]["ruling"] == "invalid"


def test_the_log_never_holds_a_name_a_number_or_an_answer(tmp_path: Path) -> None:
    log = write(tmp_path, results(ONE, TWO, b"?", rulings={"t001": Ruling(False, "替考，李一本人承认")}))
    assert [word for word in ("李一", "王二", "T001", "T002", "一小", "替考", "12356", "one", "0.age")
            if word in log] == []  # fmt: skip


def test_the_log_proves_itself(tmp_path: Path) -> None:
    log = write(tmp_path, results(ONE, TWO))
    assert verify(tmp_path) == (3, log)
    assert lines_of(log)[0]["before"] == FIRST
    assert last_fingerprint(log) == fingerprint_of(log.splitlines()[-1])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda lines: [lines[0].replace('"right":10', '"right":9'), *lines[1:]], "第 2 行接不上前一行"),
        (lambda lines: lines[1:], "第 1 行接不上前一行"),
        (lambda lines: [lines[0], *lines[2:]], "第 2 行接不上前一行"),
        (lambda lines: [lines[0], lines[0], *lines[1:]], "第 2 行接不上前一行"),
        (lambda lines: [f"{lines[0]} ", *lines[1:]], "第 1 行被改动过"),
        (lambda lines: ["?", *lines[1:]], "第 1 行不是日志的一行"),
    ],
)
def test_a_log_that_was_tampered_with_is_found_and_nothing_is_written(
    tmp_path: Path, change: object, reason: str
) -> None:
    log = write(tmp_path, results(ONE, TWO))
    assert callable(change)
    (tmp_path / "audit.jsonl").write_text("\n".join(change(log.splitlines())) + "\n", "utf-8")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for act in (lambda: verify(tmp_path), lambda: write(tmp_path, results(ONE))):
        with pytest.raises(PortalError, match=reason):
            act()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_half_written_line_is_found(tmp_path: Path) -> None:
    log = write(tmp_path, results(ONE))
    (tmp_path / "audit.jsonl").write_text(log[:-1], "utf-8")
    with pytest.raises(PortalError, match="第 2 行没有写完"):
        verify(tmp_path)


def test_results_that_were_edited_are_found(tmp_path: Path) -> None:
    write(tmp_path, results(ONE))
    (tmp_path / "results.xlsx").write_bytes(b"better")
    with pytest.raises(PortalError) as error:
        verify(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / 'results.xlsx'} 和日志里记的不一样。有人改过它。再判一次分，会从答卷重新写出来；"
        "要留证，先另存一份。"
    )


def test_without_a_log_there_is_nothing_to_prove(tmp_path: Path) -> None:
    with pytest.raises(PortalError) as error:
        verify(tmp_path)
    assert str(error.value) == f"{tmp_path / 'audit.jsonl'} 还没有。先用 portal paper grade 判一次分。"


def test_a_workbook_that_is_open_in_excel_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, results(ONE))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def refuse(source: str, target: Path) -> None:
        raise PermissionError(13, "denied", source, None, str(target))

    monkeypatch.setattr("portal.credentials.result_files.os.replace", refuse)
    with pytest.raises(PortalError) as error:
        write(tmp_path, results(ONE, TWO))
    assert str(error.value) == (
        f"{tmp_path / 'results.xlsx'} 没有写成：没有权限。"
        "关掉打开着它的 Excel 窗口，检查磁盘空间和权限，再运行一次。"
    )
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
