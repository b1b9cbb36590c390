"""The project's own lessons, read once: what teachers take away is proved on what they get."""

from pathlib import Path

import pytest

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.lesson import Lesson

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load(ROOT).catalogue


@pytest.fixture(scope="session")
def lessons(catalogue: Catalogue) -> dict[str, Lesson]:
    """Id → lesson."""
    return {lesson.id: lesson for lesson in catalogue.lessons}


@pytest.fixture(scope="session")
def includes(catalogue: Catalogue) -> dict[str, str]:
    return {name: body.markdown for name, body in catalogue.includes.items()}
