"""What the check of a built site finds, word for word."""

from pathlib import Path

import pytest

from portal.releases.link_check import Checked, check_links

SOURCE = "---\ntitle: 单元\n---\n\n看[另一页](other.md#here)，\n再看[文件](../files/a.docx)。\n"
HEAD = "<!doctype html><meta charset=utf-8>"


def site(tmp_path: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def checked(tmp_path: Path, page: str, site_url: str | None = None, **more: str) -> Checked:
    """Check a site of two pages; `page` stands on the one at `c/unit/`, made from `docs/c/unit.md`."""
    files = {
        "docs/c/unit.md": SOURCE,
        "site/c/unit/index.html": f"{HEAD}{page}",
        "site/c/other/index.html": f"{HEAD}<h2 id=here>这里</h2><a name=old></a>",
        "site/index.html": HEAD,
        "site/files/A.docx": "",
        **more,
    }
    return check_links(site(tmp_path, files), tmp_path, site_url)


@pytest.mark.parametrize(
    "page",
    [
        '<a href="../other/">', '<a href="../other/#here">', '<a href="../other/#old">', '<a href="../../">',
        '<a href="#">', '<p id="x"><a href="#x">', '<a href="tel:12356">', '<a href="https://www.moe.gov.cn/">',
        '<img src="data:image/png;base64,AA">', '<a href="../../files/A.docx" download>', '<a href="?q=1">',
        '<template><a href="../../{lesson}/"></template>', '<a href="../other/#:~:text=x">', "<a>",
        '<link rel="canonical" href="https://xinyu.example/c/unit/">',
        '<a href="../../c/other/index.html#here">',
    ],
)  # fmt: skip
def test_a_link_that_leads_somewhere_is_no_problem(tmp_path: Path, page: str) -> None:
    assert checked(tmp_path, page).broken == ()


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (
            '<a href="../othr/">另一页</a>',
            "docs/c/unit.md:5: 没有 c/othr 这一页或这个文件\n"
            "    改成有的页面；页面换了地方，就写它现在的相对路径。",
        ),
        (
            '<a href="../other/#there">另一页</a>',
            "docs/c/unit.md:5: 链接 ../other/#there 的落点 #there 那一页上没有\n"
            "    打开那一页，看标题改成了什么；或去掉 # 后面的部分。",
        ),
        (
            '<a href="../../files/b.docx">文件</a>',
            "docs/c/unit.md:6: 没有文件 files/b.docx\n    再发布一次；还是没有，看那一课是不是改成了草稿。",
        ),
        (
            '<a href="../../files/a.docx">文件</a>',
            "docs/c/unit.md:6: 链接 files/a.docx 大小写不对，文件叫 files/A.docx\n"
            "    照文件名写；服务器分大小写，Windows 不分。",
        ),
        (
            '<a href="../../../elsewhere/">另一页</a>',
            "docs/c/unit.md:5: 链接 ../../../elsewhere/ 跑到了网站外面\n    少写一层 ../，或写全网址。",
        ),
        (
            '<img src="https://cdn.example/a.png">',
            "网站的 c/unit/index.html: 向别的网站要文件：https://cdn.example/a.png\n"
            "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。",
        ),
        (
            '<link rel="stylesheet" href="//cdn.example/a.css">',
            "网站的 c/unit/index.html: 向别的网站要文件：//cdn.example/a.css\n"
            "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。",
        ),
        (
            '<meta http-equiv="refresh" content="0; url=../gone/">',
            "网站的 c/unit/index.html: 没有 c/gone 这一页或这个文件\n"
            "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。",
        ),
        (
            '<img srcset="../../a.png 1x, ../../b.png 2x">',
            "网站的 c/unit/index.html: 没有 a.png 这一页或这个文件\n"
            "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。\n"
            "网站的 c/unit/index.html: 没有 b.png 这一页或这个文件\n"
            "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。",
        ),
    ],
)
def test_a_broken_link_names_the_line_that_an_author_can_change(tmp_path: Path, page: str, told: str) -> None:
    assert "\n".join(one.as_text() for one in checked(tmp_path, page).broken) == told


def test_a_link_of_a_template_is_told_once(tmp_path: Path) -> None:
    page = f'{HEAD}<a href="/gone/">'
    more = {f"site/p{number}/index.html": page for number in range(3)}
    assert [one.as_text() for one in checked(tmp_path, "", **more).broken] == [
        "网站的 p0/index.html: 没有 gone 这一页或这个文件（在 3 页上）\n"
        "    正文里没有这条链接，是页面样板或程序写的：请告诉维护门户的人。"
    ]


def test_the_address_of_the_site_is_known_in_full_links_and_in_those_from_the_root(tmp_path: Path) -> None:
    page = (
        '<a href="https://host.example/portal/c/other/#here"></a><a href="https://host.example/portal/x/"></a>'
        '<a href="/portal/c/other/"></a><a href="/c/other/"></a><a href="https://host.example.org/"></a>'
    )
    found = checked(tmp_path, page, "https://host.example/portal/").broken
    assert [one.reason for one in found] == ["没有 x 这一页或这个文件", "链接 /c/other/ 跑到了网站外面"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("assets/a.css", "p {background: url('no.png')}", "没有 assets/no.png 这一页或这个文件"),
        ("assets/a.css", '@import "https://x.example/a.css";', "向别的网站要文件：https://x.example/a.css"),
        ("assets/a.js", 'import { a } from "./no.js";', "没有 assets/no.js 这一页或这个文件"),
        ("assets/a.js", 'import {\n  a,\n} from "../no.js";', "没有 no.js 这一页或这个文件"),
        ("assets/a.js", 'await import("./no.js")', "没有 assets/no.js 这一页或这个文件"),
        ("sitemap.xml", "<urlset><url><loc>/c/no/</loc></url></urlset>", "没有 c/no 这一页或这个文件"),
        (
            "updates/feed.xml",
            "<rss><channel><item><description>&lt;a href='../no/'&gt;</description></item></channel></rss>",
            "没有 no 这一页或这个文件",
        ),
        ("updates/feed.json", '{"items": [{"url": "../no/"}]}', "没有 no 这一页或这个文件"),
        (
            "updates/feed.json",
            '{"items": [{"content_html": "<a href=\\"../c/other/#no\\">"}]}',
            "链接 ../c/other/#no 的落点 #no 那一页上没有",
        ),
    ],
)
def test_style_sheets_scripts_feeds_and_the_site_map_are_looked_at_too(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    assert [one.reason for one in checked(tmp_path, "", **{f"site/{name}": text}).broken] == [reason]
