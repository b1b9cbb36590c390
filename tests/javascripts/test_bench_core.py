"""The bench page makes the tables of the report: same records, same numbers."""

import base64
import io
import json
import math
import random
import statistics
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from contract_files import contract
from report_records import RIGHT, make_record

from portal.records import code
from portal.reports.classes import class_of
from portal.reports.roster_reading import read_roster
from portal.reports.roster_table import HEADERS

Run = Callable[[str, str, Any], Any]
Json = dict[str, Any]

DESK = """(async () => {
    const fileOf = ([name, text]) => {
        const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
        return { name, file: { name, size: bytes.length, arrayBuffer: async () => bytes.buffer } };
    };
    const run = new m.Desk({
        catalogue: x.catalogue, moved: x.moved || {}, day: x.day, files: Object.entries(x.files).map(fileOf),
        pasted: x.pasted || "", roster: x.roster || "", results: x.results || [],
        confirmed: x.confirmed || "", words: x.words || {},
    }).run();
    let step = await run.next();
    while (!step.done) step = await run.next();
    return step.value;
})()"""


def brought(files: Mapping[str, str | bytes]) -> dict[str, str]:
    """Return name → content in a form that a browser can be handed."""
    raw = {name: one if isinstance(one, bytes) else one.encode() for name, one in files.items()}
    return {name: base64.b64encode(one).decode() for name, one in raw.items()}


@pytest.fixture(scope="module")
def catalogue() -> Json:
    held: Json = contract("report")["catalogue"]
    return held


def counted(
    run_js: Run, catalogue: Json, files: Mapping[str, str | bytes], **more: Any
) -> dict[str, list[Json]]:
    """Return table → its rows, each as column → value, and what was wrong with what was brought besides."""
    order = {"catalogue": catalogue, "day": "2026-11-20", "files": brought(files), **more}
    [result] = run_js("bench/desk", DESK, [order])
    tables = {
        sheet["name"]: [
            {column["title"]: cell for column, cell in zip(sheet["columns"], row, strict=True)}
            for row in sheet["rows"]
        ]
        for sheet in result["sheets"]
    }
    return tables | {"complaints": result["complaints"]}


def record(*of: Any, **more: Any) -> str:
    return json.dumps(make_record(*of, **more), ensure_ascii=False)


@pytest.mark.parametrize("number", [0, 1], ids=["with a roster", "without one"])
def test_the_bench_meets_the_contract(run_js: Run, catalogue: Json, number: int) -> None:
    held = contract("report")
    case = held["cases"][number]
    words = {kind: {"innocent": innocent, "ask": ask} for kind, innocent, ask in flag_words(case)}
    tables = counted(run_js, catalogue, case["files"], roster=case["roster"], words=words)
    for name, columns in held["columns"].items():
        assert [[row[column] for column in columns] for row in tables[name]] == case["tables"][name], name


def flag_words(case: Json) -> set[tuple[str, str, str]]:
    return {(row[0], row[4], row[5]) for row in case["tables"]["疑点"]}


def test_codes_in_chat_zips_and_pasted_text_are_read_like_files(run_js: Run, catalogue: Json) -> None:
    text = code.encode(make_record("李伟", "T2"))
    chat = f"张老师 10:02\n> {text[:40]}\n> {text[40:]}\n好的\nXY1.坏的码\n"
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("三.json", record("张三", "T3"))
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("二小/../../四.json", record("赵四", "T4"))
        pack.writestr("里面.zip", inner.getvalue())
        pack.writestr("读我.docx", b"x")
        pack.writestr("__MACOSX/._四.json", b"x")
    files: dict[str, str | bytes] = {"群聊.txt": chat, "交来.zip": outer.getvalue(), "坏.zip": b"PK\x03\x04"}
    tables = counted(run_js, catalogue, files, pasted=code.encode(make_record("钱五", "T5")))
    assert [row["编号"] for row in tables["个人"]] == ["T2", "T3", "T4", "T5"]
    assert [(row["文件"], row["结果"]) for row in tables["未读文件"]] == [
        ("交来.zip/读我.docx", "没有读"), ("坏.zip", "读不出"), ("群聊.txt（第 2 段码）", "读不出"),
    ]  # fmt: skip


def test_a_zip_that_swells_costs_only_itself(run_js: Run, catalogue: Json) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("炸.json", b"0" * 40_000_000)
    lying = bytearray(bomb.getvalue())
    place = lying.rindex(b"PK\x01\x02")
    lying[place + 24 : place + 28] = (1000).to_bytes(4, "little")  # says that it is small
    files = {"一.zip": bomb.getvalue(), "二.zip": bytes(lying), "好.json": record()}
    tables = counted(run_js, catalogue, files)
    assert [row["文件"] for row in tables["未读文件"]] == ["一.zip/炸.json", "二.zip/炸.json"]
    assert len(tables["个人"]) == 1


def test_what_schools_prove_decides_who_passes(run_js: Run, catalogue: Json) -> None:
    [track] = catalogue["tracks"]
    practice = [{"id": "plan", "title": "教案 1 份"}]
    rules = track["rules"] | {"assessment": "required", "practice": practice}
    strict = catalogue | {"tracks": [track | {"rules": rules}]}
    files = {"1.json": record(), "2.json": record("李伟", "T2")}
    head = {"schema": "portal-results/1", "assessment": "x", "track": "c", "pass_percent": 60}
    people = [{"number": "T1", "right": 6, "total": 10, "passed": True},
              {"number": "T2", "right": 9, "total": 10, "passed": True}]  # fmt: skip
    results = [{"name": "results.json", "text": json.dumps(head | {"people": people})}]
    table = "编号,轨道,项目,日期,确认人\nT1,C 证,教案 1 份,2026/11/3,教务处\n"

    done = counted(run_js, strict, files, results=results, confirmed=table)
    assert [(row["结论"], row["还差"]) for row in done["个人"]] == [
        ("通过", ""), ("未通过", "没有确认：教案 1 份"),
    ]  # fmt: skip
    assert done["complaints"] == []

    people[1]["right"] = 5
    results[0]["text"] = json.dumps(head | {"people": people})
    wrong = counted(
        run_js, strict, files, results=results, confirmed="编号,轨道,项目,日期,确认人\n,c,没有的,明天,\n"
    )
    assert {row["结论"] for row in wrong["个人"]} == {"未通过"}
    assert len(wrong["complaints"]) == 6
    assert "成绩文件被改动过" in wrong["complaints"][0]


def test_old_ids_count_under_those_of_today(run_js: Run, catalogue: Json) -> None:
    values = {name.replace("first-steps", "old-steps"): value for name, value in RIGHT.items()}
    moved = {"c-old-steps": "c-first-steps"}
    [row] = counted(run_js, catalogue, {"1.json": record(values=values)}, moved=moved)["个人"]
    assert (row["答对"], row["题数"]) == (5, 5)


def test_copies_of_a_history_are_told_of_all_who_have_it(run_js: Run, catalogue: Json) -> None:
    values = {f"c-first-steps/q{number}": ["see"] for number in range(25)}
    later = dict(list(values.items())[3:]) | {"c-first-steps/own": ["see"]}
    few = dict(list(values.items())[:19])
    files = {
        f"{number}.json": record("", f"T{number}", values=of)
        for number, of in enumerate((values, values, later, few))
    }
    rows = [row for row in counted(run_js, catalogue, files)["疑点"] if row["类别"] == "作答经历相同"]
    assert [(row["编号"], row["说明"].split(" 题")[0]) for row in rows] == [
        ("T0", "与 T1 有 25"), ("T0", "与 T2 有 22"), ("T1", "与 T0 有 25"), ("T2", "与 T0 有 22"),
    ]  # fmt: skip


LABELS = [
    *("五（2）班", "五2班", "五年级2班", "5(2)班", "5.2班", "502班", "2班", "初一(3)班", "高三·12班"),
    *("一(2)班", "", "五(二)班", "12(1)班", "1(2)3班", "实验班", "六年3班", "５（０２）班", "初三 1 班"),
    *("八(11)班", "七-2班"),
]


def test_a_label_means_the_same_class_in_both_languages(run_js: Run) -> None:
    browser = run_js("bench/classes", "m.classOf(x)", LABELS)
    python = [class_of(label) for label in LABELS]
    assert browser == [{"key": one.key, "grades": list(one.grades)} for one in python]


ROSTERS = [
    "编号,姓名,学校,轨道\nｔ１,王芳,一小,c\nT2,李伟,一小,\nT2,李伟,一小,c\nT3,张三,二小,x\n",
    "\ufeff姓名;学校\n王芳;一小\n王芳;二小\n;\n",
    "工号\t教师姓名\t单位\nT1\t王芳\t一小\n\nT1\t王方\t一小\n1.2E+17\t李伟\t一小\n\t赵\t\n",
    "某县名单,,,\n序号,工 号*,姓名（必填）,所在学校,报考证书,身份证号\n"
    "1,T1,王芳,一小,C证（人人）、b类,x\n合计,1 人,,\n1,#N/A,李伟,二小,,\n"
    "1,110101199001011234,赵四,三小,,\n,110101199001011235,钱五,三小,,\n",
]


def test_the_headings_of_a_roster_are_the_same_in_both_languages(run_js: Run) -> None:
    [found] = run_js("bench/roster-table", "m.HEADERS", [None])
    assert found == {field: list(names) for field, names in HEADERS.items()}


def test_a_roster_is_read_alike_in_both_languages(run_js: Run) -> None:
    titles = {"c": "C 证", "b": "B 证"}
    browser = run_js("bench/roster", "m.readRoster(x.text, x.titles).roster",
                     [{"text": text, "titles": titles} for text in ROSTERS])  # fmt: skip
    for text, found in zip(ROSTERS, browser, strict=True):
        python = read_roster(text, titles)
        assert found["problems"] == [{"line": one.line, "reason": one.reason} for one in python.problems]
        assert [(one["who"]["number"], one["who"]["name"], one["line"]) for one in found["entries"]] == [
            (one.who.number, one.who.name, one.line) for one in python.entries
        ]
        tracks = [None if one["tracks"] is None else set(one["tracks"]) for one in found["entries"]]
        assert tracks == [one.tracks for one in python.entries]


def test_a_question_is_set_against_the_share_of_the_rest_that_people_answered(run_js: Run) -> None:
    questions = [{"id": f"q{n}", "unit": "u", "isUsed": n < 6} for n in range(7)]
    dice = random.Random(8)
    people = [
        [(n, dice.random() < 0.3 + person / 60) for n in dice.sample(range(7), dice.randint(1, 7))]
        for person in range(40)
    ]
    answers = [
        [
            {"question": questions[n], "first": "right" if right else "wrong", "latest": "void"}
            for n, right in one
        ]
        for one in people
    ]
    [found] = run_js(
        "bench/items",
        "(() => { const items = new m.Items(x.questions); x.answers.forEach((one) => items.add(one));"
        " return x.questions.map((one) => [items.of(one).n, m.discrimination(items.of(one))]); })()",
        [{"questions": questions, "answers": answers}],
    )
    for question, (count, figure) in enumerate(found):
        pairs = []
        for one in people:
            rest = [right for n, right in one if n < 6 and n != question]
            own = [right for n, right in one if n == question]
            if own and rest and 2 * len(rest) >= 6 - (question < 6):
                pairs.append((own[0], math.floor(sum(rest) * 1e5 / len(rest) + 0.5)))
        assert count == len(pairs) < len([one for one in people if question in dict(one)])
        assert figure == pytest.approx(statistics.correlation(*zip(*pairs, strict=True)), abs=0.000501)
