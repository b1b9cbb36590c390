"""The handbook's page of fields names every field that authors may write, and no other."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from portal.model.authored import Allowance, Change
from portal.model.bank import BankFront, Correction
from portal.model.blueprint import BlueprintFront
from portal.model.calendar_page import CalendarFront
from portal.model.guide import GuideFront
from portal.model.lesson import GradeFront, LessonFront
from portal.model.search_terms import TermsFront
from portal.model.track import TrackFront
from portal.model.unit import UnitFront

PAGE = Path(__file__).parents[2] / "docs" / "handbook" / "fields.md"
KINDS: dict[str, type[BaseModel]] = {
    "track": TrackFront,
    "unit": UnitFront,
    "grade": GradeFront,
    "lesson": LessonFront,
    "guide": GuideFront,
    "calendar": CalendarFront,
    "terms": TermsFront,
    "bank": BankFront,
    "exam": BlueprintFront,
}
TOLD_IN_ONE_ROW = (Allowance, Change, Correction)
"""Their two fields are told in the row of the list that holds them."""


def fields_of(kind: Any) -> set[str]:
    """Return the names of all fields of a model and of the models inside it."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        inner = [fields_of(field.annotation) for field in kind.model_fields.values()]
        return set().union(kind.model_fields, *inner) if kind not in TOLD_IN_ONE_ROW else set()
    return set().union(*map(fields_of, get_args(kind)))


@pytest.mark.parametrize("name", KINDS)
def test_the_handbook_has_a_row_for_every_field(name: str) -> None:
    section = PAGE.read_text("utf-8").split(f"{{ #{name} }}")[1].split("\n## ")[0]
    rows = set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))
    assert rows == fields_of(KINDS[name])
