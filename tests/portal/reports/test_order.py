"""Any order of the files gives the same bytes, the workbook included."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from report_records import RIGHT, make_answer, make_record

from portal.records import code
from portal.reports.columns import SHEETS


def _files(folder: Path) -> list[Path]:
    folder.mkdir(exist_ok=True)
    late = {key: make_answer(["leave"], "2026-11-05T08:00:00Z") for key in RIGHT}
    records: list[dict[str, Any]] = [
        make_record(),
        make_record("王芬", "t1", "二小", values=late, exported=""),
        make_record("王芳", "", "一小"),
        make_record("李伟", "T2", release="2027.1.1"),
        make_record("", "", ""),
    ]
    texts = [*(json.dumps(record) for record in records[:4]), "{", code.encode(records[4]) + "\nXY1.cut"]
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return sorted(folder.iterdir())


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_permutation_of_files_gives_the_same_bytes(
    report: Callable[..., Any], tmp_path: Path, data: st.DataObject
) -> None:
    files = _files(tmp_path / "in")
    roster = data.draw(st.sampled_from([None, "编号,姓名,学校\nT1,王芳,一小\nT7,赵六,一小\n"]))
    expected = report(inputs=files, roster=roster).bytes()
    assert report(inputs=data.draw(st.permutations(files)), roster=roster).bytes() == expected
    assert {f"{sheet.name}.csv" for sheet in SHEETS} < expected.keys()
