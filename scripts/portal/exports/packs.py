"""All files of a month or a term in one zip, with a table of contents and Chinese names."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from portal.exports.word import write_document
from portal.model.lesson import Lesson
from portal.model.takeaway import Kind, TakeAway, lesson_files

CONTENTS = "00 目录.docx"

_DATE = (1980, 1, 1, 0, 0, 0)
"""The first that a zip can hold: the same files give the same pack."""


@dataclass(frozen=True)
class Member:
    """A lesson in a pack, and where each of its files lies."""

    lesson: Lesson
    files: Mapping[Kind, Path]


def _folder(pack: TakeAway, lesson: Lesson) -> str:
    return f"{lesson.front.month}月/" if pack.kind == "term" else ""


def _names(pack: TakeAway, member: Member) -> dict[Kind, str]:
    """Return what each file is called inside the pack."""
    folder = _folder(pack, member.lesson)
    return {kind: f"{folder}{file.name}" for kind, file in lesson_files(member.lesson).items()}


def _rows(members: Sequence[Member]) -> Iterator[str]:
    for member in members:
        front = member.lesson.front
        cells = [
            f"{front.month} 月<br>第 {front.period} 课",
            f"<strong>{escape(front.title)}</strong><br>{escape(front.key_question)}",
            f"{escape(front.area)}<br>{front.minutes} 分钟",
            "<br>".join(f"□ {escape(text)}" for text in front.materials),
            "<br>".join(
                escape(file.name.rsplit(" ", 1)[-1]) for file in lesson_files(member.lesson).values()
            ),
        ]
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def contents_html(pack: TakeAway, members: Sequence[Member]) -> str:
    """Return the table of contents of a pack: each lesson, what to bring, its files."""
    title = pack.name.removesuffix(".zip")
    where = "一个月的文件放在一个文件夹里。" if pack.kind == "term" else ""
    head = "".join(f"<th>{word}</th>" for word in ("时间", "课题与关键问题", "领域与时长", "带上", "文件"))
    return (
        f"<h1>{escape(title)}</h1>"
        "<p>教案（Word）可以直接改；教案（PDF）和活动单（PDF）拿来就能印；课件的备注里有老师的话。"
        "上课前请先读每份教案里的“先读一读”和“安全提示与求助”。</p>"
        f"<p>{where}每个文件名都以第几课和课题开头。</p>"
        '<table class="contents"><colgroup><col style="width:10%"><col style="width:26%">'
        '<col style="width:14%"><col style="width:36%"><col style="width:14%"></colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(_rows(members))}</tbody></table>"
    )


def make_pack(pack: TakeAway, members: Sequence[Member], folder: Path) -> None:
    """Write a pack below a folder, at its address."""
    target = folder / pack.path
    contents = target.with_suffix(".docx")
    write_document(contents_html(pack, members), pack.name.removesuffix(".zip"), contents)
    entries = [(CONTENTS, contents)]
    for member in members:
        names = _names(pack, member)
        entries += [(names[kind], path) for kind, path in member.files.items()]
    with zipfile.ZipFile(target, "w") as file:
        for name, path in entries:
            # Word files, slides and PDFs are compressed already.
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o644 << 16  # else the machine that builds decides
            file.writestr(entry, path.read_bytes())
    contents.unlink()
