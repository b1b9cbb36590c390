"""What the house promises about itself: who imports whom, sizes, names, and that every rule is proved."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.checks import COMPARING, RULES, Rule
from portal.checks.wording import WORDINGS

ROOT = Path(__file__).parents[1]
PORTAL = ROOT / "scripts" / "portal"
SCRIPTS = ROOT / "overrides" / "assets" / "javascripts"
PYTHON = sorted((ROOT / "scripts").rglob("*.py"))
JAVASCRIPT = sorted(SCRIPTS.rglob("*.js"))
CODES = [*(rule.code for rule in RULES), *(rule.code for rule in COMPARING)]

MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "load": {"model"},
    "checks": {"model"},
    "pages": {"model"},
    "exports": {"model"},
    "imports": {"model"},
    "records": {"model"},
    "reports": {"model"},
    "releases": {"model"},
    "credentials": {"model"},
}
"""Layer → further layers it may import; `commands` and `cli` join everything."""

LONG_MODULES = {
    "start.py": "runs before anything is installed, so it has to be one file of the standard library",
}
LONG_FUNCTIONS = {
    "report.py:report": "half of it is its signature, which typer turns into the options and their help",
}
LONG_SCRIPTS: dict[str, str] = {}

BROWSER_ONLY = (
    r"\b(document|window|localStorage|sessionStorage|navigator|location)\b|\bDate\.now\b|\bnew Date\(\)"
)


def named(paths: list[Path]) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in paths]


def imports(file: Path) -> set[str]:
    """Return the dotted names of all modules that a Python file imports, also inside functions."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def functions(file: Path) -> Iterator[tuple[str, int]]:
    """Yield the name and the number of lines of each function in a Python file."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def code_of(script: Path) -> str:
    """Return a script without its comments."""
    return re.sub(r"/\*.*?\*/|^\s*//[^\n]*", "", script.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def layer_of(file: Path) -> str:
    """Return the folder of the package in which a file stands, however deep."""
    return file.relative_to(PORTAL).parts[0] if file.is_relative_to(PORTAL) else ""


LAYERED = [file for file in PYTHON if layer_of(file) in MAY_IMPORT]


@pytest.mark.parametrize("file", LAYERED, ids=lambda file: file.relative_to(PORTAL).as_posix())
def test_imports_go_one_way(file: Path) -> None:
    layer = layer_of(file)
    allowed = (
        MAY_IMPORT[layer]
        | {layer}
        | ({"collector", "errors", "own_code", "progress", "shelf"} if MAY_IMPORT[layer] else set())
    )
    ours = {name.split(".")[1] for name in imports(file) if name.startswith("portal.")}
    assert ours <= allowed


def test_every_folder_of_the_package_has_its_place_in_the_order() -> None:
    folders = {layer_of(file) for file in PYTHON if file.parent not in (PORTAL, PORTAL.parent)}
    assert folders == {*MAY_IMPORT, "commands"}


def test_only_the_hooks_the_pages_and_build_know_mkdocs() -> None:
    knowing = [
        file
        for file in PYTHON
        if any(name.split(".")[0] in ("mkdocs", "mkdocs_quiz") for name in imports(file))
    ]
    allowed = {"scripts/hooks.py", "scripts/portal/commands/build.py"}
    assert {name for name in named(knowing) if not name.startswith("scripts/portal/pages/")} <= allowed


def test_only_commands_and_what_people_start_print() -> None:
    printing = [file for file in PYTHON if re.search(r"(?<![\w.])print\(", file.read_text("utf-8"))]
    others = {name for name in named(printing) if not name.startswith("scripts/portal/commands/")}
    assert others <= {"scripts/portal/cli.py", "scripts/start.py", "scripts/hooks.py"}


def test_no_file_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "tools", "lib"}
    assert [name for name in named([*PYTHON, *JAVASCRIPT]) if empty & set(re.split(r"[/_.-]", name))] == []


def test_modules_have_at_most_250_lines() -> None:
    long = {file.name for file in PYTHON if len(file.read_text("utf-8").splitlines()) > 250}
    assert long == set(LONG_MODULES)


def test_functions_have_at_most_40_lines() -> None:
    long = {f"{file.name}:{name}" for file in PYTHON for name, size in functions(file) if size > 40}
    assert long == set(LONG_FUNCTIONS)


def test_scripts_have_at_most_230_lines() -> None:
    long = {file.name for file in JAVASCRIPT if len(file.read_text("utf-8").splitlines()) > 230}
    assert long == set(LONG_SCRIPTS)


def test_every_python_file_begins_with_a_sentence_about_itself() -> None:
    silent = [file for file in PYTHON if not ast.get_docstring(ast.parse(file.read_text("utf-8")))]
    assert named(silent) == []


def test_every_script_begins_with_a_sentence_about_itself() -> None:
    assert named([file for file in JAVASCRIPT if not file.read_text("utf-8").startswith("// ")]) == []


@pytest.mark.parametrize("file", sorted((SCRIPTS / "core").rglob("*.js")), ids=lambda file: file.name)
def test_the_core_knows_neither_page_nor_storage_nor_clock(file: Path) -> None:
    assert re.findall(BROWSER_ONLY, code_of(file)) == []
    taken = [(file.parent / name).resolve() for name in re.findall(r'from "([^"]*)"', code_of(file))]
    assert [one for one in taken if not one.is_relative_to(SCRIPTS / "core")] == []


@pytest.mark.parametrize("file", sorted((SCRIPTS / "elements").glob("*.js")), ids=lambda file: file.name)
def test_elements_never_reach_for_the_storage(file: Path) -> None:
    assert (
        re.findall(r"from \"[^\"]*(?:storage|store/)[^\"]*\"|\blocalStorage\b|mkdocs.quiz", code_of(file))
        == []
    )


def test_no_script_asks_another_host() -> None:
    assert [
        name
        for name, text in ((file.name, code_of(file)) for file in JAVASCRIPT)
        if re.search(r"https?://", text)
    ] == []


@pytest.mark.parametrize("code", CODES)
def test_every_rule_has_three_golden_cases_one_that_fails_and_one_that_does_not_apply(code: str) -> None:
    cases = sorted((ROOT / "tests/portal/checks/cases").glob(f"{code.lower()}-*.yml"))
    assert len(cases) >= 3
    assert any(re.search(rf" (error|warning) {code}: ", case.read_text("utf-8")) for case in cases)
    assert any(case.stem.startswith(f"{code.lower()}-does-not-apply") for case in cases)
    assert any(case.stem.startswith((f"{code.lower()}-passes", f"{code.lower()}-a-draft")) for case in cases)


def test_every_rule_file_is_run_and_has_a_code_of_its_own() -> None:
    files = [file.stem.split("_")[0] for file in (PORTAL / "checks").glob("[a-z][0-9]*.py")]
    assert sorted(code.lower() for code in CODES) == sorted(
        [*files, *(words.code.lower() for words in WORDINGS)]
    )
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_what_it_keeps_and_why(rule: Rule) -> None:
    assert rule.title
    assert rule.why.endswith(("。", "？"))


def test_every_dependency_says_what_it_is_for() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    project = tomllib.loads(text)
    wanted = [
        *project["project"]["dependencies"],
        *(one for group in project["dependency-groups"].values() for one in group),
    ]
    assert [name for name in wanted if not re.search(rf'"{re.escape(name)}",\s+# \w+', text)] == []


def test_no_page_holds_a_question() -> None:
    pages = sorted((ROOT / "docs").rglob("*.md"))
    assert named([page for page in pages if "<quiz" in page.read_text("utf-8").lower()]) == []
