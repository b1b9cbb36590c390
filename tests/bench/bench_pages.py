"""Weighs each kind of page, with all it loads before anybody touches it, beside bare Material's same page."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import yaml
from measuring import Row, tell
from sites import BARE, build_real, build_twin, copy_project, write_twin

from portal.load import load
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue

TEN = 10
KINDS = {
    "first page": "",
    "finder": "lessons",
    "grade": "lessons/grade-5",
    "track": "certificates/c",
    "guide": "campus/help-and-referral",
    "calendar": "campus/calendar",
    "handbook": "handbook/write-a-unit",
    "rules": "handbook/checks",
    "updates": "updates",
    "我的学习": "my/learning",
    "我的数据": "my/data",
    "错题本": "my/mistakes",
    "模拟考": "my/exam",
    "正式考核": "my/assessment",
    "台账": "my/ledger",
    "核验": "my/verify",
    "本校汇总": "my/bench",
}
"""Kind → address, besides a lesson and a unit, which are chosen from the content."""


@dataclass(frozen=True)
class Weight:
    """Bytes as they lie on disk, and as a server sends them; of how many files."""

    raw: int = 0
    zipped: int = 0
    files: int = 0

    def __add__(self, other: "Weight") -> "Weight":
        return Weight(self.raw + other.raw, self.zipped + other.zipped, self.files + other.files)


def _weight(files: Iterable[Path]) -> Weight:
    contents = [file.read_bytes() for file in files]
    return sum((Weight(len(data), len(gzip.compress(data, 9)), 1) for data in contents), Weight())


def assets_of(html: Path) -> set[Path]:
    """Return the styles and scripts that a page names; nothing else is loaded before anybody touches it."""
    page = lxml.html.fromstring(html.read_bytes())
    paths = page.xpath("//link[@rel='stylesheet']/@href | //script[@src]/@src")
    return {(html.parent / path).resolve() for path in paths}


def _zipped(html: Path, kind: str = "") -> int:
    files = [html] if kind == ".html" else [file for file in assets_of(html) if file.suffix == kind]
    return _weight(files).zipped


def _page_row(name: str, url: str, project: Path) -> Row:
    real, bare = (project / f"site-{site}" / url / "index.html" for site in ("real", BARE))
    ours, others = (_weight([html, *assets_of(html)]) for html in (real, bare))
    more = {kind: _zipped(real, kind) - _zipped(bare, kind) for kind in (".html", ".css", ".js")}
    kinds = ", ".join(f"{kind} {size:+,}" for kind, size in more.items())
    return Row(
        f"{name}: HTML + CSS + JS",
        f"{ours.zipped:,}, {ours.files} files",
        f"{others.zipped:,}, {others.files} files, bare Material",
        f"**{ours.zipped - others.zipped:+,}**: {kinds}",
    )


def _choose_bank(catalogue: Catalogue) -> Bank:
    """Return the first bank with at least ten questions on its page, else the longest."""
    banks = [bank for bank in catalogue.banks if catalogue.unit_of[bank.unit_id].front.status == "published"]
    enough = [bank for bank in banks if len(bank.published) >= TEN]
    return (enough or sorted(banks, key=lambda bank: -len(bank.published)))[0]


def _cut_bank(project: Path, bank: Bank) -> None:
    """Keep ten published questions in the bank's file, and every objective asked."""
    firsts = {question.objective: question for question in reversed(bank.published)}.values()
    rest = [question for question in bank.published if question not in firsts]
    kept = {question.id for question in [*firsts, *rest][:TEN]}
    file = project / bank.marks.path
    data = yaml.safe_load(file.read_text("utf-8"))
    kept |= {question.id for question in bank.questions if question.status == "retired"}
    data["questions"] = [question for question in data["questions"] if question["id"] in kept]
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _build_both(project: Path) -> None:
    tell(f"  building {project.name}")
    build_real(project)
    build_twin(project, BARE)


def run(project: Path) -> list[Row]:
    """Return the rows for the pages of a copied project, and of a copy whose bank is cut to ten."""
    catalogue = load(project).catalogue
    bank = _choose_bank(catalogue)
    lesson = next(lesson for lesson in catalogue.lessons if lesson.front.status == "published")
    unit = f"certificates/{bank.track}/{bank.slug}"
    _build_both(project)
    cut = copy_project(project, project / "cut")
    _cut_bank(cut, bank)
    write_twin(cut)
    _build_both(cut)
    ten = len(next(other for other in load(cut).catalogue.banks if other.unit_id == bank.unit_id).published)
    return [
        _page_row(f"unit, {len(bank.published)} questions", unit, project),
        _page_row(f"the same unit cut to {ten}", unit, cut),
        _page_row("lesson", f"lessons/{lesson.id}", project),
        *(_page_row(name, url, project) for name, url in KINDS.items()),
    ]
