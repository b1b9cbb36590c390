"""One text for one value, the same in Python and JavaScript, so that ties break alike."""

import json
from typing import Any


def _as_browsers_write(value: Any) -> Any:
    """Return the value with 1.0 as 1, because JavaScript knows no other way to write it."""
    if isinstance(value, dict):
        return {key: _as_browsers_write(member) for key, member in value.items()}
    if isinstance(value, list | tuple):
        return [_as_browsers_write(member) for member in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def canonical(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and non-ASCII characters as they are.

    Python compares texts by code point; `core/text-order.js` does the same.
    """
    return json.dumps(_as_browsers_write(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
