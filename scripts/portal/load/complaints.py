"""Turns pydantic's complaints into findings: which line, what is wrong, what to do, in Chinese."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from portal.model.finding import Finding
from portal.model.marks import Keys, Marks

_TAGS = ("single", "multiple", "true_false", "blank")

_KINDS = {
    "string_type": "应为文字",
    "int_type": "应为整数",
    "float_type": "应为数",
    "bool_type": "应为 true 或 false",
    "tuple_type": "应为列表（每项一行，以“- ”开头）",
    "dict_type": "应为“键: 值”的形式",
    "model_type": "应为“键: 值”的形式",
    "string_too_short": "不能为空",
    "string_too_long": "太长了",
    "too_short": "项数太少",
    "too_long": "项数太多",
    "greater_than_equal": "太小了",
    "greater_than": "太小了",
    "less_than_equal": "太大了",
    "literal_error": "不在允许的取值里",
    "union_tag_invalid": "不在允许的取值里",
}


def _keys(error: ErrorDetails) -> Keys:
    """The key path of a complaint, without the union tags that pydantic puts in between."""
    keys = tuple(
        key for number, key in enumerate(error["loc"])
        if not (key in _TAGS and number and isinstance(error["loc"][number - 1], int))
        and key != "[key]"
    )  # fmt: skip
    if error["type"] == "refused":
        return (*keys, *error["ctx"]["at"])
    return (*keys, "type") if error["type"] == "union_tag_invalid" else keys


def _known_keys(model: type[BaseModel]) -> set[str]:
    """All keys of a model and of the models inside it."""
    known: set[str] = set()
    stack: list[Any] = [model]
    while stack:
        kind = stack.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            known |= set(kind.model_fields)
            stack += [field.annotation for field in kind.model_fields.values()]
        else:
            stack += get_args(kind)
    return known


def _bound(error: ErrorDetails) -> str:
    bounds = error.get("ctx", {})
    wanted = {
        "min_length": "至少 {}", "max_length": "最多 {}", "ge": "不小于 {}", "gt": "大于 {}",
        "le": "不大于 {}", "expected": "可用：{}", "expected_tags": "可用：{}",
        "actual_length": "现在是 {}",
    }  # fmt: skip
    found = {key: str(bounds[key]).replace(" or ", ", ") for key in wanted if key in bounds}
    return "，".join(wanted[key].format(bound) for key, bound in found.items())


def _sentences(error: ErrorDetails, name: str, known: set[str]) -> tuple[str, str, str]:
    """Return code, reason and cure of one complaint."""
    kind, given = error["type"], error.get("input")
    if kind == "refused":
        return "F103", f"'{name}' {error['ctx']['reason']}", str(error["ctx"]["cure"])
    shown = f"（写的是 {str(error['ctx']['tag'] if kind == 'union_tag_invalid' else given)[:30]!r}）"
    if kind == "extra_forbidden":
        if name in known:
            cure = "它属于另一种题型或别的位置（选择题写 choices，填空题写 blanks）；移过去，或删掉这一行。"
            return "F101", f"键 '{name}' 不能写在这里", cure
        near = get_close_matches(name, known, 1)
        hint = f"是不是 '{near[0]}'？" if near else ""
        return "F101", f"不认识的键 '{name}'", f"{hint}改成认识的键，或者删掉这一行。"
    if kind in ("missing", "union_tag_not_found"):
        name = "type" if kind == "union_tag_not_found" else name
        return "F102", f"缺少 '{name}'", f"在这里加一行 `{name}: …`，写法见手册“字段说明”。"
    if kind == "string_pattern_mismatch":
        cure = "只用小写英文字母、数字和连字符，例如 five-minute-talk，最多 40 个字符。"
        return "F103", f"'{name}' 不是合格的编号{shown}", cure
    if kind == "string_type" and isinstance(given, int | float):
        return "F103", f"'{name}' 应为文字{shown}", f'给它加上引号："{str(given).lower()}"。'
    text = _KINDS.get(kind, "写法不对")
    return "F103", f"'{name}' {text}{shown}", f"{_bound(error) or '照手册“字段说明”改'}。"


def _consequences(details: Sequence[ErrorDetails]) -> set[Keys]:
    """The lists that are only too short because pydantic does not count their faulty items."""
    faulty = {detail["loc"][:end] for detail in details for end in range(len(detail["loc"]))}
    return {detail["loc"] for detail in details if detail["type"] == "too_short"} & faulty


def complaints(error: ValidationError, model: type[BaseModel], marks: Marks) -> list[Finding]:
    """Return a finding for each complaint, at the line of the value it is about."""
    known = _known_keys(model)
    found = []
    details = error.errors(include_url=False)
    consequences = _consequences(details)
    for detail in details:
        if detail["type"] == "too_short" and detail["loc"] in consequences:
            continue
        keys = _keys(detail)
        name = str(next((key for key in reversed(keys) if isinstance(key, str)), "整个文件"))
        code, reason, cure = _sentences(detail, name, known)
        found.append(Finding(marks.at(*keys), code, reason, cure))
    return found
