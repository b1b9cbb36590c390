"""Files of the site made from finished pages: each unit's questions, the feeds, the release, the search."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file

from portal.model.catalogue import Catalogue
from portal.model.catalogue import Page as Content
from portal.model.guide import Guide
from portal.model.release import RELEASE_PATH, PageFacts, page_facts, release_of
from portal.model.unit import Unit
from portal.pages.feeds import feeds
from portal.pages.question_files import questions_file, questions_json
from portal.pages.remembered import Remembered
from portal.pages.search import Searched, search_files, searched
from portal.shelf import Shelf


@dataclass(frozen=True)
class FromPage:
    """What is made from one finished page."""

    files: Mapping[str, str]
    """Path in the site → text."""
    searched: Searched
    published: PageFacts


def from_page(content: Content, page: Page, config: MkDocsConfig) -> FromPage:
    """Return what is made from a page whose Markdown has been rendered; it depends on nothing else."""
    html, files = page.content or "", {}
    if html and isinstance(content, Unit):
        files[questions_file(content.id)] = questions_json(content.id, html, page.url)
    elif html and isinstance(content, Guide) and content.front.release:
        files |= feeds(html, config.site_name, config.site_url)
    return FromPage(files, searched(content, html), page_facts(content))


def joined(catalogue: Catalogue, made: Mapping[str, FromPage]) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of all files; `made`: path below `docs/` → made from that page."""
    for one in made.values():
        yield from one.files.items()
    facts = {one.published.path: one.published for one in made.values()}
    yield RELEASE_PATH, release_of(catalogue, facts).as_text()


def search_of(
    catalogue: Catalogue, made: Mapping[str, FromPage], remembered: Remembered, shelf: Shelf | None
) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text) of all files of the search."""
    yield from search_files(catalogue, {uri: one.searched for uri, one in made.items()}, remembered, shelf)


def add_generated(texts: Iterable[tuple[str, str]], files: Files, config: MkDocsConfig) -> None:
    """Add files with these (path in the site, text) to the site's; none of them is a page."""
    for uri, text in [*texts]:
        made = File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(made)


def write_texts(texts: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write files with these (path, text) below a folder."""
    for path, text in texts:
        write_file(text.encode(), str(folder / path))
