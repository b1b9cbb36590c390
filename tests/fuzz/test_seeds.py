"""Replays what fuzzing begins with and what it found: every file ends in a reading or in a sentence.

Files named by a hash come from fuzzing, those named in words were made for it.
"""

from pathlib import Path

import pytest
from readers import READERS, read_bytes

SEEDS = sorted(file for file in (Path(__file__).parent / "seeds").rglob("*") if file.is_file())


def test_every_form_has_seeds() -> None:
    assert {file.parent.name for file in SEEDS} == set(READERS)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_a_hostile_file_ends_in_a_reading_or_a_sentence(seed: Path) -> None:
    result = read_bytes(seed.parent.name, seed.read_bytes())
    if isinstance(result, str):
        assert result.endswith(("。", "）")), result
    else:
        assert all(problem.reason and problem.cure for problem in result.problems)
