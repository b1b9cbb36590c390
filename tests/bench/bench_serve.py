"""Times a preview: from writing a file to its new text being served, and from the start to the first page.

Compared with `mkdocs serve` of the very same project (hooks, questions, templates and all), and of its bare
twin: the same pages as plain Material shows them; and with Zensical's preview of that twin, if it is there.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import zensical_site
from generated import generated
from measuring import Row, python_environment, ratio_of, tell
from sites import BARE, write_twin

ROUNDS = 7
PATIENCE = 900.0
POLL = 0.005
PAUSE = 3.0
"""Seconds between two edits: so long a writer thinks, and so long the rules of the last save go on."""

Edit = Callable[[str], None]


def _port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _get(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def _wait_for(words: str, address: str, server: subprocess.Popen[bytes]) -> float:
    """Return the seconds until a page has the words."""
    begin = time.perf_counter()
    while words not in _get(address):
        if server.poll() is not None:
            raise SystemExit(f"{server.args} has ended by itself")
        if time.perf_counter() - begin > PATIENCE:
            raise SystemExit(f"{address} never had {words!r}")
        time.sleep(POLL)
    return time.perf_counter() - begin


class Server:
    """A running preview."""

    def __init__(self, name: str, project: Path, command: list[str], docs: str) -> None:
        self.name, self.docs = name, project / docs
        port = _port()
        where = ["--port", str(port)] if "portal" in command else ["--dev-addr", f"127.0.0.1:{port}"]
        begin = time.perf_counter()
        self.child = subprocess.Popen(
            [*command, *where], cwd=project, env=python_environment(project),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.address = f"http://127.0.0.1:{port}/"
        _wait_for("</html>", self.address, self.child)
        self.start = time.perf_counter() - begin
        tell(f"  {name}: first page after {self.start:.1f} s")

    def edit(self, page: str, round_number: int) -> float:
        """Put words into a page and return the seconds until they are served."""
        file = self.docs / f"{page}.md"
        text, words = file.read_text("utf-8"), f"第 {round_number} 次写在这里"
        address = f"{self.address}{page}/"
        _get(address)
        time.sleep(PAUSE)
        file.write_text(re.sub(r"\n## ", f"\n{words}\n\n## ", text, count=1), "utf-8")
        seconds = _wait_for(words, address, self.child)
        tell(f"  {self.name}, {page}: {1000 * seconds:.0f} ms")
        return seconds

    def end(self) -> None:
        self.child.terminate()
        self.child.wait(PATIENCE)


@contextmanager
def _running(name: str, project: Path, command: list[str], docs: str = "docs") -> Iterator[Server]:
    server = Server(name, project, command, docs)
    try:
        yield server
    finally:
        server.end()


def _pages(project: Path) -> tuple[str, str, int]:
    """Return a unit, a lesson, and how many pages there are."""
    docs = project / "docs"
    found = [file.relative_to(docs).with_suffix("").as_posix() for file in sorted(docs.rglob("*.md"))]
    pages = [page for page in found if not page.startswith(("_includes/", "_templates/"))]
    of_unit = [page for page in pages if re.fullmatch(r"certificates/c/(?!index)[^/]+", page)]
    of_lesson = [page for page in pages if re.fullmatch(r"lessons/grade-\d+/(?!index)[^/]+", page)]
    return of_unit[len(of_unit) // 2], of_lesson[len(of_lesson) // 2], len(pages)


def _rows(project: Path, others: int) -> list[Row]:
    unit, lesson, pages = _pages(project)
    plain, peer = [sys.executable, "-m", "mkdocs", "serve", "-q"], zensical_site.zensical()
    seconds: dict[str, list[float]] = {}
    with _running("portal serve", project, [sys.executable, "-m", "portal", "serve"]) as server:
        starts = {"ours": server.start}
        seconds["unit"] = [server.edit(unit, number) for number in range(ROUNDS)]
        seconds["lesson"] = [server.edit(lesson, number) for number in range(ROUNDS)]
    with _running("mkdocs serve", project, plain) as server:
        starts["same"] = server.start
        seconds["same"] = [server.edit(unit, number + ROUNDS) for number in range(others)]
    with _running("mkdocs serve, bare", project, [*plain, "-f", f"{BARE}.yml"], "bare-docs") as server:
        starts["bare"] = server.start
        seconds["bare"] = [server.edit(unit, number + ROUNDS) for number in range(others)]
    others_named = {"same": "`mkdocs serve`, same project", "bare": "`mkdocs serve`, bare Material"}
    if peer:
        zensical_site.write_config(project)
        command = [peer, "serve", "-f", zensical_site.FILE]
        with _running("Zensical", project, command, "bare-docs") as server:
            starts["zensical"] = server.start
            seconds["zensical"] = [server.edit(unit, number + 2 * ROUNDS) for number in range(ROUNDS)]
        others_named["zensical"] = "Zensical's preview of bare Material"
    rows = []
    for key, name in others_named.items():
        theirs = seconds[key]
        for page in ("unit", "lesson"):
            ours = seconds[page]
            rows.append(Row(
                f"from saving a {page} to seeing it, {pages} pages",
                f"{1000 * median(ours):.0f} ms",
                f"{1000 * median(theirs):.0f} ms, {name}, a unit",
                ratio_of(ours[: len(theirs)], theirs),
            ))  # fmt: skip
        rows.append(Row(
            f"from the start to the first page, {pages} pages",
            f"{starts['ours']:.1f} s",
            f"{starts[key]:.1f} s, {name}",
            ratio_of([starts["ours"]], [starts[key]]),
        ))  # fmt: skip
    return rows


def run(project: Path, others: int) -> list[Row]:
    """Return the rows for a copied project and for 400 pages; the others are edited `others` times."""
    made = {"preview", "multiplied", "site-real"}
    here = shutil.copytree(
        project, project / "preview", ignore=lambda folder, _: made if Path(folder) == project else ()
    )
    large = generated(project, project / "preview-large", 400)
    rows = []
    for site in (here, large):
        write_twin(site)
        rows += _rows(site, others)
    return rows
