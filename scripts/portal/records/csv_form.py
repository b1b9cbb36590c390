"""The table form of a record: opens in Excel, loses nothing, runs no formula.

The same form stands in `overrides/assets/javascripts/core/csv.js`.
"""

import csv
import io
import json
from typing import Any

from portal.errors import PortalError
from portal.model.record import SCHEMA

Json = dict[str, Any]

HEADER = (
    "类别", "编号", "标题", "首次作答", "首次时间", "最近作答", "最近时间", "次数",
    "判定（仅供参考）", "历次作答",
)  # fmt: skip
_RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def _open(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in _RISKY else cell


def is_csv_form(text: str) -> bool:
    """Tell whether a text begins with the header of this form."""
    return text.lstrip("\ufeff").replace('"', "").startswith("类别,编号")


def _read_row(record: Json, kind: str, cells: dict[str, str]) -> None:
    name, title = cells["编号"], cells["标题"]
    if kind == "资料" and name in ("release", "exported"):
        record[name] = title
    elif kind == "资料" and name in ("name", "number", "school"):
        record.setdefault("learner", {})[name] = title
    elif kind == "作答":
        record["answers"][name] = {
            "first": {"value": json.loads(cells["首次作答"]), "at": cells["首次时间"]},
            "latest": {"value": json.loads(cells["最近作答"]), "at": cells["最近时间"]},
            "tries": int(cells["次数"]),
            **({"log": json.loads(cells["历次作答"])} if cells.get("历次作答") else {}),
        }
    elif kind == "单元":
        record["units"][name] = {
            "opened": cells["首次时间"],
            **({"finished": cells["最近时间"]} if cells["最近时间"] else {}),
            **({"revision": int(cells["首次作答"])} if cells["首次作答"] else {}),
            "seconds": int(cells["次数"] or 0),
        }
    elif kind in ("模拟考", "上课"):
        record["attempts" if kind == "模拟考" else "lessons"].append(json.loads(cells["首次作答"]))
    elif kind == "收藏":
        favourites = record.setdefault("favourites", {})
        favourites[name] = {"on": cells["最近作答"] == "1", "at": cells["最近时间"]}
    elif kind != "资料":
        raise ValueError(f"不认识的类别“{kind}”")


def _rows(text: str) -> "csv.DictReader[str]":
    # 131072 by default, but a whole mock exam stands in one cell. Only ever raised: it holds for all tables.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""))


def read_csv(text: str) -> tuple[Json, list[str]]:
    """Return the record in a table, and a sentence for each row that could not be read.

    Raises PortalError when columns are missing. Items are not yet validated.
    """
    rows = _rows(text)
    missing = [name for name in HEADER[:8] if name not in (rows.fieldnames or ())]
    if missing:
        raise PortalError(f"表格缺少列：{'、'.join(missing)}。请用“我的数据”导出的表格，不要改表头。")
    record: Json = {"schema": SCHEMA, "answers": {}, "units": {}, "attempts": [], "lessons": []}
    problems = []
    for number, row in enumerate(rows, 2):
        cells = {key: _open(value or "") for key, value in row.items() if key}
        if not any(cells.values()):
            continue
        try:
            _read_row(record, cells["类别"], cells)
        except (ValueError, RecursionError) as error:
            problems.append(f"第 {number} 行（{cells['编号'][:60]}）读不出来：{str(error)[:100]}")
    return record, problems
