"""Runs alone: `python reading_child.py FOLDER` reads it and writes what came of it and its peak memory."""

import json
import re
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / "scripts"))

from portal.commands.tables import cells_in
from portal.records.collect import Found, find_files, read_found


def peak_megabytes() -> int:
    """Return this program's own peak: Linux counts what the process held before this program began, too."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    told = {}
    for found in find_files([Path(sys.argv[1])]):
        for item in read_found(found, cells_in) if isinstance(found, Found) else [found]:
            name = Path(item.name.split(" 里的 ")[0].split("（")[0]).name
            told[name] = item.record.problems[-1] if item.record else item.reason
    print(json.dumps([told, peak_megabytes()]))
