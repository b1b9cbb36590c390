"""From made papers to paper, to a typed-in sheet and back to results, without a browser."""

import io
import json
import stat
from pathlib import Path

import openpyxl
import pypdf
from private_assessment import bank, people, plan, question, sitting

from portal.commands.paper.collecting import read_file
from portal.commands.paper.printing import write_for_paper
from portal.credentials.grading import Grader
from portal.credentials.making import Made, make
from portal.model.paper_key import PaperKey
from portal.model.question_sheet import LETTERS

PLAN = plan(
    [bank("a", [question(number, number % 3 + 1) for number in range(12)])], [{"module": "a", "count": 4}]
)
PEOPLE = people(3)


def made() -> Made:
    return make(PLAN, PEOPLE, sitting(PLAN))


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


def test_forms_are_written_for_paper_with_the_keys_apart(tmp_path: Path) -> None:
    write_for_paper(tmp_path, PLAN, made().papers, PEOPLE, None)
    assert files(tmp_path) == [
        "key/答案-winter-a.docx", "key/答案-winter-a.pdf", "key/答案-winter-b.docx", "key/答案-winter-b.pdf",
        "print/winter-a.docx", "print/winter-a.pdf", "print/winter-b.docx", "print/winter-b.pdf",
        "print/答题卡-winter-a.docx", "print/答题卡-winter-a.pdf",
        "print/答题卡-winter-b.docx", "print/答题卡-winter-b.pdf",
        "登分表.xlsx",
    ]  # fmt: skip
    for file in tmp_path.rglob("*.pdf"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        words = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages)
        assert ("EXPLANATION" in words) is (file.parent.name == "key")
        assert "FEEDBACK" not in words


def test_without_print_only_the_table_to_type_into_is_written(tmp_path: Path) -> None:
    write_for_paper(tmp_path, PLAN, made().papers, PEOPLE, False)
    assert files(tmp_path) == ["登分表.xlsx"]


def test_what_is_typed_into_the_table_is_graded_by_the_letters_of_each_paper(tmp_path: Path) -> None:
    all_ = made()
    write_for_paper(tmp_path, PLAN, all_.papers, PEOPLE, False)
    table = tmp_path / "登分表.xlsx"
    book = openpyxl.load_workbook(table)
    for row, paper in enumerate(all_.papers, 2):
        book["登分"].cell(row, 4).value = paper.id
        for column, asked in enumerate(paper.questions, 5):
            shown = [choice.id for choice in asked.choices or ()]
            book["登分"].cell(row, column).value = LETTERS[shown.index("sit")].lower()
    book.save(table)
    key = PaperKey.model_validate(json.loads(json.dumps(all_.key.as_data())))
    results = Grader(key, PEOPLE, {}).results(read_file(table, table.name, key, ""))
    assert [(one.candidate.number, one.graded.right, one.passed) for one in results.people] == [
        ("001", 4, True),
        ("002", 4, True),
    ]
    assert ([one.number for one in results.absent], results.unread) == (["003"], ())
