"""Files of the site that are made from the model alone, whatever the pages look like."""

from collections.abc import Callable, Iterator

from portal.model.catalogue import Catalogue
from portal.pages.browser_catalogue import browser_catalogue, record_schema
from portal.pages.issuer_pages import verifier_files
from portal.pages.redirects import redirects

_READ_BY_BROWSER: dict[str, Callable[[Catalogue], str]] = {
    "assets/catalogue.json": browser_catalogue,
    "assets/portal-record-1.schema.json": lambda catalogue: record_schema(),
}


def written_for_browser(catalogue: Catalogue, uri: str) -> str | None:
    """Return a file that the browser reads; None if there is no such file."""
    write = _READ_BY_BROWSER.get(uri)
    return write(catalogue) if write else None


def generated(catalogue: Catalogue, is_empty: bool) -> Iterator[tuple[str, str]]:
    """Yield (path in the site, text); `is_empty`: what browsers read is written when asked for."""
    for uri, write in _READ_BY_BROWSER.items():
        yield uri, "" if is_empty else write(catalogue)
    yield from redirects(catalogue)
    yield from verifier_files(catalogue)
