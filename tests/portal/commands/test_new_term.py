"""`portal new term` changes one line of the word list, or nothing; what it writes reads back as meant."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import write_project
from typer.testing import CliRunner

from portal.checks import run
from portal.cli import app
from portal.commands.new.term_lines import joined_to, with_group
from portal.errors import PortalError
from portal.load import load
from portal.load.one_terms import read_terms

LIST = """---
title: 搜索词表
synonyms:
  # 学习
  - [学习, 念书]  # 读书也行
  - ['12356', 早一点看到]
  - - 找谁
    - 求助
  - [
      观察,
      难处
    ]
stop: [怎么办]
status: published
---

一页。
"""
FORMS = {
    "a line": "- [学习, 念书]",
    "a line with a remark": "- [学习, 念书]  # 读书，也行 [见下]",
    "quotes": "- [学习, '念书, ]']",
    "double quotes": '- [学习, "念\\"书]" ]',
    "several lines": "- [学习,\n     念书\n    ]",
    "a line for each word": "- - 学习\n    - 念书  # 也行",
    "more indented": "    - [学习, 念书]",
}

New = Callable[..., str]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The word list of a small project, entered."""
    root = write_project(tmp_path, {"docs/handbook/search-terms.md": LIST})
    (root / "mkdocs.yml").touch()
    monkeypatch.chdir(root)
    return root / "docs/handbook/search-terms.md"


@pytest.fixture
def new(file: Path) -> New:
    """Run `portal new term …`, answering its question; return what it says."""

    def run_new(*words: str, answers: str = "") -> str:
        result = CliRunner().invoke(app, ["new", "term", *words], input=answers)
        if isinstance(result.exception, PortalError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return run_new


def changed(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """Return the lines that were taken away and those that came, those around them left out."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return old, new


def test_a_word_joins_the_group_of_its_synonym_and_only_that_line_changes(file: Path, new: New) -> None:
    before = file.read_bytes()
    said = new("念书", "读书", "--join")
    old, after = changed(before, file.read_bytes())
    assert [line.decode() for line in old] == ["  - [学习, 念书]  # 读书也行\n"]
    assert [line.decode() for line in after] == ["  - [学习, 念书, 读书]  # 读书也行\n"]
    assert "第 5 行：“读书”加进了“学习、念书、读书”这一组。" in said
    assert "删掉“读书”" in said


@pytest.mark.parametrize("words", [("12356", "110"), ("求助", "帮帮我"), ("难处", "困难")])
def test_every_form_of_a_group_takes_a_word(words: tuple[str, str], file: Path, new: New) -> None:
    before = file.read_bytes()
    new(*words, "--join")
    old, after = changed(before, file.read_bytes())
    assert len(after) == 1
    assert len(old) <= 1
    loaded = load(file.parents[2])
    assert [*loaded.findings, *run(loaded.catalogue)] == []
    terms = loaded.catalogue.terms
    assert terms
    assert any(set(words) <= set(group) for group in terms.front.synonyms)


def test_words_that_are_new_become_a_group_behind_the_last(file: Path, new: New) -> None:
    before = file.read_bytes()
    said = new("为什么", "为啥")
    assert changed(before, file.read_bytes()) == ([], ["  - [为什么, 为啥]\n".encode()])
    assert "第 13 行：新的一组" in said


def test_one_word_alone_asks_for_others(file: Path, new: New) -> None:
    new("为什么", answers="为啥 咋会\n")
    assert "  - [为什么, 为啥, 咋会]\n" in file.read_text("utf-8")


def test_a_known_word_offers_its_group_and_no_changes_nothing(file: Path, new: New) -> None:
    before = file.read_bytes()
    said = new("念书", "读书", answers="否\n")
    assert "已经有这一组：第 5 行（学习、念书）" in said
    assert "没有改动。" in said
    assert file.read_bytes() == before
    new("念书", "读书", answers="是\n")
    assert "念书, 读书]" in file.read_text("utf-8")


def test_words_that_are_all_there_change_nothing(file: Path, new: New) -> None:
    before = file.read_bytes()
    assert "都在，不用加" in new("念书", "学习")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("学习", "求助"), "分在几组"),
        (("学习", "五年级", "--join"), "筛选用的词"),
        (("学习", "念", "--join"), "太短"),
        (("学习", "读书，写字", "--join"), "有标点"),
        (("蹦极", "滑翔"), "一个也找不到"),
        (("为什么", "怎么办"), "是要搜的词"),
        (("为什么", "他有精神病"), "不拿病名"),
        (("念书", "读书"), "--join"),
    ],
)
def test_what_a_rule_or_nobody_answers_for_is_not_written(
    words: tuple[str, ...], reason: str, file: Path, new: New
) -> None:
    before = file.read_bytes()
    with pytest.raises(PortalError, match=reason):
        new(*words)
    assert file.read_bytes() == before
    assert [one.name for one in file.parent.iterdir()] == [file.name]


@pytest.mark.parametrize("sign", [b"\xef\xbb\xbf", b""], ids=["with a byte order mark", "without"])
def test_line_ends_and_byte_order_mark_stay(sign: bytes, file: Path, new: New) -> None:
    before = sign + LIST.replace("\n", "\r\n").encode()
    file.write_bytes(before)
    new("念书", "读书", "--join")
    new("为什么", "为啥")
    after = file.read_bytes()
    assert after.replace(", 读书]".encode(), b"]").replace("  - [为什么, 为啥]\r\n".encode(), b"") == before


def test_a_project_without_a_list_says_so(file: Path, new: New) -> None:
    file.unlink()
    with pytest.raises(PortalError, match=r"search-terms\.md"):
        new("念书", "读书")


@given(st.permutations(list(FORMS.values())), st.text("读书ab 1'\"#-—·:", min_size=1, max_size=8), st.data())
def test_any_word_reads_back_in_any_form_and_nothing_else_moves(
    forms: list[str], word: str, data: st.DataObject
) -> None:
    if not word.strip():
        return
    indented = {form.startswith(" ") for form in forms[:3]}
    if len(indented) > 1:  # YAML wants one indent in a list
        return
    groups = "\n".join(f"  {form}" for form in forms[:3])
    text = f"---\ntitle: 词表\nsynonyms:\n  # 学习\n{groups}\nstatus: published\n---\n"
    terms, slips = read_terms(text)
    assert terms
    assert slips == ()
    group = data.draw(st.integers(0, 2))
    for after, wanted in (
        (joined_to(text, terms.marks, group, 2, [word]), group),
        (with_group(text, terms.marks, terms.front.synonyms, ["学习", word]), 3),
    ):
        read, slips = read_terms(after)
        assert read
        assert slips == ()
        expected = [*terms.front.synonyms]
        expected[wanted : wanted + 1] = [(*(expected[wanted] if wanted < 3 else ("学习",)), word.strip())]
        assert [*read.front.synonyms] == expected
        old, new = changed(text.encode(), after.encode())
        assert len(old) <= 1
        assert len(new) == 1
