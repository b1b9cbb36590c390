"""Reads who passed, and tells everything that keeps credentials from being issued, all at once."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from portal.credentials.oddities import folded
from portal.errors import PortalError, said
from portal.model.credential import MOST, Credential
from portal.model.passed import Passed

_ID_CARD = re.compile(r"\d{17}[\dXx]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOST_TOLD = 20

_FIELDS = {
    "number": "编号", "name": "姓名", "school": "学校", "percent": "成绩", "title": "轨道标题",
    "hours": "学时", "rules": "要求版本", "date": "日期", "track": "轨道", "people": "名单",
}  # fmt: skip


def is_id_card(number: str) -> bool:
    """Tell whether a number is one of a resident identity card: its last digit checks the others."""
    if not _ID_CARD.fullmatch(number):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def _who(data: Any, at: int) -> str:
    people = data.get("people")
    person = people[at] if isinstance(people, list) and at < len(people) else {}
    named = person.get("name") or person.get("number") if isinstance(person, dict) else ""
    return f"第 {at + 1} 人" + (f"（{named}）" if isinstance(named, str) and named.strip() else "")


def _form_problems(error: ValidationError, data: Any) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        loc = detail["loc"]
        at_person = len(loc) > 1 and loc[0] == "people" and isinstance(loc[1], int)
        where = _who(data, int(loc[1])) + "：" if at_person else ""
        name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "整个文件")
        label = _FIELDS.get(name, f"“{name}”")
        missing = detail["type"] == "missing" or detail.get("input") == ""
        unknown = detail["type"] == "extra_forbidden"
        what = (
            "是空的" if missing else "不认识" if unknown else f"写法不对（{str(detail.get('input'))[:30]!r}）"
        )
        yield f"{where}{label}{what}"


def _problems(passed: Passed, issuer: str, expires: str, today: str) -> Iterator[str]:
    if passed.date > today:
        yield f"日期 {passed.date} 还没有到"
    if expires and expires <= passed.date:
        yield f"有效期至 {expires}，不晚于通过日期 {passed.date}"
    if not passed.people:
        yield "名单里一个人也没有"
    if passed.rules.split("/")[0] != passed.track:
        yield f"要求版本 {passed.rules} 不是轨道 {passed.track} 的"
    yield from _people_problems(passed, issuer, expires)


def _people_problems(passed: Passed, issuer: str, expires: str) -> Iterator[str]:
    seen: dict[tuple[str, ...], int] = {}
    for at, person in enumerate(passed.people, 1):
        who = f"第 {at} 人（{person.name}）："
        key = (folded(person.number),) if person.number else ("", person.name, person.school)
        if is_id_card(person.number):
            yield f"{who}编号是身份证号。身份证号不能用在学习记录上，换成单位自己的编号"
        if not person.number and not person.school:
            yield f"{who}没有编号也没有学校，同名的人分不开"
        if key in seen:
            yield f"{who}和第 {seen[key]} 人是同一个人（{'编号' if person.number else '姓名和学校'}相同）"
        seen.setdefault(key, at)
        if len(_longest(passed, person.name, issuer, expires)) > MOST:
            yield f"{who}姓名、轨道标题、单位名称合起来太长，二维码放不下"


def _longest(passed: Passed, name: str, issuer: str, expires: str) -> str:
    """Return a compact form as long as any of this person's."""
    longest = Credential(
        kid="0" * 20, id="0000-0000-0000", name=name, title=passed.title, hours=passed.hours,
        date=passed.date, expires=expires, issuer=issuer, rules=passed.rules, list=999, index=131_071,
    )  # fmt: skip
    return f"{longest.to_sign()}.{'0' * 86}"


def read_passed(path: Path, issuer: str, expires: str, today: str) -> Passed:
    """Return who passed. `issuer`: name of whoever issues; `expires`: a date, or nothing.

    Raises PortalError with every problem, each with its person.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise PortalError(f"{path} 读不了：{said(error)}。请检查路径。") from error
    except (ValueError, RecursionError) as error:
        raise PortalError(f"{path} 不是 JSON 文件。这里要 portal report 写出的 passed-轨道.json。") from error
    if not isinstance(data, dict) or data.get("schema") != "portal-passed/1":
        raise PortalError(f"{path} 不是通过名单。这里要 portal report 写出的 passed-轨道.json。")
    try:
        passed = Passed.model_validate(data)
        problems = list(_problems(passed, issuer, expires, today))
    except ValidationError as error:
        problems = list(_form_problems(error, data))
    if problems:
        more = [f"……还有 {len(problems) - _MOST_TOLD} 处"] if len(problems) > _MOST_TOLD else []
        told = "\n".join(f"  {problem}" for problem in [*problems[:_MOST_TOLD], *more])
        raise PortalError(f"{path} 有 {len(problems)} 处不对，一份也没有签发：\n{told}\n改好再运行一次。")
    return passed
