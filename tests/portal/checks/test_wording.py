"""The lists of words: each pattern is exercised by a case, excuses work, no text stops the search."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.checks.wording import WORDINGS, Wording
from portal.model.finding import Place
from portal.model.passage import Part, Passage

CASES = Path(__file__).parent / "cases"
BY_CODE = {words.code: words for words in WORDINGS}


def found(code: str, text: str, part: Part = "page") -> list[str]:
    """Return what a rule reports in a text."""
    return [match[0] for match in BY_CODE[code].matches(Passage(text, Place("page.md"), part))]


@pytest.mark.parametrize("words", WORDINGS, ids=lambda words: words.code)
def test_no_pattern_matches_nothing(words: Wording) -> None:
    assert [pattern for pattern in words.patterns if re.search(pattern, "")] == []


@pytest.mark.parametrize("words", WORDINGS, ids=lambda words: words.code)
def test_a_rule_does_not_report_its_own_cure_and_reason_as_it_stands_in_the_handbook(words: Wording) -> None:
    assert found(words.code, words.cure) == []


@given(st.text(alphabet="不别没谁也不说告诉任何人保密一定热线123562４小时“”，。\n自杀失败", max_size=80))
def test_no_text_stops_the_search_and_every_match_lies_in_one_line(text: str) -> None:
    for words in WORDINGS:
        for match in words.matches(Passage(text, Place("page.md"), "page")):
            assert match[0]
            assert "\n" not in match[0]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S101", "把圆规尖往自己手臂上扎"),
        ("S101", "他站在天台边上"),
        ("S102", "轻生未遂的学生"),
        ("S102", "她说想一死了之"),
        ("S103", "差生也能学好"),
        ("S103", "班里的问题学生"),
        ("S103", "神经病"),
        ("S104", "小林可能有点抑郁症"),
        ("S104", "疑似焦虑症"),
        ("S104", "现在的孩子都有拖延症"),
        ("S105", "老师保证不告诉你爸妈，也就是保证不告诉家长"),
        ("S105", "这件事只有你我知道"),
        ("S105", "我会替你绝对保密"),
        ("S106", "12355 青少年服务台全天都有人"),
        ("S106", "二十四小时心理援助热线"),
        ("S107", "让室友时刻盯着他"),
        ("S107", "心理委员给同学做心理辅导"),
        ("S107", "同学们互相给情绪打分"),
        ("S108", "每个人都要上台，必须说出自己的秘密"),
        ("S108", "点名请他说说家里的事"),
        ("S109", "全班做一份焦虑量表"),
        ("S109", "把普测结果发到家长群"),
        ("S110", "通过测验就能拿到 C 证"),
        ("S110", "本门户颁发资格证"),
        ("W103", "学习《精神健康法》"),
        ("W103", "每年的世界自杀预防日"),
        ("W103", "《中小学心理健康教育指导大纲》，即心理健康教育指导大纲"),
        ("W104", "真的吗？？？"),
        ("W104", "他走了。。"),
        ("W102", "老师说'坐下'，他没动"),
    ],
)
def test_what_must_not_stand_is_found(code: str, text: str) -> None:
    assert found(code, text) != []


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S101", "圆规在桌上，他伤害过自己"),
        ("S103", "变态心理学是一门课；精神病院以外的专科门诊"),
        ("S103", "不矫情，也不丢人"),
        ("S104", "不说“他得了抑郁症”"),
        ("S105", "我不能答应你谁也不说"),
        ("S105", "不答应“谁都不告诉”"),
        ("S106", "24 小时内回电话给家长；热线的服务时间以当地公布为准"),
        ("S107", "心理委员不评估、不辅导"),
        ("S108", "谁也不必须说出秘密"),
        ("S109", "结果不公布，不排名"),
        ("S110", "学完不等于就能拿到证书"),
        ("W103", "10 月 10 日是世界精神卫生日，《中华人民共和国精神卫生法》"),
        ("W104", "想一想……再说。“好！”他说——真的。10:30 开始，v1.2..v1.3"),
        ("W102", '<text x="1" fill="#fff">好</text> 图里的“字”'),
    ],
)
def test_what_may_stand_is_left_alone(code: str, text: str) -> None:
    assert found(code, text) == []


def test_a_wrong_choice_may_say_what_a_page_may_not_but_never_how() -> None:
    assert found("S105", "我保证谁也不说", "wrong choice") == []
    assert found("S101", "用小刀划自己", "wrong choice") != []


def test_special_is_no_negation() -> None:
    assert found("S105", "特别的是，我特别保证不告诉家长") != []
