from pathlib import Path
from typing import Any

import pytest
from small_project import write_project

from portal.load import load
from portal.model.lesson import grade_name
from portal.pages.navigation import navigation


def files_of(item: Any) -> list[str]:
    """Return every page that a navigation leads to, in order."""
    if isinstance(item, str):
        return [item]
    parts = item.values() if isinstance(item, dict) else item
    return [file for part in parts for file in files_of(part)]


def test_order_comes_from_tracks_grades_and_guides(tmp_path: Path) -> None:
    order = "---\ntitle: {}\norder: {}\nstatus: published\n---\n"
    added = {
        "docs/campus/b.md": order.format("乙", 1),
        "docs/campus/a.md": order.format("甲", 2),
        "docs/campus/index.md": order.format("总", 100),
    }
    assert navigation(load(write_project(tmp_path, added)).catalogue) == [
        "index.md",
        {
            "学证书": [
                "certificates/index.md",
                {
                    "C 证": [
                        "certificates/c/index.md",
                        {"基础": ["certificates/c/first-steps.md", "certificates/c/next-steps.md"]},
                    ]
                },
            ]
        },
        {
            "上课": [
                "lessons/index.md",
                {"五年级": ["lessons/grade-5/index.md", {"9 月": ["lessons/grade-5/why-i-learn.md"]}]},
            ]
        },
        {"学校怎么做": ["campus/index.md", "campus/b.md", "campus/a.md", "campus/referral.md"]},
        {"更新": ["updates/index.md"]},
    ]


def test_drafts_are_not_in_it(tmp_path: Path) -> None:
    draft = [["status: published", "status: draft"]]
    paths = [
        "docs/certificates/c/next-steps.md",
        "docs/lessons/grade-5/why-i-learn.md",
        "docs/campus/referral.md",
    ]
    listed = files_of(navigation(load(write_project(tmp_path, dict.fromkeys(paths, draft))).catalogue))
    assert [f"docs/{file}" for file in listed if f"docs/{file}" in paths] == []


def test_every_published_page_stands_in_it_once(tmp_path: Path) -> None:
    catalogue = load(write_project(tmp_path)).catalogue
    pages = [marks.path.removeprefix("docs/") for _, _, marks in catalogue.pages()]
    assert sorted(files_of(navigation(catalogue))) == sorted(pages)


@pytest.mark.parametrize(
    ("grade", "name"), [(1, "一年级"), (6, "六年级"), (7, "初一"), (9, "初三"), (10, "高一"), (12, "高三")]
)
def test_grades_are_called_as_schools_call_them(grade: int, name: str) -> None:
    assert grade_name(grade) == name
