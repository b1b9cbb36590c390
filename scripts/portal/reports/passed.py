"""Writes who passed, for `portal credential issue`: one file a track."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from pathlib import Path

from portal.reports.scope import CountedTrack, Scope
from portal.reports.tables import Row, Tables
from portal.reports.verdicts import Proofs

SCHEMA = "portal-passed/1"
_SHOWN = 10


def _text(track: CountedTrack, people: Sequence[Row], day: date) -> str:
    head = {
        "schema": SCHEMA, "track": track.slug, "title": track.title, "hours": track.rules.hours,
        "rules": track.rules.name, "date": day.isoformat(),
    }  # fmt: skip
    listed = [
        {"number": number, "name": name, "school": school, "percent": correct * 100 // questions}
        for _, number, name, school, correct, questions, _, _ in people
    ]
    return json.dumps(head | {"people": listed}, ensure_ascii=False, indent=1) + "\n"


def write_passed(folder: Path, tables: Tables, scope: Scope, day: date) -> list[str]:
    """Write `passed-<track>.json` for each track that somebody passed; return what to say about it.

    With a roster, only people on it are in the file: nobody else was asked to take part.
    """
    rows = list(tables.rows("passed.sql"))
    lines: list[str] = []
    for track in scope.tracks:
        of_track = [row for row in rows if row[0] == track.slug]
        invited = [row for row in of_track if row[6]]
        if len(of_track) > len(invited):
            lines.append(
                f"{track.title}：名单之外还有 {len(of_track) - len(invited)} 人通过，没有写进通过名单。"
            )
        if not invited:
            continue
        name = f"passed-{track.slug}.json"
        (folder / name).write_text(_text(track, invited, day), encoding="utf-8", newline="\n")
        doubted = sum(row[7] > 0 for row in invited)
        look = f"其中 {doubted} 人有疑点，先看“疑点”表。" if doubted else ""
        lines.append(f"{track.title}：{len(invited)} 人通过，写在 {name}，可以给他们发学习记录。{look}")
    return lines


def without_record(proofs: Proofs, everybody: Collection[str]) -> Iterator[str]:
    """Yield a line about results of assessments that belong to nobody in the report.

    `everybody`: the keys of all people. A number that was typed wrongly shows here.
    """
    lost = sorted({key for key, _ in proofs.assessed or () if key not in everybody})
    if lost:
        names = "、".join(key.split("\t")[-1] for key in lost[:_SHOWN])
        more = "等" if len(lost) > _SHOWN else ""
        yield (
            f"考核成绩里有 {len(lost)} 人没有交来学习记录，没有结论：{names}{more}。"
            "是编号写错了，就先改好，再出一次报告。"
        )


def missing_proofs(scope: Scope, proofs: Proofs) -> Iterator[str]:
    """Yield a line for each kind of proof that the rules ask for and that was not handed over."""
    asked = [track for track in scope.tracks if track.rules.practice or track.rules.requires]
    if asked and proofs.confirmed is None:
        titles = "、".join(track.title for track in asked)
        yield f"没有给确认表（--confirmed）：{titles}要学校确认的项目，都算没有确认。"
    examined = [track for track in scope.tracks if track.rules.assessment == "required"]
    if examined and proofs.assessed is None:
        titles = "、".join(track.title for track in examined)
        yield f"没有给考核成绩（--assessment）：{titles}要求正式考核，都算没有成绩。"
