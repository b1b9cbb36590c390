"""What `portal new` makes passes the checks, whatever the title is."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from small_project import write_project
from typer.testing import CliRunner

from portal.checks import run
from portal.cli import app
from portal.errors import PortalError
from portal.load import load
from portal.model.catalogue import Catalogue
from portal.pages.navigation import navigation

DOCS = Path(__file__).parents[3] / "docs"
New = Callable[..., Catalogue]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project with the real templates, entered."""
    root = write_project(tmp_path)
    (root / "mkdocs.yml").touch()
    for folder in ("_templates", "_includes"):
        shutil.copytree(DOCS / folder, root / "docs" / folder, dirs_exist_ok=True)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def new(root: Path) -> New:
    """Run `portal new …`, answering its questions; return the content, in which nothing may be wrong."""

    def run_new(*order: str, answers: str = "") -> Catalogue:
        result = CliRunner().invoke(app, ["new", *order], input=answers)
        if isinstance(result.exception, PortalError):
            raise result.exception
        assert result.exit_code == 0, result.output
        loaded = load(root)
        assert [*loaded.findings, *run(loaded.catalogue)] == []
        return loaded.catalogue

    return run_new


@pytest.mark.parametrize(
    "title", ["倾听", "2026", "1.5", "true", "null", "yes", "A 级", "50%", "a: b", "'听'", "〔听〕#1"]
)
def test_a_new_unit_and_its_bank_pass_the_checks(title: str, root: Path, new: New) -> None:
    made = new("unit", "extra", "--title", title, "--module", "basics")
    assert made.unit_of["c-extra"].front.title == title
    (root / "quizzes" / "c" / "extra.yml").unlink()
    assert new("bank", "extra").bank_of["c-extra"].questions


@pytest.mark.parametrize("minutes", [40, 45])
def test_a_new_lesson_passes_the_checks(minutes: int, new: New) -> None:
    order = ["--title", "听", "--grade", "5", "--month", "3", "--minutes", str(minutes)]
    made = new("lesson", "extra", *order)
    assert [lesson.front.minutes for lesson in made.lessons if lesson.slug == "extra"] == [minutes]


def test_a_new_track_is_there_for_its_author_and_for_nobody_else(new: New) -> None:
    made = new("track", "b", "--title", "B 证", "--audience", "兼职心理教师", "--hours", "48")
    assert [(track.slug, track.front.hours) for track in made.tracks] == [("b", 48), ("c", 3)]
    assert [track.slug for track in made.published_tracks] == ["c"]
    assert "certificates/b/index.md" not in str(navigation(made))


def test_a_new_exam_asks_every_module_and_is_a_draft(root: Path, new: New) -> None:
    [made] = new("exam").blueprints
    assert (made.track, made.front.title, made.front.status) == ("c", "C 证模拟考", "draft")
    assert [(line.module, line.count) for line in made.front.lines] == [("basics", 5)]
    assert (made.front.minutes, made.front.pass_percent) == (7, 80)
    with pytest.raises(PortalError, match="已经有了，没有动它"):
        new("exam", "--track", "c")


def test_a_track_without_questions_gets_no_exam(root: Path, new: New) -> None:
    new("track", "b", "--title", "B 证", "--audience", "兼职心理教师")
    with pytest.raises(PortalError) as told:
        new("exam", "--track", "b")
    assert str(told.value) == "轨道 b 还没有已发布的题，出不了模拟考。先写好、发布一个单元和它的题库。"


def test_a_new_module_stands_last_in_its_track_and_raises_its_hours(root: Path, new: New) -> None:
    path = root / "docs" / "certificates" / "c" / "index.md"
    before = path.read_text("utf-8")
    track = new("module", "families", "--title", "家校：一起", "--hours", "2.5").tracks[0]
    last = track.front.modules[-1]
    assert (last.id, last.title, last.hours, last.status) == ("families", "家校：一起", 2.5, "draft")
    assert track.front.hours == 5.5
    added = "  - id: families\n    title: 家校：一起\n    hours: 2.5\n    status: draft\n"
    assert path.read_text("utf-8").replace(added, "") == before.replace("hours: 3\n", "hours: 5.5\n", 1)


@pytest.mark.parametrize("folder", ["campus", "handbook"])
def test_a_new_guide_passes_the_checks(folder: str, new: New) -> None:
    made = new("guide", "exam-season", "--title", "考前", "--folder", folder)
    assert f"{folder}/exam-season.md" in made.page_at


def test_a_published_micro_lesson_stands_in_the_navigation(root: Path, new: New) -> None:
    new("micro-lesson", "hand-breathing", "--title", "五指呼吸", "--for", "five-minutes", "--minutes", "3")
    page = root / "docs" / "micro" / "five-minutes" / "hand-breathing.md"
    page.write_text(page.read_text("utf-8").replace("status: draft", "status: published"), "utf-8")
    shown = navigation(load(root).catalogue)
    assert {"微课": [{"课前五分钟": ["micro/five-minutes/hand-breathing.md"]}]} in shown


def test_what_no_option_says_is_asked_and_asked_again_after_a_wrong_answer(new: New) -> None:
    made = new("unit", answers="安静\nquiet-corner\n安静的角落\nnowhere\nbasics\n")
    assert made.unit_of["c-quiet-corner"].front.module == "basics"


def test_a_choice_is_named_by_its_title_too(new: New) -> None:
    asked = new("unit", "first-corner", "--title", "第一个角落", answers="基础\n")
    given = new("unit", "second-corner", "--title", "第二个角落", "--module", "以后再写")
    assert asked.unit_of["c-first-corner"].front.module == "basics"
    assert given.unit_of["c-second-corner"].front.module == "later"


@pytest.mark.parametrize(
    ("order", "words"),
    [
        ("unit 安静 --title 听",
         "'安静' 不能做文件名：用小写英文词加连字符，最多 40 个字符，如 five-minute-talk。"),
        ("unit x --title 听 --track z", "没有轨道 'z'。已有的轨道：c C 证。"),
        ("unit x --title 听 --module z", "没有模块 'z'。已有的模块：basics 基础、later 以后再写。"),
        ("bank nothing", "没有单元 c/nothing。先用 portal new unit 新建单元，题库会一起建好。"),
        ("module basics --title 听",
         "docs/certificates/c/index.md 里已经有模块 'basics'，没有动它。换一个编号。"),
        ("guide x --title 听 --folder my",
         "没有文件夹 'my'。已有的文件夹：campus 学校怎么做、handbook 培训者手册。"),
        ("unit first-steps --title 听 --module basics",
         "docs/certificates/c/first-steps.md 已经有了，没有动它。换一个名字，或直接打开它修改。"),
    ],
)  # fmt: skip
def test_a_wrong_order_says_what_there_is_and_changes_nothing(
    order: str, words: str, root: Path, new: New
) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}
    with pytest.raises(PortalError) as caught:
        new(*order.split())
    assert str(caught.value) == words
    assert {file: file.read_bytes() for file in root.rglob("*") if file.is_file()} == before


def test_a_list_of_modules_in_an_unusual_form_is_left_alone(root: Path, new: New) -> None:
    path = root / "docs" / "certificates" / "c" / "index.md"
    text = path.read_text("utf-8")
    flow = "modules: [{id: basics, title: 基础, hours: 2, units: [first-steps, next-steps]}, "
    flow += "{id: later, title: 以后再写, hours: 1, status: draft}]\n"
    rest = text[text.index("status: published\n---") :]
    path.write_text(text[: text.index("modules:")] + flow + rest, "utf-8")
    with pytest.raises(PortalError, match="里 modules 的写法，没有动它。照别的模块的样子手写一项。"):
        new("module", "families", "--title", "家校")
