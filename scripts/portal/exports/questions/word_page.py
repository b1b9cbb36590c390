"""The pages of a question paper in Word: its paragraphs, emphasis and pictures, in styles of their own."""

import re
from collections.abc import Callable, Mapping
from io import BytesIO

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Emu
from lxml import etree
from lxml.html import HtmlElement

from portal.exports.questions.rich_text import GAP_TAG, blocks, line
from portal.exports.word_parts import W, make
from portal.exports.word_styles import EDITION, PLACE, TITLE, reference_document
from portal.model.picture import shape_of
from portal.model.question_paper import CHOICE, MORE, PART, PROMPT, SOURCE, STYLE_NAMES

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LINE = "_" * 8
"""A gap on paper."""

_WIDEST = 5_400_000
"""Of a picture, in Word's units: 150 mm."""
_PIXEL = 9525
"""Word's units in a pixel of 96 to the inch."""

_EMPHASIS = {"strong": "<w:b/>", "em": "<w:i/>"}
_LABEL = '<w:color w:val="1F5A4E"/>'
_SMALL = '<w:sz w:val="18"/>'
_SIMPLE = {"p", "img", GAP_TAG, *_EMPHASIS}
_PLAIN = re.compile(r"(?![-+:=?\d\s])[^\\`*_\[\]<>&#|~{}!\n\t＿]+")
"""A text in which Markdown sees nothing: most are, and need no parser."""
_LINES = re.compile(r"_{2}|＿")
"""What would be read as a gap."""

_STYLES = {
    PROMPT: """<w:pPr><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="480"/></w:tabs>
        <w:spacing w:before="200" w:after="40"/><w:ind w:left="480" w:hanging="480"/></w:pPr>
        <w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="黑体" w:cs="Arial"/></w:rPr>""",
    CHOICE: """<w:pPr><w:keepNext/><w:tabs><w:tab w:val="left" w:pos="860"/></w:tabs>
        <w:spacing w:before="0" w:after="20"/><w:ind w:left="860" w:hanging="380"/></w:pPr>""",
    MORE: """<w:pPr><w:spacing w:before="0" w:after="20"/><w:ind w:left="480"/></w:pPr>""",
    PART: """<w:pPr><w:keepNext/><w:keepLines/>
        <w:spacing w:before="0" w:after="0" w:line="276" w:lineRule="auto"/><w:ind w:left="480"/></w:pPr>
        <w:rPr><w:rFonts w:eastAsia="楷体"/><w:color w:val="404040"/>
        <w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>""",
    SOURCE: """<w:pPr><w:shd w:val="clear" w:color="auto" w:fill="F3F5F4"/>
        <w:spacing w:before="0" w:after="20"/><w:ind w:left="480"/></w:pPr>
        <w:rPr><w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:eastAsia="仿宋"/>
        <w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>""",
}


class Page:
    """A document that grows downwards."""

    def __init__(self, title: str) -> None:
        """Begin a document. Raises PortalError when pandoc, whose styles it has, does not run."""
        self.document: Document = docx.Document(BytesIO(reference_document()))
        self.pictures: Mapping[str, bytes] = {}
        """As the present question names them → their content."""
        self.unshown = 0
        """Pictures that Word cannot show."""
        body = self.document.element.body
        self._end = body.sectPr
        for element in [child for child in body if child is not self._end]:
            body.remove(element)
        styles = self.document.styles.element
        for name, looks in _STYLES.items():
            styles.append(parse_xml(
                f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
                f'<w:name w:val="{STYLE_NAMES[name]}"/><w:basedOn w:val="Normal"/><w:qFormat/>{looks}'
                "</w:style>"
            ))  # fmt: skip
        self._imprint(title)

    def _imprint(self, title: str) -> None:
        section = self.document.sections[0]
        for holder in (section.header, section.footer):
            for run in (run for paragraph in holder.paragraphs for run in paragraph.runs):
                run.text = run.text.replace(TITLE, title).replace(PLACE, "").replace(EDITION, "")
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by = title, "心育学堂", "心育学堂"

    def _paragraph(self, style: str, *, ends: bool = False) -> etree._Element:
        """Add a paragraph; made by hand, because python-docx takes ten times as long for a long paper."""
        paragraph = make("p")
        looks = etree.SubElement(paragraph, f"{W}pPr")
        looks.append(make("pStyle", val=style))
        if ends:
            looks.append(make("keepNext", val="0"))
        self._end.addprevious(paragraph)
        return paragraph

    def heading(self, text: str, level: int) -> None:
        """Add a heading."""
        _say(self._paragraph(f"Heading{level}"), text)

    def note(self, text: str) -> None:
        """Add a word to whoever edits the document."""
        _say(self._paragraph("BlockText"), text)

    def prompt(self, number: int, text: str, *, has_gaps: bool) -> None:
        """Add a numbered prompt."""
        paragraph = self._paragraph(PROMPT)
        _say(paragraph, f"{number}．\t")
        self._fill(paragraph, text, blocks, has_gaps=has_gaps)

    def choice(self, letter: str, text: str) -> None:
        """Add a choice."""
        paragraph = self._paragraph(CHOICE)
        _say(paragraph, f"{letter}．\t")
        self._fill(paragraph, text, line)

    def text(self, label: str, text: str) -> None:
        """Add a labelled text."""
        paragraph = self._paragraph(PART)
        _say(paragraph, label, _LABEL)
        self._fill(paragraph, text, blocks)

    def part(self, *facts: tuple[str, str], is_last: bool = False) -> None:
        """Add a line of labelled facts."""
        paragraph = self._paragraph(PART, ends=is_last)
        for place, (label, words) in enumerate(facts):
            _say(paragraph, "　" if place else "")
            _say(paragraph, label, _LABEL)
            _say(paragraph, words, _SMALL if is_last else "")

    def _fill(
        self,
        paragraph: etree._Element,
        text: str,
        rendered: Callable[[str], HtmlElement],
        *,
        has_gaps: bool = False,
    ) -> None:
        """Write a text into a paragraph and further ones; as Markdown if it holds more than words."""
        if _PLAIN.fullmatch(text):
            _say(paragraph, text)
            return
        element = rendered(text)
        if not self._is_simple(element, has_gaps):
            _say(self._paragraph(SOURCE), text)
            return
        for number, part in enumerate(element if element.tag == "div" else [element]):
            self._write(self._paragraph(MORE) if number else paragraph, part)

    def _is_simple(self, element: HtmlElement, has_gaps: bool) -> bool:
        """Tell whether Word shows a text as it is, so that it can be read back to the letter."""
        for one in element.iter():
            is_known = one is element or one.tag in _SIMPLE
            is_drawn = one.tag != "img" or self._shows(one.get("src", ""))
            is_gap = one.tag != GAP_TAG or has_gaps
            if not (is_known and is_drawn and is_gap and _stands_alone(one)):
                return False
        return not (has_gaps and _LINES.search("".join(element.itertext())))

    def _shows(self, target: str) -> bool:
        shape = shape_of(self.pictures.get(target, b""))
        is_shown = shape is not None and shape.format != "webp"
        self.unshown += not is_shown
        return is_shown

    def _write(self, paragraph: etree._Element, element: HtmlElement, looks: str = "") -> None:
        _say(paragraph, element.text or "", looks)
        for child in element:
            if child.tag == GAP_TAG:
                _say(paragraph, _LINE)
            elif child.tag == "img":
                self._picture(paragraph, child.get("src", ""), child.get("alt", ""))
            else:
                self._write(paragraph, child, looks + _EMPHASIS[str(child.tag)])
            _say(paragraph, child.tail or "", looks)

    def _picture(self, paragraph: etree._Element, target: str, words: str) -> None:
        data = self.pictures[target]
        shape = shape_of(data)
        width = min((shape.width if shape else 1) * _PIXEL, _WIDEST)
        drawn = self.document.part.new_pic_inline(BytesIO(data), width=Emu(width))
        drawn.docPr.set("name", target.rpartition("/")[2])
        drawn.docPr.set("descr", words)
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}drawing").append(drawn)


def _say(paragraph: etree._Element, words: str, looks: str = "") -> None:
    """Add words to a paragraph; `looks` names the properties that they have, as XML."""
    if not words:
        return
    run = etree.SubElement(paragraph, f"{W}r")
    if looks:
        run.append(etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}">{looks}</w:rPr>'))
    for number, one in enumerate(re.split(r"([\n\t])", words)):
        if number % 2:
            etree.SubElement(run, f"{W}br" if one == "\n" else f"{W}tab")
        elif one:
            text = etree.SubElement(run, f"{W}t")
            text.text = one
            text.set(_SPACE, "preserve")


def _stands_alone(element: HtmlElement) -> bool:
    """Tell whether an emphasis touches no other and neither begins nor ends with a space; others do."""
    if element.tag not in _EMPHASIS:
        return True
    words, following = element.text_content(), element.getnext()
    touches = not element.tail and following is not None and following.tag in _EMPHASIS
    return bool(words.strip()) and words == words.strip() and not touches
