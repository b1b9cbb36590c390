"""What `portal new` makes passes the checks, whatever the title is."""

import shutil
from pathlib import Path

import pytest
from small_project import write_project
from typer.testing import CliRunner

from portal.checks import run
from portal.cli import app
from portal.load import load

TEMPLATES = Path(__file__).parents[3] / "docs" / "_templates"


@pytest.mark.parametrize(
    "title", ["倾听", "2026", "1.5", "true", "null", "A 级", "50%", "a: b", "'听'", "〔听〕#1"]
)
def test_a_new_unit_and_its_bank_pass_the_checks(
    title: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_project(tmp_path)
    (root / "mkdocs.yml").touch()
    shutil.copytree(TEMPLATES, root / "docs" / "_templates", dirs_exist_ok=True)
    monkeypatch.chdir(root)
    for order in (["new", "unit", "extra", "--title", title], ["new", "bank", "extra"]):
        (root / "quizzes" / "c" / "extra.yml").unlink(missing_ok=True)
        assert CliRunner().invoke(app, order).exit_code == 0
        loaded = load(root)
        assert [*loaded.findings, *run(loaded.catalogue)] == []
    assert loaded.catalogue.unit_of["c-extra"].front.title == title


@pytest.mark.parametrize("minutes", [40, 45])
def test_a_new_lesson_passes_the_checks(
    minutes: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_project(tmp_path)
    (root / "mkdocs.yml").touch()
    shutil.copytree(TEMPLATES, root / "docs" / "_templates", dirs_exist_ok=True)
    snippets = Path("docs/_includes")
    shutil.copytree(TEMPLATES.parents[1] / snippets, root / snippets, dirs_exist_ok=True)
    monkeypatch.chdir(root)
    order = ["new", "lesson", "extra", "--title", "听", "--grade", "5", "--month", "3"]
    result = CliRunner().invoke(app, [*order, "--minutes", str(minutes)])
    assert result.exit_code == 0, result.output
    assert (root / "docs" / "lessons" / "grade-5" / "extra.md").is_file()
    loaded = load(root)
    assert [*loaded.findings, *run(loaded.catalogue)] == []
