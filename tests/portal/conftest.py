"""One hypothesis profile for all property tests: no deadline, because shared machines are slow."""

from hypothesis import settings

settings.register_profile("portal", max_examples=40, deadline=None)
settings.load_profile("portal")
