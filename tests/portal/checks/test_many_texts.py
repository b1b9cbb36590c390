"""What makes the rules quick with thousands of texts changes none of their findings."""

import re
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.checks import p105_safe_addresses, q107_literal_text, w101_chinese_copy
from portal.checks.wording import WORDINGS
from portal.model import picture
from portal.model.bank import Bank, ChoiceQuestion
from portal.model.catalogue import Catalogue
from portal.model.marks import Marks

PIECES = (
    "学生说", "，", "。", ",", ".", "?", "!", ":", "(", ")", "（好）", "“对”", '"对"', "ＡＢ", "3", "ABC",
    " ", "12356", "%", "抑郁症", "你绝对", "保密", "不", "**", "`", "```\n", "~~~", "\n", "\n\n", "# ",
    "- ", "1. ", "> ", "---", "===", "[^1]", "![脸](pictures/a/b.png)", "](http://x", "<script>",
    "src=//x", "--8<--", "\ue123", "autocorrect", "autocorrect-disable", "<!-- ", " -->", "|", "$", "/",
    "\u3000", "…", "——", "http://例.cn", "a@b.cn", "1.5", "2:1", "等等...", "&",
)  # fmt: skip
SIGNS = "一二的，。、；：？！“”‘’（）《》…—"
texts = st.text(SIGNS, min_size=1, max_size=12) | (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8)
    .map("".join)
    .filter(lambda text: bool(text.strip()))
)


def _question(number: int, words: list[str]) -> ChoiceQuestion:
    prompt, explanation, first, second = words
    return ChoiceQuestion.model_validate(
        {
            "id": f"q-{number}", "type": "single", "objective": "notice", "prompt": prompt,
            "explanation": explanation, "difficulty": 1, "status": "published",
            "choices": [
                {"id": "a", "text": first, "correct": True},
                {"id": "b", "text": second, "correct": False},
            ],
        }
    )  # fmt: skip


def _catalogue(questions: list[ChoiceQuestion]) -> Catalogue:
    positions = {("questions", number): (number + 1, 1) for number in range(len(questions))}
    return Catalogue(banks=(Bank("c", "a", tuple(questions), Marks("a.yml", positions)),))


catalogues = (
    st.lists(st.lists(texts, min_size=4, max_size=4), min_size=1, max_size=8)
    .map(lambda rows: [_question(number, words) for number, words in enumerate(rows)])
    .map(_catalogue)
)
ANYTHING = re.compile("")


@pytest.mark.parametrize(
    ("rule", "name", "instead"),
    [
        (w101_chinese_copy, "_is_plain", lambda _: False),
        (w101_chinese_copy, "_IN_ORDER", re.compile(r"[\x00-\x7f]*")),
        (q107_literal_text, "_SUSPECT", ANYTHING),
        (p105_safe_addresses, "_SUSPECT", ANYTHING),
    ],
    ids=("W101, many at once", "W101, only Chinese", "Q107", "P105"),
)
@given(catalogues)
@settings(max_examples=150)
def test_a_quick_look_first_changes_no_finding(
    rule: ModuleType, name: str, instead: object, catalogue: Catalogue
) -> None:
    quick = sorted(rule.check(catalogue))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rule, name, instead)
        assert sorted(rule.check(catalogue)) == quick


@given(catalogues)
def test_rules_about_words_find_what_their_matches_say(catalogue: Catalogue) -> None:
    for words in WORDINGS:
        matches = [match for passage in catalogue.passages for match in words.matches(passage)]
        assert len(list(words.check(catalogue))) == len(matches)


@given(texts)
def test_pictures_are_found_as_their_pattern_finds_them(text: str) -> None:
    found = picture.REFERENCE.findall(picture._CODE.sub("", text))
    assert [target for _, target in picture.shown_in(text)] == [one[1] for one in found]
