"""Takes needless work out of mkdocs-quiz, without a byte of difference in what it renders.

It reads its translations from the disk for every question, sets up Markdown with all extensions for every
question, and asks Markdown about every choice; a page's questions can share the first two, and words without
any markup become a paragraph and no more.
"""

import re
from functools import lru_cache
from typing import Any

import mkdocs_quiz.plugin as source  # type: ignore[import-untyped]

_LINE = r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e\u2014\u2018-\u201d\u2026\u00b7A-Za-z0-9,;%()]"
_WORDS = re.compile(rf"{_LINE}+(?:[ \n]{_LINE}+)*")
"""Chinese, letters and figures, and none of the signs that mean something to Markdown."""

_KNOWN = {
    "admonition", "attr_list", "sane_lists", "md_in_html", "tables", "toc", "fenced_code", "footnotes",
    "pymdownx.details", "pymdownx.superfences", "pymdownx.snippets",
}  # fmt: skip
"""Extensions of Markdown to which such words mean nothing either."""


def quicken(plugin: Any) -> None:
    """Let a plugin that MkDocs has set up do what it does, without doing it again and again."""
    if not hasattr(source.TranslationManager, "cache_info"):
        source.TranslationManager = lru_cache(maxsize=8)(source.TranslationManager)
    plain, convert = type(plugin)._create_fragment_markdown, type(plugin)._convert_fragment_markdown
    last: list[Any] = [None, None, None]

    def create(page: Any, config: Any, files: Any) -> Any:
        if last[0] is not page or last[1] is not files:
            last[:] = [page, files, plain(plugin, page, config, files)]
        return last[2]

    def convert_quickly(text: str, page: Any, config: Any, files: Any, md_inst: Any = None) -> Any:
        if _WORDS.fullmatch(text) and _KNOWN.issuperset(config.markdown_extensions):
            return f"<p>{text}</p>"
        return convert(plugin, text, page, config, files, md_inst=md_inst)

    plugin._create_fragment_markdown, plugin._convert_fragment_markdown = create, convert_quickly
