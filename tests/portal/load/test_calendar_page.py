"""The calendar is a page of its own kind: it gives the school year, and stands among the guides."""

from pathlib import Path

import pytest
from small_project import write_project

from portal.load import load
from portal.model.calendar import DEFAULT_YEAR
from portal.model.calendar_page import PAGE_MONTHS
from portal.model.catalogue import Catalogue
from portal.model.passage import Passage
from portal.pages.navigation import navigation
from portal.pages.templates import template_of

PAGE = """---
title: 校历
order: 5
terms:
  - {name: 上学期, first: 2025-09-01, last: 2026-01-23}
  - {name: 下学期, first: 2026-03-02, last: 2026-07-03}
anchors:
  - id: last-week
    title: 期末
    when: term 1 week -1
    what: 只睡够。
    activity: 呼三口气。
    avoid: 不对答案。
  - id: help-day
    title: 会求助
    when: 10-10
    what: 认门。
    lessons: [grade-5/why-i-learn]
    activity: 开门半小时。
    notice: |
      各位家长，今天认认门。
      不想来也可以。
    avoid: 不讲病名。
status: published
---

一个月做一件。
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    loaded = load(write_project(tmp_path, {"docs/campus/calendar.md": PAGE}))
    assert loaded.findings == ()
    return loaded.catalogue


def test_the_school_year_comes_from_the_page(catalogue: Catalogue) -> None:
    assert catalogue.school_year.as_text == "2025-09-01/2026-01-23 2026-03-02/2026-07-03"
    assert [term.name for term in catalogue.school_year.terms] == ["上学期", "下学期"]


def test_without_the_page_there_is_a_year_all_the_same(tmp_path: Path) -> None:
    catalogue = load(write_project(tmp_path)).catalogue
    assert (catalogue.calendar, catalogue.school_year) == (None, DEFAULT_YEAR)


def test_it_stands_among_the_guides_by_its_order_and_has_its_own_template(catalogue: Catalogue) -> None:
    assert {"学校怎么做": ["campus/calendar.md", "campus/referral.md"]} in navigation(catalogue)
    page = catalogue.page_at["campus/calendar.md"]
    assert page is catalogue.calendar
    assert template_of(page) == "calendar.html"


def test_its_anchors_stand_under_their_months_in_the_order_of_the_year(catalogue: Catalogue) -> None:
    assert catalogue.calendar is not None
    months = list(catalogue.calendar.by_month())
    assert tuple(month for month, _ in months) == PAGE_MONTHS
    assert [(month, anchor.id, span.words) for month, found in months for anchor, span in found] == [
        (10, "help-day", "10 月 10 日（周五） · 上学期第 6 周"),
        (1, "last-week", "1 月 19 日至 23 日 · 上学期第 21 周"),
    ]


def test_rules_about_words_read_the_anchors_at_their_lines(catalogue: Catalogue) -> None:
    found: list[Passage] = [one for one in catalogue.passages if one.text.startswith("各位家长")]
    assert [(one.text, str(one.start), one.part) for one in found] == [
        ("各位家长，今天认认门。\n不想来也可以。", "docs/campus/calendar.md:20:5", "front")
    ]
