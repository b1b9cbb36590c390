"""Spark, an optional extra: for a province whose answers no longer fit one machine.

DuckDB reads the small staged tables and hands them over as Parquet, Spark reads the answers itself; from
there on it runs the same SQL, by default on this machine. `PORTAL_SPARK_MASTER` names a cluster instead: its
machines must all see the report's folder.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from portal.errors import PortalError
from portal.reports.engines.duck import Duck
from portal.reports.engines.engine import Row, statements

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MASTER = "PORTAL_SPARK_MASTER"
_LOCAL = "local[2]"
_CURE = "请看是不是磁盘满了、Java 太旧（要 17 或更新）；不写 --engine spark，结果一样。"
_TYPES = {"varchar": "string", "integer": "int"}
"""How DuckDB names a type → how Spark does, where they differ."""
_LOG = """rootLogger.level = error
logger.shell.name = org.apache.spark.api.python.PythonGatewayServer
logger.shell.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = %d{HH:mm:ss} %p %c: %m%n%ex
"""


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Turn what Spark and its Java raise into a sentence with a cure."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        first = str(error).strip().splitlines()[0][:300]
        raise PortalError(f"Spark {what}：{first}。报告没有写，原来的没有动。{_CURE}") from error


def _need(found: object, what: str, cure: str) -> None:
    if not found:
        raise PortalError(
            f"--engine spark 要用{what}，这台电脑上没有。{cure}；或者不写 --engine spark：结果一样。"
        )


def _started(folder: Path) -> "SparkSession":
    """Start Spark with all its files in a folder."""
    _need(
        importlib.util.find_spec("pyspark"), " pyspark", '请安装：pip install "pyspark>=4.1,<5"（约 480 MB）'
    )
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java") or (home and shutil.which("java", path=str(Path(home, "bin"))))
    _need(java, " Java 17 或更新的版本", "请安装 Java，或让环境变量 JAVA_HOME 指向它")
    from pyspark.sql import SparkSession

    log = folder / "log4j2.properties"
    log.write_text(_LOG, "ascii")
    builder = SparkSession.builder.appName("portal report").master(os.environ.get(_MASTER) or _LOCAL)
    for name, value in _settings(folder, log).items():
        builder = builder.config(name, value)
    with _told("没有启动"):
        return builder.getOrCreate()


def _settings(folder: Path, log: Path) -> dict[str, str]:
    """Return the settings that the results and this machine's peace depend on."""
    temporary = folder / "temporary"
    temporary.mkdir()
    java = {"java.io.tmpdir": str(temporary), "log4j2.configurationFile": log.as_uri()}
    settings = {
        "spark.sql.warehouse.dir": (folder / "tables").as_uri(),
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.ansi.enabled": "true",
        "spark.sql.legacy.createHiveTableByDefault": "false",
        "spark.local.dir": str(temporary),
        "spark.driver.memory": "2g",
        "spark.driver.extraJavaOptions": " ".join(f'"-D{name}={value}"' for name, value in java.items()),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    if os.environ.get(_MASTER):
        return settings
    here = "127.0.0.1"
    alone = {"spark.driver.host": here, "spark.driver.bindAddress": here, "spark.sql.shuffle.partitions": "4"}
    return settings | alone


class Spark:
    """The tables of one report in Spark."""

    def __init__(self, folder: Path) -> None:
        """Start Spark; raise PortalError when it or Java is missing."""
        self._folder = folder / "spark"
        self._folder.mkdir()
        self._session = _started(self._folder)
        self._staged = Duck(folder)
        self._files = 0

    def run(self, text: str) -> None:
        """Run statements that make tables; empty ones wait in DuckDB until they are filled."""
        for statement in statements(text):
            if _is_empty_table(statement):
                self._staged.run(statement)
            else:
                with _told("没有算完"):
                    self._session.sql(statement)

    def load(self, table: str, file: Path) -> None:
        """Add the rows of a staged file to a table."""
        if file.suffix == ".parquet":
            self._show(table, file)
        else:
            self._staged.load(table, file)
            self._hand_over(table)

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table that was not loaded from Parquet."""
        self._staged.add(table, rows)
        self._hand_over(table)

    def _hand_over(self, table: str) -> None:
        self._files += 1
        file = self._folder / f"{table}-{self._files}.parquet"
        self._staged.keep(table, file)
        self._show(table, file)

    def _show(self, table: str, file: Path) -> None:
        """Let Spark see a Parquet file as a table, in the types that the table was made with."""
        columns = self._staged.columns(table)
        casts = [f"cast({name} as {_TYPES.get(kind, kind)}) as {name}" for name, kind in columns.items()]
        with _told("没有读完"):
            frame = self._session.read.parquet(file.resolve().as_uri())
            frame.selectExpr(*casts).createOrReplaceTempView(table)

    def tables(self) -> list[str]:
        """Return the names of the tables that `load` and `add` can fill."""
        return self._staged.tables()

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query, partition by partition."""
        [statement] = statements(query)
        with _told("没有算完"):
            yield from map(tuple, self._session.sql(statement).toLocalIterator())

    def close(self) -> None:
        """Stop Spark and close DuckDB."""
        self._session.stop()
        self._staged.close()


def _is_empty_table(statement: str) -> bool:
    words = statement.split(None, 3)
    return words[:2] == ["create", "table"] and words[3:] != [] and words[3].startswith("(")
