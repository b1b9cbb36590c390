"""Which files a page is made from: its problems stand there, and a change there draws it anew."""

from collections.abc import Callable

from portal.model.catalogue import Catalogue
from portal.model.unit import Unit
from portal.pages.digests import digest_of

_INCLUDING = "8<"
"""Part of the sign by which a page includes a text, in all its forms."""

TextOf = Callable[[str], str | None]
"""Path from the project's root → the text that was loaded."""


def files_of(uri: str, catalogue: Catalogue, text_of: TextOf) -> tuple[str, ...]:
    """Return the paths of a page's file, its bank, and what it includes; `uri` counts from `docs/`."""
    found = [f"docs/{uri}"]
    page = catalogue.page_at.get(uri)
    if isinstance(page, Unit):
        found.append(f"quizzes/{page.track}/{page.slug}.yml")
    for path in found:  # grows: an included file may include others
        text = text_of(path) or ""
        named = (f"docs/_includes/{name}" for name in catalogue.includes if f'"{name}"' in text)
        found += [include for include in named if include not in found]
    return tuple(found)


def sources_of(uri: str, catalogue: Catalogue, text_of: TextOf) -> tuple[object, ...]:
    """Return everything that the rendered Markdown of a page depends on, links to other pages aside."""
    texts = tuple(text_of(path) for path in files_of(uri, catalogue, text_of))
    page = catalogue.page_at.get(uri)
    if not isinstance(page, Unit):
        return texts
    bank = catalogue.bank_of.get(page.id)
    beside = f"certificates/{page.track}/pictures/{page.slug}/"
    pictures = sorted(
        (path, repr(one)) for path, one in catalogue.pictures.items() if path.startswith(beside)
    )
    track = text_of(f"docs/certificates/{page.track}/index.md")
    return (*texts, track, bank.questions if bank else None, *pictures)


def digested(uri: str, catalogue: Catalogue, text_of: TextOf) -> bytes:
    """Return a fingerprint of everything that the rendered Markdown of a page may depend on, links aside.

    It is wider than `sources_of`: a page that includes anything depends on all that can be included.
    """
    texts = [text_of(path) or "" for path in files_of(uri, catalogue, text_of)]
    if any(_INCLUDING in text for text in texts):
        texts += (f"{name}:{text_of(f'docs/_includes/{name}')}" for name in sorted(catalogue.includes))
    page = catalogue.page_at.get(uri)
    if isinstance(page, Unit):
        texts.append(text_of(f"docs/certificates/{page.track}/index.md") or "")
    words = "".join(texts)
    pictures = (
        f"{path}:{one!r}"
        for path, one in sorted(catalogue.pictures.items())
        if path.rpartition("/")[2] in words
    )
    return digest_of(*texts, *pictures)
