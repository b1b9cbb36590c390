"""The audit log of an assessment: one line for each thing that was graded, each bound to the line before.

A line never holds a name or an answer: fingerprints, the paper's id, counts and flags. Lines are only ever
added; the same files graded again add nothing. Who notes the fingerprint of the last line on paper can prove
later that no line before it was changed, dropped or put in.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from portal.model.paper import canonical_text
from portal.model.paper_results import Graded, Results

Entry = dict[str, Any]

FIRST = "0" * 64
"""What the first line has for the fingerprint of the line before."""

_OF_CHAIN = ("n", "at", "before")


class Broken(Exception):  # noqa: N818  # an answer: which line, and what does not fit
    """A log that is not as it was written."""


def lines_of(text: str) -> list[Entry]:
    """Return the entries of a log, having proved the chain. Raises Broken with the first bad line."""
    before, entries = FIRST, []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise Broken(f"第 {number} 行不是日志的一行") from error
        if not isinstance(entry, dict) or canonical_text(entry) != line:
            raise Broken(f"第 {number} 行被改动过")
        if entry.get("n") != number or entry.get("before") != before:
            raise Broken(f"第 {number} 行接不上前一行：前面有一行被改、被删，或者多出来")
        before = fingerprint_of(line)
        entries.append(entry)
    if text and not text.endswith("\n"):
        raise Broken(f"第 {len(entries)} 行没有写完")
    return entries


def fingerprint_of(line: str) -> str:
    """Return the SHA-256 of a line."""
    return sha256(line.encode()).hexdigest()


def last_fingerprint(text: str) -> str:
    """Return the fingerprint of the last line, to be noted on paper."""
    return fingerprint_of(text.splitlines()[-1]) if text else FIRST


def _graded(graded: Graded, counts: bool) -> Entry:
    verdicts = Counter(graded.verdicts.values())
    return {
        "kind": "hand-in",
        "file": graded.submission.seal,
        "content": graded.submission.content,
        "paper": graded.submission.paper,
        "counts": counts,
        **{verdict: verdicts[verdict] for verdict in ("right", "wrong", "void", "open")},
        "flags": sorted({flag.kind.code for flag in graded.flags}),
    }


def _entries(results: Results, files: dict[str, str], key: str) -> Iterator[Entry]:
    for person in results.people:
        yield _graded(person.graded, counts=True)
        for other in person.others:
            yield _graded(other, counts=False)
        if person.ruling:
            kind = "valid" if person.ruling.is_valid else "invalid"
            yield {"kind": "ruling", "content": person.graded.submission.content, "ruling": kind,
                   "reason": sha256(person.ruling.reason.encode()).hexdigest()}  # fmt: skip
    for unread in results.unread:
        yield {"kind": "unread", "file": unread.seal}
    yield {
        "kind": "results", "files": files, "key": key, "people": len(results.people),
        "passed": sum(person.passed for person in results.people),
    }  # fmt: skip


def continued(text: str, results: Results, files: dict[str, str], key: str, at: str) -> str:
    """Return the log with a line for everything that is not yet in it.

    `files`: name → SHA-256 of each file of results; `key`: SHA-256 of the key; `at`: the instant of grading.
    Raises Broken when the log that is there does not hold.
    """
    entries = lines_of(text)
    known = {_said(entry) for entry in entries if entry["kind"] != "results"}
    last = next((_said(entry) for entry in reversed(entries) if entry["kind"] == "results"), "")
    lines: Sequence[str] = text.splitlines()
    before, number = last_fingerprint(text), len(lines)
    added = []
    for entry in _entries(results, files, key):
        said = _said(entry)
        if said in known or (entry["kind"] == "results" and said == last):
            continue
        known.add(said)
        number += 1
        added.append(canonical_text({**entry, "n": number, "at": at, "before": before}))
        before = fingerprint_of(added[-1])
    return "".join(f"{line}\n" for line in (*lines, *added))


def _said(entry: Entry) -> str:
    return canonical_text({name: value for name, value in entry.items() if name not in _OF_CHAIN})


def files_of(text: str) -> dict[str, str]:
    """Return name → SHA-256 of the files of results as the newest line about them has it."""
    entries = [entry for entry in lines_of(text) if entry.get("kind") == "results"]
    return dict(entries[-1]["files"]) if entries else {}
