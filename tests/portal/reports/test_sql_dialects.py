"""Every query of the report is SQL that DuckDB and Spark read alike. Running it: test_engines.py."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from portal.reports.engines.engine import statements

SQL = sorted((Path(__file__).parents[3] / "scripts/portal/reports/sql").glob("*.sql"))
DIALECTS = ("duckdb", "spark")

APART: dict[str, str] = {
    r"\bvarchar\b": "Spark wants a length: write string",
    r"\|\|": "write concat",
    r"\bfilter\s*\(\s*where\b": "write sum(case when … end)",
    r"\bgroup\s+by\s+all\b|\border\s+by\s+all\b|\bqualify\b|\bdistinct\s+on\b": "only DuckDB knows it",
    r"\b(string_agg|listagg|group_concat|list|array_agg|struct_pack|unnest)\s*\(": "not so on Spark",
    r"\b(avg|corr|stddev\w*|var_\w+|covar_\w+|median|quantile\w*|percentile\w*|approx\w*)\s*\(":
        "depends on threads and engine: make it of sums of whole numbers",
    r"\b(first|last|any_value|arbitrary|random|rand|uuid|now)\s*\(|\bcurrent_\w+": "not the same each time",
    r"\bround\s*\([^()]*(\([^()]*\)[^()]*)*,": "ties differ: write round(100 * x) / 100",
    r"[*/]\s*\d+\.\d+(?!e)|\d+\.\d+\s*[*/]": "a decimal number on Spark: cast to double",
}  # fmt: skip
"""Pattern → why it is not written."""


def bare(file: Path) -> str:
    """Return a file's SQL without comments and texts."""
    return "; ".join(re.sub(r"'(?:[^']|'')*'", "''", one) for one in statements(file.read_text("utf-8")))


@cache
def queries(file: Path, dialect: str) -> list[exp.Expression]:
    return [found for found in sqlglot.parse(file.read_text("utf-8"), read=dialect) if found is not None]


def has_one_row(text: str, query: exp.Expression) -> bool:
    """Tell whether a query gives one row: of sums alone or, as its comment says, of such side by side."""
    sums = all(found.find(exp.AggFunc) for found in query.selects) and not query.args.get("group")
    return sums or text.startswith("-- One row:")


def differences(text: str) -> Iterator[str]:
    for pattern, cure in APART.items():
        if found := re.search(pattern, text, re.IGNORECASE):
            yield f"{found[0]}: {cure}"


@pytest.mark.parametrize("file", SQL, ids=lambda file: file.stem)
def test_a_query_says_nothing_that_the_engines_understand_differently(file: Path) -> None:
    assert list(differences(bare(file))) == []


@pytest.mark.parametrize("file", SQL, ids=lambda file: file.stem)
def test_a_query_is_parsed_by_both_and_says_first_what_it_is(file: Path) -> None:
    assert file.read_text("utf-8").startswith("-- ")
    shapes = [[type(one).__name__ for one in queries(file, dialect)] for dialect in DIALECTS]
    assert shapes[0] == shapes[1]
    assert set(shapes[0]) <= {"Create", "Select", "Union"}


@pytest.mark.parametrize("file", SQL, ids=lambda file: file.stem)
def test_both_read_the_same_functions_and_columns(file: Path) -> None:
    named = [
        sorted(
            found.name if isinstance(found, exp.Column) else type(found).__name__.removeprefix("Try")
            for query in queries(file, dialect)
            for found in query.find_all(exp.Column, exp.Func)
            if not isinstance(found, exp.Nullif)
        )
        for dialect in DIALECTS
    ]
    assert named[0] == named[1]


@pytest.mark.parametrize("file", SQL, ids=lambda file: file.stem)
def test_rows_that_are_shown_have_an_order(file: Path) -> None:
    for query in queries(file, "duckdb"):
        assert (
            isinstance(query, exp.Create)
            or query.args.get("order")
            or has_one_row(file.read_text("utf-8"), query)
        )


def test_a_query_of_one_file_is_one_statement_or_makes_tables() -> None:
    for file in SQL:
        kinds = {type(query).__name__ for query in queries(file, "duckdb")}
        assert kinds == {"Create"} or len(queries(file, "duckdb")) == 1


def test_what_the_engines_read_differently_is_found() -> None:
    wrong = "select x * 1.0 / y, round(sum(x), 2), cast(x as varchar), a || b, corr(x, y), string_agg(x, ',')"
    assert len(list(differences(wrong))) == 6
    right = "select round(100 * sum(x)) / 100, cast(x as string), cast(x as double) / 3, concat(a, b)"
    assert list(differences(right)) == []
