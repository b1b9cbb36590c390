"""A paper, its answer sheet and its key as Word files to edit: HTML → pandoc, in the look of the lessons."""

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from io import BytesIO
from math import ceil
from pathlib import Path
from zipfile import BadZipFile

import docx
import lxml.html
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.exports.pandoc import run_pandoc
from portal.exports.papers.fragments import CIRCLED, element_of, for_word
from portal.exports.papers.words import (
    HOW_TO_MARK,
    PRIVATE,
    Solution,
    explained,
    facts_of,
    instructions_of,
    kind_of,
    letters_of,
    person_of,
    place_of,
)
from portal.exports.word_styles import EDITION, PLACE, TITLE, reference_document
from portal.exports.zip_dates import read_zip, write_zip
from portal.model.paper import Paper

_TAB = "\ue000"
"""Stands for a tab until pandoc is through: it takes tabs for spaces. No text of a paper has it."""
_AS_TAB = b'</w:t><w:tab/><w:t xml:space="preserve">'
_LINE = "＿" * 9
_ACROSS = 3
"""Questions side by side on the answer sheet, where none has more than five choices."""

_STYLES = {
    "试卷说明": '<w:pPr><w:jc w:val="center"/><w:spacing w:after="80"/></w:pPr>',
    "试卷须知": """<w:pPr><w:pBdr><w:left w:val="single" w:sz="12" w:space="6" w:color="8A938E"/></w:pBdr>
        <w:spacing w:before="0" w:after="40"/><w:ind w:left="200"/></w:pPr>
        <w:rPr><w:sz w:val="20"/></w:rPr>""",
    "试题": """<w:pPr><w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="480"/></w:tabs>
        <w:spacing w:before="180" w:after="40"/><w:ind w:left="480" w:hanging="480"/></w:pPr>""",
    "试题续": '<w:pPr><w:keepNext/><w:spacing w:before="0" w:after="40"/><w:ind w:left="480"/></w:pPr>',
    "试题选项": """<w:pPr><w:keepNext/><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="860"/></w:tabs>
        <w:spacing w:before="0" w:after="30"/><w:ind w:left="860" w:hanging="380"/></w:pPr>""",
    "试题末项": """<w:pPr><w:keepLines/><w:tabs><w:tab w:val="left" w:pos="860"/></w:tabs>
        <w:spacing w:before="0" w:after="30"/><w:ind w:left="860" w:hanging="380"/></w:pPr>""",
    "试题解析": '<w:pPr><w:keepLines/><w:spacing w:before="0" w:after="40"/><w:ind w:left="480"/></w:pPr>',
    "答题卡": '<w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>',
}


@lru_cache(maxsize=1)
def _reference() -> bytes:
    """Return the document from which pandoc takes styles, page, header and footer; made once in a process."""
    document = docx.Document(BytesIO(reference_document()))
    for name, looks in _STYLES.items():
        document.styles.element.append(parse_xml(
            f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{name}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>{looks}</w:style>'
        ))  # fmt: skip
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _text(words: str, style: str) -> str:
    return f'<div data-custom-style="{style}"><p>{escape(words)}</p></div>'


def _styled(root: HtmlElement, style: str, before: str = "", rest: str = "试题续") -> str:
    """Return HTML with its first paragraph in a style and behind some words, the rest in another style."""
    parts = list(root)
    if not parts or parts[0].tag != "p":
        parts.insert(0, lxml.html.Element("p"))
    parts[0].text = before + (parts[0].text or "")
    shown = [str(lxml.html.tostring(part, encoding="unicode")) for part in parts]
    more = f'<div data-custom-style="{rest}">{"".join(shown[1:])}</div>' if shown[1:] else ""
    return f'<div data-custom-style="{style}">{shown[0]}</div>{more}'


def _head(paper: Paper, name: str, notes: Sequence[str], *, named: bool = True) -> list[str]:
    lines = "　".join(f"{label}：{words or _LINE}" for label, words in person_of(paper).items())
    return [
        f"<h1>{escape(name)}</h1>",
        _text(facts_of(paper), "试卷说明"),
        *([_text(lines, "试卷说明")] if named else []),
        *(_text(note, "试卷须知") for note in notes),
    ]


def paper_word(paper: Paper, own: str, beside: Path) -> bytes:
    """Return a paper to print or to change. `own`: instructions besides the usual ones, a paragraph a line;
    `beside`: where a folder for a moment may be made.

    Raises PortalError with the paper's id when it cannot be made.
    """
    parts = _head(paper, paper.title, list(instructions_of(own)))
    for number, asked in enumerate(paper.questions, 1):
        before = f"{number}．{_TAB}（{kind_of(asked)}）"
        parts.append(_styled(for_word(element_of(asked.prompt_html)), "试题", before))
        letters = letters_of(asked)
        for letter, choice in zip(letters, asked.choices or (), strict=True):
            root = for_word(element_of(choice.html))
            style = "试题末项" if letter == letters[-1] else "试题选项"
            parts.append(_styled(root, style, f"{letter}．{_TAB}"))
    return _document("".join(parts), paper, beside)


def key_word(paper: Paper, solutions: Sequence[Solution], beside: Path) -> bytes:
    """Return the key of a paper with explanations. Raises PortalError as `paper_word` does."""
    parts = _head(paper, f"{paper.title}　答案", [PRIVATE], named=False)
    short = "　".join(f"{number}．{solution.answer}" for number, solution in enumerate(solutions, 1))
    parts.append(_text(short, "试卷须知"))
    for number, (asked, solution) in enumerate(zip(paper.questions, solutions, strict=True), 1):
        parts.append(_styled(for_word(element_of(asked.prompt_html)), "试题", f"{number}．{_TAB}"))
        parts.append(_text(f"答案：{solution.answer}", "试题续"))
        parts.append(_styled(explained(solution.explanation), "试题解析", rest="试题解析"))
    return _document("".join(parts), paper, beside)


def sheet_word(paper: Paper, beside: Path) -> bytes:
    """Return the answer sheet of a paper. Raises PortalError as `paper_word` does."""
    parts = _head(paper, f"{paper.title}　答题卡", [HOW_TO_MARK])
    cells, lines = [], []
    for number, asked in enumerate(paper.questions, 1):
        if asked.gaps:
            gaps = [CIRCLED[place] if asked.gaps > 1 else "" for place in range(asked.gaps)]
            lines.append(f"{number}．{'　'.join(f'{gap}{_LINE * 2}' for gap in gaps)}")
        else:
            cells.append(f"{number}．{_TAB}{'　'.join(f'□{letter}' for letter in letters_of(asked))}")
    most = max((len(asked.choices or ()) for asked in paper.questions), default=0)
    parts.append(_table(cells, _ACROSS if most <= 5 else 2 if most <= 8 else 1))
    parts += [_text(line, "答题卡") for line in lines]
    return _document("".join(parts), paper, beside)


def _table(cells: Sequence[str], across: int) -> str:
    """Return cells as a table that is read column by column."""
    if not cells:
        return ""
    down = ceil(len(cells) / across)
    filled = [*cells, *[""] * (down * across - len(cells))]
    rows = ("".join(f"<td>{cell}</td>" for cell in filled[row::down]) for row in range(down))
    widths = f'<col style="width:{100 / across:.1f}%">' * across
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return f"<table><colgroup>{widths}</colgroup><tbody>{body}</tbody></table>"


def _document(html: str, paper: Paper, beside: Path) -> bytes:
    options = ("--from=html-auto_identifiers", "--to=docx", "--quiet", "--reference-doc=reference.docx",
               "--output=paper.docx")  # fmt: skip
    try:
        with tempfile.TemporaryDirectory(prefix=".word-", dir=beside) as name:
            folder = Path(name)
            (folder / "reference.docx").write_bytes(_reference())
            run_pandoc(options, html, folder)
            parts = _with_imprint(read_zip(folder / "paper.docx"), paper)
            write_zip(folder / "done.docx", parts)
            return (folder / "done.docx").read_bytes()
    except (BadZipFile, KeyError, PortalError) as error:
        reason = str(error) if isinstance(error, PortalError) else f"pandoc 写出的文件读不懂（{error}）。"
        raise PortalError(f"试卷 {paper.id} 没有变成 Word 文件：{reason}") from error


def _with_imprint(parts: dict[str, bytes], paper: Paper) -> dict[str, bytes]:
    words = {TITLE: paper.title, PLACE: place_of(paper), EDITION: "心育学堂"}
    for name in parts:
        if name.startswith(("word/header", "word/footer")):
            text = parts[name].decode()
            for sign, word in words.items():
                text = text.replace(sign, escape(word))
            parts[name] = text.encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(_TAB.encode(), _AS_TAB)
    return parts
