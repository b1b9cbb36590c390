"""The engines keep one law; a whole report on Spark is, byte for byte, the one on DuckDB."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from report_truth import DAY, write_truth, write_truth_project

from portal.errors import PortalError
from portal.load import load
from portal.reports.engines.choose import EngineName, engine_of
from portal.reports.engines.duck import Duck
from portal.reports.engines.engine import statements
from portal.reports.engines.spark import Spark

ROOT = Path(__file__).parents[3]
HAS_SPARK = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
NASTY = [(1, ""), (2, "\\N"), (3, 'say "no", then\r\nleave'), (4, "王芳，\t一小"), (5, "=1+1; drop table t")]


@pytest.fixture
def duck(tmp_path: Path) -> Iterator[Duck]:
    engine = Duck(tmp_path)
    yield engine
    engine.close()


def test_a_staged_text_comes_back_as_it_was_whatever_it_holds(duck: Duck, tmp_path: Path) -> None:
    cells = [text.replace('"', '""') for _, text in NASTY]
    lines = "".join(f'{number},"{text}"\r\n' for (number, _), text in zip(NASTY, cells, strict=True))
    (tmp_path / "t.csv").write_text(lines, "utf-8", newline="")
    duck.run("create table t (n int, text string)")
    duck.load("t", tmp_path / "t.csv")
    assert list(duck.rows("select n, text from t order by n")) == NASTY


def test_parquet_and_added_rows_join_what_a_table_holds(duck: Duck, tmp_path: Path) -> None:
    duck.run("create table t (n int, text string); create table u (n int, text string)")
    duck.add("t", NASTY)
    duck.keep("t", tmp_path / "it's t.parquet")
    duck.add("u", [(0, "first")])
    duck.add("u", [])
    duck.load("u", tmp_path / "it's t.parquet")
    assert list(duck.rows("select n, text from u order by n")) == [(0, "first"), *NASTY]
    assert duck.tables() == ["t", "u"]


@pytest.mark.parametrize(("order", "expected"), [("asc", [None, 1, 2]), ("desc", [2, 1, None])])
def test_nulls_come_first_where_the_order_rises(duck: Duck, order: str, expected: list[int | None]) -> None:
    duck.run("create table t (n int)")
    duck.add("t", [(2,), (None,), (1,)])
    assert [n for (n,) in duck.rows(f"select n from t order by n {order}")] == expected


def test_texts_are_ordered_by_their_bytes(duck: Duck) -> None:
    words = ["b", "B", "a", "é", "一", "10", "9", ""]
    duck.run("create table t (word string)")
    duck.add("t", [(word,) for word in words])
    assert [word for (word,) in duck.rows("select word from t order by word")] == sorted(words)


def test_statements_end_at_semicolons_that_stand_in_no_text_and_no_comment() -> None:
    text = "-- one; two\nselect ';--' as a, 3 - 1; -- more\n\ncreate table t (n int);\n"
    assert statements(text) == ["select ';--' as a, 3 - 1", "create table t (n int)"]
    assert statements("-- nothing\n;;") == []


def test_the_engines_have_names() -> None:
    assert [engine_of(name) for name in EngineName] == [Duck, Spark]


@pytest.mark.parametrize(("installed", "missing"), [(None, "pyspark"), (object(), "Java")])
def test_without_spark_or_java_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: object, missing: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: installed)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(PortalError, match=f"要用 {missing}.*请安装.*不写 --engine spark：结果一样"):
        Spark(tmp_path)


@pytest.fixture
def reported(tmp_path: Path) -> Callable[[str], dict[str, bytes]]:
    """Report with an engine on the folder in which everything happens; return what was written."""
    project, town = write_truth_project(tmp_path / "project"), tmp_path / "town"
    write_truth(town, load(project).catalogue)

    def run(engine: str) -> dict[str, bytes]:
        out = tmp_path / engine / "report"
        done = subprocess.run(
            [sys.executable, "-m", "portal", "report", str(town / "records"),
             "--roster", str(town / "roster.csv"), "--confirmed", str(town / "confirmed.csv"),
             "--assessment", str(town / "results.json"), "--out", str(out), "--date", DAY,
             "--engine", engine],
            cwd=project, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUTF8": "1",
                 "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return {path.name: path.read_bytes() for path in sorted(out.iterdir())}

    return run


@pytest.mark.skipif(
    not HAS_SPARK,
    reason='needs Spark: pip install "pyspark>=4.1,<5" and Java 17; how and how long: CONTRIBUTING.md, Tests',
)
def test_a_report_on_spark_is_byte_for_byte_the_one_on_duckdb(
    reported: Callable[[str], dict[str, bytes]],
) -> None:
    expected, found = reported("duckdb"), reported("spark")
    assert [name for name in expected if found.get(name) != expected[name]] == []
    assert found.keys() == expected.keys()
