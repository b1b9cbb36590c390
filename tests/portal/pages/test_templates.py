from pathlib import Path

from small_project import write_project

from portal.load import load
from portal.pages.templates import template_of

TEMPLATES = Path(__file__).parents[3] / "overrides"


def test_every_kind_of_page_has_a_template_that_is_there(tmp_path: Path) -> None:
    pages = load(write_project(tmp_path)).catalogue.pages()
    named = {type(page).__name__: template_of(page) for page, _, _ in pages}
    assert {"Track", "Unit", "Grade", "Lesson"} <= named.keys()
    assert [name for name in named.values() if name and not (TEMPLATES / name).is_file()] == []
