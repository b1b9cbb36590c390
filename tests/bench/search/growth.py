"""Measures ours alone on more and more pages: the real ones, and copies up to 400 and 1,000.

Half the lines of a copy are the original's, so every query has more pages to rank; half have their characters
moved, so there are more pairs of characters to keep. A real site of that size lies below both.
"""

import random
import shutil
from pathlib import Path
from statistics import median

import costs
from bench_check import multiply
from measuring import tell, timed_python
from queries import SEED

SIZES = (400, 1_000)
_BUILD = """
from pathlib import Path
import portal.commands.build as command
command.run = lambda *_, **__: []  # copies of pages break the rules against copies
command.build_site(Path({project!r}), Path({site!r}), False)
"""


def _mix(copies: Path, originals: Path) -> None:
    """Give about every second line of the copies its own words back."""
    dice = random.Random(SEED)
    texts = {file.name: file.read_text("utf-8").split("\n") for file in sorted(originals.rglob("*.md"))}
    for file in sorted(copies.rglob("*.md")):
        lines, real = file.read_text("utf-8").split("\n"), texts[file.name]
        if file.name != "index.md" and len(lines) == len(real):
            body = lines.index("---", 1)
            mixed = [
                dice.choice((line, own)) if at > body else line
                for at, (line, own) in enumerate(zip(lines, real, strict=True))
            ]
            file.write_text("\n".join(mixed), "utf-8")


def build_large(project: Path, room: Path, pages: int) -> Path:
    """Build a site of about so many pages out of a copied project."""
    tell(f"building {pages} pages")
    large = multiply(project, room / f"copies-{pages}", pages)
    for folder in ("certificates", "lessons"):
        _mix(large / "docs" / folder, project / "docs" / folder)
    for folder in ("overrides", "scripts"):
        shutil.copytree(project / folder, large / folder)
    shutil.copy(project / "mkdocs.yml", large)
    site = room / f"site-{pages}"
    timed_python(["-c", _BUILD.format(project=str(large), site=str(site))], large)
    return site


def table(project: Path, real: Path, room: Path, rounds: int) -> list[str]:
    """Return the table of growth: medians for each number of pages."""
    sites = {"real": real, **{f"{pages:,}": build_large(project, room, pages) for pages in SIZES}}
    samples, _ = costs.measured(sites, rounds)
    lines = [f"| cost, pages | {' | '.join(sites)} |", f"|---|{'---:|' * len(sites)}"]
    for what, of in samples.items():
        lines.append(f"| {what} | {' | '.join(f'{median(of[name]):.2f}' for name in sites)} |")
    return [*lines, ""]
