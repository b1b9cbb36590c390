"""Makes all pages of a site: what was made before is taken over if it still holds, the rest in two processes.

The result is the same, byte for byte, as that of `mkdocs build`, which knows nothing of this folder.
"""

from portal.pages.building.builder import Order, build_site_pages
from portal.pages.building.hooks import hooks_of
from portal.pages.building.page_cache import PageCache

__all__ = ["Order", "PageCache", "build_site_pages", "hooks_of"]
