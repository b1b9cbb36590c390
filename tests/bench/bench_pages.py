"""Weighs a unit page with its questions and a lesson page without, against bare Material's same pages."""

import gzip
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import yaml
from lxml.html import HtmlElement
from measuring import Row, tell
from sites import BARE, build_real, build_twin, copy_project, write_twin

from portal.load import load
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue

TEN = 10
_STATIC = re.compile(r"""^(?:import\s*|(?:import|export)\b[\w\s{},*]*\bfrom\s*)["'](\.[^"']+)["']""", re.M)
_BY_ELEMENT = re.compile(r"""["'](portal-[a-z-]+)["']: \(\) => import\(["']([^"']+)["']\)""")
_AWAITED = re.compile(r"""await import\(["']([^"']+)["']\)""")
_MADE_BY_QUIZ = {"portal-quiz-head", "portal-quiz-result"}
_ONLY_IN_TROUBLE = {"data-export.js"}


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


def _wanted_later(module: str, page: HtmlElement) -> set[str]:
    """Return the modules that a module imports while it runs on this page."""
    tags = {str(element.tag) for element in page.iter()}
    found = set()
    if page.xpath("//*[contains(@class, 'portal-quiz')]"):
        tags |= _MADE_BY_QUIZ
        found = {path for path in _AWAITED.findall(module) if Path(path).name not in _ONLY_IN_TROUBLE}
    return found | {path for tag, path in _BY_ELEMENT.findall(module) if tag in tags}


def _modules(first: Path, page: HtmlElement) -> set[Path]:
    seen: set[Path] = set()
    unseen = [first.resolve()]
    while unseen:
        file = unseen.pop()
        if file not in seen:
            seen.add(file)
            text = file.read_text("utf-8")
            paths = {*_STATIC.findall(text), *_wanted_later(text, page)}
            unseen += [(file.parent / path).resolve() for path in paths]
    return seen


def assets_of(html: Path) -> set[Path]:
    """Return the styles and scripts that a page loads, modules that its elements need included."""
    page = lxml.html.fromstring(html.read_bytes())
    styles = page.xpath("//link[@rel='stylesheet']/@href")
    scripts = page.xpath("//script[@src and not(@type='module')]/@src")
    files = {(html.parent / path).resolve() for path in [*styles, *scripts]}
    for path in page.xpath("//script[@src and @type='module']/@src"):
        files |= _modules(html.parent / path, page)
    return files


def _search_files(site: Path) -> list[Path]:
    """Return what Material's search loads on the first page view, whether anybody searches or not."""
    index = site / "search" / "search_index.json"
    scripts = site / "assets" / "javascripts"
    languages = json.loads(index.read_bytes())["config"]["lang"]
    names = [f"lunr.{language}" for language in languages if language != "en"]
    names += ["lunr.stemmer.support"] if names else []
    names += ["lunr.multi"] if len(languages) > 1 else []
    lunr = [scripts / "lunr" / "min" / f"{name}.min.js" for name in names]
    return [index, *(scripts / "workers").glob("search.*.js"), *lunr]


def _row(measure: str, ours: Weight, bare: Weight) -> Row:
    value, compared = (
        f"{weight.raw:,} / {weight.zipped:,}" + (f", {weight.files} files" if weight.files > 1 else "")
        for weight in (ours, bare)
    )
    ratio = f"{ours.raw / bare.raw:.2f} / **{ours.zipped / bare.zipped:.2f}**"
    return Row(measure, value, f"{compared}, bare Material", ratio)


def _page_rows(name: str, url: str, project: Path) -> list[Row]:
    real, bare = (project / f"site-{site}" / url / "index.html" for site in ("real", BARE))
    html, assets = ((_weight([real]), _weight([bare])), (_weight(assets_of(real)), _weight(assets_of(bare))))
    return [
        _row(f"{name}, HTML", *html),
        _row(f"{name}, CSS + JS", *assets),
        _row(f"{name}, all of these", html[0] + assets[0], html[1] + assets[1]),
    ]


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
    unit_rows = _page_rows(f"unit page, {len(bank.published)} questions", unit, project)
    ten = len(next(other for other in load(cut).catalogue.banks if other.unit_id == bank.unit_id).published)
    search = _weight(_search_files(project / "site-real"))
    searched = f"{search.raw:,} / {search.zipped:,}, {search.files} files"
    return [
        unit_rows[0],
        *_page_rows(f"the same page cut to {ten} questions", unit, cut),
        *_page_rows("lesson page, no question", f"lessons/{lesson.id}", project),
        Row("search files, fetched with the first page", searched, "bare has no search"),
    ]
