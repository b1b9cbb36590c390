"""What a bank looks like after mkdocs-quiz: as in the bank, or refused with question, file and line."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.checks import run
from portal.errors import PortalError
from portal.load import load
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
ROOT = Path(__file__).parents[3]
PARTS = ("prompt", "choice", "feedback", "explanation")
WHERE = {
    "prompt": "portal-prompt",
    "choice": "portal-choice-text",
    "feedback": "portal-feedback",
    "explanation": "portal-explanation-text",
}


def question(**texts: str) -> dict[str, Any]:
    """Return a single question as YAML gives it, with some of its texts replaced."""
    text = {"prompt": "题干", "choice": "选项", "feedback": "反馈", "explanation": "解析"} | texts
    return {
        "id": "q",
        "type": "single",
        "objective": "notice",
        "prompt": text["prompt"],
        "difficulty": 1,
        "explanation": text["explanation"],
        "status": "published",
        "choices": [
            {"id": "a", "text": text["choice"], "correct": True, "feedback": text["feedback"]},
            {"id": "b", "text": "另一个", "correct": False, "feedback": "另一句"},
        ],
    }


def outcome(bank: Bank, catalogue: Catalogue, render_bank: Callable[[Bank], str]) -> str:
    """Return the codes for which a bank is refused, with question, file and line, else its HTML."""
    others = tuple(other for other in catalogue.banks if other.slug != bank.slug)
    path = bank.marks.path
    codes = {
        found.code
        for found in run(replace(catalogue, banks=(bank, *others)))
        if found.place.path == path and not found.code.startswith(("S", "W"))  # those judge the words
    }
    if codes:
        return " ".join(sorted(codes))
    try:
        return render_bank(bank)
    except PortalError as error:
        place = f"{path}:2:5: error Q201: 题目 'q' 显示出来和题库不一样："
        return "Q201" if str(error).startswith(place) else str(error)


def shown(html: str, part: str) -> str:
    """Return the text that a reader sees of a part, without white space."""
    tree = lxml.html.fromstring(html)
    found = tree.xpath(f"//*[starts-with(@class, '{WHERE[part]}')]")
    kept = found[:1] if part in ("choice", "feedback") else found
    return re.sub(r"\s", "", "".join(element.text_content() for element in kept))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_question_becomes_exactly_this_html(
    file: Path, make_bank: Callable[..., Bank], render_bank: Callable[[Bank], str]
) -> None:
    case = yaml.safe_load(file.read_text("utf-8"))
    assert render_bank(make_bank(*case["questions"])) == case["html"].rstrip("\n")


def test_every_published_question_of_the_real_content_is_shown_as_its_bank_has_it(
    render_bank: Callable[[Bank], str],
) -> None:
    banks = load(ROOT).catalogue.banks
    counts = {bank.unit_id: render_bank(bank).count("<portal-question ") for bank in banks}
    assert counts == {bank.unit_id: len(bank.published) for bank in banks}


def test_the_plugin_is_the_release_whose_html_is_held_here() -> None:
    assert version("mkdocs-quiz") == "1.7.1"


# The silent faults of mkdocs-quiz (findings/quiz.md, 13), and what else Markdown may misread:
# source, then what is seen of it, or the code under which it is refused.
AS_IT_STANDS = (
    "a<b 且 b>c",
    "a<b 成立",
    "List<String>",
    "p<q，q>r",
    "x<3",
    "<0℃",
    "<script>alert(1)</script>",
    "<b>粗</b>",
    "<!-- 注 -->",
    "甲 --> 乙",
    "<quiz>",
    "</quiz>",
    "<?quiz?>",
    "[[操作手册]]",
    "[[1]]",
    "甲 [x] 乙",
    "A&B",
    "100%",
    "<!-- mkdocs-quiz results -->",
    "<img src=x onerror=alert(1)>",
    "a_b_c",
    "$x$",
    "{{ x }}",
    "{% x %}",
    "😀",
    "<https://example.org>",
    "\u00a0甲",
    "'\"",
    "C:\\文件",
    "~甲~",
    "==甲==",
    "^甲^",
    "a|b",
    "甲 {: .c }",
)
AS_MARKDOWN = (
    ("2\\*3=6", "2*3=6"),
    ("&lt;b&gt;", "<b>"),
    ("&amp;lt;", "&lt;"),
    ("**粗**体", "粗体"),
    ("[字](https://example.org)", "字"),
    ("`a<b>`", "a<b>"),
    ("`[[x]]`", "[[x]]"),
    ("`- [x] 甲`", "- [x] 甲"),
    ("``a`b``", "a`b"),
    ("\\*甲\\*", "*甲*"),
    ("*斜*", "斜"),
    ("`&lt;`", "&lt;"),
)
AS_BLOCKS = (
    ("甲\n\n```\n- [x] 乙\n```", "甲- [x] 乙"),
    ("甲\n\n```bash\n[[ -f x ]] && a<b\n```", "甲[[ -f x ]] && a<b"),
    ("甲\n\n- [x] 乙\n- [ ] 丙", "甲[x] 乙[ ] 丙"),
    ("甲\n\n- 乙\n- 丙", "甲乙丙"),
    ("甲\n\n> 乙", "甲乙"),
    ("甲\n\n```html\n<quiz>\n</quiz>\n<!-- x -->\n```", "甲<quiz></quiz><!-- x -->"),
    ("甲\n\n~~~\n---\n# 乙\n~~~", "甲---# 乙"),
    ("甲\n\n| 乙 | 丙 |\n| --- | --- |\n| 1 | 2 |", "甲乙丙12"),
)
REFUSED = (
    ("甲\n\n# 乙", "Q107"),
    ("甲\n===", "Q107"),
    ("甲\n\n---\n\n乙", "Q107"),
    ("甲\n\n***", "Q107"),
    ("甲[^1]", "Q107"),
    ('--8<-- "help.md"', "Q107"),
    ("甲\ue001乙", "Q107"),
    ("甲\n\n[乙]: https://example.org", "Q201"),
    ("甲\n{: .class }", "Q201"),
)
IN_A_CHOICE = tuple(
    (f"{start}甲", f"{start}甲")
    for start in (
        "2. ",
        "10) ",
        "- ",
        "* ",
        "+ ",
        "> ",
        "- [x] ",
        "!!! note ",
        "??? note ",
        ": ",
        "| ",
        "=== ",
        "[ ] ",
        "12356",
        "=A1+B1 ",
        "-5",
        "+86 ",
        "?",
        "!",
        ":) ",
        "~",
        "~~~ ",
        "\u0023",
        "2.5 ",
        "2.",
    )
)
STARTING_A_CHOICE = (
    ("**粗**体", "粗体"),
    ("*斜*", "斜"),
    ("`码`", "码"),
    ("___", "___"),
    ("`- [x]`", "- [x]"),
    ("[[甲]]", "[[甲]]"),
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(("source", "seen"), [*((text, text) for text in AS_IT_STANDS), *AS_MARKDOWN])
def test_signs_are_shown_as_written_in_each_part(
    source: str, seen: str, part: str, make_bank, small_catalogue, render_bank
) -> None:
    html = outcome(make_bank(question(**{part: f"句{source}尾"})), small_catalogue, render_bank)
    assert shown(html, part) == re.sub(r"\s", "", f"句{seen}尾")


@pytest.mark.parametrize("part", ["prompt", "feedback", "explanation"])
@pytest.mark.parametrize(("source", "seen"), AS_BLOCKS)
def test_blocks_are_shown_as_written(
    source: str, seen: str, part: str, make_bank, small_catalogue, render_bank
) -> None:
    html = outcome(make_bank(question(**{part: source})), small_catalogue, render_bank)
    assert shown(html, part) == re.sub(r"\s", "", seen)


@pytest.mark.parametrize(("source", "seen"), [*IN_A_CHOICE, *STARTING_A_CHOICE])
def test_a_choice_is_never_taken_for_a_block(
    source: str, seen: str, make_bank, small_catalogue, render_bank
) -> None:
    html = outcome(make_bank(question(choice=source)), small_catalogue, render_bank)
    assert shown(html, "choice") == re.sub(r"\s", "", seen)


@pytest.mark.parametrize("part", ["prompt", "feedback", "explanation"])
@pytest.mark.parametrize(("source", "code"), REFUSED)
def test_what_cannot_be_shown_is_refused(
    source: str, code: str, part: str, make_bank, small_catalogue, render_bank
) -> None:
    assert outcome(make_bank(question(**{part: source})), small_catalogue, render_bank) == code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("甲\n乙", "Q107"),
        ("```\n甲\n```", "Q107"),
        ("另一个", "Q103"),
        ("另一个。", "Q103"),
        ("# 甲", "Q107"),
        ("**甲**{: .c }", "Q201"),
    ],
)
def test_a_choice_that_would_fall_apart_is_refused(
    source: str, code: str, make_bank, small_catalogue, render_bank
) -> None:
    assert outcome(make_bank(question(choice=source)), small_catalogue, render_bank) == code


inline = st.sampled_from([*((text, text) for text in AS_IT_STANDS), *AS_MARKDOWN])
mixes = st.lists(inline, min_size=1, max_size=4).map(
    lambda pairs: ("句" + "，".join(pair[0] for pair in pairs), "句" + "，".join(pair[1] for pair in pairs))
)
blocks = (
    st.lists(st.sampled_from([*AS_BLOCKS, *AS_IT_STANDS, *REFUSED]), min_size=1, max_size=3)
    .map(lambda found: [("句" + one, "句" + one) if isinstance(one, str) else one for one in found])
    .map(lambda pairs: ("\n\n".join(pair[0] for pair in pairs), "".join(pair[1] for pair in pairs)))
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prompt=mixes | blocks, choice=mixes, feedback=mixes | blocks, explanation=mixes | blocks)
def test_any_mix_is_shown_as_written_or_refused(
    make_bank, small_catalogue, render_bank, **parts: tuple[str, str]
) -> None:
    bank = make_bank(question(**{name: pair[0] for name, pair in parts.items()}))
    html = outcome(bank, small_catalogue, render_bank)
    if not html.startswith("Q"):
        seen = {name: shown(html, name) for name in parts}
        assert seen == {name: re.sub(r"\s", "", pair[1]) for name, pair in parts.items()}
