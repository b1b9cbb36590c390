import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_project import base_files, edited, write_project

from portal.checks import run
from portal.errors import PortalError
from portal.load import load
from portal.model.finding import Place

UNIT = "docs/certificates/c/first-steps.md"
scraps = st.sampled_from(
    [
        "---\n",
        "\n",
        "title: 甲\n",
        "status: draft\n",
        "questions:\n",
        "  - id: a\n",
        "    type: blank\n",
        "## 为什么学\n",
        "```\n",
        "[",
        "{",
        "\t",
        "no\n",
        '"',
        "\x00",
        "\r",
        "objectives: {a: 1}\n",
    ]
)


def test_the_folder_tells_what_a_page_is(tmp_path: Path) -> None:
    catalogue = load(write_project(tmp_path)).catalogue
    assert [track.slug for track in catalogue.tracks] == ["c"]
    assert [unit.id for unit in catalogue.units] == ["c-first-steps", "c-next-steps"]
    assert [bank.unit_id for bank in catalogue.banks] == ["c-first-steps", "c-next-steps"]
    assert [grade.slug for grade in catalogue.grades] == ["grade-5"]
    assert [lesson.id for lesson in catalogue.lessons] == ["grade-5/why-i-learn"]
    assert [guide.path for guide in catalogue.guides] == [
        "campus/referral.md",
        "certificates/index.md",
        "index.md",
        "lessons/index.md",
        "updates/index.md",
    ]
    assert (set(catalogue.includes), catalogue.release) == ({"help.md"}, "2026.11.1")


def test_questions_keep_the_order_and_the_ids_of_their_bank(tmp_path: Path) -> None:
    catalogue = load(write_project(tmp_path)).catalogue
    bank = catalogue.bank_of["c-next-steps"]
    assert [bank.full_id(question) for question in bank.questions] == [
        "c-next-steps/old-order",
        "c-next-steps/order",
    ]
    assert [question.id for question in bank.published] == ["order"]
    assert bank.marks.at("questions", 1, "choices", 0, "text") == Place("quizzes/c/next-steps.yml", 24, 9)


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    ],
    ids=["CRLF", "BOM", "both"],
)
def test_files_saved_by_windows_programs_are_read_the_same(encode, tmp_path: Path) -> None:
    plain = load(write_project(tmp_path / "a"))
    saved = {path: encode(str(text)) for path, text in base_files().items()}
    assert load(write_project(tmp_path / "b", saved)) == plain


def test_positions_count_the_lines_of_the_front_matter(tmp_path: Path) -> None:
    unit = load(write_project(tmp_path)).catalogue.unit_of["c-first-steps"]
    assert unit.marks.at("objectives", "get-help") == Place(UNIT, 8, 3)
    assert [(part.title, part.line) for part in unit.body.sections][:2] == [
        ("为什么学", 15),
        ("案例：红眼睛的小林（虚构）", 19),
    ]


def test_one_unreadable_file_does_not_cost_the_rest(tmp_path: Path) -> None:
    loaded = load(write_project(tmp_path, {UNIT: b"\xff\xfe", "quizzes/c/next-steps.yml": "["}))
    assert [(str(found.place), found.code) for found in loaded.findings] == [
        (f"{UNIT}:1:1", "F106"),
        ("quizzes/c/next-steps.yml:1:1", "F105"),
    ]
    assert loaded.catalogue.unread == {UNIT, "quizzes/c/next-steps.yml"}
    assert [unit.slug for unit in loaded.catalogue.units] == ["next-steps"]
    assert run(loaded.catalogue) == []


def test_a_folder_without_docs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PortalError) as error:
        load(tmp_path)
    assert str(error.value) == f"{tmp_path} 里没有 docs 文件夹。请在门户的项目文件夹里运行。"


def test_loading_twice_gives_the_same(tmp_path: Path) -> None:
    root = write_project(tmp_path)
    assert load(root) == load(root)


@given(
    path=st.sampled_from(sorted(base_files())),
    text=st.lists(scraps).map("".join) | st.text(),
    at=st.integers(0, 400),
    kept=st.booleans(),
)
def test_any_text_in_any_file_ends_in_findings(
    path: str, text: str, at: int, kept: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    old = str(edited({})[path])
    new = old[:at] + text + (old[at:] if kept else "")
    loaded = load(write_project(tmp_path_factory.mktemp("any"), {path: new.encode("utf-8", "surrogatepass")}))
    found = [*loaded.findings, *run(loaded.catalogue)]
    lines = len(re.split("\r\n|\r|\n", new))  # as editors count
    assert all(found.place.line <= lines for found in loaded.findings)
    assert all(finding.reason and finding.cure for finding in found)


@pytest.mark.parametrize("target", ["../campus", "nowhere.md"])
def test_a_link_that_is_no_file_is_told_because_mkdocs_would_follow_it(target: str, tmp_path: Path) -> None:
    root = write_project(tmp_path)
    (root / "docs" / "my").mkdir(exist_ok=True)
    (root / "docs" / "campus").mkdir(exist_ok=True)
    (root / "docs" / "my" / "linked.md").symlink_to(target)
    (root / "docs" / "my" / ".#index.md").symlink_to("an editor's lock")
    (finding,) = load(root).findings
    assert (finding.place.path, finding.code) == ("docs/my/linked.md", "F108")
