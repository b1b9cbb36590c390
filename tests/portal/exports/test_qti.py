"""A QTI package as another system reads it: structure, references, answers, and what it could not hold.

The schemas may not be kept here; items, tests, metadata and manifests were validated against them by hand.
"""

import base64
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from posixpath import join, normpath
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from small_project import Edits, write_project

from portal.errors import PortalError
from portal.exports.qti import write_qti
from portal.exports.qti.forms import FORMS, Version
from portal.exports.qti.items import spellings
from portal.exports.qti.text import XHTML, Xhtml
from portal.exports.questions.permanent_names import id_of
from portal.exports.questions.rich_text import blocks
from portal.load import load
from portal.model.bank import BlankQuestion
from portal.model.catalogue import Catalogue

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mP4DwABAQEAHLCMmQAAAABJRU5ErkJggg=="
)
BANK = "quizzes/c/first-steps.yml"
BOTH: Any = pytest.mark.parametrize("version", ["2.1", "3.0"])

Read = Callable[..., Catalogue]

RICH = """看图回答，**先**选 `x < 1 ____`：

![两个人坐着](pictures/first-steps/two.png)

| 甲 | 乙 |
| :-- | --: |
| 1 | 2 |

3. 从三数起
4. 四

> 引用 <b>不是标签</b>

~~~python
print("____")
~~~

见[另一页](next-steps.md)和[外面](https://example.org/)。
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(edits: Edits | None = None) -> Catalogue:
        return load(write_project(tmp_path / "project", edits)).catalogue

    return reading


def written(catalogue: Catalogue, folder: Path, version: Version) -> tuple[dict[str, bytes], tuple[str, ...]]:
    out = folder / "题.zip"
    said = write_qti(catalogue.banks, catalogue, out, version)
    with zipfile.ZipFile(out) as package:
        return {name: package.read(name) for name in package.namelist()}, said


def plain(root: etree._Element) -> etree._Element:
    """Return an item or a test with the words of 2.1 and without namespaces, whichever version it is of."""
    for element in root.iter():
        element.tag = hump(etree.QName(element).localname.removeprefix("qti-"))
        for name in [str(name) for name in element.attrib]:
            value = element.attrib.pop(name)
            element.set(name if name.startswith("{") else hump(name), value)
    return root


def hump(name: str) -> str:
    return re.sub(r"-([a-z])", lambda match: match[1].upper(), name)


def items_of(files: dict[str, bytes]) -> dict[str, etree._Element]:
    """Return permanent id → item."""
    roots = [plain(etree.fromstring(text)) for name, text in files.items() if name.startswith("items/")]
    return {id_of(root.get("identifier") or ""): root for root in roots}


def rich_edits() -> dict[str, Any]:
    question = {
        "id": "rich", "type": "single", "objective": "notice", "prompt": RICH, "explanation": RICH,
        "difficulty": 3, "status": "published",
        "choices": [
            {"id": "3-steps", "text": "2. **三** 步", "correct": True, "feedback": RICH},
            {"id": "other", "text": "其他", "correct": False},
        ],
    }  # fmt: skip
    blank = {
        "id": "table-of-gaps", "type": "blank", "objective": "get-help", "difficulty": 2,
        "status": "published",
        "prompt": "| 甲 | 乙 |\n| --- | --- |\n| ____ | 再填 ____ |", "explanation": "解析。",
        "blanks": {"accept": [["春天", "Ｓpring", "SPRING"], ["１２３５６"]]},
    }  # fmt: skip
    return {
        BANK: yaml.safe_dump({"questions": [question, blank]}, allow_unicode=True),
        "docs/certificates/c/pictures/first-steps/two.png": PNG,
    }


@BOTH
def test_every_reference_of_a_package_of_the_whole_project_leads_somewhere(
    catalogue: Catalogue, tmp_path: Path, version: Version
) -> None:
    files, _ = written(catalogue, tmp_path, version)
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert manifest.tag == f"{{{FORMS[version].manifest}}}manifest"
    resources = list(manifest.iter("{*}resource"))
    listed = [file.get("href") for resource in resources for file in resource.iter("{*}file")]
    assert sorted({*listed, "imsmanifest.xml"}) == sorted(files)
    names = [resource.get("identifier") for resource in resources]
    assert len(set(names)) == len(names)
    assert {need.get("identifierref") for need in manifest.iter("{*}dependency")} <= set(names)
    for name, text in files.items():
        if name == "imsmanifest.xml" or not name.endswith(".xml"):
            continue
        root = etree.fromstring(text)
        assert etree.QName(root).namespace == FORMS[version].items
        for element in root.iter():
            target = element.get("src") or (
                element.get("href") if "ItemRef" in hump(str(element.tag)) else None
            )
            assert target is None or normpath(join(name, "..", target)) in files


@BOTH
def test_every_published_question_is_an_item_under_its_permanent_id(
    catalogue: Catalogue, tmp_path: Path, version: Version
) -> None:
    items = items_of(written(catalogue, tmp_path, version)[0])
    wanted = {bank.full_id(question): question for bank in catalogue.banks for question in bank.published}
    assert items.keys() == wanted.keys()
    for full_id, question in wanted.items():
        item = items[full_id]
        assert item.get("label") == full_id
        assert item.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-CN"
        declared = {one.get("identifier"): one for one in item.iter("responseDeclaration")}
        used = [
            one.get("responseIdentifier") for one in item.iter("choiceInteraction", "textEntryInteraction")
        ]
        assert used == list(declared)
        right = [[value.text for value in one.iter("value")] for one in declared.values()]
        if isinstance(question, BlankQuestion):
            assert right == [[accepted[0]] for accepted in question.blanks.accept]
            continue
        assert [[id_of(name or "") for name in values] for values in right] == [list(question.correct_ids)]
        choices = [id_of(one.get("identifier") or "") for one in item.iter("simpleChoice")]
        assert choices == [choice.id for choice in question.choices]
        most = "0" if question.type == "multiple" else "1"
        assert [one.get("maxChoices") for one in item.iter("choiceInteraction")] == [most]


@BOTH
def test_feedback_and_explanation_are_shown_by_outcomes_that_are_declared_and_set(
    read: Read, tmp_path: Path, version: Version
) -> None:
    for item in items_of(written(read(), tmp_path, version)[0]).values():
        declared = {one.get("identifier") for one in item.iter("outcomeDeclaration")}
        assigned = {one.get("identifier") for one in item.iter("setOutcomeValue")}
        shown = {one.get("outcomeIdentifier") for one in item.iter("modalFeedback")}
        assert shown <= assigned <= declared
        assert item.findall("modalFeedback")[-1].get("identifier") == "explanation"
        choices = {one.get("identifier") for one in item.iter("simpleChoice")}
        told = [
            one.get("identifier")
            for one in item.iter("modalFeedback")
            if one.get("outcomeIdentifier") == "FEEDBACK"
        ]
        assert set(told) <= choices
        assert len(told) == len(set(told))


@BOTH
def test_a_units_test_names_its_questions_in_order_and_how_many_must_be_right(
    read: Read, tmp_path: Path, version: Version
) -> None:
    test = plain(etree.fromstring(written(read(), tmp_path, version)[0]["c-first-steps.xml"]))
    assert test.get("title") == "第一步"
    items = [id_of(one.get("identifier") or "") for one in test.iter("assessmentItemRef")]
    assert items == [f"c-first-steps/{name}" for name in ("opening", "people", "alone", "hotline")]
    control = test.find(".//itemSessionControl")
    assert control is not None
    assert control.get("showFeedback") == "true"
    assert [one.text for one in test.iter("baseValue")] == ["4"]


@BOTH
def test_rich_texts_become_what_qti_allows_and_lose_no_word(
    read: Read, tmp_path: Path, version: Version
) -> None:
    files, said = written(read(rich_edits()), tmp_path, version)
    item = items_of(files)["c-first-steps/rich"]
    words = re.sub(r"\s+", "", "".join(item.find("itemBody").itertext()))  # type: ignore[union-attr]
    for text in (
        "先选x<1____：",
        "甲乙12",
        "3.从三数起4.四",
        "引用<b>不是标签</b>",
        'print("____")',
        "见另一页和外面。",
        "2.三步",
    ):
        assert text in words
    assert [one.get("src") for one in item.iter("img")] == ["../c/pictures/first-steps/two.png"] * 3
    assert [one.get("alt") for one in item.iter("img")] == ["两个人坐着"] * 3
    assert files["c/pictures/first-steps/two.png"] == PNG
    assert {one.get("href") for one in item.iter("a")} == {"https://example.org/"}
    kept = {name for element in item.find("itemBody").iter() for name in element.attrib}  # type: ignore[union-attr]
    assert kept <= {"responseIdentifier", "shuffle", "maxChoices", "identifier", "src", "alt", "href"}
    assert [one.get("identifier") for one in item.iter("simpleChoice")] == ["_3-steps", "other"]
    assert "题目里有 3 处通往本网站别的页面的链接，只留下了文字。" in said


@BOTH
def test_each_gap_accepts_every_spelling_and_all_must_be_right(
    read: Read, tmp_path: Path, version: Version
) -> None:
    item = items_of(written(read(rich_edits()), tmp_path, version)[0])["c-first-steps/table-of-gaps"]
    cells = [one.getparent() for one in item.iter("textEntryInteraction")]
    assert [cell.tag for cell in cells if cell is not None] == ["td", "td"]
    entries = [[one.get("mapKey") for one in mapping] for mapping in item.iter("mapping")]
    assert entries == [["春天", "Ｓpring", "SPRING"], ["１２３５６", "12356"]]
    assert {one.get("caseSensitive") for one in item.iter("mapEntry")} == {"false"}
    condition = item.find(".//responseIf/and")
    assert condition is not None
    assert [one.get("identifier") for one in condition.iter("mapResponse")] == ["RESPONSE_1", "RESPONSE_2"]


def test_spellings_are_the_accepted_ones_and_their_folded_forms_once_each() -> None:
    assert spellings(["12356", "１２３５６", "A b", "a B"]) == ["12356", "１２３５６", "A b", "ab"]


@BOTH
def test_difficulty_and_objective_stand_in_the_manifest(read: Read, tmp_path: Path, version: Version) -> None:
    manifest = etree.fromstring(written(read(rich_edits()), tmp_path, version)[0]["imsmanifest.xml"])
    resource = manifest.find(".//{*}resource[@identifier='res_c-first-steps_rich']")
    assert resource is not None
    assert resource.findtext(".//{*}difficulty/{*}value") == "difficult"
    assert resource.findtext(".//{*}taxon/{*}id") == "notice"
    assert resource.findtext(".//{*}taxon/{*}entry/{*}string") == "看到学生的变化"
    assert resource.findtext(".//{*}interactionType") == "choiceInteraction"
    assert resource.findtext(".//{*}identifier/{*}entry") == "c-first-steps/rich"


def test_what_qti_cannot_hold_is_said(read: Read, tmp_path: Path) -> None:
    assert written(read(), tmp_path, "2.1")[1] == (
        "1 道已停用的题没有放进去：别的系统不认这个状态，会照样给学员做。",
        "1 道填空题：QTI 判题只不分大小写；全角半角、空格、中英文标点的差别，网站容得下，"
        "QTI 要逐字一样，答案里没有列出的写法会判错。",
        "1 道题的 replaces、reworded、corrected 或 allow 没有写进去：那是本门户自己用的，QTI 里没有位置。",
    )


@BOTH
def test_the_same_banks_give_the_same_bytes(read: Read, tmp_path: Path, version: Version) -> None:
    catalogue = read()
    for name in ("一.zip", "二.zip"):
        write_qti(catalogue.banks, catalogue, tmp_path / name, version)
    assert (tmp_path / "一.zip").read_bytes() == (tmp_path / "二.zip").read_bytes()


def test_a_unit_without_published_questions_is_refused(read: Read, tmp_path: Path) -> None:
    catalogue = read(
        {
            "quizzes/c/next-steps.yml": [
                [
                    "explanation: 两位大人最好。\n    difficulty: 1\n    status: published",
                    "explanation: 两位大人最好。\n    difficulty: 1\n    status: draft",
                ]
            ]
        }
    )
    with pytest.raises(PortalError) as refused:
        write_qti([catalogue.bank_of["c-next-steps"]], catalogue, tmp_path / "题.zip")
    assert str(refused.value) == (
        "选中的单元里没有已发布的题，没有可以导出的。把题目的 status 改成 published 再来。"
    )


def test_gaps_and_answers_that_do_not_fit_are_refused_with_their_place(read: Read, tmp_path: Path) -> None:
    catalogue = read({BANK: [["心理援助热线是 ____。", "心理援助热线是什么？"]]})
    with pytest.raises(PortalError) as refused:
        written(catalogue, tmp_path, "3.0")
    assert re.fullmatch(
        r"quizzes/c/first-steps\.yml:\d+:\d+: 题目 'hotline' 有 0 个空，答案却有 1 组。"
        "题干里每个空写四条下划线 ____，accept 里每个空写一组。",
        str(refused.value),
    )
    assert [file.name for file in tmp_path.iterdir()] == ["project"]


PIECES = (
    "字", "**粗**", "`码`", "\n", "\n\n", "- 一\n- 二", "3. 三\n4. 四", "    缩进", "> 引", "# 标题",
    "| a | b |\n|---|---|\n| 1 | 2 |", "![图](pictures/a/b.png)", "[链](x.md)", '[外](https://e.org "题")',
    "<b>x</b>", '!!! note "提"\n    里面', "??? note\n    里面", "~~~\n<x>\n~~~", "{ .cls }", "[ref]: http://x",
    "&amp;", "&", "---", "<!-- x -->", "https://a.b",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join).filter(str.strip))
def test_whatever_is_written_becomes_elements_that_qti_knows_with_all_its_words(text: str) -> None:
    source = blocks(text)
    made = Xhtml("../c/").fill(etree.Element("div"), source)
    assert {element.tag for element in made.iter()} <= XHTML

    def words(element: etree._Element) -> str:
        return re.sub(r"\s|\d+\.", "", "".join(element.itertext()))

    assert words(etree.fromstring(etree.tostring(made))) == words(source)
