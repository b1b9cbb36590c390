"""Builders of records on the small project. They hold no assertions."""

from typing import Any

Json = dict[str, Any]

RIGHT = {
    "c-first-steps/opening": ["see"],
    "c-first-steps/people": ["counsellor", "head"],
    "c-first-steps/alone": ["disagree"],
    "c-first-steps/hotline": ["12356"],
    "c-next-steps/order": ["stay"],
}
"""All published questions of the small project with their answers."""


def make_answer(value: list[str], at: str = "2026-11-02T08:00:00Z", latest: list[str] | None = None) -> Json:
    first = {"value": value, "at": at}
    last = first if latest is None else {"value": latest, "at": at.replace("T08", "T09")}
    return {"first": first, "latest": last, "tries": 1 if latest is None else 2}


def make_record(
    name: str = "王芳", number: str = "T1", school: str = "一小", values: Json | None = None, **more: Any
) -> Json:
    given = RIGHT if values is None else values
    answers = {key: value if isinstance(value, dict) else make_answer(value) for key, value in given.items()}
    return {
        "schema": "portal-record/1", "release": "2026.11.1", "exported": "2026-11-10T08:00:00Z",
        "learner": {"name": name, "number": number, "school": school},
        "answers": answers, "units": {}, "attempts": [], "lessons": [], **more,
    }  # fmt: skip
