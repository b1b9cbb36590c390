"""Makes the Word document from which pandoc copies styles, page, header and footer into every lesson."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from portal.exports.pandoc import run_pandoc

TITLE, PLACE, EDITION = "{title}", "{place}", "{edition}"
"""What stands in the header and footer until a lesson's own words are put there."""

TEXT_WIDTH = 9638
"""Between the margins of the page, 170 mm in twentieths of a point."""

_LOOK = Path(__file__).with_name("word_styles.xml")


@lru_cache(maxsize=1)
def reference_document() -> bytes:
    """Return the reference document, made once in a process.

    Raises PortalError when pandoc does not run.
    """
    document = docx.Document(BytesIO(run_pandoc(("--print-default-data-file", "reference.docx"))))
    _put_styles(document)
    _put_page(document)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _put_styles(document: Document) -> None:
    """Put our styles in the place of pandoc's of the same id; no style keeps a font of the theme."""
    styles = document.styles.element
    ours = parse_xml(_LOOK.read_bytes())
    theirs = {style.get(qn("w:styleId")): style for style in styles.findall(qn("w:style"))}
    styles.replace(styles.find(qn("w:docDefaults")), ours.find(qn("w:docDefaults")))
    for style in ours.findall(qn("w:style")):
        old = theirs.get(style.get(qn("w:styleId")))
        if old is None:
            styles.append(style)
        else:
            styles.replace(old, style)
    for fonts in styles.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if name.endswith(("Theme", "theme"))]:
            del fonts.attrib[name]


def _put_page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(21), Mm(17)
    section.header_distance, section.footer_distance = Mm(11), Mm(9)
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style, footer.style = document.styles["Header"], document.styles["Footer"]
    header.add_run(f"心育学堂　{TITLE}\t{PLACE}")
    footer.add_run(f"{EDITION}\t第 ")
    _add_field(footer, "PAGE")
    footer.add_run(" 页　共 ")
    _add_field(footer, "NUMPAGES")
    footer.add_run(" 页")


def _add_field(paragraph: Paragraph, name: str) -> None:
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    paragraph._p.append(field)
