"""axe finds nothing serious on any kind of page, light and dark, wide and narrow; nothing overflows."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OpenPage = Callable[..., Page]

KINDS = {
    "home": "",
    "list": "lessons/",
    "track": "certificates/c/",
    "unit": "certificates/c/policy-and-periods/",
    "grade": "lessons/grade-5/",
    "lesson": "lessons/grade-5/bystanders-have-power/",
    "guide": "campus/help-and-referral/",
    "calendar": "campus/calendar/",
    "learning": "my/learning/",
    "data": "my/data/",
    "ledger": "my/ledger/",
    "mistakes": "my/mistakes/",
    "exam": "my/exam/",
    "assessment": "my/assessment/",
    "verify": "my/verify/",
    "updates": "updates/",
    "rules": "handbook/checks/",
    "handbook": "handbook/write-a-unit/",
    "wide table": "lessons/grade-11/the-learning-plateau/",
    "pictures": "lessons/grade-2/weather-in-my-heart/",
    "lost": "404.html",
}
ANSWER_ALL = """() => { for (const block of document.querySelectorAll("portal-question")) {
  for (const blank of block.querySelectorAll(".portal-blank")) blank.value = "试";
  const box = block.querySelector("input[type=radio], input[type=checkbox]");
  if (box) box.click();
  block.querySelector("button[type=submit]").click(); } }"""


def serious(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{item['id']}: {node['target']} {node['failureSummary']}"
        for item in found
        if item["impact"] in ("serious", "critical")
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_and_a_phone_shows_all(
    real_site: str, new_page: OpenPage, kind: str, scheme: str
) -> None:
    width = 1280 if scheme == "light" else 360
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.goto(real_site + KINDS[kind], wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if kind == "unit":
        page.evaluate(ANSWER_ALL)
    assert serious(page) == []
