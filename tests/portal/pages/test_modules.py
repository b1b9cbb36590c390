from pathlib import Path

import pytest

from portal.pages.modules import PARTS, needed_scripts, parts

FOLDER = Path(__file__).parents[3] / "overrides" / "assets" / "javascripts"


def test_a_page_of_words_needs_the_entry_only() -> None:
    assert needed_scripts("<p>只有字</p><portal-profile>", FOLDER) == ["portal.js"]


def test_a_table_needs_no_store() -> None:
    assert needed_scripts("<table>", FOLDER) == ["parts/elements/wide-tables.js", "portal.js"]


@pytest.mark.parametrize("kind", PARTS)
def test_a_kind_of_page_needs_what_all_learners_pages_need_and_its_own_part(kind: str) -> None:
    html = "".join(f"<{tag}>" if tag.startswith("portal") else f"<a {tag}=1>" for tag in PARTS[kind])
    assert needed_scripts(html, FOLDER) == ["parts/start.js", f"parts/{kind}.js", "portal.js"]


def test_an_element_that_is_in_no_part_comes_by_itself() -> None:
    html = "<portal-question></portal-question><portal-unit-news></portal-unit-news>"
    assert needed_scripts(html, FOLDER) == [
        "parts/start.js", "parts/unit.js", "parts/elements/unit-news.js", "portal.js"
    ]  # fmt: skip


def test_the_part_of_a_page_has_what_the_script_makes_there() -> None:
    assert {"elements/question.js", "elements/quiz-head.js", "elements/reading.js"} <= {
        *parts(FOLDER)["unit"]
    }


def test_every_module_of_a_part_exists() -> None:
    assert all((FOLDER / name).is_file() for names in parts(FOLDER).values() for name in names)
