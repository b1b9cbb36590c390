"""Copies the project and writes its bare twin: the same pages and words as plain Material shows them.

In the twin the questions are plain lists and there is no hook, template, style or script of ours.
"""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from measuring import Cost, timed_python
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from portal.load import load
from portal.model.bank import KINDS, Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue
from portal.pages.navigation import navigation

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("docs", "quizzes", "overrides", "scripts")
BARE, SEARCHED = "bare", "searched"


def copy_project(source: Path, target: Path) -> Path:
    """Copy what a build reads, so that nobody's edit falls between two runs."""
    for folder in FOLDERS:
        shutil.copytree(source / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(source / "mkdocs.yml", target)
    return target


def _plain_question(question: Question, number: int) -> Iterator[str]:
    yield f"**第 {number} 题 · {KINDS[question.type]}** {question.prompt}\n"
    if isinstance(question, BlankQuestion):
        answer = "；".join(gap[0] for gap in question.blanks.accept)
    else:
        answer = "".join("ABCDEFGHIJKL"[at] for at, choice in enumerate(question.choices) if choice.correct)
        for choice in question.choices:
            yield f"- {choice.text}\n\n    {choice.feedback}\n".replace("<", "&lt;")
    yield f"看答案与解析：答案：{answer}\n\n{question.explanation}\n"


def _plain_bank(bank: Bank) -> str:
    # The heading keeps the questions out of the search, as the real page does.
    lines = ["\n## 练一练 { #quiz data-search-exclude }\n"]
    for number, question in enumerate(bank.published, 1):
        lines += _plain_question(question, number)
    return "\n".join(lines)


def _write_docs(catalogue: Catalogue, docs: Path) -> None:
    for page, body, marks in catalogue.pages():
        file = docs / Path(marks.path).relative_to("docs")
        if page.front.status == "draft":
            file.unlink()
            continue
        bank = catalogue.bank_of.get(getattr(page, "id", ""))
        front = json.dumps({"title": page.front.title}, ensure_ascii=False)
        file.write_text(f"---\n{front}\n---\n{body.markdown}{_plain_bank(bank) if bank else ''}", "utf-8")


def own_settings(project: Path) -> dict[str, Any]:
    """Return what a project's `mkdocs.yml` says."""
    with (project / "mkdocs.yml").open("rb") as file:
        settings: dict[str, Any] = yaml_load(file, get_yaml_loader(yaml.Loader, MkDocsConfig()))
    return settings


def write_twin(project: Path) -> None:
    """Write the bare twin beside the real docs: `bare.yml`, and `searched.yml` with the search on."""
    docs, empty = project / "bare-docs", project / "no-overrides"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(project / "docs", docs)
    empty.mkdir(exist_ok=True)  # takes the place of our templates: a key that is inherited cannot be removed
    catalogue = load(project).catalogue
    _write_docs(catalogue, docs)
    real = own_settings(project)
    search = [plugin for plugin in real["plugins"] if "search" in plugin]
    for name, plugins in ((BARE, []), (SEARCHED, search)):
        settings = {
            "INHERIT": "mkdocs.yml", "docs_dir": "bare-docs", "theme": {"custom_dir": "no-overrides"},
            "hooks": [], "watch": [], "extra_css": [], "plugins": plugins, "nav": navigation(catalogue),
        }  # fmt: skip
        (project / f"{name}.yml").write_text(json.dumps(settings, ensure_ascii=False), "utf-8")


_BUILD = """
import sys
from pathlib import Path
import portal.cli
from portal.commands.build import build_site
build_site(Path("."), Path(sys.argv[1]), with_files=sys.argv[2] == "files", is_fresh=sys.argv[3] == "fresh")
"""
REAL = "site-real"


def real_build(name: str = REAL, *, with_files: bool = False, is_fresh: bool = False) -> list[str]:
    """Return the arguments for Python that build a project as `portal build` does, without its last line."""
    files, fresh = "files" if with_files else "pages", "fresh" if is_fresh else "warm"
    return ["-c", _BUILD, str(Path(name)), files, fresh]


def build_real(project: Path, *, is_fresh: bool = True) -> Cost:
    """Build the real site without what teachers take away; fresh, or with what the last build kept."""
    return timed_python(real_build(is_fresh=is_fresh), project)


def bare_build(name: str) -> list[str]:
    """Return the arguments for Python that build a twin."""
    return ["-m", "mkdocs", "build", "-q", "-f", f"{name}.yml", "-d", f"site-{name}"]


def build_twin(project: Path, name: str) -> Cost:
    """Build a twin anew into `site-<name>`."""
    shutil.rmtree(project / f"site-{name}", ignore_errors=True)
    return timed_python(bare_build(name), project)
