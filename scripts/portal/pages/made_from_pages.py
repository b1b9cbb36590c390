"""Files of the site that are made from finished pages: the questions of each unit, the feeds of releases."""

from collections.abc import Iterable, Iterator

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from portal.model.catalogue import Catalogue
from portal.model.guide import Guide
from portal.model.unit import Unit
from portal.pages.feeds import feeds
from portal.pages.question_files import questions_file, questions_json


def _texts(catalogue: Catalogue, files: Files, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    for file in files.documentation_pages():
        page, content = file.page, catalogue.page_at.get(file.src_uri)
        if not page or not page.content:
            continue
        if isinstance(content, Unit):
            yield questions_file(content.id), questions_json(content.id, page.content, page.url)
        elif isinstance(content, Guide) and content.front.release:
            yield from feeds(page.content, config.site_name, config.site_url).items()


def add_generated(texts: Iterable[tuple[str, str]], files: Files, config: MkDocsConfig) -> None:
    """Add files with these (path in the site, text) to the site's; none of them is a page."""
    for uri, text in [*texts]:
        made = File.generated(config, uri, content=text, inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(made)


def add_made_from_pages(catalogue: Catalogue, files: Files, config: MkDocsConfig) -> None:
    """Add what is made from pages to the site's files; all pages must have been rendered."""
    add_generated(_texts(catalogue, files, config), files, config)
