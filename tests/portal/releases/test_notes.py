"""The draft of the notes, as teachers will read it."""

import functools
from pathlib import Path

import pytest
from small_project import Edits, write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.release import release_of
from portal.model.release_diff import differences
from portal.releases.notes import draft_of

UNIT = "docs/certificates/c/first-steps.md"
BANK = "quizzes/c/first-steps.yml"
LESSON = "docs/lessons/grade-5/why-i-learn.md"
GUIDE = "docs/campus/referral.md"


def catalogue(root: Path, edits: Edits | None = None) -> Catalogue:
    return load(write_project(root, edits)).catalogue


@pytest.fixture
def notes(tmp_path: Path) -> "functools.partial[str]":
    return functools.partial(draft, tmp_path)


def draft(tmp_path: Path, edits: Edits, before: Edits | None = None) -> str:
    old, new = catalogue(tmp_path / "old", before), catalogue(tmp_path / "new", edits)
    return draft_of(differences(release_of(old), release_of(new)), new)


def test_nothing_changed_is_nothing_to_tell(notes: "functools.partial[str]") -> None:
    assert notes({}) == ""


def test_other_words_in_a_block_of_many_pages_are_told_once(notes: "functools.partial[str]") -> None:
    told = notes({"docs/_includes/help.md": '!!! help "需要帮助时"\n    - 先找身边的大人。\n'})
    assert told == "- **网站**\n    - 各页共用的“求助信息”改过了。"


def test_the_page_of_releases_itself_is_no_news(notes: "functools.partial[str]") -> None:
    assert notes({"docs/updates/index.md": [["第一次发布。", "第一次发布，改了一句。"]]}) == ""


KEY_CORRECTED = [
    ["text: 又怎么了？\n        correct: false", "text: 又怎么了？\n        correct: true"],
    ["text: 我看到你有点难过。\n        correct: true", "text: 我看到你有点难过。\n        correct: false"],
]
CHANGED = "revision: 2\nchanges:\n  - revision: 2\n    text: “做一做”里加了一个例子"


def test_a_revised_unit_is_told_in_its_authors_line(notes: "functools.partial[str]") -> None:
    assert notes({UNIT: [["revision: 1", CHANGED]]}) == (
        "- **学证书**\n"
        "    - C 证：[《第一步》](../certificates/c/first-steps.md)改了：“做一做”里加了一个例子。"
    )


def test_a_corrected_key_is_told_with_its_question_and_that_answers_are_judged_anew(
    notes: "functools.partial[str]",
) -> None:
    edits: Edits = {BANK: KEY_CORRECTED}
    assert notes(edits) == (
        "- **学证书**\n"
        "    - C 证：[《第一步》](../certificates/c/first-steps.md)的练习："
        "“哪一句更合适？”一题的答案更正了，做过的已按新答案重新判分。"
    )


def test_new_wording_and_revision_of_one_unit_share_a_line(notes: "functools.partial[str]") -> None:
    edits = {UNIT: [["revision: 1", CHANGED]], BANK: [["哪一句更合适？", "你开口的第一句话，哪一句更合适？"]]}
    assert notes(edits).split("\n")[1:] == [
        "    - C 证：[《第一步》](../certificates/c/first-steps.md)改了：“做一做”里加了一个例子。"
        "练习：改了说法的有 1 题。"
    ]


def test_new_and_retired_questions_are_counted(notes: "functools.partial[str]", tmp_path: Path) -> None:
    text = write_project(tmp_path / "base").joinpath(BANK).read_text("utf-8")
    first = text[text.index("  - id: opening") : text.index("  - id: people")]
    retired = first.replace("status: published", "status: retired")
    new = first.replace("id: opening", "id: opening-again").replace(
        "哪一句更合适？", "换一句，哪一句更合适？"
    )
    told = notes({BANK: text.replace(first, retired + new)})
    assert told.endswith("的练习：新增 1 题，停用 1 题。")


def test_a_new_unit_is_told_with_the_number_of_its_questions(notes: "functools.partial[str]") -> None:
    before: Edits = {UNIT: [["status: published", "status: draft"]]}
    assert notes({}, before).split("\n")[1:] == [
        "    - C 证：新增[《第一步》](../certificates/c/first-steps.md)，练习 4 题。"
    ]


def test_lessons_stand_by_grade_with_their_month(notes: "functools.partial[str]") -> None:
    changed = "revision: 2\nchanges:\n  - revision: 2\n    text: 转换第 2 步加了一个例子。"
    (told,) = notes({LESSON: [["revision: 1", changed]]}).split("\n")[1:]
    assert told == (
        "    - 五年级：[《我为什么学》](../lessons/grade-5/why-i-learn.md)改了：转换第 2 步加了一个例子。"
        .replace("《我为什么学》", told.split("[")[1].split("]")[0])
    )  # fmt: skip
    assert "》（" in told


def test_other_pages_with_new_words_share_a_line(notes: "functools.partial[str]") -> None:
    guide = "---\ntitle: {}\nstatus: published\n---\n\n{}\n"
    before: Edits = {f"docs/handbook/{name}.md": guide.format(name, "从前的话。") for name in "ab"}
    edits: Edits = {f"docs/handbook/{name}.md": guide.format(name, "现在的话。") for name in "ab"}
    assert notes(edits, before) == (
        "- **培训者**\n    - 改了几处文字：[a](../handbook/a.md)、[b](../handbook/b.md)。"
    )


def test_groups_stand_in_the_order_of_their_readers(notes: "functools.partial[str]") -> None:
    guide = "---\ntitle: {}\nstatus: published\n---\n\n新的一页。\n"
    edits: Edits = {
        UNIT: [["revision: 1", CHANGED]],
        LESSON: [["revision: 1", CHANGED]],
        "docs/handbook/a.md": guide.format("手册一页"),
        "docs/campus/a.md": guide.format("学校一页"),
        "docs/my/a.md": guide.format("我的一页"),
    }
    groups = [line for line in notes(edits).split("\n") if not line.startswith(" ")]
    assert groups == ["- **学证书**", "- **上课**", "- **学校怎么做**", "- **网站**", "- **培训者**"]


def test_signs_of_markdown_in_a_prompt_do_not_break_the_notes(notes: "functools.partial[str]") -> None:
    prompt = "'**哪一句**更`合适`？[参考](https://www.moe.gov.cn/)" + "再想一想" * 20 + "'"
    before: Edits = {BANK: [["哪一句更合适？", prompt]]}
    edits: Edits = {BANK: [["哪一句更合适？", prompt], *KEY_CORRECTED]}
    told = notes(edits, before)
    assert "“哪一句更合适？参考再想一想再想一想再想一想再想一想再想一想再……”一题的答案更正了" in told


EXAM = """title: C 证模拟考
minutes: 4
lines:
  - {module: basics, count: 2}
status: published
"""


def test_a_new_a_changed_and_a_withdrawn_exam_are_told(tmp_path: Path) -> None:
    path, more = "quizzes/exams/c.yml", EXAM.replace("count: 2", "count: 3")
    assert draft(tmp_path / "a", {path: EXAM}) == (
        "- **学证书**\n    - C 证：新增 C 证模拟考：2 题，4 分钟，80% 合格。"
    )
    assert draft(tmp_path / "b", {path: more}, {path: EXAM}) == (
        "- **学证书**\n"
        "    - C 证：C 证模拟考的抽题或规则改了，现在是 3 题，4 分钟，80% 合格；考过的不受影响。"
    )
    assert draft(tmp_path / "c", {}, {path: EXAM}) == (
        "- **学证书**\n    - C 证：C 证模拟考撤下了；考过的记录还在。"
    )
    again = EXAM.replace("status", "revision: 2\nstatus")
    assert draft(tmp_path / "d", {path: again}, {path: EXAM}) == ""
