"""`portal paper grade`: what was handed in → verdicts, results and the audit log."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from portal.commands.paper.check import FOLDER
from portal.commands.root import project_root

PASTED = "-"


def _pasted(files: list[str]) -> bytes:
    if PASTED not in files:
        return b""
    if sys.stdin.isatty():
        print("请粘贴答卷码，完了另起一行按 Ctrl+D（Windows：Ctrl+Z 再回车）。", file=sys.stderr)
    return sys.stdin.buffer.read()


def grade(
    folder: Annotated[str, FOLDER],
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="答卷…", help="要收进 handed-in 的文件或文件夹；“-”：粘贴的答卷码"),
    ] = None,
    verify_audit: Annotated[
        bool, typer.Option("--verify-audit", help="只核对日志和成绩有没有被改过，不判分")
    ] = False,
) -> None:
    """判分：打开答卷，核对身份、试卷和时间，对答案，写出成绩和日志。"""
    from portal.commands.paper.reading import folder_named
    from portal.credentials.folder import RESULTS

    place = folder_named(project_root(), folder)
    if verify_audit:
        _verify(place / RESULTS)
        return
    _grade(place, files or [])


def _verify(results: Path) -> None:
    from portal.credentials.audit import last_fingerprint
    from portal.credentials.result_files import verify

    count, text = verify(results)
    print(f"日志 {count} 行，一行接一行都对得上；成绩就是日志里记的那一份。")
    print(f"最后一行的指纹：{last_fingerprint(text)}\n    和判分当天抄下来的一样，就没有人改过日志。")


def _grade(place: Path, files: list[str]) -> None:
    from rich.console import Console

    from portal.commands.paper.collecting import files_in, read_file, room_for, shown, take_in
    from portal.commands.paper.grading import candidates_of, read_key, rulings_of, table_of, told
    from portal.commands.paper.writing import bring_back
    from portal.credentials.audit import last_fingerprint
    from portal.credentials.folder import HANDED_IN, RESULTS, read_seal_key
    from portal.credentials.grading import Grader
    from portal.credentials.result_files import write_results
    from portal.exports.papers.results_workbook import results_workbook
    from portal.progress import tracked

    bring_back(place)
    key, identity = read_key(place), read_seal_key(place)
    candidates = candidates_of(place)
    grader = Grader(key, candidates, rulings_of(place, candidates))
    room_for(place)
    new, refused = take_in(place, [Path(name) for name in files if name != PASTED], _pasted(files))
    inside = place / HANDED_IN
    found = refused + [
        one
        for file in tracked(files_in(inside), "打开答卷")
        for one in read_file(file, shown(file.relative_to(inside).as_posix()), key, identity)
    ]
    results = grader.results(found)
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    log = write_results(
        place / RESULTS, results, key, now, lambda graded: results_workbook(results, key, graded)
    )
    Console().print(table_of(results))
    if new:
        print(f"新收进 {inside} 的文件 {new} 个。")
    print("\n".join(told(results)))
    print(f"写好了 {place / RESULTS}：results.xlsx、results.json、audit.jsonl。")
    print(f"日志最后一行的指纹：{last_fingerprint(log)}\n    抄进考务记录，以后用 --verify-audit 核对。")
    if results.unread:
        raise typer.Exit(1)
