"""A bank through the real mkdocs-quiz, with the site's own mkdocs.yml, to the HTML of a unit page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_project import write_project

from portal.load import load
from portal.model.bank import Bank, BankFront
from portal.model.catalogue import Catalogue
from portal.model.marks import Marks
from portal.pages.quiz_html import quiz_section
from portal.pages.quiz_markup import bank_markup

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def small_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return load(write_project(tmp_path_factory.mktemp("small"))).catalogue


@pytest.fixture
def make_bank() -> Callable[..., Bank]:
    """Return a function: questions as in YAML → the bank of `first-steps`, question n on line n + 1."""

    def make(*questions: dict[str, Any]) -> Bank:
        front = BankFront.model_validate({"questions": questions})
        lines = {("questions", number): (number + 2, 5) for number in range(len(questions))}
        return Bank("c", "first-steps", front.questions, Marks("quizzes/c/first-steps.yml", lines))

    return make


@pytest.fixture(scope="session")
def plugin_html() -> Callable[[str], str]:
    """Return a function: page Markdown → what MkDocs and mkdocs-quiz make of it."""
    from mkdocs.config import load_config
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page

    config = load_config(str(ROOT / "mkdocs.yml"), hooks=[])
    plugin = config.plugins["mkdocs_quiz"]

    def render(markdown: str) -> str:
        files = Files([File("unit.md", "docs", "site", use_directory_urls=True)])
        page = Page(None, next(iter(files)), config)
        page.meta = {"quiz": {"enabled": True}}
        page.markdown = plugin.on_page_markdown(markdown, page=page, config=config)
        page.render(config, files)
        return str(plugin.on_page_content(page.content, page=page, config=config, files=files))

    return render


@pytest.fixture(scope="session")
def render_bank(plugin_html: Callable[[str], str]) -> Callable[[Bank], str]:
    """Return a function: bank → the practice section of its unit page."""
    return lambda bank: quiz_section(plugin_html(bank_markup(bank)), bank, 1, 80)
