"""The browser's core meets the same contracts as Python, and agrees with it on what hypothesis thinks up."""

import json
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from contract_files import contract
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from learner_records import complete, mangled, moves, records, signs, texts

from portal.model.grading import AnswerKey
from portal.model.normaliser import normalise
from portal.records import code
from portal.records.canonical import canonical
from portal.records.merge import merge
from portal.records.moved import record_today
from portal.records.read import read_text

Run = Callable[[str, str, Any], Any]
KEYS = [case["key"] for case in contract("grading")]


def examples(strategy: st.SearchStrategy[Any], count: int = 100) -> list[Any]:
    """Return that many examples, so that the browser can be asked about all of them at once."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: Any) -> None:
        found.append(example)

    collect()
    return found


def assert_agree(given_to_both: list[Any], browser: list[Any], python: list[Any]) -> None:
    """Fail with the shortest example on which the two differ."""
    rows = zip(given_to_both, browser, python, strict=True)
    differing = [row for row in rows if row[1] != row[2]]
    shortest = min(differing, key=lambda row: len(repr(row)), default=None)
    text = shortest and "\n".join(
        f"{who}: {json.dumps(value, ensure_ascii=True, sort_keys=True)}"
        for who, value in zip(("given", "browser", "python"), shortest, strict=True)
    )
    assert not differing, f"{len(differing)} of {len(browser)} differ; the shortest:\n{text}"


def graded(key: dict[str, Any], value: list[str]) -> str:
    gaps = tuple(frozenset(map(normalise, gap)) for gap in key.get("accept", ()))
    ids = (tuple(key.get("choices", ())), frozenset(key.get("correct", ())))
    return AnswerKey(key["type"], *ids, gaps).grade(value)


def read(record: Any) -> tuple[Any, int]:
    """Return what Python keeps of JSON, and of how many problems it tells."""
    found = read_text(json.dumps(record))
    return complete(found.data), len(found.problems)


@pytest.mark.parametrize(
    ("name", "module", "expression", "wanted"),
    [
        ("normalise", "normalise", "m.normalise(x[0])", lambda case: case[1]),
        ("grading", "grading", "m.grade(x.key, x.value)", lambda case: case["verdict"]),
        ("merge", "merge", "m.mergeRecords(x.a, x.b)", lambda case: case["merged"]),
        ("merge", "merge", "m.mergeRecords(x.b, x.a)", lambda case: case["merged"]),
        (
            "record",
            "record",
            "((r) => [r.record, r.problems.length])(m.readRecord(x.input))",
            lambda case: [case["record"], case["problems"]],
        ),
        ("moves", "moves", "m.recordToday(x.moved, x.record)", lambda case: case["today"]),
        ("code", "code", "m.decodeRecord(x.code)", lambda case: {"record": case["record"], "problems": []}),
        ("csv", "csv", "m.writeCsv(x.record)", lambda case: case["csv"]),
        ("csv", "csv", "m.readCsv(x.csv)", lambda case: {"record": case["record"], "problems": []}),
    ],
    ids=lambda value: value if isinstance(value, str) and "(" in value else "",
)
def test_the_browser_meets_the_contract(
    run_js: Run, name: str, module: str, expression: str, wanted: Callable[[Any], Any]
) -> None:
    cases = contract(name)
    assert_agree(cases, run_js(module, expression, cases), list(map(wanted, cases)))


def test_normalise_agrees(run_js: Run) -> None:
    found = examples(texts | st.text(signs, max_size=4), 300)
    assert_agree(found, run_js("normalise", "m.normalise(x)", found), list(map(normalise, found)))


def test_normalise_agrees_on_every_sign(run_js: Run) -> None:
    signs_known_to_python = (chr(number) for number in range(0x20000))
    found = [sign for sign in signs_known_to_python if unicodedata.category(sign) not in ("Cs", "Cn")]
    assert_agree(found, run_js("normalise", "m.normalise(x)", found), list(map(normalise, found)))


def test_grading_agrees(run_js: Run) -> None:
    chosen = st.sampled_from(["a", "b", "c", "agree", "12356", "诚信", "80％"])
    found = examples(st.tuples(st.sampled_from(KEYS), st.lists(texts | chosen, max_size=4)), 200)
    assert_agree(found, run_js("grading", "m.grade(...x)", found), [graded(*one) for one in found])


def test_canonical_text_agrees(run_js: Run) -> None:
    found = examples(records)
    assert_agree(found, run_js("text-order", "m.canonical(x)", found), list(map(canonical, found)))


def test_merge_agrees(run_js: Run) -> None:
    found = examples(st.tuples(records, records), 150)
    assert_agree(found, run_js("merge", "m.mergeRecords(...x)", found), [merge(*pair) for pair in found])


def test_what_moved_agrees(run_js: Run) -> None:
    found = examples(st.tuples(moves, records), 150)
    assert_agree(found, run_js("moves", "m.recordToday(...x)", found), [record_today(*one) for one in found])


def test_an_item_is_looked_for_under_every_id_that_it_had(run_js: Run) -> None:
    moved = {"c-old": "c-new", "c-older": "c-new", "grade-5/old": "grade-6/new"}
    found = [
        ("answer", "c-new/q"),
        ("unit", "c-new"),
        ("lesson", "grade-6/new#五#1#2026-09-03"),
        ("taken", "grade-6/new"),
        ("attempt", "c#7#2026-09-01T00:00:00Z"),
        ("answer", "c-other/q"),
    ]
    expression = f"m.idsOf({json.dumps(moved)}, ...x)"
    former = [
        ["c-old/q", "c-older/q"],
        ["c-old", "c-older"],
        ["grade-5/old#五#1#2026-09-03"],
        ["grade-5/old"],
        [],
        [],
    ]
    wanted = [[one, *before] for (_, one), before in zip(found, former, strict=True)]
    assert run_js("moves", expression, found) == wanted
    back = f"m.idsOf({json.dumps(moved)}, ...x).map((id) => m.idToday({json.dumps(moved)}, x[0], id))"
    assert run_js("moves", back, found) == [
        [one] * len(ids) for (_, one), ids in zip(found, wanted, strict=True)
    ]


def test_what_is_kept_of_any_json_agrees(run_js: Run) -> None:
    found = [{"schema": "portal-record/1", **part} for part in examples(mangled, 150)]
    kept = run_js("record", "((r) => [r.record, r.problems.length])(m.readRecord(x))", found)
    assert_agree(found, list(map(tuple, kept)), list(map(read, found)))


def test_a_code_of_the_browser_is_read_by_python(run_js: Run) -> None:
    found = list(map(complete, examples(records)))
    assert_agree(found, list(map(code.decode, run_js("code", "m.encodeRecord(x)", found))), found)
    assert_agree(found, list(map(code.decode, run_js("code", "m.encodeAtOnce(x)", found))), found)


def test_a_code_of_python_is_read_by_the_browser(run_js: Run) -> None:
    found = list(map(complete, examples(records)))
    codes = list(map(code.encode, found))
    wanted = [{"record": record, "problems": []} for record in found]
    assert_agree(found, run_js("code", "m.decodeRecord(x)", codes), wanted)


def test_a_code_from_a_browser_that_cannot_compress_is_read_by_both(run_js: Run) -> None:
    found = list(map(complete, examples(records, 30)))
    stored = (
        "(async () => { const C = globalThis.CompressionStream; globalThis.CompressionStream = undefined;"
    )
    stored += " try { return await m.encodeRecord(x); } finally { globalThis.CompressionStream = C; } })()"
    codes = run_js("code", stored, found)
    assert_agree(found, list(map(code.decode, codes)), found)
    assert_agree(found, run_js("code", "m.decodeRecord(x).record", codes), found)


def test_a_table_of_the_browser_is_read_by_both(run_js: Run) -> None:
    found = list(map(complete, examples(records)))
    tables = run_js("csv", "m.writeCsv(x)", found)
    assert_agree(
        found, run_js("csv", "m.readCsv(x)", tables), [{"record": one, "problems": []} for one in found]
    )
    assert_agree(found, [complete(read_text(table).data) for table in tables], found)


def test_no_cell_of_a_table_can_start_a_formula(run_js: Run) -> None:
    tables = run_js("csv", "m.parseCsv(m.writeCsv(x))", list(map(complete, examples(records, 40))))
    cells = [cell for table in tables for row in table for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
