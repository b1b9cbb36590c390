"""Coverage-guided fuzzing of the readers of foreign files; not part of the tests, which replay what it keeps.

    .venv/bin/pip install atheris        # Linux, Python 3.11 to 3.13
    PYTHONPATH=scripts .venv/bin/python tests/fuzz/fuzz_readers.py gift --minutes 5

Begins with the seeds of the form and keeps, in `seeds/<form>/`, every input that ended in anything but a reading
or a sentence, that took more than ten seconds, or more than 1 GB. Workbooks and Word files are zip archives: there
one of the files inside is changed, because a changed archive would only prove that broken archives are refused.
"""

import argparse
import hashlib
import io
import random
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["portal"]):
    from readers import READERS, read_bytes

SEEDS = Path(__file__).parent / "seeds"
PATIENCE = 10
"""Seconds that one small input may take."""


def _rezipped(data: bytes, limit: int, seed: int) -> bytes:
    """Return an archive with one of its files changed; what is no archive is changed as it is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()[:60]}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return atheris.Mutate(data, limit)
    if not members:
        return data
    name = random.Random(seed).choice(sorted(members))
    members[name] = atheris.Mutate(members[name], len(members[name]) + 200)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return made.getvalue()[:limit]


def _kept(folder: Path, suffix: str, data: bytes, why: str) -> None:
    name = hashlib.sha256(data).hexdigest()[:12]
    (folder / f"{name}{suffix}").write_bytes(data)
    print(f"\nkept {name}{suffix}: {why}", flush=True)


def main() -> None:
    """Fuzz one form for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("form", choices=sorted(READERS))
    parser.add_argument("--minutes", type=float, default=5)
    wanted = parser.parse_args()
    folder = SEEDS / wanted.form
    suffix = READERS[wanted.form][0]
    end = time.monotonic() + wanted.minutes * 60

    def one(data: bytes) -> None:
        if time.monotonic() > end:
            sys.exit(0)
        begin = time.monotonic()
        try:
            read_bytes(wanted.form, data)
        except Exception as error:
            _kept(folder, suffix, data, f"{type(error).__name__}: {error}"[:200])
            return
        if time.monotonic() - begin > PATIENCE:
            _kept(folder, suffix, data, f"took {time.monotonic() - begin:.0f} s")

    def mutated(data: bytes, limit: int, seed: int) -> bytes:
        return _rezipped(data, limit, seed)

    with tempfile.TemporaryDirectory() as corpus:
        options = [sys.argv[0], corpus, str(folder), "-max_len=200000", "-rss_limit_mb=1024", "-timeout=60"]
        is_archive = suffix in (".xlsx", ".docx")
        atheris.Setup(options, one, **({"custom_mutator": mutated} if is_archive else {}))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
