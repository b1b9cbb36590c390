"""DuckDB: one process, one file, spills to disk. What runs unless somebody asks for another engine."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from portal.reports.engines.engine import RISKY, Row, quoted, statements

# Empty texts stay texts: nothing staged is ever null.
_PLAIN = "format csv, header false, auto_detect false, nullstr '\\N', allow_quoted_nulls false"
_CSV = f"{_PLAIN}, delimiter ',', quote '\"', escape '\"'"
_TSV = f"{_PLAIN}, delimiter '\t', quote '', escape ''"
_FORMS = {".parquet": "format parquet", ".tsv": _TSV}
_BATCH = 5000


class Duck:
    """The tables of one report in DuckDB."""

    def __init__(self, folder: Path, memory: str = "256MB", threads: int = 1) -> None:
        """Open a database in a folder.

        One thread by default: sums of floats would otherwise differ in the last digit from run to run.
        """
        self.connection = duckdb.connect(str(folder / "tables.duckdb"), config={
            "memory_limit": memory,
            "threads": str(threads),
            "temp_directory": str(folder / "duckdb"),
            "default_null_order": "nulls_first_on_asc_last_on_desc",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        })  # fmt: skip

    def run(self, text: str) -> None:
        """Run statements that make tables."""
        self.connection.execute(text)

    def load(self, table: str, file: Path) -> None:
        """Add the rows of a staged file to a table."""
        self.connection.execute(f"copy {table} from '{quoted(file)}' ({_FORMS.get(file.suffix, _CSV)})")

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Add rows to a table."""
        if rows:
            places = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"insert into {table} values ({places})", rows)

    def tables(self) -> list[str]:
        """Return the names of all tables."""
        found = self.connection.execute("select table_name from information_schema.tables order by 1")
        return [name for (name,) in found.fetchall()]

    def columns(self, table: str) -> dict[str, str]:
        """Return the columns of a table in their order, with their types."""
        found = self.connection.execute(f"describe {table}")
        return {name: str(kind).lower() for name, kind, *_ in found.fetchall()}

    def rows(self, query: str) -> Iterator[Row]:
        """Yield the rows of a query, some thousands at a time."""
        cursor = self.connection.cursor()
        cursor.execute(query)
        while batch := cursor.fetchmany(_BATCH):
            yield from batch

    def keep(self, table: str, file: Path) -> None:
        """Write a table to a Parquet file."""
        self.connection.execute(f"copy {table} to '{quoted(file)}' (format parquet, compression zstd)")

    def append_csv(self, query: str, blanks: Sequence[str], file: Path) -> None:
        """Append a query's rows to a CSV file; no text in it can become a formula, and none has two lines."""
        [query] = statements(query)
        made = self.connection.execute(f"describe {query}").fetchall()
        cells = [_cell(name, kind, blank) for (name, kind, *_), blank in zip(made, blanks, strict=True)]
        rows = file.with_suffix(".rows")
        form = "format csv, header false, delimiter ',', quote '\"', escape '\"', nullstr '\x01'"
        chosen = f"select {', '.join(cells)} from ({query}) q"
        self.connection.execute(f"copy ({chosen}) to '{quoted(rows)}' ({form})")
        with file.open("ab") as end, rows.open("rb") as body:
            while rows_read := body.read(1 << 20):
                end.write(rows_read.replace(b"\n", b"\r\n"))
        rows.unlink()

    def close(self) -> None:
        """Close the database."""
        self.connection.close()


def _cell(name: str, kind: str, blank: str) -> str:
    """Return the expression for a cell of a CSV file."""
    text = f'cast("{name}" as varchar)'
    if kind == "VARCHAR":
        signs = ", ".join(f"chr({ord(sign)})" for sign in RISKY)
        text = f"case when left({text}, 1) in ({signs}) then concat(chr(39), {text}) else {text} end"
    return f"coalesce({text}, '{blank}')"
