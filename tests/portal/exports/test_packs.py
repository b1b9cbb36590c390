"""Packs: every file under its Chinese name, a table of contents that says what to bring, the same bytes."""

import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from portal.exports.packs import CONTENTS, Member, make_pack
from portal.model.catalogue import Catalogue
from portal.model.lesson import Grade, Lesson
from portal.model.takeaway import TakeAway, lesson_files, lesson_name, month_pack, term_pack

OF_MONTH = ("grade-5/when-i-do-not-want-to-study", "grade-5/body-signals-of-growing")


@pytest.fixture
def grade(catalogue: Catalogue) -> Grade:
    return next(grade for grade in catalogue.grades if grade.front.grade == 5)


@pytest.fixture
def members(lessons: dict[str, Lesson], tmp_path: Path) -> list[Member]:
    """Return two lessons of a month with stand-ins for their files."""
    found = []
    for place in OF_MONTH:
        files = {kind: tmp_path / Path(file.path).name for kind, file in lesson_files(lessons[place]).items()}
        for path in files.values():
            path.write_text(path.name, "utf-8")
        found.append(Member(lessons[place], files))
    return found


def packed(pack: TakeAway, members: list[Member], folder: Path) -> Path:
    (folder / pack.path).parent.mkdir(parents=True)
    make_pack(pack, members, folder)
    return folder / pack.path


def test_a_month_holds_each_file_under_its_chinese_name(
    grade: Grade, members: list[Member], tmp_path: Path
) -> None:
    with zipfile.ZipFile(packed(month_pack(grade, 11), members, tmp_path / "out")) as pack:
        names = [file.name for member in members for file in lesson_files(member.lesson).values()]
        assert pack.namelist() == [CONTENTS, *names]
        for member in members:
            for kind, file in lesson_files(member.lesson).items():
                assert pack.read(file.name) == member.files[kind].read_bytes()


def test_a_term_has_a_folder_for_each_month(grade: Grade, members: list[Member], tmp_path: Path) -> None:
    with zipfile.ZipFile(packed(term_pack(grade, 1), members, tmp_path / "out")) as pack:
        assert {name.rpartition("/")[0] for name in pack.namelist()} == {"", "11月"}


def test_the_contents_name_each_lesson_what_to_bring_and_its_files(
    grade: Grade, members: list[Member], tmp_path: Path
) -> None:
    with zipfile.ZipFile(packed(month_pack(grade, 11), members, tmp_path / "out")) as pack:
        pack.extract(CONTENTS, tmp_path)
    rows = [
        [cell.text for cell in row.cells] for row in docx.Document(str(tmp_path / CONTENTS)).tables[0].rows
    ]
    assert rows[0] == ["时间", "课题与关键问题", "领域与时长", "带上", "文件"]
    for member, row in zip(members, rows[1:], strict=True):
        front = member.lesson.front
        assert row[1].split("\n") == [front.title, front.key_question]
        assert row[3].split("\n") == [f"□ {text}" for text in front.materials]
        names = [file.name for file in lesson_files(member.lesson).values()]
        assert [f"{lesson_name(member.lesson)} {ending}" for ending in row[4].split("\n")] == names


def test_the_same_files_give_the_same_pack(grade: Grade, members: list[Member], tmp_path: Path) -> None:
    first, again = (
        packed(month_pack(grade, 11), members, tmp_path / name).read_bytes() for name in ("a", "b")
    )
    assert first == again


def test_names_and_rights_are_the_same_wherever_a_pack_is_made(
    grade: Grade, members: list[Member], tmp_path: Path
) -> None:
    title = "a/b:c|" + "长" * 200
    long = replace(members[0].lesson, front=members[0].lesson.front.model_copy(update={"title": title}))
    odd = [Member(long, members[0].files)]
    with zipfile.ZipFile(packed(term_pack(grade, 1), odd, tmp_path / "out")) as pack:
        entries = pack.infolist()
    assert {(entry.create_system, entry.external_attr >> 16) for entry in entries} == {(3, 0o644)}
    assert all(entry.flag_bits & 0x800 for entry in entries)  # the names are UTF-8
    assert max(len(entry.filename) for entry in entries) < 80
    assert max(len(entry.filename.rpartition("/")[2].encode()) for entry in entries) <= 255
    assert not [entry.filename for entry in entries if set(entry.filename) & set('\\:*?"<>|')]
