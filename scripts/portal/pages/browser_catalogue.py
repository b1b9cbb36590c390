"""Model → `assets/catalogue.json`, what 我的学习 needs to know of the whole site."""

import json
from collections.abc import Sequence
from typing import Any

from portal.model.authored import Change
from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.blueprint import as_json
from portal.model.catalogue import Catalogue
from portal.model.lesson import grade_name
from portal.model.pass_rules import pass_rules, rules_json
from portal.model.picture import words_alone
from portal.model.record import Record
from portal.model.track import Track

Json = dict[str, Any]


def _question(bank: Bank, question: Question) -> Json:
    plain = words_alone(question.prompt)
    key: Json
    if isinstance(question, BlankQuestion):
        key = {"accept": question.blanks.accept}
    else:
        ids = [choice.id for choice in question.choices]
        key = {"choices": ids, "correct": list(question.correct_ids)}
    title = plain if len(plain) <= 40 else plain[:39] + "…"
    head = question.model_dump(include={"type", "status", "objective", "difficulty"}) | {"unit": bank.unit_id}
    told = question.corrected
    corrected = {"corrected": {"date": str(told.date), "text": told.text}} if told else {}
    return head | key | {"title": title} | corrected


def _changes(changes: Sequence[Change]) -> Json:
    """Return what the revisions of a page changed, if there was any."""
    return {"changes": [change.model_dump() for change in changes]} if changes else {}


def _track(catalogue: Catalogue, track: Track, published: set[str]) -> Json:
    modules = [
        module.model_dump(include={"id", "title", "hours", "status"})
        | {"units": [f"{track.slug}-{slug}" for slug in module.units if f"{track.slug}-{slug}" in published]}
        for module in track.front.modules
    ]
    front = track.front.model_dump(include={"title", "hours", "pass_percent"})
    rules = rules_json(pass_rules(catalogue, track))
    return {
        "id": track.slug,
        **front,
        "url": f"certificates/{track.slug}/",
        "modules": modules,
        "rules": rules,
    }


def _units(catalogue: Catalogue) -> Json:
    """Return the published units that have a bank, by id."""
    kept = {"title", "track", "module", "hours", "objectives", "revision"}
    return {
        unit.id: unit.front.model_dump(include=kept)
        | {
            "url": f"certificates/{unit.track}/{unit.slug}/",
            "questions": [bank.full_id(question) for question in bank.published],
        }
        | _changes(unit.front.changes)
        for unit in catalogue.units
        if unit.front.status == "published" and (bank := catalogue.bank_of.get(unit.id))
    }


def _grades(catalogue: Catalogue) -> Json:
    return {
        str(grade.front.grade): {"name": grade_name(grade.front.grade), "periods": grade.front.periods}
        for grade in sorted(catalogue.grades, key=lambda grade: grade.front.grade)
        if grade.front.status == "published"
    }


def browser_catalogue(catalogue: Catalogue) -> str:
    """Return the catalogue as JSON (`portal-catalogue/1`). Drafts are not in it."""
    units = _units(catalogue)
    questions = {
        full_id: _question(bank, question)
        for full_id, (bank, question) in catalogue.question_of.items()
        if question.status != "draft" and bank.unit_id in units
    }
    kept = {"title", "grade", "month", "period", "area", "minutes", "revision"}
    lessons = {
        lesson.id: lesson.front.model_dump(include=kept)
        | {"url": f"lessons/{lesson.id}/"}
        | _changes(lesson.front.changes)
        for lesson in catalogue.lessons
        if lesson.front.status == "published"
    }
    data = {
        "schema": "portal-catalogue/1",
        "release": catalogue.release,
        "tracks": [_track(catalogue, track, set(units)) for track in catalogue.published_tracks],
        "units": units,
        "questions": questions,
        "lessons": lessons,
        "grades": _grades(catalogue),
        "exams": {track: as_json(one.front) for track, one in catalogue.published_exams.items()},
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def record_schema() -> str:
    """Return the JSON Schema of a learner's record, published so that anyone can read one."""
    schema = Record.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1)
