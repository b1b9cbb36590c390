"""Rules and facts of people, as JSON and as Python has them. Holds no assertions."""

from typing import Any

from hypothesis import strategies as st

from portal.model.rules import Practice
from portal.model.standing import Facts, PassRules, UnitFact

Json = dict[str, Any]

PRACTICE = ("plan", "map", "talk")
TRACKS = ("c", "b", "a")
needs = st.sampled_from(["required", "optional", "none"])
hours = st.integers(0, 400).map(lambda tenths: tenths / 10) | st.floats(0, 400, allow_nan=False)


def _some(names: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), unique=True)


@st.composite
def units(draw: st.DrawFn) -> Json:
    total = draw(st.integers(0, 30))
    return {"right": draw(st.integers(0, total)), "total": total, "hours": draw(hours)}


rules = st.fixed_dictionaries({
    "name": st.just("c/1"), "pass_percent": st.integers(1, 100), "hours": hours,
    "mock_exam": needs, "mock_percent": st.integers(1, 100), "assessment": needs,
    "practice": _some(PRACTICE).map(lambda ids: [{"id": one, "title": one} for one in ids]),
    "requires": _some(TRACKS),
})  # fmt: skip
facts = st.fixed_dictionaries({
    "units": st.dictionaries(st.sampled_from([f"c-{letter}" for letter in "abcdef"]), units()),
    "mock_best": st.none() | st.integers(0, 100),
    "assessment": st.sampled_from([None, "passed", "failed"]),
    "confirmed": _some(PRACTICE), "held": _some(TRACKS),
})  # fmt: skip


def rules_of(data: Json) -> PassRules:
    """Return rules that the browser reads."""
    return PassRules(**data | {
        "practice": tuple(Practice(**work) for work in data["practice"]), "requires": tuple(data["requires"]),
    })  # fmt: skip


def facts_of(data: Json) -> Facts:
    """Return facts that the browser reads."""
    return Facts(**data | {"units": {unit: UnitFact(**fact) for unit, fact in data["units"].items()}})
