"""Plain YAML is read in one pass with the same values, positions and findings as in the thorough way."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.load import marked_yaml

PIECES = (
    "a: ", "b: ", "1: ", "true: ", "? ", "- ", "  ", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ",
    "'", '"', "#", " # 注", "&x ", "*x", "!!str ", "<<: ", "=", "~", "null", "true", "no", "0x1f", "1.5",
    "1e3", "12:30", "2026-11-22", "字", "“引”", "|\n", ">-\n", "---\n", "...\n", "%YAML 1.1\n", "\t",
    "\x85", "\u2028", "\ufeff", "\x00", "0o7", "1_0",
)  # fmt: skip
keys = st.sampled_from(("a", "b", "id", "1", "true", "字", "~", "0x1f", "y"))
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(PIECES)
)
trees = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3)
)


def both(text: str) -> tuple[marked_yaml.MarkedYaml | None, marked_yaml.MarkedYaml]:
    """Return what the quick way and the thorough way read."""
    for sign in marked_yaml._ONLY_YAML_BREAKS:
        text = text.replace(sign, " ")
    return marked_yaml._plain(text, "a.yml", 3, 1000), marked_yaml._whole(text, "a.yml", 3, 1000)


def check(text: str) -> bool:
    quick, thorough = both(text)
    if quick is None:
        return False
    assert repr(quick.data) == repr(thorough.data)
    assert dict(quick.marks.positions) == dict(thorough.marks.positions)
    assert quick.findings == thorough.findings
    return True


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@example("a: 1\na: 2\n")
@example("a: {b: 1, b: 2}\na: {b: 3}\n")
@example("")
@example("# 只有注释\n")
@settings(max_examples=600)
def test_any_text_is_read_the_same_in_both_ways(text: str) -> None:
    check(text)


@given(trees, st.booleans(), st.booleans())
@settings(max_examples=200)
def test_any_value_is_read_the_same_in_both_ways(tree: object, flow: bool, allow_unicode: bool) -> None:
    check(yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=allow_unicode))


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "<<: {a: 1}\n",
        "? [a]\n: 1\n",
        "a: =\n",
        "--- 1\n--- 2\n",
        "[" * 70 + "]" * 70,
    ],
)
def test_what_is_not_plain_is_left_to_the_thorough_way(text: str) -> None:
    assert both(text)[0] is None


def test_a_bank_is_plain() -> None:
    assert check("questions:\n  - id: a\n    accept: [['12356']]\n    difficulty: 1\n    status: draft\n")
