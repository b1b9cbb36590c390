"""The Markdown of a page, rendered, and what has to be asked again to know whether it still holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from portal.pages.pictures import Size, size_of

Answer = tuple[str, int, Size | None] | None
"""Address of a file, whether it is shown, its size if it is a picture; None where there is no such file."""

STATE = (
    "markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids", "links_to_anchors",
)  # fmt: skip
"""What MkDocs keeps of a rendered page."""


def answer_of(files: Files, path: str) -> Answer:
    """Return what a page learns of the site when it links to a path."""
    file = files.get_file_from_path(path)
    return (file.url, file.inclusion.value, size_of(file)) if file else None


class Asked:
    """The site's files, as the Markdown of one page sees them: remembers which it asked for."""

    def __init__(self, files: Files) -> None:
        """Ask these files."""
        self._files = files
        self.answers: dict[str, Answer] = {}

    def get_file_from_path(self, path: str) -> File | None:
        """Return a file, as `Files` does."""
        self.answers[path] = answer_of(self._files, path)
        return self._files.get_file_from_path(path)

    def __getattr__(self, name: str) -> Any:
        """Be the files in everything else."""
        return getattr(self._files, name)


def same_answers(answers: Mapping[str, Answer], files: Files) -> bool:
    """Tell whether the files of a site answer as others did before."""
    return all(answer_of(files, path) == answer for path, answer in answers.items())


@dataclass(frozen=True)
class Rendered:
    """A page's Markdown, rendered, with all that it was made from."""

    sources: tuple[object, ...]
    answers: Mapping[str, Answer]
    state: dict[str, Any]


def state_of(page: Page) -> dict[str, Any]:
    """Return what MkDocs keeps of a page that it has rendered."""
    return {name: getattr(page, name) for name in STATE}


def restore(page: Page, state: Mapping[str, Any]) -> None:
    """Give a page back what was rendered of it; each edition of the site has page objects of its own."""
    for name, value in state.items():
        setattr(page, name, dict(value) if name == "meta" else value)
