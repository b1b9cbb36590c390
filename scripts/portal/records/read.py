"""Reads record files and pasted codes into validated records. One bad item never costs the rest."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from portal.errors import PortalError, said
from portal.model.record import (
    SCHEMA,
    Answer,
    Attempt,
    Favourite,
    QuestionId,
    Record,
    Taught,
    UnitId,
    UnitStudy,
)
from portal.records import code, csv_form

Json = dict[str, Any]

MAX_BYTES = 16 * 1024 * 1024
"""Larger files are refused unread: a full record of all tracks is under 1 MB."""

MOST_COMMAS = 150_000
"""A JSON text with more of them is refused before it is parsed: each stands for an object of many bytes.

A record has about five for each answer, so that 30,000 answers fit: twenty times all questions there are.
"""

MOST_TOLD = 1_000
"""Problems of one record that are told one by one."""

TO_GRADE = "不是学习记录。用 portal paper grade 判分。"
"""What to do with what was handed in at an assessment."""
_HAND_IN = "XYA1."

_RECORD = TypeAdapter(Record)
_MAPS: dict[str, tuple[TypeAdapter[Any], type[BaseModel]]] = {
    "answers": (TypeAdapter(QuestionId), Answer),
    "units": (TypeAdapter(UnitId), UnitStudy),
    "favourites": (TypeAdapter(QuestionId), Favourite),
}
_LISTS: dict[str, type[BaseModel]] = {"attempts": Attempt, "lessons": Taught}


@dataclass(frozen=True)
class ReadRecord:
    """A record that could be read, with what had to be left out of it."""

    data: Json
    """The valid items, in the form of `portal-record/1`."""
    problems: tuple[str, ...] = field(default=())
    """A sentence for each item that was left out."""


def decode_text(raw: bytes) -> str:
    """Return the text of a file that Windows, Excel or a chat program may have re-encoded."""
    for encoding in ("utf-8-sig", "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PortalError("文字编码认不出来（不是 UTF-8 也不是 GBK）。请直接发送导出的原文件。")


def _parse(text: str) -> tuple[Any, list[str]]:
    if csv_form.is_csv_form(text):
        return csv_form.read_csv(text)
    if not text.lstrip().startswith("{") and code.looks_like_code(text):
        return code.decode(text), []
    if text.count(",") > MOST_COMMAS:
        raise PortalError("内容多得不正常，不会是学习记录。请老师重新导出。")
    try:
        return json.loads(text), []
    except (ValueError, RecursionError) as error:
        if _HAND_IN in text:
            raise PortalError(f"是正式考核的答卷码，{TO_GRADE}") from error
        raise PortalError("不是学习记录：既不是 JSON 文件，也不是表格或学习记录码。") from error


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return ".".join(map(str, first["loc"])) or "整条"


def _valid_items(name: str, items: Any, problems: list[str]) -> Json:
    key_type, model = _MAPS[name]
    kept: Json = {}
    if not isinstance(items, dict):
        problems.append(f"{name} 应为带编号的一组记录，没有计入")
        return kept
    for key, item in items.items():
        try:
            key_type.validate_python(key, strict=True)
            model.model_validate(item)
            kept[key] = item
        except ValidationError as error:
            problems.append(f"{name} 里的 {str(key)[:60]!r} 不合格式（{_reason(error)}），没有计入")
    return kept


def _valid_list(name: str, items: Any, problems: list[str]) -> list[Json]:
    kept: list[Json] = []
    if not isinstance(items, list):
        problems.append(f"{name} 应为一列记录，没有计入")
        return kept
    for number, item in enumerate(items, 1):
        try:
            _LISTS[name].model_validate(item)
            kept.append(item)
        except ValidationError as error:
            problems.append(f"{name} 第 {number} 条不合格式（{_reason(error)}），没有计入")
    return kept


def _valid_head(name: str, value: Any, problems: list[str]) -> Json:
    try:
        Record.model_validate({name: value})
        return {name: value}
    except ValidationError:
        problems.append(f"{name} 不合格式，没有计入")
        return {}


def _salvage(data: Json, problems: list[str]) -> Json:
    kept: Json = {}
    known = [name.rstrip("_") for name in Record.model_fields]
    for key in (name for name in known if name in data):
        if key in _MAPS:
            kept[key] = _valid_items(key, data[key], problems)
        elif key in _LISTS:
            kept[key] = _valid_list(key, data[key], problems)
        else:
            kept |= _valid_head(key, data[key], problems)
    problems.extend(f"不认识的内容 {str(key)[:60]!r}，没有计入" for key in data if key not in known)
    return kept


def _told(problems: list[str]) -> tuple[str, ...]:
    """Return the problems; of very many the first ones, and how many more there are."""
    more = len(problems) - MOST_TOLD
    return (*problems[:MOST_TOLD], f"另有 {more} 处不合格式，没有计入") if more > 0 else tuple(problems)


def read_text(text: str) -> ReadRecord:
    """Return the record in a text: JSON, table or text code.

    Raises PortalError when nothing in it is a record.
    """
    data, problems = _parse(text.lstrip("\ufeff"))
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        if isinstance(data, dict) and str(data.get("schema")).startswith("portal-record/"):
            raise PortalError("是另一个版本的心育学堂导出的，这里还读不了。请留好原文件，更新门户以后再读。")
        raise PortalError(f"没有 schema: {SCHEMA}，不是心育学堂导出的学习记录。")
    try:
        _RECORD.validate_python(data)
    except (ValidationError, RecursionError):
        data = _salvage(data, problems)
    return ReadRecord(data, _told(problems))


def read_content(raw: bytes) -> ReadRecord:
    """Return the record in the bytes of a file. Raises PortalError with the reason when there is none."""
    if not raw.strip():
        raise PortalError("文件是空的。请让老师重新导出。")
    return read_text(decode_text(raw))


def read_file(path: Path) -> ReadRecord:
    """Return the record in a file. Raises PortalError with the reason when there is none."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PortalError("文件超过 16 MB，不会是学习记录。")
        raw = path.read_bytes()
    except OSError as error:
        raise PortalError(f"读不了文件：{said(error)}。") from error
    return read_content(raw)
