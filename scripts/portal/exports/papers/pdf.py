"""A paper, its answer sheet and its key as PDF: HTML → pandoc → typst, in the look of `paper.typ`.

typst gets the words as pieces and lays them out itself, for only it knows how wide a choice is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import lxml.html
import typst
from lxml.html import HtmlElement

from portal.errors import PortalError
from portal.exports.drawings import fonts
from portal.exports.pandoc import run_pandoc
from portal.exports.paper_marks import mark
from portal.exports.papers.fragments import CIRCLED, element_of, for_typst
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
from portal.model.paper import Paper

_HERE = Path(__file__).parent
_FILTER = _HERE.parent / "pdf.lua"
_NO_GLYPH = re.compile(r'the text `"(.+?)"` could not be displayed')


@lru_cache(maxsize=1)
def _look() -> str:
    return (_HERE / "paper.typ").read_text("utf-8")


class _Pieces:
    """Texts that become values of typst, each with a name."""

    def __init__(self) -> None:
        self._root = lxml.html.Element("div")
        self.pictures: dict[str, str] = {}

    def add(self, element: HtmlElement) -> str:
        """Return the name under which typst finds a text."""
        name = f"piece-{len(self._root)}"
        mark(element, f"let {name} = ")
        self._root.append(element)
        return name

    def as_typst(self) -> str:
        """Return the definitions of all pieces."""
        settings = ("--from=html", "--to=typst", "--wrap=none", "--quiet", f"--lua-filter={_FILTER}")
        return run_pandoc(settings, str(lxml.html.tostring(self._root, encoding="unicode"))).decode("utf-8")


def _facts(paper: Paper, name: str, own: str = "", solutions: Sequence[Solution] = ()) -> dict[str, object]:
    answers = [solution.answer for solution in solutions] or [""] * len(paper.questions)
    return {
        "name": name, "head": paper.title, "place": place_of(paper), "foot": "心育学堂",
        "facts": facts_of(paper), "person": person_of(paper), "notes": list(instructions_of(own)),
        "how": HOW_TO_MARK, "private": PRIVATE, "circled": CIRCLED,
        "questions": [
            {"kind": kind_of(asked), "letters": letters_of(asked), "gaps": asked.gaps or 0, "answer": answer}
            for asked, answer in zip(paper.questions, answers, strict=True)
        ],
    }  # fmt: skip


def _compile(paper: Paper, facts: Mapping[str, object], source: str, pictures: Mapping[str, str]) -> bytes:
    try:
        return typst.compile(
            f"{_look()}\n{source}\n".encode(),
            font_paths=fonts(),
            sys_inputs={"paper": json.dumps(facts, ensure_ascii=False), **pictures},
            pdf_standards=["ua-1"],
        )
    except RuntimeError as error:
        signs = dict.fromkeys(_NO_GLYPH.findall(getattr(error, "diagnostic", "") or str(error)))
        if signs:
            shown = "、".join(f"“{sign}”" for sign in signs)
            reason = f"里的{shown}，字体里没有，印出来会是空框。换一个字或符号。"
            raise PortalError(f"试卷 {paper.id} {reason}") from error
        reason = f"没有变成 PDF：typst 说“{error}”。检查题目里的表格和图。"
        raise PortalError(f"试卷 {paper.id} {reason}") from error


def _pairs(prompts: Sequence[str], bodies: Sequence[Sequence[str]]) -> str:
    shown = (
        f"({prompt}, ({''.join(f'{body}, ' for body in of_it)}))"
        for prompt, of_it in zip(prompts, bodies, strict=True)
    )
    return f"({''.join(f'{pair}, ' for pair in shown)})"


def paper_pdf(paper: Paper, own: str = "") -> bytes:
    """Return a paper to print. `own`: instructions besides the usual ones, a paragraph a line.

    Raises PortalError with the paper's id when it cannot be made.
    """
    pieces = _Pieces()
    prompts = [pieces.add(for_typst(element_of(one.prompt_html), pieces.pictures)) for one in paper.questions]
    bodies = [
        [pieces.add(for_typst(element_of(choice.html), pieces.pictures)) for choice in one.choices or ()]
        for one in paper.questions
    ]
    source = f"{pieces.as_typst()}\n#show-paper({_pairs(prompts, bodies)})"
    return _compile(paper, _facts(paper, paper.title, own), source, pieces.pictures)


def sheet_pdf(paper: Paper) -> bytes:
    """Return the answer sheet of a paper: one page up to about a hundred questions.

    Raises PortalError with the paper's id when it cannot be made.
    """
    return _compile(paper, _facts(paper, f"{paper.title}　答题卡"), "#show-sheet()", {})


def key_pdf(paper: Paper, solutions: Sequence[Solution]) -> bytes:
    """Return the key of a paper with explanations; its letters are those of this paper.

    Raises PortalError with the paper's id when it cannot be made.
    """
    pieces = _Pieces()
    prompts = [pieces.add(for_typst(element_of(one.prompt_html), pieces.pictures)) for one in paper.questions]
    bodies = [[pieces.add(explained(solution.explanation))] for solution in solutions]
    source = f"{pieces.as_typst()}\n#show-key({_pairs(prompts, bodies)})"
    facts = _facts(paper, f"{paper.title}　答案", solutions=solutions)
    del facts["person"]  # nobody answers on it
    return _compile(paper, facts, source, pieces.pictures)
