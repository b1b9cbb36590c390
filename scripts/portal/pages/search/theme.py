"""Keeps the theme from indexing pages: its search box asks for its plugin, but the searching is ours."""

from mkdocs.config.defaults import MkDocsConfig


def silence(config: MkDocsConfig) -> None:
    """Let the theme's search plugin neither read pages nor write its index."""
    plugin = config.plugins.get("material/search")
    for event, name in (("page_context", "on_page_context"), ("post_build", "on_post_build")):
        if plugin and (method := getattr(plugin, name)) in config.plugins.events[event]:
            config.plugins.events[event].remove(method)
