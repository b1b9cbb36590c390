"""The Markdown of questions as elements, for packages that other systems read. What looks like HTML is text.

`portal/pages/quiz_markup.py` lets the site understand it the same way: a tag, a lone `---`, `[[x]]` are
shown as written; four underscores outside of code are a gap.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from xml.etree.ElementTree import Element

import lxml.html
import markdown as python_markdown  # type: ignore[import-untyped]
from lxml.html import HtmlElement
from markdown.inlinepatterns import InlineProcessor  # type: ignore[import-untyped]

from portal.errors import PortalError, said
from portal.model.bank import GAP, Bank, Question, texts_of
from portal.model.catalogue import Catalogue
from portal.model.picture import path_of, shown_in

GAP_TAG = "portal-gap"
"""The element that stands for a gap."""

_BLOCKS_OF_TEXT = ("paragraph", "empty")
_BETWEEN_HAN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef“”‘’…—])\n(?=[\u3000-\u9fff\uff00-\uffef“”‘’…—])")


class _Gap(InlineProcessor):  # type: ignore[misc]
    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        return Element(GAP_TAG), match.start(0), match.end(0)


def _renderer(extensions: Sequence[str]) -> python_markdown.Markdown:
    made = python_markdown.Markdown(extensions=list(extensions))
    made.preprocessors.deregister("html_block")
    for name in ("html", "autolink", "automail"):
        made.inlinePatterns.deregister(name)
    for name in ("hr", "setextheader"):
        made.parser.blockprocessors.deregister(name)
    made.inlinePatterns.register(_Gap(GAP), "gap", 175)  # after code, before emphasis
    return made


@lru_cache(maxsize=1)
def _for_blocks() -> python_markdown.Markdown:
    return _renderer(("admonition", "attr_list", "fenced_code", "sane_lists", "tables", "pymdownx.details"))


@lru_cache(maxsize=1)
def _for_lines() -> python_markdown.Markdown:
    made = _renderer(())
    processors = made.parser.blockprocessors
    for name in [item.name for item in processors._priority]:
        if name not in _BLOCKS_OF_TEXT:
            processors.deregister(name)
    return made


def _element(made: python_markdown.Markdown, text: str) -> HtmlElement:
    converted = _BETWEEN_HAN.sub("", made.reset().convert(text.strip()))
    return lxml.html.fragment_fromstring(converted, create_parent="div")


def blocks(text: str) -> HtmlElement:
    """Return Markdown as a `<div>` of paragraphs, lists, tables."""
    return _element(_for_blocks(), text)


def line(text: str) -> HtmlElement:
    """Return Markdown that is one line, as choices are, as a `<span>`; `2. x` there is no list."""
    div = _element(_for_lines(), text)
    if len(div) == 1 and div[0].tag == "p":
        div = div[0]
    div.tag = "span"
    return div


def plain(text: str) -> str:
    """Return the words of Markdown, without any markup; a gap is ＿＿."""
    element = blocks(text)
    for gap in element.iter(GAP_TAG):
        gap.text = "＿＿"
    return re.sub(r"\s+", " ", element.text_content()).strip()


def _targets(bank: Bank, question: Question) -> Iterator[str]:
    for _, text in texts_of(question):
        yield from (target for _, target in shown_in(text))


def pictures_of(bank: Bank, question: Question, catalogue: Catalogue) -> dict[str, bytes]:
    """Return (as the question names it) → content of every picture it shows.

    Raises PortalError, naming file and line, when one of them is not there.
    """
    found = {}
    for target in _targets(bank, question):
        picture = catalogue.pictures.get(path_of(bank, target))
        place = bank.marks.at("questions", bank.questions.index(question), "id")
        if picture is None:
            raise PortalError(
                f"{place}: 题目 '{question.id}' 的图“{target}”找不到。"
                f"把图放到 docs/{path_of(bank, target)}，或者改这道题。"
            )
        try:
            found[target] = picture.file.read_bytes()
        except OSError as error:
            reason = f"{place}: 题目 '{question.id}' 的图“{target}”读不出来：{said(error)}。"
            raise PortalError(reason) from error
    return found
