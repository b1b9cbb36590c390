"""A teacher studies, answers, comes back, carries her record away, and a trainer re-grades it."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from portal.cli import app
from portal.load import load
from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.unit import Unit

ROOT = Path(__file__).parents[2]

OpenPage = Callable[..., Page]


def first_unit() -> tuple[Unit, Bank]:
    catalogue = load(ROOT).catalogue
    unit = catalogue.unit_of[f"c-{catalogue.tracks[0].front.modules[0].units[0]}"]
    return unit, catalogue.bank_of[unit.id]


def answer(page: Page, question: Question, is_right: bool = True) -> None:
    """Answer one question as a person would: click or type, then submit."""
    block = page.locator(f"#q-{question.id}")
    if isinstance(question, BlankQuestion):
        for field, accepted in zip(block.locator(".portal-blank").all(), question.blanks.accept, strict=True):
            field.fill(accepted[0] if is_right else "不知道")
    else:
        right = set(question.correct_ids)
        wanted = right if is_right else {next(c.id for c in question.choices if c.id not in right)}
        for choice in wanted:
            block.locator(f"input[value='{choice}']").check()
    block.get_by_role("button", name="提交").click()
    expect(block.get_by_text("✓ 答对了" if is_right else "✗ 这次没答对")).to_be_visible()


def study(page: Page, site: str, wrong: int) -> Bank:
    """Answer a whole unit, the first `wrong` questions wrongly."""
    unit, bank = first_unit()
    page.goto(f"{site}certificates/c/{unit.slug}/")
    for number, question in enumerate(bank.published):
        answer(page, question, is_right=number >= wrong)
    return bank


def export(page: Page, site: str, folder: Path, button: str = "下载文件 (.json)") -> Path:
    page.goto(f"{site}my/data/")
    page.get_by_label("姓名").fill("林一然")
    page.get_by_label("编号（工号或学号）").fill("T001")
    page.get_by_label("学校", exact=True).fill("青禾小学")
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_answers_are_there_after_reload_and_travel_to_another_computer(
    real_site: str, new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page()
    bank = study(page, real_site, wrong=1)
    total = len(bank.published)
    page.reload()
    expect(page.get_by_text(f"已答 {total} / {total}，答对 {total - 1}").first).to_be_visible()
    record = export(page, real_site, tmp_path)

    other = new_page()
    other.goto(f"{real_site}my/data/")
    other.get_by_label("选择文件（.json 或 .csv）").set_input_files(record)
    expect(other.get_by_text(f"新增 {total + 1} 条").first).to_be_visible()
    other.get_by_role("button", name="合并").click()
    other.goto(f"{real_site}my/learning/")
    expect(other.get_by_text("已获 1 学时")).to_be_visible()
    other.goto(f"{real_site}certificates/c/{bank.slug}/")
    expect(other.get_by_text(f"已答 {total} / {total}，答对 {total - 1}").first).to_be_visible()


def test_the_trainers_report_regrades_what_the_learner_exported(
    real_site: str, new_page: OpenPage, tmp_path: Path
) -> None:
    page = new_page()
    bank = study(page, real_site, wrong=2)
    record = export(page, real_site, tmp_path)
    data = json.loads(record.read_text("utf-8"))
    assert data["schema"] == "portal-record/1"
    assert len(data["answers"]) == len(bank.published)
    assert "right" not in record.read_text("utf-8")

    result = CliRunner().invoke(app, ["report", str(record), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    table = (tmp_path / "out" / "单元.csv").read_text("utf-8-sig").splitlines()
    total = len(bank.published)
    rows = [(row["姓名"], row["单元"], row["答对"], row["题数"]) for row in csv.DictReader(table)]
    assert rows == [("林一然", first_unit()[0].front.title, str(total - 2), str(total))]


def test_the_table_and_the_text_code_carry_the_same_record_as_the_file(
    real_site: str, new_page: OpenPage, tmp_path: Path
) -> None:
    from portal.records.read import read_file, read_text

    page = new_page()
    study(page, real_site, wrong=1)
    as_json = read_file(export(page, real_site, tmp_path)).data
    as_table = read_file(export(page, real_site, tmp_path, "下载表格 (.csv)")).data
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制文字码").click()
    code = page.wait_for_function("navigator.clipboard.readText()").json_value()
    as_code = read_text(code).data
    assert as_table["answers"] == as_json["answers"] == as_code["answers"]
    assert as_table["learner"] == as_json["learner"] == as_code["learner"]
    assert as_table["units"].keys() == as_json["units"].keys() == as_code["units"].keys()


def test_my_learning_says_where_to_go_on(real_site: str, new_page: OpenPage) -> None:
    page = new_page()
    study(page, real_site, wrong=0)
    page.goto(f"{real_site}my/learning/")
    go_on = page.get_by_role("link", name="继续学习")
    expect(go_on).to_be_visible()
    expect(page.get_by_text("还剩 2 个单元").first).to_be_visible()
    expect(page.locator(".portal-progress-words").first).to_contain_text("学时可学")
    expect(page.locator(".portal-standing").first).to_contain_text("单元练习：1 /")
    expect(page.locator(".portal-standing").first).to_contain_text("由学校确认")
    go_on.click()
    expect(page.locator(".portal-quiz")).to_have_attribute("data-portal-unit", "c-legal-boundaries")
    page.goto(real_site)
    expect(page.locator("portal-continue")).to_contain_text("继续学习")
