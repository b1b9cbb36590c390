"""Loading with a cache gives exactly what loading everything gives, whatever was edited in between."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_project import BASE, write_project

from portal.load import load
from portal.load.kept import Kept
from portal.load.markdown_form import markdown_findings

PATHS = sorted(file.relative_to(BASE).as_posix() for file in BASE.rglob("*") if file.is_file())
NEW = [
    "docs/campus/new-page.md",
    "docs/_includes/new.md",
    "docs/_includes/drawing.svg",
    "docs/_templates/unit.md",
    "docs/lessons/grade-5/new-lesson.md",
    "docs/campus/wrong-ending.MD",
    "docs/campus/.hidden.md",
    "quizzes/c/new-bank.yml",
]
LINES = [
    "",
    "新的一行。\n",
    "#没有空格\n",
    "  - 缩进\n",
    "---\n",
    "title: [\n",
    "甲\t乙\n",
    "```\n",
    "- a: 1\n",
]


def _insert(text: str, place: float, line: str) -> str:
    lines = text.splitlines(keepends=True)
    at = int(place * len(lines))
    return "".join([*lines[:at], line, *lines[at:]])


EDIT = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), st.floats(0, 1), st.sampled_from(LINES)),
    st.tuples(st.just("copy"), st.sampled_from(NEW), st.sampled_from(PATHS)),
    st.tuples(st.just("gbk"), st.sampled_from(PATHS)),
    st.tuples(st.just("remove"), st.sampled_from([*PATHS, *NEW])),
    st.tuples(st.just("rename"), st.sampled_from(PATHS), st.sampled_from(NEW)),
    st.tuples(st.just("restore"), st.sampled_from(PATHS)),
    st.tuples(st.just("old"), st.sampled_from(PATHS)),
)


def _apply(root: Path, edit: tuple[object, ...]) -> None:
    """Do one edit as an editor, Git or somebody in a hurry would; what is not there is left alone."""
    kind, path = str(edit[0]), root / str(edit[1])
    original = BASE / str(edit[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    if kind == "write" and path.exists():
        text = path.read_bytes().decode("utf-8", "replace")
        path.write_text(_insert(text, float(str(edit[2])), str(edit[3])), "utf-8")
    elif kind == "copy":
        shutil.copy(BASE / str(edit[2]), path)
    elif kind == "gbk":
        path.write_bytes(original.read_text("utf-8").encode("gb18030"))
    elif kind == "remove":
        path.unlink(missing_ok=True)
    elif kind == "rename" and path.exists():
        (root / str(edit[2])).parent.mkdir(parents=True, exist_ok=True)
        path.replace(root / str(edit[2]))
    elif kind == "restore":
        path.write_bytes(original.read_bytes())
    elif kind == "old" and path.exists():  # so that the cache trusts its time the next time
        os.utime(path, (1_700_000_000, 1_700_000_000))


@settings(max_examples=25)
@given(st.lists(st.lists(EDIT, min_size=1, max_size=3), min_size=1, max_size=5))
def test_after_any_edits_only_what_changed_is_read_and_the_result_is_that_of_a_full_load(
    rounds: list[list[tuple[object, ...]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, kept = write_project(Path(name)), Kept()
        assert load(root, kept) == load(root)
        for edits in rounds:
            for edit in edits:
                _apply(root, edit)
            assert load(root, kept) == load(root)


def test_what_did_not_change_is_the_very_same_object(tmp_path: Path) -> None:
    root, kept = write_project(tmp_path), Kept()
    before = load(root, kept).catalogue
    page = root / "docs/campus/referral.md"
    page.write_text(page.read_text("utf-8") + "\n再写一句。\n", "utf-8")
    after = load(root, kept).catalogue
    assert all(old is new for old, new in zip(before.units, after.units, strict=True))
    assert [old is new for old, new in zip(before.guides, after.guides, strict=True)].count(False) == 1


def test_an_edit_of_the_same_size_within_the_same_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    root, kept = write_project(tmp_path), Kept()
    page = root / "docs/certificates/c/first-steps.md"
    load(root, kept)
    facts = page.stat()
    page.write_text(page.read_text("utf-8").replace("早一点看到。", "晚一点看到。"), "utf-8")
    os.utime(page, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert "晚一点看到。" in load(root, kept).catalogue.units[0].body.markdown


def test_the_text_of_a_file_is_the_one_that_was_loaded(tmp_path: Path) -> None:
    root, kept = write_project(tmp_path), Kept()
    page = root / "docs/campus/referral.md"
    page.write_bytes(b"\xef\xbb\xbf" + page.read_bytes().replace(b"\n", b"\r\n"))
    load(root, kept)
    page.write_text("改了，还没有读", "utf-8")
    text = kept.text_of("docs/campus/referral.md")
    assert text
    assert text.startswith("---\ntitle:")
    assert kept.text_of("docs/campus/none.md") is None


def test_files_that_are_no_text_have_none(tmp_path: Path) -> None:
    root, kept = write_project(tmp_path, {"docs/campus/referral.md": "标题".encode("gb18030")}), Kept()
    load(root, kept)
    assert kept.text_of("docs/campus/referral.md") is None


@pytest.mark.parametrize("count", [1, 60])
def test_few_files_or_many_give_the_same_slips(count: int, tmp_path: Path) -> None:
    pages = [f"docs/page-{number}.md" for number in range(count)]
    root = write_project(tmp_path, dict.fromkeys(pages, "甲\t乙\n"))
    found = markdown_findings(root, pages)
    assert [found[page][0].reason for page in pages] == ["用了 Tab"] * count
