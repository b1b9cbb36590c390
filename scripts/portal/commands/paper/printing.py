"""Writes the papers of an assessment for paper: to print, to answer on, to mark with, to type in."""

from collections.abc import Sequence
from pathlib import Path

from portal.credentials.in_place import write_whole
from portal.exports.papers.pdf import key_pdf, paper_pdf, sheet_pdf
from portal.exports.papers.typing_workbook import typing_workbook
from portal.exports.papers.word import key_word, paper_word, sheet_word
from portal.exports.papers.words import solutions_of
from portal.model.assessment import Assessment
from portal.model.paper import Candidate, Paper
from portal.progress import tracked

PRINT, KEYS, TYPING = "print", "key", "登分表.xlsx"


def write_for_paper(
    place: Path, plan: Assessment, papers: Sequence[Paper], people: Sequence[Candidate], wanted: bool | None
) -> None:
    """Write the table to type answer sheets into, and the papers to print.

    `wanted`: whether to print; None prints forms, but not a paper for each of a thousand people.
    Raises PortalError with the paper's id when one cannot be made.
    """
    write_whole(place / TYPING, typing_workbook(papers, people), secret=True)
    if wanted or (wanted is None and plan.front.forms):
        _print(place, plan, papers)


def _print(place: Path, plan: Assessment, papers: Sequence[Paper]) -> None:
    """Write papers and answer sheets into `print`, their keys into `key`, as .docx and .pdf.

    They lie apart from `papers`, which is handed out: a locked paper must not lie beside its own print.
    """
    questions = {bank.full_id(question): question for bank in plan.banks for question in bank.questions}
    own = plan.front.instructions or ""
    for paper in tracked(papers, "写纸质试卷"):
        solutions = solutions_of(paper, questions)
        for name, data in (
            (f"{PRINT}/{paper.id}.docx", paper_word(paper, own, place)),
            (f"{PRINT}/{paper.id}.pdf", paper_pdf(paper, own)),
            (f"{PRINT}/答题卡-{paper.id}.docx", sheet_word(paper, place)),
            (f"{PRINT}/答题卡-{paper.id}.pdf", sheet_pdf(paper)),
            (f"{KEYS}/答案-{paper.id}.docx", key_word(paper, solutions, place)),
            (f"{KEYS}/答案-{paper.id}.pdf", key_pdf(paper, solutions)),
        ):
            write_whole(place / name, data, secret=True)
