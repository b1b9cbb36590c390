from pathlib import Path

from portal.pages.modules import needed_modules

FOLDER = Path(__file__).parents[3] / "overrides" / "assets" / "javascripts"


def test_a_page_without_elements_needs_the_entry_and_its_imports_only() -> None:
    names = needed_modules("<p>只有字</p>", FOLDER)
    assert "portal.js" in names
    assert "elements/question.js" not in names


def test_a_page_with_questions_needs_what_the_script_makes_there() -> None:
    names = needed_modules("<portal-question></portal-question>", FOLDER)
    assert {"elements/question.js", "elements/quiz-head.js", "elements/reading.js"} <= set(names)


def test_imports_of_imports_are_followed(tmp_path: Path) -> None:
    (tmp_path / "core").mkdir()
    (tmp_path / "portal.js").write_text('import {\n  a,\n} from "./core/a.js";\n', "utf-8")
    (tmp_path / "core" / "a.js").write_text('export { b } from "./b.js";\n', "utf-8")
    (tmp_path / "core" / "b.js").write_text('import "../portal.js";\nconst b = 1;\n', "utf-8")
    assert needed_modules("", tmp_path) == ["core/a.js", "core/b.js", "portal.js"]


def test_every_needed_file_exists() -> None:
    html = "".join(f"<portal-{name}>" for name in ("question", "learning", "data", "this-month", "continue"))
    assert all((FOLDER / name).is_file() for name in needed_modules(html, FOLDER))
