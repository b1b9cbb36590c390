"""怎样算通过: the rules of a track in words, as they hold in the place that the site is made for."""

from pathlib import Path
from typing import Any

import pytest
from small_project import EXAM, write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.model.pass_rules import audience_of, pass_rules
from portal.pages.pass_words import PassLine, passing

RULES = """rules:
  version: 3
  mock_exam: required
  assessment: optional
  practice: [{id: plan, title: 教案 1 份}]
  requires: [b]
regions:
  nanning:
    title: 南宁
    audience: 全体教职员工
    rules: {version: 4, hours: 2, mock_exam: optional, assessment: required, practice: [], requires: []}
  zhejiang: {title: 浙江}
"""
B = """---
title: B 证
audience: 兼职心理教师
hours: 2
modules: [{id: later, title: 以后再写, hours: 2, status: draft}]
status: published
---

接着学。
"""


def content(folder: Path, region: str = "", **more: str) -> Catalogue:
    edits: dict[str, Any] = {
        "docs/certificates/c/index.md": [["rules: {hours: 2}\n", RULES]],
        "docs/certificates/b/index.md": B,
        "quizzes/exams/c.yml": EXAM,
        "docs/certificates/index.md": [["kind: list\n", f"kind: list\n{region}"]],
    }
    loaded = load(write_project(folder, edits | more))
    assert loaded.findings == ()
    return loaded.catalogue


UNITS = PassLine("每个单元的练习，最近一次作答至少答对 80%")


@pytest.mark.parametrize(
    ("region", "place", "audience", "lines"),
    [
        ("", "本门户的默认条件（c/3）", "全体教师", [
            UNITS,
            PassLine("记满 3 学时：达到这个比例的单元才记学时"),
            PassLine("模拟考有一次达到 60%", "my/exam/"),
            PassLine("当地组织正式考核的，可以参加，不作要求", decides=False),
            PassLine("实践：教案 1 份，由学校确认"),
            PassLine("先通过“B 证”，由学校确认", "certificates/b/"),
        ]),
        ("region: nanning\n", "南宁的通过条件（c/nanning/4）", "全体教职员工", [
            UNITS,
            PassLine("记满 2 学时：达到这个比例的单元才记学时"),
            PassLine("模拟考可以做一做，先看看自己准备得怎样，不作要求", "my/exam/", decides=False),
            PassLine("通过学校或当地组织的正式考核"),
        ]),
    ],
)  # fmt: skip
def test_the_page_says_what_passing_takes(
    tmp_path: Path, region: str, place: str, audience: str, lines: list[PassLine]
) -> None:
    catalogue = content(tmp_path, region)
    track = next(one for one in catalogue.tracks if one.slug == "c")
    found = passing(catalogue, track)
    assert (found.place, audience_of(catalogue, track), list(found.lines)) == (place, audience, lines)


def test_a_place_without_rules_of_its_own_keeps_those_of_the_track(tmp_path: Path) -> None:
    catalogue = content(tmp_path, "region: zhejiang\n")
    track, other = (next(one for one in catalogue.tracks if one.slug == slug) for slug in "cb")
    assert pass_rules(catalogue, track).name == "c/zhejiang/3"
    assert (pass_rules(catalogue, track).requires, pass_rules(catalogue, track).hours) == (("b",), 3)
    assert pass_rules(catalogue, other).name == "b/1"


def test_a_track_that_says_nothing_asks_for_its_units_and_its_hours(tmp_path: Path) -> None:
    catalogue = content(tmp_path)
    track = next(one for one in catalogue.tracks if one.slug == "b")
    assert [line.text for line in passing(catalogue, track).lines] == [
        UNITS.text, "记满 2 学时：达到这个比例的单元才记学时",
    ]  # fmt: skip
