"""Runs the rules in a process of its own, beside a preview: five seconds of work that nobody waits for.

The preview writes a line whenever something was saved; lines of JSON come back, quick rules first.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from portal.checks import RULES, Rule, findings_of
from portal.checks.known import known_in
from portal.errors import PortalError
from portal.load import load
from portal.load.kept import kept_in
from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place, Severity

Found = Callable[[str, list[Finding]], None]
"""Takes the code of a rule and what it found; an empty code when all rules have run."""


class Checker:
    """The other end of that process, started again should it have died."""

    def __init__(self, root: Path, found: Found) -> None:
        """Check a project; `found` is called from another thread."""
        self._root, self._found = root, found
        self._child: subprocess.Popen[str] | None = None

    def check(self) -> None:
        """Check what is there now; a check under way begins anew."""
        if self._child is None or self._child.poll() is not None:
            self._child = self._start()
        try:
            assert self._child.stdin
            self._child.stdin.write("\n")
            self._child.stdin.flush()
        except OSError:  # it died just now: the next save starts another
            self._child = None

    def _start(self) -> subprocess.Popen[str]:
        quiet = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
        apart = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
        package = str(Path(__file__).parents[3])
        places = os.pathsep.join([package, *filter(None, [os.environ.get("PYTHONPATH")])])
        child = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", __name__, str(self._root)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": places}, creationflags=quiet | apart,
            start_new_session=os.name != "nt",
        )  # fmt: skip
        assert child.stdout
        self._thread = Thread(target=self._listen, args=(child.stdout,), daemon=True, name="checks")
        self._thread.start()
        return child

    def _listen(self, lines: IO[str]) -> None:
        with lines:
            for line in lines:
                said = json.loads(line)
                self._found(said["code"], [_finding(data) for data in said["findings"]])
        self._found("", [])  # it has ended: nothing more will come

    def end(self) -> None:
        """Stop at once."""
        if self._child:
            self._child.kill()
            self._child.wait()
            with suppress(OSError):  # what had not been written to it stays unsaid
                self._child.stdin.close()  # type: ignore[union-attr]
            self._thread.join(1)


def _finding(data: dict[str, str]) -> Finding:
    place = Place(data["path"], int(data["line"]), int(data["column"]))
    severity: Severity = "warning" if data["severity"] == "warning" else "error"
    return Finding(place, data["code"], data["reason"], data["cure"], severity)


class _Rounds:
    """Runs all rules whenever asked, quick ones first, and begins anew when asked again meanwhile."""

    def __init__(self, root: Path, wanted: "Queue[None]") -> None:
        self._root, self._wanted = root, wanted
        self._kept, self._known = kept_in(root / ".cache"), known_in(root / ".cache")
        self._seconds: dict[str, float] = {}

    def _is_wanted(self) -> bool:
        was_wanted = False
        while True:
            try:
                self._wanted.get_nowait()
            except Empty:
                return was_wanted
            was_wanted = True

    def _results(self, rules: Sequence[Rule], catalogue: Catalogue) -> Iterator[tuple[str, list[Finding]]]:
        for rule in rules:
            begin = time.perf_counter()
            yield rule.code, findings_of(rule, catalogue, self._known)
            self._seconds[rule.code] = time.perf_counter() - begin

    def round(self) -> bool:
        """Run all rules; return False if something was saved meanwhile."""
        try:
            catalogue = load(self._root, self._kept).catalogue
        except PortalError:  # the preview says so itself
            return True
        rules = sorted(RULES, key=lambda rule: self._seconds.get(rule.code, 0))
        for code, findings in self._results(rules, catalogue):
            if self._is_wanted():
                return False
            _say(code, findings)
        _say("", [])
        self._kept.put_away()
        self._known.put_away()
        return True


def _say(code: str, findings: Sequence[Finding]) -> None:
    data = {"code": code, "findings": [finding.as_data() for finding in findings]}
    print(json.dumps(data, ensure_ascii=False), flush=True)


def _listen(wanted: "Queue[None]") -> None:
    for _ in sys.stdin:
        wanted.put(None)
    os._exit(0)  # the preview has ended: so does a rule that is at work


def main() -> None:
    """Check the project that the command line names whenever a line comes in."""
    if hasattr(os, "nice"):
        os.nice(10)
    wanted: Queue[None] = Queue()
    Thread(target=_listen, args=(wanted,), daemon=True).start()
    rounds = _Rounds(Path(sys.argv[1]), wanted)
    while True:
        wanted.get()
        while not rounds.round():
            continue


if __name__ == "__main__":
    main()
