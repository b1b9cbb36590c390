"""A SCORM package as a file: its manifest, its page, its script; what it says that it could not hold."""

import base64
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from lxml import etree
from small_project import Edits, write_project

from portal.errors import PortalError
from portal.exports.scorm import write_scorm
from portal.exports.scorm.manifest import ScormVersion
from portal.exports.scorm.script_bundle import bundled
from portal.load import load
from portal.model.catalogue import Catalogue

UNIT = "c-first-steps"
PAGE = "docs/certificates/c/first-steps.md"
BANK = "quizzes/c/first-steps.yml"
BOTH: Any = pytest.mark.parametrize("version", ["1.2", "2004"])

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)

Read = Callable[..., Catalogue]
Written = tuple[dict[str, bytes], tuple[str, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(edits: Edits | None = None) -> Catalogue:
        return load(write_project(tmp_path / "project", edits)).catalogue

    return reading


def written(catalogue: Catalogue, folder: Path, version: ScormVersion = "1.2", unit: str = UNIT) -> Written:
    out = folder / "单元.zip"
    said = write_scorm(catalogue.unit_of[unit], catalogue, out, version)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}, said


def page_of(files: dict[str, bytes]) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files["index.html"].decode())


@BOTH
def test_the_manifest_names_the_unit_its_pass_mark_and_every_file(
    read: Read, tmp_path: Path, version: ScormVersion
) -> None:
    files, _ = written(read(), tmp_path, version)
    root = etree.fromstring(files["imsmanifest.xml"])
    listed = [file.get("href") for file in root.iter("{*}file")]
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(files)
    assert [title.text for title in root.iter("{*}title")] == ["第一步", "第一步"]
    names = [element.get("identifier") for element in root.iter() if element.get("identifier")]
    assert names == [
        "manifest_c-first-steps", "course_c-first-steps", "item_c-first-steps", "page_c-first-steps",
    ]  # fmt: skip
    item, resource = root.find(".//{*}item"), root.find(".//{*}resource")
    assert item is not None
    assert resource is not None
    assert item.get("identifierref") == resource.get("identifier")
    assert resource.get("href") == "index.html"
    mark = root.find(".//{*}masteryscore" if version == "1.2" else ".//{*}minNormalizedMeasure")
    assert mark is not None
    assert mark.text == ("80" if version == "1.2" else "0.8")


def test_the_two_versions_have_their_own_namespaces_and_names(read: Read, tmp_path: Path) -> None:
    old = etree.fromstring(written(read(), tmp_path, "1.2")[0]["imsmanifest.xml"])
    new = etree.fromstring(written(read(), tmp_path, "2004")[0]["imsmanifest.xml"])
    assert old.tag == "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}manifest"
    assert new.tag == "{http://www.imsglobal.org/xsd/imscp_v1p1}manifest"
    assert [root.findtext("{*}metadata/{*}schemaversion") for root in (old, new)] == [
        "1.2",
        "2004 3rd Edition",
    ]
    kinds = [dict(root.find(".//{*}resource").attrib) for root in (old, new)]  # type: ignore[union-attr]
    assert kinds[0]["{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype"] == "sco"
    assert kinds[1]["{http://www.adlnet.org/xsd/adlcp_v1p3}scormType"] == "sco"


@BOTH
def test_the_same_unit_gives_the_same_bytes(read: Read, tmp_path: Path, version: ScormVersion) -> None:
    catalogue = read()
    unit = catalogue.unit_of[UNIT]
    for name in ("一.zip", "二.zip"):
        write_scorm(unit, catalogue, tmp_path / name, version)
    assert (tmp_path / "一.zip").read_bytes() == (tmp_path / "二.zip").read_bytes()


def test_every_unit_of_the_project_becomes_a_page_that_asks_nobody_for_anything(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    for unit in catalogue.units:
        files, _ = written(catalogue, tmp_path, "2004", unit.id)
        page = page_of(files)
        sources = [element.get("src") for element in page.iter("script", "img") if element.get("src")]
        sources += [link.get("href") for link in page.iter("link")]
        assert {"style.css", "player.js"} <= set(sources) <= set(files)
        assert re.findall(r"url\((?!'data:)|@import", files["style.css"].decode()) == []
        inside = [
            unquote(link.get("href")) for link in page.iter("a") if not link.get("href").startswith("http")
        ]
        assert {target.removeprefix("#") for target in inside} <= {e.get("id") for e in page.iter()}
        assert len(list(page.iter("portal-question"))) == len(catalogue.bank_of[unit.id].published)
        drawings = unit.body.markdown.count("<svg")
        assert len(list(page.iter("svg"))) == drawings
        assert page.xpath("//div[@class='admonition help']")
        inline = [script for script in page.iter("script") if script.get("type") != "application/json"]
        assert [script.text for script in inline] == [None]


def test_the_pages_own_words_are_all_there(read: Read, tmp_path: Path) -> None:
    files, said = written(read(), tmp_path, "2004")
    words = page_of(files).text_content()
    for text in (
        "第一步",
        "C 证",
        "基础",
        "1 学时",
        "看到学生的变化",
        "老师说：",
        "练一练",
        "哪一句更合适？",
    ):
        assert text in words
    assert said == ()


def test_links_into_the_site_keep_only_their_words(read: Read, tmp_path: Path) -> None:
    text = "看[下一步](next-steps.md)和[热线](https://example.org/a)，回[做一做](#做一做)。"
    files, said = written(read({PAGE: [["急着讲道理。", text]]}), tmp_path, "2004")
    page = page_of(files)
    assert "看下一步和热线，回做一做。" in page.text_content()
    targets = [unquote(link.get("href")) for link in page.xpath("//main//a[not(@href='#quiz')]")]
    assert targets == ["https://example.org/a", "#做一做"]
    assert page.xpath("//h2[@id='做一做']")
    assert said == ("正文里有 1 处通往本网站别的页面的链接，包里没有那些页面，只留下了文字。",)


def test_pictures_of_questions_travel_in_the_package(read: Read, tmp_path: Path) -> None:
    edits = {
        BANK: [
            ["prompt: 哪一句更合适？", 'prompt: "![两个人](pictures/first-steps/two.png) 哪一句更合适？"']
        ],
        "docs/certificates/c/pictures/first-steps/two.png": PNG,
    }
    files, _ = written(read(edits), tmp_path)
    assert files["pictures/first-steps/two.png"] == PNG
    image = page_of(files).xpath("//portal-question//img")[0]
    assert (image.get("src"), image.get("alt")) == ("pictures/first-steps/two.png", "两个人")
    assert b'href="pictures/first-steps/two.png"' in files["imsmanifest.xml"]


def test_a_missing_picture_stops_the_export_and_leaves_nothing_behind(read: Read, tmp_path: Path) -> None:
    edits: Edits = {
        BANK: [["prompt: 哪一句更合适？", 'prompt: "![两个人](pictures/first-steps/two.png) 哪一句更合适？"']]
    }
    catalogue = read(edits)
    with pytest.raises(PortalError) as refused:
        written(catalogue, tmp_path)
    assert str(refused.value) == (
        "quizzes/c/first-steps.yml:2:5: 题目 'opening' 的图“pictures/first-steps/two.png”找不到。"
        "把图放到 docs/certificates/c/pictures/first-steps/two.png，或者改这道题。"
    )
    assert [file.name for file in tmp_path.iterdir()] == ["project"]


def test_scorm_12_says_what_its_reports_cannot_name_and_how_much_it_keeps(read: Read, tmp_path: Path) -> None:
    catalogue = read()
    letters = "SCORM 1.2 的逐题报告只写得下选项的字母（a 是第一项），写不下选项编号；学员的作答仍按编号保存。"
    assert written(catalogue, tmp_path)[1] == (letters,)
    bank = catalogue.bank_of[UNIT]
    many = [
        question.model_copy(update={"id": f"{question.id}-{n}"})
        for question in bank.questions
        for n in range(20)
    ]
    long = replace(catalogue, banks=(replace(bank, questions=tuple(many)),))
    said = written(long, tmp_path)[1]
    assert said[0] == letters
    assert re.fullmatch(
        r"这个单元有 80 道题，每题都重做一遍时，作答约 \d+ 个字符，SCORM 1.2 只保存 4096 个；"
        "浏览器较旧、不能压缩时，个别题下次打开要重新作答，成绩不受影响。用 2004 就没有这个限制。",
        said[1],
    )
    assert written(long, tmp_path, "2004")[1] == ()


def test_drafts_that_stay_behind_are_counted(read: Read, tmp_path: Path) -> None:
    catalogue = read()
    bank = catalogue.bank_of[UNIT]
    first, *others = bank.questions
    questions = (first.model_copy(update={"status": "draft"}), *others)
    drafted = replace(catalogue, banks=(replace(bank, questions=questions),))
    assert written(drafted, tmp_path, "2004")[1] == ("1 道草稿没有放进去：包里只有已发布的题。",)


def test_a_unit_without_published_questions_says_that_it_is_never_finished(
    read: Read, tmp_path: Path
) -> None:
    catalogue = read()
    files, said = written(replace(catalogue, banks=()), tmp_path)
    assert said == ("这个单元没有已发布的题：读完以后，平台上仍会显示未完成。",)
    assert "练一练" not in page_of(files).text_content()


def test_a_script_of_modules_becomes_one_script(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text(
        '// a\nimport { two as other, one } from "./b.js";\n\nconsole.log(one, other());\n', "utf-8"
    )
    (tmp_path / "b.js").write_text(
        "// b\nexport const one = 1;\nexport function two() {\n  return 2;\n}\n", "utf-8"
    )
    assert bundled(tmp_path / "a.js") == (
        '(() => {\n"use strict";\n'
        "const module0 = (() => {\n// b\nconst one = 1;\nfunction two() {\n  return 2;\n}\n"
        "\nreturn { one, two };\n})();\n"
        "\nconst module1 = (() => {\n// a\nconst { two: other, one } = module0;\n"
        "\nconsole.log(one, other());\n\nreturn {  };\n})();\n})();\n"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            'a = import("./b.js");\n',
            "脚本 a.js 里的“import(”打不进一个文件：只认 import {…} 和 export 声明。",
        ),
        (
            "export default 3;\n",
            "脚本 a.js 里的“export default 3;”打不进一个文件：只认 import {…} 和 export 声明。",
        ),
        ('import { x } from "./a.js";\n', "脚本 a.js 绕了一圈又要用到自己，打不成一个文件。"),
    ],
)
def test_a_script_that_cannot_be_joined_is_refused(tmp_path: Path, source: str, reason: str) -> None:
    (tmp_path / "a.js").write_text(source, "utf-8")
    with pytest.raises(PortalError) as refused:
        bundled(tmp_path / "a.js")
    assert str(refused.value) == reason
