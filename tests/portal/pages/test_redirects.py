import re
from pathlib import Path

import pytest
from small_project import write_project

from portal.load import load
from portal.pages.redirects import redirects


def made(root: Path, path: str, pairs: list[list[str]]) -> dict[str, str]:
    return dict(redirects(load(write_project(root, {path: pairs})).catalogue))


@pytest.mark.parametrize(
    ("path", "alias", "target"),
    [
        ("docs/campus/referral.md", "help", "../campus/referral/"),
        ("docs/campus/referral.md", "campus/old", "../referral/"),
        ("docs/campus/referral.md", "a/b/c", "../../../campus/referral/"),
        ("docs/campus/referral.md", "campus/referral/more", "../"),
        ("docs/certificates/c/index.md", "c", "../certificates/c/"),
        ("docs/index.md", "a/home", "../../"),
    ],
)
def test_an_old_address_leads_on_from_wherever_the_site_stands(
    tmp_path: Path, path: str, alias: str, target: str
) -> None:
    title = re.search("title: (.*)", write_project(tmp_path).joinpath(path).read_text("utf-8"))
    assert title
    found = made(tmp_path, path, [[title[0], f"{title[0]}\naliases: [{alias}]"]])
    html = found[f"{alias}/index.html"]
    assert f'<link rel="canonical" href="{target}">' in html
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in html
    assert f'<a href="{target}">{title[1]}</a>' in html
    assert "<script" not in html


def test_a_title_cannot_become_markup(tmp_path: Path) -> None:
    found = made(
        tmp_path, "docs/campus/referral.md", [["title: 求助与转介", 'title: a<b>&"c"\naliases: [old]']]
    )
    assert "<title>a&lt;b&gt;&amp;&quot;c&quot;</title>" in found["old/index.html"]


def test_a_draft_has_no_old_address_and_a_retired_page_keeps_its_own(tmp_path: Path) -> None:
    page = "docs/lessons/grade-5/why-i-learn.md"
    draft = made(tmp_path / "draft", page, [["status: published", "aliases: [old]\nstatus: draft"]])
    retired = made(tmp_path / "retired", page, [["status: published", "aliases: [old]\nstatus: retired"]])
    assert (draft, list(retired)) == ({}, ["old/index.html"])
