"""Reads the results of formal assessments, as `portal paper grade` writes them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from portal.errors import PortalError
from portal.reports.identity import Who

Percent = Annotated[int, Field(ge=1, le=100)]


class _Candidate(BaseModel):
    """One person's result; what else stands there is for people."""

    model_config = ConfigDict(strict=True)
    number: str = ""
    name: str = ""
    school: str = ""
    right: Annotated[int, Field(ge=0)]
    total: Annotated[int, Field(ge=1)]
    passed: bool
    paper: str = ""


class _Results(BaseModel):
    model_config = ConfigDict(strict=True)
    schema_: Literal["portal-results/1"] = Field(alias="schema")
    assessment: str
    track: str
    pass_percent: Percent
    people: list[_Candidate]


Assessed = Mapping[tuple[str, str], bool]
"""(key of a person, slug of a track) → passed; somebody who sat it twice passed if one sitting was passed."""


def _results(name: str, text: str) -> _Results:
    cure = "请用 portal paper grade 重新判一次，把它写出的 results.json 原样拿来，不要手改。"
    try:
        return _Results.model_validate(json.loads(text))
    except (ValueError, RecursionError) as error:
        if isinstance(error, ValidationError):
            where = "→".join(str(key) for key in error.errors(include_url=False)[0]["loc"]) or "开头"
            raise PortalError(f"成绩文件 {name} 不是考核成绩：“{where}”这一处对不上。{cure}") from error
        raise PortalError(f"成绩文件 {name} 不是完整的 JSON。{cure}") from error


def read_assessed(files: Iterable[tuple[str, str]], tracks: Mapping[str, str]) -> Assessed:
    """Return who passed, out of (name, text) of result files; `tracks` maps the counted slugs to titles.

    Raises PortalError for a file that is none, for a track that is not counted, and for a verdict that its
    own numbers do not carry.
    """
    found: dict[tuple[str, str], bool] = {}
    for name, text in files:
        results = _results(name, text)
        if results.track not in tracks:
            known = "、".join(tracks)
            raise PortalError(
                f"成绩文件 {name} 是轨道“{results.track}”的，报告里没有这条轨道。可以是：{known}。"
            )
        for one in results.people:
            if one.passed and one.right * 100 < results.pass_percent * one.total:
                who = one.name or one.number
                numbers = f"{one.right} / {one.total} 不到 {results.pass_percent}%，却写着通过"
                raise PortalError(f"成绩文件 {name} 被改动过：{who} {numbers}。请重新判一次。")
            key = Who.of(one.model_dump(include={"number", "name", "school"})).key
            if key:
                found[key, results.track] = found.get((key, results.track), False) or one.passed
    return found


@dataclass(frozen=True)
class SatPaper:
    """One paper of a formal assessment and the scores that people reached with it."""

    assessment: str
    track: str
    paper: str
    questions: int
    people: int
    total: int
    """The sum of the scores."""
    squares: int
    """The sum of their squares."""


def sat_papers(files: Iterable[tuple[str, str]]) -> tuple[SatPaper, ...]:
    """Return the papers that more than one person sat, out of (name, text) of result files, sorted."""
    scores: dict[tuple[str, str, str, int], list[int]] = {}
    for name, text in files:
        results = _results(name, text)
        for one in results.people:
            if one.paper:
                key = (results.assessment, results.track, one.paper, one.total)
                scores.setdefault(key, []).append(one.right)
    return tuple(
        SatPaper(*key, len(rights), sum(rights), sum(right * right for right in rights))
        for key, rights in sorted(scores.items())
        if len(rights) > 1
    )
