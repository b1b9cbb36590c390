"""A sieve passes over nothing that matches; what it cannot see through, it tries everywhere."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.checks.sieve import Sieve
from portal.checks.wording import WORDINGS

PATTERNS = {words.code: words.pattern for words in WORDINGS}
REAL = Sieve(PATTERNS)
WORDS = sorted(
    {word for ways in REAL._ways.values() for _, rest in ways for one in rest for word in one} | {*REAL._ways}
)
texts = st.lists(st.sampled_from(WORDS) | st.sampled_from("\n\n\n，。 的了a2《"), max_size=12).map("".join)

ODD = {
    name: re.compile(name)
    for name in (
        "ab", "a|b", "(?:a|b)c", "a?b", "a*b", "a+b", "(?:ab){2}", "(?:ab)?c", "[ab]c", "[^a]b", "a.b",
        "a\\sb", "(?<=b)a", "(?<!b)a", "a(?=b)", "a(?!b)", "a(?!\\n)", "[\\n ]a",
        "(?:a|bc?)(?:c|a)", "(?:a+|b)c",
        "\\w", "a{0,3}b{3}", "(a)\\1", "^a", "a$", "", "(?i:A)b", "a(?:b|)c", "[a-z]b",
        "(?:ab|cd)[^\\n]{0,3}a",
    )
}  # fmt: skip


SIEVES = {name: Sieve({name: pattern}) for name, pattern in ODD.items()}


def _matches(sieve: Sieve, patterns: dict[str, re.Pattern[str]], text: str) -> set[tuple[str, int, int]]:
    return {
        (name, *match.span())
        for name, start, end in sieve.lines(text)
        for match in patterns[name].finditer(text, start, end)
    }


def _all(patterns: dict[str, re.Pattern[str]], text: str) -> set[tuple[str, int, int]]:
    return {(name, *match.span()) for name, one in patterns.items() for match in one.finditer(text)}


@given(texts)
@settings(max_examples=300)
def test_the_rules_about_words_find_all_through_their_sieve(text: str) -> None:
    assert _matches(REAL, PATTERNS, text) == _all(PATTERNS, text)


@given(st.text("abcd \n", max_size=10))
@settings(max_examples=200)
def test_any_pattern_finds_all_through_a_sieve(text: str) -> None:
    for name, sieve in SIEVES.items():
        patterns = {name: ODD[name]}
        assert _matches(sieve, patterns, text) == _all(patterns, text)


def test_a_line_without_a_needed_word_is_passed_over() -> None:
    sieve = Sieve({"S": re.compile(r"小刀[^\n]{0,8}(?:手腕|手臂)")})
    assert list(sieve.lines("小刀削铅笔\n伸出手腕\n小刀碰到了手臂\n")) == [("S", 11, 19)]


def test_only_one_of_the_rules_has_to_be_tried_everywhere() -> None:
    assert {name for name, start, end in REAL.lines("好\n好")} == {"W106"}
