"""Times the whole build of the real site against bare Material with the same pages."""

from pathlib import Path

from measuring import Row, alternate, cost_rows
from sites import BARE, SEARCHED, build_real, build_twin


def count_pages(site: Path) -> int:
    return sum(1 for file in site.rglob("*.html") if file.name != "404.html")


def _check_same_pages(project: Path) -> int:
    """Return how many pages each site has; the comparison is worth nothing if they differ."""
    counts = {name: count_pages(project / f"site-{name}") for name in ("real", BARE, SEARCHED)}
    if len(set(counts.values())) > 1:
        raise SystemExit(f"the sites differ in pages: {counts}")
    return counts["real"]


def run(project: Path, rounds: int) -> list[Row]:
    """Return the rows for building a copied project."""
    costs = alternate(
        {
            "bare build": lambda: build_twin(project, BARE),
            "build with search": lambda: build_twin(project, SEARCHED),
            "real build": lambda: build_real(project),
        },
        rounds,
    )
    bare, searched, real = costs.values()
    pages = _check_same_pages(project)
    return [
        *cost_rows(f"full build, {pages} pages", real, bare, "bare Material"),
        *cost_rows("with search (zh, jieba), no quizzes", searched, bare, "bare Material"),
    ]
