"""`portal export`: which questions go where, and that nothing of anybody else's is ever overwritten."""

import os
from pathlib import Path

import pytest
from small_project import write_project
from typer.testing import CliRunner

from portal.cli import app
from portal.commands.export.place import Place
from portal.errors import PortalError
from portal.imports.forms import form_of
from portal.imports.taking import Entry, Wishes, take
from portal.load import load

FORMS = {
    "xlsx": "c-first-steps.xlsx", "csv": "c-first-steps.csv", "docx": "c-first-steps.docx",
    "gift": "c-first-steps.gift.txt", "moodle": "c-first-steps.xml", "qti": "c-first-steps-qti.zip",
    "qti3": "c-first-steps-qti3.zip", "scorm": "c-first-steps-scorm.zip",
    "scorm2004": "c-first-steps-scorm2004.zip",
}  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write_project(tmp_path / "项目 一")
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    return root


def export(*order: str) -> str:
    result = CliRunner().invoke(app, ["export", *order], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def refused(*order: str) -> str:
    with pytest.raises(PortalError) as caught:
        CliRunner().invoke(app, ["export", *order], catch_exceptions=False, standalone_mode=False)
    return str(caught.value)


@pytest.mark.parametrize(("form", "name"), FORMS.items())
def test_every_form_is_written_under_the_name_of_the_unit(form: str, name: str, root: Path) -> None:
    count = len(load(root).catalogue.bank_of["c-first-steps"].questions)
    output = export("first-steps", "--to", form)
    assert output.startswith(f"写好了 {name}：1 个单元，选中 {count} 题")
    assert (root / name).stat().st_size > 500
    assert [path.name for path in root.iterdir() if path.name.startswith(".c-")] == []


@pytest.mark.parametrize("form", ["xlsx", "csv", "docx", "gift", "moodle"])
def test_what_is_exported_is_known_again(form: str, root: Path) -> None:
    export("all", "--to", form, "--out", "out", "--status", "all")
    [file] = (root / "out").iterdir()
    reading = form_of(file).read(file)
    catalogue = load(root).catalogue
    taken = take([Entry(file, draft) for draft in reading.drafts], catalogue, Wishes())
    assert [str(fault.problem) for fault in taken.faults] == []
    assert {row.change for row in taken.rows} == {"same"}
    ids = {f"{row.unit.id}/{row.question.id}" for row in taken.rows}
    assert ids == set(catalogue.question_of)


def test_units_are_named_by_id_file_name_and_title_and_tracks_too(root: Path) -> None:
    catalogue = load(root).catalogue
    unit = catalogue.unit_of["c-first-steps"]
    for name in (unit.id, unit.slug, unit.front.title):
        assert "1 个单元" in export(name, "--to", "gift")
    every = len(catalogue.banks)
    for name in ("c", "all", catalogue.tracks[0].front.title):
        assert f"{every} 个单元" in export(name, "--to", "gift", "--out", "alle.txt")
    assert f"{every} 个单元" in export("first-steps", "c", "c-first-steps", "--to", "gift")
    assert (root / "questions.gift.txt").is_file()


def test_packages_of_several_units_are_several_files(root: Path) -> None:
    export("c", "--to", "scorm", "--out", "包")
    banks = load(root).catalogue.banks
    assert sorted(path.name for path in (root / "包").iterdir()) == sorted(
        f"{bank.unit_id}-scorm.zip" for bank in banks
    )
    assert refused("c", "--to", "scorm", "--out", "包.zip") == (
        f"这种格式一个单元一个文件，这里有 {len(banks)} 个单元：--out 写一个文件夹。"
    )


def test_statuses_choose_the_questions(root: Path) -> None:
    bank = root / "quizzes" / "c" / "first-steps.yml"
    text = bank.read_text("utf-8")
    total = text.count("status: published")
    text = text.replace("status: published", "status: retired", 1).replace(
        "status: published", "status: draft", 1
    )
    bank.write_text(text, encoding="utf-8")
    said = {
        status: export("first-steps", "--to", "gift", "--status", status).split("，", 1)[1].split("。")[0]
        for status in ("current", "published", "draft", "retired", "all")
    }
    assert said == {
        "current": f"选中 {total - 1} 题（草稿 1）",
        "published": f"选中 {total - 2} 题",
        "draft": "选中 1 题（草稿 1）",
        "retired": "选中 1 题（停用 1）",
        "all": f"选中 {total} 题（草稿 1、停用 1）",
    }
    assert refused("next-steps", "--status", "draft") == (
        "选中的单元里没有这样的题。换一个 --status（all 是全部），或者换一个单元。"
    )


def test_an_unknown_name_is_answered_with_the_nearest(root: Path) -> None:
    title = load(root).catalogue.unit_of["c-first-steps"].front.title
    sentence = refused("frist-steps")
    assert sentence.startswith(f"没有单元“frist-steps”。是不是 c-first-steps（{title}）")
    assert sentence.endswith("也可以写轨道（c）或 all。")
    assert refused() == "没有写导出哪个单元。例如：portal export 单元编号 --to xlsx；全部就写 all。"


def test_an_unchanged_export_is_replaced_and_a_changed_file_is_not(root: Path) -> None:
    file = root / "c-first-steps.gift.txt"
    export("first-steps", "--to", "gift")
    export("first-steps", "--to", "gift", "--status", "published")
    file.write_text("我改过", encoding="utf-8")
    assert refused("first-steps", "--to", "gift") == (
        "c-first-steps.gift.txt 已经有了，不是导出的，或者导出以后改过，没有动它。"
        "用 --out 换一个名字；要盖掉它就加 --replace。"
    )
    assert file.read_text("utf-8") == "我改过"
    export("first-steps", "--to", "gift", "--replace")
    assert "first-steps" in file.read_text("utf-8")


def test_an_ending_that_does_not_fit_and_a_folder_in_the_way(root: Path) -> None:
    assert refused("first-steps", "--to", "xlsx", "--out", "a.xls") == (
        "--out a.xls 的后缀和格式不合：改成 .xlsx，或者写一个文件夹。"
    )
    (root / "c-first-steps.xml").mkdir()
    assert refused("first-steps", "--to", "moodle") == (
        "c-first-steps.xml 是文件夹，这里要写文件。请用 --out 另写一个名字。"
    )
    export("first-steps", "--to", "moodle", "--out", "题 库/一.xml")
    assert (root / "题 库" / "一.xml").is_file()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    out = tmp_path / "a.txt"
    out.write_text("旧", encoding="utf-8")

    def half(part: Path) -> tuple[str, ...]:
        part.write_text("一半", encoding="utf-8")
        raise OSError(28, os.strerror(28))

    with pytest.raises(PortalError) as caught:
        Place(tmp_path, may_replace=True).write(out, half)
    assert str(caught.value) == (
        f"{out} 没有写成：磁盘满了。关掉打开着它的程序，检查磁盘空间和权限，再导出一次。"
    )
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [("a.txt", "旧")]


def test_templates_can_be_filled_in(root: Path) -> None:
    assert export("--template") == "写好了 题目空表.xlsx。填好以后用 portal import 导入。\n"
    assert export("first-steps", "--template", "--to", "gift").startswith(
        "写好了 c-first-steps-空表.gift.txt。"
    )
    [draft, *_] = (
        form_of(root / "c-first-steps-空表.gift.txt").read(root / "c-first-steps-空表.gift.txt").drafts
    )
    unit = load(root).catalogue.unit_of["c-first-steps"]
    assert (draft.objective, draft.unit) == (next(iter(unit.front.objectives)), unit.front.title)
    assert refused("--template", "--to", "qti") == "这种格式没有空表。用 --to xlsx（Excel）、csv 或 gift。"
    assert refused("c-first-steps", "c-next-steps", "--template") == (
        "空表一次写一个单元的。只写一个单元，或者不写单元。"
    )
