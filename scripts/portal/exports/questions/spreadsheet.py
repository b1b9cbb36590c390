"""Banks → a workbook (.xlsx) or table (.csv) that trainers edit and bring in again; also an empty one.

The texts are Markdown, as in the bank, and the heading of the prompt says so; an empty table is for plain
text. No text in it can become a formula. The same content gives the same bytes.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from portal.errors import PortalError, said
from portal.exports.questions.workbook import Table, workbook_bytes
from portal.model.bank import Bank, BlankQuestion, Question, texts_of
from portal.model.catalogue import Catalogue
from portal.model.question_sheet import DIFFICULTIES, LETTERS, MARKDOWN, STATUSES, TYPES, headings
from portal.model.question_words import answer_words, guarded
from portal.model.unit import Unit

_LEAST_CHOICES = 6
_LONGEST = 32_767
"""Characters that a cell of a workbook holds."""


def _row(bank: Bank, question: Question, unit: str, objective: str) -> dict[str, str]:
    row = {
        "id": bank.full_id(question),
        "unit": unit,
        "type": TYPES[question.type],
        "prompt": question.prompt,
        "answer": answer_words(question),
        "explanation": question.explanation,
        "difficulty": DIFFICULTIES[question.difficulty],
        "objective": objective,
        "status": STATUSES[question.status],
        "replaces": question.replaces or "",
    }
    if not isinstance(question, BlankQuestion):
        row["choice_ids"] = " ".join(choice.id for choice in question.choices)
        for letter, choice in zip(LETTERS, question.choices, strict=False):
            row[f"choice {letter}"] = choice.text
            row[f"feedback {letter}"] = choice.feedback or ""
    return row


def _unit_names(catalogue: Catalogue) -> dict[str, str]:
    """Return unit id → its title where no other unit has the same, else its id."""
    titles = [unit.front.title for unit in catalogue.units]
    return {
        unit.id: unit.front.title if titles.count(unit.front.title) == 1 else unit.id
        for unit in catalogue.units
    }


def _objectives(unit: Unit | None) -> dict[str, str]:
    """Return slug → words of a unit's objectives, where the words name only one of them."""
    texts = list(unit.front.objectives.values()) if unit else []
    return (
        {slug: text for slug, text in unit.front.objectives.items() if texts.count(text) == 1} if unit else {}
    )


def _fits(row: Mapping[str, str], in_csv: bool) -> bool:
    return in_csv or all(len(text) < _LONGEST for text in row.values())


def _losses(banks: Sequence[Bank], too_long: Sequence[str]) -> Iterator[str]:
    """Yield what the table does not hold, a sentence each."""
    questions = [question for bank in banks for question in bank.questions]
    if too_long:
        which = "、".join(too_long)
        yield f"有的格子超过 {_LONGEST} 字，Excel 放不下，这些题没有写进去：{which}。导出成 .csv 就放得下。"
    if told := sum(bool(question.allow or question.reworded or question.corrected) for question in questions):
        yield f"{told} 道题的 allow、reworded、corrected 不在表里；改完再导入，它们照旧留在题库里。"
    if drawn := sum(any("![" in text for _, text in texts_of(question)) for question in questions):
        yield f"{drawn} 道题带图：表里只有图片的文件名，图片留在项目里；改完再导入，图还在。"


def write_questions_spreadsheet(banks: Sequence[Bank], catalogue: Catalogue, out: Path) -> tuple[str, ...]:
    """Write the questions of banks, retired ones too, as .xlsx, or as .csv if the name ends so.

    Return what it could not hold, a sentence each. Raises PortalError when the file cannot be written.
    """
    in_csv = out.suffix.lower() == ".csv"
    names = _unit_names(catalogue)
    rows, goals, too_long = [], [], []
    for bank in banks:
        words = _objectives(catalogue.unit_of.get(bank.unit_id))
        for question in bank.questions:
            objective = words.get(question.objective, question.objective)
            row = _row(bank, question, names.get(bank.unit_id, bank.unit_id), objective)
            if _fits(row, in_csv):
                rows.append(row)
                goals.append(bank.unit_id)
            else:
                too_long.append(row["id"])
    units = [unit for bank in banks if (unit := catalogue.unit_of.get(bank.unit_id))]
    _write(Table(rows, goals, units), out, MARKDOWN)
    return tuple(_losses(banks, too_long))


def write_template_spreadsheet(unit: Unit | None, out: Path) -> None:
    """Write an empty table to fill in with plain text; with a unit, its objectives can be picked from a list.

    Raises PortalError when the file cannot be written.
    """
    _write(Table([], [], [unit] if unit else []), out, "")


def _write(table: Table, out: Path, mark: str) -> None:
    most = max((sum(name.startswith("choice ") for name in row) for row in table.rows), default=0)
    columns = headings(max(_LEAST_CHOICES, most))
    titles = [column.title + (mark if column.field == "prompt" else "") for column in columns]
    if out.suffix.lower() == ".csv":
        content = _csv_bytes([titles, *([row.get(one.field, "") for one in columns] for row in table.rows)])
    else:
        content = workbook_bytes(table, columns, titles)
    try:
        out.write_bytes(content)
    except OSError as error:
        cure = "先在 Excel 里关掉这个文件，或者换个地方。"
        raise PortalError(f"题目表写不进 {out}：{said(error)}。{cure}") from error


def _csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerows([guarded(cell, in_csv=True) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
