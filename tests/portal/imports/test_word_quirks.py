"""What Word, WPS and others write besides text: read, passed over with a word, or told with the cure."""

import zipfile
from pathlib import Path

import pytest

from portal.imports.draft import Reading
from portal.imports.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOX = "<w:txbxContent><w:p><w:r><w:t>密封线</w:t></w:r></w:p></w:txbxContent>"
STYLES = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Key"><w:name w:val="重点"/>'
    '<w:basedOn w:val="Strong"/></w:style><w:style w:type="character" w:styleId="Strong">'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Round"><w:basedOn w:val="Round"/></w:style></w:styles>'
)


def run(text: str, looks: str = "") -> str:
    return f'<w:r><w:rPr>{looks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, style: str = "") -> str:
    looks = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{looks}{''.join(inner)}</w:p>"


def read(folder: Path, *paragraphs: str, name: str = W, header: str = "") -> Reading:
    """Return what is read of these paragraphs and a question's choices below them."""
    rest = "".join(paragraph(run(text)) for text in ("A.甲", "B.乙", "答案：A"))
    document = f"<w:document {SPACES}><w:body>{''.join(paragraphs)}{rest}</w:body></w:document>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="s" Type="{OFFICE}/styles" Target="/word/styles.xml"/>'
        f'<Relationship Id="h" Type="{OFFICE}/header" Target="header1.xml"/></Relationships>'
    )
    with zipfile.ZipFile(folder / "试卷.docx", "w") as pack:
        pack.writestr("word/document.xml", document.replace(W, name))
        pack.writestr("word/_rels/document.xml.rels", relations)
        pack.writestr("word/styles.xml", STYLES)
        pack.writestr(
            "word/header1.xml", f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>'
        )
    return read_word(folder / "试卷.docx")


def prompt_of(reading: Reading) -> str:
    (draft,) = reading.drafts
    return draft.prompt


@pytest.mark.parametrize(
    ("inner", "prompt"),
    [
        (run("1. 哪一句") + run("不", '<w:rStyle w:val="Key"/>') + run("合适？"), "哪一句**不**合适？"),
        (run("1. 哪一句") + run("不", '<w:b w:val="0"/>') + run("合适？"), "哪一句不合适？"),
        (f'{run("1. 哪")}<w:hyperlink r:id="x">{run("一句？")}</w:hyperlink>', "哪一句？"),
        (f'{run("1. 哪")}<w:fldSimple w:instr=" PAGE ">{run("一句？")}</w:fldSimple>', "哪一句？"),
        (f'{run("1. 哪")}<w:sdt><w:sdtPr/><w:sdtContent>{run("一句？")}</w:sdtContent></w:sdt>', "哪一句？"),
        (f'{run("1. 哪")}<w:smartTag>{run("一句？")}</w:smartTag>', "哪一句？"),
        (f'{run("1. 哪")}<w:ruby><w:rt>{run("yī")}</w:rt>{run("一句")}</w:ruby>', "哪一句"),
        (f'{run("1. 哪")}<w:proofErr/><w:bookmarkStart w:id="0" w:name="a"/>{run("一句？")}', "哪一句？"),
        (run("1. 哪\u200b一\ufeff句\u00a0？"), "哪一句 ？"),
        (run("1. 哪一句") + "<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>" + run("合适？"), "哪一句-合适？"),
        (run("1. 选") + run("   ", "<w:u w:val='single'/>") + run("哪一句？"), "选 哪一句？"),
        (f'{run("1. 哪一句？")}<w:r><w:commentReference w:id="0"/></w:r>', "哪一句？"),
    ],
)  # fmt: skip
def test_words_are_found_wherever_word_puts_them(inner: str, prompt: str, tmp_path: Path) -> None:
    reading = read(tmp_path, paragraph(inner))
    assert reading.problems == ()
    assert prompt_of(reading) == prompt


def test_strict_open_xml_is_the_same_in_other_names(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert prompt_of(read(tmp_path, paragraph(run("1. 哪一句？")), name=strict)) == "哪一句？"


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            "<w:r><w:footnoteReference w:id='2'/></w:r>",
            ("脚注、尾注里的文字没有读", "要让学员看到的话，写进题干或解析。"),
        ),
        (
            f"<w:r><w:pict><v:shape>{BOX}</v:shape></w:pict></w:r>",
            ("文本框里的文字没有读", "是题目就剪切出来，贴到正文里。"),
        ),
        (
            f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{BOX}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            ("文本框里的文字没有读", "是题目就剪切出来，贴到正文里。"),
        ),
    ],
)  # fmt: skip
def test_words_beside_the_text_are_passed_over_with_a_word(
    inner: str, said: tuple[str, str], tmp_path: Path
) -> None:
    reading = read(tmp_path, paragraph(run("1. 哪一句？"), inner))
    assert prompt_of(reading) == "哪一句？"
    assert [(one.severity, one.spot.row, one.reason, one.cure) for one in reading.problems] == [
        ("warning", 1, *said)
    ]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        (
            "<w:r><w:object/></w:r>",
            ("这里有公式，读不出来", "把公式改成普通文字，或者截图后插入图片。"),
        ),
        (
            r"<w:r><w:instrText> eq \f(1,2)</w:instrText></w:r>",
            ("这里有公式，读不出来", "把公式改成普通文字，或者截图后插入图片。"),
        ),
        (
            "<w:r><w:drawing><a:graphic/></w:drawing></w:r>",
            ("这里有图形、图表或艺术字，读不出来", "截图后插入图片，或者改成文字。"),
        ),
        (
            "<w:r><w:drawing><a:blip r:link='x'/></w:drawing></w:r>",
            ("这里的图只是一个链接，文件不在文档里", "把图另存到电脑上，再“插入 → 图片”。"),
        ),
        (
            "<w:r><w:drawing><a:blip r:embed='x'/></w:drawing></w:r>",
            ("这里的图在文档里找不到", "删掉它，重新“插入 → 图片”。"),
        ),
    ],
)
def test_what_cannot_be_read_is_told(inner: str, said: tuple[str, str], tmp_path: Path) -> None:
    reading = read(tmp_path, paragraph(run("1. 哪一句？"), inner))
    assert [(one.severity, one.reason, one.cure) for one in reading.problems] == [
        ("error", f"“1. 哪一句？”：{said[0]}", said[1])
    ]


def test_headings_end_a_question_and_are_none(tmp_path: Path) -> None:
    first = [paragraph(run(text)) for text in ("1. 先报告（√）", "解析：先报告。")]
    reading = read(tmp_path, *first, paragraph(run("第二章 倾听"), style="2"), paragraph(run("2. 哪一句？")))
    assert reading.problems == ()
    assert [draft.explanation for draft in reading.drafts] == ["先报告。", ""]
