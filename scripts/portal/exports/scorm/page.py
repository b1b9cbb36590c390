"""A unit as one HTML page that needs no site around it: text, questions, and what the player has to know."""

import html
import json
import re
from dataclasses import dataclass, field
from posixpath import join, normpath

import lxml.html
from lxml import etree
from lxml.html import HtmlElement
from pymdownx.slugs import slugify  # type: ignore[import-untyped]

from portal.exports.questions.permanent_names import name_of
from portal.exports.questions.rich_text import plain
from portal.exports.scorm.questions import inner, rendered_question
from portal.exports.sheet import render
from portal.model.bank import Bank
from portal.model.catalogue import Catalogue
from portal.model.question_html import key_of
from portal.model.track import Track
from portal.model.unit import Unit

_OUTSIDE = re.compile(r"(?:https?|mailto|tel):|#", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z]+:|//|#", re.IGNORECASE)
_WORDS = 240
"""Characters of a question that a platform shows in its list of answers."""


@dataclass
class UnitPage:
    """The page, and what it could not bring along."""

    unit: Unit
    track: Track
    bank: Bank
    catalogue: Catalogue
    pictures: dict[str, bytes] = field(default_factory=dict)
    """Path in the package → picture of the text."""
    lost_links: int = 0
    lost_pictures: list[str] = field(default_factory=list)

    def html(self, version: str) -> str:
        """Return the page for a version of SCORM."""
        title = html.escape(self.unit.front.title)
        text = self._text()
        lesson = json.dumps(self._lesson(version), ensure_ascii=False, separators=(",", ":"))
        return (
            '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<title>{title}</title><link rel="stylesheet" href="style.css"></head>\n'
            '<body data-md-color-scheme="default"><main class="md-content__inner md-typeset">\n'
            f"<h1>{title}</h1>\n{self._head()}\n{text}\n{self._quiz()}\n{self._sources()}\n</main>\n"
            f'<script type="application/json" class="portal-lesson">{lesson.replace("<", chr(92) + "u003c")}'
            '</script>\n<script src="player.js"></script></body></html>\n'
        )

    def _lesson(self, version: str) -> dict[str, object]:
        questions = [
            {"id": self.bank.full_id(question), "name": name_of(self.bank.full_id(question)),
             "objective": name_of(question.objective), "words": plain(question.prompt)[:_WORDS],
             "key": key_of(question)}
            for question in self.bank.published
        ]  # fmt: skip
        return {
            "unit": self.unit.id, "version": version, "release": self.catalogue.release,
            "pass": self.track.front.pass_percent, "questions": questions,
        }  # fmt: skip

    def _head(self) -> str:
        front = self.unit.front
        module = next(module for module in self.track.front.modules if module.id == front.module)
        facts = "".join(
            f"<span>{html.escape(fact)}</span>"
            for fact in (self.track.front.title, module.title, f"{front.hours:g} 学时")
        )
        aims = "".join(f"<li>{html.escape(text)}</li>" for text in front.objectives.values())
        practice = '<a href="#quiz">直接去练习</a>' if self.bank.published else ""
        return (
            f'<div class="portal-head"><p class="portal-facts">{facts}{practice}</p>'
            f'<p class="portal-head-title">学完这个单元，你能够：</p><ul>{aims}</ul></div>'
        )

    def _text(self) -> str:
        includes = {name: body.markdown for name, body in self.catalogue.includes.items()}
        body = lxml.html.fragment_fromstring(render(self.unit.body.markdown, includes), create_parent="div")
        etree.strip_elements(body, "script", etree.Comment, with_tail=False)
        self._name_headings(body)
        for link in list(body.iter("a")):
            self._keep_link(link)
        for image in list(body.iter("img")):
            self._keep_picture(image)
        for table in list(body.iter("table")):
            _box(table)
        return inner(body)

    def _name_headings(self, body: HtmlElement) -> None:
        slug = slugify(case="lower")
        taken = {element.get("id") for element in body.iter() if element.get("id")}
        for heading in body.iter("h2", "h3", "h4"):
            name = slug(heading.text_content().strip(), "-")
            if not heading.get("id") and name and name not in taken:
                heading.set("id", name)
                taken.add(name)

    def _keep_link(self, link: HtmlElement) -> None:
        """Keep links within the page and to other hosts; of those into our site, only the words."""
        target = link.get("href", "")
        if not _OUTSIDE.match(target):
            self.lost_links += 1
            link.drop_tag()
        elif not target.startswith("#"):
            link.set("target", "_blank")
            link.set("rel", "noopener")

    def _keep_picture(self, image: HtmlElement) -> None:
        source = image.get("src", "")
        path = normpath(join("certificates", self.track.slug, source))
        picture = self.catalogue.pictures.get(path)
        if picture is None or _ADDRESS.match(source) or ".." in source:
            self.lost_pictures.append(source)
            image.tag, image.text = "span", image.get("alt", "")
            image.attrib.clear()
        else:
            self.pictures[source] = picture.file.read_bytes()

    def _quiz(self) -> str:
        if not self.bank.published:
            return ""
        questions = "\n".join(
            rendered_question(self.bank, question, number)
            for number, question in enumerate(self.bank.published, 1)
        )
        return (
            f'<section class="portal-quiz" data-portal-unit="{self.unit.id}"'
            f' data-portal-revision="{self.unit.front.revision}"'
            f' data-portal-pass="{self.track.front.pass_percent}"><h2 id="quiz">练一练</h2>\n'
            f"{questions}\n</section>"
        )

    def _sources(self) -> str:
        sources = "".join(f"<li>{html.escape(text)}</li>" for text in self.unit.front.sources)
        return (
            f'<details class="portal-sources"><summary>来源与依据</summary><ul>{sources}</ul></details>'
            if sources
            else ""
        )


def _box(table: HtmlElement) -> None:
    """Put a table into the box in which the site's theme lets it scroll."""
    box = lxml.html.Element("div", {"class": "md-typeset__scrollwrap"})
    frame = lxml.html.Element("div", {"class": "md-typeset__table"})
    box.tail, table.tail = table.tail, None
    table.getparent().replace(table, box)
    box.append(frame)
    frame.append(table)
