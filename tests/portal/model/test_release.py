"""What a release holds, and what differs between two of them."""

from pathlib import Path

import pytest
from small_project import Edits, base_files, replaced, write_project

from portal.load import load
from portal.model.moves import moved_ids, opened_by
from portal.model.release import Release, address_of, kept_share, release_of
from portal.model.release_diff import Differences, differences

UNIT = "docs/certificates/c/first-steps.md"
BANK = "quizzes/c/first-steps.yml"
LESSON = "docs/lessons/grade-5/why-i-learn.md"
GUIDE = "docs/campus/referral.md"


def release(root: Path, edits: Edits | None = None) -> Release:
    return release_of(load(write_project(root, edits)).catalogue)


def compare(root: Path, edits: Edits, before: Edits | None = None) -> Differences:
    return differences(release(root / "old", before), release(root / "new", edits))


def pages(found: Differences) -> list[tuple[str, str]]:
    return [(page.news, page.address) for page in found.pages]


def questions(found: Differences) -> list[tuple[tuple[str, ...], str]]:
    return [(question.news, question.id) for unit in found.units for question in unit.questions]


def moved(path: str, new: str, alias: str) -> dict[str, str | None]:
    text = replaced(
        str(base_files()[path]), [["status: published\n", f"aliases: [{alias}]\nstatus: published\n"]]
    )
    return {path: None, new: text}


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("docs/index.md", ""),
        ("docs/my/index.md", "my/"),
        ("docs/a/b.md", "a/b/"),
        ("docs/reindex.md", "reindex/"),
    ],
)
def test_the_address_of_a_page_follows_its_file(path: str, address: str) -> None:
    assert address_of(path) == address


def test_a_release_is_the_same_after_a_journey_through_its_file(tmp_path: Path) -> None:
    made = release(tmp_path, {BANK: [['[["12356"]]', '[["12356", "12355"]]']]})
    assert Release.model_validate_json(made.as_text()) == made
    assert made.as_text().startswith('{\n"pages": {\n')


def test_nothing_of_a_draft_is_in_it(tmp_path: Path) -> None:
    made = release(tmp_path, {LESSON: [["status: published", "status: draft"]]})
    assert "lessons/grade-5/why-i-learn/" not in made.pages
    assert "我为什么学习" not in made.as_text()


def test_the_same_content_has_no_differences(tmp_path: Path) -> None:
    found = compare(tmp_path, {})
    assert not found
    assert found == Differences("2026.11.1", "2026.11.1", (), ())


def test_pages_that_came_changed_and_went_out_of_use(tmp_path: Path) -> None:
    second = "revision: 2\nchanges:\n  - {revision: 2, text: 换了案例。}"
    edits: Edits = {
        "docs/campus/new.md": "---\ntitle: 新页\nstatus: published\n---\n\n话。\n",
        UNIT: [["revision: 1", second]],
        GUIDE: [["先陪着", "先坐下陪着"]],
        LESSON: [["status: published", "status: retired"]],
    }
    found = compare(tmp_path, edits)
    assert pages(found) == [
        ("added", "campus/new/"),
        ("wording", "campus/referral/"),
        ("revised", "certificates/c/first-steps/"),
        ("retired", "lessons/grade-5/why-i-learn/"),
    ]
    (unit,) = found.of("unit")
    assert (unit.revision_before, unit.page.revision, unit.lines) == (1, 2, ("换了案例。",))
    assert found.tracks == ("c",)
    assert {
        grade: [page.page.title for page in lessons] for grade, lessons in found.lessons_of_grade.items()
    } == {"grade-5": ["我为什么学习"]}


def test_only_the_lines_of_the_revisions_since_are_told(tmp_path: Path) -> None:
    told = ((2, "二"), (3, "三"), (4, "四"))
    lines = "changes:" + "".join(f"\n  - {{revision: {number}, text: {text}。}}" for number, text in told)
    before: Edits = {LESSON: [["revision: 1", "revision: 2\nchanges:\n  - {revision: 2, text: 二。}"]]}
    found = compare(tmp_path, {LESSON: [["revision: 1", f"revision: 4\n{lines}"]]}, before)
    assert [page.lines for page in found.pages] == [("三。", "四。")]


def test_a_page_that_moved_is_neither_new_nor_gone(tmp_path: Path) -> None:
    found = compare(tmp_path, moved(GUIDE, "docs/campus/path.md", "campus/referral"))
    assert [(page.news, page.address, page.moved_from) for page in found.pages] == [
        ("moved", "campus/path/", "campus/referral/")
    ]


def test_questions_of_a_unit_that_moved_are_the_same_questions(tmp_path: Path) -> None:
    edits = moved(UNIT, "docs/certificates/c/see-and-say.md", "certificates/c/first-steps")
    edits |= {BANK: None, "quizzes/c/see-and-say.yml": str(base_files()[BANK])}
    found = compare(tmp_path, edits)
    assert (pages(found), found.units) == ([("moved", "certificates/c/see-and-say/")], ())


def test_a_page_that_opens_no_more_is_gone(tmp_path: Path) -> None:
    assert pages(compare(tmp_path, {GUIDE: None})) == [("gone", "campus/referral/")]


def test_everything_that_can_happen_to_a_question_is_told(tmp_path: Path) -> None:
    edits: Edits = {
        BANK: [
            ["又怎么了？\n        correct: false", "又怎么了？\n        correct: true"],
            ["我看到你有点难过。\n        correct: true", "我看到你有点难过啊。\n        correct: false"],
            ["    explanation: 先描述，再给选择。",
             "    explanation: 先描述，再给选择。\n    corrected: {date: 2026-11-22, text: 写反 了。}"],
            ["      - id: chat\n",
             "      - {id: doctor, text: 校医, correct: true, feedback: 他懂。}\n      - id: chat\n"],
            ["请人来接手。\n    difficulty: 1\n    status: published",
             "请人来接手。\n    difficulty: 1\n    status: retired"],
            ["- id: hotline", "- id: number"],
        ],
        "quizzes/c/next-steps.yml": [
            ["status: retired", "status: published"], ["    replaces: old-order\n", ""],
        ],
    }  # fmt: skip
    found = compare(tmp_path, edits)
    assert questions(found) == [
        (("wording", "corrected"), "c-first-steps/opening"),
        (("corrected", "choices"), "c-first-steps/people"),
        (("retired",), "c-first-steps/alone"),
        (("added",), "c-first-steps/number"),
        (("gone",), "c-first-steps/hotline"),
        (("returned",), "c-next-steps/old-order"),
    ]
    first, second = found.units
    assert (first.title, first.address, first.id) == (
        "第一步",
        "certificates/c/first-steps/",
        "c-first-steps",
    )
    assert [question.line for question in first.with_news("corrected")] == ["写反 了。", ""]
    assert [question.id for question in second.with_news("returned")] == ["c-next-steps/old-order"]


def test_another_order_of_accepted_texts_or_choices_is_no_news(tmp_path: Path) -> None:
    before: Edits = {BANK: [['[["12356"]]', '[["12355", "12356"]]']]}
    after: Edits = {BANK: [['[["12356"]]', '[["12356", "12355"]]']]}
    assert not compare(tmp_path, after, before)


def test_ids_follow_units_and_lessons_and_nothing_else(tmp_path: Path) -> None:
    edits = moved(UNIT, "docs/certificates/c/see-and-say.md", "certificates/c/first-steps, help/first")
    edits |= moved(LESSON, "docs/lessons/grade-5/what-pulls-me.md", "lessons/grade-4/why-i-learn")
    edits |= moved(GUIDE, "docs/campus/path.md", "certificates/c/path")
    catalogue = load(write_project(tmp_path, edits)).catalogue
    assert moved_ids(catalogue) == {
        "c-first-steps": "c-see-and-say",
        "grade-4/why-i-learn": "grade-5/what-pulls-me",
    }
    assert opened_by(catalogue)["help/first/"] is catalogue.unit_of["c-see-and-say"]


def test_a_draft_opens_nothing_and_takes_no_id_over(tmp_path: Path) -> None:
    edits: Edits = {UNIT: [["status: published", "aliases: [certificates/c/old]\nstatus: draft"]]}
    catalogue = load(write_project(tmp_path, edits)).catalogue
    assert moved_ids(catalogue) == {}
    assert not {"certificates/c/old/", "certificates/c/first-steps/"} & opened_by(catalogue).keys()


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [("", "", 1.0), ("a" * 8, "", 0.0), ("0" * 8 + "1" * 8, "0" * 8 + "2" * 8, 1 / 3)],
)
def test_the_kept_share_is_that_of_the_sentences_in_both(old: str, new: str, share: float) -> None:
    assert kept_share(old, new) == pytest.approx(share)
