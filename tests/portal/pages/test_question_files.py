"""Questions by themselves: the proven HTML of the unit's page, with ids and addresses that hold anywhere."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html

from portal.load import load
from portal.model.bank import Bank
from portal.pages.question_files import questions_file, questions_json, unit_of_file

ROOT = Path(__file__).parents[3]
PAGE = "certificates/c/first-steps/"
QUESTION = """<portal-question id="q-a" data-portal-question="c-first-steps/a" data-portal-type="single">
<form class="portal-question"><p id="here">看 <a href="#here">上面</a>、<a href="#quiz">练一练</a>、
<a href="../next-steps/">下一步</a>、<a href="https://example.edu.cn/">外面</a>。
<img src="../pictures/first-steps/a.svg"></p>
<input type="radio" name="answer" value="x" aria-describedby="q-a-x"><div id="q-a-x" hidden>好</div></form>
<script type="application/json" class="portal-answer-key">{"accept":[["1 \\u003c 2 & 3"]]}</script>
</portal-question>"""


def questions_of(page: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(questions_json("c-first-steps", page, PAGE))
    assert found["schema"] == "portal-questions/1"
    assert found["unit"] == "c-first-steps"
    return found["questions"]


def test_addresses_lead_from_the_root_of_the_site() -> None:
    html = questions_of(f"<h2>练一练</h2>{QUESTION}")["c-first-steps/a"]["html"]
    assert re.findall(r'(?:href|src)="([^"]*)"', html) == [
        "#c-first-steps-here",
        "certificates/c/first-steps/#quiz",
        "certificates/c/next-steps/",
        "https://example.edu.cn/",
        "certificates/c/pictures/first-steps/a.svg",
    ]


def test_ids_are_made_unique_and_what_names_them_follows() -> None:
    html = questions_of(QUESTION)["c-first-steps/a"]["html"]
    assert re.findall(r'(?:id|describedby)="([^"]*)"', html) == [
        "c-first-steps-q-a",
        "c-first-steps-here",
        "c-first-steps-q-a-x",
        "c-first-steps-q-a-x",
    ]


def test_the_key_comes_through_untouched() -> None:
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", questions_of(QUESTION)["c-first-steps/a"]["html"])
    assert json.loads(script) == {"accept": [["1 < 2 & 3"]]}


def test_a_page_without_questions_gives_a_file_without_questions() -> None:
    assert questions_of("<p>正文</p>") == {}


def test_every_question_of_the_real_content_says_the_same_as_on_its_page(
    render_bank: Callable[[Bank], str],
) -> None:
    def words(html: str) -> str:
        return re.sub(r"\s", "", lxml.html.fragment_fromstring(html).text_content())

    for bank in load(ROOT).catalogue.banks[::4]:
        page = render_bank(bank)
        made = json.loads(questions_json(bank.unit_id, page, PAGE))["questions"]
        assert [*made] == [bank.full_id(question) for question in bank.published]
        on_page = re.findall(r"<portal-question .*?</portal-question>", page, re.DOTALL)
        assert [words(one["html"]) for one in made.values()] == [words(one) for one in on_page]


def test_only_addresses_of_question_files_name_a_unit() -> None:
    assert unit_of_file(questions_file("c-first-steps")) == "c-first-steps"
    assert unit_of_file("assets/questions/../catalogue.json") is None
    assert unit_of_file("assets/catalogue.json") is None
