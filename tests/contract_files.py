"""Opens the fixtures of `tests/contracts/`, which Python and the browser both have to meet."""

import json
from pathlib import Path
from typing import Any


def contract(name: str) -> Any:
    """Return what a contract file holds."""
    return json.loads((Path(__file__).parent / "contracts" / f"{name}.json").read_text("utf-8"))
