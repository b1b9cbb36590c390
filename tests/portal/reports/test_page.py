"""report.html says what the CSV files say, and holds all it needs."""

import csv
import hashlib
import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from report_records import RIGHT, make_answer, make_record

from portal.reports import columns, page
from portal.reports.page.markup import shown
from portal.reports.page.missing import NAMES_OF_SCHOOL, missing
from portal.reports.page.periods import periods
from portal.reports.plan import Plan
from portal.reports.sheet_form import Column, Sheet

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Report = Callable[..., Any]

VENDOR = Path(page.__file__).parent / "vendor"
BOLD = '<b onclick="x">粗</b></script>小学'
ROSTER = f"""编号,姓名,学校,区县
T1,王芳,一小,河东区
T2,李伟,一小,河东区
T3,张三,"{BOLD.replace('"', '""')}",河西区
T4,缺交甲,"{BOLD.replace('"', '""')}",河西区
T5,缺交乙,三小,
T6,赵六,中心小学,河东区
T7,钱七,中心小学,河西区
"""
PLAN = Plan(2026, date(2026, 10, 20), {1: 2, 5: 2}, {})


def lesson(day: str) -> dict[str, Any]:
    return {"lesson": "grade-5/other", "class": "5(2)班", "date": day, "periods": 2, "note": "自己的课"}


def records() -> list[dict[str, Any]]:
    late = {key: make_answer(value, "2026-11-10T08:00:00Z") for key, value in RIGHT.items()}
    return [
        make_record(lessons=[lesson("2026-09-10")]),
        make_record("李伟", "T2", values=RIGHT | {"c-next-steps/order": ["leave"]}),
        make_record("<i>张三</i>", "T3", BOLD, values=late),
        make_record("赵六", "T6", "中心小学"),
        make_record("钱七", "T7", "中心小学"),
        make_record("外人", "T9", "四小"),
    ]


def told(out: Path) -> Any:
    text = (out / "report.html").read_text("utf-8")
    [found] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    return json.loads(found)


def page_equals_csv(out: Path, parts: Any, name: str, sheet: Sheet) -> bool:
    with (out / f"{sheet.name}.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    titles, empties = ([column[key] for column in parts[name]["columns"]] for key in ("title", "empty"))
    return titles == head and rows == [
        [str(empty if value is None else value) for value, empty in zip(row, empties, strict=True)]
        for row in parts[name]["rows"]
    ]


def sums(rows: list[dict[str, str]], titles: tuple[str, ...]) -> dict[str, list[int]]:
    """Add up the schools of each county, and of all."""
    found: dict[str, list[int]] = {}
    for row in rows:
        for county in ("全部区县", row["区县"] or "（未填区县）"):
            held = found.setdefault(county, [0] * len(titles))
            found[county] = [one + int(row[title]) for one, title in zip(held, titles, strict=True)]
    return found


def test_page_counties_and_weeks_tell_the_same_numbers_as_schools_and_csv(report: Report) -> None:
    done = report(records=records(), roster=ROSTER)
    parts = told(done.out)["parts"]
    sheets = {
        "overview": columns.OVERVIEW, "counties": columns.COUNTIES, "schools": columns.SCHOOLS,
        "weeks": columns.WEEKS, "look": columns.LOOK, "flags": columns.FLAGS, "unread": columns.UNREAD,
    }  # fmt: skip
    assert [name for name, sheet in sheets.items() if not page_equals_csv(done.out, parts, name, sheet)] == []
    assert parts["missing"]["rows"] == [["", "三小", 1, "缺交乙（T5）"], ["河西区", BOLD, 1, "缺交甲（T4）"]]

    titles = ("应考", "缺交", "交记录", "实考", "学完单元", "通过", "名单内实考", "名单内通过")
    schools, counties = done.rows("学校"), done.rows("区县")
    expected = sums(schools, titles)
    assert {row["区县"]: [int(row[title]) for title in titles] for row in counties} == expected
    assert [row["区县"] for row in counties] == ["全部区县", "河东区", "河西区", "（未填区县）"]
    assert [int(row["学校数"]) for row in counties] == [6, 2, 2, 2]
    assert expected["全部区县"] == [7, 2, 6, 6, 5, 5, 5, 4]
    same_name = [row["区县"] for row in schools if row["学校"] == "中心小学"]
    assert same_name == ["河东区", "河西区"]

    weeks = [list(row.values())[1:] for row in done.rows("进度")]
    assert weeks == [
        ["2026-11-02", "5", "5", "4", "4", "9.0", "9.0"],
        ["2026-11-09", "1", "6", "5", "5", "2.0", "11.0"],
    ]


def test_without_a_roster_the_page_says_so(report: Report) -> None:
    text = (report(records=records()).out / "report.html").read_text("utf-8")
    assert "没有给名单（--roster），不知道谁该交。" in text
    assert "<small>没有名单</small>" in text
    assert 'data-part="counties"' not in text


def test_a_school_with_many_missing_people_names_the_first_and_the_file() -> None:
    rows = [("河东区", "一小", f"T{n}", f"老师{n}") for n in range(NAMES_OF_SCHOOL + 1)]
    [row] = missing([*rows], True).rows
    assert row[2] == NAMES_OF_SCHOOL + 1
    assert row[3].count("（") == NAMES_OF_SCHOOL
    assert row[3].endswith(f" 等，共 {NAMES_OF_SCHOOL + 1} 人，见 缺交与名单之外.csv")


def test_periods_of_a_school_stand_in_one_row_and_the_largest_gap_first() -> None:
    rows = [
        ("一小", "9 月", 2, 2, 4.0, 4, 0.0, ""), ("一小", "10 月", 2, 1, 3.0, 4, 1.0, ""),
        ("三小", "", 0, 0, 0.0, 0, 0.0, "没有收到上课记录"),
        ("二小", "9 月", 1, 0, 0.5, 2, 1.5, ""), ("二小", "10 月", 1, 1, 2.0, 2, 0.0, ""),
    ]  # fmt: skip
    part = periods(rows, PLAN, ["9 月", "10 月"])
    assert list(part.rows) == [
        ("二小", 1, 2.5, 4, 1.5, "", (0, 1), (1, 1)),
        ("一小", 2, 7.0, 8, 1.0, "", (2, 2), (1, 2)),
        ("三小", 0, None, None, None, "没有收到上课记录", None, None),
    ]
    assert [shown(value, part.columns[-1]) for value in ((1, 2), None)] == ["1/2", "—"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (0.1 + 0.2, "number", "0.3"),
        (1234567, "count", "1234567"),
        (None, "count", "—"),
        (5 / 16, "percent", "31.3%"),
    ],
)
def test_values_are_shown_as_people_write_them(value: Any, form: Any, text: str) -> None:
    assert shown(value, Column("列", "", form=form)) == text


def test_the_library_is_the_one_that_its_readme_tells_of() -> None:
    readme = (VENDOR / "README.md").read_text("utf-8")
    assert hashlib.sha256((VENDOR / "echarts.js").read_bytes()).hexdigest() in readme
    licences = (VENDOR / "LICENSES.txt").read_text("utf-8")
    [line] = re.findall(r"^\| `.*$", readme, re.MULTILINE)
    named = re.findall(r"(?:Apache ECharts|zrender|tslib) \d+\.\d+\.\d+", line)
    assert len(named) == 3
    assert [name for name in named if f"== {name} " not in licences] == []


def test_a_report_is_sorted_searched_copied_and_printed_from_a_folder(
    report: Report, browser: "Browser"
) -> None:
    done = report(records=records(), roster=ROSTER)
    context = browser.new_context(locale="zh-CN", color_scheme="dark", viewport={"width": 360, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url))
    page.goto((done.out / "report.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator("main i, main table b").count() == 0
    assert page.locator("figure svg").count() == 4
    cards = page.locator(".cards:visible")
    assert cards.count() == 2
    assert cards.evaluate_all("boxes => boxes.filter(box => box.scrollWidth > box.clientWidth).length") == 0
    assert cards.locator("thead:visible").count() == 0
    assert page.locator('[data-part="missing"] tbody td').nth(1).get_attribute("data-title") == "学校"

    schools = page.locator('[data-part="schools"]')
    head = schools.get_by_role("columnheader", name="应考", exact=True)
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    names = "rows => rows.filter(row => !row.hidden).map(row => row.cells[1].textContent)"
    order = ["一小", BOLD, "三小", "中心小学", "中心小学", "四小"]
    assert schools.locator("tbody tr").evaluate_all(names) == order
    head.get_by_role("button").press("Enter")
    assert schools.locator("tbody tr").evaluate_all(names)[0] == "四小"
    schools.get_by_label("区县").select_option("河西区")
    schools.get_by_label("找学校").fill("粗")
    assert schools.locator("tbody tr").evaluate_all(names) == [BOLD]
    assert page.locator("#said").inner_text() == "学校：显示 1 行，共 6 行"
    assert "100.0%（1/1）" in schools.locator("svg").inner_html()

    page.evaluate(
        "document.execCommand = () => { window.copied = document.activeElement.value; return true; };"
    )
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="复制 三小 的名单").click()
    page.get_by_role("button", name="复制 三小 的名单").get_by_text("已复制").wait_for()
    assert page.evaluate("copied") == (
        "三小：到 2026-11-20，还有 1 位老师的学习记录没有收到：缺交乙（T5）。"
        "请在“我的数据”里导出后发过来；已经发过的，请告诉我一声。"
    )

    assert Axe().run(page).response["violations"] == []
    page.emulate_media(color_scheme="light")
    assert Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"] == []

    page.emulate_media(media="print")
    assert page.locator("button:visible").count() == 0
    assert schools.locator("th").nth(3).inner_text() == "应考"
    page.evaluate("""addEventListener("beforeprint", () => {
        window.opened = document.querySelectorAll("details[open]").length; })""")
    assert len(page.pdf(prefer_css_page_size=True)) > 10_000
    assert page.evaluate("opened") == page.locator("details").count()
    assert page.locator("details[open]").count() == 0
    assert [text for text in said if not text.startswith("file:")] == []
    assert len(said) == 1
    context.close()
