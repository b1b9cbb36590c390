"""One text for one value, the same in Python and JavaScript, so that ties break alike."""

import json
from typing import Any


def canonical(value: Any) -> str:
    """Return JSON with sorted keys, no spaces and non-ASCII characters as they are.

    Python compares texts by code point; `core/text-order.js` does the same.
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
