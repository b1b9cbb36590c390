"""Takes needless work out of mkdocs-quiz, without a byte of difference in what it renders.

It reads its translations from the disk for every question, and sets up Markdown with all extensions for every
question; a page's questions can share both.
"""

from functools import lru_cache
from typing import Any

import mkdocs_quiz.plugin as source  # type: ignore[import-untyped]


def quicken(plugin: Any) -> None:
    """Let a plugin that MkDocs has set up read its translations once and set up Markdown once a page."""
    if not hasattr(source.TranslationManager, "cache_info"):
        source.TranslationManager = lru_cache(maxsize=8)(source.TranslationManager)
    plain = type(plugin)._create_fragment_markdown
    last: list[Any] = [None, None, None]

    def create(page: Any, config: Any, files: Any) -> Any:
        if last[0] is not page or last[1] is not files:
            last[:] = [page, files, plain(plugin, page, config, files)]
        return last[2]

    plugin._create_fragment_markdown = create
