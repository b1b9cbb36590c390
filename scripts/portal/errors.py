"""The one exception that ends a command with a sentence instead of a traceback."""


class PortalError(Exception):
    """What cannot be gone on from; the message names the place and the cure, in Chinese."""
