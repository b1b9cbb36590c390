"""Hypothesis strategies for valid banks with nasty texts, and what a draft says. Holds no assertions."""

import string
from typing import Any

from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from portal.imports.draft import Draft
from portal.model.bank import GAP, Bank, BlankQuestion, Question
from portal.model.marks import Marks

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)

NASTY = (
    "~", "=", "#", "{", "}", ":", "\\", "\\n", "\\\\", "####", "::", "//", "->", "%50%", "TRUE", "T",
    "[html]", "[markdown]", "[id:x]", "<b>", "</text>", "]]>", "<!--", "&lt;", "&#60;", "&#060;", "&amp;",
    "`", "``", "`a <b>`", "\\`", "*", "**不**", "_", "\\_", "[a](https://example.org)", "|", "=1+1", "-1",
    "@x", "'", '"', "；", "「a|b」", "\u2028", "\u3000x", "👩‍🏫", "诚信", " ", "$CATEGORY: x",
    "@@PLUGINFILE@@/x.png", "//注",
)  # fmt: skip
"""Words that mean something in one of the forms."""

_WORDS = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12)
)
_SLUGS = st.text(string.ascii_lowercase, min_size=1, max_size=12)


def _is_text(text: str) -> bool:
    """Tell whether a text is one of a question, with no gap and no picture in it by chance."""
    return bool(text.strip()) and text == text.strip() and "__" not in text and "![" not in text


lines = st.lists(_WORDS, min_size=1, max_size=5).map("".join).map(str.strip).filter(_is_text)
"""Texts of one line."""
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
"""Texts of several lines."""


def _choices(right: int, wrong: int) -> st.SearchStrategy[list[dict[str, Any]]]:
    choice = st.fixed_dictionaries({"text": lines, "feedback": st.none() | texts})
    made = st.lists(choice, min_size=right + wrong, max_size=right + wrong)
    flags = st.permutations([True] * right + [False] * wrong)
    ids = st.lists(_SLUGS, min_size=right + wrong, max_size=right + wrong, unique=True)
    return st.tuples(made, flags, ids).map(
        lambda found: [{**one, "correct": flag, "id": id_} for one, flag, id_ in zip(*found, strict=True)]
    )


_single = st.integers(1, 4).flatmap(lambda wrong: _choices(1, wrong))
_multiple = st.tuples(st.integers(2, 4), st.integers(1, 3)).flatmap(lambda both: _choices(*both))
_truth = st.tuples(st.booleans(), st.none() | texts, st.none() | texts).map(
    lambda found: [
        {"id": "agree", "text": "对", "correct": found[0], "feedback": found[1]},
        {"id": "disagree", "text": "错", "correct": not found[0], "feedback": found[2]},
    ]
)


def _facts(id_: str) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "id": st.just(id_),
        "objective": _SLUGS,
        "explanation": texts,
        "difficulty": st.integers(1, 3),
        "status": st.sampled_from(("draft", "published", "retired")),
        "replaces": st.none() | _SLUGS,
    }


def _blank(gaps: int) -> st.SearchStrategy[dict[str, Any]]:
    accept = st.lists(
        st.lists(lines.filter(lambda text: "->" not in text), min_size=1, max_size=3, unique=True),
        min_size=gaps, max_size=gaps,
    )  # fmt: skip
    plain = lines.filter(lambda text: "`" not in text and "_" not in text and not text.endswith("\\"))
    around = st.lists(plain, min_size=gaps + 1, max_size=gaps + 1).map(f" {GAP} ".join)
    return st.fixed_dictionaries({"prompt": around, "blanks": accept.map(lambda found: {"accept": found})})


def _of_type(kind: str, id_: str, gaps: int) -> st.SearchStrategy[dict[str, Any]]:
    facts = st.fixed_dictionaries({**_facts(id_), "type": st.just(kind)})
    if kind == "blank":
        return st.tuples(facts, _blank(gaps)).map(lambda found: {**found[0], **found[1]})
    choices = {"single": _single, "multiple": _multiple, "true_false": _truth}[kind]
    asked = st.fixed_dictionaries({"prompt": texts, "choices": choices})
    return st.tuples(facts, asked).map(lambda found: {**found[0], **found[1]})


def _valid(found: list[dict[str, Any]]) -> Bank | None:
    try:
        return Bank(
            "c", "listening", tuple(map(_QUESTION.validate_python, found)), Marks("quizzes/c/listening.yml")
        )
    except ValidationError:
        return None


def banks(most_gaps: int = 3) -> st.SearchStrategy[Bank]:
    """Return banks of some questions of all types, with texts that could be taken for markup."""
    kinds = st.lists(
        st.tuples(st.sampled_from(("single", "multiple", "true_false", "blank")), st.integers(1, most_gaps)),
        min_size=1, max_size=4,
    )  # fmt: skip
    return kinds.flatmap(
        lambda chosen: st.tuples(
            *(_of_type(kind, f"q-{number}", gaps) for number, (kind, gaps) in enumerate(chosen))
        )
    ).map(lambda found: _valid(list(found))).filter(lambda bank: bank is not None)  # fmt: skip


def bank_of(*questions: dict[str, Any]) -> Bank:
    """Return a bank of the unit c-listening with questions that say only what matters to a test."""
    usual = {"objective": "hear", "explanation": "道理。", "difficulty": 1, "status": "published"}
    made = tuple(_QUESTION.validate_python({**usual, **one}) for one in questions)
    return Bank("c", "listening", made, Marks("quizzes/c/listening.yml"))


def facts_of_draft(draft: Draft) -> dict[str, Any]:
    """Return what a draft says of its question, but for its place."""
    facts: dict[str, Any] = {
        "id": draft.id, "type": draft.type, "prompt": draft.prompt, "explanation": draft.explanation,
        "difficulty": draft.difficulty, "objective": draft.objective, "status": draft.status,
        "replaces": draft.replaces,
    }  # fmt: skip
    if draft.type == "blank":
        return {**facts, "accept": draft.accept}
    return {**facts, "choices": [(one.id, one.text, one.correct, one.feedback) for one in draft.choices]}


def facts_of(bank: Bank, question: Question) -> dict[str, Any]:
    """Return what a question of a bank says, in the form of `facts_of_draft`."""
    facts: dict[str, Any] = {
        "id": bank.full_id(question), "type": question.type, "prompt": question.prompt,
        "explanation": question.explanation, "difficulty": question.difficulty,
        "objective": question.objective, "status": question.status, "replaces": question.replaces or "",
    }  # fmt: skip
    if isinstance(question, BlankQuestion):
        return {**facts, "accept": question.blanks.accept}
    choices = [(one.id, one.text, one.correct, one.feedback or "") for one in question.choices]
    return {**facts, "choices": choices}
