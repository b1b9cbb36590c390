"""What a teacher does with an iPhone: the same pages in WebKit. One window, one story after another."""

from collections.abc import Iterator

import pytest
from webkit_driver import WebKit, missing, webkit

pytestmark = pytest.mark.skipif(
    bool(missing()),
    reason=f"没有 {missing()}，不在 WebKit 里试。Debian：apt-get install webkit2gtk-driver xvfb",
)

UNIT = "certificates/c/policy-and-periods/"
ANSWER = """const box = document.querySelector("portal-question input[type=radio]");
  box.click(); return box.closest("portal-question").id;"""
SUBMIT = """const one = document.getElementById(arguments[0]).querySelector("button[type=submit]");
  if (one) one.click(); return one !== null;"""
VERDICT = "return /✓|✗/.test(document.getElementById(arguments[0]).textContent);"
CODE = 'return document.querySelector("textarea.portal-code[readonly]").value;'


@pytest.fixture(scope="module")
def window() -> Iterator[WebKit]:
    with webkit() as opened:
        yield opened


def test_an_answer_is_kept_and_travels_as_a_text_code(window: WebKit, real_site: str) -> None:
    window.open(real_site + UNIT)
    question = str(window.run(ANSWER))  # before the script is there; the choice itself asks for it
    window.until("提交", SUBMIT, question)
    window.until("判断", VERDICT, question)
    window.open(real_site + UNIT)
    window.until("刷新后还在的判断", VERDICT, question)

    window.open(f"{real_site}my/data/")
    window.click("button", "复制文字码")
    window.until("文字码", CODE)
    code = str(window.run(CODE))
    window.run("localStorage.clear(); sessionStorage.clear();")
    window.open(f"{real_site}my/data/")
    window.find("portal-data textarea:not([readonly])").send_keys(code)
    window.click("button", "看看")
    window.click("button", "合并")
    window.open(real_site + UNIT)
    window.until("合并进来的判断", VERDICT, question)


def test_wrong_answers_are_in_the_book(window: WebKit, real_site: str) -> None:
    window.open(real_site + UNIT)
    window.run(ANSWER)  # the script comes with the first choice, if no earlier story has left a record
    window.until("提交", 'return document.querySelector("portal-question button[type=submit]") !== null;')
    window.run(
        """for (const block of document.querySelectorAll("portal-question")) {
          const box = block.querySelector("input[type=radio], input[type=checkbox]");
          if (box && !block.querySelector(".portal-verdict:not(:empty)")) {
            box.click(); block.querySelector("button[type=submit]").click(); } }"""
    )
    window.open(f"{real_site}my/mistakes/")
    window.reads("portal-mistakes .portal-progress-words", "题")


def test_the_first_page_remembers_the_grade(window: WebKit, real_site: str) -> None:
    window.open(real_site)
    window.click(".portal-grade-buttons button", "五年级")
    window.reads(".portal-month-now", "月")
    window.open(real_site)
    window.reads(".portal-month-now", "月")
    assert window.run('return document.querySelector(".portal-month-row select").value;') == "5"


def test_somebody_finds_a_page(window: WebKit, real_site: str) -> None:
    window.open(f"{real_site}my/learning/")
    window.run('document.querySelector(".md-search__input").focus();')
    window.find(".md-search__input").send_keys("转介")
    window.until("第一个结果", 'return Boolean(document.querySelector(".md-search-result__item a[href]"));')
