"""No question of a private bank is on the site, was on it, or lies in the history that git keeps."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from private_assessment import bank, question

from portal.credentials.public_questions import ever_committed, has_history, in_history, in_site
from portal.credentials.secrecy import PublicQuestion, Watch
from portal.model.bank import Bank

OWN = bank("east", [question(0, 1, "东"), question(1, 2, "东", status="retired")])
PROMPT = OWN.questions[0].prompt
CHOICES = ("陪他坐坐", "当众追问他", "先不去管他")
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")


def told(*public: PublicQuestion, banks: tuple[Bank, ...] = (OWN,)) -> list[str]:
    watch = Watch(banks)
    return [finding.as_text().split("\n")[0] for one in public for finding in watch.findings(one)]


def test_a_question_that_nobody_has_seen_is_silent() -> None:
    other = PublicQuestion("quizzes/c/first.yml:2:3", "c-first/q", "晨检时你会留意哪些变化？", ("甲", "乙"))
    assert told(other) == []


def test_each_kind_of_sameness_is_told_with_both_places() -> None:
    near = PROMPT.replace("你先做什么", "你首先做什么")
    assert told(
        PublicQuestion("a.yml:1:1", "", PROMPT, CHOICES),
        PublicQuestion("b.yml:1:1", "", near, ("别的", "选项")),
        PublicQuestion("c.yml:1:1", "", "完全不同的题干，完全不同的题干", CHOICES[::-1]),
        PublicQuestion("d.yml:1:1", "c-east/q1", "又一个完全不同的题干", ("一", "二")),
    ) == [
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q0' 和公开的题一字不差：a.yml:1:1",
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q1' 的选项和公开的题几乎一样：a.yml:1:1",
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q0' 的题干和公开的题几乎一样：b.yml:1:1",
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q0' 的选项和公开的题几乎一样：c.yml:1:1",
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q1' 的选项和公开的题几乎一样：c.yml:1:1",
        "assessments/winter/banks/east.yml:1:1: error A201: 题目 'q1' 的编号和公开的题一样：d.yml:1:1",
    ]


def test_marks_and_spaces_do_not_hide_a_copy() -> None:
    spaced = PublicQuestion("a.yml:1:1", "", " ".join(PROMPT).replace("，", ","), CHOICES)
    assert told(spaced)[0].endswith("题目 'q0' 和公开的题一字不差：a.yml:1:1")


def site_with(folder: Path, text: str) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "assets" / "release.json").write_text(text, "utf-8")
    return folder


def test_the_questions_of_a_built_site_are_read_from_its_release_file(tmp_path: Path) -> None:
    facts = {"prompt": PROMPT, "choices": dict(enumerate(CHOICES)), "status": "retired"}
    site = site_with(tmp_path / "site", json.dumps({"questions": {"c-east/q0": facts}}))
    notes: list[str] = []
    found = list(in_site(site, notes.append))
    assert found == [PublicQuestion(str(site / "assets/release.json"), "c-east/q0", PROMPT, CHOICES)]
    assert list(in_site(tmp_path / "none", notes.append)) == notes == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"questions": []}', '{"questions": {"a": 1}}', "null", "[" * 99_999]
)
def test_a_release_file_that_cannot_be_read_is_told_and_not_passed_over(text: str, tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", text)
    notes: list[str] = []
    assert list(in_site(site, notes.append)) == []
    path = site / "assets/release.json"
    assert notes == [f"{path} 读不出来，没有比对。重新生成一次网站（portal build），再查。"]


def test_numbers_in_a_release_file_are_compared_as_texts(tmp_path: Path) -> None:
    site = site_with(tmp_path / "site", '{"questions": {"a": {"prompt": 1, "choices": {"b": 2}}}}')
    (found,) = in_site(site, print)
    assert (found.prompt, found.choices, told(found)) == ("1", ("2",), [])


def test_a_site_without_a_release_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    notes: list[str] = []
    assert list(in_site(tmp_path / "site", notes.append)) == []
    assert len(notes) == 1


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "项目 一"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    return root


def git(root: Path, *order: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *order], cwd=root, check=True, capture_output=True)


def commit(root: Path, name: str, text: str | None) -> None:
    path = root / name
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(root, "add", "-A", "-f")
    git(root, "commit", "-q", "-m", "x")


BANK = f"questions:\n  - id: old\n    prompt: {PROMPT}\n    choices:\n      - {{id: a, text: 甲}}\n"


@needs_git
def test_a_question_that_was_deleted_long_ago_is_found_in_the_history(repository: Path) -> None:
    commit(repository, "quizzes/c/first.yml", BANK)
    commit(repository, "quizzes/c/first.yml", None)
    commit(repository, "quizzes/c/坏.yml", "questions: [")
    commit(repository, "quizzes/c/notes.txt", "x")
    notes: list[str] = []
    found = list(in_history(repository, notes.append))
    assert has_history(repository)
    assert [(one.id, one.prompt, one.choices) for one in found] == [("c-first/old", PROMPT, ("甲",))]
    assert found[0].place.startswith("git 历史里的 quizzes/c/first.yml（")
    assert [note.partition("（")[0] for note in notes] == ["git 历史里的 quizzes/c/坏.yml"]
    assert "题目 'q0' 的题干和公开的题几乎一样：git 历史里的 quizzes/c/first.yml（" in told(found[0])[0]


@needs_git
def test_a_history_that_was_cut_short_is_told_and_a_commit_that_no_branch_holds_is_found(
    repository: Path,
) -> None:
    commit(repository, "a.txt", "x")
    commit(repository, "quizzes/c/first.yml", BANK)
    git(repository, "reset", "-q", "--hard", "HEAD~1")
    assert [one.id for one in in_history(repository, print)] == ["c-first/old"]
    commit(repository, "b.txt", "x")
    git(repository, "clone", "-q", "--depth", "1", repository.as_uri(), "../浅")
    notes: list[str] = []
    assert list(in_history(repository.parent / "浅", notes.append)) == []
    assert notes == ["git 的历史没有取全（浅克隆），没有比对更早的题库。在项目里运行 git fetch --unshallow。"]


@needs_git
def test_a_private_folder_that_git_ever_held_is_no_secret(repository: Path) -> None:
    commit(repository, "assessments/winter/banks/east.yml", BANK)
    commit(repository, "assessments/winter/banks/east.yml", None)
    commit(repository, "assessments/other/.gitignore", "*\n")
    assert ever_committed(repository, repository / "assessments/winter") == [
        "assessments/winter/banks/east.yml"
    ]
    assert ever_committed(repository, repository / "assessments/other") == []
    assert ever_committed(repository, repository.parent / "elsewhere") == []


def test_a_project_without_git_has_no_history(tmp_path: Path) -> None:
    assert not has_history(tmp_path)
    assert ever_committed(tmp_path, tmp_path / "assessments") == []
