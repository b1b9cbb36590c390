"""Coverage-guided fuzzing of the readers of foreign files; not part of the tests, which replay what it keeps.

    .venv/bin/python -m pip install atheris  # or: uv pip install --python .venv atheris
    PYTHONPATH=scripts .venv/bin/python tests/fuzz/fuzz_readers.py gift --minutes 5

For atheris there are wheels for Linux on x86-64, Python 3.11 to 3.14.

Reads a file, then writes the marked copy or the one with ids. Begins with the seeds of the form and with
what reached new code in earlier runs: that stays in `fuzz-<form>/` in the folder of temporary files; a few
small inputs of it are seeds, too. Keeps, in `seeds/<form>/`, one input for each place in the code where
anything but a reading or a sentence came of it, and every input that took more than ten seconds or more than
1 GB. Workbooks and Word files are zip archives: there one of the files inside is changed, because a changed
archive would only prove that broken archives are refused. Old .xls workbooks are read in a process of their
own: of that one, nothing is measured.
"""

import argparse
import hashlib
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

import atheris
from archive_changes import changed
from reader_tokens import TOKENS, dictionary

with atheris.instrument_imports(include=["portal"]):
    from readers import READERS, read_bytes

SEEDS = Path(__file__).parent / "seeds"
PATIENCE = 10
"""Seconds that one small input may take."""


class Keeper:
    """Reads inputs and keeps those that end badly."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.suffix = READERS[form].suffix
        self.folder = SEEDS / form
        self.places: set[str] = set()

    def one(self, data: bytes) -> None:
        """Read an input as libFuzzer gives it."""
        begin = time.monotonic()
        try:
            read_bytes(self.form, data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
            if place not in self.places:
                self.places.add(place)
                self.keep(data, f"{place}: {error}"[:200])
        if time.monotonic() - begin > PATIENCE:
            self.keep(data, f"took {time.monotonic() - begin:.0f} s")

    def keep(self, data: bytes, why: str) -> None:
        """Make an input a seed and say why."""
        name = f"{hashlib.sha256(data).hexdigest()[:12]}{self.suffix}"
        (self.folder / name).write_bytes(data)
        print(f"\nkept {name}: {why}", flush=True)


def main() -> None:
    """Fuzz one form for some minutes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("form", choices=sorted(READERS))
    parser.add_argument("--minutes", type=float, default=5)
    wanted = parser.parse_args()
    keeper = Keeper(wanted.form)
    work = Path(tempfile.gettempdir()) / f"fuzz-{wanted.form}"
    work.mkdir(exist_ok=True)
    words = work.with_suffix(".dict")
    words.write_text(dictionary(wanted.form), encoding="ascii")

    def mutated(data: bytes, limit: int, seed: int) -> bytes:
        return changed(data, limit, atheris.Mutate, Random(seed), TOKENS[wanted.form])

    options = [
        "fuzz_readers", str(work), str(keeper.folder), f"-dict={words}", f"-artifact_prefix={keeper.folder}/",
        f"-max_total_time={wanted.minutes * 60:.0f}", "-max_len=20000", "-rss_limit_mb=1024", "-timeout=60",
        "-print_final_stats=1",
    ]  # fmt: skip
    is_archive = keeper.suffix in (".xlsx", ".docx")
    atheris.Setup(options, keeper.one, **({"custom_mutator": mutated} if is_archive else {}))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
