"""`portal paper new`, `check` and `make`, from an empty folder to papers, with their messages."""

import csv
import json
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from private_assessment import IDENTITY, write_assessment
from small_project import write_project
from typer.testing import CliRunner

from portal.cli import app
from portal.commands.paper.reading import read_people, read_plan
from portal.commands.paper.writing import put_in_place, room_in
from portal.credentials.locking import unlock
from portal.credentials.sealing import recipient_of
from portal.errors import PortalError
from portal.model.paper import LockedPaper, Paper
from portal.model.paper_key import PaperKey


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in a folder with a Chinese name, entered."""
    root = write_project(tmp_path / "门户 项目")
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    monkeypatch.setenv("COLUMNS", "100")
    return root


@pytest.fixture
def winter(root: Path) -> Path:
    """A sound assessment of the project."""
    return write_assessment(root / "assessments" / "winter")


def run(*order: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["paper", *order])
    if isinstance(result.exception, PortalError):
        raise result.exception
    return result.exit_code, result.output


def refusal(*order: str) -> str:
    with pytest.raises(PortalError) as refused:
        run(*order)
    return str(refused.value)


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def made(folder: Path) -> tuple[dict[str, Paper], PaperKey]:
    papers = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "papers").iterdir())]
    key = PaperKey.model_validate_json((folder / "key.json").read_text("utf-8"))
    return {paper["id"]: Paper.model_validate(paper) for paper in papers}, key


def test_a_new_folder_holds_a_plan_a_key_and_nothing_that_git_would_take(root: Path) -> None:
    status, out = run("new", "winter", "--title", "冬季考核: 一")
    folder = root / "assessments" / "winter"
    assert status == 0
    assert out.startswith(f"新建了 {folder}\n")
    assert out.endswith("整个文件夹不进 git，也不会发布。写好后运行：portal paper check winter\n")
    assert names(folder) == [
        ".gitignore", "assessment.yml", "banks/first-bank.yml", "candidates.csv", "keys/seal.key",
    ]  # fmt: skip
    assert (folder / ".gitignore").read_text() == "*\n"
    assert recipient_of((folder / "keys/seal.key").read_text("utf-8")).startswith("age1")
    if sys.platform != "win32":
        assert stat.S_IMODE((folder / "keys/seal.key").stat().st_mode) == 0o600
    assert refusal("new", "winter") == f"{folder} 已经有了，没有动它。换一个名字。"


def test_what_the_template_says_is_what_a_check_asks_for(root: Path) -> None:
    run("new", "winter")
    status, out = run("check", "winter")
    assert status == 1
    assert out == (
        "assessments/winter/assessment.yml:2:1: error A110: 'title' 里还有没填的〔…〕\n"
        "    写上考生要看到的话。\n"
        "assessments/winter/assessment.yml:11:26: error A104: 这一行要 10 题，合用的只有 0 道\n"
        "    往题库里添题（status: published），或把 count 改小。\n\n"
        "共 2 处。A 开头的规则见手册“正式考核”，别的见“检查规则”。\n"
        f"{root / 'assessments/winter/candidates.csv'}\n第 2 行：名单里一个人也没有\n"
        "    从表头的下一行起，每行写一个人。\n名单共 1 处。\n"
    )


@pytest.mark.parametrize("name", ["冬季", "Winter", "a b", "../x", "a" * 41])
def test_a_name_that_cannot_be_an_id_is_refused(name: str, root: Path) -> None:
    assert refusal("new", name) == (
        f"英文名 '{name}' 不合用：只用小写英文、数字和连字符，最多 40 个字符，如 2026-winter。"
    )


@pytest.mark.parametrize("place", ["docs", "quizzes/c", "overrides"])
def test_no_private_folder_comes_into_what_is_published(place: str, root: Path) -> None:
    assert refusal("new", "winter", "--in", place) == (
        f"{Path(place) / 'winter'} 在项目的 {place.split('/')[0]} 文件夹里，会被发布出去。"
        "正式考核的文件夹放在网站外面：默认是项目的 assessments 文件夹，也可以放在别的盘。"
    )
    assert not (root / place / "winter").exists()


def test_no_private_folder_comes_into_a_site(root: Path) -> None:
    site = root.parent / "www"
    (site / "assets").mkdir(parents=True)
    (site / "assets/catalogue.json").write_text("{}")
    assert f"在生成好的网站 {site} 里" in refusal("new", "winter", "--in", str(site))


@pytest.mark.parametrize("text", ["", "# 还没有写\n", "\ufeff\r\n"])
def test_an_empty_plan_is_no_sound_assessment(text: str, winter: Path) -> None:
    (winter / "assessment.yml").write_text(text, "utf-8")
    status, out = run("make", "winter")
    assert (status, out.count("缺少 ")) == (1, 4)


def test_a_sound_assessment_says_with_what_it_was_compared(root: Path, winter: Path) -> None:
    assert run("check", "winter") == (
        0,
        "24 道题和公开过的 6 道逐一比对，没有重复；名单 4 人。可以出卷：portal paper make winter\n",
    )


def test_forms_are_made_with_their_key_and_who_gets_which(root: Path, winter: Path) -> None:
    status, out = run("make", "winter", "--seed", "4711", "--no-print")
    assert status == 0
    papers, key = made(winter)
    assert list(papers) == ["winter-a", "winter-b"]
    assert {name: paper.digest for name, paper in papers.items()} == {
        n: p.digest for n, p in key.papers.items()
    }
    assert key.seed == 4711
    assert key.recipient == papers["winter-a"].recipient == recipient_of(IDENTITY)
    with (winter / "发卷表.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert list(csv.reader(opened)) == [
            ["编号", "姓名", "学校", "卷号"], ["001", "考生1", "一小", "winter-a"],
            ["002", "考生2", "一小", "winter-b"], ["003", "考生3", "一小", "winter-a"],
            ["004", "考生4", "一小", "winter-b"],
        ]  # fmt: skip
    assert re.search(r"winter-a\s*│ A 卷，2 人\s*│ 10\s*│ [12]\.\d\d", out)
    assert re.search(
        r"几套卷的平均难度相差 0\.[01]0（应在 0\.1 以内），没有重复的题。\n抽题编号 4711。\n接下来：", out
    )
    assert not (winter / "codes.csv").exists()
    assert [name for name in names(winter) if name.startswith(".portal")] == []


def test_a_locked_paper_is_given_out_with_a_code_that_is_kept(root: Path, winter: Path) -> None:
    _, out = run("make", "winter", "--lock", "--no-print")
    (code,) = re.findall(r"到点当场念开卷码：([0-9A-Z]{5}-[0-9A-Z]{5})（", out)
    assert code in (winter / "codes.csv").read_text("utf-8-sig")
    key = PaperKey.model_validate_json((winter / "key.json").read_text("utf-8"))
    texts = {path.stem.split(".")[0]: path.read_text("utf-8") for path in (winter / "papers").iterdir()}
    assert len({json.loads(text)["nonce"] for text in texts.values()}) == 2
    for name, text in texts.items():
        assert "prompt_html" not in text
        assert unlock(LockedPaper.model_validate_json(text), code).digest == key.papers[name].digest


def test_everybody_gets_a_paper_of_their_own(root: Path) -> None:
    folder = write_assessment(root.parent / "U 盘" / "winter", "per_candidate: true\n", candidates=14)
    _, out = run("make", str(folder))
    papers, key = made(folder)
    assert sorted(paper.candidate.name for paper in papers.values() if paper.candidate) == sorted(
        f"考生{n}" for n in range(1, 15)
    )
    assert "还有 2 份，见 发卷表.csv。" in out
    assert {key.papers[name].candidate for name in papers} == {f"{n:03}" for n in range(1, 15)}
    assert not (folder / "print").exists()


def test_papers_that_were_made_stay_until_they_are_put_aside_on_purpose(root: Path, winter: Path) -> None:
    run("make", "winter", "--seed", "1", "--no-print")
    (winter / "handed-in" / "winter-a.answers.age").write_bytes(b"x")
    (winter / "裁定.csv").write_text("编号,裁定,理由\n001,有效,停电\n", "utf-8")
    before = (winter / "key.json").read_bytes()
    assert refusal("make", "winter", "--seed", "2") == (
        f"{winter} 里已经有出好的卷（key.json、papers、handed-in），没有动它："
        "卷子发出去再换，交上来的就对不上了。"
        "确实要重出，加 --anew：旧卷、旧答案和已交的答卷都收进 earlier 文件夹。"
    )
    assert (winter / "key.json").read_bytes() == before
    _, out = run("make", "winter", "--seed", "2", "--no-print", "--anew")
    (aside,) = (winter / "earlier").iterdir()
    assert f"旧的都在 {aside}。" in out
    assert (aside / "key.json").read_bytes() == before
    kept = {"handed-in/winter-a.answers.age", "keys/seal.key", "assessment.yml", "裁定.csv"}
    assert kept <= set(names(aside))
    assert not (winter / "裁定.csv").exists(), "裁定只管那一次的答卷"
    assert list((winter / "handed-in").iterdir()) == []
    assert (winter / "key.json").read_bytes() != before


def test_nothing_changes_when_the_new_papers_cannot_be_put_in_place(root: Path, winter: Path) -> None:
    run("make", "winter", "--seed", "1", "--no-print")
    before = {name: (winter / name).read_bytes() for name in names(winter)}
    with pytest.raises(PortalError, match=r"^没有出卷，原来的都没有动："), room_in(winter) as room:  # noqa: PT012
        (room / "new" / "key.json").write_text("new")
        (room / "new" / "assessment.yml").mkdir()  # there is a file of that name: the last move fails
        (room / "new" / "assessment.yml" / "x").write_text("x")
        put_in_place(winter, room, "2026")
    assert {name: (winter / name).read_bytes() for name in names(winter)} == before


def test_a_question_of_the_site_is_no_question_of_an_assessment(root: Path, winter: Path) -> None:
    public = next((root / "quizzes").glob("*/*.yml")).read_text("utf-8")
    (winter / "banks" / "east.yml").write_text(public, "utf-8")
    status, out = run("make", "winter")
    assert status == 1
    assert "error A201: 题目 '" in out
    assert "和公开的题一字不差：quizzes/c/" in out
    assert not (winter / "key.json").exists()


def test_everything_wrong_is_told_at_once(root: Path, winter: Path) -> None:
    (winter / "banks" / "east.yml").write_text("questions:\n  - id: Q1\n", "utf-8")
    (winter / "banks" / "题库.yml").write_bytes("questions: 题".encode("gbk"))
    (winter / "candidates.csv").write_bytes("编号,姓名\r\n1,王芳\r\n1,李伟\r\n".encode("gbk"))
    status, out = run("check", "winter")
    assert status == 1
    for wanted in (
        "assessments/winter/banks/east.yml:2:5: error F102: 缺少 'type'",
        "assessments/winter/banks/题库.yml:1:1: error A108: 不是题库的文件名",
        "第 3 行 A 列：编号“1”和第 2 行的一样",
    ):
        assert wanted in out


def test_a_gap_that_would_not_be_shown_is_refused_at_its_line(root: Path, winter: Path) -> None:
    gaps = "、".join(["____"] * 13)
    accept = ", ".join(['["甲乙"]'] * 13)
    (winter / "banks" / "east.yml").write_text(
        "questions:\n  - id: gaps\n    type: blank\n    objective: goal\n"
        f"    prompt: 依次填写 {gaps}。\n    blanks: {{accept: [{accept}]}}\n"
        "    explanation: 依次填写。\n    difficulty: 1\n    status: published\n",
        "utf-8",
    )
    plan = winter / "assessment.yml"
    plan.write_text(plan.read_text("utf-8").replace("east, count: 5", "east, count: 1"), "utf-8")
    assert refusal("make", "winter") == (
        "assessments/winter/banks/east.yml:5:5: 题目 'gaps' 出不了卷：有 13 个空，太多。"
        "一题最多 12 个空，分成几题。"
    )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["assessment.yml", "banks/east.yml", "candidates.csv"]),
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)),
    st.integers(0, 600),
)
def test_no_file_of_the_folder_ends_the_reading_in_anything_but_words(
    root: Path, winter: Path, name: str, noise: bytes, at: int
) -> None:
    whole = (winter / name).read_bytes()
    (winter / name).write_bytes(whole[:at] + noise + whole[at + 20 :])
    try:
        with suppress(PortalError):
            read = read_plan(root, winter)
            assert read.plan or read.findings
            _, people, problems = read_people(winter)
            assert people or problems
    finally:
        (winter / name).write_bytes(whole)


def test_the_list_may_be_a_workbook_and_two_lists_are_one_too_many(root: Path, winter: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["编号", "姓名"], ["007", "王芳"]):
        book.active.append(row)
    book.save(winter / "candidates.xlsx")
    assert refusal("check", "winter") == (
        f"{winter} 里有两份名单：candidates.csv、candidates.xlsx。留下一份，另一份移走。"
    )
    (winter / "candidates.csv").unlink()
    assert "名单 1 人。" in run("check", "winter")[1]


def test_without_a_list_forms_may_be_made_and_personal_papers_not(root: Path, winter: Path) -> None:
    (winter / "candidates.csv").unlink()
    assert "warning A109: 没有名单，判分时核对不了谁该交、谁没交" in run("check", "winter")[1]
    plan = winter / "assessment.yml"
    plan.write_text(plan.read_text("utf-8").replace("forms: [A, B]", "per_candidate: true"), "utf-8")
    status, out = run("check", "winter")
    assert status == 1
    assert "error A109: 一人一卷，却没有名单" in out


def test_a_lost_key_stops_the_making_before_anything_is_drawn(root: Path, winter: Path) -> None:
    (winter / "keys/seal.key").unlink()
    assert refusal("make", "winter") == (
        f"{winter / 'keys/seal.key'} 读不了：没有这个文件或文件夹。从备份里放回来；没有它，密封的答卷打不开。"
    )
    assert not (winter / "papers").exists()


def test_a_folder_whose_ignore_file_was_changed_is_hidden_again(root: Path, winter: Path) -> None:
    (winter / ".gitignore").write_text("papers/")
    run("check", "winter")
    assert (winter / ".gitignore").read_text() == "papers/\n*\n"


def test_a_history_that_cannot_be_read_is_told(root: Path, winter: Path) -> None:
    (root / ".git").mkdir()
    assert (
        "warning A202: git 的历史读不出来（可能没有装 git），没有比对以前的题库。\n"
        "    把它弄好再查；确定里面没有这次考的题，可以不管。"
    ) in run("check", "winter")[1]


def test_a_folder_that_is_not_there_is_named(root: Path) -> None:
    assert refusal("check", "summer") == (
        "没有考核文件夹 summer。写它的路径或名字；新的一次用 portal paper new 建。"
    )
    (root / "empty").mkdir()
    assert refusal("check", "empty") == (
        "empty 里没有 assessment.yml。写考核的文件夹；新的一次用 portal paper new 建。"
    )
