"""What stands in the built pages, whoever wrote it: nothing live, nothing of another host."""

import re
from pathlib import Path

import lxml.html

HARMLESS = re.compile(r"(?:https|mailto|tel):|[^:]*(?:[#?/].*)?$", re.IGNORECASE)


def addresses(folder: Path, attribute: str) -> set[str]:
    return {
        element.get(attribute)
        for file in folder.rglob("*.html")
        for element in lxml.html.parse(str(file)).iterfind(f".//*[@{attribute}]")
    }


def test_no_link_runs_a_script(real_folder: Path) -> None:
    links = addresses(real_folder, "href")
    assert len(links) > 100
    assert {link for link in links if not HARMLESS.match(link)} == set()


def test_nothing_is_fetched_from_another_host(real_folder: Path) -> None:
    sources = addresses(real_folder, "src")
    assert sources
    assert {source for source in sources if re.match(r"(?:[a-z]+:)?//", source)} == set()


def test_no_element_carries_a_handler(real_folder: Path) -> None:
    for file in real_folder.rglob("*.html"):
        handlers = lxml.html.parse(str(file)).xpath("//@*[starts-with(name(), 'on')]")
        assert handlers == [], file
