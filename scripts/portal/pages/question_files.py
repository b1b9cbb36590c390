"""A unit's questions by themselves, for pages that show questions of several units: 错题本, 模拟考.

They are cut out of the unit's finished page, so they are the HTML that `quiz_html.py` has proved.
"""

import json
import re
from urllib.parse import urljoin

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

SCHEMA = "portal-questions/1"

_FILE = "assets/questions/{}.json"
_ADDRESS = re.compile(re.escape(_FILE).replace(r"\{\}", "([a-z0-9-]+)"))
_QUESTION = re.compile(r"<portal-question .*?</portal-question>", re.DOTALL)
_NAMING = ("for", "aria-describedby", "aria-labelledby")


def questions_file(unit_id: str) -> str:
    """Return the address below the site of a unit's questions."""
    return _FILE.format(unit_id)


def unit_of_file(address: str) -> str | None:
    """Return the id of the unit whose questions stand at an address; None if none can stand there."""
    found = _ADDRESS.fullmatch(address)
    return found[1] if found else None


def _to_site_root(question: HtmlElement, unit_id: str, page_url: str) -> None:
    """Make ids unique in the site, and addresses such as they are from its root."""
    ids = {element.get("id") for element in question.iter() if element.get("id")}
    for element in question.iter(etree.Element):
        url = element.get("href") or ""
        if url[1:] in ids:
            element.set("href", f"#{unit_id}-{url[1:]}")
        elif url:
            element.set("href", urljoin(page_url, url))
        if element.get("src"):
            element.set("src", urljoin(page_url, element.get("src")))
        if element.get("id"):
            element.set("id", f"{unit_id}-{element.get('id')}")
        for name in _NAMING:
            if element.get(name):
                element.set(name, " ".join(f"{unit_id}-{one}" for one in element.get(name).split()))


def questions_json(unit_id: str, page_html: str, page_url: str) -> str:
    """Return `portal-questions/1`: every question on a unit's page by its full id.

    `page_url` is where the page stands below the site, such as `certificates/c/first-steps/`.
    """
    questions = {}
    for source in _QUESTION.findall(page_html):
        question = lxml.html.fragment_fromstring(source)
        _to_site_root(question, unit_id, page_url)
        html = lxml.html.tostring(question, encoding="unicode", with_tail=False)
        questions[question.get("data-portal-question")] = {"html": html}
    data = {"schema": SCHEMA, "unit": unit_id, "questions": questions}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
