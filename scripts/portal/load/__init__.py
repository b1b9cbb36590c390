"""Files → model. Reads each file once, reports every problem it can find, writes nothing."""

from portal.load.tree import Loaded, load

__all__ = ["Loaded", "load"]
