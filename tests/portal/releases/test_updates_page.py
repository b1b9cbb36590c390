from datetime import date

import pytest

from portal.errors import PortalError
from portal.releases.updates_page import first_line_of_notes, with_release

DAY = date(2026, 11, 22)
PAGE = (
    "---\ntitle: 更新公告\nrelease: 2026.11.1\nstatus: published\n---\n\n"
    "几句开头的话。\n\n## 2026.11.1\n\n第一次发布。\n"
)


def test_a_release_stands_on_top_with_its_day_and_an_anchor_of_its_own() -> None:
    assert with_release(PAGE, "2026.11.2", DAY, "- **上课**\n    - 新增一课。\n") == (
        "---\ntitle: 更新公告\nrelease: 2026.11.2\nstatus: published\n---\n\n几句开头的话。\n\n"
        "## 2026.11.2 { #r2026-11-2 }\n\n2026 年 11 月 22 日。\n\n- **上课**\n    - 新增一课。\n\n"
        "## 2026.11.1\n\n第一次发布。\n"
    )


def test_the_line_of_the_notes_is_known() -> None:
    page = with_release(PAGE, "2026.11.2", DAY, "第一行")
    assert page.split("\n")[first_line_of_notes(page, "2026.11.2") - 1] == "第一行"


def test_ends_of_lines_stay_as_they_were_and_a_byte_order_mark_goes() -> None:
    page = with_release("\ufeff" + PAGE.replace("\n", "\r\n"), "2026.11.2", DAY, "一行。")
    assert page.startswith("---\r\n")
    assert page.replace("\r\n", "\n") == with_release(PAGE, "2026.11.2", DAY, "一行。")
    assert page.count("\n") == page.count("\r\n")


def test_a_page_without_a_number_gets_one() -> None:
    page = with_release("---\ntitle: 更新\nstatus: published\n---\n", "2026.11.1", DAY, "第一次发布。")
    assert page.startswith("---\ntitle: 更新\nstatus: published\nrelease: 2026.11.1\n---\n\n## 2026.11.1 {")


def test_a_project_without_the_page_gets_it() -> None:
    page = with_release("", "2026.11.1", DAY, "第一次发布。")
    assert page.startswith("---\ntitle: 更新公告\nstatus: published\nrelease: 2026.11.1\n---\n")


def test_a_page_without_front_matter_is_refused() -> None:
    with pytest.raises(PortalError) as error:
        with_release("## 2026.11.1\n", "2026.11.2", DAY, "一行。")
    assert (
        str(error.value) == "docs/updates/index.md 没有页首信息。最前面写两行 ---，中间写 title 和 status。"
    )
