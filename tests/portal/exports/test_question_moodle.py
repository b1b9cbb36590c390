"""What is written as Moodle XML comes back as the same questions, with their pictures."""

import base64
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree
from question_banks import bank_of, banks, facts_of, facts_of_draft

from portal.exports.questions.moodle import write_questions_moodle
from portal.imports.moodle import read_moodle
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.model.picture import Picture, Shape

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x02" + b"\0" * 20
PATH = "certificates/c/pictures/listening/face.png"


def choices(text: str) -> list[dict[str, object]]:
    return [
        {"id": "a", "text": text, "correct": True, "feedback": "好"},
        {"id": "b", "text": "乙", "correct": False},
    ]


@given(banks())
def test_a_bank_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, bank: Bank) -> None:
    out = tmp_path_factory.mktemp("moodle") / "a.xml"
    assert write_questions_moodle([bank], Catalogue(), out) == ()
    reading = read_moodle(out)
    assert reading.problems == ()
    assert [facts_of_draft(one) for one in reading.drafts] == [facts_of(bank, one) for one in bank.questions]


def test_pictures_stand_in_the_file_and_come_back(tmp_path: Path) -> None:
    out, file = tmp_path / "a.xml", tmp_path / "face.png"
    file.write_bytes(PNG)
    catalogue = Catalogue(pictures={PATH: Picture(file, len(PNG), Shape("png", 2, 2))})
    shown = "![一张笑脸](pictures/listening/face.png)"
    bank = bank_of({"id": "who", "type": "single", "prompt": f"看{shown}", "choices": choices(shown)})
    assert write_questions_moodle([bank], catalogue, out) == ()
    root = etree.parse(str(out)).getroot()
    assert root.findtext("question/questiontext/text") == "看![一张笑脸](@@PLUGINFILE@@/face.png)"
    assert [base64.b64decode(file.text or "") for file in root.iter("file")] == [PNG, PNG]
    [draft] = read_moodle(out).drafts
    assert draft.prompt == "看![一张笑脸](face.png)"
    assert draft.choices[0].text == "![一张笑脸](face.png)"
    assert draft.pictures == {"face.png": PNG}


def test_a_picture_that_is_not_there_is_said(tmp_path: Path) -> None:
    out = tmp_path / "a.xml"
    prompt = "看![一张笑脸](pictures/listening/face.png)"
    bank = bank_of({"id": "who", "type": "single", "prompt": prompt, "choices": choices("甲")})
    assert write_questions_moodle([bank], Catalogue(), out) == (
        "c-listening/who 的图“pictures/listening/face.png”打不开，没有带上。",
    )
    assert [draft.prompt for draft in read_moodle(out).drafts] == [prompt]


def test_a_file_as_moodle_reads_it(tmp_path: Path) -> None:
    out = tmp_path / "a.xml"
    bank = bank_of(
        {"id": "who", "type": "single", "prompt": "谁 <b>？", "choices": choices("甲")},
        {"id": "two", "type": "blank", "prompt": "____ 和 {1:a}____", "blanks": {"accept": [["~}"], ["b*"]]}},
    )
    write_questions_moodle([bank], Catalogue(), out)
    category, who, two = etree.parse(str(out)).getroot().findall("question")
    assert category.findtext("category/text") == "$course$/top/心育学堂/c/c-listening"
    assert category.findtext("idnumber") == "c-listening"
    assert who.findtext("name/text") == who.findtext("idnumber") == "c-listening/who"
    assert who.findtext("questiontext/text") == "谁 &lt;b>？"
    assert who.findtext("generalfeedback/text") == "道理。"
    answers = [
        (one.get("fraction"), one.get("choice"), one.findtext("text")) for one in who.findall("answer")
    ]
    assert answers == [("100", "a", "甲"), ("0", "b", "乙")]
    tags = [tag.text for tag in who.findall("tags/tag/text")]
    assert tags == ["目标:hear", "难度:1", "状态:发布", "题型:单选"]
    assert two.get("type") == "cloze"
    assert two.findtext("questiontext/text") == (
        "{1:SHORTANSWER:=&#126;&#125;} 和 &#123;1:a}{1:SHORTANSWER:=b\\*}"
    )


def test_the_same_bank_gives_the_same_bytes(tmp_path: Path) -> None:
    bank = bank_of({"id": "who", "type": "single", "prompt": "谁？", "choices": choices("甲")})
    for name in ("a.xml", "b.xml"):
        write_questions_moodle([bank], Catalogue(), tmp_path / name)
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
