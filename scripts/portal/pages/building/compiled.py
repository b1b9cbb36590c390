"""Keeps compiled templates between builds."""

from jinja2.bccache import Bucket, BytecodeCache

from portal.pages.building.page_cache import PageCache
from portal.pages.digests import digest_of

_KIND = "template"


class KeptTemplates(BytecodeCache):
    """Jinja's own form of them, in a cache that notices when a byte of it is wrong."""

    def __init__(self, cache: PageCache) -> None:
        """Keep them in a cache."""
        self._cache = cache

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code if it was compiled from the same text."""
        if kept := self._cache.old(_KIND, bucket.key, digest_of(bucket.checksum)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self._cache.keep(_KIND, bucket.key, digest_of(bucket.checksum), bucket.bytecode_to_string())
