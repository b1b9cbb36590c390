from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.load.marked_yaml import read_yaml

pieces = st.sampled_from(
    [
        "a",
        ":",
        " ",
        "\n",
        "- ",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "|",
        ">",
        "&x",
        "*x",
        "!!",
        "!!bool",
        "!!int",
        "!!timestamp",
        "!!binary",
        "!!set",
        "!!omap",
        "!!null",
        "!x",
        "#",
        "%",
        "---",
        "...",
        "<<",
        "? ",
        "\t",
        "\x00",
        "\ufeff",
        "1",
        "0x",
        "1:3",
        "文",
    ]
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("y", "y"),
        ("NO", "NO"),
        ("True", "True"),
        ("TRUE", "TRUE"),
        ("true", True),
        ("false", False),
        ("2026-11-21", "2026-11-21"),
        ("2026-11-21T08:00:00Z", "2026-11-21T08:00:00Z"),
        ("~", None),
        ("null", None),
        ("", None),
        ("12", 12),
        ("1.5", 1.5),
        ("'12'", "12"),
        ("12356", 12356),
        ("[是, 否]", ["是", "否"]),
        ("{a: no}", {"a": "no"}),
    ],
)
def test_plain_values_mean_what_an_author_expects(text: str, value: Any) -> None:
    assert read_yaml(text, "a.yml").data == value


def test_every_key_and_item_knows_its_line_and_column() -> None:
    text = "title: 甲\nlist:\n  - id: a\n    text: 乙\n  - [x, 丙, z]\n"
    assert read_yaml(text, "a.yml", 2).marks.positions == {
        (): (2, 1),
        ("title",): (2, 1),
        ("list",): (3, 1),
        ("list", 0): (4, 5),
        ("list", 0, "id"): (4, 5),
        ("list", 0, "text"): (5, 5),
        ("list", 1): (6, 5),
        ("list", 1, 0): (6, 6),
        ("list", 1, 1): (6, 9),
        ("list", 1, 2): (6, 12),
    }


def test_a_key_written_twice_is_found_at_its_second_place() -> None:
    findings = read_yaml("a: 1\nb: {c: 1, c: 2}\na: 2\n", "a.yml").findings
    assert [(str(found.place), found.code) for found in findings] == [
        ("a.yml:2:11", "F104"),
        ("a.yml:3:1", "F104"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: b: c", "a.yml:3:5"),
        ("a:\n\tb: 1", "a.yml:4:1"),
        ("a: 'b\nc: 1\n", "a.yml:3:4"),
        ("a: [1, 2\nb: 3", "a.yml:4:2"),
        ("a: 文\x07字", "a.yml:3:5"),
        ("a: *b", "a.yml:3:4"),
        ("a: !x 1", "a.yml:3:4"),
        ("? [a]\n: 1", "a.yml:3:3"),
        ("a: &x [*x]", "a.yml:3:1"),
        ("a: !!timestamp x", "a.yml:3:1"),
        ('a: !!int ""', "a.yml:3:1"),
        ("[" * 5000, "a.yml:3:1"),
    ],
)
def test_what_cannot_be_read_is_placed(text: str, place: str) -> None:
    read = read_yaml(text, "a.yml", 3)
    assert ([str(found.place) for found in read.findings], [found.code for found in read.findings]) == (
        [place],
        ["F105"],
    )


def test_aliases_that_multiply_end_in_a_finding() -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
    read = read_yaml(f"a0: &a0 x\n{levels}", "a.yml")
    assert [finding.code for finding in read.findings] == ["F105"]


@given(st.lists(pieces, max_size=12).map("".join) | st.text())
def test_any_text_gives_data_or_a_finding(text: str) -> None:
    read = read_yaml(text, "a.yml")
    assert read.data is None or () in read.marks.positions
    assert {found.code for found in read.findings} <= {"F104", "F105"}


@pytest.mark.parametrize("text", ["a: " + "[" * 100_000, "- " * 100_000 + "a"])
def test_what_is_nested_too_deep_is_told_and_does_not_end_the_process(text: str) -> None:
    assert [finding.code for finding in read_yaml(text, "a.yml").findings] == ["F105"]


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"])
def test_signs_that_break_lines_in_yaml_alone_move_no_position(sign: str) -> None:
    marked = read_yaml(f"title: 甲{sign}乙\nstatus: 丙\n", "page.md")
    assert marked.marks.at("status").line == 2
