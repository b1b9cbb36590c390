"""Keeps the theme from indexing pages: its search box asks for its plugin, but the searching is ours."""

import sys

from mkdocs.config.defaults import MkDocsConfig


def without_segmentation() -> None:
    """Keep the theme's plugin from loading a dictionary to cut Chinese, where one is installed.

    Call it before the configuration is read.
    """
    sys.modules.setdefault("jieba", None)  # type: ignore[arg-type]  # as if it were not installed


def silence(config: MkDocsConfig) -> None:
    """Let the theme's search plugin neither read pages nor write its index."""
    plugin = config.plugins.get("material/search")
    for event, name in (("page_context", "on_page_context"), ("post_build", "on_post_build")):
        if plugin and (method := getattr(plugin, name)) in config.plugins.events[event]:
            config.plugins.events[event].remove(method)
