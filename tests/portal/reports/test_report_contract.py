"""The report makes the tables of `tests/contracts/report.json`; the bench page makes the same ones."""

import json
from pathlib import Path

import pytest
from contract_files import contract
from report_contract import TABLES, cases, tables_now, write_contract_project

from portal.load import load
from portal.pages.browser_catalogue import browser_catalogue


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_contract_project(tmp_path_factory.mktemp("contract"))


def test_the_contract_holds_what_the_site_publishes_and_what_is_handed_in(project: Path) -> None:
    held = contract("report")
    assert held["catalogue"] == json.loads(browser_catalogue(load(project).catalogue))
    assert held["columns"] == {name: list(columns) for name, columns in TABLES.items()}
    assert [{key: case[key] for key in case if key != "tables"} for case in held["cases"]] == cases()


@pytest.mark.parametrize("number", [0, 1], ids=["with a roster", "without one"])
def test_the_report_makes_the_tables_of_the_contract(project: Path, tmp_path: Path, number: int) -> None:
    case = contract("report")["cases"][number]
    assert tables_now(project, case, tmp_path) == case["tables"]
