"""What makes a finished site installable and readable without a network, made from a small made-up site."""

import json
import re
import struct
from pathlib import Path

import pytest
from small_project import write_project

from portal.load import load
from portal.model.catalogue import Catalogue
from portal.pages.offline import add_offline
from portal.pages.offline.packs import pack_json, packs_of
from portal.pages.offline.service_worker import build_of, is_kept, worker_script
from portal.pages.offline.site_reading import SiteReading, of_page
from portal.pages.offline.web_manifest import ICONS, MASKABLE, web_manifest

LOOKS = Path(__file__).parents[3] / "overrides"
PAGE = """<html><head><link rel="stylesheet" href="{up}assets/stylesheets/a.css">
<link rel="canonical" href="{up}other/index.html"><link rel=next href={up}other/>
<script defer src="{up}assets/javascripts/parts/start.js"></script></head>
<body><portal-profile></portal-profile><img src='{up}assets/images/a%20b.png'><a href="{up}other/">x</a>
</body></html>"""
START = (
    'const t={"portal-profile":()=>l("elements/profile.js"),"portal-exam":()=>l("elements/exam.js")};'
    'l("elements/export.js");for(const n of["start.js","core/keys.js"])p.set(n,f)'
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A few files in the shape of a built site."""
    files = {
        "index.html": PAGE.format(up=""),
        "my/offline/index.html": PAGE.format(up="../../"),
        "other/index.html": "<p>another</p>",
        "lessons/grade-5/index.html": PAGE.format(up="../../"),
        "lessons/grade-5/why-i-learn/index.html": PAGE.format(up="../../../"),
        "certificates/c/index.html": PAGE.format(up="../../"),
        "assets/stylesheets/a.css": "a{background:url('../images/b.png')}",
        "assets/images/a b.png": "a",
        "assets/images/b.png": "b",
        "assets/javascripts/parts/start.js": START,
        "assets/javascripts/parts/elements/profile.js": "",
        "assets/javascripts/parts/elements/exam.js": "",
        "assets/javascripts/parts/elements/export.js": "",
        "assets/catalogue.json": "{}",
        "assets/catalogue.json.js": "portalFolder.data()",
        "assets/questions/c-first-steps.json": "{}",
        "files/grade-5/why-i-learn.docx": "word",
        "files/grade-2/other.docx": "word",
        "404.html": "lost",
        "sitemap.xml.gz": "",
    }
    for path, text in files.items():
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(text, "utf-8")
    return tmp_path / "site"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return load(write_project(tmp_path / "project")).catalogue


def test_the_manifest_has_relative_addresses_only_and_icons_of_their_size() -> None:
    manifest = json.loads(web_manifest("心育学堂", "门户"))
    addresses = [manifest[key] for key in ("start_url", "scope", "id")]
    addresses += [one["url"] for one in manifest["shortcuts"]]
    assert all(address.startswith("./") for address in addresses)
    assert [one["name"] for one in manifest["shortcuts"]] == ["本月教案", "我的学习"]
    assert {one["purpose"] for one in manifest["icons"]} == {"any", "maskable"}
    for path, size in {**ICONS, MASKABLE: 512}.items():
        raw = (LOOKS / path).read_bytes()
        assert struct.unpack(">II", raw[16:24]) == (size, size)
        assert len(raw) < 8192


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("index.html", True),
        ("assets/catalogue.json", True),
        ("search/head.json", True),
        ("updates/index.html", True),
        ("lessons/grade-5/packs.json", True),
        ("assets/catalogue.json.js", False),
        ("files/grade-5/a.docx", False),
        ("404.html", False),
        ("sw.js", False),
        ("sitemap.xml", False),
        ("sitemap.xml.gz", False),
        (".nojekyll", False),
        ("assets/javascripts/bundle.js.map", False),
        ("updates/feed.xml", False),
        ("assets/release.json", False),
    ],
)
def test_only_what_pages_ask_for_is_kept(path: str, kept: bool) -> None:
    assert is_kept(path) is kept


def test_the_worker_of_a_build_is_the_same_each_time_and_another_for_any_other_file() -> None:
    digests = {"index.html": "AAAAAAAA", "my/offline/index.html": "BBBBBBBB"}
    script = worker_script(digests, ["my/offline/index.html"])
    assert script == worker_script(dict(reversed(digests.items())), ["my/offline/index.html"])
    assert f'const BUILD = "{build_of(digests)}";' in script
    assert build_of(digests) != build_of(digests | {"index.html": "CCCCCCCC"})
    assert build_of(digests) != build_of({"index.html": "AAAAAAAA"})
    assert "{files}" not in script
    assert "{first}" not in script


def test_what_a_page_fetches_by_itself_is_read_from_its_html() -> None:
    assert [*of_page(PAGE.format(up=""))] == [
        "assets/stylesheets/a.css",
        "assets/javascripts/parts/start.js",
        "assets/images/a%20b.png",
    ]


def test_what_a_page_keeps_for_its_first_use_is_needed_too(site: Path) -> None:
    page = '<script src="portal.js" data-portal-later="start.js elements/exam.js lost.js"></script>'
    (site / "index.html").write_text(page, "utf-8")
    assert {
        "assets/javascripts/parts/start.js",
        "assets/javascripts/parts/elements/exam.js",
    } <= SiteReading(site).needed_by(["index.html"])


def test_a_page_needs_its_files_what_they_ask_for_later_and_the_elements_that_stand_on_it(site: Path) -> None:
    assert SiteReading(site).needed_by(["index.html"]) == {
        "index.html",
        "assets/stylesheets/a.css",
        "assets/images/a b.png",
        "assets/images/b.png",
        "assets/javascripts/parts/start.js",
        "assets/javascripts/parts/elements/profile.js",
        "assets/javascripts/parts/elements/export.js",
    }


def test_packs_hold_the_pages_of_their_folder_and_of_all_and_only_their_own_files(
    site: Path, catalogue: Catalogue
) -> None:
    reading = SiteReading(site)
    packs = {pack.path: json.loads(pack_json(pack, reading)) for pack in packs_of(catalogue, reading.paths)}
    assert set(packs) == {"lessons/grade-5/packs.json", "certificates/c/packs.json"}
    grade, track = packs["lessons/grade-5/packs.json"], packs["certificates/c/packs.json"]
    paths = {path for path, _ in grade["files"]}
    assert {"lessons/grade-5/why-i-learn/index.html", "index.html", "my/offline/index.html"} <= paths
    assert not {"other/index.html", "certificates/c/index.html"} & paths
    assert [path for path, *_ in grade["extra"]] == ["files/grade-5/why-i-learn.docx"]
    assert dict(grade["files"])["index.html"] == (site / "index.html").stat().st_size
    assert "assets/questions/c-first-steps.json" in dict(track["files"])
    assert track["extra"] == []


def test_a_finished_site_gets_all_of_it_twice_the_same(site: Path, catalogue: Catalogue) -> None:
    add_offline(site, catalogue, "心育学堂", "门户")
    made = {path: (site / path).read_bytes() for path in ("sw.js", "manifest.webmanifest")}
    files = json.loads(re.search(r"Object\.entries\((\{.*?\})\)", made["sw.js"].decode())[1])  # type: ignore[index]
    assert files["lessons/grade-5/packs.json"] == SiteReading(site).digest("lessons/grade-5/packs.json")
    assert not [path for path in files if path.startswith("files/")]
    first = json.loads(re.search(r"const FIRST = (\[.*?\]);", made["sw.js"].decode())[1])  # type: ignore[index]
    assert "my/offline/index.html" in first
    assert set(first) <= set(files)
    add_offline(site, catalogue, "心育学堂", "门户")
    assert made == {path: (site / path).read_bytes() for path in made}
